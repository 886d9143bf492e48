"""Quotations looked for in a library: the pages proposed first, every page before anything is called absent."""

from collections.abc import Iterable, Sequence

from tests.claims.conftest import LittleLibrary, MemoryIndex

from litbase.claims.quotations.looking import Found, Shelf, look_for
from litbase.claims.quotations.quoted import find_quotations


class SilentIndex(MemoryIndex):
    """An index that proposes nothing, as the real one does where a word was broken or misread."""

    def passages(
        self, text: str | Iterable[str], *, sha256s: Sequence[str] | None = None, limit: int = 50
    ) -> list[tuple[str, int, float]]:
        return super().passages(text, sha256s=sha256s, limit=limit)[:0]


def look(library: LittleLibrary, quotation: str, *, within: str | None = None, is_silent: bool = False) -> list[Found]:
    (found,) = find_quotations(f"“{quotation}”")
    sources = {source.sha256: source for source in library.pages.sources(within)}
    index = SilentIndex(library.pages) if is_silent else library.index
    shelf = Shelf(library.pages)
    return look_for(found, index=index, shelf=shelf, sources=sources, within=within is not None)


def test_quotation_that_the_index_does_not_propose_is_found_all_the_same(norland: LittleLibrary) -> None:
    (found,) = look(norland, "Recruitment fees were abolished by the Act of 2019", is_silent=True)
    assert found.source.key == "eldoria2020"
    assert found.match.is_verbatim


def test_altered_quotation_comes_with_its_page(norland: LittleLibrary) -> None:
    (found,) = look(norland, "Recruitment fees were abolished by the Act of 2017")
    assert [page.number for page, _, _ in found.places] == [2]
    assert [(one.draft, one.source) for one in found.match.differences] == [("2017", "2019")]


def test_quotation_over_a_page_bound_names_both_pages(norland: LittleLibrary) -> None:
    (found,) = look(norland, "Officials said that the courts were to reopen them", within="norland2022")
    assert [page.number for page, _, _ in found.places] == [3, 4]


def test_quotation_of_another_source_is_not_found_within_the_cited_one(norland: LittleLibrary) -> None:
    assert look(norland, "Recruitment fees were abolished by the Act of 2019", within="norland2022") == []


def test_shelf_keeps_the_pages_it_has_read(norland: LittleLibrary) -> None:
    shelf = Shelf(norland.pages)
    (source,) = norland.pages.sources("norland2022")
    loose = shelf.stretch(source, [2])
    assert [page.number for page in loose.pages] == [1, 2, 3]
    assert shelf.stretch(source, [2]).texts == loose.texts
    assert shelf.text(source) is shelf.text(source)
    assert shelf.stretch(source, [4]).texts == shelf.text(source).texts[2:]
