"""Language tags are judged by their form."""

from __future__ import annotations

import pytest

from exporter.checks import languages


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", None),
        ("pt-BR", None),
        ("zh-Hant-TW", None),
        ("es-419", None),
        ("de-1996", None),
        ("ar-u-nu-latn", None),
        ("sr-Latn-x-desk", None),
        ("", "META003"),
        ("English", "META003"),
        ("en_US", "META003"),
        ("e", "META003"),
        ("en-", "META003"),
        ("und", "META009"),
        ("zxx", "META009"),
    ],
)
def test_tags(tag: str, code: str | None) -> None:
    assert [found.code for found in languages.judge(tag)] == ([code] if code else [])
