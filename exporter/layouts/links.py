"""The addresses behind a text's links, so that paper shows them too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A linked phrase and the address behind it."""

    text: str
    address: str


def outward(body: str) -> tuple[Link, ...]:
    """Return the links of a body that leave it, each address once, in order.

    A link whose text is its address is left out: the page shows it already.
    """
    if "href=" not in body:
        return ()
    from xml.etree import ElementTree  # most raw texts have no links

    found: dict[str, Link] = {}
    for element in ElementTree.fromstring(f"<body>{body}</body>").iter("a"):
        address = element.get("href", "")
        text = " ".join("".join(element.itertext()).split())
        if not address.startswith("#") and address not in (text, f"mailto:{text}"):
            found.setdefault(address, Link(text=text, address=address))
    return tuple(found.values())
