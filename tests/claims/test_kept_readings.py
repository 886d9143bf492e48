"""What a check has read is read back as it was, and forgotten when what it was made from changes. All invented."""

import base64
import pickle
from dataclasses import fields
from pathlib import Path

import pytest

from litbase.catalog.organisations import load_organisations
from litbase.catalog.reports import load_reports
from litbase.claims.citations.cited import citations_of
from litbase.claims.citations.known import Known
from litbase.claims.citations.works import Author, Work, works_of
from litbase.claims.drafts.markdown import read_markdown
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.kept_readings import KeptReadings
from litbase.model.entry import Entry

WHOLE = Work(
    key="holm2017",
    type="report",
    authors=(Author((("holm",), ("van", "holm")), ("berit",)), Author((("office",),), is_person=False)),
    years=("2017", "2018"),
    titles=(("harbours", "of", "norland"),),
    letter="b",
    issued="2017-04-02",
    sorts_as="harbours of norland",
    symbols=("A/1/2",),
    pages=(3, 41),
    has_more_authors=True,
    edition="2",
    addresses=("10.1/x",),
    is_dated_by_day=True,
    containers=(("harbour", "review"),),
    volume="12",
)
HOLM = works_of([Entry("holm2017", "report", (("author", "Holm, Berit"), ("date", "2017"), ("title", "Harbours")))])
TEXT = "It rose (Holm 2017b, pp. 3–4). As Holm argues, it fell (see Vik 2020; Holm n.d., para. 9)."


def test_works_come_back_as_they_were(tmp_path: Path) -> None:
    shipped = works_of((report.entry for report in load_reports()), load_organisations())
    for make in (lambda: (WHOLE, *shipped), lambda: ()):  # the second time they are not made
        memory = KeptReadings(tmp_path / "r.sqlite3", state="a")
        assert memory.works("library", make) == (WHOLE, *shipped)
        memory.close()


def test_every_field_of_the_work_kept_here_differs_from_its_default() -> None:
    assert all(getattr(WHOLE, one.name) != one.default for one in fields(Work))


def test_what_a_paragraph_cites_comes_back_as_it_was(tmp_path: Path) -> None:
    first = KeptReadings(tmp_path / "r.sqlite3", state="a")
    read = first.reader([])(TEXT, Known(HOLM), (), earlier="")
    first.close()
    again = KeptReadings(tmp_path / "r.sqlite3", state="a")
    assert "Holm n.d., para. 9" in [one.raw for one in read]
    assert again.reader([])(TEXT, Known([]), (), earlier="") == read  # nothing is known any more: it was remembered
    again.close()


@pytest.mark.parametrize(
    ("state", "listed", "labels", "earlier"),
    [
        ("b", (), (), ""),  # other works in the library
        ("a", HOLM, (), ""),  # the draft lists a work of its own
        ("a", (), ("1",), ""),  # it has a numbered list
        ("a", (), (), "Vik was there first."),  # another paragraph before
    ],
)
def test_a_paragraph_is_read_anew_where_it_may_cite_something_else(
    tmp_path: Path, state: str, listed: tuple[Work, ...], labels: tuple[str, ...], earlier: str
) -> None:
    memory = KeptReadings(tmp_path / "r.sqlite3", state="a")
    assert memory.reader([])("Holm (2017) says so.", Known(HOLM), (), earlier="")
    memory.close()
    other = KeptReadings(tmp_path / "r.sqlite3", state=state)
    assert other.reader(listed)("Holm (2017) says so.", Known([]), labels, earlier=earlier) == []
    other.close()


def test_a_draft_cites_the_same_from_memory(tmp_path: Path) -> None:
    draft = read_markdown(f"{TEXT}\n\nHe was there [@holm2017, p. 9]. So was she (Holm 2017).\n")
    found = []
    for _ in range(2):
        memory = KeptReadings(tmp_path / "r.sqlite3", state="a")
        found.append(citations_of(draft, HOLM, (), memory))
        memory.close()
    assert found[0] == found[1] == citations_of(draft, HOLM)


def test_a_paragraph_is_read_anew_where_the_draft_introduces_a_short_name(tmp_path: Path) -> None:
    plain, told = Known([]), Known(HOLM)
    told.introduce("Berit", "Holm")
    memory = KeptReadings(tmp_path / "r.sqlite3", state="a")
    assert memory.reader([])("Berit (2017) says so.", plain, (), earlier="") == []
    memory.close()
    again = KeptReadings(tmp_path / "r.sqlite3", state="a")
    assert len(again.reader([])("Berit (2017) says so.", told, (), earlier="")) == 1
    again.close()


FIGURES = (
    "In 2021 the police identified nearly 412 victims, 62.5 per cent of them women, up from one in four.",
    "Fines rose from $9.5 million in early 2019 to more than £12 a day by 3 May 2022, the second rise; it doubled.",
    "Country | 2021 | 2022\nNorland | 1,204 | 27.6 million",
    "Nobody was there.",
)


def test_figures_come_back_as_they_were(tmp_path: Path) -> None:
    for _ in range(2):
        memory = KeptReadings(tmp_path / "r.sqlite3", state="a")
        for text in FIGURES:
            assert memory.figures(text) == read_quantities(text)
        memory.close()
    assert len(read_quantities(FIGURES[1])) > 5


def test_nothing_but_figures_is_made_of_what_is_kept(tmp_path: Path) -> None:
    memory = KeptReadings(tmp_path / "r.sqlite3", state="a")
    memory.keep("figures of 12 boats", base64.b64encode(pickle.dumps(Path("/"))).decode())
    memory.close()
    again = KeptReadings(tmp_path / "r.sqlite3", state="a")
    with pytest.raises(pickle.UnpicklingError, match="no part of a figure"):
        again.figures("12 boats")
    again.close()
