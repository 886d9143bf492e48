"""The formats: how each is told from the others by its content, read and written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from litbase.exchange import cff, csl_json, csv_table, endnote_xml, isi, mods, nbib, pubmed_xml, refer, ris, zotero_rdf
from litbase.exchange.record import Exchanged
from litbase.exchange.text import text_of
from litbase.model.record import RefusedRecord

Read = Callable[[str], Iterator[Exchanged | RefusedRecord]]
Write = Callable[[Sequence[Exchanged]], str]


@dataclass(frozen=True, slots=True)
class Format:
    """One format; `write` is None where litbase only reads it."""

    name: str
    title: str
    is_it: Callable[[str], bool]
    read: Read
    write: Write | None = None


FORMATS: tuple[Format, ...] = (
    Format("csl-json", "CSL-JSON", csl_json.is_csl_json, csl_json.read, csl_json.write),
    Format("endnote-xml", "EndNote XML", endnote_xml.is_endnote_xml, endnote_xml.read, endnote_xml.write),
    Format("zotero-rdf", "Zotero RDF", zotero_rdf.is_zotero_rdf, zotero_rdf.read, zotero_rdf.write),
    Format("mods", "MODS", mods.is_mods, mods.read, mods.write),
    Format("ris", "RIS", ris.is_ris, ris.read, ris.write),
    Format("nbib", "NBIB (PubMed)", nbib.is_nbib, nbib.read, nbib.write),
    Format("pubmed-xml", "PubMed XML", pubmed_xml.is_pubmed_xml, pubmed_xml.read),
    Format("isi", "ISI / Web of Science", isi.is_isi, isi.read),
    Format("refer", "Refer / EndNote tagged", refer.is_refer, refer.read),
    Format("cff", "CFF (citation file)", cff.is_cff, cff.read, cff.write),
    Format("csv", "CSV", csv_table.is_csv, csv_table.read, csv_table.write),
)


def recognise(content: bytes) -> tuple[Format, str] | None:
    """Return the format of *content*, and it as text; None if it is none of these (BibTeX is not among them)."""
    text = text_of(content)
    found = format_of(text)
    return None if found is None else (found, text)


def format_of(text: str) -> Format | None:
    """Return the format of *text*, None if it is none of these."""
    return next((each for each in FORMATS if each.is_it(text)), None)


def format_named(name: str) -> Format:
    return next(each for each in FORMATS if each.name == name)
