"""The contract with templates: what they know, in this version of it.

``docs/templates.md`` is made of this table; a test prints every variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exporter.layouts import CONTEXT

PARTS = (
    "article.html",
    "cover.html",
    "contents.html",
    "summary.html",
    "section.html",
    "sources.html",
    "colophon.html",
)
"""The templates of a layout, less those that only others include."""
_LISTS = "contents.html summary.html sources.html colophon.html"
_LONGEST = 44  # characters of an example


@dataclass(frozen=True, slots=True)
class Variable:
    """A name that templates know: which of them, what it prints, what it means.

    ``known_to`` is "all", "parts" (all but the article's) or names of templates;
    ``[]`` in a name stands for each item of a list.
    """

    known_to: str
    name: str
    example: str
    meaning: str


def parts_of(variable: Variable) -> tuple[str, ...]:
    """Return the templates that know a variable."""
    if variable.known_to == "all":
        return PARTS
    if variable.known_to == "parts":
        return PARTS[1:]
    return tuple(variable.known_to.split())


def cut(text: str) -> str:
    """Return what a variable prints, on one line that is not long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rstrip() + "…"


def as_markdown() -> str:
    """Return the contract as tables, one for each group of templates."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield f"Version of the context: **{CONTEXT}**"
    last = ""
    for variable in VARIABLES:
        if variable.known_to != last:
            last = variable.known_to
            yield f"\n### {_HEADINGS.get(last, f'In {last}')}\n"
            yield "| name | prints, for example | meaning |"
            yield "|---|---|---|"
        example = variable.example.replace("|", "\\|")
        shown = f"`{example}`" if example else "nothing"
        yield f"| `{variable.name}` | {shown} | {variable.meaning} |"


_HEADINGS = {
    "all": "In all templates",
    "parts": "In all templates but article.html",
    _LISTS: "In contents.html, summary.html, sources.html and colophon.html",
}
VARIABLES = (
    Variable("article.html", "article.kicker.value", "Harbours",
             "The short line above the headline; None where there is none."),
    Variable("article.html", "article.standfirst.value",
             "After a century the keeper packs up.", "The summary under the headline."),
    Variable("article.html", "article.byline.value", "('Ana Example', 'Bo Example')",
             "The authors, as a tuple of names."),
    Variable("article.html", "article.byline.basis.value", "supplied",
             "stated, supplied, inferred or unknown; every fact has a basis."),
    Variable("article.html", "article.credits", "()",
             "Byline and date lines as the text writes them."),
    Variable("article.html", "article.place.value", "None",
             "The place that the text opens with."),
    Variable("article.html", "article.agency.value", "None",
             "The agency that it names there."),
    Variable("article.html", "article.tags.value", "('harbour', 'light')",
             "Tags, as a tuple."),
    Variable("article.html", "article.body",
             "<p>LISBON (Reuters) — The lamp goes out, The…",
             "The text: XHTML blocks, headings from h2 on."),
    Variable("article.html", "article.headings",
             "(Heading(identifier='s1', level=2, text='Wha…",
             "Its subheadings: `identifier`, `level`, `text`."),
    Variable("article.html", "article.boilerplate", "()",
             "The lines that were set aside."),
    Variable("article.html", "article.paragraphs", "2", "How many paragraphs it has."),
    Variable("article.html", "article.words", "28", "How many words it has."),
    Variable("article.html", "record.title", "The lamp goes out",
             "The headline, or the opening words of a text without one."),
    Variable("article.html", "record.title_basis.value", "supplied",
             "What the title stands on; \"inferred\" for opening words."),
    Variable("article.html", "record.slug", "lamp",
             "A short name, good for ids and file names."),
    Variable("article.html", "record.published", "2024-03-02",
             "The day of publication: `year`, `month`, `day`; None where nobody says."),
    Variable("article.html", "record.published_basis.value", "supplied",
             "What it stands on."),
    Variable("article.html", "record.updated", "2024-03-03",
             "The day of the last change."),
    Variable("article.html", "record.retrieved", "2024-03-05",
             "The day on which the text was fetched."),
    Variable("article.html", "record.language", "en",
             "The language tag (BCP 47), und where unknown."),
    Variable("article.html", "record.creators", "('Ana Example', 'Bo Example')",
             "The authors, as a tuple of names."),
    Variable("article.html", "record.source_name", "Example Post",
             "Where the text comes from."),
    Variable("article.html", "record.source_url", "https://example.org/lamp",
             "Its address."),
    Variable("article.html", "record.publisher", "Example Press", "Who published it."),
    Variable("article.html", "record.rights", "CC0-1.0", "The statement of rights."),
    Variable("article.html", "record.cited",
             "(Citation(name='The Guardian', count=1),)",
             "The outlets that the text cites: `name`, `count`."),
    Variable("article.html", "record.original.name", "lamp.md",
             "The file that the text was read from, as it is attached."),
    Variable("article.html", "record.original.media_type", "text/markdown",
             "Its media type."),
    Variable("article.html", "record.original.sha256",
             "467d9b2af7baca30be02c2c8df82614f68abbe54f5cc…", "Its digest."),
    Variable("article.html", "record.original.size", "497", "Its size in bytes."),
    Variable("article.html", "provenance[].name", "source",
             "The key of a row of the provenance box."),
    Variable("article.html", "provenance[].label", "Source", "Its label."),
    Variable("article.html", "provenance[].text", "Example Post", "Its text."),
    Variable("article.html", "provenance[].kind", "text",
             "Its class: text, address, digest, quoted or unknown."),
    Variable("article.html", "provenance[].address", "",
             "The address that it leads to; often empty."),
    Variable("article.html", "links[].text", "the last one",
             "The words of a link that leads out of the text; pages only."),
    Variable("article.html", "links[].address", "https://example.org/last",
             "The address behind it."),
    Variable("article.html", "note", "<p>Read it.</p>",
             "What the editor says of the text, XHTML; often empty."),
    Variable("article.html", "note_lang", "",
             "Attributes of the note if it is in another language than the text."),
    Variable("article.html", "group", "None",
             "The article's section where that has no page of its own."),
    Variable("article.html", "is_first", "False",
             "Whether it is the first of such a section."),
    Variable("article.html", "root", "article",
             "The name of the outer element: article on pages, section in books."),
    Variable("all", "metadata.title", "Morning desk", "The title of the edition."),
    Variable("all", "metadata.title_basis.value", "supplied", "What it stands on."),
    Variable("all", "metadata.identifier",
             "urn:uuid:1c236691-166d-56a6-aa0f-5aef3129d64…",
             "The URN of the edition."),
    Variable("all", "metadata.creators", "('Ada Editor',)",
             "The authors, or the editors of a briefing."),
    Variable("all", "metadata.editors", "('Ada Editor',)",
             "The editors of a briefing."),
    Variable("all", "metadata.series.name", "Morning desk",
             "Its series; `metadata.series` is None without one."),
    Variable("all", "metadata.series.number", "128",
             "Its place there; None without one."),
    Variable("all", "metadata.published", "2024-03-04", "The day of the edition."),
    Variable("all", "metadata.language", "en", "The language of the edition."),
    Variable("all", "metadata.description", "What the night brought",
             "The standfirst of the edition."),
    Variable("all", "metadata.subjects", "('harbour', 'light')",
             "The tags of all articles."),
    Variable("all", "metadata.source", "https://example.org/lamp",
             "The source that all articles share."),
    Variable("all", "metadata.publisher", "The Desk", "Who publishes the edition."),
    Variable("all", "metadata.rights", "For the desk",
             "The statement of rights of the edition."),
    Variable("all", "metadata.created", "2024-03-05 00:00:00+00:00",
             "The moment that the file says it was made, UTC; never the clock's."),
    Variable("all", "metadata.modified", "2024-03-05 00:00:00+00:00",
             "The same of its last change."),
    Variable("all", "metadata.articles", "(ArticleRecord(slug='lamp', title='The lamp…",
             "The records of all articles, in order."),
    Variable("all", "metadata.generator", "exporter 0.4.0",
             "The program and its version."),
    Variable("all", "briefing", "True", "Whether many articles are gathered."),
    Variable("all", "labels.sources", "Sources of this briefing",
             "A word of the page's language; see `shared/labels/en.toml` for all."),
    Variable("all", "labels_lang", "",
             "Attributes of labels if they are in another language."),
    Variable("all", "direction", "ltr", "ltr or rtl."),
    Variable("all", "paged", "True", "Whether this is for pages."),
    Variable("all", "joint", "​",
             "What lets a long address break, for the filter `breakable`."),
    Variable("all", "settings", "namespace(nameplate='The Desk')",
             "The layout's settings, by name."),
    Variable("parts", "period.first", "2024-03-02",
             "The first day that the articles cover; `period` is None where unknown."),
    Variable("parts", "period.last", "2024-03-02", "The last day."),
    Variable("parts", "standfirst", "What the night brought",
             "The standfirst of the briefing, or None."),
    Variable("parts", "layout", "Probe", "The title of the layout."),
    Variable("parts", "groups[].name", "section-1",
             "The name of the section's opener; empty without a title."),
    Variable("parts", "groups[].title", "Coast", "The title of a section."),
    Variable("parts", "groups[].note", "<p>Begin here.</p>",
             "What the editor says of it, XHTML."),
    Variable("parts", "groups[].href", "exporter-place:section-1",
             "The address of its first page."),
    Variable("parts", "groups[].place", "exporter-page:section-1",
             "The address of its page number."),
    Variable("parts", "groups[].leader", "exporter-leader:section-1",
             "The address of its page number with dots before it."),
    Variable("parts", "groups[].lines[].name", "text-1",
             "The name of an article's document."),
    Variable("parts", "groups[].lines[].record",
             "ArticleRecord(slug='lamp', title='The lamp g…", "Its record, as above."),
    Variable("parts", "groups[].lines[].standfirst",
             "After a century the keeper packs up.",
             "Its standfirst, or an empty text."),
    Variable("parts", "groups[].lines[].lang", "",
             "Attributes of its title if it is in another language."),
    Variable("parts", "groups[].lines[].href", "exporter-place:text-1",
             "The address of its first page."),
    Variable("parts", "groups[].lines[].place", "exporter-page:text-1",
             "The address of its page number."),
    Variable("parts", "groups[].lines[].leader", "exporter-leader:text-1",
             "The address of its page number with dots before it."),
    Variable("parts", "outlets[].name", "The Guardian",
             "An outlet that articles cite."),
    Variable("parts", "outlets[].count", "1", "How often."),
    Variable("parts", "outlets[].lines",
             "(Line(name='text-1', record=ArticleRecord(sl…", "The articles that do."),
    Variable("cover.html", "shape", "sheet",
             "sheet (a page), book (the picture of an EPUB) or title-page."),
    Variable("cover.html", "weight", "short",
             "How long the title is: short, long or longest."),
    Variable("cover.html", "index", "()",
             "The sections to be listed on this page, if contents share it."),
    Variable("section.html", "group", "Group(name='section-1', title='Coast', note=…",
             "The section that the page opens: one of `groups`."),
    Variable(_LISTS, "is_first", "True",
             "Whether the list starts here; long ones come in runs."),
    Variable(_LISTS, "is_last", "True", "Whether it ends here."),
    Variable(_LISTS, "start", "1", "The number of its first article."),
)  # fmt: skip
