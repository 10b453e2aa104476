"""The facts of web pages: which place in the markup wins, and when it must not."""

from __future__ import annotations

import json

import pytest

from exporter.model import Basis
from exporter.readers.web import document, facts

ADDRESS = "https://www.herald.example/2024/05/04/ferry.html"
BODY = (
    "<p>The ferry left the harbour at noon with forty passengers, and it did not come"
    " back before the evening, which nobody on the island had ever seen.</p>" * 3
)


def read(markup: str, *, head: str = "", address: str | None = ADDRESS) -> facts.Facts:
    page = f"<html><head>{head}</head><body>{markup}{BODY}</body></html>"
    return facts.read(document.parse(page.encode(), "page.html", address=address))


def linked(**values: object) -> str:
    node = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def test_what_markup_states_is_stated_with_the_name_of_its_rule():
    head = linked(
        headline="Ferry lost for an afternoon",
        datePublished="2024-05-04T10:00:00+02:00",
        dateModified="2024-05-04T12:30:00+02:00",
        author=[{"@type": "Person", "name": "Ana Example"}],
        publisher={"@type": "Organization", "name": "Herald Media"},
        image={"url": "/ferry.jpg", "caption": "The ferry"},
        keywords=["ferries", "islands"],
        license="https://creativecommons.org/licenses/by/4.0/",
        articleBody="The ferry left the harbour at noon. " * 10,
    ) + meta("og:site_name", "The Herald")
    found = read("<h1>Ferry lost for an afternoon</h1>", head=head)
    shown = {
        name: (getattr(found, name).rule, str(getattr(found, name).value))
        for name in ("title", "published", "updated", "byline", "name", "publisher")
    }
    assert shown == {
        "title": ("h1", "Ferry lost for an afternoon"),
        "published": ("json-ld:datePublished", "2024-05-04T10:00:00+02:00"),
        "updated": ("json-ld:dateModified", "2024-05-04T12:30:00+02:00"),
        "byline": ("json-ld:author", "('Ana Example',)"),
        "name": ("og:site_name", "The Herald"),
        "publisher": ("json-ld:publisher", "Herald Media"),
    }
    assert found.published.basis is Basis.STATED
    assert found.image.value == "https://www.herald.example/ferry.jpg"
    assert found.caption.value == "The ferry"
    assert found.tags.value == ("ferries", "islands")
    assert found.rights.value == "https://creativecommons.org/licenses/by/4.0/"
    assert found.article_body.rule == "json-ld:articleBody"


def test_a_page_that_says_nothing_has_guesses_only():
    found = read("", address=None)
    assert found.published.value is None
    assert found.byline.value is None
    assert found.name.value is None
    assert found.language.basis is Basis.INFERRED


@pytest.mark.parametrize(
    ("markup", "head", "title", "rule"),
    [
        ("<h1>Ferry lost</h1>", "<title>Ferry lost - The Herald</title>", "", "h1"),
        # The masthead is an h1 that links to the front page.
        (
            '<h1><a href="/">The Herald</a></h1><h2>Ferry lost at sea</h2>',
            "<title>Ferry lost at sea - The Herald</title>",
            "Ferry lost at sea",
            "h2",
        ),
        # A page that has no heading, but shows the line that its title begins with.
        (
            "<div>Ferry lost at sea</div>",
            "<title>Ferry lost at sea : Local : The Herald</title>",
            "Ferry lost at sea",
            "title",
        ),
        # Entities that were escaped twice, and spaces that do not break.
        (
            "",
            meta("og:title", "Ferry &amp;amp; island&amp;nbsp;lost"),
            "Ferry & island lost",
            "og:title",
        ),
        (
            '<h1><span class="kicker">Islands</span> Ferry lost at sea</h1>',
            meta("og:title", "Ferry lost at sea"),
            "Ferry lost at sea",
            "h1",
        ),
        # A social headline is another than the page's; the page's stands.
        (
            "<h1>Ferry lost for an afternoon</h1>",
            meta("og:title", "Ferry lost: an afternoon of fear") + linked(headline="x"),
            "Ferry lost for an afternoon",
            "h1",
        ),
        # The h1 is but a subtitle of what metadata and the page call the article.
        (
            "<h2>Ferry lost at sea</h2><h1>What an island does without its boat</h1>",
            "<title>What an island does without its boat - The Herald</title>"
            + meta("og:title", "Ferry lost at sea"),
            "Ferry lost at sea",
            "h2",
        ),
        # A page that is its own application is no outlet.
        (
            "<h1>The Gull</h1><h1>Ferry lost at sea</h1>",
            "<title>Ferry lost at sea - Isles</title><meta name=application-name"
            ' content="Ferry lost at sea">'
            + meta("og:site_name", "Isles")
            + meta("og:title", "Ferry lost at sea"),
            "Ferry lost at sea",
            "h1",
        ),
    ],
)
def test_title_is_the_headline_that_the_page_shows(markup, head, title, rule):
    found = read(markup, head=head).title
    assert (found.value, found.rule) == (title or "Ferry lost", rule)


