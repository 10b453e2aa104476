"""The body of a raw text as XHTML: paragraphs and subheadings, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from exporter import passages
from exporter.model import Heading
from exporter.readers import bylines, creditlines
from exporter.readers.blocks import MOST, Unit
from exporter.readers.captions import is_caption
from exporter.readers.measures import ends_sentence, is_brief, is_prose

_UNFINISHED = tuple('.!?:;,…"”“„»。！？：；，、」』؟۔،؛।॥–—-')
_BULLET = re.compile(r"[-–—•·*▪●○■□►▶✓+]\s")
_TIME = re.compile(
    r"\d{1,2}[:.hH]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://|www\.|\S@\S")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The markup, its headings, and the plain text of its paragraphs."""

    html: str
    headings: tuple[Heading, ...]
    paragraphs: tuple[str, ...]


def build(units: Sequence[Unit], language: str) -> Body:
    """Mark up paragraphs and subheadings; no word is added, none is lost."""
    texts = _merge(units)
    html: list[str] = []
    headings: list[Heading] = []
    paragraphs: list[str] = []
    for at, text in enumerate(texts):
        lines = "<br/>".join(passages.mark(line, language) for line in text.split("\n"))
        if at < MOST and is_subheading(texts, at, language):
            heading = Heading(identifier=f"s{len(headings) + 1}", level=2, text=text)
            headings.append(heading)
            html.append(f'<h2 id="{heading.identifier}">{lines}</h2>')
        else:
            paragraphs.append(text)
            html.append(f"<p>{lines}</p>")
    return Body(
        html="\n".join(html), headings=tuple(headings), paragraphs=tuple(paragraphs)
    )


def _merge(units: Sequence[Unit]) -> list[str]:
    """Put the short lines of one block together again, as lines of a paragraph."""
    texts: list[str] = []
    last: Unit | None = None
    for unit in units:
        if last and unit.soft and last.soft and unit.group == last.group:
            texts[-1] += f"\n{unit.text}"
        else:
            texts.append(unit.text)
        last = unit
    return texts


def is_subheading(texts: Sequence[str], at: int, language: str) -> bool:
    """Tell a subheading: a short line without end mark, prose before and after it."""
    if not 0 < at < len(texts) - 1 or not _is_short_line(texts[at]):
        return False
    before, after = _beside(texts, at, -1), _beside(texts, at, 1)
    timed = bool(_TIME.fullmatch(before))
    if not ((timed or _is_running(before)) and _is_running(after)) or before.endswith(
        (":", "：")
    ):
        return False
    text = texts[at]
    if bylines.read(text) or creditlines.read(text, language):
        return False
    return not is_caption(text)


def _beside(texts: Sequence[str], at: int, step: int) -> str:
    """Return the text before or after; the times of a live report are looked past."""
    other = at + step
    if _TIME.fullmatch(texts[other]) and 0 < other < len(texts) - 1:
        other += step
    return texts[other]


def _is_running(text: str) -> bool:
    """Tell text that a subheading may stand beside: a short sentence will do."""
    return is_prose(text) or (ends_sentence(text) and len(text) > 6)


def _is_short_line(text: str) -> bool:
    if "\n" in text or not is_brief(text, 90, 14) or text.endswith(_UNFINISHED):
        return False
    if text[0].islower() or _BULLET.match(text) or _ADDRESS.search(text):
        return False
    return any(map(str.isalpha, text))
