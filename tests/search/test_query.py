"""The query language: what is understood, and where a mistake is pointed at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.errors import QueryError
from litbase.search.query import And, Fuzzy, Not, Or, Phrase, Prefix, Word, Years, leaves, parse


def test_words_are_all_asked_for() -> None:
    assert parse("debt bondage") == And((Word("debt", 0, 4), Word("bondage", 5, 12)))


def test_and_binds_tighter_than_or() -> None:
    match parse("a b OR c"):
        case Or((And((Word("a"), Word("b"))), Word("c"))):
            pass
        case other:
            pytest.fail(str(other))


def test_lower_case_operators_are_words() -> None:
    assert [leaf.text for leaf in leaves(parse("and or not")) if isinstance(leaf, Word)] == ["and", "or", "not"]


@pytest.mark.parametrize(
    "quoted",
    [
        '"debt bondage"',
        "“debt bondage”",
        "„debt bondage“",
        "«debt bondage»",
        "‹debt bondage›",
        "‘debt bondage’",
        "「debt bondage」",
        "《debt bondage》",
        '"debt bondage”',  # begun by one program, ended by another
    ],
)
def test_typographic_quotation_marks_make_a_phrase(quoted: str) -> None:
    assert parse(quoted) == Phrase("debt bondage", 0, len(quoted))


@pytest.mark.parametrize(
    ("query", "leaf"),
    [
        ('"a b"~5', Phrase("a b", 0, 7, distance=5)),
        ("traffick*", Prefix("traffick", 0, 9)),
        ("word~1", Fuzzy("word", 0, 6, 1)),
        ("word~", Fuzzy("word", 0, 5, 1)),
        ("year:2014", Years(2014, 2014, 5, 9)),
        ("year:2014..2022", Years(2014, 2022, 5, 15)),
        ("year:..2022", Years(None, 2022, 5, 11)),
        ("year:2014..", Years(2014, None, 5, 11)),
        ("Author:Kaur", Word("Kaur", 7, 11, "author")),
        ('title:"debt bondage"', Phrase("debt bondage", 6, 20, "title")),
        ("12:30", Word("12:30", 0, 5)),  # a time, no field
        ("https://example.org", Word("https://example.org", 0, 19)),
        ("women’s", Word("women’s", 0, 7)),
        ("‘women’s debts’", Phrase("women’s debts", 0, 15)),  # the first is an apostrophe
        ("‘tis", Word("‘tis", 0, 4)),
        ("title:‘debt bondage’", Phrase("debt bondage", 6, 20, "title")),
        ("year:2014-2022", Years(2014, 2022, 5, 14)),
        ("year:2014–2022", Years(2014, 2022, 5, 14)),
        ("year:2014…2022", Years(2014, 2022, 5, 14)),  # as some programs write two or three dots
        ("year:2014...", Years(2014, None, 5, 12)),
        ("YEAR:２０１４", Years(2014, 2014, 5, 9)),
        ("a 😀~1", Word("a", 0, 1)),  # no letter that could be another
        ("a ²", Word("a", 0, 1)),  # the number of a note is no word
        ("NOT NOT a", Word("a", 8, 9)),
        ("-(-a)", Word("a", 3, 4)),
        ("--a", Word("a", 2, 3)),
        ("& 27.6 —", Word("27.6", 2, 6)),  # stray punctuation says nothing
    ],
)
def test_a_single_part_is_read(query: str, leaf: object) -> None:
    assert parse(query) == leaf


def test_a_field_holds_for_its_whole_group() -> None:
    assert parse("author:(kaur OR bales)") == Or((Word("kaur", 8, 12, "author"), Word("bales", 16, 21, "author")))


def test_exclusion_has_two_forms() -> None:
    assert parse("a -b") == And((Word("a", 0, 1), Not(Word("b", 3, 4))))
    assert parse("a NOT b") == And((Word("a", 0, 1), Not(Word("b", 6, 7))))


@pytest.mark.parametrize("dash", ["-", "–", "−", "‐", "\u2011", "－"])
def test_any_short_dash_excludes(dash: str) -> None:
    assert parse(f"a {dash}b") == And((Word("a", 0, 1), Not(Word("b", 3, 4))))
    assert parse(f"a {dash} b") == And((Word("a", 0, 1), Word("b", 4, 5)))


@pytest.mark.parametrize(
    ("query", "position", "says"),
    [
        ("", 0, "empty"),
        (" ( ) ", 0, "no word"),
        ("😀", 0, "no word"),
        ("a NOT &", 2, "NOT needs"),
        ("NOT NOT", 4, "NOT needs"),
        ("year:2014–22", 5, "four digits"),
        ("year:-2014", 5, "four digits"),
        ("debt (bondage", 5, "not closed"),
        ("debt) bondage", 4, "without its '('"),
        ('debt "bondage', 5, "not closed"),
        ("foo:bar", 0, "no field 'foo'"),
        ("x autor:kaur", 2, "no field 'autor'"),
        ("author:", 7, "needs a value"),
        ("year:20", 5, "four digits"),
        ("year:2022..2014", 5, "later than the last"),
        ("AND a", 0, "AND needs"),
        ("a AND", 2, "AND needs"),
        ("a AND OR b", 2, "AND needs"),
        ("a OR", 2, "OR needs"),
        ("a NOT", 2, "NOT needs"),
        ("-a", 0, "must not occur"),
        ("*ing", 0, "end of a word"),
        ("traf*king", 4, "end of a word"),
        ('"a b"~', 5, "number of words"),
        ("word~7", 4, "number of letters"),
        ("(" * 60 + "a" + ")" * 60, 50, "groups"),
        ("a " * 2001, 4000, "up to 2,000 words"),
        ("a* " * 101, 300, "up to 100 words"),
        ("a~ " * 101, 300, "up to 100 words"),
        ('"a b"~2 ' * 101, 800, "up to 100 words"),
    ],
)
def test_a_mistake_is_pointed_at(query: str, position: int, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert (caught.value.position, says in str(caught.value)) == (position, True)


def test_an_unknown_field_brings_the_nearest() -> None:
    with pytest.raises(QueryError) as caught:
        parse("autor:kaur")
    assert "did you mean author:?" in (caught.value.hint or "")


@given(st.text(alphabet='ab "“”‘’()-–*~:1.ORANDT\u3000人😀²', max_size=30))
def test_any_text_is_understood_or_refused_within_itself(query: str) -> None:
    position = 0
    try:
        parse(query)
    except QueryError as error:
        position = error.position
    assert 0 <= position <= len(query)
