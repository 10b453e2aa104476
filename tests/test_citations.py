from __future__ import annotations

import pytest

from exporter.readers.citations import count


def cited(text: str, language: str = "en") -> dict[str, int]:
    return {c.name: c.count for c in count([text], language)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The minister resigned, Reuters reported.", "Reuters"),
        ("According to the BBC, the road is closed.", "BBC"),
        ("He told The Guardian that he would leave.", "The Guardian"),
        ("He told the BBC's morning programme that he would leave.", "BBC"),
        ("Reuters, citing two officials, said the talks failed.", "Reuters"),
        ("The New York Times first reported the deal.", "The New York Times"),
        (
            "It was first reported by The Wall Street Journal.",
            "The Wall Street Journal",
        ),
        ("In an interview with Le Monde, she ruled it out.", "Le Monde"),
        ("State news agency TASS quoted him as saying so.", "TASS"),
        ("The talks failed, Reuters said.", "Reuters"),
        ("“It is over,” he told AFP.", "Agence France-Presse"),
        ("AP's Jane Doe reported from the border.", "The Associated Press"),
        ("The Washington Post on Monday reported a delay.", "The Washington Post"),
        ("Bloomberg News has learned that the bank will close.", "Bloomberg"),
        ("CNN, which first reported the story, said so.", "CNN"),
        ("The Harbour Herald reported that boats were idle.", "The Harbour Herald"),
        ("“Not in a car park,” she told The Upland Post-Bag.", "The Upland Post-Bag"),
        ("He said so, according to local newspaper Kurier.", "Kurier"),
        ("The fire spread, according to reports by NEXTA.", "NEXTA"),
        ("A trader spoke to PUNCH about the gunmen.", "The Punch"),
        ("“It is our grave,” a farmer told El Pais.", "El País"),
        ("Lebanon's state-run National News Agency said so.", "National News Agency"),
    ],
)
def test_outlet_that_is_a_source_is_counted(text: str, name: str) -> None:
    assert cited(text) == {name: 1}


@pytest.mark.parametrize(
    "text",
    [
        "The BBC said it would cut 500 jobs.",
        "She used to work for the BBC.",
        "He bought The Times in 1981.",
        "A former Guardian editor will lead the museum.",
        "He told BBC executives that the deal was off.",
        "Shares in The New York Times rose 3 percent.",
        "The Reuters building was evacuated.",
        "The White House press secretary told reporters.",
        "The Press Council reported a rise in complaints.",
        "Time is running out, he said.",
        "Few buy a paper. The Met Office reported showers.",
        "KYIV (Reuters) — The talks failed on Monday.",
    ],
)
def test_outlet_that_is_merely_named_is_not_counted(text: str) -> None:
    assert cited(text) == {}


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("de", "Das sagte eine Sprecherin der Deutschen Presse-Agentur.", ["dpa"]),
        ("de", "Wie der „Spiegel“ berichtete, gibt es Ausnahmen.", ["Der Spiegel"]),
        (
            "de",
            "Nach Angaben der Süddeutschen Zeitung sinkt er.",
            ["Süddeutsche Zeitung"],
        ),
        ("fr", "Il a baissé, selon Le Monde.", ["Le Monde"]),
        (
            "fr",
            "Rien n’a changé, a indiqué la mairie à l’AFP.",
            ["Agence France-Presse"],
        ),
        ("es", "La ministra dijo a la agencia EFE que sí.", ["EFE"]),
        ("it", "Lo ha detto il sindaco all'ANSA.", ["ANSA"]),
        ("pt", "O ministro disse à Lusa que não.", ["Lusa"]),
        ("nl", "Volgens de Volkskrant is dat zo.", ["de Volkskrant"]),
        ("pl", "Według agencji Reuters prace ruszą.", ["Reuters"]),
        ("tr", "Reuters’ın haberine göre yasa değişti.", ["Reuters"]),
        ("ru", "По данным «Интерфакса», работы начнутся.", ["Interfax"]),
        ("uk", "Про це повідомляє Укрінформ.", ["Ukrinform"]),
        ("ar", "ووفقا لوكالة فرانس برس، انتهى الأمر.", ["Agence France-Presse"]),
        ("fa", "به گزارش رویترز، پل بسته شد.", ["Reuters"]),
        ("he", "שרת התחבורה אמרה לרויטרס כי כן.", ["Reuters"]),
        ("hi", "मंत्री ने पीटीआई को बताया कि तैयारी पूरी है।", ["PTI"]),
        ("ja", "NHKは、夕方まで混雑が続くと報じた。", ["NHK"]),
        ("zh", "据英国《卫报》报道，计划已经公布。", ["The Guardian"]),
        ("ko", "로이터 통신에 따르면 비가 적었다.", ["Reuters"]),
        ("el", "Έκλεισε, σύμφωνα με το Reuters.", ["Reuters"]),
        ("sv", "Bron stängs, enligt Dagens Nyheter.", ["Dagens Nyheter"]),
    ],
)
def test_other_languages_cite_too(language: str, text: str, names: list[str]) -> None:
    assert list(cited(text, language)) == names


def test_outlets_joined_by_and_are_cited_together() -> None:
    assert cited("Reuters and the AP reported a delay.") == {
        "Reuters": 1,
        "The Associated Press": 1,
    }


def test_most_cited_comes_first_then_the_first_named() -> None:
    paragraphs = [
        "It fell, NEXTA reported. It rose, the BBC reported.",
        "It fell, according to AP. It rose, the Associated Press reported.",
    ]
    found = [(c.name, c.count) for c in count(paragraphs, "en")]
    assert found == [("The Associated Press", 2), ("NEXTA", 1), ("BBC", 1)]


def test_a_long_run_of_names_is_read_in_bounded_work() -> None:
    assert count(["told Reuters, " * 20_000], "en")[0].name == "Reuters"
    assert count(["News " * 50_000], "en") == ()
