"""From text to terms: what counts as the same word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.search.analysis import analyzer, fold, tokens
from litbase.search.stemming import STEMMED, stemmer


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("TRAFFICKING", "trafficking"),
        ("Économie", "economie"),
        ("ﬁgures", "figures"),  # ligature
        ("Ｎｏｒｌａｎｄ", "norland"),  # full width
        ("Straße", "strasse"),
        ("đường", "duong"),
        ("Łódź", "lodz"),
        ("й", "и"),
    ],
)
def test_case_accents_and_width_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("anti‑trafficking", ["anti", "trafficking"]),
        ("women’s", ["women", "s"]),
        ("A/HRC/25/63", ["a", "hrc", "25", "63"]),
        ("27.6", ["27", "6"]),
        ("traf\u00adficking", ["trafficking"]),  # soft hyphen
        ("victims12 fled", ["victims", "12", "fled"]),  # a note number stuck to its word
        ("victims¹ fled", ["victims", "fled"]),  # the same, raised
        ("COVID19", ["covid", "19"]),
        ("T2 visa", ["t2", "visa"]),
        ("foo_bar", ["foo", "bar"]),
        ("人口贩卖", ["人口", "口贩", "贩卖", "卖"]),
        ("拐\n卖", ["拐卖", "卖"]),  # a line break is no word break
        ("인신매매", ["인신", "신매", "매매", "매"]),
        ("USB에서", ["usb", "에서", "서"]),
        ("cafe\u0301", ["cafe"]),  # accent as a character of its own
    ],
)
def test_text_is_cut_into_words(text: str, words: list[str]) -> None:
    assert [token.word for token in tokens(text, None)] == words


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "marriages", "marriage"),
        ("en", "trafficked", "trafficking"),
        ("fr", "organisations", "organisation"),
        ("es", "organizaciones", "organización"),
        ("pt", "mulheres", "mulher"),
        ("ru", "торговлей", "торговля"),
        ("de", "Opfern", "Opfer"),
        ("it", "vittime", "vittima"),
    ],
)
def test_forms_of_a_word_share_a_term(language: str, one: str, other: str) -> None:
    assert [t.term for t in tokens(one, language)] == [t.term for t in tokens(other, language)]


def test_a_language_with_region_is_its_language() -> None:
    assert [t.term for t in tokens("marriages", "en-GB")] == ["marriag"]


def test_places_point_into_the_text_as_given() -> None:
    text = "Les êtres «humains» et 人口\n贩卖."
    found = {token.word: text[token.start : token.end] for token in tokens(text, "fr")}
    assert found["etres"] == "êtres"
    assert found["humains"] == "humains"
    assert found["口贩"] == "口\n贩"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120), st.sampled_from(["en", "fr", "ru", None]))
def test_what_is_indexed_is_what_is_marked(text: str, language: str | None) -> None:
    words, terms = analyzer(language).indexed(text)
    places = list(analyzer(language).places(text))
    assert words.split() == [place[1] for place in places]
    assert terms.split() == [place[0] for place in places]
    assert all(0 <= start < end <= len(text) for _, _, start, end in places)


@given(st.text(alphabet="aé人贩\n ’-12.ﬁ의매\u00ad\u0301", max_size=40))
def test_awkward_neighbours_are_cut_alike_both_ways(text: str) -> None:
    words, _ = analyzer("en").indexed(text)
    assert words.split() == [place[1] for place in analyzer("en").places(text)]


@pytest.mark.parametrize("language", sorted(set(STEMMED) - {"nl", "ru", "de"}))
def test_both_kinds_of_stemmers_agree(language: str) -> None:
    pytest.importorskip("tantivy", reason="no tantivy for this machine")
    words = [
        "trafficking",
        "marriages",
        "organisations",
        "victimes",
        "mujeres",
        "personas",
        "vittime",
        "mulheres",
        "kvinner",
    ]
    assert stemmer(language)(words) == stemmer(language, portable=True)(words)
