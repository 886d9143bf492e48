"""A small fictional library (Republic of Norland), indexed by each engine."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from litbase.model.entry import Description
from litbase.model.page import LocatorKind, Mark, Page, Reading, SourceFile
from litbase.search.index import Index, open_index
from litbase.sources.page_store import PageStore

CHAPTER, SECTION = LocatorKind.CHAPTER, LocatorKind.SECTION

ANNUAL = (
    "Annual report of Norland (fictional).\nForced marriage remained common in the north.",
    "The police identified 27.6 per cent of victims. Anti‑trafficking units were trained. Women’s shelters closed.",
    "Traffickers recruited minors. Trafficking in persons for labour exploitation was reported, see A/NL/25/63.",
    "Debt bondage persisted on farms. Bonded labourers owed their employers large debts, and the debts grew.",
)
INQUIRY = (
    "The commission heard that brides were sold across the border for marriage.",
    "49.6 million people were mentioned; organised groups and organizations profited from marriage brokers.",
)
FRENCH = ("La traite des êtres humains touche l’économie. Les organisations d’aide ont été consultées.",)
SPANISH = ("La trata de personas es un delito. Las organizaciones y la organización nacional lo denuncian.",)
CHINESE = ("诺兰共和国的人口贩卖问题严重。警方打击拐\n卖妇女的行为。", "强迫婚姻是犯罪。")
KOREAN = ("노를란드 공화국의 인신매매 피해자를 보호한다.",)
VIETNAMESE = ("Buôn bán người là tội phạm nghiêm trọng ở Norland.",)
RUSSIAN = ("Торговля людьми является преступлением. Права человека нарушались.",)

SOURCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "norland-2021": ("en", ANNUAL),
    "inquiry-2014": ("en", INQUIRY),
    "aide-2019": ("fr", FRENCH),
    "denuncia-2018": ("es", SPANISH),
    "nuolan-2020": ("zh", CHINESE),
    "noreul-2017": ("ko", KOREAN),
    "buonban-2016": ("vi", VIETNAMESE),
    "torgovlya-2015": ("ru", RUSSIAN),
}
ENTRIES = (
    Description(
        "norland-2021",
        "report",
        "Annual Report on Norland",
        ("Ministry of Norland",),
        "2021",
        "Norland Press",
        ("north",),
        "en",
    ),
    Description(
        "inquiry-2014", "report", "Findings of the Commission", ("Commission",), "2014", "Norland Press", (), "en"
    ),
    Description("aide-2019", "article", "Économie de la traite", ("Durand",), "2019/2020", None, ("europe",), "fr"),
    Description("denuncia-2018", "article", "Denuncias", ("Pérez",), "2018", None, ("europe",), "es"),
    Description("book-2012", "book", "Bonded Labour in Norland", ("Kaur",), "2012", "Fiord Books", (), "en"),
)


def sha_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def page_of(number: int, text: str, *marks: Mark, label: str | None = None) -> Page:
    return Page(number=number, label=label or str(number + 10), text=text, marks=marks)


def pages_of(key: str) -> tuple[Page, ...]:
    _, texts = SOURCES[key]
    if key != "norland-2021":
        return tuple(page_of(number, text) for number, text in enumerate(texts, start=1))
    return (
        page_of(1, texts[0], label="i"),
        page_of(2, texts[1], Mark(SECTION, "Prosecution", 0), Mark(CHAPTER, "East Norland (Fiords)", 0)),
        page_of(
            3, texts[2], Mark(CHAPTER, "East Norland (Fiords)", 0, continued=True), Mark(CHAPTER, "West Norland", 30)
        ),
        page_of(4, texts[3], Mark(CHAPTER, "West Norland", 0, continued=True), Mark(SECTION, "Bondage", 0)),
    )


def put(index: Index, store: PageStore, key: str) -> None:
    """Store and index the pages of one source."""
    reading = Reading("application/pdf", pages_of(key), (), SOURCES[key][0])
    with store.writing():
        store.put(SourceFile(key, f"sources/{key}.pdf", sha_of(key), 1, "application/pdf"), reading)
    with index.writing() as writer:
        writer.put_source(sha_of(key), SOURCES[key][0], reading.pages)


def fill(index: Index, store: PageStore) -> None:
    with index.writing() as writer, store.writing():
        for key, (language, _) in SOURCES.items():
            reading = Reading("application/pdf", pages_of(key), (), language)
            store.put(SourceFile(key, f"sources/{key}.pdf", sha_of(key), 1, "application/pdf"), reading)
            writer.put_source(sha_of(key), language, reading.pages)
        for entry in ENTRIES:
            writer.put_entry(entry)


@pytest.fixture(params=["tantivy", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each engine in turn, with a cache folder of its own."""
    monkeypatch.setenv("LITBASE_CACHE", str(tmp_path / "cache"))
    name: str = request.param
    if name == "tantivy":
        pytest.importorskip("tantivy", reason="no tantivy for this machine")
    return name


@pytest.fixture
def store(tmp_path: Path) -> Iterator[PageStore]:
    found = PageStore(tmp_path / "pages.sqlite3")
    yield found
    found.close()


@pytest.fixture
def empty(engine: str, store: PageStore, tmp_path: Path) -> Iterator[Index]:
    """An index with nothing in it, never written."""
    found = open_index(tmp_path / "index", engine=engine, pages=store)
    yield found
    found.close()


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The whole library, for reading only."""
    if request.param == "tantivy":
        pytest.importorskip("tantivy", reason="no tantivy for this machine")
    folder = tmp_path_factory.mktemp("library")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITBASE_CACHE", str(folder / "cache"))
        store = PageStore(folder / "pages.sqlite3")
        index = open_index(folder / "index", engine=request.param, pages=store)
        fill(index, store)
        yield index
        index.close()
        store.close()


Places = Callable[[str], set[str]]


@pytest.fixture
def places(library: Index) -> Places:
    """Return where a query finds something: "key p. 12", or "key" where only the entry matches."""

    def found(query: str) -> set[str]:
        hits = library.search(query, limit=50).hits
        return {f"{hit.key} {hit.page.number}" if hit.page else hit.key for hit in hits}

    return found
