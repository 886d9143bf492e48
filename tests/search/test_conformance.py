"""Both engines answer the query language alike: every fact here is stated once and holds for each."""

import pytest

from litbase.errors import QueryError
from litbase.search.index import Index, open_index
from litbase.sources.page_store import PageStore

from .conftest import Places, fill, sha_of


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("marriage", {"norland-2021 1", "inquiry-2014 1", "inquiry-2014 2"}),
        ("Marriages", {"norland-2021 1", "inquiry-2014 1", "inquiry-2014 2"}),  # other ending, other case
        ("forced marriage", {"norland-2021 1"}),  # all words must occur
        (
            "trafficking",
            {"norland-2021 2", "norland-2021 3"},
        ),  # also inside anti-trafficking; traffickers is another stem
        ("anti-trafficking", {"norland-2021 2"}),  # typographic hyphen on the page
        ("women", {"norland-2021 2"}),  # women’s, with a typographic apostrophe
        ("women's shelters", {"norland-2021 2"}),
        ("27.6", {"norland-2021 2"}),
        ("A/NL/25/63", {"norland-2021 3"}),
        ("49.6 million", {"inquiry-2014 2"}),
        ("économie", {"aide-2019 1"}),
        ("economie", {"aide-2019 1"}),  # typed without its accent
        ("l'économie", {"aide-2019 1"}),
        ("nacionales", {"denuncia-2018 1"}),
        ("organizacion", {"denuncia-2018 1", "inquiry-2014 2"}),  # without its accent; English has the same stem
        ("人口贩卖", {"nuolan-2020 1"}),
        ("拐卖", {"nuolan-2020 1"}),  # broken over two lines on the page
        ("婚", {"nuolan-2020 2"}),  # one character
        ("罪", {"nuolan-2020 2"}),  # the last one before a full stop
        ("强迫婚姻犯罪", {"nuolan-2020 2"}),  # long runs need their pairs, not their order
        ("인신매매", {"noreul-2017 1"}),
        ("피해자 보호", {"noreul-2017 1"}),
        ("buôn bán người", {"buonban-2016 1"}),
        ("buon ban nguoi", {"buonban-2016 1"}),
        ("торговлей людьми", {"torgovlya-2015 1"}),
    ],
)
def test_words_are_found_whatever_their_form(places: Places, query: str, expected: set[str]) -> None:
    assert places(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"Forced marriage"', {"norland-2021 1"}),
        ('"forced marriages"', set()),  # a phrase is exact: no endings
        ("“labour exploitation”", {"norland-2021 3"}),
        ("«êtres humains»", {"aide-2019 1"}),
        ('"etres humains"', {"aide-2019 1"}),  # folded
        ('"marriage remained" north', {"norland-2021 1"}),
        ('"police victims"~6', {"norland-2021 2"}),  # identified 27 6 per cent of: six words between
        ('"victims police"~6', {"norland-2021 2"}),  # in any order
        ('"victim polices"~6', {"norland-2021 2"}),  # and with any ending
        ('"police victims"~5', set()),
        ("traffick*", {"norland-2021 2", "norland-2021 3"}),
        ("trafic~1", set()),
        ("traficking~1", {"norland-2021 2", "norland-2021 3"}),
        ("mariage~1", {"norland-2021 1", "inquiry-2014 1", "inquiry-2014 2"}),
        ("marriage -brokers", {"norland-2021 1", "inquiry-2014 1"}),
        ("marriage NOT brokers", {"norland-2021 1", "inquiry-2014 1"}),
        ("marriage –brokers", {"norland-2021 1", "inquiry-2014 1"}),  # a hyphen that a program made a dash
        ("‘labour exploitation’", {"norland-2021 3"}),
        ("‘women’s shelters’", {"norland-2021 2"}),
        ("bondage bondage bondage", {"norland-2021 4"}),
        ("brides OR bondage", {"inquiry-2014 1", "norland-2021 4"}),
        ("(brides OR bondage) AND debts", {"norland-2021 4"}),
        ("marriage AND bondage", set()),  # AND that was typed is not relaxed
        ('"人口贩卖"', {"nuolan-2020 1"}),
        ('"贩卖人口"', set()),
    ],
)
def test_operators_mean_what_they_say(places: Places, query: str, expected: set[str]) -> None:
    assert places(query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("author:kaur", {"book-2012"}),  # metadata alone: the entry, no page
        ("author:commission marriage", {"inquiry-2014 1", "inquiry-2014 2"}),
        ("year:2014 marriage", {"inquiry-2014 1", "inquiry-2014 2"}),
        ("year:2015..2022 marriage", {"norland-2021 1"}),
        ("year:2020", {"aide-2019"}),  # 2019/2020
        ("year:..2013", {"book-2012"}),
        ("type:book", {"book-2012"}),
        ("publisher:norland year:2014", {"inquiry-2014"}),
        ('publisher:"norland press" brides', {"inquiry-2014 1"}),
        ("key:norland-2021 marriage", {"norland-2021 1"}),
        ("key:inq*", {"inquiry-2014"}),
        ("tag:europe", {"aide-2019", "denuncia-2018"}),
        ("tag:europe organisation", {"aide-2019 1"}),
        ("lang:fr traite", {"aide-2019 1"}),
        ("lang:french traite", {"aide-2019 1"}),
        ("lang:Chinese 强迫婚姻", {"nuolan-2020 2"}),
        ("lang:zh 强迫婚姻", {"nuolan-2020 2"}),  # the source says so, no entry does
        ("marriage -author:commission", {"norland-2021 1"}),
        ("author:(kaur OR durand)", {"book-2012", "aide-2019"}),
        ("country:west trafficking", {"norland-2021 3"}),
        ('country:"west norland"', {"norland-2021 3", "norland-2021 4"}),
        ("section:prosecution", {"norland-2021 2"}),
        ("section:fiord*", {"norland-2021 2", "norland-2021 3"}),
        ('country:"fiords west"', set()),  # no phrase runs from one heading into the next
        ("country:prosecution", set()),  # a section is no country
        ("title:bonded", {"book-2012"}),
        ("kaur", {"book-2012"}),
        ("bonded labour norland", {"book-2012"}),
    ],
)
def test_filters_select_by_what_entries_and_headings_say(places: Places, query: str, expected: set[str]) -> None:
    assert places(query) == expected


