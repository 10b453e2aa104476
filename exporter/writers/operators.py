"""Colour operators of content streams, rewritten without touching anything else.

Only what may hide an operator is told apart: strings in parentheses and comments.
Hexadecimal strings and names can't look like a colour operator between blanks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from exporter.errors import OutputError
from exporter.writers.spaces import COMPONENTS, Kind, rgb
from exporter.writers.targets import Colour, Target

_TOKEN = re.compile(
    rb"[(%]|(?<![^\s\]>)])"
    rb"(?:rg|RG|[gGkKqQ]|cs|CS|scn?|SCN?|BDC|BMC|EMC|BI)(?![^\s/\[(<%])"
)
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_LINE = re.compile(rb"[\r\n]|\Z")
_NAME = re.compile(rb"/([^\s/\[\]()<>%]+)\s*\Z")
_NUMBERS = {n: re.compile(rb"(?:[-+]?[\d.]+\s+){%d}\Z" % n) for n in (1, 3, 4)}
_WIDEST = 40  # bytes of a number
_DEVICE = {b"g": Kind.GREY, b"rg": Kind.RGB, b"k": Kind.CMYK}
_PAINT = {Kind.GREY: b"g", Kind.CMYK: b"k"}
_SPECIAL = frozenset({b"sc", b"scn"})
_MARK = b"/PrinterMark"
_BLACK = (0.0, 0.0, 0.0)


@dataclass(slots=True)
class State:
    """What the graphics state knows of colour spaces, and which marks are open."""

    spaces: dict[bool, Kind] = field(default_factory=dict)  # by whether it strokes
    saved: list[dict[bool, Kind]] = field(default_factory=list)
    marks: list[bool] = field(default_factory=list)


class Repainter:
    """Rewrites the colours of streams into one target, each colour once."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self._known: dict[tuple[Kind, bytes, bool], bytes] = {}

    def repaint(
        self, data: bytes, space: Callable[[str], Kind], state: State | None = None
    ) -> bytes:
        """Return a stream whose colours are in the target's device space.

        ``space`` says the family of a colour space by its name in the resources;
        ``state`` is what an earlier stream of the same page has left.

        Raises:
            OutputError: the stream has colours that can't be converted.
        """
        run = _Run(data, space, state or State())
        for token, start in run.tokens():
            plain = token.lower()
            if plain in _DEVICE or plain in _SPECIAL:
                self._paint(run, token, start)
            elif plain == b"cs":
                self._choose(run, token, start)
            else:
                run.follow(token, start)
        return run.finished()

    def _paint(self, run: _Run, token: bytes, start: int) -> None:
        """Replace the colour that an operator sets."""
        strokes = token.isupper()
        if token.lower() in _DEVICE:
            kind = run.state.spaces[strokes] = _DEVICE[token.lower()]
        else:
            kind = run.state.spaces.get(strokes, Kind.GREY)
        if kind is Kind.PATTERN:
            return
        if kind not in COMPONENTS:
            raise OutputError(f"colours in {kind.value[1:]} can't be converted")
        numbers = run.before(_NUMBERS[COMPONENTS[kind]], start)
        if run.marked and self.target.registration:
            values = tuple(map(float, numbers[0].split()))
            if rgb(kind, values) == _BLACK:
                made = self._written(self.target.registration, strokes)
                run.replace(numbers.start(), start + len(token), made)
                return
        made = self._colour(kind, numbers[0], strokes)
        run.replace(numbers.start(), start + len(token), made)

    def _choose(self, run: _Run, token: bytes, start: int) -> None:
        """Replace the choice of a space by its first colour, which is black."""
        strokes = token.isupper()
        name = run.before(_NAME, start)
        kind = run.state.spaces[strokes] = run.space("/" + name[1].decode("latin-1"))
        if kind is not Kind.PATTERN:
            made = self._written(self.target.colour(_BLACK), strokes)
            run.replace(name.start(), start + len(token), made)

    def _colour(self, kind: Kind, numbers: bytes, strokes: bool) -> bytes:
        key = (kind, numbers, strokes)
        if key not in self._known:
            values = tuple(map(float, numbers.split()))
            self._known[key] = self._written(
                converted(self.target, kind, values), strokes
            )
        return self._known[key]

    def _written(self, colour: Colour, strokes: bool) -> bytes:
        operator = _PAINT[self.target.kind]
        numbers = " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in colour)
        return numbers.encode() + b" " + (operator.upper() if strokes else operator)


def converted(target: Target, kind: Kind, values: Sequence[float]) -> Colour:
    """Return a colour in the target's space; one that is in it stays as it is."""
    if kind is target.kind:
        return tuple(values)
    return target.colour(rgb(kind, values))


class _Run:
    """One stream on its way through: what is read, and the parts already written."""

    def __init__(self, data: bytes, space: Callable[[str], Kind], state: State) -> None:
        self.space = space
        self.state = state
        self._data = data
        self._parts: list[bytes] = []
        self._done = 0
        self._marks = _MARK in data or any(state.marks)

    @property
    def marked(self) -> bool:
        """Say whether what is painted here is a printer's mark."""
        return any(self.state.marks)

    def tokens(self) -> Iterator[tuple[bytes, int]]:
        """Yield each operator that matters, and where it is."""
        data, at = self._data, 0
        while found := _TOKEN.search(data, at):
            token, at = found[0], found.end()
            if token == b"(":
                at = _after_string(data, at)
            elif token == b"%":
                line = _LINE.search(data, at)
                at = line.end() if line else len(data)
            else:
                yield token, found.start()

    def before(self, pattern: re.Pattern[bytes], start: int) -> re.Match[bytes]:
        """Return the operands that end where an operator starts."""
        low = max(self._done, start - _WIDEST * 4)
        found = pattern.search(self._data, low, start)
        if found is None:
            raise OutputError("the page sets a colour without saying which")
        return found

    def replace(self, start: int, end: int, made: bytes) -> None:
        """Write everything up to a place, then something else for what is there."""
        self._parts += (self._data[self._done : start], made)
        self._done = end

    def follow(self, token: bytes, start: int) -> None:
        """Follow the graphics state and marked content (ISO 32000-1, 8.4.2, 14.6)."""
        state = self.state
        if token == b"BI":
            raise OutputError("a picture inside a page's content can't be converted")
        if token == b"q":
            state.saved.append(dict(state.spaces))
        elif token == b"Q" and state.saved:
            state.spaces = state.saved.pop()
        elif self._marks and token in (b"BDC", b"BMC"):
            properties = self._data.rfind(b"<<", self._done, start)
            named = self._data.find(_MARK, max(properties, 0), start)
            state.marks.append(token == b"BDC" and properties >= 0 and named >= 0)
        elif self._marks and token == b"EMC" and state.marks:
            state.marks.pop()

    def finished(self) -> bytes:
        """Return the stream, the same object if nothing has changed."""
        if not self._parts:
            return self._data
        return b"".join((*self._parts, self._data[self._done :]))


def _after_string(data: bytes, at: int) -> int:
    """Return where a literal string ends (ISO 32000-1, 7.3.4.2)."""
    depth = 1
    while depth and (found := _PARENTHESIS.search(data, at)):
        at = found.end()
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
    return len(data) if depth else at
