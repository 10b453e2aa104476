"""What one place in the markup of a page says of one fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from exporter.model import Fact

UNKNOWN: Fact[Any] = Fact()
"""What no place in a page says."""


class Field(Enum):
    """What a claim is about."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    AUTHOR = "author"
    PUBLISHED = "published"
    UPDATED = "updated"
    LANGUAGE = "language"
    PLACE = "place"
    NAME = "name"
    PUBLISHER = "publisher"
    ADDRESS = "address"
    TAG = "tag"
    RIGHTS = "rights"
    IMAGE = "image"
    CAPTION = "caption"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Claim:
    """A field, the text as it stands, and the name of the rule that found it."""

    field: Field
    text: str
    rule: str

    @property
    def witness(self) -> str:
        """Return who says so: ``json-ld``, ``meta``, ``microdata``, ``page`` …

        Two claims of one witness are no better than one.
        """
        head = self.rule.partition(":")[0]
        return "meta" if head in _METAS else head


_METAS = ("og", "article", "twitter", "dc", "citation", "parsely", "sailthru")


def about(claims: Iterable[Claim], field: Field) -> tuple[Claim, ...]:
    """Return the claims about a field, in their order."""
    return tuple(claim for claim in claims if claim.field is field)
