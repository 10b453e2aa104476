"""Captions that are told by their names alone: to figures, as HTML has them."""

from __future__ import annotations

import re

from lxml import etree

from exporter.readers.measures import ends_sentence
from exporter.readers.web import nodes
from exporter.readers.web.measuring import LEAST
from exporter.readers.web.nodes import Element
from exporter.readers.web.pruning import Aside

_CAPTION = re.compile(
    r"-(?:(?:wp-?|photo-?|image-?|img-?|picture-?|media-?|pic-?|figure-?|lead-?|inline-?"
    r"|gallery-?|slide-?|foto-?|bild-?)*(?:captions?|credits?|legende?|bildunterschrift"
    r"|didascalia|pie-?(?:de-)?foto|copyright-?image)(?:-?(?:text|wrap\w*|container|inner"
    r"|copy|content|info|block|credits?))*|bildtext|cutline|leyenda|legenda|wp-caption-dd)-"
)
_FLOAT = re.compile(r"float\s*:\s*(?:left|right)", re.IGNORECASE)
_LONGEST, _BRIEF = 1200, 200
_UNSEEN = (
    ".//figure[figcaption and not(.//img or .//table or .//pre or .//blockquote"
    " or .//ul or .//ol or .//p[not(ancestor::figcaption)])]"
)
"""Figures of which a script would have shown the picture; the caption is left."""
_NEAR = 4
"""Levels up to which the picture of a caption is looked for."""


def settle(root: Element, aside: Aside) -> None:
    """Put captions into figures with their pictures; set aside those without."""
    for figure in root.xpath(".//figure[not(.//figure)]"):
        _gather(figure)
    for box in list(root.iter("table", "div", "p", "span")):
        if box is not root and (_is_beside(box) or _is_captioned(box)):
            _figure(box)
    for figure in root.xpath(_UNSEEN):
        aside.take(figure)
    for caption in _captions(root):
        holder = _holder(caption)
        if holder is None:
            aside.take(caption)
            continue
        _figure(holder)


def _is_beside(box: Element) -> bool:
    """Tell a box at the side of a text with a picture and few words: its caption."""
    aligned = (box.get("align") or "").lower() in ("left", "right")
    if not aligned and not _FLOAT.search(box.get("style") or ""):
        return False
    return len(box.xpath(".//img")) == 1 and len(nodes.text(box)) <= _BRIEF


def _is_captioned(box: Element) -> bool:
    """Tell a box that opens with its one picture and has few words besides."""
    if box.tag == "table" or nodes.weight(nodes.text(box)) > _BRIEF:
        return False
    if sum(1 for block in box.iter("p", "li", "h2", "h3") if nodes.text(block)) > 1:
        return False
    images = box.xpath(".//img")
    if len(images) != 1 or any(a.tag in ("figure", "li") for a in box.iterancestors()):
        return False
    image = images[0]
    floats = image.get("align") or _FLOAT.search(image.get("style") or "")
    flows = _flows(image)
    if flows and (floats or nodes.weight(nodes.text(box)) >= LEAST):
        return False
    return bool(nodes.text(box)) and not _words_before(box, image)


def _flows(image: Element) -> bool:
    """Tell whether words follow an image on its line."""
    if (image.tail or "").strip():
        return True
    after = image.getnext()
    if after is None or after.tag == "br" or after.tag not in nodes.INLINE:
        return False
    return after.tag in ("strong", "b", "a") and bool((after.tail or "").strip())


def _words_before(box: Element, image: Element) -> bool:
    for node in box.iter():
        if node is image:
            return False
        if (node.text or "").strip():
            return True
    return False


def _gather(figure: Element) -> None:
    """Put all the words of a figure with a picture into its caption."""
    images = figure.xpath(".//img")
    words = nodes.text(figure)
    if (
        images
        and len(words) <= _LONGEST
        and not figure.xpath(".//table|.//pre|.//p/following-sibling::p")
    ):
        _figure(figure)


def _captions(root: Element) -> list[Element]:
    found: dict[Element, None] = {}
    for element in root.iter(
        "p", "div", "span", "small", "em", "dd", "figcaption", "cite"
    ):
        if any(a in found for a in element.iterancestors()):
            continue
        if any(a.tag == "figure" for a in element.iterancestors()):
            continue
        named = element.tag == "figcaption" or _CAPTION.search(nodes.label(element))
        if (
            named
            and not element.xpath(".//img")
            and len(nodes.text(element)) < _LONGEST
        ):
            found[element] = None
    return list(found)


def _holder(caption: Element) -> Element | None:
    """Return the element that holds a picture and its caption and little more."""
    own = len(nodes.text(caption))
    for _, parent in zip(range(_NEAR), caption.iterancestors(), strict=False):
        if parent.tag in ("body", "article", "main", "figure", "table", "tr", "td"):
            return None
        if len(nodes.text(parent)) > 2 * own + 100:
            return None
        images = parent.xpath(".//img")
        if images:
            return _beside(images[0], caption) if _tells(parent, caption) else parent
    return None


def _tells(parent: Element, caption: Element) -> bool:
    """Tell whether a sentence of the text stands beside a caption."""
    return any(
        block is not caption and ends_sentence(nodes.text(block))
        for block in parent.iter("p", "li")
        if caption not in block.iterancestors()
    )


def _beside(image: Element, caption: Element) -> Element | None:
    """Put a caption to the box that an image has for itself, if it has one."""
    box = image.getparent()
    if nodes.text(box) or box.tag not in ("figure", "div", "span", "p"):
        return None
    nodes.drop(caption)
    box.append(caption)
    return box


def _figure(holder: Element) -> None:
    """Make a figure of a holder: its pictures, and all its words as the caption."""
    images = holder.xpath(".//img")
    words = nodes.text(holder)
    tail = holder.tail
    for child in list(holder):
        holder.remove(child)
    holder.tag, holder.text = "figure", None
    for image in images:
        image.tail = None
        holder.append(image)
    if words:
        etree.SubElement(holder, "figcaption").text = words
    holder.tail = tail
