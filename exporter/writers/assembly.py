"""Parts laid out one by one → one PDF/A-3a and PDF/UA-1 file.

Pages are joined as they are; what belongs to the whole is made here: one subset of
each face, one structure tree, page numbers, links between parts, the outline.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from exporter.composition import (
    LEADER_OF,
    PAGE_OF,
    PLACE_OF,
    Composition,
    Document,
    NavEntry,
    Role,
)
from exporter.errors import LayoutError, OutputError
from exporter.fonts.face import Face
from exporter.writers import fontunion, shell, streams, structure
from exporter.writers.fragment import Anchor, Folio, Fragment
from exporter.writers.stamps import Box, Stamps
from exporter.writers.structure import Structure, preceding

_LISTS = (Role.COVER, Role.CONTENTS, Role.SUMMARY, Role.SECTION, Role.SOURCES)
_OURS = (PLACE_OF, PAGE_OF, LEADER_OF)
_NOWHERE = (0.0, 0.0, 0.0, 0.0)


def assemble(
    composition: Composition, fragments: Iterable[Fragment], face: Face
) -> bytes:
    """Return the PDF of a composition, given its sheets laid out, in order.

    Page numbers are set in ``face``.

    Raises:
        LayoutError: a list leads to a document that is not there.
        OutputError: the folder for temporary files is full, or a font can't be read.
    """
    # By way of a file, so that the objects are gone before the bytes are there.
    try:
        with tempfile.TemporaryFile() as file:
            _save(composition, fragments, face, file)
            file.seek(0)
            return streams.seal(file.read())
    except OSError as error:
        message = f"the pages can't be put together: {error.strerror or error}"
        where = error.filename or tempfile.gettempdir()
        raise OutputError(message, where=str(where)) from error


def _save(
    composition: Composition,
    fragments: Iterable[Fragment],
    face: Face,
    file: BinaryIO,
) -> None:
    with pikepdf.Pdf.new() as pdf:
        book = _Book(pdf, composition)
        laid_out = iter(fragments)
        blank = next(laid_out) if composition.blank else None
        for document, fragment in zip(composition.documents, laid_out, strict=True):
            if composition.blank and blank and len(pdf.pages) % 2:
                book.add(composition.blank, blank)
            book.add(document, fragment)
        book.finish(face)
        streams.save(pdf, file)


class _Book:
    """The file in the making."""

    def __init__(self, pdf: pikepdf.Pdf, composition: Composition) -> None:
        self.pdf = pdf
        self.composition = composition
        self.structure = Structure(pdf)
        self.fonts = fontunion.Fonts(pdf)
        self.anchors: dict[str, dict[str, Anchor]] = {}
        self.starts: dict[str, int] = {}
        self.named = {doc.name: doc for doc in composition.documents}
        self._seen: dict[bytes, int] = {}
        self.parents = _parents(composition.nav, self.structure)
        self.links: list[tuple[int, pikepdf.Object, str]] = []
        self.folios: dict[int, Folio] = {}
        self._before = _NOWHERE
        self.before: dict[tuple[int, int], int] = {}
        self._colours: pikepdf.Object | None = None

    def add(self, document: Document, fragment: Fragment) -> None:
        """Add the pages of a document."""
        source = pikepdf.Pdf.open(io.BytesIO(fragment.data))
        start = self.starts[document.name] = len(self.pdf.pages)
        self.anchors[document.name] = fragment.anchors
        self.folios |= {start + folio.page: folio for folio in fragment.folios}
        self._strip(source)
        digest = hashlib.sha256(fragment.data).digest()
        times = self._seen[digest] = self._seen.get(digest, 0) + 1
        if times > 1:  # the same text twice
            structure.rename(source, f"{times}-")
        self.structure.number(source)
        with warnings.catch_warnings():
            # Nothing of a part is linked by name.
            warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
            self.pdf.pages.extend(source.pages)
        parent = self.parents.get(document.name, self.structure.document)
        joined = self.structure.join(source, parent, self._foreign(document))
        if document.role in _LISTS:
            self.before |= preceding(joined)
        source.close()
        self._dress(start, fragment)
        for number in range(start, len(self.pdf.pages)):
            for annotation in self.pdf.pages[number].obj.get("/Annots", ()):
                self._link(number, annotation, fragment, start)

    def _strip(self, source: pikepdf.Pdf) -> None:
        """Take away what the whole has once: fonts, colour spaces, their profile."""
        if self._colours is None:
            resources = source.pages[0].obj.Resources
            self._colours = self.pdf.copy_foreign(resources.ColorSpace)
            profile = source.Root.OutputIntents[0].DestOutputProfile
            _hold(profile)
            self.pdf.Root.OutputIntents = shell.intents(self.pdf.copy_foreign(profile))
        for page in source.pages:
            _hold(page.obj.Contents)
        for resources in _resources(source.pages[0].obj.Resources):
            for kind in ("/XObject", "/Pattern"):
                for item in resources.get(kind, {}).values():
                    _hold(item)
            for key in ("/Font", "/ColorSpace"):
                if key in resources:
                    del resources[key]

    def _dress(self, start: int, fragment: Fragment) -> None:
        """Give the pages of a part the fonts and colour spaces of the whole."""
        fonts: dict[str, pikepdf.Object] = {}
        for usage in fragment.fonts:
            fonts[f"/{usage.name}"] = self.fonts.add(usage)
        shared = self.pdf.make_indirect(Dictionary(fonts))
        for resources in _resources(self.pdf.pages[start].obj.Resources):
            resources.Font = shared
            resources.ColorSpace = self._colours

    def _link(
        self, number: int, link: pikepdf.Object, fragment: Fragment, start: int
    ) -> None:
        """Resolve a link within its part; keep one to another part for later."""
        if "/Dest" in link:
            anchor = fragment.anchors[str(link.Dest)]
            link.Dest = self._destination_at(start, anchor)
            return
        address = str(link.A.URI)
        if address.startswith(_OURS):
            self.links.append((number, link, address))

    def finish(self, face: Face) -> None:
        """Add all that needs to know where every page is; ``face`` has the figures."""
        composition = self.composition
        usage = fontunion.numerals(face)
        stamps = Stamps(
            self.pdf,
            usage,
            self.fonts.add(usage),
            folios=self.folios,
            leftwards=composition.direction == "rtl",
        )
        for number, link, address in self.links:
            self._resolve(number, link, address, stamps)
        stamps.number_pages()
        stamps.apply()
        self.fonts.embed()
        self.structure.close()
        shell.outline(self.pdf, composition.nav, self.destination)
        shell.describe(self.pdf, composition.metadata, composition.direction)
        shell.attach(self.pdf, composition.originals, composition.metadata)

    def _resolve(
        self, number: int, link: pikepdf.Object, address: str, stamps: Stamps
    ) -> None:
        """Lead a link to its document, and set that one's page number if asked to."""
        kind, _, name = address.partition(":")
        if name not in self.starts:
            raise LayoutError(f"a list leads to {name!r}, which is not there")
        page = self.starts[name]
        del link["/A"]
        link.Dest = self._destination_at(page, Anchor(page=0, left=0, top=0))
        document = self.named[name]
        link.Contents = String(document.title)
        box = _upright(tuple(map(float, link.Rect)))
        element = self.structure.owner(link)
        if f"{kind}:" != PLACE_OF:
            content = self.structure.content(self.pdf.pages[number].obj, element)
            before = self.before.get(element.objgen, -1)
            stamps.number(number, box, page + 1, content, before)
        elif language := self._foreign(document):
            element.Lang = String(language)
        if f"{kind}:" == LEADER_OF:
            stamps.leader(number, self._before, box, page + 1)
        self._before = box

    def destination(self, entry: NavEntry) -> Array:
        """Return where a line of the contents leads (ISO 32000-1, 12.3.2)."""
        anchors = self.anchors[entry.document]
        anchor = anchors.get(entry.anchor, Anchor(page=0, left=0, top=0))
        return self._destination_at(self.starts[entry.document], anchor)

    def _foreign(self, document: Document) -> str:
        """Return the language of a document if it is not that of the whole."""
        own = self.composition.metadata.language
        return document.language if document.language != own else ""

    def _destination_at(self, start: int, anchor: Anchor) -> Array:
        page = self.pdf.pages[start + anchor.page].obj
        top = anchor.top or float(page.MediaBox[3])
        return Array([page, Name.XYZ, round(anchor.left, 2), round(top, 2), 0])


