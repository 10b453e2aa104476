"""Chinese and Korean names of persons, which no capital tells from other words."""

from __future__ import annotations

import re

from exporter.readers import vocabulary

_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,4}")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·・•][\u4e00-\u9fffA-Z.]{1,8}){1,3}")
_OUTLET = re.compile(
    r".*(?:[报網网社台刊号圈]|新闻|日報|晚報|频道|中心|公司|发布|客户端|일보|신문|뉴스|포털|방송|경제)"
)
_SIGNED = re.compile(
    r"(?:文[/／]|[\u4e00-\u9fff《》“”]{0,12}(?:记者|記者|撰稿人?|作者|采写|撰文|执笔|编译))"
    r"[\s:：/／|]{1,3}(?P<names>.{2,40})"
)
_BESIDE = re.compile(r"(?P<names>[\u4e00-\u9fff]{2,4})\s?[/／]\s?(?P<outlet>\S{2,14})")
_JOINT = re.compile(r"[\s、,，/／&]+")


def knows(language: str) -> bool:
    """Tell the languages whose names are read here."""
    return language.partition("-")[0] in ("zh", "ko")


def is_person(name: str) -> bool:
    """Tell a name of two to four signs that begins with a surname, or a foreign one."""
    if _FOREIGN.fullmatch(name):
        return True
    known = _HAN.fullmatch(name) or _HANGUL.fullmatch(name)
    if not known or _OUTLET.fullmatch(name):
        return False
    return name[0] in surnames() or name[:2] in surnames()


def surnames() -> frozenset[str]:
    """Return the surnames that most people have."""
    return vocabulary.words("news/byline/surnames")


def in_eastern(text: str) -> bool:
    """Tell a text without Latin letters, so that it is read by its signs."""
    return not re.search(r"[A-Za-z]", text)


def first(text: str) -> str:
    """Return the name that a text opens with, before a role or an employer."""
    head, _, rest = text.partition(" ")
    return head if rest and is_person(head) else ""


def signed(line: str) -> tuple[str, ...]:
    """Return the names in a line that says who wrote: "本报记者 …", "…／outlet"."""
    line = line.strip("（）()【】[]　 ")
    match = _SIGNED.fullmatch(line)
    if match is None:
        beside = _BESIDE.fullmatch(line)
        if (
            beside
            and is_person(beside["names"])
            and _OUTLET.fullmatch(beside["outlet"])
        ):
            return (beside["names"],)
        return ()
    parts = [part for part in _JOINT.split(match["names"]) if part]
    found: list[str] = []
    for part in parts:
        if not is_person(part):
            break
        found.append(part)
    return tuple(found)
