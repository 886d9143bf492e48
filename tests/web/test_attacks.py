"""What strangers may try with the reading room, each with what comes of it."""

import io
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from tests.serving import served

from litbase.library.library import Library
from litbase.web.app import make_app
from litbase.web.guard import Rules

SCRIPT = "<script>alert(1)</script>"
PICTURE = "<img src=x onerror=alert(1)>"
PAYLOADS = (
    SCRIPT, PICTURE, '"><svg onload=alert(1)>', "javascript:alert(1)", "{{ 7*7 }}",
    "</textarea><script>alert(1)</script>",
    "<a href='javascript:alert(1)'>x</a>", "`<b onclick=alert(1)>x</b>`{=html}", "[x](javascript:alert(1))",
)  # fmt: skip
LIVE = ("<script>alert", "<img src=x", "<svg onload", 'href="javascript:', "<a href='javascript:", "<b onclick", ">49<")
LEAST = (
    b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
BIG = 50_000_000  # bytes, of zeros


def archive(members: dict[str, bytes]) -> bytes:
    """A ZIP archive, its parts deflated."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, part in members.items():
            made.writestr(name, part)
    return content.getvalue()


def bomb(*, part: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made, made.open(part, "w") as zeros:
        for _ in range(BIG // 1_000_000):
            zeros.write(b"\0" * 1_000_000)
    return content.getvalue()


@pytest.fixture(scope="module")
def malformed() -> dict[str, bytes]:
    """Archives and documents that ask for more than they give."""
    deep = b"<w:p>" * 200_000
    entries = archive({f"word/{number}.xml": b"" for number in range(70_000)})
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8))
        + b"]><w:document>&i;</w:document>"
    )
    outside = b'<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'
    return {
        "bomb.docx": bomb(part="word/document.xml"),
        "bomb.epub": bomb(part="META-INF/container.xml"),
        "bomb.odt": bomb(part="content.xml"),
        "deep.docx": archive({"word/document.xml": LEAST + deep}),
        "entries.docx": entries,
        "laughs.docx": archive({"word/document.xml": laughs}),
        "outside.docx": archive({"word/document.xml": outside}),
        "outside.odt": archive({"content.xml": outside}),
        "climbing.docx": archive({"../../../evil.txt": b"x", "word/document.xml": LEAST}),
        "cut.docx": archive({"word/document.xml": LEAST + b"</w:body></w:document>"})[:-30],
        "deep.html": b"<div>" * 60_000 + b"x",
        "endless.pdf": b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]/Count 99999999>>endobj\n"
        b"trailer<</Root 1 0 R>>",
    }


ARCHIVES = (
    "bomb.docx", "bomb.epub", "bomb.odt", "deep.docx", "entries.docx", "laughs.docx", "outside.docx", "outside.odt",
    "climbing.docx", "cut.docx", "deep.html", "endless.pdf",
)  # fmt: skip


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_malformed_source_is_refused_and_the_room_stays_open(
    room: TestClient, room_folder: Path, malformed: dict[str, bytes], name: str
) -> None:
    before = room.get("/sources.json").json()
    page = room.post("/add", files=[("files", (name, malformed[name]))])
    assert page.status_code == 200
    assert "root:" not in page.text
    if "was refused" not in page.text:  # what can be read of it is read
        assert name == "deep.html"
    else:
        assert room.get("/sources.json").json() == before
    assert not list(room_folder.parent.rglob("evil.txt"))


@pytest.mark.parametrize("name", [name for name in ARCHIVES if not name.endswith(".epub")])
def test_a_malformed_draft_gets_a_sentence(room: TestClient, malformed: dict[str, bytes], name: str) -> None:
    answer = room.post("/check", files={"draft": (name, malformed[name])})
    assert answer.status_code == 400 or name == "deep.html"
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text
    assert room.post("/bibliography", files={"draft": (name, malformed[name])}).status_code in (200, 400)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_stranger_wrote_is_never_markup(room: TestClient, room_folder: Path, payload: str) -> None:
    """In every field of an entry, in a document and its name, in a draft and its name, in a query."""
    fields = ("title", "author", "publisher", "keywords", "note", "url", "annotation", "number", "institution")
    with Library.open(room_folder) as library:
        library.edit("rfli-2022", dict.fromkeys(fields, payload))
    document = f"# {payload}\n\nHarbour words {payload}\n".encode()
    room.post("/add", files=[("files", (f"{payload}.md", document))], data={"key": "rfli-2022"})
    draft = f"{payload} says 4,000 ships [@rfli-2022, p. 3]. “{payload} harbour words” [@rfli-2022].".encode()
    report = room.post("/check", files={"draft": (f"{payload}.md", draft)})
    pages = [
        report,
        room.get(report.url.path, params={"format": "markdown"}),
        room.get("/", params={"q": "harbour words"}),
        room.get("/", params={"q": payload}),
        room.get("/sources"),
        room.get("/sources/rfli-2022", params={"style": "apa"}),
        room.get("/sources/rfli-2022", params={"style": payload}),
        room.get("/read/rfli-2022", params={"q": payload, "go": payload}),
        room.get("/bibliography", params={"key": "rfli-2022", "style": "apa"}),
        room.get("/bibliography", params={"key": "rfli-2022", "style": payload}),
        room.get("/catalog", params={"q": payload}),
        room.get("/add", params={"key": payload}),
        room.get(f"/sources/{payload.replace('/', '')}"),
    ]
    for page in pages:
        assert page.status_code in (200, 400, 404), page.url
        if page.headers["content-type"].startswith("text/html"):
            found = [words for words in LIVE if words in page.text.casefold()]
            assert found == [], page.url
            assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("name", ["evil.svg", "evil.html", "evil.xhtml", "evil.js", "evil.exe"])
def test_no_document_is_handed_out_to_be_run(room: TestClient, name: str) -> None:
    """What is taken in is shown as text; nothing serves the file itself."""
    payload = f'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><text>Harbour {SCRIPT}</text></svg>'.encode()
    room.post("/add", files=[("files", (name, payload))], data={"key": "evil"})
    for address in ("/sources/evil", "/read/evil", f"/sources/{name}", f"/static/{name}", f"/images/{name}/1.webp"):
        page = room.get(address)
        assert page.headers["content-type"].split(";")[0] in ("text/html", "application/json", "text/plain")
        assert "<svg xmlns" not in page.text.replace('<svg class="layer"', "")
        assert SCRIPT not in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/sources/%00", "/read/nomtip-2022?file=%00", "/read/nomtip-2022?q=%00&go=%00", "/?q=%00", "/?q=%ff%fe",
        "/static/%00", "/static/%2e%2e%2f%2e%2e%2fapp.py", "/static//etc/passwd", "/static/..%5c..%5capp.py",
        "/sources/nomtip-2022/pages.json?file=..%2f..%2flibrary.bib", "/sources/..%2f..%2f..%2fetc%2fpasswd.json",
        "/images/" + "0" * 64 + "/-1.webp", "/images/" + "a" * 5000 + "/1.webp", "/images/x/99999999999999999999.webp",
        "/sources/" + "k" * 20_000, "/check/" + "k" * 20_000, "/add/" + "k" * 20_000, "/read/" + "é" * 3000,
        "/?q=" + "k" * 30_000, "/?q=" + "(" * 5_000, "/?offset=99999999999999999999&q=norland",
        "/read/nomtip-2022?n=99999999999", "/read/nomtip-2022?at=" + "1-2," * 3000, "/cite.json?key=" + "k" * 9000,
        "/bibliography/..%2f..%2fx?key=nomtip-2022", "/bibliography/docx?key=nomtip-2022&style=..%2f..%2fetc%2fpasswd",
        "/cite.json?key=nomtip-2022&style=%2fetc%2fpasswd",
        "/cite.json?key=nomtip-2022&style=http:%2f%2fevil.example%2f",
        "/cite.json?key=nomtip-2022&locator=%00", "/styles.json?q=%00", "/catalog.json?q=" + "k" * 9000,
        "/sources/nomtip-2022%0d%0aset-cookie:%20a=b", "/read/nomtip-2022?go=iii&file=%0d%0aset-cookie:%20a=b",
    ],
)  # fmt: skip
def test_no_address_ends_in_an_error_of_ours_or_in_a_file(room: TestClient, address: str) -> None:
    answer = room.get(address)
    assert answer.status_code < 500
    assert "set-cookie" not in answer.headers
    assert "import " not in answer.text
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "name",
    ["a\r\nset-cookie: x=y.md", 'a"; filename="b.md', "漢" * 300 + ".md", "x" * 5000 + ".md", "a\0b.md", "..", "",
     "con.md", "/etc/passwd.md", "..\\..\\boot.md", "\u202egpj.md", ".hidden.md", " .md"],
)  # fmt: skip
def test_no_name_of_a_file_reaches_a_header_or_another_folder(room: TestClient, room_folder: Path, name: str) -> None:
    before = {path for path in room_folder.parent.rglob("*") if room_folder not in path.parents}
    answers = [
        room.post("/check", files={"draft": (name, b"It has 4,000 ships [@nomtip-2022, p. 3].")}),
        room.post("/add", files=[("files", (name, b"# Piers\n\nTwo piers.\n"))]),
        room.post("/bibliography", files={"draft": (name, b"[@nomtip-2022]")}),
    ]
    for answer in answers:
        assert answer.status_code < 500
        assert "set-cookie" not in answer.headers
    assert {path for path in room_folder.parent.rglob("*") if room_folder not in path.parents} == before


@pytest.mark.parametrize("key", ["a\r\nb", "../../evil", "a/b", "", " ", "k" * 5000, "漢字", "{}", "a,b", "@x{", "\0"])
def test_no_key_leads_out_of_the_library(room: TestClient, room_folder: Path, key: str) -> None:
    answer = room.post("/add", files=[("files", ("piers.md", b"# Piers\n\nTwo piers.\n"))], data={"key": key})
    assert answer.status_code < 500
    sources = room_folder / "sources"
    assert all(path.parent == sources for path in room_folder.parent.rglob("*piers*") if path.is_file())
    assert all(path.parent == sources for path in room_folder.parent.rglob("*evil*") if path.is_file())


def test_a_form_of_a_million_fields_is_refused_at_once(room: TestClient) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    started = time.process_time()
    answer = room.post("/catalog", content=b"a&" * 2_000_000, headers=headers)
    assert answer.status_code in (400, 413)
    assert time.process_time() - started < 2


def test_a_long_paste_and_many_parts_get_a_sentence(room: TestClient) -> None:
    assert room.post("/check", files={"text": (None, "word " * 300_000)}).status_code in (200, 400)
    assert room.post("/check", files=[(f"f{n}", (None, "x")) for n in range(3000)]).status_code == 400
    assert room.post("/read/nomtip-2022", data={"words": "w" * 200_000}).status_code == 422
    assert room.post("/add", content=b"--x\r\n", headers={"content-type": "multipart/form-data"}).status_code < 500
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert room.post("/check", content=b"--x\r\nContent-Disposition: form-data", headers=broken).status_code < 500


def test_a_body_that_grows_past_the_limit_is_cut_off(sample_room: Path) -> None:
    """Sent in pieces, without saying how long it will be."""
    rules = Rules(hosts=frozenset({"127.0.0.1"}), largest=100_000)
    with TestClient(make_app(sample_room, rules), base_url="http://127.0.0.1:8420") as room:
        head = b'--x\r\ncontent-disposition: form-data; name="draft"; filename="a.md"\r\n\r\n'
        pieces = (head, *(b"x" * 10_000 for _ in range(100)))
        headers = {"content-type": "multipart/form-data; boundary=x"}
        answer = room.post("/check", content=iter(pieces), headers=headers)
        assert answer.status_code == 413


@pytest.fixture(scope="module")
def address(sample_room: Path) -> Iterator[str]:
    with served(sample_room) as address:
        yield address


@pytest.mark.parametrize(
    "sent",
    [
        b"",  # nothing at all
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",  # a head without an end
        b"POST /check HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 90000\r\n\r\nx",  # a body without an end
        b"GET /sources/nomtip-2022/pages.json?text=true HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 50,  # answers not taken
    ],
)
def test_slow_readers_hold_nobody_up(address: str, sent: bytes) -> None:
    where = urlsplit(address)
    slow = [socket.create_connection((where.hostname, where.port)) for _ in range(60)]
    try:
        for each in slow:
            each.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            each.sendall(sent)
        for _ in range(5):
            with socket.create_connection((where.hostname, where.port), timeout=20) as quick:
                quick.sendall(f"GET /sources HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n\r\n".encode())
                assert quick.recv(12) == b"HTTP/1.1 200"
    finally:
        for each in slow:
            each.close()


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"TRACE / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    ],
)
def test_a_head_that_is_none_is_refused(address: str, head: bytes) -> None:
    where = urlsplit(address)
    with socket.create_connection((where.hostname, where.port), timeout=20) as sender:
        sender.sendall(head)
        assert sender.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 421")


def test_a_room_with_a_token_for_reading_has_one_for_writing() -> None:
    with pytest.raises(ValueError, match="writing"):
        Rules(hosts=frozenset(), reading="token")