def _hold(stream: pikepdf.Object) -> None:
    """Take the data of a stream into memory, so that its file can be closed."""
    if not isinstance(stream, pikepdf.Stream):
        return
    if "/SMask" in stream:
        _hold(stream.SMask)
    filters: Any = stream.get("/Filter")
    parameters: Any = stream.get("/DecodeParms")
    stream.write(stream.read_raw_bytes(), filter=filters, decode_parms=parameters)


def _upright(box: Sequence[float]) -> Box:
    """Return left, low, right, high of a rectangle whichever way it is written."""
    left, right = sorted((box[0], box[2]))
    low, high = sorted((box[1], box[3]))
    return left, low, right, high


def _resources(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the resources of pages and of the forms and patterns among them."""
    yield resources
    for kind in ("/XObject", "/Pattern"):
        for item in resources.get(kind, {}).values():
            if "/Resources" in item:
                yield from _resources(item.Resources)


def _parents(nav: Iterable[NavEntry], tree: Structure) -> dict[str, pikepdf.Object]:
    """Make an element for each section, and say which documents belong into it."""
    parents: dict[str, pikepdf.Object] = {}
    for entry in nav:
        members = [child.document for child in entry.children if not child.anchor]
        if members:
            part = tree.part()
            parents |= dict.fromkeys((entry.document, *members), part)
    return parents
