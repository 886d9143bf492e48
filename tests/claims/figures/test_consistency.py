"""A draft against itself: shares of a whole, changes, parts and sums, one quantity given twice."""

import pytest

from litbase.claims.draft import Draft, DraftFormat, Sentence, SentenceKind
from litbase.claims.figures.consistency import check_consistency, inconsistencies
from litbase.claims.plain import Plain
from litbase.model.claim import DraftNote, NoteKind


def messages(*sentences: str) -> list[str]:
    return [one.message for one in inconsistencies(sentences)]


@pytest.mark.parametrize(
    "sentence",
    [
        "In Norland 52.30 % of the crew were men and 46.70 % women.",
        "The census found that males comprised 52.3% of the crews whereas females comprised 46.7%.",
        "Women accounted for 61 per cent of the victims and men for 29 per cent.",
        "Of the returned fishers, 38 percent were adults and 42 percent were children.",
        "The shelter took in nationals (40 %) and foreigners (50 %).",
        "Some 45 % were sent home, 25 % stayed in Inkwell, and the remaining 40 % were never found.",
        "A third were boys and a half were girls.",
        "The victims were 70% female and 20% male.",
        "Male passengers (64.1%) outnumbered female passengers (25.9%).",
        "Of the witnesses, 40 % were deckhands, 35 % cooks, and 35 % were captains.",
    ],
)
def test_shares_of_one_whole_that_do_not_add_up_are_told(sentence: str) -> None:
    assert len(messages(sentence)) == 1


def test_shares_in_neighbouring_sentences_are_added() -> None:
    assert len(messages("Men made up 51.24 % of the crews.", "Women made up 47.76 % of the crews.")) == 1
    assert not messages("Men made up 51.24 % of the crews.", "Women made up 48.76 % of the crews.")


@pytest.mark.parametrize(
    "sentence",
    [
        "In Norland 52.3 % of the crew were men and 47.7 % women.",
        "Women accounted for 61 per cent of the victims and men for 38 per cent.",  # within what rounding does
        "Among men 30 % had debts, among women 25 %.",  # two wholes
        "30 % of the men and 25 % of the women had debts.",
        "51 % of victims were women, 30 % men and 19 % children.",
        "45 % were women and 40 % men; the sex of the others was not recorded.",
        "Some 45 % were sent home, 25 % stayed in Inkwell, and the remaining 30 % were never found.",
        "More than 60 % were women and more than 20 % men.",
        "Of the 62 % who were women, 30 % had children and the remaining 70 % had none.",
        "The share of women rose from 40 % to 45 %.",
        "Two thirds were women and one third men.",
        "Of the witnesses, 60 % were beaten, 50 % were starved and 40 % were locked in.",  # all of it at once
        "Of the witnesses, 40 % were deckhands, 35 % cooks, and 25 % were captains.",
        "In 2019 40 % were women, in 2020 30 % were men.",
        "In the north 45 % were men, in the south 40 % women.",
    ],
)
def test_shares_that_may_stand_beside_each_other_are_passed_over(sentence: str) -> None:
    assert messages(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The number rose from 24.1 to 27.6 million, an increase of 10 %.",
        "Convictions doubled from 300 to 500.",
        "Prosecutions fell from 800 in 2019 to 600 in 2020, a decline of 40 per cent.",
        "The fund grew from 24.1 million crowns in 2021 to 27.6 million crowns in 2022, a rise of 5.5 million crowns.",
        "Identified victims increased from 500 in 2020 to 450 in 2021.",
        "Complaints fell from 120 to 160.",
        "Reports of debt jumped 60 per cent, from 250 to 300.",
        "Spending rose by 2.5 million crowns, from 10.0 million to 14.5 million crowns.",
        "Arrests increased by 50 per cent, from 200 to 260.",
        "The number of shelters tripled from 4 to 8.",
        "Recruitment fees were halved, from $900 to $600.",
        "Convictions rose from 40 in 2020 to 50 in 2021, a 30 per cent increase.",
        "The police arrested 412 people, up from 450 the year before.",
        "The ministry counted 300 victims (down by 40 % from 400).",
    ],
)
def test_change_that_does_not_follow_is_told(sentence: str) -> None:
    assert len(messages(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The number rose from 24.1 to 27.6 million, an increase of 15 %.",
        "The number rose from 24.1 to 27.6 million, an increase of 14.5 %.",
        "Convictions doubled from 300 to 600.",
        "Convictions nearly doubled from 300 to 560.",
        "Convictions more than doubled from 300 to 700.",
        "Prosecutions fell from 800 in 2019 to 600 in 2020, a decline of 25 per cent.",
        "The share rose from 20 % to 30 %, an increase of 10 %.",  # points meant
        "The share rose from 20 % to 30 %, an increase of 50 %.",
        "Sentences rose from 3–5 years to 5–10 years.",
        "Prices rose from May to June by 10 %.",
        "Norland fell from 3rd to 12th place.",
        "Fees rose from $500 to €450.",
        "Arrests increased by about 30 per cent, from 200 to 260.",
        "The ship sailed from pier 12 to pier 4.",
        "Convictions rose from 40 in 2020 to 50 in 2021, a 25 per cent increase.",
        "The police arrested 412 people, up from 400 the year before.",
        "The ministry counted 300 victims (down by 25 % from 400).",
        "The tax rose from 2016 to 2019 by 3 %.",
    ],
)
def test_change_that_follows_is_passed_over(sentence: str) -> None:
    assert messages(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Of 64 vessels 22 (44 %) were inspected.",
        "Inspectors boarded 22 of 64 vessels (44 %).",
        "Inspectors boarded 22 of the 64 vessels, or 44 per cent.",
        "22 out of 64 vessels (44 %) were inspected.",
        "Some 44 % (22 of 64) of the vessels were inspected.",
        "22 (44 %) of 64 vessels were inspected.",
        "The police identified 1,204 victims, of whom 800 were women and 300 men.",
        "Courts convicted 412 traffickers (300 men and 92 women).",
        "It helped 140 women and 60 men, a total of 220 people.",
        "Of 64 vessels, 22 were inspected and the remaining 32 were not.",
    ],
)
def test_parts_that_do_not_make_the_whole_are_told(sentence: str) -> None:
    assert len(messages(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Of 64 vessels 22 (34 %) were inspected.",
        "Inspectors boarded 22 of 64 vessels (34.4 %).",
        "Inspectors boarded 22 of the 64 vessels, or about a third.",
        "The police identified 1,204 victims, of whom 800 were women and 404 men.",
        "The police identified 1,204 victims, of whom 800 were women, 300 men and 104 children.",
        "The police identified 1,204 victims, including 800 women and 300 men.",  # says not that these are all
        "The police identified 1,204 victims, of whom 800 were women and 300 were foreigners.",
        "It helped 140 women and 60 men, a total of 200 people.",
        "Of 64 vessels, 22 were inspected and the remaining 42 were not.",
        "About 1,200 victims, of whom 800 were women and 404 men, were found.",
        "At least 1,100 victims, of whom 800 were women and 404 men, were found.",
        "He was 22 of 64 (see p. 44 %).",
    ],
)
def test_parts_that_make_the_whole_are_passed_over(sentence: str) -> None:
    assert messages(sentence) == []