def test_title_is_never_the_name_of_the_site():
    head = "<title>The Herald</title>" + meta("og:site_name", "The Herald")
    found = read("", head=head + meta("og:title", "The Herald"))
    assert found.title.value is None


def test_kicker_and_standfirst_are_lines_that_markup_names_so():
    markup = (
        '<p class="kicker">Islands</p><h1>Ferry lost at sea</h1>'
        '<p class="article__standfirst">Forty people waited on a rock for a tow.</p>'
    )
    found = read(markup)
    assert found.kicker.value == "Islands"
    assert found.standfirst.value == "Forty people waited on a rock for a tow."


def test_description_that_the_page_does_not_show_is_no_standfirst():
    head = meta("og:description", "All about ferries, islands and prices in 2024.")
    assert read("<h1>Ferry lost at sea</h1>", head=head).standfirst.value is None


class TestDates:
    def test_two_witnesses_outvote_wrong_json_ld(self):
        head = linked(headline="Ferry lost at sea", datePublished="2031-01-01")
        markup = (
            '<h1>Ferry lost at sea</h1><time datetime="2024-05-04T09:00Z">4 May</time>'
        )
        assert str(read(markup, head=head).published.value) == "2024-05-04T09:00:00Z"

    def test_a_date_after_the_last_change_is_none_of_publication(self):
        head = linked(
            headline="Ferry lost at sea",
            datePublished="2026-01-01T00:00:00Z",
            dateModified="2024-05-05T00:00:00Z",
        )
        markup = "<h1>Ferry lost at sea</h1><p>4 May 2024</p>"
        found = read(markup, head=head, address=None).published
        assert (str(found.value), found.rule) == ("2024-05-04", "date-line")

    def test_node_of_another_article_is_not_read(self):
        head = linked(
            headline="Quite another story",
            url="https://www.herald.example/other.html",
            datePublished="2020-01-01",
            author="Ben Sample",
        )
        found = read("<h1>Ferry lost at sea</h1>", head=head)
        assert str(found.published.value) == "2024-05-04"
        assert found.published.rule == "url-date"
        assert found.byline.value is None

    def test_moment_is_put_into_the_zone_that_the_page_shows(self):
        head = linked(
            headline="Ferry lost at sea", datePublished="2024-05-03T23:30:00Z"
        )
        markup = '<h1>Ferry lost at sea</h1><p class="date">4.5.2024 2.30</p>'
        found = read(markup.replace("2.30", "2:30"), head=head).published
        assert str(found.value) == "2024-05-04T02:30:00+03:00"

    def test_label_of_an_update_is_heeded(self):
        markup = (
            "<h1>Ferry lost at sea</h1><p>Published 4 May 2024</p>"
            '<p>Updated <time datetime="2024-05-06T10:00Z">6 May 2024</time></p>'
        )
        found = read(markup)
        assert str(found.published.value) == "2024-05-04"
        assert str(found.updated.value) == "2024-05-06T10:00:00Z"

    def test_dates_of_pictures_and_related_articles_are_not_the_articles(self):
        markup = (
            "<h1>Ferry lost at sea</h1><figure><figcaption>1 June 2012</figcaption>"
            '</figure><aside><time datetime="2013-01-01">x</time></aside>'
        )
        assert read(markup, address=None).published.value is None

    @pytest.mark.parametrize(
        "day", ["1970-01-01T00:00:00Z", "0001-01-01", "9999-12-31"]
    )
    def test_where_calendars_begin_and_end_is_no_date(self, day):
        head = linked(headline="Ferry lost at sea", datePublished=day)
        found = read("<h1>Ferry lost at sea</h1>", head=head, address=None)
        assert found.published.value is None


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2019/04/25/x", "2019-04-25"),
        ("https://a.example/world/2019/apr/25/x", "2019-04-25"),
        ("https://a.example/2010/POLITICS/08/13/x", "2010-08-13"),
        ("https://a.example/n/20190425-ferry.html", "2019-04-25"),
        ("https://a.example/2009/11/a-tunnel.html", "None"),
        ("https://a.example/story-20191399", "None"),
    ],
)
def test_day_in_an_address_is_a_guess(address, day):
    found = read("<h1>Ferry lost at sea</h1>", address=address).published
    assert str(found.value) == day
    assert found.basis is (Basis.UNKNOWN if day == "None" else Basis.INFERRED)


