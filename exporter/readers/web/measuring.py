"""How much prose each element of a page holds, and how much of its text are links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from exporter.readers.web import nodes
from exporter.readers.web.nodes import Element

LEAST = 80
"""Weight of a line of text that is prose, not a label or a teaser."""
_FEW = 25
_STRUCTURE = frozenset((
    "div", "section", "article", "main", "table", "tbody", "tr", "td", "center",
    "font", "span", "header",
))  # fmt: skip
_ENOUGH = 600


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one block, without the blocks within it; how much of it are links."""

    owner: Element
    text: str
    links: int

    @property
    def weight(self) -> int:
        """Return how much it says."""
        return nodes.weight(self.text)

    def is_prose(self, least: int) -> bool:
        """Tell prose: so long, and not mainly links."""
        return self.weight >= least and self.links * 2 < len(self.text)


@dataclass(slots=True)
class Measures:
    """Weights of elements: all text, text of links, prose."""

    runs: list[Run] = field(default_factory=list)
    text: dict[Element, int] = field(default_factory=dict)
    links: dict[Element, int] = field(default_factory=dict)
    prose: dict[Element, int] = field(default_factory=dict)

    def density(self, element: Element) -> float:
        """Return the share of links in the text of an element."""
        return self.links.get(element, 0) / max(self.text.get(element, 0), 1)


def runs(root: Element) -> Iterator[Run]:
    """Yield the runs of text below an element, in their order."""
    yield from _Walk(nodes.lines_in(root)).of(root)


class _Walk:
    """Gathers lines of text, block by block."""

    def __init__(self, inline: frozenset[Element]) -> None:
        self._inline = inline
        self._parts: list[str] = []
        self._links = 0

    def of(self, block: Element) -> Iterator[Run]:
        outer = self._parts, self._links
        self._parts, self._links = [], 0
        yield from self._inside(block, block, linked=block.tag == "a")
        yield from self._end(block)
        self._parts, self._links = outer

    def _inside(self, node: Element, owner: Element, *, linked: bool) -> Iterator[Run]:
        self._add(node.text, linked=linked)
        for child in node:
            if nodes.is_element(child):
                if child in self._inline:
                    within = linked or child.tag == "a"
                    yield from self._inside(child, owner, linked=within)
                else:
                    yield from self._end(owner)
                    yield from self.of(child)
                if child.tag == "br":
                    self._add("\n", linked=False)
            self._add(child.tail, linked=linked)

    def _add(self, text: str | None, *, linked: bool) -> None:
        if text:
            self._parts.append(text)
            self._links += len(text.strip()) if linked else 0

    def _end(self, owner: Element) -> Iterator[Run]:
        text = " ".join("".join(self._parts).split())
        if text:
            yield Run(owner, text, self._links)
        self._parts, self._links = [], 0


def measure(root: Element) -> Measures:
    """Weigh each element below a root; little prose makes shorter lines prose too."""
    found = Measures(runs=list(runs(root)))
    least = LEAST
    if sum(r.weight for r in found.runs if r.is_prose(LEAST)) < _ENOUGH:
        least = _FEW
    for run in found.runs:
        amount = run.weight
        prose = amount if run.is_prose(least) else 0
        for element in (run.owner, *run.owner.iterancestors()):
            found.text[element] = found.text.get(element, 0) + amount
            found.links[element] = found.links.get(element, 0) + run.links
            found.prose[element] = found.prose.get(element, 0) + prose
    return found


def told(measures: Measures, accept: Callable[[Run], bool]) -> dict[Element, int]:
    """Weigh elements by the runs that are accepted."""
    weights: dict[Element, int] = {}
    for run in measures.runs:
        if accept(run):
            for element in (run.owner, *run.owner.iterancestors()):
                weights[element] = weights.get(element, 0) + run.weight
    return weights


def descend(root: Element, weights: dict[Element, int], share: float) -> Element:
    """Return the smallest element that holds nearly all of the weight."""
    here = root
    while True:
        children = [c for c in here if c in weights and c.tag in _STRUCTURE]
        best = max(children, key=lambda child: weights[child], default=None)
        if best is None or weights[best] < share * weights[here]:
            return here
        here = best
