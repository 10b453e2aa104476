"""The colours of a finished PDF, brought into one device space all over."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Name, ObjectStreamMode

from exporter.writers import gradients, pictures, streams
from exporter.writers.operators import Repainter, State
from exporter.writers.spaces import Kind, kind_of
from exporter.writers.targets import Grey, Mask, Target


def to_grey(data: bytes) -> bytes:
    """Return a PDF of this project in grey, as light as the colours were.

    Contrasts of text stay what they were, and so do PDF/A-3a and PDF/UA-1: grey needs
    no output intent of its own (ISO 19005-3, 6.2.4.3).

    Raises:
        OutputError: the file has colours that can't be converted.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        recolour(pdf, Grey())
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, version: str = "1.7") -> bytes:
    """Return a PDF as the project writes it, its bytes made by its content alone."""
    buffer = io.BytesIO()
    pdf.save(
        buffer,
        force_version=version,
        fix_metadata_version=False,  # the packet is as good as it was
        object_stream_mode=ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return streams.seal(buffer.getvalue())


def recolour(pdf: pikepdf.Pdf, target: Target) -> None:
    """Bring all that the pages paint into the target's space, in place.

    Raises:
        OutputError: the file has colours that can't be converted.
    """
    walk = _Walk(pdf, target)
    for page in pdf.pages:
        walk.page(page)
    walk.finish()


class _Walk:
    """Goes through everything that is painted, each object once."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        target: Target,
        seen: set[tuple[int, int]] | None = None,
    ) -> None:
        self._pdf = pdf
        self._target = target
        self._repainter = Repainter(target)
        self._seen: set[tuple[int, int]] = seen if seen is not None else set()
        is_mask = isinstance(target, Mask)
        self._masks = self if is_mask else _Walk(pdf, Mask(), self._seen)
        self._resources: list[pikepdf.Object] = []

    def page(self, page: pikepdf.Page) -> None:
        """Convert a page and what it uses."""
        resources = page.resources
        contents = page.obj.get("/Contents")
        parts = contents if isinstance(contents, pikepdf.Array) else [contents]
        state = State()
        for part in parts:
            if isinstance(part, pikepdf.Stream):
                self._content(part, resources, state)
        self._group(page.obj)
        self._take(resources)
        for annotation in page.obj.get("/Annots", ()):
            for stream in _appearances(annotation.get("/AP")):
                self._form(stream, resources)

    def finish(self) -> None:
        """Leave no colour space behind; nothing names one any more."""
        for resources in self._resources:
            if "/ColorSpace" in resources:
                del resources["/ColorSpace"]
        if self._masks is not self:
            self._masks.finish()

    def _new(self, item: pikepdf.Object) -> bool:
        """Say whether an object comes for the first time; direct ones always do."""
        if not item.is_indirect:
            return True
        new = item.objgen not in self._seen
        self._seen.add(item.objgen)
        return new

    def _content(
        self, stream: pikepdf.Stream, resources: pikepdf.Object, state: State
    ) -> None:
        if not self._new(stream):
            return
        named = resources.get("/ColorSpace")

        def space(name: str) -> Kind:
            return kind_of(Name(name), named)

        data = stream.read_bytes()
        made = self._repainter.repaint(data, space, state)
        if made is not data:
            stream.write(made)

    def _form(self, form: pikepdf.Object, outer: pikepdf.Object) -> None:
        """Convert a form, a tiling pattern or a glyph (ISO 32000-1, 8.10.1)."""
        resources = form.get("/Resources", outer)
        if not isinstance(form, pikepdf.Stream) or form.objgen in self._seen:
            return
        self._content(form, resources, State())
        self._group(form)
        self._take(resources)

    def _group(self, holder: pikepdf.Object) -> None:
        """Let a transparency group blend in the target's space (11.6.6)."""
        group = holder.get("/Group")
        if group is not None and "/CS" in group:
            group.CS = self._target.kind.device

    def _take(self, resources: pikepdf.Object) -> None:
        """Convert what a stream may use of its resources."""
        if not self._new(resources):
            return
        self._resources.append(resources)
        for kind, convert in (
            # First, because WeasyPrint lists the form of a mask as an object too.
            ("/ExtGState", self._mask),
            ("/XObject", self._object),
            ("/Pattern", self._pattern),
            ("/Shading", self._shading),
            ("/Font", self._glyphs),
        ):
            for item in resources.get(kind, {}).values():
                convert(item, resources)

    def _object(self, item: pikepdf.Object, resources: pikepdf.Object) -> None:
        if not isinstance(item, pikepdf.Stream):
            return
        if item.get("/Subtype") == Name.Form:
            self._form(item, resources)
        elif item.get("/Subtype") == Name.Image and self._new(item):
            pictures.convert(item, resources.get("/ColorSpace"), self._target)

    def _pattern(self, item: pikepdf.Object, resources: pikepdf.Object) -> None:
        if isinstance(item, pikepdf.Stream):
            self._form(item, resources)
        elif self._new(item):
            self._shading(item.Shading, resources)

    def _mask(self, state: pikepdf.Object, resources: pikepdf.Object) -> None:
        mask = state.get("/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            self._masks._form(mask.G, resources)

    def _glyphs(self, font: pikepdf.Object, resources: pikepdf.Object) -> None:
        if font.get("/Subtype") == Name.Type3 and self._new(font):
            for glyph in font.CharProcs.values():
                self._form(glyph, font.get("/Resources", resources))

    def _shading(self, shading: pikepdf.Object, resources: pikepdf.Object) -> None:
        if self._new(shading):
            named = resources.get("/ColorSpace")
            gradients.convert(self._pdf, shading, named, self._target)


def _appearances(entry: pikepdf.Object | None) -> Iterator[pikepdf.Stream]:
    """Yield the streams of an appearance (ISO 32000-1, 12.5.5), two levels deep."""
    values = entry.values() if isinstance(entry, pikepdf.Dictionary) else ()
    for value in values:
        if isinstance(value, pikepdf.Stream):
            yield value
        else:
            yield from (v for v in value.values() if isinstance(v, pikepdf.Stream))