class TestBylines:
    def test_names_that_the_page_shows_beat_an_account(self):
        head = linked(headline="Ferry lost at sea", author="cms writer Two")
        markup = "<h1>Ferry lost at sea</h1><p>By Ana Example and Ben Sample</p>"
        found = read(markup, head=head).byline
        assert found.value == ("Ana Example", "Ben Sample")
        assert found.rule == "byline"

    def test_shown_list_is_taken_whole(self):
        head = linked(headline="Ferry lost at sea", author={"name": "Ana Example"})
        markup = "<h1>Ferry lost at sea</h1><p>By Ana Example and Ben Sample</p>"
        assert read(markup, head=head).byline.value == ("Ana Example", "Ben Sample")

    def test_outlet_is_nobody_and_an_agency_is_apart(self):
        head = linked(
            headline="Ferry lost at sea",
            author=[{"name": "The Herald"}, {"name": "Reuters"}],
            publisher={"name": "The Herald"},
        )
        found = read("<h1>Ferry lost at sea</h1>", head=head)
        assert found.byline.value is None
        assert found.agency.value == "Reuters"

    @pytest.mark.parametrize(
        ("markup", "names"),
        [
            ('<a rel="author" href="/staff/ana">Ana Example</a>', ("Ana Example",)),
            ('<span itemprop="author">Ana Example</span>', ("Ana Example",)),
            ('<p class="c-authorName">Ana Example</p>', ("Ana Example",)),
            (
                "<p>Par <strong>ANA EXAMPLE</strong>, <strong>BEN SAMPLE</strong>"
                " Envoyés spéciaux à Toulouse</p>",
                ("ANA EXAMPLE", "BEN SAMPLE"),
            ),
            ("<p>By Ana Example, Executive Editor | Friday 2013</p>", ("Ana Example",)),
            (
                '<p class="article_auth"><a href="/authors/ana">Ana Example</a>'
                " 15.08.2015, 14:10</p>",
                ("Ana Example",),
            ),
            ('<p class="signature"><b class="c-location">São Paulo</b></p>', None),
            ('<table><tr><td class="fn org">Isle of Example</td></tr></table>', None),
            ('<p class="vcard"><a class="fn">Ana Example</a></p>', ("Ana Example",)),
            ('<aside><p class="author">Ana Example</p></aside>', None),
            ('<div class="comments"><p class="author">Ana Example</p></div>', None),
        ],
    )
    def test_bylines_on_the_page(self, markup, names):
        assert read(f"<h1>Ferry lost at sea</h1>{markup}").byline.value == names

    def test_who_posted_it_is_told_below_the_text(self):
        found = read(f"<h1>Ferry lost</h1>{BODY}<p>Posted by Ana Example.</p>")
        assert (found.byline.value, found.byline.rule) == (("Ana Example",), "byline")

    def test_names_in_an_east_asian_dateline(self):
        text = "新华社北京11月17日电（记者 范例文、張样本）港口的渡轮中午离开，" * 3
        found = read(f"<h1>渡轮失踪一个下午</h1><p>{text}</p>".replace("張", "张"))
        assert found.byline.value == ("范例文", "张样本")


class TestPublishers:
    @pytest.mark.parametrize(
        ("head", "markup", "name", "rule"),
        [
            (meta("og:site_name", "The Herald"), "", "The Herald", "og:site_name"),
            # Words go before a domain, a name before a name with a slogan.
            (
                meta("og:site_name", "herald.example")
                + linked(publisher={"name": "Herald"}),
                "",
                "Herald",
                "json-ld:publisher",
            ),
            (
                meta("og:site_name", "Herald | News of the isles")
                + linked(publisher={"name": "Herald"}),
                "",
                "Herald",
                "json-ld:publisher",
            ),
            ("<title>Ferry lost - Isle Post</title>", "", "Isle Post", "title-suffix"),
            (
                "",
                '<header><a href="/"><img alt="The Herald logo"></a></header>',
                "The Herald",
                "masthead",
            ),
            ("", "", "The Herald", "domain"),
        ],
    )
    def test_outlet(self, head, markup, name, rule):
        found = read(f"{markup}<h1>Ferry lost</h1>", head=head).name
        assert (found.value, found.rule) == (name, rule)

    @pytest.mark.parametrize(
        "name", ["https://facebook.com/herald", "@herald", "Blogger"]
    )
    def test_accounts_and_systems_publish_nothing(self, name):
        head = meta("article:publisher", name)
        assert read("<h1>Ferry lost</h1>", head=head).publisher.value is None


