"""A small fictional library (Republic of Norland) with an in-memory stand-in for the page index."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from litbase.model.page import LocatorKind, Page, Reading, SourceFile
from litbase.search.analysis import tokens
from litbase.sources.page_store import PageStore


class MemoryIndex:
    """Ranks pages by how many of the words they share, as the real index does by BM25."""

    def __init__(self, pages: PageStore) -> None:
        self._terms = {
            (source.sha256, page.number): Counter(token.term for token in tokens(page.text, source.language))
            for source in pages.sources()
            for page in pages.pages(source.sha256)
        }

    def passages(
        self, text: str | Iterable[str], *, sha256s: Sequence[str] | None = None, limit: int = 50
    ) -> list[tuple[str, int, float]]:
        words = text if isinstance(text, str) else " ".join(text)
        counts = self.document_frequency({token.term for stem in ("en", None) for token in tokens(words, stem)})
        scored = [
            (sha, number, sum(1 / (1 + count) for term, count in counts.items() if held[term]))
            for (sha, number), held in self._terms.items()
            if sha256s is None or sha in sha256s
        ]
        return sorted((one for one in scored if one[2] > 0), key=lambda one: -one[2])[:limit]

    def document_frequency(self, terms: Iterable[str]) -> dict[str, int]:
        return {term: sum(term in held for held in self._terms.values()) for term in terms}


class LittleLibrary:
    """Pages put under keys, and the index over them."""

    def __init__(self, path: Path) -> None:
        self.pages = PageStore(path)

    def add(self, key: str, *pages: Page | str, language: str = "en", cited_by: LocatorKind = LocatorKind.PAGE) -> None:
        made = tuple(
            page if isinstance(page, Page) else Page(number=number, label=str(number + 10), text=page)
            for number, page in enumerate(pages, start=1)
        )
        sha256 = f"{key:0<64}".replace("-", "0")
        record = SourceFile(key, f"sources/{key}.pdf", sha256, 1, "application/pdf")
        self.pages.put(record, Reading("application/pdf", made, (), language, cited_by))

    @property
    def index(self) -> MemoryIndex:
        return MemoryIndex(self.pages)


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[Callable[[], LittleLibrary]]:
    made: list[LittleLibrary] = []

    def make() -> LittleLibrary:
        made.append(LittleLibrary(tmp_path / f"pages{len(made)}.sqlite3"))
        return made[-1]

    yield make
    for library in made:
        library.pages.close()


@pytest.fixture
def norland(make_library: Callable[[], LittleLibrary]) -> LittleLibrary:
    """Two fictional reports, one of them cited by paragraph."""
    library = make_library()
    library.add(
        "norland2022",
        "The Republic of Norland is a source and transit country. In 2021 the police identified 412 victims of\n"
        "trafficking, of whom 61 were children. The government did not convict any trafficker.",
        "Labour inspectors visited 1,250 brick kilns in the northern provinces. They found that nearly two thirds of\n"
        "the workers had borrowed money from the owner. The inspectors reported debts of $9.5 million.",
        "The shelters in Westmark remained closed for most of the year, and survivors were lodged with\n"
        "the police. No funding was provided to non-governmental organizations. Officials said that",
        "the courts were to reopen them in the spring. Traffickers increasingly recruit young women online.",
    )
    library.add(
        "eldoria2020",
        "The Commission heard 96 witnesses in Eldoria. It finds that fishing crews were held on board for months\n"
        "without pay and that their papers were kept by the captain.",
        "Recruitment fees were abolished by the Act of 2019. The Commission recommends that Eldoria ratify\n"
        "the Protocol without delay.",
    )
    return library
