"""What pages of any size hold: type area, divided words, tables, headings, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pyphen
import pytest
from conftest import Project
from lettering import MM, Letter, letters, pictures, written
from PIL import Image
from reading_back import structure, words

from exporter.layouts.tables import measured
from exporter.writers import hyphenation

LINE = "Boats wait under the bridge for the tide, and the council waits for boats. "
PAPERS = {"a4": (210, 297), "a5": (148, 210), "170x240mm": (170, 240)}
SIDE, TOP, BOTTOM = 0.181, 0.101, 0.1077  # margins, in parts of the paper
HAIR = 1.5  # points that a letter may hang over


def article(body: str, language: str = "en", title: str = "A report") -> str:
    """Return a Markdown file."""
    return f"---\ntitle: {title}\ndate: 2024-03-05\nlang: {language}\n---\n\n{body}\n"


def built(project: Project, text: str, paper: str = "a4", layout: str = "") -> Path:
    """Write an article and build its PDF."""
    project.write("report.md", text)
    options = ("--layout", layout) if layout else ()
    result = project.run(
        "build", "report.md", "--to", "pdf", "--paper", paper, *options
    )
    assert result.code == 0, result.err
    return project.folder / "dist" / "report.pdf"


def within(found: list[Letter], paper: str) -> list[Letter]:
    """Return the letters between the head and the foot of a page."""
    height = PAPERS[paper][1] * MM
    low, high = height * BOTTOM - 2, height * (1 - TOP) + 2
    return [letter for letter in found if letter.low > low and letter.high < high]


def outside(path: Path, paper: str) -> str:
    """Return the letters that stand beside the type area."""
    width = PAPERS[paper][0] * MM
    left, right = width * SIDE - HAIR, width * (1 - SIDE) + HAIR
    return "".join(
        letter.text
        for found in letters(path)
        for letter in found
        if letter.left < left or letter.right > right
    )


LONG = "x" * 140
ADDRESSES = (
    f"https://example.org/{LONG} and `{LONG}` and [words](https://example.org/{LONG})"
)
ANYWHERE = (
    f"- {ADDRESSES}\n- {LONG}\n\n> {LONG}\n\n## {LONG}\n\nNoted.[^1]\n\n"
    f"[^1]: {ADDRESSES}"
)
CODE = "\n".join(
    f"def number_{n}(one, two, three): return one + two  # {LINE}" for n in range(90)
)
TABLE = """
| Geschwindigkeitsbegrenzung | Straßenbahnhaltestelle | Zuständigkeit | Jahr |
|---|---|---|---|
| klein | groß | Arbeit | 1999 |
"""
WIDE = "| " + " | ".join("Haushaltskonsolidierung" for _ in range(7)) + " |\n"
WIDE += "|---" * 7 + "|\n" + WIDE
COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(
    "body",
    [ADDRESSES, ANYWHERE, f"```\n{CODE}\n{LONG}\n```", TABLE, f"Das {COMPOUND}."],
    ids=["addresses", "long words anywhere", "code", "table", "compound"],
)
def test_nothing_leaves_the_type_area(project: Project, paper: str, body: str) -> None:
    """Whatever is long breaks, or is set smaller."""
    path = built(project, article(f"{LINE}\n\n{body}\n\n{LINE}", "de"), paper)
    assert outside(path, paper) == ""


@pytest.mark.parametrize("layout", ["article", "book", "large-print"])
@pytest.mark.parametrize("body", [ADDRESSES, f"```\n{CODE}\n```", TABLE, WIDE])
def test_nothing_leaves_the_paper(project: Project, layout: str, body: str) -> None:
    """On A5, wide tables, large type and narrow margins keep off the edge."""
    path = built(project, article(f"{LINE}\n\n{body}", "de"), "a5", layout)
    width = 148 * MM
    least = width * 0.08
    for found in letters(path):
        assert min(letter.left for letter in found) > least
        assert max(letter.right for letter in found) < width - least


@pytest.mark.parametrize("paper", ["a4", "a5"])
def test_pictures_stay_on_their_page(project: Project, paper: str) -> None:
    """A picture is at most half as high as the page, in a figure, list, note, table."""
    sizes = {"tall": (60, 600), "broad": (900, 60), "big": (2000, 1500)}
    for name, size in sizes.items():
        Image.new("RGB", size, "#888").save(project.folder / f"{name}.png")
    shown = [f"![a {name} one]({name}.png)" for name in sizes]
    figures, inline = "\n\n".join(shown), " ".join(shown)
    table = f"| a | b |\n|---|---|\n| {inline} | {LINE}|"
    note = f"Noted.[^1]\n\n[^1]: In a note {inline}."
    body = f"{figures}\n\n- in a list {inline}\n\n{table}\n\n{note}"
    path = built(project, article(body), paper)
    width, height = (side * MM for side in PAPERS[paper])
    found = [box for sheet in pictures(path) for box in sheet]
    assert len(found) == 12
    for left, low, right, high in found:
        assert left > width * SIDE - 1
        assert right < width * (1 - SIDE) + 1
        assert low > height * BOTTOM - 1
        assert high < height * (1 - TOP) + 1
        assert high - low < height / 2 + 1


def test_head_of_a_table_stands_on_each_of_its_pages(project: Project) -> None:
    """A table over several pages repeats its head, and no row is divided."""
    rows = "\n".join(f"| Place {n} | {LINE * 3} |" for n in range(40))
    path = built(project, article(f"| Harbour | Remark |\n|---|---|\n{rows}"), "a5")
    pages = [written(within(found, "a5")) for found in letters(path)]
    with_rows = [shown for shown in pages if "Place" in shown]
    assert len(with_rows) > 3
    assert all("HarbourRemark" in shown for shown in with_rows)
    assert sum(shown.count("HarbourRemark") for shown in pages) == len(with_rows)
    for shown in with_rows:
        assert shown.count("Place") * 3 == shown.count("Boatswait")


def test_tables_are_as_small_as_their_paper_asks(project: Project) -> None:
    """On A4 a table has the size of all, on A5 what lets it in."""
    sizes = {}
    for paper in ("a4", "a5"):
        found = [
            x for sheet in letters(built(project, article(TABLE), paper)) for x in sheet
        ]
        at = written(found).index("1999")
        sizes[paper] = round(found[at].size, 1)
    assert sizes["a4"] == 8.5
    assert 5 < sizes["a5"] < 8


def test_need_of_a_table_is_its_longest_words() -> None:
    """Words break at spaces, hyphens and between ideographs; what is too wide is so."""
    row = "<tr><td>{}</td><td>{}</td></tr>"
    head = '<table style="--need: '
    for cells, need in (
        (("one two", "three"), 3 + 3 + 5),
        (("half-timbered", "<em>a</em>/b"), 8 + 3 + 1),
        (("東京駅", ""), 2 + 3 + 1),
    ):
        body = f"<table>{row.format(*cells)}</table>"
        assert measured(body).startswith(f'{head}{need}">')
    wide = measured(f"<table>{row.format('x' * 50, 'y' * 50)}</table>")
    assert wide.startswith('<table class="wide" style="--need: 103">')
    assert measured("<p>no table</p>") == "<p>no table</p>"


def test_no_heading_ends_a_page(project: Project) -> None:
    """A heading has two lines of its text under it."""
    body = "".join(f"## Heading {n}\n\n{LINE * (2 + n % 4)}\n\n" for n in range(60))
    for found in letters(built(project, article(body), "a5")):
        lines = _lines(within(found, "a5"))
        assert not any(line.startswith("Heading") for line in lines[-2:])


def _lines(found: list[Letter]) -> list[str]:
    lines: dict[int, str] = {}
    base = None
    for letter in found:
        middle = (letter.low + letter.high) / 2
        if base is None or abs(middle - base) > 6:
            base = middle
            lines[len(lines)] = ""
        lines[len(lines) - 1] += letter.text
    return list(lines.values())


def test_list_stays_with_what_is_said_of_it(project: Project) -> None:
    """No page ends with the line that a list follows."""
    blocks = (
        f"{LINE * (3 + n % 5)}\n\nThese are listed:\n\n- one\n- two\n"
        for n in range(40)
    )
    for found in letters(built(project, article("\n".join(blocks)), "a5")):
        assert not written(within(found, "a5")).endswith("listed:")


def divided(path: Path) -> list[tuple[str, str]]:
    """Return the parts of words that are divided at the ends of lines."""
    text = structure(path.read_bytes()).text()
    return re.findall(r"(\w+)\u00ad\n?(\w+)", text)


ENGLISH = "boats council people natural signals quickly interested before again money"
SPANISH = "palabra camino señorita mañana acordeón bahía también ciudadanía orilla"


@pytest.mark.parametrize(
    ("language", "said", "least"), [("en", ENGLISH, 3), ("es", SPANISH, 2)]
)
def test_languages_have_their_own_limits(
    project: Project, language: str, said: str, least: int
) -> None:
    """English carries over three letters at least, Spanish two."""
    several = said.split()
    text = " ".join(several[(n * n + n // 11) % len(several)] for n in range(1200))
    parts = divided(built(project, article(text, language), "a5"))
    assert min(len(first) for first, _ in parts) >= 2
    assert min(len(last) for _, last in parts) == least


def test_hungarian_words_keep_their_letters(project: Project) -> None:
    """Where a divided word is spelt otherwise, it is not divided there."""
    said = "Az asszonnyal és a hosszú meggyes rendszerváltás könnyű "
    path = built(project, article(said * 60, "hu"), "a5")
    assert divided(path)
    found = words(structure(path.read_bytes()).text())
    assert set(found) >= set(said.split())
    assert found.count("asszonnyal") == found.count("meggyes") == 60


def test_patterns_of_hungarian_are_plain() -> None:
    """Pyphen knows no other spelling any more, and still divides."""
    hyphenation.prepare("hu")
    known = pyphen.Pyphen(lang="hu")
    for word in ("asszonnyal", "hosszú", "rendszerváltás"):
        assert all(first + rest == word for first, rest in known.iterate(word))
    assert ("rend", "szerváltás") in known.iterate("rendszerváltás")


def test_heads_divide_only_what_is_longer_than_a_line(project: Project) -> None:
    """A compound of 63 letters is divided between syllables, a word of 20 is not."""
    stops = "Die Straßenbahnhaltestelle und noch die Straßenbahnhaltestelle"
    body = f"## Ein {COMPOUND}\n\n{LINE}\n\n## {stops}"
    path = built(project, article(body, "de", COMPOUND), "a5")
    parts = divided(path)
    assert len(parts) >= 3
    assert all(min(map(len, pair)) >= 5 for pair in parts)
    assert words(structure(path.read_bytes()).text()).count(COMPOUND) == 2
    assert not any("bahn" in "".join(pair) for pair in parts)


def test_language_without_patterns_is_not_divided(project: Project) -> None:
    """Finnish has none: its lines are ragged and its words whole."""
    assert pyphen.language_fallback("fi") is None
    said = "Kaupunginvaltuusto keskusteli sillan korjauksesta "
    assert not divided(built(project, article(said * 40, "fi"), "a5"))


def test_code_goes_on_over_pages(project: Project) -> None:
    """Every line of a long block is there, wrapped, in order."""
    path = built(project, article(f"```\n{CODE}\n```"), "a5")
    pages = [written(within(found, "a5")) for found in letters(path)]
    assert len(pages) > 5
    whole = "".join(pages)
    places = [whole.index(f"number_{n}(one") for n in range(90)]
    assert places == sorted(places)
