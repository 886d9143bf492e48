"""Words that only say who says it are told from what is said."""

import pytest

from litbase.claims.support.lead_in import lead_in


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("The report adds that 412 victims were identified.", "412 victims were identified."),
        ("It says that the fund spent 27 crowns in all.", "the fund spent 27 crowns in all."),
        ("The Mercury's table has it that the fund spent 29 crowns.", "the fund spent 29 crowns."),
        ("The Office found in its survey that nine shelters were full.", "nine shelters were full."),
        ("According to the Norland Office, 412 victims were identified.", "412 victims were identified."),
    ],
)
def test_what_is_said_begins_behind_the_lead_in(claim: str, said: str) -> None:
    span = lead_in(claim)
    assert span is not None
    assert claim[span[1] :] == said


@pytest.mark.parametrize(
    "claim",
    [
        "The police identified 412 victims that had been sold.",  # the clause says which victims
        "In 2021 inspectors reported 37 boats that had no licence.",
        "The fund spent 27 crowns; it says that it will spend more.",  # it stands behind what is said
        "The report says that it rained.",  # too little is left
        "“The office holds that debts bind the crew”, she wrote in 2021.",
    ],
)
def test_other_sentences_have_none(claim: str) -> None:
    assert lead_in(claim) is None
