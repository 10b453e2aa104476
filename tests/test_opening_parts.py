from __future__ import annotations

import pytest

from exporter.readers import bylines, datelines
from exporter.readers.blocks import split, unescape_entities
from exporter.readers.boilerplate import is_boilerplate


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Example", ("Ana Example",)),
        ("BY ANA EXAMPLE", ("ANA EXAMPLE",)),
        ("By Ana Example and Ben Sample", ("Ana Example", "Ben Sample")),
        (
            "By Ana Example, Ben Sample and Carl Test",
            ("Ana Example", "Ben Sample", "Carl Test"),
        ),
        ("By Ana Example, Political Correspondent", ("Ana Example",)),
        ("By Ana da Silva, BBC News", ("Ana da Silva",)),
        ("By Ana Example in Kyiv", ("Ana Example",)),
        ("By Staff Reporter", ("Staff Reporter",)),
        ("Von Ana Beispiel, Berlin", ("Ana Beispiel",)),
        ("Par Ana Exemple", ("Ana Exemple",)),
        ("Por Ana Ejemplo", ("Ana Ejemplo",)),
        ("Автор: Анна Пример", ("Анна Пример",)),
        ("بقلم أحمد مثال", ("أحمد مثال",)),
        ("本报记者 张三", ("张三",)),
        ("文＝山田太郎", ("山田太郎",)),
        ("홍길동 기자", ("홍길동",)),
    ],
)
def test_byline_gives_names(line: str, names: tuple[str, ...]) -> None:
    assert bylines.read(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "By the river the town waited",
        "By Monday evening the river had fallen",
        "By 2030 all buses will be electric",
        "Bystanders Saw It",
        "Von der Leyen besucht die Stadt",
        "Text message costs rise",
        "",
    ],
)
def test_prose_that_begins_alike_is_no_byline(line: str) -> None:
    assert bylines.read(line) == ()


@pytest.mark.parametrize(
    ("text", "place", "agency", "published"),
    [
        ("KYIV (Reuters) — The talks", "KYIV", "Reuters", None),
        (
            "KYIV, Ukraine (AP) — The talks",
            "KYIV, Ukraine",
            "AP",
            None,
        ),
        ("WASHINGTON, April 25 (Reuters) - The", "WASHINGTON", "Reuters", None),
        ("KYIV, April 25, 2022 (Reuters) — The", "KYIV", "Reuters", "2022-04-25"),
        ("NEW DELHI, April 25 (PTI): The", "NEW DELHI", "PTI", None),
        ("LONDON — The", "LONDON", None, None),
        ("PORT-AU-PRINCE, Haiti -- The", "PORT-AU-PRINCE, Haiti", None, None),
        ("Berlin (dpa) - Die Regierung", "Berlin", "dpa", None),
        ("Madrid, 25 abr (EFE).- El", "Madrid", "EFE", None),
        ("新华社北京4月25日电 国务院", "北京", "新华社", None),
        ("(서울=연합뉴스) 정부는", "서울", "연합뉴스", None),
    ],
)
def test_dateline_gives_place_agency_and_date(
    text: str, place: str, agency: str | None, published: str | None
) -> None:
    found = datelines.read(text, "en")
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert (found.published and str(found.published)) == published


@pytest.mark.parametrize(
    "text",
    [
        "NATO – the alliance – met",
        "EXCLUSIVE — The minister",
        "Paris - The minister",
        "NEW DELHI: The government",
        "The president — who had left — said",
        "A — B",
        "",
    ],
)
def test_other_beginnings_are_no_dateline(text: str) -> None:
    assert datelines.read(text, "en") is None


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "[ADVERTISEMENT]",
        "Story continues below advertisement",
        "Read more: How quotas work",
        "READ MORE | How quotas work",
        "Also read: Ten facts about rain",
        "Subscribe to our newsletter for daily updates.",
        "Sign up for the Morning Note",
        "Follow us on Twitter and Facebook",
        "Click here to read the full story",
        "Share on Facebook Share on Twitter",
        "Facebook | Twitter | WhatsApp | Email",
        "© 2022 Example Post. All rights reserved.",
        "5 min read",
        "Comments (12)",
        "Anzeige",
        "Lesen Sie auch: So teuer ist Wohnen",
        "Abonnieren Sie unseren Newsletter",
        "À lire aussi : Le budget en cinq chiffres",
        "Suscríbete a nuestro boletín",
        "Leia também: o que muda",
        "Читайте также: что изменится",
        "اقرأ أيضا: ما الذي يتغير",
        "関連記事：桜の開花",
        "관련기사: 봄 가뭄",
    ],
)
def test_lines_of_the_page_are_boilerplate(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement spending fell by a tenth last year.",
        "Share prices fell on Monday.",
        "Subscribers to the paper were told of it on Monday.",
        "Read more books, the minister told pupils.",
        "Follow us, the guide said, and nobody did.",
        "Sign up sheets were passed around.",
        "Watch makers in Geneva fear a strong franc.",
        "Click here, the message said: it was a trap.",
        "More: a life in letters",
        "Twitter fined",
        "Comments by the minister angered the union.",
        "Home prices rise again",
        "Video games sell well",
    ],
)
def test_prose_that_begins_alike_is_not_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


def test_blank_lines_part_paragraphs() -> None:
    units = split("One.\n\n\n \u00a0 \nTwo.\n")
    assert [u.text for u in units] == ["One.", "Two."]


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    text = "Headline of it\nThe first paragraph ends here.\nThe second does too.\n"
    assert [u.text for u in split(text)] == text.strip().split("\n")


def test_wrapped_lines_are_joined() -> None:
    text = (
        "The committee decided on Monday that the harbour would be dredged next\n"
        "spring, after two years of argument about who should pay for it. The\n"
        "state will carry two thirds of the cost.\n\n"
        "Fishermen had asked for the work since a storm filled the channel with\n"
        "sand. They can only leave at high water now, and not in every wind.\n"
    )
    units = split(text)
    assert len(units) == 2
    assert units[0].text.startswith("The committee")
    assert "next spring, after" in units[0].text


def test_wrapped_ideographs_are_joined_without_a_space() -> None:
    line = (
        "政府は月曜日に都市部の住宅建設を促進する新しい法律を国会に提出したと発表した"
    )
    text = f"{line}\n{line}\n{line}\n終わりました。"
    assert [u.text for u in split(text)] == [line * 3 + "終わりました。"]


def test_short_lines_of_a_block_stay_lines() -> None:
    units = split(
        "Prose that ends with a full stop.\n\n- one\n- two\n- three\n\nMore prose."
    )
    assert [(u.text, u.soft) for u in units][1:4] == [
        ("- one", True),
        ("- two", True),
        ("- three", True),
    ]


def test_entities_are_resolved_once_and_only_with_a_semicolon() -> None:
    text = "Q&amp;A &quot;x&quot; &#8217; &amp;lt; AT&T ?a=1&copy=2 &nosuch;"
    assert unescape_entities(text) == 'Q&A "x" ’ &lt; AT&T ?a=1&copy=2 &nosuch;'
