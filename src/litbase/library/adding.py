"""Add files: read by several processes, given an entry each, filed in batches so that a crash loses little."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from litbase.errors import EntryError, NoTextLayer, SourceError
from litbase.formats.files import sha256_of
from litbase.library import attached, importing
from litbase.library.editing import refuse_odd_key
from litbase.library.expanding import expand
from litbase.library.filing import Filing
from litbase.library.first_entry import Origin, entry_for, key_for, with_address
from litbase.library.freshness import bring_up_to_date, follow_entries, is_fresh
from litbase.library.meter import Meter, OnProgress
from litbase.library.parts import Parts
from litbase.model.entry import Entry
from litbase.model.page import Guess, Reading, SourceFile
from litbase.model.record import Added, AddReport, Refused

OnResult = Callable[[Added | Refused], None]

_MOST_WAITING = 20_000  # pages, some 150 MB


@dataclass(frozen=True, slots=True)
class Wishes:
    """How files are to be added; see `Library.add`."""

    entries: Mapping[Path, Entry] = field(default_factory=dict)  # by file: the entry it is known to belong to
    key: str | None = None
    password: str | None = None
    ocr: bool = False
    workers: int | None = None
    origins: Mapping[Path, Origin] = field(default_factory=dict)


def given_entries(paths: Sequence[Path | str], entries: Path | None) -> dict[Path, Entry]:
    """Return which entry of the bibliography *entries* belongs to which of the files meant by *paths*."""
    if entries is None:
        return {}
    files = [path for path in expand(paths) if isinstance(path, Path)]
    return attached.entries_for(files, importing.open_other(entries))


def add_files(
    parts: Parts,
    paths: Sequence[Path | str],
    wishes: Wishes,
    *,
    progress: OnProgress | None = None,
    on_result: OnResult | None = None,
) -> AddReport:
    """Add the files meant by *paths*; the caller holds the writing lock."""
    adding = _Adding(parts, wishes, progress)
    results = list[Added | Refused]()
    for result in adding.run(list(expand(paths))):
        results.append(result)
        if on_result is not None:
            on_result(result)
    return AddReport(
        tuple(result for result in results if isinstance(result, Added)),
        tuple(result for result in results if isinstance(result, Refused)),
    )


_Outcome = tuple[Path, Reading | SourceError]


def in_order(paths: Sequence[Path], outcomes: Iterable[_Outcome]) -> Iterator[_Outcome]:
    """Yield *outcomes* in the order of *paths*, so that keys and reports do not depend on which file was read first.

    What came early waits, but never with more than `_MOST_WAITING` pages: then it goes on before its turn.
    """
    places = {path: place for place, path in enumerate(paths)}
    waiting, gone, turn = dict[Path, Reading | SourceError](), set[Path](), 0
    for path, outcome in outcomes:
        waiting[path] = outcome
        is_crowded = sum(map(_pages, waiting.values())) > _MOST_WAITING
        for each in sorted(waiting, key=places.__getitem__):
            if places[each] != turn and not is_crowded:
                break
            yield each, waiting.pop(each)
            gone.add(each)
            while turn < len(paths) and paths[turn] in gone:
                turn += 1


def _pages(outcome: Reading | SourceError) -> int:
    return len(outcome.pages) if isinstance(outcome, Reading) else 0


class _Adding:
    """One run of `add`: what it was asked for and what it has found out about the files."""

    def __init__(self, parts: Parts, wishes: Wishes, progress: OnProgress | None) -> None:
        self._parts = parts
        self._wishes = wishes
        self._progress = progress
        self._sha256s = dict[Path, str]()
        self._first_with = dict[str, Path]()  # by hash
        self._put = list[str]()  # keys of new entries
        self._again = list[Path]()  # files whose bytes are in the library, or come with another file of this run

    def run(self, found: Sequence[Path | Refused]) -> Iterator[Added | Refused]:
        """Yield what became of each file, in the order in which they are done.

        What was left over is completed first, so that whoever searches meanwhile has a whole state to search.
        """
        self._complete()
        new = list[Path]()
        for path in found:
            refused = path if isinstance(path, Refused) else self._fingerprint(path)
            if refused is not None:
                yield refused
            elif isinstance(path, Path):
                (new if self._is_new(path) else self._again).append(path)
        self._refuse_one_key_for_many(new)
        if new:
            self._parts.history.keep("add")
        with Filing(self._parts, first=self._parts.save_bibliography) as filing:
            try:
                for path, outcome in in_order(new, self._read(new, filing)):
                    yield self._file(path, outcome, filing)
            except KeyboardInterrupt:
                self._parts.save_bibliography()  # the files stored so far keep their entries
                raise
        follow_entries(self._parts, self._put)
        for path in self._again:
            yield self._there_already(path)

    def _complete(self) -> None:
        if not is_fresh(self._parts) or not self._parts.index.is_current or self._wishes.password is not None:
            wishes = self._wishes
            bring_up_to_date(self._parts, progress=self._progress, password=wishes.password, workers=wishes.workers)

    def _fingerprint(self, path: Path) -> Refused | None:
        try:
            self._sha256s[path] = sha256_of(path)
        except OSError as error:
            return Refused(str(path), SourceError(f"'{path}' cannot be opened: {error.strerror}"))
        return None

    def _is_new(self, path: Path) -> bool:
        """Say whether the file has to be read: its bytes are new, or an earlier run was stopped half way with them."""
        sha256 = self._sha256s[path]
        if self._first_with.setdefault(sha256, path) != path:
            return False
        record = self._parts.sources.by_sha256(sha256)
        return record is None or record.key not in self._parts.bibliography or not self._is_whole(record)

    def _is_whole(self, record: SourceFile) -> bool:
        return self._parts.sources.path(record).is_file() and self._parts.pages.source(record.sha256) is not None

    def _refuse_one_key_for_many(self, new: Sequence[Path]) -> None:
        key = self._wishes.key
        if key is not None and key not in self._parts.bibliography:
            refuse_odd_key(key)
        if key is not None and len(new) > 1 and key not in self._parts.bibliography:
            raise EntryError(
                f"{len(new)} files cannot all be the entry '{key}', which is new",
                "add the first file with this key, then the others: they become its further sources",
            )

    def _there_already(self, path: Path) -> Added | Refused:
        sha256 = self._sha256s[path]
        record = self._parts.sources.by_sha256(sha256)
        if record is None:
            return Refused(str(path), SourceError(f"'{path}' has the same bytes as another file, which was refused"))
        stored = self._parts.pages.source(sha256)
        return Added(record.key, record.path, sha256, stored.pages if stored is not None else 0, new=False)

    def _read(self, new: Sequence[Path], filing: Filing) -> Iterator[_Outcome]:
        from litbase.sources.workers import Job, read_all

        jobs = {Job(path, self._wishes.password): path for path in new}
        meter = Meter({job: path.stat().st_size for job, path in jobs.items()}, self._progress)
        for job, outcome in read_all(list(jobs), workers=self._wishes.workers, seen=meter.seen):
            path = jobs[job]
            if isinstance(outcome, Reading):
                filing.expect(self._sha256s[path], outcome)
            yield path, outcome
            meter.done(job, _pages(outcome))

    def _file(self, path: Path, outcome: Reading | SourceError, filing: Filing) -> Added | Refused:
        try:
            if isinstance(outcome, NoTextLayer) and self._wishes.ocr:
                return self._recognise(path, filing)
            if isinstance(outcome, SourceError):
                return Refused(str(path), outcome)
            return self._accept(path, outcome, filing)
        except (SourceError, EntryError) as error:
            filing.drop(self._sha256s[path])
            return Refused(str(path), error)

    def _recognise(self, path: Path, filing: Filing) -> Added | Refused:
        """Read a scan through OCR; what was recognised is kept beside the source, which stays as it is."""
        from litbase.sources.ocr import recognise
        from litbase.sources.workers import Job, read_all

        with tempfile.TemporaryDirectory(dir=self._parts.folder.derived, prefix="ocr-") as folder:
            recognised = Path(folder) / "recognised.pdf"
            recognise(path, recognised)
            ((_, outcome),) = read_all([Job(recognised, ocr=True)])
            if isinstance(outcome, SourceError):
                return Refused(str(path), outcome)
            return self._accept(path, outcome, filing, recognised=recognised)

    def _accept(self, path: Path, reading: Reading, filing: Filing, *, recognised: Path | None = None) -> Added:
        """Give a file that was read its place: the file, then its entry, then its pages.

        The entry is put first, which writes nothing yet, since BibTeX may be unable to hold it.
        """
        sha256 = self._sha256s[path]
        key, entry, used = self._entry(path, reading, sha256)
        if entry is not None:
            self._parts.bibliography.put(entry)
        try:
            record = self._store(path, key=key, media_type=reading.media_type)
            if recognised is not None:
                recognised.replace(self._parts.sources.ocr_path(record))
        except SourceError:
            if entry is not None:
                self._parts.bibliography.remove(key)
            raise
        if entry is not None:
            self._put.append(key)
        filing.put(record, reading)
        return Added(record.key, record.path, sha256, len(reading.pages), new=True, guesses=used)

    def _store(self, path: Path, *, key: str, media_type: str) -> SourceFile:
        origin = self._wishes.origins.get(path)
        return self._parts.sources.add(
            path,
            key=key,
            media_type=media_type,
            sha256=self._sha256s[path],
            url=None if origin is None else origin.url,
            retrieved=None if origin is None else origin.retrieved,
            archived=None if origin is None else origin.archived,
        )

    def _entry(self, path: Path, reading: Reading, sha256: str) -> tuple[str, Entry | None, tuple[Guess, ...]]:
        """Return the key for the file, the entry to put (None if there is one), and the guesses it was made from."""
        bibliography, given = self._parts.bibliography, self._wishes.entries.get(path)
        record = self._adopted(sha256)
        key = record.key if record is not None else self._wishes.key or (given.key if given is not None else None)
        if key is not None and key in bibliography:
            return key, None, ()
        if given is not None:
            fields = tuple((name, value) for name, value in given if name != "file")  # the record says where it is now
            return key or given.key, Entry(key or given.key, given.type, fields), ()
        entry, used = entry_for(reading, path)
        origin = self._wishes.origins.get(path)
        if origin is not None:
            entry, used = with_address(entry, used, origin)
        if key is None:
            key = key_for(entry, pattern=self._parts.settings.key_pattern, taken=self._taken())
        return key, Entry(key, entry.type, entry.fields), used

    def _adopted(self, sha256: str) -> SourceFile | None:
        """Return the record of a file, given to the key asked for where its own entry is gone."""
        record, wanted = self._parts.sources.by_sha256(sha256), self._wishes.key
        if record is not None and wanted is not None and record.key not in self._parts.bibliography:
            self._parts.sources.rename(record.key, wanted)
            return self._parts.sources.by_sha256(sha256)
        return record

    def _taken(self) -> set[str]:
        return {record.key for record in self._parts.sources.records()} | set(self._parts.bibliography.keys())