def test_any_word_will_do_where_no_page_has_all(library: Index) -> None:
    result = library.search("brides bondage zzzz")
    assert result.matched == "any"
    assert {(hit.key, hit.page.number) for hit in result.hits if hit.page} == {("inquiry-2014", 1), ("norland-2021", 4)}


def test_filters_still_hold_where_any_word_will_do(library: Index) -> None:
    result = library.search("brides bondage year:2014")
    assert (result.matched, [hit.key for hit in result.hits]) == ("any", ["inquiry-2014"])


def test_a_misspelt_word_brings_a_suggestion(library: Index) -> None:
    assert library.search("forced mariage").suggestion == "forced marriage"
    assert library.search('"debt" bondaeg author:x').suggestion == '"debt" bondage author:x'
    assert library.search("forced marriage").suggestion is None


def test_a_hit_shows_the_passage_with_its_words_marked(library: Index) -> None:
    (hit,) = library.search("forced marriage").hits
    assert hit.snippet == "Annual report of Norland (fictional). Forced marriage remained common in the north."
    assert [hit.snippet[start:end] for start, end in hit.spans] == ["Forced", "marriage"]
    assert (hit.key, hit.title, hit.year, hit.locator) == ("norland-2021", "Annual Report on Norland", "2021", "p. i")
    assert (hit.sha256, hit.file) == (sha_of("norland-2021"), "sources/norland-2021.pdf")


def test_a_hit_names_the_chapter_in_force_where_the_words_stand(library: Index) -> None:
    (hit,) = library.search("labour exploitation").hits
    assert hit.heading == "West Norland"


def test_a_hit_under_a_heading_names_the_chapter_too(library: Index) -> None:
    headings = [hit.heading for hit in library.search("debts grew").hits]
    assert headings == ["West Norland: Bondage"]


def test_a_metadata_hit_has_no_page(library: Index) -> None:
    (hit,) = library.search("title:bonded kaur").hits
    assert (hit.page, hit.file, hit.sha256, hit.locator) == (None, None, None, None)
    assert "Bonded Labour in Norland" in hit.snippet


def test_facets_count_all_that_matches(library: Index) -> None:
    result = library.search(
        "norland OR marriage", limit=1, facets=["year", "type", "publisher", "tag", "language", "key"]
    )
    assert sum(result.facets["key"].values()) == result.total
    assert result.facets["type"]["book"] == 1
    assert result.facets["key"]["inquiry-2014"] == 2


def test_groups_gather_the_hits_of_one_entry(library: Index) -> None:
    result = library.search("marriage", group=True)
    assert result.groups is not None
    assert {group.key: (group.total, len(group.hits)) for group in result.groups} == {
        "norland-2021": (1, 1),
        "inquiry-2014": (2, 2),
    }
    assert result.hits == ()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("year", [("norland-2021", 1), ("inquiry-2014", 1), ("inquiry-2014", 2)]),
        ("key", [("inquiry-2014", None), ("inquiry-2014", None), ("norland-2021", None)]),
        ("page", [("inquiry-2014", 1), ("inquiry-2014", 2), ("norland-2021", 1)]),
    ],
)
def test_hits_can_be_sorted(library: Index, sort: str, expected: list[tuple[str, int | None]]) -> None:
    hits = library.search("marriage", sort=sort).hits
    numbers = [hit.page.number if hit.page and sort != "key" else None for hit in hits]
    assert list(zip([hit.key for hit in hits], numbers, strict=True)) == expected
    paged = [library.search("marriage", sort=sort, limit=1, offset=at).hits[0] for at in range(3)]
    assert [(hit.key, hit.page and hit.page.number) for hit in paged] == [
        (hit.key, hit.page and hit.page.number) for hit in hits
    ]


