"""Layouts: found by name, strict about names, silent about nothing."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from articles import article, edition

from exporter import cache, layouts
from exporter.composition import Medium, NavEntry, Role
from exporter.dates import PartialDate
from exporter.errors import LayoutError
from exporter.layouts import filters, links
from exporter.layouts.compose import compose, draft_cover
from exporter.layouts.dress import dress
from exporter.layouts.environment import environment, render
from exporter.layouts.labels import load
from exporter.model import Fact, Heading, Source, inferred, stated, supplied

ARTICLE = layouts.find("article")


def html(medium: Medium = Medium.REFLOW, **changes: object) -> str:
    """Compose one article and return its page."""
    return compose(edition(**changes), ARTICLE, medium).documents[0].html


def layout(folder: Path, name: str = "mine", **files: str) -> layouts.Layout:
    """Write a layout of a project and find it."""
    place = folder / "templates" / name
    place.mkdir(parents=True)
    (place / "layout.toml").write_text('title = "Mine"\n')
    (place / "path.html").write_text("{{ path.read_text() }}")
    for file, text in files.items():
        text += "{{ article.body | safe }}" if file == "article" else ""
        (place / f"{file}.html").write_text(text)
    return layouts.find(name, folder)


def test_built_in_layouts_are_listed() -> None:
    """There are six layouts from the start, with a title for people."""
    assert [(x.name, x.title) for x in layouts.available()] == [
        ("article", "Article"),
        ("book", "Book"),
        ("briefing", "Briefing"),
        ("large-print", "Large print"),
        ("memo", "Memo"),
        ("newspaper", "Newspaper"),
    ]


def test_project_goes_before_package(tmp_path: Path) -> None:
    """A project's own layout of the same name is taken."""
    own = layout(tmp_path, "article")
    assert own.title == "Mine"
    assert layouts.find("article").title == "Article"
    found = {x.name: x.folder for x in layouts.available(tmp_path)}
    assert found["article"] == own.folder
    assert found["briefing"] == layouts.find("briefing").folder


def test_unknown_layout_names_the_nearest() -> None:
    """A slip of the finger is answered with the right name."""
    with pytest.raises(
        LayoutError, match=r"no layout 'artcle'.*did you mean 'article'"
    ):
        layouts.find("artcle")


@pytest.mark.parametrize("name", ["../article", "article/..", "", "."])
def test_layout_is_a_name_not_a_path(name: str) -> None:
    """A layout is looked up below the template folders only."""
    with pytest.raises(LayoutError):
        layouts.find(name)


def test_unknown_layout_key_is_refused(tmp_path: Path) -> None:
    """layout.toml has three keys and no others."""
    place = layout(tmp_path).folder
    (place / "layout.toml").write_text('titel = "x"\n')
    with pytest.raises(LayoutError, match=r"unknown key 'titel'.*did you mean 'title'"):
        layouts.find("mine", tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 7", "'title' must be a string"),
        ("description = []", "'description' must be a string"),
        ("settings = 7", "'settings' must be a table"),
        ("context = true", "'context' must be a number"),
        ("context = 99", "made for context 99, and this exporter has 1.*templates.md"),
        ('sides = "both"', "'both' is not a valid Sides"),
        ("[settings]\nx = 1.5", "setting 'x' must be a name, and a string"),
    ],
)
def test_wrong_value_in_layout_toml_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    """The file and the key are named."""
    path = layout(tmp_path).folder / "layout.toml"
    path.write_text(f"{text}\n")
    with pytest.raises(LayoutError, match=message) as caught:
        layouts.find("mine", tmp_path)
    assert caught.value.where == str(path)


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (
            "<p>\n{{ artcle.title }}</p>",
            "'artcle' is not defined; did you mean 'article'",
        ),
        (
            "<p>\n{{ article.titel }}</p>",
            "Article has no 'titel'; did you mean 'title'",
        ),
        ("<p>\n{{ labels.sorce }}</p>", "Labels has no 'sorce'; did you mean 'source'"),
        ("<p>\n{% if x %}", "Unexpected end of template"),
        ("<p>\n{{ article | shrt }}", "No filter named 'shrt'"),
        ("<p>\n{{ article.__class__ }}", "unsafe"),
        ("<p>\n{{ 1 / 0 }}", "division by zero"),
        ("<p>\n{{ article.body[999999] | upper }}{{ [][3] }}", "has no"),
        ('<p>\n{% include "mine/article.html" %}', "includes or extends itself"),
        ("<p>\n{% for i in range(10 ** 9) %}x{% endfor %}", "Range too big"),
    ],
)
def test_template_mistake_has_file_line_and_advice(
    tmp_path: Path, template: str, message: str
) -> None:
    """Whatever is wrong in a template is named with its place."""
    mine = layout(tmp_path, article=template)
    with pytest.raises(LayoutError) as caught:
        compose(edition(), mine, Medium.REFLOW)
    assert message in str(caught.value)
    assert caught.value.where.endswith("mine/article.html:2")


