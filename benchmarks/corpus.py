"""Synthetic news: as many articles as wanted, the same for a seed on any machine.

Each has about 450 words under a headline, a standfirst and one or two subheadings,
with a date, an author and a source; the dates spread over a month. Nothing in them
is true, and nothing is taken from anywhere: people, places and outlets are made up.

Usage: corpus.py FOLDER [--count N] [--seed N] [--text]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

import phrases

T = TypeVar("T")
FIRST_DAY = date(2024, 3, 1)
DAYS = 31
WORDS = 405  # after which no paragraph begins
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A synthetic article; ``body`` are blocks, those with ``## `` subheadings."""

    slug: str
    title: str
    standfirst: str
    author: str
    day: date
    source: str
    url: str
    body: tuple[str, ...]


class Lots:
    """Draws by digests of a key, so that no version of Python can change them."""

    def __init__(self, *key: object) -> None:
        self._key = "/".join(map(str, key))
        self._drawn = 0

    def below(self, limit: int) -> int:
        """Draw a number from 0 up to a limit that it does not reach."""
        self._drawn += 1
        name = f"{self._key}/{self._drawn}".encode()
        return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest()) % limit

    def one(self, of: Sequence[T]) -> T:
        """Draw one of several."""
        return of[self.below(len(of))]

    def shuffled(self, of: Sequence[T]) -> list[T]:
        """Return all of them in an order of chance."""
        rest = list(of)
        return [rest.pop(self.below(len(rest))) for _ in of]


def articles(count: int, seed: int = 1) -> Iterator[Item]:
    """Yield articles; a greater count only adds some at the end."""
    for number in range(1, count + 1):
        yield _article(Lots(seed, number), number)


def _article(lots: Lots, number: int) -> Item:
    scene = _scene(lots)
    title = _filled(lots, scene, lots.one(phrases.TITLES))
    slug = f"{number:04}-{'-'.join(re.findall('[a-z]+', title.lower())[:6])}"
    source = lots.one(phrases.OUTLETS)
    return Item(
        slug=slug,
        title=title,
        standfirst=_filled(lots, scene, lots.one(phrases.STANDFIRSTS)),
        author=f"{lots.one(phrases.FIRST)} {lots.one(phrases.LAST)}",
        day=FIRST_DAY + timedelta(days=lots.below(DAYS)),
        source=source,
        url=f"https://{'-'.join(source.lower().split())}.example.org/{slug}",
        body=tuple(_body(lots, scene)),
    )


def _scene(lots: Lots) -> dict[str, str]:
    """Draw who and what an article is about."""
    subject = lots.one(phrases.SUBJECTS)
    scene = {
        name: lots.one(getattr(subject, name))
        for name in ("project", "trouble", "gain", "body", "users")
    }
    scene["place"], scene["rival"] = lots.shuffled(phrases.PLACES)[:2]
    scene["first"], scene["other"] = lots.shuffled(phrases.FIRST)[:2]
    scene["last"], scene["otherlast"] = lots.shuffled(phrases.LAST)[:2]
    scene["office"] = lots.one(phrases.OFFICES)
    for name in ("project", "users"):
        scene[f"{name}_cap"] = scene[name][0].upper() + scene[name][1:]
    return scene


def _filled(lots: Lots, scene: dict[str, str], template: str) -> str:
    def fill(slot: re.Match[str]) -> str:
        name = slot[1]
        return scene[name] if name in scene else lots.one(phrases.LOOSE[name])

    text = _SLOT.sub(fill, template)
    return text[0].upper() + text[1:]


def _body(lots: Lots, scene: dict[str, str]) -> Iterator[str]:
    """Yield paragraphs and subheadings, about 450 words."""
    sentences = lots.shuffled(phrases.SENTENCES)
    headings = lots.shuffled(phrases.HEADINGS)[: 1 + lots.below(2)]
    marks = [WORDS * part // (len(headings) + 1) for part in (1, 2)][: len(headings)]
    drawn = [_filled(lots, scene, lots.one(phrases.LEADS))]
    words = 0
    while words < WORDS and sentences:
        size = 2 + lots.below(3)
        drawn += [_filled(lots, scene, text) for text in sentences[:size]]
        del sentences[:size]
        paragraph = " ".join(drawn)
        drawn = []
        words += len(paragraph.split())
        yield paragraph
        if marks and words >= marks[0]:
            del marks[0]
            yield "## " + _filled(lots, scene, headings.pop())


def markdown(item: Item) -> str:
    """Return an article as Markdown with a YAML header."""
    header = {
        "title": item.title,
        "description": item.standfirst,
        "author": item.author,
        "date": f"{item.day}",
        "source": item.source,
        "url": item.url,
        "lang": "en",
    }
    # A JSON string is a YAML string.
    lines = [f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in header.items()]
    return "\n".join(["---", *lines, "---", ""]) + "\n" + "\n\n".join(item.body) + "\n"


def raw(item: Item) -> str:
    """Return an article as text copied off a page: a date, then lines."""
    body = "\n\n".join(block.removeprefix("## ") for block in item.body)
    return f" date {item.day} {body}\n"


def write(folder: Path, count: int, seed: int = 1, *, text: bool = False) -> None:
    """Write articles into a folder: ``.md``, or ``.txt`` for raw text."""
    folder.mkdir(parents=True, exist_ok=True)
    form, suffix = (raw, ".txt") if text else (markdown, ".md")
    for item in articles(count, seed):
        path = folder / f"{item.slug}{suffix}"
        path.write_text(form(item), encoding="utf-8")


def main() -> None:
    """Write the articles that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text", action="store_true", help="raw text, not Markdown")
    options = parser.parse_args()
    write(options.folder, options.count, options.seed, text=options.text)


if __name__ == "__main__":
    main()
