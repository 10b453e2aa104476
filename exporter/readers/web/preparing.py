"""A page as people see it: without scripts, hidden words and stand-ins for images."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from exporter.readers.web import nodes
from exporter.readers.web.document import Page
from exporter.readers.web.measuring import measure
from exporter.readers.web.nodes import Element
from exporter.readers.web.sources import settle

_NEVER = (
    "script", "style", "template", "object", "applet", "iframe", "frame",
    "canvas", "map", "area", "svg", "audio", "video", "link", "meta", "base",
    "button", "input", "select", "textarea", "option", "datalist", "progress", "meter",
    "amp-ad", "amp-embed", "amp-analytics", "amp-pixel", "amp-social-share",
    "amp-sidebar", "amp-consent", "amp-sticky-ad", "amp-user-notification",
    "amp-iframe", "amp-list", "amp-auto-ads", "amp-video", "amp-youtube",
    "head", "title", "dialog", "menu", "param", "frameset", "noframes",
)  # fmt: skip
"""Elements that hold no text of the article, with what is in them."""
_VOID = ("embed", "track")
"""Elements without an end, which libxml2 takes for parents of all that follows."""
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}(?:px|em|rem|%)",
    re.IGNORECASE,
)
_UNSEEN = re.compile(
    r"-(?:visually-?hidden|sr-only|screen-?reader(?:s|-text|-only)?|hidden-visually"
    r"|u-?hidden|offscreen|off-screen|a11y-hidden|assistive-text|show-for-sr|mw-editsection|mw-jump-link|cite-accessibility-label)-"
)
_FRAMED = re.compile(r"\{\\(?:display|text)style (.*)\}", re.DOTALL)
_MUCH = 0.3
"""Share of the prose of a page that a script will show, so that it is not hidden."""


def prepare(page: Page) -> Element:
    """Return a copy of the body of a page with what is seen of it.

    An article that is hidden until a script shows it counts as seen.
    """
    bodies = page.tree.xpath("//body")
    root = deepcopy(bodies[0] if bodies else page.tree)
    root.tag = "body"
    etree.strip_tags(root, etree.Comment, *_VOID)
    settle(root)
    etree.strip_elements(root, *_NEVER, with_tail=False)
    _formulas(root)
    _forms(root)
    _noscript(root)
    _hidden(root)
    _citations(root)
    return root


def _formulas(root: Element) -> None:
    """Write MathML as TeX, if it says how, else as the letters and signs in it."""
    for math in list(root.iter("math")):
        tex = math.xpath(".//*[local-name()='annotation'][contains(@encoding, 'tex')]")
        words = math.get("alttext") or nodes.text(tex[0] if tex else math)
        for child in list(math):
            math.remove(child)
        math.attrib.clear()
        math.tag, math.text = "span", unframed(words)


def unframed(formula: str) -> str:
    """Return a formula without the frame that MediaWiki spells around it."""
    framed = _FRAMED.fullmatch(formula.strip())
    return framed[1] if framed else formula


def _citations(root: Element) -> None:
    """Keep of what leads back from a note its links; a whole citation is no title."""
    for element in root.xpath(".//*[contains(@class, 'cite-backlink')]"):
        for each in element.iter():
            each.text = each.text if each.tag == "a" else None
            each.tail = each.tail if each is element else None
    for cite in root.xpath(".//cite[.//i or .//em or .//a]"):
        cite.tag = "span"


def _forms(root: Element) -> None:
    """Take forms out, but not one that is wrapped around the page (ASP.NET)."""
    forms = root.xpath(".//form")
    if not forms:
        return
    prose = measure(root).prose
    for form in forms:
        if prose.get(form, 0) > _MUCH * prose.get(root, 0):
            form.tag = "div"
        else:
            nodes.drop(form)


def _noscript(root: Element) -> None:
    """Keep what is for browsers without scripts if it is the text, else its images."""
    for element in root.xpath(".//noscript"):
        if len(nodes.text(element)) > 1000:
            element.tag = "div"
            continue
        images = element.xpath(".//img")
        if not images or _is_shown(element):
            nodes.drop(element)
            continue
        for child in list(element):
            element.remove(child)
        element.tag, element.text = "span", None
        element.extend(images[:1])


def _is_shown(element: Element) -> bool:
    """Tell whether the image that a ``noscript`` repeats stands beside it."""
    around = element.getparent()
    return around is not None and any(
        image.get("src") and not image.xpath("ancestor::noscript")
        for image in around.iter("img")
    )


def _hidden(root: Element) -> None:
    found = [
        element
        for element in root.iter()
        if element is not root and _is_hidden(element)
    ]
    if not found:
        return
    prose = measure(root).prose
    for element in found:
        if prose.get(element, 0) <= _MUCH * prose.get(root, 0):
            nodes.drop(element)


def _is_hidden(element: Element) -> bool:
    if element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" and element.tag not in ("img", "figure"):
        return not element.xpath(".//img")
    if _HIDING.search(element.get("style") or ""):
        return True
    return bool(_UNSEEN.search(nodes.label(element)))
