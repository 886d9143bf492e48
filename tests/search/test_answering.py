"""Which page comes first, by both engines, for words as a reader types them."""

from collections.abc import Sequence
from hashlib import sha256

import pytest

from litbase.errors import QueryError
from litbase.model.page import Page, Reading, SourceFile
from litbase.search.index import Index
from litbase.sources.page_store import PageStore


def index_texts(index: Index, store: PageStore, texts: Sequence[str], language: str) -> None:
    """Make one source of which each text is a page."""
    known = sha256(texts[0].encode()).hexdigest()
    reading = Reading(
        "text/plain", tuple(Page(at, str(at), text) for at, text in enumerate(texts, start=1)), (), language
    )
    with store.writing(), index.writing() as writer:
        store.put(SourceFile(known[:8], f"sources/{known[:8]}.txt", known, 1, "text/plain"), reading)
        writer.put_source(known, language, reading.pages)


def first_page(index: Index, query: str) -> int | None:
    page = index.search(query).hits[0].page
    return None if page is None else page.number


FILLING = "The harvest of the northern valleys was good, and the markets of the towns stayed open. "


@pytest.mark.parametrize(
    ("query", "asked", "other", "language"),
    [
        # accents make other words of the same letters
        ("công cộng", "Giấy phép công cộng.", "Cộng công.", "vi"),
        # a word that comes twice
        ("hand to hand", "It passed from hand to hand.", "A hand for a hand; to each his hand, to hand on.", "en"),
        # common words stand between
        ("can be found at the mill", "Work can be found at the mill.", "At the mill one can: the mill found it.", "en"),
        # over the end of a line
        ("debt of the father", "The debt\nof the father is paid.", "The father of debt, the debt, a father.", "en"),
    ],
)
def test_the_page_that_has_the_words_as_typed_comes_first(
    empty: Index, store: PageStore, query: str, asked: str, other: str, language: str
) -> None:
    index_texts(empty, store, [FILLING + other, FILLING * 3 + asked, *[FILLING] * 30], language)
    assert first_page(empty, query) == 2


def test_words_typed_are_no_run_inside_longer_words(empty: Index, store: PageStore) -> None:
    index_texts(empty, store, ["Stone mills grind. One mill.", "Some mill stones. One millet field. " * 3], "en")
    assert first_page(empty, "one mill") == 1


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hostel bandage", "hostel bondage"),  # another letter
        ("ondage", "bondage"),  # the first is missing
        ("tbondage", "bondage"),  # one too many at the beginning
        ("obndage", "bondage"),  # the first two are swapped
        ("vonage", None),  # two mistakes in a short word; one is forgiven
        ("xecruitmant", "recruitment"),  # two in a longer one, the first letter among them
        ("еорговля", "торговля"),  # another alphabet
        ("zz\u0301\u0301\u0301", None),  # three letters once the accents are folded
    ],
)
def test_a_word_that_occurs_nowhere_is_respelt(empty: Index, store: PageStore, typed: str, meant: str | None) -> None:
    index_texts(empty, store, ["Debt bondage in the hostel. Recruitment.", "Торговля людьми."], "en")
    assert empty.search(typed).suggestion == meant


def test_groups_show_the_best_pages_of_each_source(empty: Index, store: PageStore) -> None:
    index_texts(empty, store, [f"{'mill ' * at}{FILLING}" for at in range(1, 61)] + [FILLING] * 600, "en")
    index_texts(empty, store, [f"One mill. {FILLING * 2}"], "en")
    result = empty.search("mill", group=True, facets=["key"])
    assert result.groups is not None
    assert [(group.total, len(group.hits)) for group in result.groups] == [(60, 3), (1, 1)]
    assert [hit.page and hit.page.number for hit in result.groups[0].hits] == [
        hit.page and hit.page.number for hit in empty.search("mill", limit=3).hits
    ]
    assert sorted(result.facets["key"].values()) == [1, 60]


def test_common_words_near_one_another_are_refused_where_that_would_take_minutes(
    empty: Index, store: PageStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("litbase.search.planning._MOST_ORDERS", 60)
    index_texts(empty, store, [*["One two three mill."] * 9, *["One two three."] * 9], "en")
    with pytest.raises(QueryError) as caught:
        empty.search('mill "one two three"~9')
    assert (caught.value.position, "too many orders" in str(caught.value)) == (5, True)
    assert empty.search('"one two mill"~9').total == 9
