"""ODT to HTML, by odfdo's tree: headings, lists, tables, notes, images."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from io import BytesIO
from typing import Any

from exporter.artefacts.container import DAMAGE
from exporter.errors import InputError
from exporter.readers import images
from exporter.readers.packages import Written

_MOST_SPACES = 100
_BLOCKS = {
    "text:list": "ul", "text:list-item": "li", "text:list-header": "li",
    "table:table": "table", "table:table-row": "tr", "table:table-cell": "td",
    "table:table-header-rows": "thead",
}  # fmt: skip
_ASIDE = frozenset(
    ("office:annotation", "office:annotation-end", "text:tracked-changes",
     "text:table-of-content", "text:alphabetical-index", "text:note-citation",
     "office:forms", "text:sequence-decls", "text:soft-page-break", "svg:title",
     "svg:desc", "text:ruby-text", "table:covered-table-cell", "office:event-listeners")
)  # fmt: skip
"""What is no part of the text: comments, deleted words, tables of contents."""
_QUOTES = ("quotations", "quote", "intense_20_quote", "block_20_text")


def write(data: bytes, where: str) -> Written:
    """Return a document as HTML; it must have been checked as a package.

    Raises:
        InputError: it makes no sense.
    """
    import odfdo

    try:
        document = odfdo.Document(BytesIO(data))
        writer = _Writer(document)
        writer.block(_text(document))
    except (*DAMAGE, LookupError, TypeError, AttributeError) as error:
        message = "the document is damaged"
        hint = "open it in a word processor and save it anew"
        raise InputError(message, where=where, hint=hint) from error
    return Written(html=writer.html(), images=writer.pictures)


def _text(document: Any) -> Any:
    """Return the text of a document; in its place odfdo takes whatever comes first.

    Asked for its text, an element of 99,999,999 spaces makes them all.
    """
    body = document.body
    if body is None or body.tag != "office:text":
        raise ValueError("there is no text in it")
    return body


class _Writer:
    """Walks the elements of a document and writes each that means something."""

    def __init__(self, document: Any) -> None:
        self.pictures: dict[str, bytes] = {}
        self._document = document
        self._parts: list[str] = []
        self._notes: list[str] = []
        self._styles: dict[tuple[str, str], Any] = {}
        self._rules: dict[str, Callable[[Any], None]] = {
            "text:h": self._heading,
            "text:p": self._paragraph,
            "text:span": self._span,
            "text:a": self._link,
            "text:note": self._note,
            "text:s": self._spaces,
            "text:tab": lambda element: self._parts.append(" "),
            "text:line-break": lambda element: self._parts.append("<br>"),
            "draw:image": self._image,
        }

    def html(self) -> str:
        """Return what was written, the notes at its end."""
        notes = "".join(self._notes)
        return "".join(self._parts) + (f"<ol>{notes}</ol>" if notes else "")

    def block(self, element: Any) -> None:
        """Write the elements within an element, and its words."""
        self._words(element.text)
        for child in element.children:
            if child.tag not in _ASIDE:
                self._element(child)
            self._words(child.tail)

    def _element(self, element: Any) -> None:
        rule = self._rules.get(element.tag)
        tag = self._tag(element)
        if rule is not None:
            rule(element)
        elif tag:
            self._within(tag, element)
        else:
            self.block(element)

    def _tag(self, element: Any) -> str:
        tag = _BLOCKS.get(element.tag, "")
        return "ol" if tag == "ul" and self._is_numbered(element) else tag

    def _within(self, tag: str, element: Any, attributes: str = "") -> None:
        self._parts.append(f"<{tag}{attributes}>")
        self.block(element)
        self._parts.append(f"</{tag}>")

    def _words(self, text: str | None) -> None:
        if text:
            self._parts.append(escape(text))

    def _heading(self, element: Any) -> None:
        level = str(element.get_attribute("text:outline-level") or "1")
        number = int(level) if level in ("1", "2", "3", "4", "5") else 5
        self._within(f"h{number}", element)

    def _paragraph(self, element: Any) -> None:
        names = {name.lower() for name in self._names(element, "paragraph")}
        if "title" in names:
            self._within("h1", element)
        elif "subtitle" in names:
            self._within("p", element, ' class="standfirst"')
        elif names & set(_QUOTES):
            self._parts.append("<blockquote>")
            self._within("p", element)
            self._parts.append("</blockquote>")
        else:
            self._within("p", element)

    def _span(self, element: Any) -> None:
        names = self._names(element, "text")
        properties = self._properties(names, "text")
        tags = []
        if properties.get("fo:font-weight") == "bold" or "Strong_20_Emphasis" in names:
            tags.append("strong")
        if properties.get("fo:font-style") == "italic" or "Emphasis" in names:
            tags.append("em")
        self._parts += [f"<{tag}>" for tag in tags]
        self.block(element)
        self._parts += [f"</{tag}>" for tag in reversed(tags)]

    def _link(self, element: Any) -> None:
        address = escape(str(element.get_attribute("xlink:href") or ""))
        self._within("a", element, f' href="{address}"')

    def _note(self, element: Any) -> None:
        """Write a note's mark, and keep its words for the end."""
        before, self._parts = self._parts, []
        self.block(element)
        number = len(self._notes) + 1
        back = f'<a href="#footnote-ref-{number}">↑</a>'
        words = "".join(self._parts)
        self._notes.append(f'<li id="footnote-{number}">{words} {back}</li>')
        self._parts = before
        mark = f'<a href="#footnote-{number}" id="footnote-ref-{number}">[{number}]</a>'
        self._parts.append(f"<sup>{mark}</sup>")

    def _spaces(self, element: Any) -> None:
        count = str(element.get_attribute("text:c") or "1")
        usable = count.isascii() and count.isdigit() and len(count) < 4
        self._parts.append(" " * min(int(count) if usable else 1, _MOST_SPACES))

    def _image(self, element: Any) -> None:
        """Write an image that the package holds; one elsewhere is left out."""
        name = str(element.get_attribute("xlink:href") or "").removeprefix("./")
        if name.startswith("Pictures/") and name not in self.pictures:
            content = self._document.get_part(name)
            if isinstance(content, bytes) and len(content) <= images.LIMIT:
                self.pictures[name] = content
        parent = element.parent
        found = [parent.get_element(f"svg:{kind}") for kind in ("title", "desc")]
        alt = next((str(part.text) for part in found if part and part.text), "")
        self._parts.append(f'<img src="{escape(name)}" alt="{escape(alt)}">')

    def _is_numbered(self, element: Any) -> bool:
        name = str(element.get_attribute("text:style-name") or "")
        style = self._style("list", name)
        found = style.get_element("text:list-level-style-number") if style else None
        return found is not None

    def _names(self, element: Any, family: str) -> tuple[str, ...]:
        """Return a style's name and those of its parents, six at most."""
        names: list[str] = []
        name = str(element.get_attribute("text:style-name") or "")
        while name and name not in names and len(names) < 6:
            names.append(name)
            style = self._style(family, name)
            parent = style.get_attribute("style:parent-style-name") if style else ""
            name = str(parent or "")
        return tuple(names)

    def _properties(self, names: tuple[str, ...], family: str) -> dict[str, Any]:
        for name in names:
            style = self._style(family, name)
            found = style.get_properties(area="text") if style else None
            if found:
                return dict(found)
        return {}

    def _style(self, family: str, name: str) -> Any:
        key = (family, name)
        if name and key not in self._styles:
            self._styles[key] = self._found(family, name)
        return self._styles.get(key)

    def _found(self, family: str, name: str) -> Any:
        """Return a style of the text or of the package, which may have none."""
        try:
            return self._document.get_style(family, name)
        except (ValueError, KeyError):  # no styles.xml
            return None
