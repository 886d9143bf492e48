"""A draft checked: every row of the contract's table of verdicts, on the fictional reports."""

from pathlib import Path

import pytest

from litbase.claims.answers import KeptAnswers
from litbase.claims.checking import Shelves, check_draft
from litbase.claims.citations.works import Work, work_of
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.question import Answer, Question, Standing
from litbase.model import shapes
from litbase.model.claim import CheckKind, DraftReport, Finding, Outcome, Scope, Verdict
from litbase.model.entry import Entry
from litbase.model.page import LocatorKind, Mark, Page

from .conftest import LittleLibrary


def work(key: str, author: str, title: str, date: str) -> Work:
    return work_of(Entry(key, "report", (("author", author), ("title", title), ("date", date))))


WORKS = [
    work_of(
        Entry(
            "norland2022",
            "report",
            tuple({"author": "{Norland Office}", "title": "Norland Report", "date": "2022"}.items()),
        )
    ),
    work_of(
        Entry(
            "eldoria2020",
            "report",
            tuple({"author": "{Eldoria Panel}", "title": "Eldoria Inquiry", "date": "2020"}.items()),
        )
    ),
    work("lost1999", "Lost, Ann", "Gone", "1999"),
]
CATALOG = [work("atlas2001", "Atlas, Bo", "Maps", "2001")]
QUOTED = "“Labour inspectors visited 1,250 brick kilns in the northern provinces”"


