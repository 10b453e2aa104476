"""Collects notices: one of a kind for each line, and of each kind no flood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from exporter.model import Notice

_MOST = 20
# What XML 1.0 §2.2 lets no document contain; character references can.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = dict.fromkeys(map(ord, "\r\f"), " ")
_WATCHED = (
    (
        "raw-html",
        re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--"),
        "HTML is shown as text: {}",
    ),
    (
        "footnote-undefined",
        re.compile(r"\[\^[^\[\]\s]{1,99}\]"),
        "note {} is not defined; shown as text",
    ),
    (
        "template-code",
        re.compile(r"\{\{[<%]|\{%"),
        "template code is shown as text: {}",
    ),
)


def legal(text: str) -> str:
    """Return a text without what no XML document may hold, or keeps (§2.11)."""
    return _ILLEGAL.sub("", text.translate(_SPACES))


@dataclass(slots=True, kw_only=True)
class Remarks:
    """Notices on one file; lines are counted from 0 after ``offset`` others.

    Without ``lines`` the file has none that mean anything, and markup in its text
    is meant as text.
    """

    where: str
    offset: int = 0
    lines: bool = True
    _found: dict[tuple[str, int], Notice] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def place(self, line: int) -> str:
        """Return ``path:line`` for messages."""
        if not self.lines:
            return self.where
        return f"{self.where}:{line + self.offset + 1}"

    def add(self, code: str, message: str, line: int) -> None:
        """Note something, unless that line has a notice of this kind."""
        if (code, line) in self._found:
            return
        self._counts[code] = self._counts.get(code, 0) + 1
        if self._counts[code] <= _MOST:
            notice = Notice(code=code, message=message, where=self.place(line))
            self._found[code, line] = notice

    def watch(self, text: str, line: int) -> None:
        """Note what a text holds that its author hardly meant as text."""
        for code, pattern, message in _WATCHED if self.lines else ():
            found = pattern.search(text)
            if found:
                self.add(code, message.format(found.group()[:40]), line)

    def notices(self) -> tuple[Notice, ...]:
        """Return the notices in the order they were added, then what was left out."""
        more = [
            Notice(
                code=code,
                message=f"and in {count - _MOST} more places",
                where=self.where,
            )
            for code, count in self._counts.items()
            if count > _MOST
        ]
        return (*self._found.values(), *more)