def test_template_reaches_no_file(tmp_path: Path) -> None:
    """Where an image came from leads a template nowhere."""
    mine = layout(tmp_path, article="{{ article.files }}")
    seen = compose(edition(files=(tmp_path / "a.png",)), mine, Medium.REFLOW)
    assert seen.documents[0].html.startswith("()<p>")
    with pytest.raises(LayoutError, match="unsafe"):
        render(mine.roots, "mine", "path.html", {"path": tmp_path})


def test_part_that_a_layout_lacks_is_the_shared_one(tmp_path: Path) -> None:
    """A layout without templates looks as what is shared; its own go before that."""
    mine = layout(tmp_path, cover="mine")
    page = compose(edition(), mine, Medium.REFLOW).documents[0].html
    assert page == html()
    assert draft_cover(edition(), mine).documents[0].html == "mine"


def test_project_s_shared_part_goes_before_the_package_s(tmp_path: Path) -> None:
    """But not before a part of the layout itself."""
    mine = layout(tmp_path, own="own")
    for name in ("own", "other", "article"):
        path = tmp_path / "templates" / "shared" / f"{name}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text("shared {{ word }}")
    for part, text in (("own", "own"), ("other", "shared x"), ("article", "shared x")):
        assert render(mine.roots, "mine", f"{part}.html", {"word": "x"}) == text


@pytest.mark.parametrize(
    ("part", "missing"),
    [("nothing.html", "mine/nothing.html"), ("parts.html", "shared/nothing.html")],
)
def test_missing_part_is_named(tmp_path: Path, part: str, missing: str) -> None:
    """Neither the layout nor what is shared has it; what it includes is named too."""
    mine = layout(tmp_path, parts='{% include "shared/nothing.html" %}')
    message = f"template '{missing}' is missing"
    with pytest.raises(LayoutError, match=message) as caught:
        render(mine.roots, "mine", part, {})
    assert caught.value.where.removesuffix(":1").endswith(f"mine/{part}")


def test_damaged_bytecode_is_compiled_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was kept of a template is taken only if it is whole."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    cache.folder.cache_clear()
    mine = layout(tmp_path, article="<p>{{ article.slug }}</p>")
    try:
        for _ in range(2):
            environment.cache_clear()
            pages = compose(edition(), mine, Medium.REFLOW).documents
            assert pages[0].html.startswith("<p>tram</p><p>")
            kept = list((cache.folder() / "templates").iterdir())
            for entry in kept:
                entry.write_bytes(entry.read_bytes()[:60] + bytes(99))
        assert len(kept) == 1
    finally:
        cache.folder.cache_clear()


def test_stylesheet_in_another_encoding_is_a_clear_error(tmp_path: Path) -> None:
    """The stylesheet is named, not the defect of a program."""
    mine = layout(tmp_path, article="<p></p>")
    (mine.folder / "reflow.css").write_bytes(b"p { content: '\xe9' }")
    with pytest.raises(LayoutError, match=r"reflow\.css"):
        compose(edition(), mine, Medium.REFLOW)


def test_layout_extends_shared_parts(tmp_path: Path) -> None:
    """A layout overrides a block and keeps the rest."""
    mine = layout(
        tmp_path,
        article='{% extends "shared/article.html" %}'
        "{% block kicker %}<p>Archive</p>{% endblock %}",
    )
    page = compose(edition(), mine, Medium.REFLOW).documents[0].html
    assert "<p>Archive</p>" in page
    assert "New rails" in page


def test_values_are_escaped() -> None:
    """Mark-up in a title, source or address is text."""
    page = html(
        title=supplied("<b>A & B</b>", "option"),
        source=Source(url=supplied('https://example.org/?a="><script>', "option")),
    )
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in page
    assert "<script>" not in page


@pytest.mark.parametrize("medium", list(Medium))
def test_page_is_well_formed(medium: Medium) -> None:
    """Both media get XML that parses, with one root element."""
    root = ElementTree.fromstring(html(medium))
    assert root.get("role") == "doc-chapter"
    assert root.find(".//h1").text == "The tram runs again"


def test_source_line_says_what_is_not_stated() -> None:
    """An unknown source or date is printed as unknown."""
    page = html(source=Source(), published=Fact())
    assert "Source not stated" in page
    assert "Date not stated" in page


def test_source_line_names_source_date_and_host() -> None:
    """The line reads: name, date in the article's language, address."""
    root = ElementTree.fromstring(html())
    line = next(e for e in root.iter("p") if e.get("class") == "source-line")
    text = " ".join("".join(line.itertext()).split())
    assert text == "Example Post · 25 April 2022 · example.org"


def test_inferred_title_is_said_to_be() -> None:
    """A title by opening words is marked and explained at the end."""
    page = html(title=inferred("The tram runs…", "opening-words"))
    assert 'class="inferred"' in page
    assert "not stated; called by its opening words" in page


def test_provenance_lists_everything_known() -> None:
    """Source, basis of the date, digest, outlets, what was set aside."""
    page = html(boilerplate=("Subscribe now",))
    for text in (
        "25 April 2022 (stated in the original)",
        "The Associated Press (2)",
        "Subscribe now",
        f"tram.txt, {len(article().original.data)} bytes, attached unchanged",
        "1 May 2022",
        "CC0-1.0",
    ):
        assert text in page
    digest = article().original.sha256
    assert digest in page.replace("<wbr/>", "")


