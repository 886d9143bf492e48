"""The catalog and downloads, seen from a library."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from litbase.errors import EntryError, FetchError
from litbase.library.library import Library

HERE = frozenset({"127.0.0.1"})
PAGE = b"<!DOCTYPE html><html><head><title>Harbour notice</title></head><body><h1>Harbour notice</h1><p>%s</p></html>"
TEXT = PAGE % b"Two recruiters were convicted at Vestholm after a trial that lasted ninety days in all."


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/notice.html"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(TEXT) if found else 0))
        self.end_headers()
        if found:
            self.wfile.write(TEXT)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_reports_of_the_catalog_are_taken_in_once(library: Library) -> None:
    names = [record.name for record in library.catalog(["global", "slavery"])[:2]]
    assert library.catalog_add(names).added == tuple(names)
    assert library.catalog_add(names).merged == tuple(names)
    assert set(library.keys()) == set(names)
    in_library = {record.name for record in library.catalog() if record.in_library}
    assert in_library == set(names)
    assert library.search("slavery").hits[0].key in names


def test_a_name_the_catalog_does_not_have_is_refused_with_near_ones(library: Library) -> None:
    name = library.catalog()[0].name
    (refused,) = library.catalog_add([f"{name}x"]).refused
    assert isinstance(refused.error, EntryError)
    assert name in (refused.error.hint or "")
    assert library.keys() == []


def test_the_whole_catalog_can_be_taken_in(library: Library) -> None:
    report = library.catalog_add(everything=True)
    assert len(report.added) == len(library.catalog()) == len(library.keys())
    assert all(record.in_library for record in library.catalog())


def test_a_download_is_added_with_where_it_came_from(library: Library, address: str) -> None:
    report = library.fetch([f"{address}/notice.html"], allowed=HERE)
    (added,) = report.added
    (file,) = library.item(added.key).files
    assert file.url == f"{address}/notice.html"
    assert file.retrieved is not None
    assert file.sha256 == added.sha256
    assert library.search("recruiters").hits[0].key == added.key
    assert list((library.folder / ".litbase" / "downloads").iterdir()) == []


def test_the_document_of_an_entry_is_downloaded_from_its_address(filled: Library, address: str) -> None:
    filled.edit("quill2020", {"url": f"{address}/notice.html"})
    (added,) = filled.fetch(["quill2020"], allowed=HERE).added
    assert (added.key, added.file) == ("quill2020", "sources/quill2020.html")


def test_what_cannot_be_downloaded_is_refused_and_the_rest_goes_in(filled: Library, address: str) -> None:
    wanted = ["no-such-name", "nomtip2022", f"{address}/absent", f"{address}/notice.html"]
    report = filled.fetch(wanted, allowed=HERE)
    assert len(report.added) == 1
    assert [refused.path for refused in report.refused] == wanted[:3]
    assert isinstance(report.refused[2].error, FetchError)


def test_private_addresses_are_refused(library: Library, address: str) -> None:
    report = library.fetch([f"{address}/notice.html"])
    assert report.added == ()
    assert isinstance(report.refused[0].error, FetchError)
