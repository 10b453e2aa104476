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
