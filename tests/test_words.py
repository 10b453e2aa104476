"""Every word of a text is in both artefacts, once, in order, and no other is.

What is expected comes from the input itself, taken apart here with other means
than the readers'; what is found comes from the artefacts alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pytest
from golden.cases import CASES, Build, build, golden
from reading_back import XHTML, Tag, structure

from exporter.model import Basis
from exporter.readers.decoding import decode

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.txt"))
SEED = Path(__file__).parents[2] / "shared" / "samples" / "seed.txt"
MARKER = re.compile(
    r"\A\s*date:?\s+(\d{4}(?:-\d\d(?:-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)?)?)"
    r"[,;.|]?(?=\s)",
    re.IGNORECASE,
)
ENTITY = re.compile(r"(?<!\\)&(#\d+|#[xX][0-9a-fA-F]+|\w+);")
# Scripts in which lines break between letters: no blank stands there.
SOLID = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff"
    "\uff00-\uffef]"
)
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\u202b\u202e\u2067]")
# Scripts whose glyphs stand in another order than their letters within a word.
SHAPED = re.compile("[\u0590-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefe]")
LONG = 30  # letters of a word that a page may break where it likes
OWN_LINES = ("kicker", "headline", "standfirst")
INLINE = {"a", "code", "del", "em", "img", "span", "strong", "sup", "wbr"}
BLOCKS = {"BlockQuote", "Caption", "Div", "Figure", "L", "LBody", "LI", "Lbl", "P",
          "Sect", "TBody", "TD", "TH", "THead", "TR", "Table",
          *(f"H{level}" for level in range(1, 7))}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """The blocks of an artefact that stand for the text, in the text's order."""

    opening: list[str]
    credits: list[str]
    body: list[str]
    own: int
    """How many lines open the body that the text has before its credits.

    A headline moves there when a sidecar supplies another one.
    """

    def blocks(self) -> list[str]:
        body = [*self.body[: self.own], *self.credits, *self.body[self.own :]]
        return [*self.opening, *body]


# The input


def expected(built: Build) -> list[list[str]]:
    """Return the input's lines of words, less date marker, boilerplate and markup."""
    text = decode(built.path.read_bytes(), str(built.path)).text
    if built.path.suffix == ".md":
        return split(plain(text))
    marker = MARKER.match(text)
    if marker and is_date(marker[1]):
        text = text[marker.end() :]
    lines = split(ENTITY.sub(lambda m: unescape(m[0]), text))
    for aside, copies in groupby(sorted(built.article.boilerplate)):
        lines = without(lines, aside, len(list(copies)))
    return lines


