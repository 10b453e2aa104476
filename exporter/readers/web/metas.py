"""What the ``meta`` and ``link`` elements of a page claim."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exporter.readers.web.claims import Claim, Field
from exporter.readers.web.wording import tidy

_MOST = 600
_NAMES: dict[str, Field] = {
    name: field
    for field, names in {
        Field.TITLE: "og:title twitter:title citation_title parsely-title sailthru.title"
        " dc.title dcterms.title dc:title headline title fb_title rbtitle article:title"
        " cxenseparse:title weibo:article:title hdl",
        Field.STANDFIRST: "og:description twitter:description description"
        " sailthru.description dc.description dcterms.description dcterms.abstract",
        Field.AUTHOR: "author article:author authors byl citation_author parsely-author"
        " sailthru.author dc.creator dcterms.creator dc:creator creator og:author"
        " og:article:author rbauthors shareaholic:article_author_name cxenseparse:author"
        " article:author_name byline mediaid:author article.author dc.contributor"
        " newsauthor",
        Field.PUBLISHED: "article:published_time og:article:published_time"
        " article:published og:published_time datepublished parsely-pub-date"
        " sailthru.date citation_publication_date citation_date citation_online_date"
        " dcterms.issued dc.date.issued dcterms.created dc.date.created dc.date"
        " dcterms.date dcterms.available dc:date dc.issued date pubdate pub_date publish_date"
        " publishdate publish-date publishtime publication_date publication-date"
        " publicationdate article_date_original original-publish-date"
        " cxenseparse:recs:publishtime cxenseparse:publishtime weibo:article:create_at article:create_at"
        " ptime dcsext.articlefirstpublished article.published article:post_date"
        " displaydate date.release created publicationdatetime rnews:datepublished"
        " shareaholic:article_published_time bt:pubdate ga-datepublished firstpublished article_date_created",
        Field.UPDATED: "article:modified_time og:updated_time og:article:modified_time"
        " article:modified article:updated_time dcterms.modified dc.date.modified lastmod last-modified"
        " last_modified utime modified updated datemodified dc.modified article.updated"
        " weibo:article:update_at article:update_at revision_date article:update_time bt:moddate"
        " shareaholic:article_modified_time moddate updatetime date.updated"
        " article_date_updated",
        Field.LANGUAGE: "og:locale content-language dc.language dcterms.language language"
        " citation_language",
        Field.NAME: "og:site_name application-name sailthru.publisher rbpubname"
        " cxenseparse:sitename apple-mobile-web-app-title al:android:app_name"
        " al:ios:app_name twitter:app:name:iphone twitter:app:name:googleplay",
        Field.PUBLISHER: "dc.publisher dcterms.publisher dc:publisher publisher"
        " citation_journal_title citation_publisher article:publisher copyright-holder"
        " article:publisher_name",
        Field.ADDRESS: "og:url twitter:url parsely-link vr:canonical",
        Field.TAG: "article:tag keywords news_keywords parsely-tags sailthru.tags"
        " dc.subject dcterms.subject citation_keywords",
        Field.RIGHTS: "dcterms.rights dc.rights dcterms.license copyright rights license",
        Field.IMAGE: "og:image og:image:url og:image:secure_url twitter:image"
        " twitter:image:src",
        Field.CAPTION: "og:image:alt twitter:image:alt",
        Field.PLACE: "dcterms.spatial dc.coverage",
    }.items()
    for name in names.split()
}
_RANK = {name: rank for rank, name in enumerate(_NAMES)}


def claims(tree: Any) -> Iterator[Claim]:
    """Yield what the elements claim, the surest name first, whatever their order."""
    found: list[tuple[int, int, Claim]] = []
    for at, meta in enumerate(tree.iter("meta")):
        if at >= _MOST:
            break
        text = meta.get("content", "")
        for name in _named(meta):
            if name in _NAMES and text.strip():
                claim = Claim(_NAMES[name], tidy(text), _rule(name))
                found.append((_RANK[name], at, claim))
                break
    yield from (claim for *_, claim in sorted(found, key=lambda item: item[:2]))


def links(tree: Any) -> Iterator[Claim]:
    """Yield the addresses and rights that ``link`` elements and anchors claim."""
    for at, link in enumerate(tree.iter("link")):
        if at >= _MOST:
            break
        relations = link.get("rel", "").lower().split()
        if "canonical" in relations and link.get("href"):
            yield Claim(Field.ADDRESS, link.get("href").strip(), "link:canonical")
        elif "image_src" in relations and link.get("href"):
            yield Claim(Field.IMAGE, link.get("href").strip(), "link:image_src")
    for anchor in tree.iterfind(".//a[@rel='license']"):
        yield Claim(Field.RIGHTS, anchor.get("href", ""), "link:license")
        return


def _named(meta: Any) -> Iterator[str]:
    for attribute in ("property", "name", "http-equiv"):
        for name in meta.get(attribute, "")[:200].lower().split():
            yield name.replace("dcterms:", "dcterms.")


def _rule(name: str) -> str:
    """Name a rule: known families by their own name, others as ``meta:author``."""
    if name.startswith(("dc.", "dcterms.", "dc:")):
        return f"dc:{name.replace(':', '.').partition('.')[2]}"
    for family in ("citation", "parsely", "sailthru"):
        if name.startswith(family):
            return f"{family}:{name[len(family) + 1 :]}"
    known = name.startswith(("og:", "article:", "twitter:"))
    return name if known else f"meta:{name}"
