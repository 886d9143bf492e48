"""Support by rule: said only where it is right, and never against a negation or an opposite word."""

import pytest

from litbase.claims.trace import trace
from litbase.model.claim import CheckItem, CheckKind, Outcome, Verdict

STANDS = "The northern courts of Norland convicted eleven recruiters of fishing crews after long trials in spring."


def support(make_library, claim: str, *pages: str) -> CheckItem:
    library = make_library()
    library.add("norland", *(pages or (STANDS,)), "A page about weather and harvests in the south of the country.")
    finding = trace(claim, index=library.index, pages=library.pages)
    return next(check for check in finding.checks if check.kind is CheckKind.SUPPORT)


def test_sentence_of_the_source_is_supported(make_library) -> None:
    assert support(make_library, STANDS).outcome is Outcome.OK


@pytest.mark.parametrize(
    "claim",
    [
        STANDS.replace("convicted", "never convicted"),
        STANDS.replace("convicted", "acquitted"),
        STANDS.replace("after", "before"),
        STANDS.replace("northern", "southern"),
        STANDS.replace("recruiters", "captains"),
        STANDS.replace("Norland", "Eldoria"),
        STANDS.replace("eleven recruiters of fishing crews", "fishing crews of eleven recruiters"),
        "Courts convicted.",
    ],
)
def test_changed_sentence_is_not_supported(make_library, claim: str) -> None:
    assert support(make_library, claim).outcome is not Outcome.OK


@pytest.mark.parametrize(
    "passage",
    [
        STANDS.replace("convicted", "did not convict"),
        STANDS.replace("convicted", "allegedly convicted"),
        STANDS.replace("The northern", "Unless they rest, the northern"),
    ],
)
def test_negated_or_hedged_passage_does_not_support(make_library, passage: str) -> None:
    assert support(make_library, STANDS, passage).outcome is not Outcome.OK


def test_opposite_words_are_shown(make_library) -> None:
    check = support(make_library, STANDS.replace("convicted", "acquitted"))
    assert any((d.draft, d.source) == ("acquitted", "convicted") for d in check.differences)


def test_claim_like_nothing_is_missing(make_library) -> None:
    library = make_library()
    library.add("norland", STANDS)
    finding = trace("Purple submarines orbit Saturn hungrily.", index=library.index, pages=library.pages)
    assert finding.verdict is Verdict.NOT_FOUND


def test_claim_of_which_little_stands_there_is_partial(make_library) -> None:
    claim = "After long trials in spring the northern courts fined shipowners in Westmark for burning ledgers."
    check = support(make_library, claim)
    assert check.outcome is Outcome.PARTIAL
    assert any("ledgers" in claim[start:end] for start, end in check.uncovered)


def test_partial_claim_is_left_to_read(make_library) -> None:
    library = make_library()
    library.add("norland", STANDS, "A page about weather and harvests in the south of the country.")
    claim = "After long trials in spring the northern courts fined shipowners in Westmark for burning ledgers."
    finding = trace(claim, index=library.index, pages=library.pages)
    assert finding.verdict is Verdict.TO_READ
    assert finding.reason.endswith("it does not say “fined shipowners”, “Westmark” or “burning ledgers”.")
