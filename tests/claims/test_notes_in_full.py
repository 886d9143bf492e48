"""Notes that cite by short forms, by journal and year, behind unread ones: nothing is guessed. All works invented."""

import pytest

from litbase.claims.citations.cited import citations_of
from litbase.claims.citations.works import works_of
from litbase.claims.drafts.html import read_html
from litbase.claims.drafts.markdown import read_markdown
from litbase.model.claim import Citation
from litbase.model.entry import Entry


def entry(key: str, author: str, year: str, title: str, **more: str) -> Entry:
    fields = {"author": author, "date": year, "title": title, **more}
    return Entry(key, "article", tuple((name, value) for name, value in fields.items() if value))


LIBRARY = works_of(
    [
        entry(
            "ostby2015", "Østby, Liv", "2015", "Brides of the Fjord", journaltitle="Norland Journal", pages="101--40"
        ),
        entry("ostby2016", "Østby, Liv", "2016", "Ferries and Debts", journaltitle="Norland Journal"),
        entry("mjn2021", "{Ministry of Justice of Norland}", "2021", "Trafficking Report"),
        entry("mjn2022", "{Ministry of Justice of Norland}", "2022", "Trafficking Report"),
        entry("mjn2023", "{Ministry of Justice of Norland}", "2023", "Trafficking Report"),
    ]
)


def cited(*notes: str) -> list[Citation]:
    marks = " ".join(f"Said.[^{number}]" for number in range(1, len(notes) + 1))
    text = "\n\n".join(f"[^{number}]: {note}" for number, note in enumerate(notes, start=1))
    return [one.citation for one in citations_of(read_markdown(f"{marks}\n\n{text}\n"), LIBRARY).citations]


@pytest.mark.parametrize(
    ("notes", "keys", "place"),
    [
        (["Ministry of Justice of Norland, Trafficking Report, p. 16, 2022."], ["mjn2022"], "16"),  # before the date
        (["Østby, Norland Journal 3 (2015), p. 103."], ["ostby2015"], "103"),  # the journal for the title
        (["Østby 2015, 101, pp. 103–4."], ["ostby2015"], "103–4"),  # behind the first page
        (["Ministry of Justice of Norland, *Trafficking Report* (2022) [hereinafter TR 2022], 5.", "TR 2022, 17."],
         ["mjn2022"] * 2, "17"),
        (["Ministry of Justice of Norland, *Trafficking Report* (2022) [hereinafter “TR 2022”].",
          "TR 2022, supra note 1, at 17."], ["mjn2022"] * 2, "17"),
        (["Ministry of Justice of Norland, *Trafficking Report*, 2021.",
          "Ministry of Justice of Norland, *Trafficking Report*, 17."], ["mjn2021"] * 2, "17"),  # cited in full before
        (["Ministry of Justice of Norland, *Trafficking Report*, 2021.",
          "Ministry of Justice of Norland (o. Fn. 1), S. 4."],
         ["mjn2021"] * 2, "4"),
        (["Østby, « Ferries and Debts » [en ligne], 2016.",
          "Østby, « Ferries and Debts » [en ligne], op. cit., p. 12."], ["ostby2016"] * 2, "12"),
        (["Østby, *Ferries and Debts*, 2016.", "Østby, *Ferries and Debts*, cit., p. 12."], ["ostby2016"] * 2, "12"),
        (["Østby, « Ferries and Debts », 2016.", "Østby, « Ferries and Debts », art. cit., p. 12."],
         ["ostby2016"] * 2, "12"),
    ],
)  # fmt: skip
def test_a_note_is_resolved_by_what_it_gives(notes: list[str], keys: list[str], place: str) -> None:
    citations = cited(*notes)
    assert [one.keys for one in citations] == [(key,) for key in keys]
    assert citations[-1].locator is not None
    assert citations[-1].locator.value == place


def test_ibid_behind_what_was_not_read_is_not_guessed() -> None:
    citations = cited("Østby, *Brides of the Fjord*, 103; Unread, “Of Boats and Men”, *Boats* 3 (2012).", "Ibid., 14.")
    assert citations[0].keys == ("ostby2015",)
    assert citations[-1].keys == ()


def test_a_short_form_after_two_reports_lists_both() -> None:
    report = "Ministry of Justice of Norland, *Trafficking Report*"
    assert cited(f"{report}, 2021.", f"{report}, 2022.", f"{report}, 17.")[-1].keys == ()


def test_a_name_with_a_note_that_does_not_cite_it_lists_its_works() -> None:
    citations = cited("“Of Boats and Men”, *Boats* 3 (2012).", "Østby (n 1) 103.")
    assert citations[-1].keys == ()
    assert set(citations[-1].candidates) == {"ostby2015", "ostby2016"}


def test_notes_that_are_called_by_other_names_are_referred_to_by_number() -> None:
    text = (
        '<p>Said.<a href="#fna" id="ra" role="doc-noteref"><sup>1</sup></a> '
        'Said.<a href="#fnb" id="rb" role="doc-noteref"><sup>2</sup></a></p>'
        '<section role="doc-endnotes"><ol><li id="fna"><p>Østby, <em>Ferries and Debts</em>, 2016.</p></li>'
        '<li id="fnb"><p>Østby (n 1) 12.</p></li></ol></section>'
    )
    assert [one.citation.keys for one in citations_of(read_html(text), LIBRARY).citations] == [("ostby2016",)] * 2


def test_the_marks_of_notes_are_no_numbers_of_references() -> None:
    text = (
        "<p>It rose [1], it fell [2], it stood [1].<a href='#fn1' id='r1' role='doc-noteref'><sup>1</sup></a></p>"
        "<h2>References</h2><p>[1] L. Østby, Ferries and Debts, 2016.</p>"
        "<p>[2] L. Østby, Brides of the Fjord, 2015.</p>"
        "<section role='doc-endnotes'><ol><li id='fn1'><p>So it is said.</p></li></ol></section>"
    )
    assert [one.citation.keys[0] for one in citations_of(read_html(text), LIBRARY).citations] == [
        "ostby2016", "ostby2015", "ostby2016",
    ]  # fmt: skip


def test_a_note_that_is_a_year_is_of_whom_the_sentence_names() -> None:
    text = "As Østby[^1] shows, it fell. As MOEN[^2] shows, it rose.\n\n[^1]: 2016, p. 12.\n\n[^2]: 1999, p. 3.\n"
    citations = [one.citation for one in citations_of(read_markdown(text), LIBRARY).citations]
    assert [one.keys for one in citations] == [("ostby2016",)]
    assert citations[0].locator is not None
    assert citations[0].locator.value == "12"


def test_numbers_in_raised_brackets_are_references() -> None:
    text = (
        "It rose^\\[1\\]^ and fell^\\[2,\\ p. 4\\]^, it stood^〔1〕^.\n\n# References\n\n"
        "[1] L. Østby, Ferries and Debts, 2016.\n\n[2] L. Østby, Brides of the Fjord, 2015.\n"
    )
    assert [one.citation.keys[0] for one in citations_of(read_markdown(text), LIBRARY).citations] == [
        "ostby2016", "ostby2015", "ostby2016",
    ]  # fmt: skip
