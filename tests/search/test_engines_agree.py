"""Whatever is asked, both engines answer the same, or refuse it at the same character."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.conftest import fill

from litbase.errors import QueryError
from litbase.search.index import Index, open_index
from litbase.sources.page_store import PageStore

PIECES = (
    *("debt", "bondage", "marriage", "norland", "the", "mariage", "zzzz", "27.6", "women’s", "économie", "права"),
    *("人口贩卖", "警方打击拐卖妇女的行为", "인신매매", "traffick*", "d*", "人*", "debt~1", "mariage~2", "😀~1", "²"),
    *('"forced marriage"', '"debt bondage"~3', "‘labour exploitation’", "“brides were”~9", '"', "“", "’", "(", ")"),
    *("year:2014", "year:2014–2021", "year:..2015", "author:kaur", "author:", "title:(", "tag:north", "lang:French"),
    *("section:prosecution", "country:west*", "key:norland*", "foo:bar", "OR", "AND", "NOT", "-", "–", "~2", "*", "&"),
)  # fmt: skip


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Index]]:
    """The same library, indexed by each engine."""
    pytest.importorskip("tantivy", reason="no tantivy for this machine")
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("engines")
        patch.setenv("LITBASE_CACHE", str(folder / "cache"))
        stores = {name: PageStore(folder / f"{name}.sqlite3") for name in ("tantivy", "whoosh")}
        found = {name: open_index(folder / name, engine=name, pages=store) for name, store in stores.items()}
        for name, index in found.items():
            fill(index, stores[name])
        yield found
        for name, index in found.items():
            index.close()
            stores[name].close()


def answer(index: Index, query: str) -> object:
    try:
        found = index.search(query, limit=30, facets=["year"])
    except QueryError as error:
        return str(error), error.position, error.hint
    places = [(hit.key, hit.page and hit.page.number, hit.snippet, hit.spans) for hit in found.hits]
    return found.total, found.matched, found.suggestion, found.facets, sorted(places, key=repr)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), between=st.sampled_from((" ", " ", " ", "")))
def test_both_engines_answer_alike(engines: Mapping[str, Index], pieces: list[str], between: str) -> None:
    query = between.join(pieces)
    assert answer(engines["tantivy"], query) == answer(engines["whoosh"], query)
