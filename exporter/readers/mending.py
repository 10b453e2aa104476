"""Takes out of a text what no writing system needs and what harms a page.

Words are kept, and so is whatever a script may want: joiners, marks of direction,
vowel signs, emoji. What is taken out is only taken out, never put in, so that markup
around a text stays as it is; and text that is in order costs a few searches.
"""

from __future__ import annotations

import operator
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import partial
from typing import Any

from exporter.model import Article, Asset, Notice

NESTED = 16
"""Embeddings and isolates that may lie within each other on one line."""
STACKED, STACKED_ELSEWHERE = 4, 16
"""Marks on one letter: European ones, and any (Tibetan and Hebrew have many)."""
UNSEEN = 8
"""Characters that show nothing which may follow each other."""
_OVERRIDES, _EMBEDDINGS = "\u202d\u202e", "\u202a\u202b"
_ISOLATES, _POP, _POP_ISOLATE = "\u2066\u2067\u2068", "\u202c", "\u2069"
_DIRECTING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Lone surrogates, noncharacters (Unicode, 23.7), annotations meant for inside of
# programs (23.8), deprecated controls (23.3); tags but those of flags (23.9).
_PLANES = "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(17))
_NEVER = re.compile(
    "(\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f)"
    f"|[\ud800-\udfff\ufdd0-\ufdef{_PLANES}\ufff9-\ufffb\u206a-\u206f"
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    f"\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0{_SELECTORS}"
)
_HIDING = re.compile(f"[{_UNSEEN}]")
_FLOOD = re.compile(
    f"([{_SELECTORS}])[{_SELECTORS}]+|([{_UNSEEN}]{{{UNSEEN}}})[{_UNSEEN}]+"
)
# No letter, digit, space or ASCII: punctuation, symbols, and marks, of course.
_PILE = re.compile(rf"[^\w\s\x00-\u02ff]{{{STACKED + 1},}}")
_EUROPEAN = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Controls but for those that end lines and cells (C0, DEL, C1)."""
_SPACES = dict.fromkeys(map(ord, "\x0b\x0c\r\x1c\x1d\x1e\x1f\x85"), " ")
_BREAK = re.compile("[\t\n\u2028\u2029]")
_TEXTS = ("body", "boilerplate")
"""What has lines of its own."""
_MESSAGES = {
    "bidi-controls": "controls that turn the direction of what follows removed: {}",
    "combining-marks": "marks piled up on letters removed: {}",
    "hidden-characters": "characters that show nothing removed: {}",
}


def mended(text: str, where: str) -> tuple[str, tuple[Notice, ...]]:
    """Return a text without what harms a page, and notices of what was taken out."""
    if text.isascii():
        return text, ()
    found: Counter[str] = Counter()
    text = _mended(text, found)
    return text, _notices(found, where)


def plain(text: str) -> str:
    """Return the same where nobody is to be told, such as of a name or a cut title."""
    return text if text.isascii() else _mended(text, Counter())


def name(written: str) -> str:
    """Return the name of a file as one line without controls, for pages and lists."""
    return line(written) or "unnamed"


def line(text: str) -> str:
    """Return a text as one line without controls."""
    return " ".join(_CONTROL.sub(" ", plain(text)).split())


def article(found: Article, where: str) -> Article:
    """Return an article mended in all its texts, with notices.

    Escapes of YAML, JSON and HTML bring in what the bytes of a file did not show.
    Every fact is one line, and no text has controls.
    """
    counts: Counter[str] = Counter()
    text = partial(_controlled, found=counts)
    one = partial(_one_line, found=counts)
    old = {item.name: getattr(found, item.name) for item in fields(found)}
    new = {k: _walked(v, text if k in _TEXTS else one) for k, v in old.items()}
    changed = {name: value for name, value in new.items() if value is not old[name]}
    notices = (*map(_noted, found.notices), *_notices(counts, where))
    if not changed and notices == found.notices:
        return found
    return replace(found, **(changed | {"notices": notices}))


def _noted(notice: Notice) -> Notice:
    """Return a notice whose message is one line, whatever it quotes."""
    message = _one_line(notice.message, Counter())
    return notice if message == notice.message else replace(notice, message=message)


def _walked(value: Any, mend: Any) -> Any:
    """Mend every text in a value, but nothing of files and notices."""
    if isinstance(value, str):
        return mend(value)
    if isinstance(value, tuple):
        items = tuple(_walked(item, mend) for item in value)
        return items if any(map(operator.is_not, items, value)) else value
    if isinstance(value, Asset | Notice) or not is_dataclass(value):
        return value
    old = {item.name: getattr(value, item.name) for item in fields(value)}
    new = {name: _walked(item, mend) for name, item in old.items()}
    changed = {name: item for name, item in new.items() if item is not old[name]}
    return replace(value, **changed) if changed else value  # type: ignore[type-var] # an instance


def _one_line(text: str, found: Counter[str]) -> str:
    """Mend a fact; most are printable ASCII and nothing else."""
    if text.isascii() and text.isprintable():
        return text
    mended_ = _controlled(text, found)
    return " ".join(mended_.split()) if _BREAK.search(mended_) else mended_


def _controlled(text: str, found: Counter[str]) -> str:
    """Mend a text and take out controls, which no bytes of it need to have shown."""
    if _UNSHOWN.search(text):
        spaced = text.translate(_SPACES)
        text = _less(spaced, _UNSHOWN.sub("", spaced), found)
    return text if text.isascii() else _mended(text, found)


def _mended(text: str, found: Counter[str]) -> str:
    letters = "".join(set(text))  # few, and they tell what need not be looked for
    if _NEVER.search(letters):
        text = _less(text, _NEVER.sub(lambda match: match[1] or "", text), found)
    if _HIDING.search(letters):
        kept = _FLOOD.sub(lambda match: match[1] or match[2], text)
        text = _less(text, kept, found)
    if any(map(_is_mark, letters)):
        text = _less(text, _PILE.sub(_unpiled, text), found, "combining-marks")
    if not _DIRECTING.search(letters):
        return text
    balanced = "\n".join(
        _balanced(line) if _DIRECTING.search(line) else line
        for line in text.split("\n")
    )
    return _less(text, balanced, found, "bidi-controls")


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _less(
    before: str, after: str, found: Counter[str], code: str = "hidden-characters"
) -> str:
    if len(before) != len(after):
        found[code] += len(before) - len(after)
    return after


def _notices(found: Counter[str], where: str) -> tuple[Notice, ...]:
    return tuple(
        Notice(code=code, message=_MESSAGES[code].format(count), where=where)
        for code, count in sorted(found.items())
    )


def _unpiled(match: re.Match[str]) -> str:
    """Return a run of marks and symbols with no more marks than a letter has."""
    kept = []
    marks = european = 0
    for char in match[0]:
        if not _is_mark(char):
            marks = european = 0
        else:
            marks += 1
            european += bool(_EUROPEAN.match(char))
            if marks > STACKED_ELSEWHERE or european > STACKED:
                continue
        kept.append(char)
    return "".join(kept)


@dataclass(slots=True)
class _Nest:
    """What is open on a line: places of openers, with whether they are to go."""

    opened: list[tuple[int, str, bool]] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    isolates: int = 0

    def open(self, at: int, char: str) -> None:
        goes = char in _OVERRIDES or len(self.opened) >= NESTED
        self.opened.append((at, char, goes))
        self.isolates += char in _ISOLATES
        if goes:
            self.gone.add(at)

    def pop(self, at: int) -> None:
        if self.opened and self.opened[-1][1] not in _ISOLATES:
            goes = self.opened.pop()[2]
        else:
            goes = True
        if goes:
            self.gone.add(at)

    def pop_isolate(self, at: int) -> None:
        """End the last isolate, and with it what was opened inside (UAX 9, BD9)."""
        if not self.isolates:
            self.gone.add(at)
            return
        self.isolates -= 1
        while (opened := self.opened.pop())[1] not in _ISOLATES:
            self.gone.add(opened[0])
        if opened[2]:
            self.gone.add(at)


def _balanced(line: str) -> str:
    """Return a line without overrides, and with no opener or closer by itself."""
    nest = _Nest()
    for match in _DIRECTING.finditer(line):
        char, at = match[0], match.start()
        if char == _POP:
            nest.pop(at)
        elif char == _POP_ISOLATE:
            nest.pop_isolate(at)
        else:
            nest.open(at, char)
    gone = nest.gone | {at for at, _, _ in nest.opened}
    if not gone:
        return line
    return "".join(char for at, char in enumerate(line) if at not in gone)
