"""Libraries of other programs with their files, made here as those programs write them. All of it is fictional."""

from pathlib import Path

import pytest

from litbase.errors import EntryError
from litbase.library.attached import folders_for
from litbase.library.library import Library
from litbase.model.record import ImportReport

TEXT = "Harbour notice\n\nTwo recruiters were convicted at Vestholm after a trial that lasted ninety days in all.\n"


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#"
  xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:link="http://purl.org/rss/1.0/modules/link/"><bib:Document rdf:about="#a"><z:itemType>document</z:itemType>
  <link:link rdf:resource="#f"/><dc:title>A</dc:title></bib:Document><z:Attachment rdf:about="#f"><z:itemType>attachment
  </z:itemType><rdf:resource rdf:resource="files/12/Quill%20-%202020.txt"/></z:Attachment></rdf:RDF>"""


def put(folder: Path, *names: str) -> None:
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{TEXT}Notice {number} of {name}.\n", "utf-8")


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def files_by_key(report: ImportReport) -> dict[str, str]:
    return {added.key: (added.file or "").rpartition("/")[2] for added in report.sources.added}


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A folder of another program."""
    folder = tmp_path / "other"
    folder.mkdir()
    return folder


class TestJabref:
    def test_files_are_found_in_the_folder_that_the_library_names(self, library: Library, other: Path) -> None:
        put(other, "papers/a.txt", "b.txt")
        bib = written(
            other / "jabref.bib",
            "@Misc{a, title = {A}, file = {:a.txt:Text}}\n@Misc{b, title = {B}, file = {Full\\: text:b.txt:Text}}\n"
            "@Comment{jabref-meta: databaseType:bibtex;}\n@Comment{jabref-meta: fileDirectory:papers;}\n",
        )
        report = library.import_bibliography(bib, files=True)
        assert files_by_key(report) == {"a": "a.txt", "b": "b.txt"}
        assert folders_for(bib) == [other / "papers", other]

    def test_absolute_names_and_those_of_a_moved_library_are_found(self, library: Library, other: Path) -> None:
        put(other, "here/a.txt", "docs/b.txt")
        windows = r":C\:\\Users\\eva\\docs\\b.txt:Text"
        bib = written(
            other / "jabref.bib",
            f"@Misc{{a, title = {{A}}, file = {{:{other}/here/a.txt:Text}}}}\n@Misc{{b, title = {{B}}, "
            f"file = {{{windows}}}}}\n",
        )
        assert files_by_key(library.import_bibliography(bib, files=True)) == {"a": "a.txt", "b": "b.txt"}

    def test_a_missing_file_is_named_and_the_entry_goes_in(self, library: Library, other: Path) -> None:
        bib = written(other / "jabref.bib", "@Misc{a, title = {A}, file = {:gone.pdf:PDF;x:https\\://b.example:URL}}\n")
        report = library.import_bibliography(bib, files=True)
        (refused,) = report.sources.refused
        assert report.added == ("a",)
        assert (refused.path, str(refused.error)) == ("gone.pdf", "the file 'gone.pdf' of the entry 'a' is not there")

    def test_files_that_were_not_asked_for_are_counted(self, library: Library, other: Path) -> None:
        bib = written(other / "jabref.bib", "@Misc{a, title = {A}, file = {:gone.pdf:PDF}}\n@Misc{b, title = {B}}\n")
        report = library.import_bibliography(bib)
        assert (report.unattached, report.sources.refused) == (1, ())

    def test_a_bibliography_cannot_take_any_file_of_the_machine_in(self, library: Library, other: Path) -> None:
        put(other, "secret")
        bib = written(other / "jabref.bib", f"@Misc{{a, title = {{A}}, file = {{{other}/secret}}}}\n")
        (refused,) = library.import_bibliography(bib, files=True).sources.refused
        assert "is of no kind that is read" in str(refused.error)

    def test_again_without_the_files_nothing_is_missing(self, library: Library, other: Path) -> None:
        put(other, "a.txt")
        bib = written(other / "jabref.bib", "@Misc{a, title = {A}, file = {:a.txt:Text}}\n")
        library.import_bibliography(bib, files=True)
        (other / "a.txt").unlink()
        report = library.import_bibliography(bib, files=True)
        assert (report.added, report.merged, report.sources.refused) == ((), ("a",), ())