def test_labels_follow_the_language() -> None:
    """Words of our own are in the article's language, dates too."""
    page = html(language=supplied("de", "header"), source=Source())
    assert "Quelle nicht angegeben" in page
    assert "25. April 2022" in page


def test_foreign_labels_say_so() -> None:
    """Without labels in a language the English ones carry their lang."""
    page = html(language=supplied("gl", "header"))
    assert (
        '<section class="provenance" aria-label="Provenance" lang="en" dir="ltr">'
        in page
    )


def test_words_of_the_text_keep_their_language() -> None:
    """Link texts and lines set aside are the article's, whatever labels there are."""
    body = '<p lang="gl"><a href="https://example.org/x">ligazón</a></p>'
    page = html(
        Medium.PAGED,
        language=supplied("gl", "header"),
        body=body,
        boilerplate=("Subscríbete",),
    )
    assert '<span class="anchor" lang="gl" dir="ltr">ligazón</span>' in page
    assert '<td class="quoted" lang="gl" dir="ltr">Subscríbete</td>' in page


def test_every_language_has_every_label() -> None:
    """Each label file is complete: loading checks it."""
    files = sorted((ARTICLE.roots[-1] / "shared" / "labels").glob("*.toml"))
    names = {load(ARTICLE.roots, path.stem).source_unknown for path in files}
    assert len(names) == len(files) >= 20


def test_supplied_byline_and_credits_of_the_text_both_stand() -> None:
    """The text's own lines are kept word for word."""
    page = html(credits=("By Cy Example, in Porto",))
    assert "Ana Example, Bo Example" in page
    assert "By Cy Example, in Porto" in page


def test_a_byline_stands_at_the_head_whoever_stated_it() -> None:
    """A text shows its own line as it is; of a page, metadata may be all there is."""
    names = stated(("Ana Example",), "json-ld:author")
    assert '<p class="byline">Ana Example</p>' in html(byline=names, credits=())
    page = html(byline=names, credits=("By Ana Example, in Porto",))
    assert 'class="byline"' not in page


def test_contents_nest_by_level() -> None:
    """Subheadings hang below the heading they belong to."""
    heads = tuple(
        Heading(identifier=f"s{i}", level=level, text=f"H{i}")
        for i, level in enumerate((2, 3, 4, 3, 2))
    )
    nav = compose(edition(headings=heads), ARTICLE, Medium.REFLOW).nav

    def shape(entry: NavEntry) -> list[object]:
        return [entry.title, *map(shape, entry.children)]

    assert [shape(entry) for entry in nav] == [
        ["The tram runs again", ["H0", ["H1", ["H2"]], ["H3"]], ["H4"]]
    ]


def test_paper_shows_the_addresses_of_links() -> None:
    """Pages list where links lead; screens don't need it."""
    body = '<p><a href="https://example.org/a-b">here</a> <a href="#n1">1</a></p>'
    paged, reflow = html(Medium.PAGED, body=body), html(Medium.REFLOW, body=body)
    assert "Links in the text" in paged
    assert "Links in the text" not in reflow
    assert paged.count("https://example.org/a-") == 2


def test_links_are_listed_once_and_plain_ones_not() -> None:
    """An address that is its own text needs no list."""
    body = (
        '<p><a href="https://e.org">e</a><a href="https://e.org">again</a>'
        '<a href="https://f.org">https://f.org</a>'
        '<a href="mailto:a@e.org">a@e.org</a></p>'
    )
    assert [(x.text, x.address) for x in links.outward(body)] == [
        ("e", "https://e.org")
    ]


def test_cover_is_one_page_without_originals() -> None:
    """The cover comes from the same templates and carries nothing."""
    cover = dress(draft_cover(edition(), ARTICLE))
    assert [d.role for d in cover.documents] == [Role.COVER]
    assert cover.originals == ()
    assert "Example Press" in cover.documents[0].html


@pytest.mark.parametrize(
    ("date", "language", "text"),
    [
        ("2022-04-25", "en", "25 April 2022"),
        ("2022-04-25", "en-US", "April 25, 2022"),
        ("2023-09", "fr", "septembre 2023"),
        ("2023", "ja", "2023年"),
        ("2022-04-25T10:30:00Z", "en", "25 April 2022, 10:30 UTC"),
        ("2022-04-25T10:30:00+05:30", "de", "25. April 2022, 10:30 UTC+05:30"),
        ("2022-04-25", "xx-unknown", "25 April 2022"),
    ],
)
def test_dates_are_written_out(date: str, language: str, text: str) -> None:
    """The language decides the form, the date its precision."""
    assert filters.longdate(PartialDate.parse(date), language) == text


def test_short_title_is_cut_at_a_word() -> None:
    """A running head never ends inside a word."""
    assert filters.short("Short") == "Short"
    cut = filters.short("A title that is much too long for the head of a page, " * 2)
    assert cut == "A title that is much too long for the head of a page, A title…"