def is_date(text: str) -> bool:
    """Tell a date of the calendar; any other one is a word of the text."""
    try:
        datetime.fromisoformat((text + "-01-01")[:10] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def split(text: str) -> list[list[str]]:
    return [words for line in text.split("\n") if (words := tokens(line))]


def tokens(text: str) -> list[str]:
    """Split at white space; invisible marks at the edge of a word don't count."""
    return [word for part in text.split() if (word := part.strip("\u200b\ufeff"))]


def without(lines: list[list[str]], aside: str, count: int) -> list[list[str]]:
    """Take whole lines that say the same as a listed one out, the last of them.

    The last, because of a repeated headline it is the second copy that is listed.
    """
    wanted = "".join(tokens(aside))
    for _ in range(count):
        places = [
            (start, stop)
            for start in range(len(lines))
            for stop in range(start + 1, min(start + 6, len(lines)) + 1)
            if "".join(word for line in lines[start:stop] for word in line) == wanted
        ]
        assert places, f"is listed as set aside, but no line of the text: {aside!r}"
        start, stop = places[-1]
        lines = lines[:start] + lines[stop:]
    return lines


def plain(text: str) -> str:
    """Strip the Markdown that the golden cases use; notes come last, as on a page."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    order = list(dict.fromkeys(re.findall(r"\[\^(\w+)\](?!:)", text)))
    definition = re.compile(r"^\[\^(\w+)\]: (.*(?:\n+ {4}.*)*)\n?", re.MULTILINE)
    notes = dict(definition.findall(text))
    text = "\n".join([definition.sub("", text), *(notes[name] for name in order)])
    parts = re.split(r"^```.*\n", text, flags=re.MULTILINE)
    prose = [*map(unmarked, parts[::2])]
    pairs = zip(prose, [*parts[1::2], ""], strict=True)
    numbers = {name: f" {number} " for number, name in enumerate(order, 1)}
    return re.sub(r"\[\^(\w+)\]", lambda m: numbers[m[1]], "".join(map("".join, pairs)))


def unmarked(text: str) -> str:
    text = re.sub(r"^(\|[ :|-]+\||---)$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\|(.*)\|$", lambda m: m[1].replace("|", " "), text, flags=re.M)
    text = re.sub(r"^ *(#+|>|-|\d+\.|:)( |$)", "", text, flags=re.MULTILINE)
    pieces = text.split("`")
    for at in range(0, len(pieces), 2):
        piece = pieces[at]
        inside = r"\((?:[^()\"]|\([^()]*\))*(?:\"([^\"]*)\")?\)"
        piece = re.sub(rf"!\[[^]]*\]{inside}", lambda m: m[1], piece)
        piece = re.sub(rf"\[([^]^][^]]*)\]{inside}", r"\1", piece)
        piece = re.sub(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*|~~([^~]+)~~", r"\1\2", piece)
        piece = re.sub(r"(?<!\\)\*(?=\S)([^*]+)(?<=\S)\*", r"\1", piece)
        piece = ENTITY.sub(lambda m: unescape(m[0]), piece)
        pieces[at] = re.sub(r"\\(?=[!-/:-@[-`{-~])", "", piece)
    return "".join(pieces)


# The EPUB


def page(built: Build) -> Said:
    """Return what the page of the EPUB says of the text."""
    root = ElementTree.fromstring(built.member("text-1.xhtml"))
    body = next(e for e in root.iter(f"{XHTML}div") if e.get("class") == "body")
    leading = 0
    while leading < len(body) and body[leading].get("class") in OWN_LINES:
        leading += 1
    parts = [(kind, "".join(flowing(e))) for kind, e in header(built)]
    return said(built, parts, list(blocks(body)), leading)


def header(built: Build) -> list[tuple[str, ElementTree.Element]]:
    """Return the elements above the body, each with what it is."""
    root = ElementTree.fromstring(built.member("text-1.xhtml"))
    opening = next(root.iter(f"{XHTML}header"))
    return [("h1" if e.tag == f"{XHTML}h1" else e.get("class", ""), e) for e in opening]


def said(built: Build, parts: list[tuple[str, str]], body: list[str], own: int) -> Said:
    """Leave out of the opening what the text does not state."""
    article = built.article
    facts = {"kicker": article.kicker, "h1": article.title,
             "standfirst": article.standfirst}  # fmt: skip
    texts = [
        # Lines above a headline are shown as one, with a point between them.
        text.replace(" · ", "\n") if kind == "kicker" else text
        for kind, text in parts
        if kind in facts and facts[kind].basis is Basis.STATED
    ]
    credits = [text for kind, text in parts if kind == "credit"]
    return Said(texts, credits, body, own)


def blocks(element: ElementTree.Element) -> Iterator[str]:
    """Yield the text of an element, parted where a block begins or ends."""
    parts = "".join(parted(element)).split("\0")
    yield from (part for part in parts if part.strip())


def parted(element: ElementTree.Element) -> Iterator[str]:
    for kid in element:
        edge = "" if kid.tag.removeprefix(XHTML) in {*INLINE, "br"} else "\0"
        yield from (edge, *flowing(kid), edge, kid.tail or "")


def flowing(element: ElementTree.Element) -> Iterator[str]:
    """Yield an element's text; of notes the number apart, but no link back."""
    role = element.get("role", "")
    if element.tag == f"{XHTML}br":
        yield "\n"
    elif role == "doc-noteref":
        yield f" {element.text} "
    elif role != "doc-backlink":
        yield element.text or ""
        yield from parted(element)


# The PDF


def pages(built: Build) -> Said:
    """Return what the structure tree of the PDF says of the text."""
    articles = list(structure(built.pdf).find("Art"))
    opening = next(articles[0].find("NonStruct"))
    shown = list(leaves(opening))
    kinds = [kind for kind, _ in header(built)]
    assert len(shown) == len(kinds), "the PDF has other parts above its body"
    bodies = [div for article in articles for div in article.kids
              if isinstance(div, Tag) and div.name == "Div"]  # fmt: skip
    own = page(built).own
    body = [text for div in bodies for text in leaves(div)]
    return said(built, list(zip(kinds, shown, strict=True)), whole(body), own)


def leaves(tag: Tag) -> Iterator[str]:
    """Yield the text of each lowest block, its lines ended by newlines."""
    run = ""
    for kid in tag.kids:
        if isinstance(kid, str):
            run += kid
        elif not is_block(kid):
            run += "" if kid.text().strip() == "↑" else kid.text()
        else:
            if run.strip():
                yield run
            run = ""
            if kid.name != "Lbl":
                yield from leaves(kid)
    if run.strip():
        yield run


def is_block(tag: Tag) -> bool:
    kids = (kid for kid in tag.kids if isinstance(kid, Tag))
    return tag.name in BLOCKS or any(map(is_block, kids))


def whole(texts: list[str]) -> list[str]:
    """Join a paragraph that a page's end parts amid a word."""
    joined: list[str] = []
    for text in texts:
        if joined and joined[-1].endswith("\u00ad\n"):
            joined[-1] += text
        else:
            joined.append(text)
    return joined


# The comparison


def visible(text: str) -> str:
    """Leave out what no glyph draws: joiners, soft hyphens, selectors."""
    kept = "".join(c for c in text if unicodedata.category(c) != "Cf")
    kept = re.sub("[\ufe00-\ufe0f]", "", kept)
    return unicodedata.normalize("NFC", kept)


def letters(text: str) -> list[str]:
    return sorted("".join(unicodedata.normalize("NFD", visible(text)).split()))


def alike(found: str, word: str) -> bool:
    if SHAPED.search(word):
        return letters(found) == letters(word)
    return found == word


def read(block: str, wanted: Sequence[str]) -> list[str]:
    """Return the words of a block of the PDF in the order of their letters.

    A PDF shows glyphs from left to right whatever the script, so a line of Arabic
    has its last letter first, and a glyph may stand for several letters. Hence a
    line of one right-to-left script is read word by word from its end and words
    are compared by their letters; where scripts mix, whole phrases change places,
    and the letters of the paragraph are compared. Nothing can be lost or added
    unseen; only the order of letters within such a word is not looked at.
    """
    lines = [
        visible(line).split() for line in block.replace("\u00ad\n", "").split("\n")
    ]
    shown = [w for word in wanted if (w := visible(word))]
    if not RTL.search(block + "".join(wanted)):
        return mended(lines, shown, may_break)
    turned = [word for line in lines for word in reversed(line)]
    if re.search("[A-Za-z]", block):
        same = letters(block) == letters("".join(wanted))
    else:
        same = len(turned) == len(shown) and all(map(alike, turned, shown))
    return shown if same else turned


def mended(
    lines: Iterable[list[str]],
    wanted: Sequence[str],
    may_break: Callable[[str, str], bool],
) -> list[str]:
    """Undo line ends within a word, where ``may_break`` allows one."""
    parts = [(word, at == 0) for line in lines for at, word in enumerate(line)]
    parts.reverse()
    found: list[str] = []
    for word in wanted:
        part = parts.pop()[0] if parts else ""
        while parts and parts[-1][1] and not alike(part, word):
            if not (word.startswith(part) and may_break(part, word)):
                break
            part += parts.pop()[0]
        found.append(word if alike(part, word) else part)
    return found + [word for word, _ in reversed(parts)]


def is_solid(part: str, word: str) -> bool:
    """Tell a line end amid letters of a script that has no blanks there."""
    return bool(SOLID.search(word[len(part) - 1 : len(part) + 1]))


def may_break(part: str, word: str) -> bool:
    """Tell where a page may break a word without a hyphen (UAX #14)."""
    return is_solid(part, word) or part[-1] in "-–—/!?…" or len(word) >= LONG


def read_all(texts: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """Read the blocks of a PDF, each against as many words as it has letters for."""
    rest = list(wanted)
    found: list[str] = []
    for text in texts:
        size, share = len(letters(text)), 0
        count = 0
        while count < len(rest) and share < size:
            share += len(letters(rest[count]))
            count += 1
        found += read(text, rest[:count])
        rest = rest[count:]
    return found


def check(built: Build) -> list[str]:
    """Compare input and EPUB, then EPUB and PDF; return the words."""
    words = [word for block in page(built).blocks() for word in tokens(block)]
    # Lines wrapped amid Chinese or Japanese have no blank between them.
    assert words == mended(expected(built), words, is_solid)
    found = read_all(pages(built).blocks(), words)
    assert found == [w for word in words if (w := visible(word))]
    return words


@pytest.mark.parametrize("case", CASES)
def test_golden_cases_lose_no_word(case: str) -> None:
    check(golden(case))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_corpus_loses_no_word(path: Path) -> None:
    check(build(path))


def test_seed_has_all_its_words() -> None:
    if not SEED.is_file():
        pytest.skip("the sample is not there")
    assert len(check(build(SEED))) == 439
