"""Strategies: for each kind of input, valid samples with words to be kept."""

from __future__ import annotations

from fuzz.samples import Draw, Sample, Words
from hypothesis import strategies as st


def text() -> st.SearchStrategy[Sample]:
    """Make raw news texts: lines, paragraphs, wrapped or not, with a date or none."""
    return st.composite(_text)()


def _text(draw: Draw) -> Sample:
    words = Words(draw)
    blocks = []
    for _ in range(draw(st.integers(1, 8))):
        lines = [
            words.some() + draw(st.sampled_from(("", ".", "?", ":", ",", " –")))
            for _ in range(draw(st.integers(1, 4)))
        ]
        blocks.append("\n".join(lines))
    marker = draw(st.sampled_from(("", "date 2024-03-05 ", " date 2024\n\n")))
    ends = draw(st.sampled_from(("\n", "\n\n", "\r\n\r\n", "\n \n")))
    return words.sample(marker + ends.join(blocks) + "\n")


def markdown() -> st.SearchStrategy[Sample]:
    """Make Markdown of all kinds of blocks, with a header of YAML, of TOML, or none."""
    return st.composite(_markdown)()


_HEADERS = (
    "",
    "---\ntitle: A title\nauthor: [Ana Example, Bo Example]\ndate: 2024-03-05\n---\n",
    '+++\ntitle = "A title"\ntags = ["a", "b"]\ndate = 2024-03-05T10:00:00Z\n+++\n',
)


def _markdown(draw: Draw) -> Sample:
    words = Words(draw)
    count = draw(st.integers(1, 7))
    blocks = [_block(draw, words, at) for at in range(count)]
    header = draw(st.sampled_from(_HEADERS))
    return words.sample(header + "\n\n".join(blocks) + "\n")


def _block(draw: Draw, words: Words, number: int, depth: int = 0) -> str:
    kinds = (_paragraph, _heading, _list, _quote, _table, _code, _note, _terms, _figure)
    make = draw(st.sampled_from(kinds if depth < 3 else kinds[:1]))
    return make(draw, words, number * 10 + depth)


def _inline(draw: Draw, words: Words) -> str:
    marks = (
        "{}",
        "*{}*",
        "**{}**",
        "~~{}~~",
        "[{}](https://www.example.org/)",
        "[{}](#x)",
    )
    parts = [
        draw(st.sampled_from(marks)).format(_escaped(words.some(1, 3)))
        for _ in range(draw(st.integers(1, 4)))
    ]
    return draw(st.sampled_from((" ", "\n", " <!-- aside --> "))).join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "\\<")


def _paragraph(draw: Draw, words: Words, _: int) -> str:
    return _inline(draw, words)


def _heading(draw: Draw, words: Words, _: int) -> str:
    return "#" * draw(st.integers(1, 6)) + " " + _inline(draw, words).replace("\n", " ")


def _indented(text: str, first: str) -> str:
    return first + text.replace("\n", "\n" + " " * len(first))


def _list(draw: Draw, words: Words, number: int) -> str:
    mark = draw(st.sampled_from(("- ", "1. ", "12) ")))
    items = [
        _indented(_block(draw, words, number, number % 10 + 1), mark)
        for _ in range(draw(st.integers(1, 3)))
    ]
    return draw(st.sampled_from(("\n", "\n\n"))).join(items)


def _quote(draw: Draw, words: Words, number: int) -> str:
    block = _block(draw, words, number, number % 10 + 1)
    return "> " + block.replace("\n", "\n> ")


def _table(draw: Draw, words: Words, _: int) -> str:
    columns = draw(st.integers(1, 9))
    rows = [[_escaped(words.one()) for _ in range(columns)]
            for _ in range(draw(st.integers(1, 4)))]  # fmt: skip
    rows.insert(1, [draw(st.sampled_from(("---", ":-:", "--:")))] * columns)
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _code(draw: Draw, words: Words, _: int) -> str:
    return f"```\n{words.some()}\n```"


def _note(draw: Draw, words: Words, number: int) -> str:
    inline = words.one()
    used = draw(st.booleans())
    called = f"[^{number}]" if used else ""
    said = _escaped(f"{words.some()}^[{inline}]")
    return f"{said}{called}\n\n[^{number}]: {_escaped(words.some())}"


def _terms(draw: Draw, words: Words, _: int) -> str:
    return f"{_escaped(words.some())}\n: {_escaped(words.some())}"


def _figure(draw: Draw, words: Words, _: int) -> str:
    alt = _escaped(words.some())
    if draw(st.booleans()):
        return f"![{alt}](picture.png) {_escaped(words.one())}"
    title = _escaped(words.some())
    return f'![{alt}](picture.png "{title}")'


def sidecar() -> st.SearchStrategy[Sample]:
    """Make sidecars that supply a title, names, tags and a date."""
    return st.composite(_sidecar)()


def _sidecar(draw: Draw) -> Sample:
    words = Words(draw)
    lines = {
        "title": f'"{words.some()}"',
        "author": f'["{words.some()}", "{words.some()}"]',
        "tags": f'["{words.one()}"]',
        "source": f'"{words.some()}"',
        "date": draw(st.sampled_from(("2024-03-05", '"2024"', "2024-03-05T10:00:00Z"))),
        "language": draw(st.sampled_from(('"en"', '"ar"', '"ja"', '"de-AT"'))),
    }
    names = draw(st.permutations(sorted(lines)))
    chosen = names[: draw(st.integers(1, len(names)))]
    # What the text says stays, whatever the sidecar puts over it.
    kept = "Harbour bridge reopens after two years Ana Example barge struck pier"
    return Sample(
        "".join(f"{n} = {lines[n]}\n" for n in chosen).encode(), tuple(kept.split())
    )


def briefing() -> st.SearchStrategy[Sample]:
    """Make briefings with sections, references of all kinds, and notes."""
    return st.composite(_briefing)()


def _briefing(draw: Draw) -> Sample:
    words = Words(draw)
    references = (
        '"articles/one.md"',
        '{ tags = ["water"] }',
        '{ path = "*.md", note = "*n*" }',
        "{ from = 2024-03-05, to = 2024-03-06 }",
    )
    some = st.lists(st.sampled_from(references), min_size=1, max_size=3).map(", ".join)
    order = draw(st.sampled_from(("hand", "date", "source", "title")))
    parts = [
        f'title = "{words.some()}"',
        f"note = '''\n{_escaped(words.some())}\n'''" if draw(st.booleans()) else "",
        f'order = "{order}"',
        f"articles = [{draw(some)}]",
    ]
    for _ in range(draw(st.integers(0, 3))):
        parts.append(
            f'[[section]]\ntitle = "{words.some()}"\narticles = [{draw(some)}]'
        )
    return Sample("\n".join(parts).encode())
