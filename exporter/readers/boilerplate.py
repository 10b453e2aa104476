"""Lines that belong to the web page, not to the article."""

from __future__ import annotations

import re
from functools import cache

from exporter.readers import vocabulary
from exporter.readers.measures import ends_sentence, is_brief

_TABLE = "news/boilerplate"
_FRAME = " \t\u00a0\u3000[]()（）【】<>*-–—_=:：.…!！|•·»›→▼▲↓↑►▶✉+~#\u200b\u200e\u200f"
_SEPARATORS = re.compile(r"\s*(?:[|/•·,;\t]|\s[-–—]\s|\s{2,})\s*")
_POINTER = re.compile(r"\s*(?:[:：|»›→►▶]|[>–—-]\s)\s*")
_COUNTER = re.compile(r"\(?\d{1,6}\)?\s*([^\d()]*)|([^\d()]*?)\s*\(?\d{1,6}\)?")
_NUMBER = re.compile(r"\(?(?<!\d)\d{1,6}(?!\d)\)?")
_END = re.compile(r"-{1,2} ?30 ?-{1,2}|#{3}|# # #|[-(*]{0,3} ?ENDS ?[-)*]{0,3}")
"""End marks of wire copy and of press releases."""
_LONGEST, _LONGEST_LABEL = 400, 240
_OWNERS = ("©", "ⓒ", "(c)", "copyright", "저작권자")
_LONGEST_OWNER = 120
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SENTENCE = re.compile(r"[a-z]{3}\. [a-z]")
_MARKS = str.maketrans(":：.·|-", "      ")


def is_boilerplate(line: str) -> bool:
    """Tell whether a line is an advertisement label, a pointer, an appeal or a bar.

    Only whole lines count: prose that begins alike is none.
    """
    if len(line) > _LONGEST:
        return False
    folded = line.casefold().replace("\u00a0", " ").replace("’", "'")
    bare = folded.lstrip(_FRAME)
    return (
        is_label(line)
        or _is_pointer(bare)
        or _is_list_of_tags(bare)
        or _is_appeal(bare)
        or _is_rights(bare)
    )


def is_label(line: str) -> bool:
    """Tell whether a line is nothing but such a word, a counter or a share bar."""
    if len(line) > _LONGEST_LABEL:
        return False
    folded = line.casefold().replace("\u00a0", " ").replace("’", "'")
    bare = folded.strip(_FRAME)
    return (
        bare in vocabulary.folded(f"{_TABLE}/lines")
        or _is_bar(bare)
        or _counts(bare)
        or bool(_END.fullmatch(line))
    )


def _is_pointer(line: str) -> bool:
    for phrase in _starting(f"{_TABLE}/pointers", line):
        mark = _POINTER.match(line, len(phrase))
        if mark and mark.end() < len(line) and is_brief(line, 200, 30):
            return True
    return False


def _is_list_of_tags(line: str) -> bool:
    if not is_brief(line, 200, 30) or ends_sentence(line):
        return False
    return any(
        line[len(phrase) :].lstrip()[:1] in (":", "：", "|")
        for phrase in _starting(f"{_TABLE}/tags", line)
    )


def _is_appeal(line: str) -> bool:
    if not is_brief(line, 200, 24):
        return False
    if vocabulary.words(f"{_TABLE}/reporting") & set(re.findall(r"\w+", line)):
        return False
    return any(
        _is_whole(line, len(phrase)) for phrase in _starting(f"{_TABLE}/appeals", line)
    )


def _is_whole(line: str, end: int) -> bool:
    """Tell whether a word ends here; scripts without spaces have no such ends."""
    after = line[end : end + 1]
    return line[end - 1] > "\u0fff" or line[end - 1] == " " or not after.isalnum()


def _is_rights(line: str) -> bool:
    """Tell a notice of rights from prose that has its words, or ends in one."""
    phrases = vocabulary.phrases(f"{_TABLE}/rights")
    places = [(line.find(phrase), phrase) for phrase in phrases if phrase in line]
    if not places:
        return False
    start, phrase = min(places)
    before, after = line[:start], line[start + len(phrase) :].lstrip()
    if before.startswith(_OWNERS) or phrase.startswith(_OWNERS):
        return not _SENTENCE.search(before) or len(before) <= _LONGEST_OWNER
    if after[:1].isalnum() or after[:1] == ",":
        return False
    return not before or (bool(_YEAR.search(before)) and is_brief(before, 60, 6))


def _is_bar(line: str) -> bool:
    """Tell a bar of share buttons: two or more of them and nothing else."""
    buttons = vocabulary.folded(f"{_TABLE}/buttons")
    parts = [part.strip(_FRAME) for part in _SEPARATORS.split(line)]
    parts = [part for part in parts if part]
    if len(parts) > 1:
        return all(part in buttons for part in parts)
    tokens = line.split()
    return len(tokens) > 1 and all(_is_button(token.strip(_FRAME)) for token in tokens)


def _is_button(token: str) -> bool:
    small = ("on", "this", "via", "auf", "sur", "en", "no", "su", "")
    return token in small or token in vocabulary.folded(f"{_TABLE}/buttons")


def _counts(line: str) -> bool:
    """Tell a count or an age: "12 comments", "Lesezeit: 3 Minuten", "2 hours ago"."""
    if len(line) > 60 or not any(map(str.isdigit, line)):
        return False
    match = _COUNTER.fullmatch(line) if len(line) <= 40 else None
    rest = (match.group(1) or match.group(2) or "") if match else ""
    if rest in vocabulary.folded(f"{_TABLE}/counters"):
        return True
    words = " ".join(_NUMBER.sub(" ", line, count=1).translate(_MARKS).split())
    return bool(words) and (
        words in vocabulary.folded(f"{_TABLE}/counters") or _is_age(words)
    )


def _is_age(words: str) -> bool:
    """Tell "updated hours ago", whose number has been taken out."""
    ages = vocabulary.folded(f"{_TABLE}/ages")
    labels = (
        *_starting("news/date/published", words),
        *_starting("news/date/updated", words),
    )
    return words in ages or any(words[len(p) :].lstrip() in ages for p in labels)


@cache
def _by_first(path: str) -> dict[str, tuple[str, ...]]:
    """Index phrases by their first two letters, for a quick look at a line."""
    index: dict[str, tuple[str, ...]] = {}
    for phrase in vocabulary.folded(path):
        index[phrase[:2]] = (*index.get(phrase[:2], ()), phrase)
    return index


def _starting(path: str, line: str) -> list[str]:
    return [p for p in _by_first(path).get(line[:2], ()) if line.startswith(p)]
