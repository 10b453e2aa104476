"""What is known of an article before its text is looked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Facts that help to tell the text from what is said about it.

    ``body`` is the text of the article as metadata have it; what is unknown is empty.
    A ``guessed`` standfirst is not named so: it may be the first paragraph.
    """

    title: str = ""
    kicker: str = ""
    standfirst: str = ""
    guessed: bool = False
    names: tuple[str, ...] = ()
    body: str = ""
    language: str = "und"