def test_one_quantity_given_two_values_is_told_with_both_places() -> None:
    first = "In 2021, 412 victims of forced labour were identified in Norland."
    between = "The ministry published nothing for months."
    second = "Norland identified 421 victims of forced labour in 2021."
    (one,) = inconsistencies((first, between, second))
    assert [place.sentence for place in one.places] == [0, 2]
    assert [place.text for place in one.places] == ["412", "421"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # another year, thing, place, unit, source, precision
        ("In 2021, Norland found 4,120 forced workers.", "In 2022, Norland found 4,210 forced workers."),
        ("In 2021, Norland found 4,120 forced workers.", "In 2021, Norland found 4,210 forced brides."),
        ("In 2021, Norland found 4,120 forced workers.", "In 2021, Sudmark found 4,210 forced workers."),
        ("In 2021, Norland found 4,120 forced workers.", "In 2021, Norland found about 4,000 forced workers."),
        ("In 2021, Norland found 4,120 forced workers.", "In 2021, Norland found more than 4,000 forced workers."),
        ("In 2021, Norland found 4,120 forced workers.", "In 2021, Norland found 12 % of forced workers."),
        ("Quill counts 4,120 forced workers in 2021.", "Inkwell counts 4,210 forced workers in 2021."),
        ("In 2021, Norland found 4,120 forced workers.", "In 2021, Norland found 90 of the forced workers."),
        ("In 2021, 12 people were sentenced.", "In 2021, 40 people were sentenced."),  # here and there
    ],
)  # fmt: skip
def test_two_quantities_are_no_contradiction(first: str, second: str) -> None:
    assert messages(first, "Nothing else is known.", second) == []


def test_message_says_what_does_not_follow() -> None:
    (message,) = messages("The number rose from 24.1 to 27.6 million, an increase of 10 %.")
    assert message == "from 24.1 to 27.6 million is an increase of 14.5 %, not of 10 %"
    (message,) = messages("In Norland 52.30 % of the crew were men and 46.70 % women.")
    assert message == "52.30 % and 46.70 % make 99 %, not 100 %"
    (message,) = messages("Inspectors boarded 22 of 64 vessels (44 %).")
    assert message == "22 of 64 is 34.4 %, not 44 %"


def test_one_figure_of_several_told_with_another_value() -> None:
    first = "Norland has nine shelters with 240 beds in all."
    second = "One paper added that Norland has nine shelters with 260 beds in all."
    assert messages(first, "Nothing else is known.", second) == ["“240 beds” in one place and “260 beds” in another"]
    assert messages(first, second.replace("nine", "ten")) == []  # of other shelters, it may be
    assert messages(first, second.replace("Norland", "Drusk")) == []


def test_note_points_at_the_figures_in_the_draft() -> None:
    text = "# Crews\n\nThe *victims* were 70% female and 20% male.\n"
    start, end = text.index("The"), text.index("\n", 12)
    plain = Plain("The victims were 70% female and 20% male.", ((0, 4, 9, 13), (4, 11, 14, 21), (11, 41, 22, 52)))
    sentence = Sentence(start, end, plain, SentenceKind.PROSE, 1)
    (note,) = check_consistency(Draft(text, DraftFormat.MARKDOWN, (sentence,)))
    assert note == DraftNote(NoteKind.CONSISTENCY, "70% and 20% make 90 %, not 100 %.", note.spans)
    assert [text[a:b] for a, b in note.spans] == ["70%", "20%"]


def test_rows_of_tables_are_not_added_up() -> None:
    text = "The victims were 70% female and 20% male."
    sentence = Sentence(0, len(text), Plain.of(text), SentenceKind.TABLE_ROW, 0)
    assert not list(check_consistency(Draft(text, DraftFormat.TEXT, (sentence,))))
