"""Rules on the tags of a PDF (ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from exporter.checks.objects import descend, entry, string
from exporter.checks.rules import Finding, finding

_ROLES = 32  # a role map may lead through this many names


def check(pdf: pikepdf.Pdf, _where: str) -> Iterator[Finding]:
    """Yield missing tags, and figures without words."""
    root = entry(pdf.Root, "/StructTreeRoot")
    marked = entry(pdf.Root, "/MarkInfo", "/Marked")
    if not isinstance(root, pikepdf.Dictionary) or marked is not True:
        yield finding("A11Y011")
        return
    roles = entry(root, "/RoleMap")
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    for element in descend(root, "/K"):
        if _role(element, roles) == "/Figure" and not _speaks(element):
            page = getattr(entry(element, "/Pg"), "objgen", None)
            where = f"page {pages[page]}" if page in pages else ""
            yield finding("A11Y012", where)


def _role(element: pikepdf.Dictionary, roles: object) -> str:
    """Return the standard type of an element."""
    name = str(element.get("/S", ""))
    for _ in range(_ROLES):
        mapped = entry(roles, name) if name.startswith("/") else None
        if mapped is None:
            break
        name = str(mapped)
    return name


def _speaks(element: pikepdf.Dictionary) -> bool:
    return bool(string(element, "/Alt") or string(element, "/ActualText"))