class Nothing:
    """A memory that keeps nothing and counts what is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def get(self, question: Question) -> Answer | None:  # noqa: ARG002 (a memory is asked so)
        self.asked += 1
        return None

    def put(self, question: Question, answer: Answer) -> None:
        pass


def checked(library: LittleLibrary, text: str) -> DraftReport:
    shelves = Shelves(index=library.index, pages=library.pages, works=WORKS, catalog=CATALOG)
    return check_draft(read_markdown(text), shelves, name="draft.md", memory=Nothing())


def finding(library: LittleLibrary, text: str) -> Finding:
    (one,) = checked(library, text).findings
    return one


def outcome(one: Finding, kind: CheckKind) -> Outcome:
    return next(check.outcome for check in one.checks if check.kind is kind)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{QUOTED} [@norland2022, p. 12].", Verdict.VERIFIED),
        (f"{QUOTED} [@norland2022].", Verdict.VERIFIED),  # no page cited: the page is offered
        (f"{QUOTED} [@norland2022, pp. 12–13].", Verdict.VERIFIED),
        (f"{QUOTED} [@norland2022, p. 11].", Verdict.ELSEWHERE),
        (f"{QUOTED} [@norland2022, p. 2].", Verdict.ELSEWHERE),  # its place in the file
        (f"{QUOTED} [@eldoria2020, p. 11].", Verdict.ELSEWHERE),
        ("“Labour inspectors visited 1,520 brick kilns in the northern provinces” [@norland2022].", Verdict.DIFFERS),
        ("“No inspector ever set foot in the capital of the island” [@norland2022].", Verdict.NOT_FOUND),
        (f"{QUOTED} [@lost1999].", Verdict.UNCHECKED),  # an entry without text
        (f"{QUOTED} [@nobody2000].", Verdict.UNCHECKED),
        (f"{QUOTED}.", Verdict.UNCITED),
        ("The police identified 412 victims of trafficking.", Verdict.UNCITED),
        ("In 2021 the police identified 421 victims of trafficking [@norland2022, p. 11].", Verdict.DIFFERS),
        ("Perhaps the winter was mild for some [@norland2022, p. 14].", Verdict.TO_READ),
    ],
)
def test_the_first_row_that_applies_decides(norland: LittleLibrary, text: str, verdict: Verdict) -> None:
    assert finding(norland, text).verdict is verdict


def test_a_quotation_on_another_page_says_which_and_shows_it(norland: LittleLibrary) -> None:
    one = finding(norland, f"{QUOTED} [@norland2022, p. 11].")
    place = next(check for check in one.checks if check.kind is CheckKind.LOCATOR)
    assert place.outcome is Outcome.ELSEWHERE
    assert "p. 12 of norland2022, the page beside it" in place.detail
    assert one.evidence[0].scope is Scope.NEAR_PAGE


def test_the_place_in_the_file_given_for_the_printed_page_is_recognised(norland: LittleLibrary) -> None:
    place = next(
        check for check in finding(norland, f"{QUOTED} [@norland2022, p. 2].").checks if check.kind is CheckKind.LOCATOR
    )
    assert "its place in the file" in place.detail


def test_a_quotation_over_a_page_end_stands_on_either_page(norland: LittleLibrary) -> None:
    for page in ("13", "14"):
        text = f"“Officials said that the courts were to reopen them in the spring” [@norland2022, p. {page}]."
        assert finding(norland, text).verdict is Verdict.VERIFIED


def test_words_of_an_uncited_quotation_are_offered(norland: LittleLibrary) -> None:
    one = finding(norland, f"{QUOTED}.")
    assert one.evidence[0].key == "norland2022"
    assert one.evidence[0].scope is Scope.LIBRARY
    assert outcome(one, CheckKind.CITATION) is Outcome.MISSING


def test_where_an_uncited_figure_comes_from_is_said_only_of_a_passage_that_has_it(norland: LittleLibrary) -> None:
    held = finding(norland, "In 2021 the police identified 412 victims of trafficking.")
    assert held.reason.endswith("p. 11 of norland2022 may be where it comes from.")
    other = finding(norland, "In 2021 the police of Norland identified 733 victims of trafficking.")
    assert other.reason.endswith("p. 11 of norland2022 comes closest in the library.")


def test_a_citation_that_is_not_known_offers_the_catalog(norland: LittleLibrary) -> None:
    one = finding(norland, f"{QUOTED} (Atlas 2001, p. 3).")
    assert one.citations[0].suggestions == ("atlas2001",)
    assert "litbase catalog add atlas2001" in one.reason


def test_one_of_several_sources_that_bears_nothing_out_is_named(norland: LittleLibrary) -> None:
    one = finding(norland, f"{QUOTED} [@norland2022; @eldoria2020].")
    assert one.verdict is Verdict.VERIFIED
    missing = [check.detail for check in one.checks if check.outcome is Outcome.MISSING]
    assert missing == ["'eldoria2020' bears nothing of it out"]


def test_what_is_borne_out_needs_no_second_source_that_cannot_be_read(norland: LittleLibrary) -> None:
    assert finding(norland, f"{QUOTED} [@norland2022; @lost1999].").verdict is Verdict.VERIFIED
    altered = "“Labour inspectors visited 1,520 brick kilns in the northern provinces” [@norland2022; @lost1999]."
    assert finding(norland, altered).verdict is Verdict.UNCHECKED


def test_pages_that_could_not_be_read_make_absence_unknown(norland: LittleLibrary) -> None:
    norland.add("norland2022", "The first page.", Page(2, "2", "", problem="corrupt"))
    text = "“No inspector ever set foot in the capital of the island” [@norland2022]."
    assert finding(norland, text).verdict is Verdict.UNCHECKED


def test_offsets_point_into_the_draft(norland: LittleLibrary) -> None:
    text = "It *rained*.\n\nHe wrote that " + QUOTED + " [@norland2022, p. 12].\n"
    report = checked(norland, text)
    (one,) = report.findings
    assert one.claim.text == text[one.claim.start : one.claim.end]
    assert (one.claim.line, one.claim.column) == (3, 1)
    quotation = next(check for check in one.checks if check.kind is CheckKind.QUOTATION)
    assert text[quotation.start : quotation.end] == QUOTED.strip("“”")


def test_the_same_claim_twice_has_two_names(norland: LittleLibrary) -> None:
    one, two = checked(norland, f"{QUOTED}.\n\n{QUOTED}.").findings
    assert two.id == f"{one.id}-2"


def test_the_name_of_a_finding_stays_while_claim_and_citation_stay(norland: LittleLibrary) -> None:
    before = finding(norland, f"{QUOTED} [@norland2022, p. 12].")
    *_, after = checked(norland, f"There were 3 of them.\n\n{QUOTED} [@norland2022, p. 12].").findings
    moved = finding(norland, f"{QUOTED} [@norland2022, p. 13].")
    assert before.id == after.id
    assert before.id != moved.id


def test_an_answer_is_kept_while_the_library_stays(norland: LittleLibrary, tmp_path: Path) -> None:
    shelves = Shelves(index=norland.index, pages=norland.pages, works=WORKS)
    draft = read_markdown(f"{QUOTED} [@norland2022, p. 11]. The police identified 412 victims.")
    reports = []
    for state in ("a", "a"):
        memory = KeptAnswers(tmp_path / "answers.sqlite3", state=state)
        reports.append(check_draft(draft, shelves, name="d", memory=memory))
        memory.close()
    assert [one.verdict for one in reports[0].findings] == [one.verdict for one in reports[1].findings]
    assert [one.checks for one in reports[0].findings] == [one.checks for one in reports[1].findings]
    again = KeptAnswers(tmp_path / "answers.sqlite3", state="b")
    assert again.get(Question("The police identified 412 victims.", (), Standing.NOTHING)) is None
    again.close()
    same = KeptAnswers(tmp_path / "answers.sqlite3", state="a")
    assert same.get(Question("The police identified 412 victims.", (), Standing.NOTHING)) is not None
    same.close()


def test_a_kept_answer_is_reported_as_the_first_was(norland: LittleLibrary, tmp_path: Path) -> None:
    chapter = Mark(LocatorKind.CHAPTER, "Norland", 0)
    norland.add("lost1999", Page(1, "21", "NORLAND The police trained 40 units in the north.", marks=(chapter,)))
    shelves = Shelves(index=norland.index, pages=norland.pages, works=WORKS)
    draft = read_markdown(f"{QUOTED} [@norland2022, p. 11]. In Norland the police trained 50 units [@lost1999, p. 21].")
    reports = []
    for _ in range(2):
        memory = KeptAnswers(tmp_path / "answers.sqlite3", state="a")
        reports.append(check_draft(draft, shelves, name="d", memory=memory))
        memory.close()
    first, second = map(shapes.check, reports)
    assert first == second
    assert [one.place for one in reports[1].findings[1].evidence] == ["p. 21, Norland"]


def test_a_doubtful_figure_gets_a_caution_beside_its_verdict(norland: LittleLibrary) -> None:
    text = "Panels repeat that 27 million people are slaves [@norland2022]."
    one = finding(norland, text)
    (caution,) = (check for check in one.checks if check.kind is CheckKind.CAUTION)
    assert caution.outcome is Outcome.UNKNOWN
    assert text[caution.start : caution.end] == "27 million"
    assert "Fedina" in caution.detail


def test_a_doubtful_reference_gets_a_caution_too(norland: LittleLibrary) -> None:
    one = finding(norland, "The Supplementary Convention bans slavery (226 UNTS 3).")
    assert "266 UNTS 3" in next(check.detail for check in one.checks if check.kind is CheckKind.CAUTION)


def test_a_claim_with_a_number_of_another_article_is_not_supported(norland: LittleLibrary) -> None:
    norland.add("norland2022", "The harbour master is an officer within the meaning of article 3 of the Act.")
    same = "The harbour master is an officer within the meaning of article 3 of the Act [@norland2022]."
    assert finding(norland, same.replace("article 3", "article 8")).verdict is not Verdict.SUPPORTED


def test_a_law_named_in_words_told_from_a_source_is_part_of_them(norland: LittleLibrary) -> None:
    norland.add(
        "norland2022", "In spring, amendments to Article 127 of the Criminal Code let crews sue their captains."
    )
    same = "In spring, amendments to Article 127 of the Criminal Code let crews sue their captains [@norland2022]."
    assert finding(norland, same).verdict is Verdict.SUPPORTED
    assert finding(norland, same.replace("127", "1,000")).verdict is not Verdict.SUPPORTED
    altered = "“amendments to Article 127 of the Code let crews sue their tall captains” [@norland2022]."
    assert finding(norland, f"In Section 9 of the Labour Act we read {altered}").verdict is Verdict.DIFFERS


def test_an_older_edition_gets_a_caution_that_names_the_newest(norland: LittleLibrary) -> None:
    newer = [work(f"norland{year}", "{Norland Office}", "Norland Report", str(year)) for year in (2023, 2024)]
    shelves = Shelves(index=norland.index, pages=norland.pages, works=[*WORKS, newer[0]], catalog=[newer[1]])
    text = "The police identified 412 victims [@norland2022, p. 1]. Traffickers recruit young women [@norland2022]."
    found = check_draft(read_markdown(text), shelves, name="draft.md", memory=Nothing()).findings
    (caution,) = (check for one in found for check in one.checks if check.kind is CheckKind.CAUTION)
    assert "'norland2024', in the catalog" in caution.detail
    assert text[caution.start : caution.end] == "[@norland2022, p. 1]"
    assert caution.outcome is Outcome.UNKNOWN


def test_the_newest_edition_gets_no_caution(norland: LittleLibrary) -> None:
    assert not [
        check
        for check in finding(norland, "The police identified 412 victims [@norland2022].").checks
        if check.kind is CheckKind.CAUTION
    ]


def test_a_bound_written_with_not_is_no_opposite(norland: LittleLibrary) -> None:
    norland.add("norland2022", "Whoever keeps the papers of a worker is liable to a fine not exceeding 200,000 crowns.")
    one = finding(norland, "Whoever keeps the papers of a worker faces a fine of up to 200,000 crowns [@norland2022].")
    assert outcome(one, CheckKind.FIGURE) is Outcome.OK
    assert "opposite" not in one.reason
    over = "Whoever keeps the papers of a worker is liable to a fine exceeding 200,000 crowns [@norland2022]."
    assert finding(norland, over).verdict is Verdict.DIFFERS


def test_the_name_of_the_source_is_neither_borne_out_by_it_nor_left_open(norland: LittleLibrary) -> None:
    one = finding(
        norland, "The Norland Office counted 1,350 brick kilns that inspectors visited in the north [@norland2022]."
    )
    assert [(d.draft, d.source) for check in one.checks for d in check.differences] == [("1,350", "1,250")]
    marked = [one.claim.text[a - one.claim.start : b - one.claim.start] for c in one.checks for a, b in c.uncovered]
    assert not any("Norland" in words or "Office" in words for words in marked)
