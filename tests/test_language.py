from __future__ import annotations

import pytest

from exporter.model import Basis
from exporter.readers.language import detect

SENTENCES = {
    "en": "The council decided on Monday that the bridge would be closed for repairs.",
    "de": "Die Regierung hat am Montag ein neues Gesetz zum Wohnungsbau vorgestellt.",
    "fr": "Le gouvernement a présenté lundi une nouvelle loi sur la construction.",
    "es": "El gobierno presentó el lunes una nueva ley que busca impulsar la vivienda.",
    "pt": "O governo apresentou na segunda-feira uma nova lei que não agrada a todos.",
    "it": "Il governo ha presentato lunedì una nuova legge che vuole aiutare le città.",
    "nl": "De regering heeft maandag een nieuwe wet voorgesteld die moet helpen.",
    "sv": "Regeringen presenterade på måndagen en ny lag som ska främja byggandet.",
    "da": "Regeringen præsenterede mandag en ny lov, der skal sikre salg af boliger.",
    "pl": "Rząd przedstawił w poniedziałek nową ustawę, która ma wspierać budowę.",
    "cs": "Vláda v pondělí představila nový zákon, který má podpořit výstavbu bytů.",
    "tr": "Hükümet pazartesi günü konut yapımını desteklemek için yeni bir yasa sundu.",
    "ro": "Guvernul a prezentat luni o nouă lege care să ajute la construcții.",
    "hu": "A kormány hétfőn új törvényt mutatott be, amely a lakásépítést segíti majd.",
    "fi": "Hallitus esitteli maanantaina uuden lain, joka on ollut pitkään odotettu.",
    "id": "Pemerintah pada hari Senin mengajukan undang-undang yang akan membantu.",
    "vi": "Chính phủ đã trình một luật mới vào thứ hai để giúp các thành phố.",
    "ru": "Правительство в понедельник представило новый закон о строительстве жилья.",
    "uk": "Уряд у понеділок представив новий закон, який має допомогти містам.",
    "bg": "Правителството представи в понеделник нов закон, който ще помогне на тях.",
    "ar": "قدمت الحكومة يوم الاثنين قانونا جديدا من شأنه أن يعزز بناء المساكن في المدن",
    "fa": "دولت روز دوشنبه قانون جدیدی را ارائه کرد که هدف آن ساخت مسکن است",
    "ur": "حکومت نے پیر کو ایک نیا قانون پیش کیا جو گھروں کی تعمیر کے لیے ہے",
    "hi": "सरकार ने सोमवार को एक नया कानून पेश किया जो शहरों में लागू होगा",
}
BY_SCRIPT = {
    "ja": "政府は月曜日、新しい法律を提示した。",
    "zh": "政府周一公布了一项新的法律。",
    "ko": "정부는 월요일 새로운 법을 발표했다.",
    "he": "הממשלה אישרה ביום שני את התוכנית",
    "el": "Η κυβέρνηση παρουσίασε τον νέο νόμο",
    "th": "รัฐบาลเสนอกฎหมายใหม่เมื่อวันจันทร์",
}


@pytest.mark.parametrize(("code", "text"), SENTENCES.items())
def test_function_words_tell_the_language(code: str, text: str) -> None:
    fact = detect(text)
    assert (fact.value, fact.basis, fact.rule) == (
        code,
        Basis.INFERRED,
        "function-words",
    )


@pytest.mark.parametrize(("code", "text"), BY_SCRIPT.items())
def test_a_script_of_its_own_tells_the_language(code: str, text: str) -> None:
    fact = detect(text)
    assert (fact.value, fact.rule) == (code, "script")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rain again today.",
        "12 34 56 78 90 12 34 56 78 90",
        "Xq zv wk jq xz vw kq zx qq",
    ],
)
def test_too_little_to_go_by_stays_unknown(text: str) -> None:
    fact = detect(text)
    assert fact.value is None
    assert fact.basis is Basis.UNKNOWN


def test_foreign_names_do_not_turn_the_language() -> None:
    text = SENTENCES["en"] + " The paper 読売新聞 and El País de la Nación wrote of it."
    assert detect(text).value == "en"


def test_a_tie_is_not_guessed() -> None:
    words = "und nicht wird werden auch durch avec dans leur sont ils elle"
    assert detect(words).value is None
