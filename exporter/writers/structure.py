"""The structure trees of parts, joined into one (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, String


class Structure:
    """The structure tree of a file in the making.

    Each page and each annotation has a number, its key in the parent tree.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        """Make an empty tree and hang it into the catalogue."""
        self._pdf = pdf
        self._parents: list[pikepdf.Object] = []
        self._tree = pdf.make_indirect(Dictionary())
        self._root = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, ParentTree=self._tree)
        )
        self._document = self._element(Name.Document, self._root)
        self._root.K = Array([self._document])
        self._holders = [self._document]
        self._kids: dict[tuple[int, int], list[pikepdf.Object]] = {}
        pdf.Root.StructTreeRoot = self._root
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    @property
    def document(self) -> pikepdf.Object:
        """Return the element that holds all others."""
        return self._document

    def part(self) -> pikepdf.Object:
        """Add an element for a section of several articles."""
        element = self._element(Name.Part, self._document)
        self._holders.append(element)
        self._kids.setdefault(self._document.objgen, []).append(element)
        return element

    def number(self, source: pikepdf.Pdf) -> None:
        """Give the pages and annotations of a part numbers that follow those so far."""
        start = len(self._parents)
        for page in source.pages:
            page.obj.StructParents = int(page.obj.StructParents) + start
            for annotation in page.obj.get("/Annots", ()):
                if "/StructParent" in annotation:
                    number = int(annotation.StructParent) + start
                    annotation.StructParent = number

    def join(
        self, source: pikepdf.Pdf, parent: pikepdf.Object, language: str
    ) -> list[pikepdf.Object]:
        """Hang the elements of a part, whose pages are in the file, below a parent.

        ``language`` is given where it is another than the file's. Returns the
        elements right below the parent.
        """
        root = self._pdf.copy_foreign(source.Root.StructTreeRoot)
        joined = list(root.K[0].K)
        for kid in joined:
            kid.P = parent
            if language:
                kid.Lang = String(language)
        self._kids.setdefault(parent.objgen, []).extend(joined)
        numbers = root.ParentTree.Nums
        self._parents += [numbers[at] for at in range(1, len(numbers), 2)]
        return joined

    def owner(self, annotation: pikepdf.Object) -> pikepdf.Object:
        """Return the element that an annotation belongs to."""
        return self._parents[int(annotation.StructParent)]

    def content(self, page: pikepdf.Object, element: pikepdf.Object) -> int:
        """Add marked content to a page in an element; return its number there."""
        contents = self._parents[int(page.StructParents)]
        number = len(contents)
        element.K.append(number)
        contents.append(element)
        return number

    def close(self) -> None:
        """Write down what the elements and the parent tree hold."""
        for element in self._holders:
            element.K = Array(self._kids.get(element.objgen, []))
        numbers = Array()
        for number, parent in enumerate(self._parents):
            numbers.append(number)
            numbers.append(parent)
        self._tree.Nums = numbers
        self._root.ParentTreeNextKey = len(self._parents)

    def _element(self, kind: pikepdf.Object, parent: pikepdf.Object) -> pikepdf.Object:
        return self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=kind, P=parent)
        )


def rename(source: pikepdf.Pdf, prefix: str) -> None:
    """Put a prefix before the ids of a part, which must be unique in the whole."""
    for item in source.objects:
        if not isinstance(item, Dictionary) or item.get("/Type") != Name.StructElem:
            continue
        if "/ID" in item:
            item.ID = String(prefix + str(item.ID))
        if "/A" in item and "/Headers" in item.A:
            item.A.Headers = Array([String(prefix + str(h)) for h in item.A.Headers])


def preceding(elements: Iterable[pikepdf.Object]) -> dict[tuple[int, int], int]:
    """Return what is read before each link without content, by the link's number.

    It is the number of the marked content on the same page, or -1.
    """
    found: dict[tuple[int, int], int] = {}
    last: dict[tuple[int, int], int] = {}

    def walk(element: pikepdf.Object) -> None:
        page = element.Pg.objgen
        empty = True
        for kid in element.K:
            if isinstance(kid, int):
                last[page] = kid
                empty = False
            elif kid.get("/Type") == Name.OBJR:
                found[element.objgen] = last.get(page, -1)
            else:
                walk(kid)
                empty = False
        if not empty:
            found.pop(element.objgen, None)

    for element in elements:
        walk(element)
    return found
