"""What the ``meta`` and ``link`` elements of a page claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from exporter.readers import vocabulary
from exporter.readers.web.claims import Claim, Field
from exporter.readers.web.wording import tidy

_MOST = 600
_FAMILIES = ("citation", "parsely", "sailthru")


@cache
def _names() -> dict[str, tuple[int, Field]]:
    """Map each name to its rank and to what it is about."""
    known = (
        (name, Field(key))
        for key in vocabulary.keys("web/metas")
        for name in vocabulary.phrases(f"web/metas/{key}")
    )
    return {name: (rank, field) for rank, (name, field) in enumerate(known)}


def claims(tree: Any) -> Iterator[Claim]:
    """Yield what the elements claim, the surest name first, whatever their order."""
    found: list[tuple[int, int, Claim]] = []
    for at, meta in enumerate(tree.iter("meta")):
        if at >= _MOST:
            break
        text = meta.get("content", "")
        for name in _named(meta):
            if name in _names() and text.strip():
                rank, field = _names()[name]
                found.append((rank, at, Claim(field, tidy(text), _rule(name))))
                break
    yield from (claim for *_, claim in sorted(found, key=lambda item: item[:2]))


def links(tree: Any) -> Iterator[Claim]:
    """Yield the addresses and rights that ``link`` elements and anchors claim."""
    for at, link in enumerate(tree.iter("link")):
        if at >= _MOST:
            break
        relations = link.get("rel", "").lower().split()
        if "canonical" in relations and link.get("href"):
            yield Claim(Field.ADDRESS, link.get("href").strip(), "link:canonical")
        elif "image_src" in relations and link.get("href"):
            yield Claim(Field.IMAGE, link.get("href").strip(), "link:image_src")
    for anchor in tree.iterfind(".//a[@rel='license']"):
        yield Claim(Field.RIGHTS, anchor.get("href", ""), "link:license")
        return


def _named(meta: Any) -> Iterator[str]:
    for attribute in ("property", "name", "http-equiv"):
        for name in meta.get(attribute, "")[:200].lower().split():
            yield name.replace("dcterms:", "dcterms.")


def _rule(name: str) -> str:
    """Name a rule: known families by their own name, others as ``meta:author``."""
    if name.startswith(("dc.", "dcterms.", "dc:")):
        return f"dc:{name.replace(':', '.').partition('.')[2]}"
    for family in _FAMILIES:
        if name.startswith(family):
            return f"{family}:{name[len(family) + 1 :]}"
    known = name.startswith(("og:", "article:", "twitter:"))
    return name if known else f"meta:{name}"
