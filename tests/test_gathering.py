"""From references to articles: what is found, in which order, and what is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import Project
from desk import desk

from exporter import gathering, readings
from exporter.briefing import Order
from exporter.errors import InputError
from exporter.gathering import Gathered
from exporter.jobs import Job
from exporter.readers import briefings

HEAD = 'title = "Morning"\n'


@pytest.fixture
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Return a project with seven articles, and stand in it."""
    desk(project, 7, paragraphs=2)
    monkeypatch.chdir(project.folder)
    return project


def gather(project: Project, text: str) -> Gathered:
    path = project.write("content/briefings/b.toml", HEAD + text)
    root = (project.folder / "content").resolve()
    job = Job(name="b.toml", path=path, root=root, targets=(), gathers=True)
    intent = briefings.read(path, root)
    members = gathering.members(intent, job)
    articles = {p: readings.read(member).article for p, member in members.items()}
    return gathering.gather(intent, articles, job)


def numbers(found: Gathered) -> list[list[int]]:
    """Return which articles stand in each section."""
    return [
        [int(re.sub(r"\D", "", article.slug)) for article in section.articles]
        for section in found.edition.sections
    ]


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        ('["articles/a3.md", "articles/a1.md"]', [3, 1]),
        ('["articles/*.md"]', [0, 1, 2, 3, 4, 5, 6]),
        ('["**/a[12].md"]', [1, 2]),
        ('[{ tags = ["Harbour", "river"] }]', [0, 3]),
        ("[{ from = 2024-03-06 }]", [5, 6]),
        ("[{ to = 2024-03-02 }]", [0, 1]),
        ("[{ from = 2024-03-03, to = 2024-03-04 }]", [2, 3]),
        ('[{ path = "articles/a[0-2].md", tags = ["market"] }]', [1]),
        ('[{ from = "2024", to = "2024-03", tags = ["school"] }]', [5]),
    ],
)
def test_references_find_articles(
    here: Project, articles: str, expected: list[int]
) -> None:
    """Paths, patterns, sources and days; what a pattern finds is in order of path."""
    assert numbers(gather(here, f"articles = {articles}\n")) == [expected]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.HAND, [2, 0, 5]),
        (Order.DATE, [5, 2, 0]),
        (Order.SOURCE, [0, 5, 2]),
        (Order.TITLE, [0, 2, 5]),
    ],
)
def test_each_order(here: Project, order: Order, expected: list[int]) -> None:
    """By hand, the newest first, by source and then the newest first, by title."""
    found = gather(
        here,
        f'order = "{order.value}"\n'
        'articles = ["articles/a2.md", "articles/a0.md", "articles/a5.md"]\n',
    )
    assert numbers(found) == [expected]


@pytest.mark.parametrize(
    ("articles", "message", "hint"),
    [
        ('["articles/a33.md"]', "no article 'articles/a33.md'", "a3.md"),
        ('["artcles/*.md"]', "no article matches", "articles/*"),
        ('[{ tags = ["harbor"] }]', "sources and days", "harbour"),
        ('[{ tags = ["q"] }]', "sources and days", "tags in use: bridge"),
        ("[{ from = 2025-01-01 }]", "sources and days", "stated date"),
        ('["briefings/b.toml"]', "is no article", ".md"),
    ],
)
def test_a_reference_that_finds_nothing_is_an_error(
    here: Project, articles: str, message: str, hint: str
) -> None:
    """It names the line of the reference and the nearest names."""
    with pytest.raises(InputError) as caught:
        gather(here, f"\narticles = {articles}\n")
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert caught.value.where.endswith("b.toml:3")


def test_an_article_twice_is_a_warning(here: Project) -> None:
    """It stays where it was first; "the rest" can so be taken with a pattern."""
    found = gather(
        here,
        '[[section]]\ntitle = "Lead"\narticles = ["articles/a4.md"]\n'
        '[[section]]\ntitle = "Rest"\narticles = ["articles/*.md"]\n',
    )
    assert numbers(found) == [[4], [0, 1, 2, 3, 5, 6]]
    (notice,) = found.notices
    assert notice.code == "article-twice"
    assert "articles/a4.md" in notice.message
    assert notice.where.endswith("b.toml:7")


def test_one_text_under_two_names_is_a_warning(here: Project) -> None:
    """Both are kept, since both were asked for."""
    here.write("content/articles/copy.md", Path("content/articles/a0.md").read_bytes())
    found = gather(here, 'articles = ["articles/a0.md", "articles/copy.md"]\n')
    assert [notice.code for notice in found.notices] == ["same-text"]
    assert len(found.edition.articles) == 2


def test_a_link_to_elsewhere_is_not_read(here: Project, tmp_path: Path) -> None:
    """A briefing takes nothing in from outside of the content folder."""
    secret = tmp_path / "secret.md"
    secret.write_text("A secret text.")
    (here.folder / "content" / "articles" / "link.md").symlink_to(secret)
    with pytest.raises(InputError, match="outside"):
        gather(here, 'articles = ["articles/link.md"]\n')


def test_what_nobody_says_is_inferred_and_marked(here: Project) -> None:
    """Day, period and language come from the articles, never as facts."""
    edition = gather(here, 'articles = ["articles/a1.md", "articles/a4.md"]\n').edition
    assert str(edition.published.value) == "2024-03-05"
    assert edition.published.certain is None
    assert str(edition.period.value.first) == "2024-03-02"
    assert edition.period.rule == "articles"
    assert (edition.language.value, edition.language.is_certain) == ("en", False)
    assert edition.title.certain == "Morning"
