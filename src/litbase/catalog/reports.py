"""Public reports known to exist, and finding one among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from litbase.bib.bibliography import Bibliography
from litbase.catalog.matching import Words, rank, words_of
from litbase.errors import UnknownKey
from litbase.formats.corpus import corpus_folder
from litbase.model.entry import Entry

Standing = Literal["verified", "unverified"]

# Fields of the catalog's entries and the CSL variables they become (CSL 1.0.2, appendix IV).
VARIABLES: Mapping[str, str] = MappingProxyType(
    {
        "author": "author",
        "editor": "editor",
        "title": "title",
        "titleaddon": "title",
        "shorttitle": "title-short",
        "type": "genre",
        "institution": "publisher",
        "publisher": "publisher",
        "location": "publisher-place",
        "date": "issued",
        "edition": "edition",
        "number": "number",
        "volume": "volume",
        "pages": "page",
        "eid": "page",
        "pagetotal": "number-of-pages",
        "journaltitle": "container-title",
        "booktitle": "container-title",
        "series": "collection-title",
        "isbn": "ISBN",
        "issn": "ISSN",
        "doi": "DOI",
        "url": "URL",
    }
)
_NOT_FACTS = frozenset({"standing", "annotation", "entrysubtype", "langid"})


@dataclass(frozen=True, slots=True)
class Report:
    """A record of the catalog. `standing` says of each of its fields whether it was seen in a copy of the work.

    `note` holds what else is known, in plain words, None if nothing is.
    """

    name: str
    entry: Entry
    standing: Mapping[str, Standing]
    note: str | None

    @property
    def standing_of_variables(self) -> dict[str, Standing]:
        """The standing by CSL variable; one that is made of several fields is verified if they all are."""
        standing: dict[str, Standing] = {}
        for field, value in self.standing.items():
            variable = VARIABLES[field]
            standing[variable] = value if standing.get(variable) != "unverified" else "unverified"
        return standing


@cache
def load_reports() -> tuple[Report, ...]:
    """Return the whole catalog: file by file in alphabetical order, each in its own order."""
    files = sorted((corpus_folder() / "catalog").glob("*.bib"))
    return tuple(_report(entry) for file in files for entry in Bibliography.open(file).entries())


def _report(entry: Entry) -> Report:
    seen = frozenset((entry.get("standing") or "").removeprefix("verified:").replace(",", " ").split())
    facts = (field for field, _ in entry if field not in _NOT_FACTS)
    standing: dict[str, Standing] = {field: "verified" if field in seen else "unverified" for field in facts}
    annotation = entry.get("annotation")
    return Report(entry.key, entry, MappingProxyType(standing), None if annotation is None else _plain(annotation))


def _plain(text: str) -> str:
    from litbase.bib.latex import decode

    return decode(text)


def report_named(name: str) -> Report:
    """Return the report called *name*. Raises UnknownKey, which offers near names."""
    for report in load_reports():
        if report.name == name:
            return report
    from rapidfuzz import process

    near = process.extract(name, [report.name for report in load_reports()], limit=3, score_cutoff=70)
    raise UnknownKey(name, [match[0] for match in near])


def find_reports(words: Sequence[str] = ()) -> tuple[Report, ...]:
    """Return the reports in which all *words* occur, in any order, the best first; all reports if there are none.

    Looked through are title, authors under every name they are known by, dates, numbers, key and note; a word may
    be cut short. Accents and case do not count. Equally good reports: the newest first.
    """
    wanted = words_of(" ".join(words))
    if not wanted:
        return load_reports()
    ranked = [(rank(wanted, _words(report)), report) for report in load_reports()]
    found = [(score, report) for score, report in ranked if score is not None]
    return tuple(report for _, report in sorted(found, key=lambda pair: (-pair[0], _newest_first(pair[1]))))


def _newest_first(report: Report) -> tuple[int, str]:
    return (-int((report.entry.get("date") or "0")[:4]), report.name)


@cache
def _catalog_words() -> Mapping[str, Words]:
    return {report.name: Words.of(report.entry, report.note or "") for report in load_reports()}


def _words(report: Report) -> Words:
    return _catalog_words()[report.name]