class TestMendeley:
    def test_its_escapes_and_paths_without_a_beginning_are_read(self, library: Library, other: Path) -> None:
        put(other, "Mendeley/Quill_2020.txt", "Users/eva/b & c.txt")
        bib = written(
            other / "mendeley.bib",
            f"@misc{{a, title = {{A}}, file = {{:{str(other)[1:]}/Mendeley/Quill{{\\_}}2020.txt:txt}}}}\n"
            "@misc{b, title = {B}, file = {:C$\\backslash$:/Users/eva/b {\\&} c.txt:txt}}\n",
        )
        assert files_by_key(library.import_bibliography(bib, files=True)) == {"a": "a.txt", "b": "b.txt"}


class TestZotero:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("Export.bib", "@misc{a, title = {A}, file = {Full Text:files/12/Quill - 2020.txt:text/plain}}"),
            ("Export.ris", "TY  - GEN\nID  - a\nTI  - A\nL1  - files/12/Quill - 2020.txt\nER  - \n"),
            ("Export.rdf", RDF),
        ],
    )
    def test_an_exported_folder_comes_with_its_files(self, library: Library, other: Path, name: str, text: str) -> None:
        put(other, "files/12/Quill - 2020.txt")
        written(other / name, text)
        report = library.import_bibliography(other)
        assert len(report.added) == len(report.sources.added) == 1
        assert library.search("recruiters").hits[0].key == report.added[0]


class TestEndnote:
    def test_pdfs_lie_in_the_folder_beside_the_library(self, library: Library, other: Path) -> None:
        put(other, "Mine.Data/PDF/0123/a.txt")
        xml = written(
            other / "Mine.xml",
            "<xml><records><record><ref-type name='Report'>27</ref-type><titles><title>A</title></titles><urls>"
            "<pdf-urls><url>internal-pdf://0123/a.txt</url></pdf-urls></urls></record></records></xml>",
        )
        report = library.import_bibliography(xml, files=True)
        assert len(report.sources.added) == 1


class TestPapis:
    INFO = """ref: quill2020
type: article
title: Debts & Dues at Sea
author: Quill, Ada and Rua, Eva
author_list:
- family: Quill
  given: Ada
- family: de la Rua
  given: Eva
journal: Journal of Norland
year: 2020
doi: 10.5555/norland.1
tags: fisheries debt
papis_id: 0abc
citations:
- doi: 10.5555/norland.2
files: [a.txt, gone.pdf]
notes: notes.md
"""

    def test_documents_come_with_files_and_notes(self, library: Library, other: Path) -> None:
        written(other / "sub" / "quill" / "info.yaml", self.INFO)
        put(other, "sub/quill/a.txt")
        written(other / "sub" / "quill" / "notes.md", "Read *twice*.\n")
        report = library.import_bibliography(other)
        assert (report.added, files_by_key(report)) == (("quill2020",), {"quill2020": "quill2020.txt"})
        entry = library.entry("quill2020")
        said = {name: entry.get(name) for name in ("title", "author", "keywords", "annotation", "papis-papisid", "doi")}
        assert said == {
            "title": r"Debts \& Dues at Sea",
            "author": "Quill, Ada and {de la Rua}, Eva",
            "keywords": "fisheries, debt",
            "annotation": "Read *twice*.",
            "papis-papisid": "0abc",
            "doi": "10.5555/norland.1",
        }
        assert entry.get("papis-citations") is not None
        (refused,) = report.sources.refused
        assert "gone.pdf' of the entry 'quill2020' is not there" in str(refused.error)

    @pytest.mark.parametrize("text", ["{", "- a", "a: &x [1]\nb: *x", "", "\0"])
    def test_a_document_that_cannot_be_read_is_refused_and_the_others_go_in(
        self, library: Library, other: Path, text: str
    ) -> None:
        written(other / "bad" / "info.yaml", text)
        written(other / "good" / "info.yaml", "title: Good\ntype: book\n")
        report = library.import_bibliography(other)
        assert (len(report.added), len(report.refused)) == (1, 1)
        assert "bad/info.yaml" in str(report.refused[0].error) or "no text" in str(report.refused[0].error)


def test_a_folder_with_several_bibliographies_or_none_is_asked_about(library: Library, other: Path) -> None:
    put(other, "a.bib", "b.bib")
    (other / "empty").mkdir()
    with pytest.raises(EntryError, match=r"2 bibliographies: 'a\.bib', 'b\.bib'"):
        library.import_bibliography(other)
    with pytest.raises(EntryError, match="no bibliography"):
        library.import_bibliography(other / "empty")
