"""The language of a page: what its markup says, unless its text says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from exporter.languages import is_tag
from exporter.model import Fact, stated
from exporter.readers import language
from exporter.readers.measures import is_prose
from exporter.readers.web.claims import Claim, Field, about
from exporter.readers.web.outline import Line

_NEAR = tuple(
    frozenset(group.split())
    for group in (
        "da no nb nn",
        "cs sk",
        "hr sr bs sl",
        "ru uk bg mk be sr kk ky mn tg",
        "id ms",
        "es gl ca pt oc",
        "ar fa ur ps ckb ku sd ug",
        "hi mr ne bho mai sa",
        "zh yue wuu",
        "nl af",
        "bn as",
        "he yi",
        "et fi",
        "az tr tk",
    )
)
"""Languages that words or script alone don't tell apart for sure."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OLD = {"iw": "he", "in": "id", "ji": "yi", "no-bok": "nb", "tl": "fil", "mo": "ro"}


def choose(claims: Sequence[Claim], tree: Any, lines: Iterable[Line]) -> Fact[str]:
    """Take the first tag that the text doesn't gainsay, else the text's language."""
    tags = list(_tags(claims, tree))
    found = language.detect(_sample(lines))
    if found.value is None:
        return tags[0] if tags else Fact()
    base = found.value.split("-")[0]
    for tag in tags:
        if _base(tag) == base:
            return tag
    for tag in tags:
        if any({_base(tag), base} <= group for group in _NEAR):
            return tag
    return found


def _base(tag: Fact[str]) -> str:
    return str(tag.value).split("-")[0].lower()


def _sample(lines: Iterable[Line]) -> str:
    """Return the prose of a page, or what else it shows if there is none."""
    shown = [line for line in lines if not line.margin]
    prose = [line.text for line in shown if is_prose(line.text) and len(line.text) > 60]
    return "\n".join(prose or [line.text for line in shown])[:40_000]


def _tags(claims: Sequence[Claim], tree: Any) -> Iterator[Fact[str]]:
    """Yield well-formed tags; ``article`` may have a language of its own."""
    for element in (tree.find(".//article[@lang]"), tree.find(".//main[@lang]"), tree):
        if element is None:
            continue
        for attribute in (
            "lang",
            "{http://www.w3.org/XML/1998/namespace}lang",
            "xml:lang",
        ):
            yield from _tag(element.get(attribute, ""), "lang")
    for claim in about(claims, Field.LANGUAGE):
        yield from _tag(claim.text, claim.rule)


def _tag(text: str, rule: str) -> Iterator[Fact[str]]:
    plain = text.strip().split(",")[0].partition(".")[0].replace("_", "-")[:40]
    plain = _OLD.get(plain.lower(), plain)
    head, mark, rest = plain.partition("-")
    plain = f"{_OLD.get(head.lower(), head.lower())}{mark}{rest}"
    if is_tag(plain):
        yield stated(plain, rule)
