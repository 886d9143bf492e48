"""Every row of the contract's table, and the order in which they decide."""

import pytest

from litbase.claims.verdicts import Situation, decide
from litbase.model.claim import CheckItem, CheckKind, Outcome, Verdict

QUOTATION, FIGURE, LOCATOR, SUPPORT = CheckKind.QUOTATION, CheckKind.FIGURE, CheckKind.LOCATOR, CheckKind.SUPPORT
OK, DIFFERS, MISSING = Outcome.OK, Outcome.DIFFERS, Outcome.MISSING
ELSEWHERE, UNKNOWN, PARTIAL = Outcome.ELSEWHERE, Outcome.UNKNOWN, Outcome.PARTIAL

CITED = Situation()
PARTLY_READ = Situation(is_read_in_full=False)
LIBRARY = Situation(is_whole_library=True)
FOREIGN = Situation(is_comparable=False)


def decided(situation: Situation, *checks: tuple[CheckKind, Outcome]) -> Verdict:
    return decide([CheckItem(kind, outcome, "", 0, 1) for kind, outcome in checks], situation)


@pytest.mark.parametrize(
    ("situation", "checks", "verdict"),
    [
        # no citation, and a quotation or figure in it
        (Situation(is_cited=False), [(QUOTATION, OK)], Verdict.UNCITED),
        (Situation(is_cited=False), [(FIGURE, DIFFERS)], Verdict.UNCITED),
        # the citation fits no entry, several, or one without text
        (Situation(is_resolved=False), [(QUOTATION, MISSING)], Verdict.UNCHECKED),
        # altered, or contradicted
        (CITED, [(QUOTATION, DIFFERS), (LOCATOR, OK)], Verdict.DIFFERS),
        (CITED, [(QUOTATION, OK), (FIGURE, DIFFERS)], Verdict.DIFFERS),
        (CITED, [(FIGURE, DIFFERS), (SUPPORT, OK)], Verdict.DIFFERS),
        # borne out, but not there
        (CITED, [(QUOTATION, OK), (LOCATOR, ELSEWHERE)], Verdict.ELSEWHERE),
        (CITED, [(QUOTATION, ELSEWHERE)], Verdict.ELSEWHERE),
        (CITED, [(QUOTATION, OK), (FIGURE, ELSEWHERE)], Verdict.ELSEWHERE),
        (CITED, [(SUPPORT, OK), (FIGURE, OK), (LOCATOR, DIFFERS)], Verdict.ELSEWHERE),
        # nowhere in the sources cited
        (CITED, [(QUOTATION, MISSING)], Verdict.NOT_FOUND),
        (CITED, [(QUOTATION, MISSING), (QUOTATION, OK)], Verdict.NOT_FOUND),
        (FOREIGN, [(QUOTATION, MISSING)], Verdict.TO_READ),  # it may be a translation
        (PARTLY_READ, [(QUOTATION, MISSING)], Verdict.UNCHECKED),
        # verbatim, figures agree, page right or none cited
        (CITED, [(QUOTATION, OK)], Verdict.VERIFIED),
        (CITED, [(QUOTATION, OK), (FIGURE, OK), (LOCATOR, OK)], Verdict.VERIFIED),
        (CITED, [(QUOTATION, OK), (LOCATOR, UNKNOWN)], Verdict.VERIFIED),
        (CITED, [(QUOTATION, OK), (SUPPORT, MISSING)], Verdict.VERIFIED),  # one of several sources idle
        # no quotation: figures agree and the passage covers the claim
        (CITED, [(FIGURE, OK), (SUPPORT, OK)], Verdict.SUPPORTED),
        (CITED, [(SUPPORT, OK)], Verdict.SUPPORTED),
        # no quotation: nothing is like it
        (CITED, [(SUPPORT, MISSING)], Verdict.NOT_FOUND),
        (PARTLY_READ, [(SUPPORT, MISSING)], Verdict.UNCHECKED),
        (FOREIGN, [(SUPPORT, MISSING)], Verdict.TO_READ),
        # else
        (CITED, [(QUOTATION, UNKNOWN)], Verdict.TO_READ),  # read by OCR
        (CITED, [(QUOTATION, OK), (FIGURE, MISSING)], Verdict.TO_READ),
        (CITED, [(FIGURE, MISSING), (SUPPORT, OK)], Verdict.TO_READ),
        (CITED, [(FIGURE, UNKNOWN), (SUPPORT, OK)], Verdict.TO_READ),
        (CITED, [(SUPPORT, PARTIAL)], Verdict.TO_READ),
        (CITED, [(SUPPORT, UNKNOWN)], Verdict.TO_READ),
        (CITED, [], Verdict.TO_READ),
    ],
)
def test_row_of_the_table(situation: Situation, checks: list[tuple[CheckKind, Outcome]], verdict: Verdict) -> None:
    assert decided(situation, *checks) is verdict


@pytest.mark.parametrize(
    "situation",
    [
        LIBRARY,
        Situation(is_whole_library=True, is_resolved=False),
        Situation(is_whole_library=True, is_read_in_full=False),
    ],
)
@pytest.mark.parametrize("outcome", list(Outcome))
@pytest.mark.parametrize("kind", [QUOTATION, FIGURE, SUPPORT])
def test_whole_library_is_never_uncited_elsewhere_or_unchecked(
    situation: Situation, kind: CheckKind, outcome: Outcome
) -> None:
    never = {Verdict.UNCITED, Verdict.ELSEWHERE, Verdict.UNCHECKED}
    assert decided(situation, (kind, outcome)) not in never


def test_first_row_that_applies_decides() -> None:
    unresolved = Situation(is_cited=False, is_resolved=False)
    assert decided(unresolved, (QUOTATION, DIFFERS)) is Verdict.UNCITED
    assert decided(Situation(is_resolved=False), (QUOTATION, DIFFERS)) is Verdict.UNCHECKED
    assert decided(CITED, (QUOTATION, MISSING), (QUOTATION, DIFFERS)) is Verdict.DIFFERS
