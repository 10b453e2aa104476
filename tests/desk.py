"""A desk's articles and briefings, for tests of what is made of many."""

from __future__ import annotations

from pathlib import Path

from conftest import Project

PLACES = ("harbour", "market", "bridge", "river", "station", "school", "garden")
WORDS = ("boats", "council", "evening", "people", "prices", "repair", "signals",
         "stories", "tickets", "visitors", "weather", "winter")  # fmt: skip


def text(number: int, paragraphs: int = 9) -> str:
    """Return an article in Markdown; each has a title, a day, a source of its own."""
    place = PLACES[number % len(PLACES)]
    blocks = [
        " ".join(
            f"{WORDS[(number * 7 + block * 5 + at * at) % len(WORDS)]} {place}{at}"
            for at in range(28)
        ).capitalize()
        + "."
        for block in range(paragraphs)
    ]
    blocks.insert(3, f"## What the {place} needs")
    blocks.append("According to The Associated Press, all is well.")
    return (
        f"---\ntitle: Report {number} from the {place}\ndate: 2024-03-{number + 1:02}\n"
        f"author: Reporter {number}\nsource: Gazette {number % 3}\n"
        f"url: https://example.org/{place}/{number}\ntags: [{place}, news]\n"
        f"description: What happened at the {place}.\nlang: en\n---\n\n"
        + "\n\n".join(blocks)
        + "\n"
    )


def desk(project: Project, count: int = 4, paragraphs: int = 9) -> list[Path]:
    """Put articles into a project's content folder."""
    return [
        project.write(f"content/articles/a{number}.md", text(number, paragraphs))
        for number in range(count)
    ]


SECTIONS = """
title = "Morning desk"
subtitle = "What the night brought"
date = 2024-04-01
period = [2024-03-01, 2024-03-31]
editor = ["Ada Editor", "Bo Editor"]
publisher = "The Desk"
rights = "For the desk"
note = "Read it *slowly*."

[[section]]
title = "Water"
note = "All about **water**."
articles = [{ path = "articles/a0.md", note = "The first of all." }, "articles/a2.md"]

[[section]]
title = "Land"
order = "title"
articles = ["articles/a3.md", "articles/a1.md"]
"""


def briefing(project: Project, content: str = SECTIONS, name: str = "morning") -> Path:
    """Put a briefing into a project's content folder."""
    return project.write(f"content/briefings/{name}.toml", content)
