"""Measure import and export: JabRef's importer examples, real RIS exports, round trips, speed.

    python benchmarks/interchange.py [--records 30000] [--show]

Reads ../shared/data/interchange; says so and stops where that folder is absent.
"""

import argparse
import re
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from litbase.bib.bibliography import Bibliography
from litbase.bib.dates import date_of
from litbase.bib.latex import decode
from litbase.bib.names import Name, parse_names
from litbase.errors import LitbaseError
from litbase.exchange.formats import format_named, recognise
from litbase.exchange.record import Exchanged, entry_of, record_of
from litbase.library.library import Library
from litbase.model.entry import Entry

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "interchange"
KINDS = {"RisImporter": "ris", "EndnoteXmlImporter": "endnote-xml", "MODSImporter": "mods", "NbibImporter": "nbib",
         "MedlinePlainImporter": "nbib", "MedlineImporter": "pubmed-xml", "IsiImporter": "isi",
         "Endnote.": "refer", "refer.": "refer", "Cff": "cff", "CITATION": "cff"}  # fmt: skip
FIELDS = ("title", "author", "year", "container", "volume", "number", "pages", "doi", "publisher")


def kind_of(path: Path) -> str | None:
    if path.suffix == ".bib":
        return None
    return next((kind for start, kind in KINDS.items() if path.name.startswith(start)), None)


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def natural(name: Name) -> str:
    """The whole name as it is spoken: JabRef's files write organisations without braces, as if they were persons."""
    return name.literal or " ".join(filter(None, (name.given, name.particle, name.family, name.suffix)))


def said(entry: Entry) -> dict[str, str]:
    """What an entry says in the fields compared, without signs and case."""
    date = date_of(entry)
    fields = {
        "title": entry.first("title"),
        "container": entry.first("journaltitle", "journal", "booktitle", "series"),
        "short container": entry.first("shortjournal"),  # JabRef takes one of both names, we keep both
        "volume": entry.first("volume"),
        "number": entry.first("number", "issue"),
        "pages": re.sub(r"(\d+)\D+(\d+)", lambda m: m[1] + "x" + m[2][-2:], entry.first("pages") or ""),
        "doi": entry.first("doi"),
        "publisher": entry.first("publisher", "institution", "school"),
        "year": date.year if date and date.year else "",
        "author": " ".join(sorted(map(natural, parse_names(entry.first("author") or "")))),
    }
    return {name: folded(decode(value)) for name, value in fields.items() if value and folded(decode(value))}


def examples(show: bool) -> None:
    files, matched, fields, agreeing = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    expected = Counter[str]()
    for path in sorted((FOLDER / "jabref" / "importer").iterdir()):
        kind = kind_of(path)
        if kind is None:
            continue
        try:
            found = recognise(path.read_bytes())
            records = [] if found is None else list(found[0].read(found[1]))
        except LitbaseError as error:
            print(f"  {path.name}: refused: {error}")
            continue
        files[kind] += 1
        name = "none" if found is None else found[0].name
        refused = sum(not isinstance(each, Exchanged) for each in records)
        if name != kind or refused:
            print(f"  {path.name}: taken for {name}, {len(records)} records, {refused} refused")
        truth = path.with_suffix(".bib")
        if not truth.exists():
            continue
        ours = [said(entry_of(each)) for each in records if isinstance(each, Exchanged)]
        for number, entry in enumerate(Bibliography.open(truth).unkeyed or tuple(Bibliography.open(truth).entries())):
            want = {name: value for name, value in said(entry).items() if name in FIELDS}
            got = ours[number] if number < len(ours) else {}
            same = [name for name in FIELDS if name in want and want[name] in (got.get(name), got.get(f"short {name}"))]
            expected[kind] += 1
            matched[kind] += len(same) == len(want)
            fields[kind] += len(want)
            agreeing[kind] += len(same)
            if show and len(same) < len(want):
                print(f"    {path.name}:", {n: (want[n], got.get(n)) for n in want if n not in same})
    for kind in files:
        print(f"{kind}: {files[kind]} files; {matched[kind]} of {expected[kind]} expected entries in every field, "
              f"{agreeing[kind]} of {fields[kind]} fields")  # fmt: skip
    print(f"all: {matched.total()} of {expected.total()} entries, {agreeing.total()} of {fields.total()} fields")


def real_records() -> Iterator[str]:
    for path in sorted(FOLDER.glob("*.ris")):
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        for record in re.split(r"^ER  -.*$", text, flags=re.MULTILINE):
            if "TY  -" in record:
                yield record.strip() + "\nER  - \n\n"


def round_trips() -> None:
    entries = mixed_entries()
    records = [record_of(entry) for entry in entries]
    for name in ("ris", "csl-json", "endnote-xml", "mods", "nbib", "zotero-rdf", "cff", "csv"):
        form = format_named(name)
        assert form.write is not None
        back = [each for each in form.read(form.write(records)) if isinstance(each, Exchanged)]
        same = sum(dict(a.item) == dict(b.item) for a, b in zip(records, back, strict=True))
        print(f"round trip {name}: {same} of {len(records)} items equal")


def mixed_entries() -> list[Entry]:
    """1,000 entries of all types: bibliographies and RIS exports."""
    wanted: list[Entry] = []
    for name in ("biblatex-examples.bib", "swiss-legal.bib"):
        bibliography = Bibliography.open(FOLDER.parent / "bibliographies" / name)
        wanted += [bibliography.complete(key) for key in bibliography.keys()]  # noqa: SIM118
    found = format_named("ris").read("".join(real_records()))
    wanted += [entry_of(each) for each in found if isinstance(each, Exchanged)][::3]
    return [Entry(each.key or f"r{n}", each.type, each.fields) for n, each in enumerate(wanted[:1000])]


def speed(count: int) -> None:
    records = list(real_records())
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "many.ris"
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                kind, _, rest = records[number % len(records)].partition("\n")
                without = re.sub(r"^ID  - .*\n", "", rest, flags=re.MULTILINE)
                file.write(f"{kind}\nID  - rec{number}\n{without}")
        with Library.init(Path(place) / "library") as library:
            start = time.process_time()
            report = library.import_bibliography(path)
            taken = time.process_time() - start
        print(f"import of {count:,} RIS records: {len(report.added):,} added, {len(report.refused)} refused, "
              f"{taken:.1f} s of processor time, {count / taken:,.0f} records/s")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=30_000)
    parser.add_argument("--show", action="store_true", help="show the entries that differ")
    arguments = parser.parse_args()
    if not FOLDER.is_dir():
        print(f"{FOLDER} is absent; nothing measured")
        return
    found = format_named("ris").read("".join(real_records()))
    states = Counter(isinstance(each, Exchanged) for each in found)
    print(f"real RIS exports: {states[True]:,} records read, {states[False]} refused")
    examples(arguments.show)
    round_trips()
    if arguments.records:
        speed(arguments.records)


if __name__ == "__main__":
    main()
