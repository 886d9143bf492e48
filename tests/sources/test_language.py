import sys

import pytest

from litbase.sources.language import language_of, may_be_in

ENGLISH = "The inspectors found that the workers of the company had not been paid for their work in the harbour. "
SAMPLES = {
    "en": ENGLISH,
    "fr": "Les inspecteurs ont constaté que les travailleurs de la société n'avaient pas été payés pour leur travail. ",
    "es": "Los inspectores vieron que los trabajadores de la empresa no habían cobrado por su trabajo en el puerto. ",
    "pt": "Os inspetores verificaram que os trabalhadores da empresa não tinham sido pagos pelo seu trabalho. ",
    "de": "Die Inspektoren stellten fest, dass die Arbeiter der Firma für ihre Arbeit im Hafen nicht bezahlt wurden. ",
    "ru": "Инспекторы установили, что рабочие компании не получали оплату за свой труд и жили на судах в порту. ",
    "zh": "检查员发现公司的工人没有得到工资。",
    "ko": "검사관들은 회사의 노동자들이 임금을 받지 못했다는 것을 발견했다.",
    "ja": "検査官は会社の労働者が賃金を受け取っていなかったことを発見した。",
    "ar": "أكد المفتشون أن العمال في الشركة لم يحصلوا على أجورهم عن العمل في الميناء من هذا العام وأن السفن قد غادرت. ",
    "el": "Οι επιθεωρητές διαπίστωσαν ότι οι εργάτες της εταιρείας δεν είχαν πληρωθεί για την εργασία τους. ",
    "vi": "Các thanh tra viên phát hiện rằng công nhân của công ty chưa được trả lương cho công việc của họ ở cảng. ",
    "sv": "Inspektörerna fann att arbetarna inte hade fått betalt för sitt arbete i hamnen och att de saknade avtal. ",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_language_is_recognised(language: str) -> None:
    assert language_of([SAMPLES[language] * 4]) == language


@pytest.mark.parametrize("texts", [[], [""], ["17"], ["Table 3"], ["1 2 3 4 5 6 7 8 9 . . . . . ." * 20]])
def test_too_little_text_has_no_language(texts: list[str]) -> None:
    assert language_of(texts) is None


def test_pages_in_the_middle_decide() -> None:
    french_cover = "Rapport annuel sur la traite des personnes en Norlande. " * 5
    assert language_of([french_cover, *[ENGLISH * 10] * 8, french_cover]) == "en"


def test_letters_of_vietnamese_alone_tell_it_where_half_is_english() -> None:
    assert language_of([(ENGLISH + SAMPLES["vi"]) * 4]) == "vi"


def test_common_languages_are_told_apart_without_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "py3langid", None)
    for language in SAMPLES.keys() - {"sv"}:
        assert language_of([SAMPLES[language] * 4]) == language


@pytest.mark.parametrize(
    ("text", "language", "may"),
    [
        ("The police identified the victims of the trade.", "es", False),
        ("The police identified the victims of the trade.", "en", True),
        ("La policía identificó a las víctimas de la trata.", "en", False),
        ("La policía identificó a las víctimas de la trata.", "es", True),
        ("Police identified victims.", "es", True),  # too few small words to tell
        ("Police identified victims.", "zh", False),  # but no Chinese is written so
        ("警方解救了被拐卖的妇女。", "zh", True),
        ("警方解救了被拐卖的妇女。", "en", False),
        ("The word 拐卖 names the trade in persons.", "en", True),
        ("Полиция нашла жертв торговли людьми.", "en", False),
        ("Полиция нашла жертв торговли людьми.", "uk", True),
        ("412 (2021)", "ru", True),
        ("Anything at all in the world.", None, True),
    ],
)
def test_a_sentence_may_be_in_a_language_unless_its_letters_or_small_words_say_no(
    text: str, language: str | None, may: bool
) -> None:
    assert may_be_in(text, language) is may
