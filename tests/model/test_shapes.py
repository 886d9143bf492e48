"""Every shape is held to the JSON Schemas in docs/schemas and to the keys of the contract."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from litbase.errors import DuplicateKey, EncryptedSource, UnknownKey
from litbase.model import shapes
from litbase.model.citing import Cited, RenderedCitation, RenderedReference, Style
from litbase.model.claim import (
    CheckItem,
    CheckKind,
    Citation,
    CitationForm,
    Claim,
    Difference,
    DraftNote,
    DraftReport,
    Evidence,
    Finding,
    NoteKind,
    Outcome,
    Scope,
    Settled,
    Verdict,
)
from litbase.model.entry import Problem, Severity
from litbase.model.page import Group, Guess, Hit, Locator, LocatorKind, Page, SearchResult
from litbase.model.record import (
    Added,
    AddReport,
    AttachedFile,
    CatalogRecord,
    Duplicates,
    ImportReport,
    Merged,
    Quoted,
    Record,
    Refused,
    RefusedRecord,
    SameWork,
    Series,
)

SCHEMAS = Path(__file__).parents[2] / "docs" / "schemas"
SHA = "ab" * 32

PRINTED = Page(211, "173", "The commission met.\n")
SECTION = Page(1, None, "Text", heading="Norland")
HIT = Hit(
    "norland2020", "Report", "2020", PRINTED, "p. 173", None, "The commission met.", ((4, 14),), 3.5, "a.pdf", SHA
)
METADATA_HIT = Hit("norland2020", "Report", None, None, None, None, "Report", (), 1.0, None, None)
CLAIM = Claim("Norland freed 12 people.", 1, 1, 0, 24)
CITATION = Citation(
    "(Norland 7)", 2, 13, CitationForm.AUTHOR_PAGE, ("norland2020",), (), Locator(LocatorKind.PAGE, "7")
)
CHECK = CheckItem(CheckKind.FIGURE, Outcome.DIFFERS, "12, not 21", 14, 16, 0, (Difference("12", "21"),), ((0, 3),))
EVIDENCE = Evidence("norland2020", PRINTED, "p. 173", "The commission met.", 0, 19, SHA, "a.pdf", Scope.NEAR_PAGE)
FINDING = Finding("f1", CLAIM, (CITATION,), Verdict.DIFFERS, "another figure", (CHECK,), (EVIDENCE,))
SETTLED = Finding("f2", CLAIM, (), Verdict.UNCITED, "no citation", (), (), Settled("agreed", "2024-05-01"))
ITEM = {"id": "norland2020", "type": "report", "title": "Report"}
RECORD = Record(ITEM, (AttachedFile("sources/a.pdf", SHA, 3),), ("law",))
NOTE = DraftNote(NoteKind.CONSISTENCY, "the shares add to 98 %", ((0, 4), (9, 14)))
ADDED = Added("norland2020", "sources/a.pdf", SHA, 3, True, (Guess("title", "Report", "p. 1"),))

SHAPES: list[tuple[str, Any]] = [
    ("page", shapes.page(PRINTED)),
    ("page", shapes.page(SECTION)),
    ("locator", shapes.locator(Locator(LocatorKind.PARAGRAPH, "42"))),
    ("hit", shapes.hit(HIT)),
    ("hit", shapes.hit(METADATA_HIT)),
    ("search", shapes.search(SearchResult("q", 1, "all", (HIT,), None, None, {"year": {"2020": 1}}))),
    (
        "search",
        shapes.search(SearchResult("q", 1, "any", (), (Group("k", "T", None, 1, (HIT,)),), "respelt", {})),
    ),
    ("pages", shapes.pages("norland2020", [PRINTED, SECTION], file="a.pdf", sha256=SHA)),
    ("pages", shapes.pages("norland2020", [PRINTED], file="a.pdf", sha256=SHA, text=True)),
    ("item", shapes.item(RECORD)),
    ("list", [shapes.item(RECORD)]),
    ("add", shapes.add(AddReport((ADDED,), (Refused("b.pdf", EncryptedSource("b.pdf")),)))),
    (
        "import",
        shapes.imported(
            ImportReport("x.bib", ("a",), ("b",), (RefusedRecord("c", DuplicateKey("c"), 4),), {"a": "a0"})
        ),
    ),
    ("catalog", shapes.catalog([CatalogRecord("n", ITEM, {"title": "verified"}, False)])),
    ("doctor", shapes.doctor([Problem("dates", Severity.WARNING, "no such day", key="k")])),
    (
        "cited",
        shapes.cited(
            Cited(
                "apa",
                (RenderedCitation(("k",), Locator(LocatorKind.PAGE, "7"), "(Norland, 2020, p. 7)", "(Norland)"),),
                (RenderedReference("k", "Norland. (2020). Report.", "Norland. (2020). <i>Report</i>."),),
            )
        ),
    ),
    ("cited", shapes.cited(Cited("oscola", (RenderedCitation(("k", "l"), None, "Norland", "Norland"),)))),
    ("styles", shapes.styles([Style("apa", "APA"), Style("x", "X", "apa")], default="apa")),
    ("claim", shapes.claim(CLAIM)),
    ("citation", shapes.citation(CITATION)),
    ("check-item", shapes.check_item(CHECK)),
    ("evidence", shapes.evidence(EVIDENCE)),
    ("finding", shapes.finding(FINDING)),
    ("finding", shapes.finding(SETTLED)),
    ("trace", shapes.trace(FINDING)),
    ("note", shapes.note(NOTE)),
    ("quote", shapes.quote(Quoted("k", "the words", True, "it stands there", None, "“the words” (K 3)", FINDING))),
    (
        "dedupe",
        shapes.dedupe(
            Duplicates((SameWork(("a", "b"), "the same DOI", 0.99),), (Series(("c", "d"), "other years"),)),
            [Merged("a", ("b",))],
        ),
    ),
    ("check", shapes.check(DraftReport("draft.md", "markdown", "words", (FINDING, SETTLED), (NOTE,)))),
]


@pytest.fixture(scope="module")
def validate() -> Callable[[str, Any], None]:
    resources = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in resources.items()
    )

    def check(name: str, shape: Any) -> None:
        Draft202012Validator(resources[f"{name}.json"], registry=registry).validate(shape)

    return check


@pytest.mark.parametrize(("name", "shape"), SHAPES)
def test_every_shape_fits_its_schema_and_survives_json(
    name: str, shape: Any, validate: Callable[[str, Any], None]
) -> None:
    validate(name, json.loads(json.dumps(shape)))


def test_every_schema_is_valid_and_has_a_shape_that_was_tested() -> None:
    for path in SCHEMAS.glob("*.json"):
        Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))
    assert {path.stem for path in SCHEMAS.glob("*.json")} == {name for name, _ in SHAPES}


def test_a_missing_key_is_refused_by_the_schema(validate: Callable[[str, Any], None]) -> None:
    shape = shapes.hit(HIT)
    del shape["year"]
    with pytest.raises(Exception, match="'year' is a required property"):
        validate("hit", shape)


def test_a_hit_is_written_as_the_contract_says() -> None:
    assert shapes.hit(HIT) == {
        "key": "norland2020",
        "title": "Report",
        "year": "2020",
        "page": {"number": 211, "label": "173", "inferred": False, "heading": None},
        "locator": "p. 173",
        "heading": None,
        "snippet": "The commission met.",
        "spans": [[4, 14]],
        "score": 3.5,
        "file": "a.pdf",
        "sha256": SHA,
        "ocr": False,
    }


def test_grouped_results_have_groups_in_place_of_hits() -> None:
    shape = shapes.search(SearchResult("q", 0, "all", (), (), None, {}))
    assert "hits" not in shape
    assert shape["groups"] == []


def test_a_refusal_names_the_kind_of_error_the_reason_and_the_way_out() -> None:
    error = UnknownKey("norlnad2020", ("norland2020",))
    assert shapes.add(AddReport(refused=(Refused("norlnad2020", error),)))["refused"] == [
        {
            "path": "norlnad2020",
            "error": "UnknownKey",
            "message": "no entry has the key 'norlnad2020'",
            "hint": "did you mean norland2020?",
        }
    ]


def test_the_first_guess_of_a_field_is_the_one_shown() -> None:
    guesses = (Guess("title", "Best", "p. 1"), Guess("title", "Other", "xmp"))
    shape = shapes.add(AddReport((Added("k", "f", SHA, 1, True, guesses),)))
    assert shape["added"][0]["guessed"] == {"title": {"value": "Best", "from": "p. 1"}}


def test_the_summary_counts_every_severity_zeros_too() -> None:
    assert shapes.doctor([Problem("dates", Severity.WARNING, "m")])["summary"] == {"error": 0, "warning": 1, "info": 0}
