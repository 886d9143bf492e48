"""The sample documents are whole, consistent, fictional on every page, and what their texts say."""

import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from litbase.formats.corpus import corpus_folder

SAMPLES = corpus_folder() / "samples"
DOCUMENTS = SAMPLES / "documents"
SCAN = "harbour-circular-1987.pdf"
NOTE = "Fictional sample — Republic of Norland — made for litbase"
WITH_TEXT = sorted(path for path in DOCUMENTS.glob("*.pdf") if path.name != SCAN)


def texts_of(path: Path) -> Iterator[str]:
    document = pypdfium2.PdfDocument(path)
    for page in document:
        yield page.get_textpage().get_text_bounded().replace("\r\n", "\n")


def keys_to_files() -> dict[str, str]:
    bibliography = (SAMPLES / "samples.bib").read_text("utf-8")
    entries = re.findall(r"@\w+\{([\w-]+),.*?\bfile\s*=\s*\{(.*?)\}", bibliography, re.DOTALL)
    return dict(entries)


def squeezed(text: str) -> str:
    folded = text.translate({ord("“"): '"', ord("”"): '"', ord("’"): "'", 0xFFFE: None, 0xAD: None})
    return re.sub(r"\W", "", folded).casefold()


def test_every_entry_has_its_file_and_every_file_its_entry() -> None:
    named = {SAMPLES / file for file in keys_to_files().values()}
    assert named == set(DOCUMENTS.iterdir())


@pytest.mark.parametrize("path", WITH_TEXT, ids=lambda path: path.name)
def test_every_page_of_a_pdf_says_it_is_fictional(path: Path) -> None:
    assert all(NOTE in text for text in texts_of(path))


@pytest.mark.parametrize(
    "path", sorted({*DOCUMENTS.glob("*.html"), *DOCUMENTS.glob("*.md")}), ids=lambda path: path.name
)
def test_other_documents_say_it_too(path: Path) -> None:
    assert NOTE in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "member"),
    [("prosecution-brief-2023.docx", "word/footer1.xml"), ("inspectors-handbook-2020.epub", "OEBPS/chapter1.xhtml")],
)
def test_packed_documents_say_it_too(name: str, member: str) -> None:
    with zipfile.ZipFile(DOCUMENTS / name) as archive:
        assert NOTE in archive.read(member).decode()


def test_the_scan_holds_no_text() -> None:
    assert "".join(texts_of(DOCUMENTS / SCAN)) == ""


def test_the_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in DOCUMENTS.iterdir()) < 1_500_000


def test_the_annual_report_has_roman_front_matter_and_arabic_body() -> None:
    document = pypdfium2.PdfDocument(DOCUMENTS / "nomtip-2022.pdf")
    labels = [document.get_page_label(index) for index in range(len(document))]
    assert labels == ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", *map(str, range(1, 14))]


@pytest.mark.parametrize(
    ("name", "index", "printed"),
    [
        ("nomtip-2022.pdf", 2, "iii"),
        ("nomtip-2022.pdf", 16, "9"),
        ("quill-inkwell-2022.pdf", 1, "212"),
        ("norland-act-14-2009.pdf", 1, "- 2 -"),
        ("rfli-2022.pdf", 3, "4"),
    ],
)
def test_pages_print_their_number(name: str, index: int, printed: str) -> None:
    page = list(texts_of(DOCUMENTS / name))[index]
    assert re.search(rf"(^| ){printed}( |\s*$)", page, re.MULTILINE)


CLAIMS = tomllib.loads((SAMPLES / "claims.toml").read_text("utf-8"))["claim"]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim["kind"])
def test_claims_name_known_sources_and_verdicts(claim: dict[str, object]) -> None:
    keys = set(keys_to_files())
    assert {claim.get("source", claim.get("in", "nomtip-2022")), claim.get("in", "nomtip-2022")} <= keys
    known = {"verified", "supported", "to-read", "differs", "elsewhere", "not-found", "unchecked"}
    assert set(claim["verdicts"]) <= known


TRUE_QUOTATIONS = [claim for claim in CLAIMS if "verified" in claim["verdicts"]]


@pytest.mark.parametrize("claim", TRUE_QUOTATIONS, ids=lambda claim: claim["kind"])
def test_true_quotations_stand_where_the_claims_say(claim: dict[str, str]) -> None:
    quotation = re.search(r'["“«](.*?)["”»]$|["“«](.*?)["”»]', claim["text"].rstrip("."))
    assert quotation is not None
    path = SAMPLES / keys_to_files()[claim["source"]]
    text = " ".join(texts_of(path)) if path.suffix == ".pdf" else re.sub(r"<[^>]+>", " ", path.read_text("utf-8"))
    for part in (quotation[1] or quotation[2]).split("[…]"):
        assert squeezed(part) in squeezed(text)


@pytest.mark.slow
def test_building_gives_the_same_documents(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    pytest.importorskip("PIL")
    subprocess.run([sys.executable, SAMPLES / "build.py", tmp_path], check=True, capture_output=True)
    built = {path.name for path in tmp_path.iterdir()}
    assert built == {path.stem + path.suffix for path in DOCUMENTS.iterdir() if path.suffix not in (".html", ".md")}
    for name in built:  # bytes may differ with the version of zlib, words may not
        assert contents_of(tmp_path / name) == contents_of(DOCUMENTS / name), name


def contents_of(path: Path) -> list[str]:
    if path.suffix == ".pdf":
        return list(texts_of(path))
    with zipfile.ZipFile(path) as archive:
        return [archive.read(member).decode() for member in archive.namelist()]
