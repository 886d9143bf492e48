from pathlib import Path

import pytest

from litbase.model.page import Box, Guess, Layout, LocatorKind, Mark, Page, Reading, Run, SourceFile
from litbase.sources.page_store import PageStore

SOURCE = SourceFile("norland2021", "sources/norland2021.pdf", "ab" * 32, 10, "application/pdf")
LAYOUT = Layout.of([Run(0, 4, 2, 6, Box(1.0, 2.0, 3.0, 4.0))])
PAGES = (
    Page(1, "i", "Fictional cover of the Republic of Norland"),
    Page(
        2,
        "1",
        "42. The Commission found …\x00拐卖",
        inferred=True,
        heading="Findings",
        marks=(Mark(LocatorKind.PARAGRAPH, "42", 0), Mark(LocatorKind.CHAPTER, "Norland", 0, True)),
        ocr=True,
        problem="half of the page is missing",
        layout=LAYOUT,
    ),
)
READING = Reading("application/pdf", PAGES, (Guess("title", "T", "p. 1"),), "en", LocatorKind.PARAGRAPH)


@pytest.fixture
def store(tmp_path: Path) -> PageStore:
    return PageStore(tmp_path / "pages.sqlite3")


def test_pages_come_back_as_they_were_put(store: PageStore) -> None:
    store.put(SOURCE, READING)
    assert tuple(store.pages(SOURCE.sha256)) == PAGES
    assert store.page(SOURCE.sha256, 2) == PAGES[1]
    assert store.page(SOURCE.sha256, 3) is None
    assert tuple(LAYOUT.runs()) == (Run(0, 4, 2, 6, Box(1.0, 2.0, 3.0, 4.0)),)


def test_pages_of_several_places_come_at_once_with_their_sources(store: PageStore) -> None:
    store.put(SOURCE, READING)
    asked = [(SOURCE.sha256, 2), (SOURCE.sha256, 3), ("00" * 32, 1)]
    found = store.pages_at(asked)
    assert list(found) == [(SOURCE.sha256, 2)]
    assert found[SOURCE.sha256, 2] == (store.source(SOURCE.sha256), PAGES[1])
    assert store.pages_at([]) == {}


def test_a_source_is_known_by_its_bytes(store: PageStore) -> None:
    store.put(SOURCE, READING)
    found = store.source(SOURCE.sha256)
    assert found is not None
    assert (found.key, found.language, found.cited_by, found.pages) == ("norland2021", "en", LocatorKind.PARAGRAPH, 2)
    assert store.source("00" * 32) is None
    assert store.sources("norland2021") == (found,) == store.sources()
    assert store.sources("other") == ()


def test_putting_again_replaces(store: PageStore) -> None:
    store.put(SOURCE, READING)
    store.put(SOURCE, Reading("text/plain", PAGES[:1], (), None))
    assert [page.number for page in store.pages(SOURCE.sha256)] == [1]
    assert len(store.sources()) == 1


def test_moving_keeps_the_pages(store: PageStore) -> None:
    store.put(SOURCE, READING)
    store.move(SOURCE.sha256, key="new", file="sources/new.pdf")
    (found,) = store.sources()
    assert (found.key, found.file) == ("new", "sources/new.pdf")
    assert len(tuple(store.pages(SOURCE.sha256))) == 2


def test_removing_a_source_removes_its_pages(store: PageStore) -> None:
    store.put(SOURCE, READING)
    store.remove([SOURCE.sha256])
    assert store.sources() == ()
    assert tuple(store.pages(SOURCE.sha256)) == ()


def test_a_failed_write_leaves_the_old_state(store: PageStore) -> None:
    store.put(SOURCE, READING)
    with pytest.raises(RuntimeError):
        _remove_and_fail(store)
    assert len(tuple(store.pages(SOURCE.sha256))) == 2


def _remove_and_fail(store: PageStore) -> None:
    with store.writing():
        store.remove([SOURCE.sha256])
        raise RuntimeError


def test_a_reader_sees_the_old_state_while_another_writes(tmp_path: Path) -> None:
    writer, reader = PageStore(tmp_path / "p"), PageStore(tmp_path / "p")
    writer.put(SOURCE, READING)
    with writer.writing():
        writer.remove([SOURCE.sha256])
        assert len(reader.sources()) == 1
    assert reader.sources() == ()


def test_pages_survive_closing_and_another_schema_starts_afresh(tmp_path: Path) -> None:
    store = PageStore(tmp_path / "p")
    store.put(SOURCE, READING)
    store.close()
    again = PageStore(tmp_path / "p")
    assert len(again.sources()) == 1
    again._connection.execute("PRAGMA user_version = 99")
    again.close()
    assert PageStore(tmp_path / "p").sources() == ()
