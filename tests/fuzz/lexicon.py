"""Words that mean something to readers: they go into inputs that are nearly right."""

from __future__ import annotations

FACTS = (
    "title", "subtitle", "standfirst", "author", "authors", "byline", "date",
    "updated", "retrieved", "lang", "language", "source", "url", "link",
    "permalink", "publisher", "rights", "license", "tags", "categories", "kicker",
    "place", "hostname", "draft", "published", "params", "name", "true", "false",
    "2024-03-05", "1999", "2024-03", "2024-03-05T10:00:00+02:00", "5 March 2024",
    "en", "de_AT", "zh-Hant", "und", "https://www.example.org/a?b=c", "https://",
    "://", "\\u0000", "\\ud800", "\\x00",
)  # fmt: skip
TOML = (
    "=", " = ", "\n", '"', '"""', "'", "'''", "[", "]", "[[", "]]", "{", "}", ",",
    "#", ".", "inf", "nan", "0x", "1e999", "12:00:00", "0001-01-01", "\\u",
    "\\U0010ffff", "\ufeff", "\r\n",
)  # fmt: skip
YAML = (
    "---\n", "\n---\n\n", "...\n", "+++\n", "\n+++\n", ": ", "- ", "? ", "|\n  ",
    ">\n  ", "&a ", "*a", "!!str ", "!", "%YAML 1.1\n", "{", "}", "[", "]", ", ",
    "#", "~", "null", "\t", "'", '"',
)  # fmt: skip
PROSE = (
    "date 2024-03-05", "date: 2024-03", "\n", "\n\n", "By Ana Example",
    "Von Bo Example", "LONDON (Reuters) - ", "PARIS, March 5 (AFP) — ",
    "Published: 5 March 2024", "Updated 10:00 GMT", "Advertisement", "Read more: ",
    "© 2024 Example Press", "Sign up for our newsletter", "12 comments", "Share",
    "Photo: ", "A sentence ends.", "&amp;", "&#12;", "&#13;", "&nbsp;", "&lt;p&gt;",
    "<p>", "\u2028", "\u2029", "\u0085", "\u00a0", "\u200b", "\ufeff", "\u202e",
    "\u0301", "漢字", "かな", "한국어", "عربي", "עברית", "ไทย", "हिन्दी", "• ", "— ",
    "10:15", "Politics | World", "www.example.org", "said The Coast Gazette",
    "according to Reuters", "\ud7ff", "\U0001f600", "\r\n", "\f",
)  # fmt: skip
MARKS = (
    "# ", "## ", "###### ", "\n===\n", "\n---\n", "> ", "- ", "1. ", "9999999999) ",
    "    ", "```", "~~~", "`", "*", "**", "_", "~~", "[", "](", ")", "![",
    "](picture.png)", "<", ">", "<!--", "-->", "[^1]", "[^1]: ", "^[", "]",
    "| a | b |\n|---|:-:|\n", "| ", "|\n", "\nTerm\n: ", ": ", "\\", "&#12;",
    "&amp;", "&#xD800;", "&#0;", "[a]: ", "[a]", "  \n", "<br>", "{{ x }}",
    "{% x %}", "https://www.example.org", "javascript:x", "mailto:a@b", "#s1",
    '"title"', "\\*", "\u00a0", "漢", "字\n字", "\u202e", "\n", "\n\n",
)  # fmt: skip
BRIEFING = (
    "title", "subtitle", "date", "period", "editor", "series", "number",
    "publisher", "language", "layout", "rights", "note", "order", "parts",
    "articles", "section", "path", "from", "to", "tags", "hand", "title", "source",
    "cover", "contents", '["articles/*.md"]', "[[section]]\n", "../x", "/etc", "~",
    "C:", "**/*", "128", "3.12", "[2026-11-23, 2026-11-24]", '{ tags = ["water"] }',
    '{ path = "a.md", note = "*b*" }', "# head", "[^1]", "![a](picture.png)",
    "[a](https://www.example.org)",
)  # fmt: skip
HTML = (
    "<p>", "</p>", "<div>", "</div>", "<article>", "</article>", "<main>", "<h1>",
    "</h1>", "<h2>", "</h2>", "<h6>", "<ul>", "<ol start='3'>", "<li>", "</ul>",
    "<dl>", "<dt>", "<dd>", "<table>", "<tr>", "<td>", "<th scope='col'>", "</table>",
    "<td colspan='3' rowspan='2'>", "<td colspan='99999'>", "<caption>", "<thead>",
    "<blockquote>", "</blockquote>", "<figure>", "<figcaption>", "</figure>",
    "<img src='picture.png' alt='a picture'>", "<img src='missing.png'>",
    "<img src='data:image/png;base64,iVBORw0KGgo='>", "<picture><source srcset='a 2x'>",
    "<a href='https://www.example.org/'>", "<a href='#n1'>", "<a href='javascript:x'>",
    "<a id='n1' name='n1'>", "</a>", "<em>", "</em>", "<b>", "<sup>", "<sub>", "<q>",
    "<code>", "<pre>", "<br>", "<br><br>", "<hr>", "<ruby>字<rt>", "<span dir='rtl'>",
    "<bdo dir='rtl'>", "<details><summary>", "<script>", "</script>", "<style>",
    "<template>", "<noscript>", "<svg>", "<math>", "<iframe>", "<form>", "<title>",
    "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE html>", "<html lang='de'>", "<head>",
    "<body>", "<base href='https://www.example.org/a/'>", "<meta charset='utf-16'>",
    "<meta property='og:title' content='A title'>",
    "<meta property='article:published_time' content='2024-03-05T10:00:00Z'>",
    "<meta name='author' content='Ana Example'>", "<link rel='canonical' href='/a'>",
    "<script type='application/ld+json'>", '{"@type": "NewsArticle", "headline": "a"}',
    '{"@graph": [', '"datePublished": "2024-03-05"', '"author": {"name": "Bo"}',
    "<div itemscope itemtype='https://schema.org/NewsArticle'>",
    "<span itemprop='headline'>", "<p itemprop='articleBody'>",
    "<time datetime='2024-03-05T10:00'>", "<p class='byline'>", "By Ana Example",
    "<aside class='related'>", "<div class='comments'>", "<nav>", "<footer>",
    "<p hidden>", "<p style='display:none'>", " class='entry-content'", "&nbsp;",
    "&lt;", "&#0;", "&#xD800;", "&#x202e;", "&amp;", "\u00a0", "\u2028", "\x0c",
    "A sentence that is long enough to count as prose, with a comma or two, stands. ",
)  # fmt: skip
MAIL = (
    "From: The Coast Gazette <news@example.org>\n", "Subject: a story\n", "\n\n",
    "Subject: =?utf-8?B?4oKs?=\n", "=?utf-8?Q?a_b?=", "=?x-unknown?Q?=ff?=",
    "Date: Tue, 05 Mar 2024 10:00:00 +0100\n", "Date: -1\n", "MIME-Version: 1.0\n",
    "Content-Type: text/html; charset=utf-8\n", "Content-Type: text/plain\n",
    "Content-Type: text/html; charset=utf-7\n", "Content-Type: message/rfc822\n",
    "Content-Type: multipart/alternative; boundary=b\n", "--b\n", "--b--\n",
    "Content-Type: multipart/related; boundary=b; type=text/html\n",
    "Content-Type: image/png\n", "Content-ID: <a@example.org>\n", "cid:a@example.org",
    "Content-Location: https://www.example.org/news/story\n",
    "Snapshot-Content-Location: https://www.example.org/news/story\n",
    "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: 8bit\n",
    "Content-Transfer-Encoding: quoted-printable\n", "=\n", "=3D", "=E2=82=AC",
    "List-Id: <list.example.org>\n", "List-Unsubscribe: <mailto:a@example.org>\n",
    "Message-ID: <1@example.org>\n", "Content-Disposition: attachment\n", " folded\n",
    "charset*=utf-8''x", "Unsubscribe", "View in browser", "-- \n", "> quoted\n",
)  # fmt: skip
RECORDS = (
    '{"title": "a", "text": "b"}\n', '"title": ', '"text": ', '"url": ', '"date": ',
    '"authors": ["Ana Example"]', '"content": ', '"html": "<p>a</p>"', '"domain": ',
    '"publish_date": 1709625600000', '"meta": {"title": "a"}', "{", "}", "[", "]", ",",
    ":", '"', "\\", "\\u0000", "\\ud800", "\\n", "null", "true", "NaN", "Infinity",
    "-0", "1e999", "9" * 400, "1709625600", "\n", "\r\n", "\r", "\u2028", "\ufeff", "#",
    "title,text,url,date\n", "a,b,c,d\n", '"a ""b"" c"', "a;b;c\n", "a\tb\tc\n", "\t",
)  # fmt: skip
FEED = (
    "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<guid>1</guid>",
    "<title>a</title>", "<link>https://www.example.org/1</link>", "</channel></rss>",
    "<pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>", "<dc:creator>", "<description>",
    "<content:encoded>", "<![CDATA[", "]]>", "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<entry>", "</entry>", "<content type='xhtml'>", "<content type='html'>",
    "<summary>", "<updated>2024-03-05T10:00:00Z</updated>", "<author><name>", "<id>",
    "<link rel='alternate' href='/a'/>", "<category term='a'/>",
    "<?xml version='1.0'?>",
    "<?xml version='1.0' encoding='utf-16'?>", "<!DOCTYPE rss [", "<!ENTITY a 'b'>",
    "&a;", "&lt;p&gt;", "&#0;", "<media:content url='a'/>", "<source>", "xml:base='x:'",
    "<enclosure url='a' type='audio/mpeg'/>", "<item rdf:about='a'>", "<rdf:RDF>",
)  # fmt: skip
JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1.1", "items": [', '"items": [', "{}",
    '"content_html": "<p>a</p>"', '"content_text": "a"', '"id": 1', '"url": ',
    '"tags": ',
    '"authors": [{"name": "a"}]', '"date_published": ', '"image": ', '"attachments": ',
    '"summary": ', '"external_url": ', '"language": "de"', *RECORDS[11:30],
)  # fmt: skip
WARC = (
    "WARC/1.0\r\n", "WARC/1.1\r\n", "WARC-Type: response\r\n", "Content-Length: 10\r\n",
    "WARC-Type: conversion\r\n", "WARC-Type: resource\r\n", "WARC-Type: revisit\r\n",
    "WARC-Target-URI: https://www.example.org/1\r\n", "Content-Length: -1\r\n",
    "Content-Length: 99999999999\r\n", "WARC-Date: 2024-03-05T10:00:00Z\r\n",
    "WARC-Date: 0\r\n", "Content-Type: application/http; msgtype=response\r\n",
    "Content-Type: text/html; charset=x\r\n", "HTTP/1.1 200 OK\r\n", "\r\n\r\n",
    "HTTP/1.1 404 Not found\r\n", "Transfer-Encoding: chunked\r\n", "\r\n5\r\n",
    "Content-Encoding: gzip\r\n", "Content-Encoding: br\r\n", "\x1f\x8b", "http://",
    "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n", *HTML[:12],
)  # fmt: skip
WORD = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>a</w:t>", "<w:pPr>", "</w:pPr>",
    '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Subtitle"/>', "<w:br/>",
    '<w:pStyle w:val="Quote"/>', "<w:rPr><w:b/></w:rPr>", "<w:tab/>", "<w:tbl>",
    "<w:tr>", "<w:tc>", "</w:tc>", '<w:gridSpan w:val="3"/>', "<w:vMerge/>",
    '<w:numPr><w:ilvl w:val="9"/><w:numId w:val="1"/></w:numPr>', "<w:hyperlink>",
    '<w:footnoteReference w:id="1"/>', "<w:del>", "<w:ins>", "<w:drawing>", "<w:sym/>",
    '<w:fldChar w:fldCharType="begin"/>', "<w:instrText>HYPERLINK x</w:instrText>",
    "<w:sdt>", "<w:sdtContent>", "<mc:AlternateContent>", "<w:txbxContent>", "&amp;",
    "<!DOCTYPE a>", "<!ENTITY", "&#12;", "<w:vertAlign/>", "<w:commentReference/>",
)  # fmt: skip
ODF = (
    "<text:p>", "</text:p>", "<text:h text:outline-level='2'>", "</text:h>",
    "<text:h text:outline-level='x'>", "<text:span>", "</text:span>", "<text:s/>",
    "<text:s text:c='99999999'/>", "<text:tab/>", "<text:line-break/>", "<text:list>",
    "<text:list-item>", "</text:list-item>", "</text:list>", "<text:a xlink:href='x'>",
    "<text:note><text:note-body>", "<text:note-citation>1</text:note-citation>",
    "<table:table>", "<table:table-row>", "<table:table-cell>", "</table:table>",
    "<table:table-row table:number-rows-repeated='9999'/>", "<draw:frame>", "&amp;",
    "<table:table-cell table:number-columns-repeated='99999'/>", "<draw:image/>",
    "<table:table-cell table:number-columns-spanned='9'>", "<office:annotation>",
    "<text:tracked-changes>", " text:style-name='Title'", " text:style-name='Quote'",
    "<text:section>", "<text:soft-page-break/>", "<!DOCTYPE a>", "<!ENTITY", "&#12;",
)  # fmt: skip
PACKAGE = (
    "<meta refines='#page' property='dcterms:title'>", "</meta>", "<metadata>",
    "<meta refines='#page' property='exporter:slug'>../x</meta>", "#original",
    "<meta refines='#page' property='dcterms:language'>de</meta>", "exporter:sha256",
    "exporter:original", "exporter:titleBasis", "exporter:publishedBasis", "supplied",
    "stated", "inferred", "<dc:description>", "<dc:subject>", "<item id='a' href='b'",
    " media-type='text/plain'", "<itemref idref='page'/>", "<spine>", "href='../x'",
    "href='original'", "dcterms:date", "exporter:sourceUrl", "javascript:x", "&amp;",
    "dcterms:creator", "<!DOCTYPE a>", "&#12;", *FACTS[-16:],
)  # fmt: skip
PACKET = (
    "<rdf:Description>", "</rdf:Description>", "<rdf:RDF>", "<rdf:Seq>", "<rdf:li>",
    "<rdf:Alt>", "<rdf:li xml:lang='x-default'>", "<rdf:li rdf:parseType='Resource'>",
    "<exporter:articles>", "<exporter:slug>../x</exporter:slug>", "<exporter:title>",
    "<exporter:originalName>a.md</exporter:originalName>", "<exporter:language>de",
    "<exporter:originalSha256>", "<exporter:creators>a; b", "<exporter:cited>",
    "<exporter:published>2024</exporter:published>", "<exporter:titleBasis>supplied",
    "<exporter:sourceUrl>javascript:x", "<dc:subject>", "<dc:description>", "%PDF-1.7",
    "<!DOCTYPE a>", "&#12;", "<?xpacket begin=''?>", *FACTS[-16:],
)  # fmt: skip
