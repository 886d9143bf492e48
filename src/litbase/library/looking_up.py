"""Entries looked up on-line at a person's request: by DOI or ISBN, or from the web page at an address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from litbase.errors import EntryError, LitbaseError
from litbase.library.adding import Wishes, add_files
from litbase.library.editing import refuse_odd_key
from litbase.library.importing import Taking, save_taken, take_records
from litbase.library.known_works import key_with
from litbase.library.meter import OnProgress
from litbase.library.parts import Parts
from litbase.model.page import Guess
from litbase.model.record import Added, AddReport, Refused

if TYPE_CHECKING:
    from litbase.catalog.lookup import Asking, LookedUp


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers to look up, as they were typed."""

    dois: Sequence[str] = ()
    isbns: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.dois or self.isbns)


@dataclass(frozen=True, slots=True)
class Said:
    """What came of looking up one number: the work, or None if an entry of the library has the number already."""

    asked: str
    number: str
    work: "LookedUp | None"


def look_up(
    parts: Parts,
    numbers: Numbers,
    asking: "Asking",
    *,
    file: Path | None,
    key: str | None,
    patience: float,
    progress: OnProgress | None,
) -> AddReport:
    """Look *numbers* up and put what they mean into the library, with the *file* that belongs to the one of them."""
    if not numbers:
        return AddReport()
    said = ask_for(parts, numbers, asking)
    with parts.writing("add", patience=patience):
        report = take(parts, said, key=key)
        if file is None or not report.added:
            return report
        filed = add_files(parts, [file], Wishes(key=report.added[0].key), progress=progress)
        return _with_file(report, filed)


def ask_for(parts: Parts, numbers: Numbers, asking: "Asking") -> list[Said | Refused]:
    """Look the *numbers* up, except those an entry has; the writing lock is not needed for that."""
    from litbase.catalog.lookup import look_up_doi, look_up_isbn, read_doi, read_isbn

    wanted = [
        *((asked, read_doi, look_up_doi) for asked in numbers.dois),
        *((asked, read_isbn, look_up_isbn) for asked in numbers.isbns),
    ]
    said = list[Said | Refused]()
    for asked, read, look_up in wanted:
        try:
            number = read(asked)
            there = key_with(parts.bibliography, number) is not None
            said.append(Said(asked, number, None if there else look_up(number, asking)))
        except LitbaseError as error:
            said.append(Refused(asked, error))
    return said


def take(parts: Parts, said: Sequence[Said | Refused], *, key: str | None = None) -> AddReport:
    """Put the works that were looked up into the library, under *key* if it is given; the caller holds the lock."""
    added, refused = list[Added](), [each for each in said if isinstance(each, Refused)]
    for each in said:
        if isinstance(each, Said):
            try:
                added.append(_taken(parts, each, key))
            except EntryError as error:
                refused.append(Refused(each.asked, error))
    save_taken(parts, "add", [each.key for each in added if each.new])
    return AddReport(tuple(added), tuple(refused))


def _taken(parts: Parts, said: Said, key: str | None) -> Added:
    from litbase.exchange.record import Exchanged

    there = key_with(parts.bibliography, said.number)
    if there is not None:
        return Added(there, None, None, 0, new=False)
    if said.work is None:
        raise EntryError(f"the entry with the number {said.number} has just been removed", "look it up again")
    if key is not None:
        _refuse_taken(parts, key)
    report = take_records(
        parts, [Exchanged(said.work.item | {"id": key or ""})], Taking(said.asked), on_duplicate="keep"
    )
    if report.refused:
        raise report.refused[0].error
    new = (*report.added, *report.merged)[0]
    guesses = tuple(Guess(name, value, said.work.origin) for name, value in parts.bibliography.entry(new).fields)
    alike = report.alike.get(new)
    return Added(
        new, None, None, 0, new=bool(report.added), guesses=guesses, same_work_as=alike.keys[0] if alike else None
    )


def _refuse_taken(parts: Parts, key: str) -> None:
    if key in parts.bibliography:
        raise EntryError(f"there is an entry '{key}' already", "name another key, or none: it gets one by the pattern")
    refuse_odd_key(key)


def known_addresses(parts: Parts, urls: Sequence[str]) -> tuple[AddReport, list[str]]:
    """Return what of *urls* is in the library, and what is to be downloaded: by the key of the entry that names it."""
    there, wanted = list[Added](), list[str]()
    for url in dict.fromkeys(urls):
        records = [record for record in parts.sources.records() if record.url == url]
        if records:
            stored = parts.pages.source(records[0].sha256)
            pages = stored.pages if stored is not None else 0
            there.append(Added(records[0].key, records[0].path, records[0].sha256, pages, new=False))
        else:
            named = (entry.key for entry in parts.bibliography.entries() if entry.first("url") == url)
            wanted.append(next(named, url))
    return AddReport(tuple(there)), wanted


def joined(*reports: AddReport) -> AddReport:
    return AddReport(
        tuple(added for report in reports for added in report.added),
        tuple(refused for report in reports for refused in report.refused),
    )


def _with_file(found: AddReport, filed: AddReport) -> AddReport:
    """Return one report of an entry that was looked up for a file, and of that file."""
    (looked_up,) = found.added
    added = tuple(replace(each, guesses=looked_up.guesses, same_work_as=looked_up.same_work_as) for each in filed.added)
    return AddReport(added, (*found.refused, *filed.refused))
