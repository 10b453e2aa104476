"""A record to an article: its text, and the facts that its other fields supply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from exporter.errors import InputError
from exporter.model import Article, Asset
from exporter.readers import enclosed, repeats, supply
from exporter.readers.records import claims, naming
from exporter.readers.records.claims import Found
from exporter.readers.request import Fields, Parsed, Request, Supplied

FORMS = ("html", "markdown", "text")
"""What the text of a record can be written in, the richest first."""
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What a record shows before its text is read: what it is, and of when and whom."""

    key: str
    title: str
    told: Supplied


def glance(record: Mapping[str, object], fields: Fields, where: str) -> Glance:
    """Return what a record shows without its text being read.

    Raises:
        InputError: it has no text.
    """
    found = naming.sort(record, fields)
    if not any(_words(field.value) for form in FORMS for field in found.get(form, ())):
        raise _silent(record, where)
    told = claims.told(record, found)
    return Glance(key=key(found), title=claims.line(found, "title"), told=told)


def key(found: Found) -> str:
    """Return the address of a record, else its id, else ``""``."""
    for field in found.get("source_url", ()):
        value = field.value
        # A light test, for a million of them; whether it is a fact is asked later.
        if isinstance(value, str) and value.lstrip().startswith(_WEB):
            return value.strip()
    for field in found.get("id", ()):
        if isinstance(field.value, str | int):
            return str(field.value)[:2000]
    return ""


def read(record: Mapping[str, object], request: Request) -> Parsed:
    """Read the text of a record, and put its facts over those of the text.

    Raises:
        InputError: it has no text, or none that can be read.
    """
    found = naming.sort(record, request.fields)
    form, text = _text(record, found, request.where)
    said = request.language or claims.line(found, "language")
    layers, notices = claims.layers(record, found, request.where, said or "en")
    facts = layers[-1][0]
    asked = replace(
        request,
        language=request.language or facts.language,
        address=facts.source_url or request.address,
    )
    article, inner = _article(form, text, facts.title or "", asked)
    facts = _without_repeated(facts, article)
    above = (*layers[:-1], (facts, layers[-1][1]))
    article = replace(article, original=request.original)
    return Parsed(article=supply.notice(article, notices), layers=(*above, *inner))


def _text(record: Mapping[str, object], found: Found, where: str) -> tuple[str, str]:
    """Return how the text is written, and the text.

    A piece of HTML goes before Markdown, that before raw text, and a whole page,
    which has more in it than its article, comes last; what the user names comes first.
    """
    texts = {
        form: next(filter(None, (_words(f.value) for f in found.get(form, ()))), "")
        for form in FORMS
    }
    own = [form for form in FORMS if found.get(form) and found[form][0].own]
    late = ["html"] if enclosed.is_page(texts["html"]) else []
    forms = [form for form in FORMS if form not in late] + late
    for form in (*own, *forms):
        if texts[form]:
            text = texts[form]
            is_html = form == "text" and enclosed.is_markup(text)
            return "html" if is_html else form, text
    raise _silent(record, where)


def _words(value: object) -> str:
    """Return the text that a field holds: a text, or a list of paragraphs."""
    if isinstance(value, Mapping):
        value = value.get("rendered")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "\n\n".join(value)
    return value if isinstance(value, str) and not value.isspace() else ""


def _silent(record: Mapping[str, object], where: str) -> InputError:
    names = ", ".join(map(repr, list(record)[:12]))
    hint = f"name the field that holds it under [fields]; there are {names[:400]}"
    return InputError("the record has no text", where=where, hint=hint)


def _article(
    form: str, text: str, title: str, request: Request
) -> tuple[Article, tuple[tuple[Supplied, str], ...]]:
    if form == "html" and enclosed.is_page(text):
        return enclosed.page(text.encode("utf-8"), request, "utf-8"), ()
    if form == "html":
        return enclosed.fragment(text, request), ()
    if form == "markdown":
        from exporter.readers import markdown

        parsed = markdown.parse(_as(request, text, "text/markdown"))
        return parsed.article, parsed.layers
    from exporter.readers import text as plain

    return plain.read(_as(request, _below(text, title), "text/plain")), ()


def _as(request: Request, text: str, media_type: str) -> Request:
    data = text.encode("utf-8", "replace")
    name = request.original.name
    return replace(request, original=Asset(name=name, media_type=media_type, data=data))


def _below(text: str, title: str) -> str:
    """Return a text without the line at its top that is its title once more."""
    first, _, rest = text.lstrip().partition("\n")
    return rest if title and rest.strip() and supply.same(first, title) else text


def _without_repeated(facts: Supplied, article: Article) -> Supplied:
    """Leave out a standfirst that is but the first words of the text."""
    if not facts.standfirst:
        return facts
    repeated = repeats.opens(facts.standfirst, article.body)
    return replace(facts, standfirst=None) if repeated else facts
