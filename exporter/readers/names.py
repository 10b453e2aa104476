"""The names that headers and sidecars may use, and the fact that each supplies."""

from __future__ import annotations

from exporter.errors import suggest

FACTS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "standfirst": (
        "standfirst", "subtitle", "description", "abstract", "summary", "excerpt",
        "dek",
    ),
    "kicker": ("kicker", "section"),
    "byline": ("author", "authors", "byline", "creator", "creators"),
    "published": ("date", "published", "pubdate", "publish_date", "publication_date"),
    "updated": ("updated", "lastmod", "last_modified_at", "modified"),
    "language": ("language", "lang", "locale"),
    "source_name": ("source", "source_name"),
    "source_url": (
        "source_url", "url", "link", "permalink", "canonical", "canonical_url",
    ),
    "publisher": ("publisher", "sitename", "site_name"),
    "retrieved": ("retrieved", "accessed", "retrieved_at"),
    "rights": ("rights", "license", "licence", "copyright"),
    "tags": ("tags", "tag", "categories", "category", "keywords", "subject"),
    "place": ("place", "location", "dateline"),
    "hostname": ("hostname",),
}  # fmt: skip
"""Each fact with its names, the usual one first.

They are the names that Hugo, Jekyll, Pandoc and trafilatura write. ``hostname``
is no fact of its own: it names the source when nothing better does.
"""

IGNORED = frozenset((
    # Hugo: https://gohugo.io/content-management/front-matter/
    "aliases", "build", "cascade", "expirydate", "headless", "iscjklanguage",
    "kind", "layout", "linktitle", "markup", "mediatype", "menu", "menus",
    "outputs", "path", "resources", "roles", "series", "sitemap", "slug", "toc",
    "translationkey", "type", "unpublishdate", "versions", "weight",
    "audio", "images", "videos",
    # what many themes of Hugo add
    "cover", "hidden", "math", "showtoc", "thumbnail",
    # Jekyll and its usual plugins: https://jekyllrb.com/docs/front-matter/
    "comments", "excerptseparator", "image", "navorder", "order", "pin", "pinned",
    "redirectfrom", "redirectto", "renderwithliquid", "robots", "seo",
    # Pandoc: https://pandoc.org/MANUAL.html#variables
    "abstracttitle", "authormeta", "biblatexoptions", "biblio", "bibliography",
    "citationstyle", "citecolor", "cjkmainfont", "classoption", "colorlinks",
    "coverimage", "csl", "css", "datemeta", "dir", "documentclass", "fontfamily",
    "fontsize", "format", "geometry", "group", "headerincludes", "identifier",
    "includeafter", "includebefore", "indent", "institute", "keepmd", "linestretch",
    "linkcitations", "linkcolor", "lof", "lot", "mainfont", "marginbottom",
    "marginleft", "marginright", "margintop", "monofont", "nocite",
    "numbersections", "output", "pagestyle", "pagetitle", "papersize",
    "referencesectiontitle", "sansfont", "stylesheet", "thanks", "titlemeta",
    "titleprefix", "tocdepth", "toctitle", "urlcolor",
    # trafilatura: https://trafilatura.readthedocs.io/
    "filedate", "fingerprint", "id", "pagetype",
))  # fmt: skip
"""Names, as :func:`plain` spells them, that say how a page is made, not a fact."""

DRAFT = "draft"
PARAMS = "params"
"""Where Hugo keeps names of one's own; those that name a fact are read."""


def plain(name: str) -> str:
    """Return a name without case, hyphens, underscores and spaces."""
    return name.lower().replace("-", "").replace("_", "").replace(" ", "")


_FACT_OF = {plain(name): fact for fact, names in FACTS.items() for name in names}


def fact_of(name: str) -> str | None:
    """Return the fact that a name supplies, or None if it names no fact."""
    return _FACT_OF.get(plain(name))


def is_ignored(name: str) -> bool:
    """Tell whether a known name has no bearing on the facts."""
    return plain(name) in IGNORED


def hint(name: str) -> str:
    """Return the nearest accepted name as a hint for an unknown one."""
    known = [name for names in FACTS.values() for name in names]
    return suggest(name.lower(), [*known, DRAFT]) or (
        "accepted are, among others, title, standfirst, author, date, source,"
        " source_url, publisher, language, tags, rights"
    )