def test_domain_stands_for_an_outlet_that_nothing_names():
    found = read("<h1>Ferry lost</h1>", address="https://www.harbour.example/a").name
    assert (found.value, found.rule, found.basis) == (
        "harbour.example",
        "domain",
        Basis.INFERRED,
    )


def test_first_of_a_month_is_not_made_of_a_month():
    page = '<html><body><time datetime="2021-02">February</time></body></html>'
    found = facts.read(document.parse(page.encode(), "page.html")).published
    assert str(found.value) == "2021-02"


class TestLanguages:
    @pytest.mark.parametrize(
        ("lang", "text", "language"),
        [
            ("en-GB", "", "en-GB"),
            (
                "en",
                "غادرت العبارة الميناء ظهرا وعلى متنها أربعون راكبا ولم تعد. " * 9,
                "ar",
            ),
            (
                "nb-NO",
                "Fergen forlot havnen klokken tolv, og den kom ikke tilbake. " * 9,
                "nb",
            ),
            ("xx_yy_zz_!", "", "en"),
        ],
    )
    def test_tag_of_a_template_gives_way_to_the_text(self, lang, text, language):
        body = f"<p>{text}</p>" if text else BODY
        page = f'<html lang="{lang}"><body><h1>x</h1>{body}</body></html>'
        found = facts.read(document.parse(page.encode(), "page.html")).language
        assert str(found.value).startswith(language)


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="canonical" href="http://[bad">' + meta("og:url", "http://[::1"),
        '<h1><!-- nothing --></h1><h1><a href="//["> </a></h1>',
        linked(author=[[{"name": [1, {}]}]], headline=["a", {}], image=[{"url": [0]}]),
        '<script type="application/ld+json">' + "[" * 90_000 + "</script>",
        '<meta name="date" content="' + "9" * 5000 + '"><time datetime="2021-13-45">',
        "<p class=author>" + "By " * 9000,
    ],
)
def test_hostile_markup_only_lacks_facts(markup):
    page = document.parse(markup.encode(), "page.html", address="http://[x")
    assert facts.read(page).published.value is None


@pytest.mark.parametrize(
    ("moment", "path", "expected"),
    [
        ("2023-11-01T23:01:00Z", "2023/11/02", "2023-11-02T00:01:00+01:00"),
        ("2023-11-03T03:42:00Z", "2023/11/02", "2023-11-02T23:42:00-04:00"),
        ("2023-11-02T00:00:00Z", "2023/11/02", "2023-11-02T00:00:00Z"),
        ("2023-11-03T00:00:00Z", "2023/11/02", "2023-11-03T00:00:00Z"),
        ("2023-11-01T01:00:00Z", "2023/11/02", "2023-11-01T01:00:00Z"),
    ],
)
def test_moment_in_utc_falls_on_the_publishers_day(moment, path, expected):
    head = linked(headline="Ferry lost at sea", datePublished=moment)
    address = f"https://www.herald.example/{path}/ferry.html"
    found = read("<h1>Ferry lost at sea</h1>", head=head, address=address).published
    assert str(found.value) == expected


@pytest.mark.parametrize(
    "markup",
    [
        '<figure><p class="summary">Five travellers wait in the rain.</p></figure>',
        '<div class="author-bio"><p class="description">Ana has written on ferries'
        " since long ago.</p></div>",
        '<p class="intro"><a href="/archive">Browse all of our ferries</a></p>',
    ],
)
def test_captions_and_links_are_no_standfirst(markup):
    assert read(f"<h1>Ferry lost at sea</h1>{markup}").standfirst.value is None


def test_a_desk_cut_short_is_no_person() -> None:
    """A guess that the page continues with "desk" or "reporter" is nobody's name."""
    credit = '<h1>Ferry lost</h1><p class="byline">By the culture desk</p>'
    assert read(credit).byline.value is None
    named = '<h1>Ferry lost</h1><p class="byline">By Ana Example</p>'
    assert read(named).byline.value == ("Ana Example",)