def test_pages_of_results_follow_one_another(library: Index) -> None:
    whole = library.search("norland marriage OR debts", limit=20).hits
    parts = [
        hit for at in range(0, 20, 2) for hit in library.search("norland marriage OR debts", limit=2, offset=at).hits
    ]
    assert [(hit.key, hit.page) for hit in parts] == [(hit.key, hit.page) for hit in whole]


@pytest.mark.parametrize("at", [10**6, 10**15, 2**64])
def test_far_behind_the_last_hit_there_is_nothing(library: Index, at: int) -> None:
    for sort in ("score", "page"):
        found = library.search("norland", offset=at, limit=10, sort=sort)
        assert (found.hits, found.total > 0) == ((), True)


def test_within_keeps_to_the_named_entries(library: Index) -> None:
    result = library.search("marriage", within=["norland-2021"])
    assert [(hit.key, hit.page and hit.page.number) for hit in result.hits] == [("norland-2021", 1)]
    assert library.search("marriage", within=["no-such-key"]).total == 0


def test_related_terms_widen_a_search_only_when_asked(library: Index) -> None:
    assert library.search("human trafficking").matched == "any"
    found = library.search("human trafficking", related=True)
    keys = {hit.key for hit in found.hits}
    assert {"norland-2021", "aide-2019", "denuncia-2018", "nuolan-2020", "noreul-2017", "torgovlya-2015"} <= keys
    assert library.search("labor exploitation").matched == "any"
    assert library.search("labor exploitation", related=True).matched == "all"


def test_passages_rank_pages_by_the_rare_words_they_share(library: Index) -> None:
    found = library.passages("Farm workers in bondage owed debts, and 27.6 per cent fled", limit=3)
    assert found[0][:2] == (sha_of("norland-2021"), 4)
    assert (sha_of("norland-2021"), 2) in [place[:2] for place in found]
    assert library.passages("debts", sha256s=[sha_of("inquiry-2014")]) == []
    assert library.passages("") == []


def test_rare_words_weigh_more(library: Index) -> None:
    assert library.document_frequency(["marriages", "zzzz"], "en") == {"marriages": 3, "zzzz": 0}
    weights = library.rarity(["marriage", "bondage"], "en")
    assert weights["bondage"] > weights["marriage"]


def test_words_of_one_passage_come_before_the_same_words_scattered(library: Index) -> None:
    hits = library.search("organisations profited").hits
    assert hits[0].key == "inquiry-2014"
    scores = [hit.score for hit in library.search("trafficking OR marriage OR debts", limit=20).hits]
    assert scores == sorted(scores, reverse=True)


def test_a_long_run_without_spaces_finds_the_page_that_has_it_unbroken(library: Index) -> None:
    hit = library.search("警方打击拐卖妇女的行为").hits[0]
    assert (hit.key, hit.page and hit.page.number) == ("nuolan-2020", 1)
    assert "".join(hit.snippet[a:b] for a, b in hit.spans).replace(" ", "") == "警方打击拐卖妇女的行为"


def test_a_query_only_of_exclusions_is_refused(library: Index) -> None:
    with pytest.raises(QueryError) as caught:
        library.search("-marriage")
    assert caught.value.position == 0


def test_both_engines_give_the_same_scores(tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("tantivy", reason="no tantivy for this machine")
    scores: list[list[tuple[str, float]]] = []
    for engine in ("tantivy", "whoosh"):
        folder = tmp_path_factory.mktemp(engine)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LITBASE_CACHE", str(folder / "cache"))
            store = PageStore(folder / "pages.sqlite3")
            index = open_index(folder / "index", engine=engine, pages=store)
            fill(index, store)
            queries = (
                "marriage",
                "debt farms employers",
                '"trafficking in persons"',
                "norland — OR 人口贩卖",
                "traffick*",
            )
            hits = [hit for query in queries for hit in index.search(query).hits]
            scores.append([(f"{hit.key} {hit.page and hit.page.number}", round(hit.score, 3)) for hit in hits])
            index.close()
            store.close()
    assert scores[0] == scores[1]


def test_asking_for_related_terms_falls_back_on_any_word_too(library: Index) -> None:
    found = library.search("bride trafficking zzzqqq", related=True)
    assert (found.total > 0, found.matched) == (library.search("bride trafficking zzzqqq").total > 0, "any")
