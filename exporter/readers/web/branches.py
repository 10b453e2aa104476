"""What stands beside a text in its container: teasers, branches without prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exporter.readers import boilerplate
from exporter.readers.measures import ends_sentence
from exporter.readers.web import measuring, nodes
from exporter.readers.web.measuring import LEAST, Measures, Run
from exporter.readers.web.nodes import Element
from exporter.readers.web.pruning import TELLING, Aside

_SHARE = 0.6
"""Share of the prose that a branch must have to be the stem."""
_KEPT = 0.5
"""Share of a branch's prose that trafilatura must take too for it to stay."""
_AGREED = 0.5
_FEWEST, _HEADED = 3, 10
_LABEL, _TITLE, _MINOR = 40, 16, 0.2
_TEASER = 900
"""Weight of the longest teaser."""
_REMAINS = 160
_SENTENCE = re.compile(r"[.!?;:…。！？；：؟۔।॥။។\u0e00-\u0eff]")
_HOLDERS = frozenset((
    "div", "section", "article", "main", "table", "tbody", "tr", "td", "center",
    "font", "span", "header", "ul", "ol", "li", "body", "form",
))  # fmt: skip


def teasers(root: Element, aside: Aside) -> None:
    """Take out rows of boxes that each have a linked heading and little more.

    They lead to other articles; a list of long entries with linked headings is a text.
    """
    measures = measuring.measure(root)
    runs = _by_owner(measures)
    rows = [row for parent in list(root.iter()) for row in _rows(parent)]
    boxes = {box for row in rows for box in _teasers_in(row, measures, runs)}
    prose = measuring.told(measures, lambda run: run.is_prose(LEAST))
    most = _MINOR * prose.get(root, 0)
    minor = {box for box, mine in runs.items() if prose.get(box, 0) <= most}
    labelled = {box for box in _labelled(measures) if _leads(runs[box])}
    boxes |= {box for box in labelled if box in minor or _is_list(runs[box])}
    outer = [b for b in boxes if not any(a in boxes for a in b.iterancestors())]
    if prose.get(root, 0) - sum(prose.get(b, 0) for b in outer) < _REMAINS:
        return
    for box in root.iter():
        if box in boxes and not any(a in boxes for a in box.iterancestors()):
            aside.note(nodes.text(box))
    for box in outer:
        nodes.drop(box)


def _labelled(measures: Measures) -> Iterator[Element]:
    """Yield the boxes that open with a label, such as "Related stories"."""
    opened: set[Element] = set()
    for run in measures.runs:
        label = len(run.text) <= _LABEL and boilerplate.is_label(run.text)
        for element in (run.owner, *run.owner.iterancestors()):
            if element in opened:
                break
            opened.add(element)
            if label and element is not run.owner:
                yield element


def _leads(runs: list[Run]) -> bool:
    """Tell whether lines behind the first are links to other articles."""
    return any(r.weight >= _TITLE and r.links * 10 >= len(r.text) * 9 for r in runs[1:])


def _is_list(runs: list[Run]) -> bool:
    """Tell a list of articles by their titles, each with a teaser at most."""
    linked = [r for r in runs if r.weight >= _TITLE and r.links == len(r.text)]
    rest = [r for r in runs if r.weight > TELLING and r not in linked]
    return len(linked) >= _FEWEST and not rest


def _rows(parent: Element) -> Iterator[list[Element]]:
    """Yield the children of one kind, if there are several."""
    kinds: dict[tuple[str, str], list[Element]] = {}
    for child in parent if nodes.is_element(parent) else ():
        if nodes.is_element(child) and child.tag in ("div", "li", "article", "section"):
            kinds.setdefault((child.tag, _kind(child)), []).append(child)
    yield from (row for row in kinds.values() if len(row) >= _FEWEST)


def _kind(element: Element) -> str:
    return nodes.label(element).partition(" ")[0]


