"""Pictures of several articles in one book: equal names, told apart."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from pathlib import PurePosixPath

from exporter.model import Article, Asset, Edition, Section


def told_apart(edition: Edition) -> Edition:
    """Return the edition so that no two pictures have one name.

    A picture whose name another one has takes part of its digest into the name.
    """
    first: dict[str, str] = {}
    for article in edition.articles:
        for asset in article.assets:
            first.setdefault(asset.name, asset.sha256)
    if all(first[a.name] == a.sha256 for x in edition.articles for a in x.assets):
        return edition
    sections = tuple(_section(section, first) for section in edition.sections)
    return replace(edition, sections=sections)


def _section(section: Section, first: dict[str, str]) -> Section:
    articles = tuple(_article(article, first) for article in section.articles)
    return replace(section, articles=articles)


def _article(article: Article, first: dict[str, str]) -> Article:
    assets, body = [], article.body
    for asset in article.assets:
        if first[asset.name] != asset.sha256:
            renamed = _renamed(asset)
            old, new = escape(asset.name), escape(renamed.name)
            body = body.replace(f'src="{old}"', f'src="{new}"')
            assets.append(renamed)
        else:
            assets.append(asset)
    return replace(article, assets=tuple(assets), body=body)


def _renamed(asset: Asset) -> Asset:
    path = PurePosixPath(asset.name)
    name = path.with_name(f"{path.stem}-{asset.sha256[:12]}{path.suffix}")
    return replace(asset, name=str(name))
