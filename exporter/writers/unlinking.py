"""A PDF without links and other annotations, its tags and outline kept in order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pikepdf
from pikepdf import Array, Dictionary, Name

_KEPT = ("/TrapNet", "/PrinterMark")
_MOST_LINES = 1_000_000


def unlink(pdf: pikepdf.Pdf) -> None:
    """Take away all annotations but printers' own, and let outline lines only lead.

    ISO 15930-7 wants none inside the BleedBox and no actions; what the tags say of
    a link's place goes with it, the words of the link stay.
    """
    gone: set[int] = set()
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if annotations is None:
            continue
        kept = [a for a in annotations if str(a.get("/Subtype")) in _KEPT]
        gone |= {
            int(annotation.StructParent)
            for annotation in annotations
            if "/StructParent" in annotation
        }
        if kept:
            page.obj.Annots = Array(kept)
        else:
            del page.obj["/Annots"]
            if "/Tabs" in page.obj:
                del page.obj["/Tabs"]
    tree = pdf.Root.get("/StructTreeRoot", Dictionary()).get("/ParentTree")
    if tree is not None and gone:
        _forget(tree, gone)
    for line in islice(_lines(pdf), _MOST_LINES):
        _lead(line)


def _forget(tree: pikepdf.Object, gone: set[int]) -> None:
    """Take annotations out of the elements that own them, and of the parent tree.

    ISO 32000-1, 14.7.4.3 and 14.7.4.4; the tree is one of numbers (7.9.7).
    """
    for node in _leaves(tree):
        numbers = list(node.Nums)
        kept = []
        for key, owner in zip(numbers[::2], numbers[1::2], strict=True):
            if int(key) not in gone:
                kept += [key, owner]
            elif isinstance(owner, pikepdf.Dictionary):
                _without_objects(owner)
        node.Nums = Array(kept)


def _leaves(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if "/Nums" in node:
            yield node
        waiting += node.get("/Kids", ())


def _without_objects(element: pikepdf.Object) -> None:
    """Take the references to objects out of an element, which links no more."""
    kids = element.get("/K")
    every = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    kept = [kid for kid in every if not _refers(kid)]
    if len(kept) != len(every):
        element.K = kept[0] if len(kept) == 1 else Array(kept)
        if element.get("/S") == Name.Link:  # it wants an annotation (14.8.4.4.2)
            element.S = Name.Span


def _refers(kid: object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.OBJR


def _lines(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield every line of the outline (ISO 32000-1, 12.3.3)."""
    waiting = [pdf.Root.get("/Outlines", Dictionary()).get("/First")]
    while waiting:
        line = waiting.pop()
        if line is not None:
            yield line
            waiting += (line.get("/Next"), line.get("/First"))


def _lead(line: pikepdf.Object) -> None:
    action = line.get("/A")
    if action is None:
        return
    if action.get("/S") == Name.GoTo and "/Dest" not in line:
        line.Dest = action.D
    del line["/A"]
