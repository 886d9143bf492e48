"""A Zotero data directory, made here with the tables of Zotero's own schema."""

import sqlite3
from pathlib import Path

import pytest

from litbase.errors import EntryError
from litbase.exchange.record import Exchanged
from litbase.exchange.zotero_database import read_zotero
from litbase.library.library import Library

SCHEMA = """
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT);
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT, dateAdded TEXT, libraryID INT, key TEXT);
CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT);
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID INT, PRIMARY KEY (itemID, fieldID));
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT);
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE itemCreators (itemID INT, creatorID INT, creatorTypeID INT, orderIndex INT);
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT, parentCollectionID INT);
CREATE TABLE collectionItems (collectionID INT, itemID INT, orderIndex INT);
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE itemTags (itemID INT, tagID INT, type INT);
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, path TEXT);
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT, type INT, authorName TEXT, text TEXT,
  comment TEXT, color TEXT, pageLabel TEXT, sortIndex TEXT, position TEXT, isExternal INT);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY, dateDeleted);

INSERT INTO itemTypes VALUES (1, 'report'), (2, 'attachment'), (3, 'note'), (4, 'annotation'), (5, 'journalArticle');
INSERT INTO items VALUES (1, 1, '', 1, 'AAAA'), (2, 2, '', 1, 'BBBB'), (3, 3, '', 1, 'CCCC'), (4, 4, '', 1, 'DDDD'),
  (5, 5, '', 1, 'EEEE'), (6, 1, '', 1, 'FFFF'), (7, 2, '', 1, 'GGGG'), (8, 4, '', 1, 'HHHH');
INSERT INTO fields VALUES (1, 'title'), (2, 'date'), (3, 'institution'), (4, 'extra'), (5, 'DOI'), (6, 'issue'),
  (7, 'publicationTitle'), (8, 'seriesText');
INSERT INTO itemDataValues VALUES (1, 'Annual Report on Norland'), (2, '2022-03-00 March 2022'), (3, 'Norland Office'),
  (4, 'Citation Key: nomtip2022
printed twice
PMID: 7'), (5, 'Nets'), (6, '10.5555/n'), (7, '4'), (8, 'Journal of Norland'), (9, 'gone'), (10, 'alone.md'), (11, 's');
INSERT INTO itemData VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4), (5, 1, 5), (5, 5, 6), (5, 6, 7), (5, 7, 8),
  (6, 1, 9), (7, 1, 10), (5, 8, 11);
INSERT INTO creators VALUES (1, '', 'Norland Office', 1), (2, 'Ada', 'Quill', 0);
INSERT INTO creatorTypes VALUES (1, 'author'), (2, 'editor');
INSERT INTO itemCreators VALUES (1, 1, 1, 0), (1, 2, 2, 1), (5, 2, 1, 0);
INSERT INTO collections VALUES (1, 'fisheries', NULL);
INSERT INTO collectionItems VALUES (1, 1, 0);
INSERT INTO tags VALUES (1, 'to read');
INSERT INTO itemTags VALUES (1, 1, 0);
INSERT INTO itemAttachments VALUES (2, 1, 0, 'text/markdown', 'storage:report.md'),
  (7, NULL, 0, 'text/markdown', 'storage:alone.md');
INSERT INTO itemNotes VALUES (3, 1, '<div><p>ask the <b>office</b></p></div>', 'ask');
INSERT INTO itemAnnotations VALUES
  (8, 2, 1, '', 'Crews were held.', 'see also 2021', '', '12', '00002', '', 0),
  (4, 2, 1, '', 'The Office counted 214 victims.', '', '', 'xi', '00001', '', 0);
INSERT INTO deletedItems VALUES (6, '');
"""


@pytest.fixture
def zotero(tmp_path: Path) -> Path:
    folder = tmp_path / "Zotero"
    for key, name, text in (
        ("BBBB", "report.md", "# Annual Report\n\n214 victims.\n"),
        ("GGGG", "alone.md", "# Alone\n"),
    ):
        (folder / "storage" / key).mkdir(parents=True)
        (folder / "storage" / key / name).write_text(text, "utf-8")
    with sqlite3.connect(folder / "zotero.sqlite") as connection:
        connection.executescript(SCHEMA)
    return folder


def records(folder: Path) -> dict[str, Exchanged]:
    return {str(record.item.get("title")): record for record in read_zotero(folder)}


def test_an_item_is_read_with_its_fields_people_and_tags(zotero: Path) -> None:
    item = records(zotero)["Annual Report on Norland"].item
    assert item["id"] == "nomtip2022"
    assert item["issued"] == {"date-parts": [[2022, 3]]}
    assert item["author"] == [{"literal": "Norland Office"}]
    assert item["editor"] == [{"family": "Quill", "given": "Ada"}]
    assert item["keyword"] == "to read, fisheries"
    assert (item["note"], item["PMID"], item["publisher"]) == ("printed twice", "7", "Norland Office")


def test_notes_and_highlights_come_with_their_pages_in_order(zotero: Path) -> None:
    noted = records(zotero)["Annual Report on Norland"].item["annote"]
    assert noted == (
        "ask the office\n\n“The Office counted 214 victims.” (p. xi)\n\n“Crews were held.” – see also 2021 (p. 12)"
    )


def test_a_field_without_a_place_is_kept(zotero: Path) -> None:
    nets = records(zotero)["Nets"]
    assert (nets.item["issue"], nets.item["container-title"]) == ("4", "Journal of Norland")
    assert nets.fields == (("zotero-seriestext", "s"),)


def test_what_lies_in_the_bin_stays_there(zotero: Path) -> None:
    assert set(records(zotero)) == {"Annual Report on Norland", "Nets", "alone.md"}


def test_a_library_takes_in_the_attachments_and_leaves_zotero_as_it_is(zotero: Path, tmp_path: Path) -> None:
    before = (zotero / "zotero.sqlite").read_bytes(), sorted(zotero.rglob("*"))
    with Library.init(tmp_path / "library") as library:
        report = library.import_bibliography(zotero)
        assert report.added[0] == "nomtip2022"
        assert [each.file for each in report.sources.added] == ["sources/nomtip2022.md", "sources/Alonemdnd.md"]
        assert library.search("victims").hits[0].key == "nomtip2022"
        assert library.notes("nomtip2022") is not None
        assert library.import_bibliography(zotero).added == ()
    assert ((zotero / "zotero.sqlite").read_bytes(), sorted(zotero.rglob("*"))) == before


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zotero.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(EntryError, match="Zotero"):
        list(read_zotero(tmp_path))