def _by_owner(measures: Measures) -> dict[Element, list[Run]]:
    """Return the runs below each element, in their order."""
    found: dict[Element, list[Run]] = {}
    for run in measures.runs:
        for element in (run.owner, *run.owner.iterancestors()):
            found.setdefault(element, []).append(run)
    return found


def _teasers_in(
    row: list[Element], measures: Measures, runs: dict[Element, list[Run]]
) -> list[Element]:
    alike = [box for box in row if _is_teaser(box, measures, runs.get(box, []))]
    enough = len(alike) >= _FEWEST and len(alike) * 4 >= len(row) * 3
    return alike if enough else []


def _is_teaser(box: Element, measures: Measures, runs: list[Run]) -> bool:
    """Tell a box with a line that is a link, and few words that are none."""
    if not runs or measures.text.get(box, 0) > _TEASER:
        return False
    linked = [r for r in runs if r.links * 10 >= len(r.text) * 9]
    if not any(r.weight >= _HEADED for r in linked):
        return False
    if all(a.get("href", "#").startswith("#") for a in box.iter("a")):
        return False
    if runs[0].owner.tag in nodes.HEADINGS and not runs[0].links and _tells(runs):
        return False
    return sum(r.weight for r in runs if r not in linked) <= TELLING


def _tells(runs: list[Run]) -> bool:
    """Tell a box that says something itself, with a link to more at its end."""
    return any(_is_text(run) and ends_sentence(run.text) for run in runs)


def prune(root: Element, other: str, aside: Aside) -> None:
    """Take out the branches behind the one with the prose that have none of it.

    ``other`` is what trafilatura takes for the text, squeezed, or ``""``; where it
    agrees about the stem, it is asked about what stands behind it.
    """
    measures = measuring.measure(root)
    prose = measuring.told(measures, _is_text)
    both = measuring.told(
        measures, lambda run: _is_text(run) and nodes.squeezed(run.text) in other
    )
    whole = measuring.told(
        measures, lambda run: _is_text(run) and ends_sentence(run.text)
    )
    agreed = both.get(root, 0) >= _AGREED * prose.get(root, 0)
    runs = _by_owner(measures)
    here = root
    while (stem := _stem(here, prose)) is not None:
        for branch in list(stem.itersiblings()):
            if not nodes.is_element(branch) or branch.tag in nodes.INLINE:
                continue
            amount = whole.get(branch, 0)
            told = not agreed or both.get(branch, 0) >= _KEPT * amount
            told = told and not _is_contents(runs.get(branch, []))
            if (amount and told) or _is_shown(branch, other, agreed=agreed):
                continue
            aside.take(branch)
        here = stem


def _is_contents(runs: list[Run]) -> bool:
    """Tell a table of contents: as many linked lines as there are sentences.

    Headings of manuals lead back to it, and are none of its lines.
    """
    linked = sum(
        1
        for r in runs
        if r.weight >= _TITLE
        and r.links == len(r.text)
        and r.owner.tag not in nodes.HEADINGS
    )
    return linked >= _FEWEST and linked >= sum(1 for r in runs if _is_text(r))


def _is_text(run: Run) -> bool:
    return run.is_prose(LEAST) and bool(_SENTENCE.search(run.text))


def _stem(here: Element, prose: dict[Element, int]) -> Element | None:
    """Return the child that holds most of the prose, if one does."""
    children = [c for c in here if c in prose and c.tag in _HOLDERS]
    best = max(children, key=lambda child: prose[child], default=None)
    if best is None or prose[best] < _SHARE * prose[here]:
        return None
    return best


def _is_shown(branch: Element, other: str, *, agreed: bool) -> bool:
    """Tell pictures, and words without a sentence that trafilatura takes too."""
    words = nodes.squeezed(nodes.text(branch))
    if not words:
        return True
    return bool(branch.tag == "figure" or (agreed and words in other))
