"""Downloading, against a server on loopback that behaves well, badly and worse."""

import gzip
import hashlib
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web_site import HERE, PDF, Site, write

from litbase.catalog.addresses import WebAddress, follow, is_public, parse_address
from litbase.catalog.fetch import Fetched, Limits, fetch
from litbase.catalog.receiving import file_name
from litbase.errors import FetchError


def get(url: str, folder: Path, **options: object) -> Fetched:
    return fetch(url, folder, **({"allowed": HERE} | options))  # type: ignore[arg-type]


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestDocument:
    def test_is_kept_with_its_record(self, site: Site, tmp_path: Path) -> None:
        fetched = get(site.give("/reports/annual%20report.pdf"), tmp_path)
        assert fetched.path == tmp_path / "annual report.pdf"
        assert fetched.path.read_bytes() == PDF
        assert fetched.sha256 == hashlib.sha256(PDF).hexdigest()
        assert (fetched.media_type, fetched.bytes, fetched.archived) == ("application/pdf", len(PDF), None)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fetched.retrieved)
        assert left_in(tmp_path) == ["annual report.pdf"]

    def test_is_asked_for_by_name(self, site: Site, tmp_path: Path) -> None:
        get(site.give("/a.pdf"), tmp_path)
        (_, headers) = site.asked[0]
        assert headers["user-agent"].startswith("litbase/")
        assert headers["accept-encoding"] == "identity"
        assert "range" not in headers

    def test_never_overwrites_a_file(self, site: Site, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(b"mine")
        assert get(site.give("/a.pdf"), tmp_path).path.name == "a-2.pdf"
        assert (tmp_path / "a.pdf").read_bytes() == b"mine"

    def test_the_fragment_is_not_sent(self, site: Site, tmp_path: Path) -> None:
        get(site.give("/a.pdf") + "#page=3", tmp_path)
        assert site.asked[0][0] == "/a.pdf"

    def test_progress_is_told(self, site: Site, tmp_path: Path) -> None:
        told: list[tuple[int, int | None]] = []
        get(site.give("/a.pdf"), tmp_path, progress=lambda done, total: told.append((done, total)))
        assert told[-1] == (len(PDF), len(PDF))

    @pytest.mark.parametrize(
        ("disposition", "content_type", "name"),
        [
            ('attachment; filename="report 2022.pdf"', "application/pdf", "report 2022.pdf"),
            (
                'attachment; filename="../../etc/passwd.pdf"',
                "application/pdf",
                "passwd.pdf",
            ),  # no way out of the folder
            ('attachment; filename="..\\\\evil.pdf"', "application/pdf", "evil.pdf"),
            ("attachment; filename*=UTF-8''informe%20a%C3%B1o.pdf", "application/pdf", "informe año.pdf"),
            ('attachment; filename="report"', "application/pdf", "report.pdf"),  # the type gives the suffix
            ('attachment; filename=".hidden.pdf"', "application/pdf", "hidden.pdf"),
            ('attachment; filename="con.pdf"', "application/pdf", "_con.pdf"),  # a device on Windows
            ('attachment; filename="page.php"', "application/octet-stream", "page.php.pdf"),  # the content tells
        ],
    )
    def test_name_is_safe(self, site: Site, tmp_path: Path, disposition: str, content_type: str, name: str) -> None:
        url = site.give("/x", Content_Disposition=disposition, Content_Type=content_type)
        assert get(url, tmp_path).path == tmp_path / name

    def test_a_web_page_is_a_document_too(self, site: Site, tmp_path: Path) -> None:
        body = b"<!DOCTYPE html><html><body><p>Helpline</p></body></html>"
        fetched = get(site.give("/helpline", body, Content_Type="text/html; charset=utf-8"), tmp_path)
        assert (fetched.path.name, fetched.media_type) == ("helpline.html", "text/html")


class TestRefused:
    @pytest.mark.parametrize(
        "url",
        [
            "file:///etc/passwd",
            "ftp://example.org/a.pdf",
            "example.org/a.pdf",
            "http://",
            "http://user:secret@example.org/a.pdf",
            "http://example.org:port/a.pdf",
            "http://[::1/a.pdf",
            "http://example.org/a\r\nHost: evil.example",
            "http://example.org\\@evil.example/",
            f"http://{'a' * 64}.example/a.pdf",  # no part of a name is that long
            "http://a..example/a.pdf",
            "http://example.org/\udc80.pdf",  # bytes of the command line that are no text
        ],
    )
    def test_address(self, url: str, tmp_path: Path) -> None:
        with pytest.raises(FetchError):
            fetch(url, tmp_path)
        assert left_in(tmp_path) == []

    @pytest.mark.parametrize(
        ("number", "public"),
        [
            ("8.8.8.8", True),
            ("2606:4700::1111", True),
            ("127.0.0.1", False),
            ("10.1.2.3", False),
            ("172.16.0.1", False),
            ("192.168.1.1", False),
            ("169.254.169.254", False),  # link-local: where clouds keep their secrets
            ("100.64.0.1", False),  # shared by customers of one provider
            ("0.0.0.0", False),  # noqa: S104
            ("224.0.0.1", False),
            ("255.255.255.255", False),
            ("::1", False),
            ("::", False),
            ("fe80::1%eth0", False),
            ("fd00::1", False),
            ("fec0::1", False),
            ("::ffff:127.0.0.1", False),  # IPv4 inside IPv6
            ("2002:7f00:1::", False),  # 6to4 of 127.0.0.1
            ("64:ff9b::a00:1", False),  # NAT64 of 10.0.0.1
        ],
    )
    def test_public_addresses_are_told_from_others(self, number: str, public: bool) -> None:
        assert is_public(number) is public

    @pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
    def test_this_machine_under_any_name(self, site: Site, tmp_path: Path, host: str) -> None:
        site.give("/a.pdf")
        with pytest.raises(FetchError):
            fetch(f"http://{host}:{site.port}/a.pdf", tmp_path)
        assert site.asked == []

    @pytest.mark.parametrize("host", ["127.0.0.2", "10.0.0.1", "169.254.169.254", "[fd00::1]", "2130706434"])
    def test_a_redirect_into_a_private_network(self, site: Site, tmp_path: Path, host: str) -> None:
        url = site.give("/a.pdf", b"", status=302, Location=f"http://{host}:{site.port}/secret.pdf")
        with pytest.raises(FetchError, match="private network"):
            get(url, tmp_path)
        assert [path for path, _ in site.asked] == ["/a.pdf"]

    def test_the_address_checked_is_the_one_connected_to(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        answers = iter(["93.184.215.14", "127.0.0.1"])  # a name server that changes its mind
        connected: list[str] = []

        def getaddrinfo(host: str, port: int, **_: object) -> list[object]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

        def create_connection(place: tuple[str, int], **_: object) -> socket.socket:
            connected.append(place[0])
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        monkeypatch.setattr(socket, "create_connection", create_connection)
        with pytest.raises(FetchError, match="accepts no connections"):
            fetch("http://rebinding.example/a.pdf", tmp_path)
        assert connected == ["93.184.215.14"]

    def test_one_private_address_among_public_ones(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        def getaddrinfo(host: str, port: int, **_: object) -> list[object]:
            numbers = ["93.184.215.14", "192.168.0.1"]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        with pytest.raises(FetchError, match="private network"):
            fetch("http://mixed.example/a.pdf", tmp_path)

    def test_redirects_without_end(self, site: Site, tmp_path: Path) -> None:
        url = site.give("/a.pdf", b"", status=302, Location="/a.pdf")
        with pytest.raises(FetchError, match="without end"):
            get(url, tmp_path)
        assert len(site.asked) == 6

    def test_a_redirect_to_another_kind_of_address(self, site: Site, tmp_path: Path) -> None:
        with pytest.raises(FetchError, match="http or https"):
            get(site.give("/a.pdf", b"", status=302, Location="file:///etc/passwd"), tmp_path)

    def test_a_redirect_from_https_to_http(self) -> None:
        with pytest.raises(FetchError, match="from https to http"):
            follow(parse_address("https://example.org/a.pdf"), "http://example.org/a.pdf")

    def test_a_kind_that_is_not_read(self, site: Site, tmp_path: Path) -> None:
        with pytest.raises(FetchError, match="image/png"):
            get(site.give("/a.png", b"\x89PNG\r\n", Content_Type="image/png"), tmp_path)

    @pytest.mark.parametrize("content_type", ["text/html", "application/pdf"])
    def test_a_page_in_place_of_a_pdf(self, site: Site, tmp_path: Path, content_type: str) -> None:
        url = site.give("/a.pdf", b"<!DOCTYPE html><html><body>Please log in</body></html>", Content_Type=content_type)
        with pytest.raises(FetchError):
            get(url, tmp_path)
        assert left_in(tmp_path) == []

    def test_an_empty_document(self, site: Site, tmp_path: Path) -> None:
        with pytest.raises(FetchError, match="empty"):
            get(site.give("/a.pdf", b""), tmp_path)
        assert left_in(tmp_path) == []

    @pytest.mark.parametrize(
        ("status", "words"),
        [
            (403, "does not let programs"),
            (404, "has no document there"),
            (410, "no longer"),
            (500, "problem of its own"),
        ],
    )
    def test_status_is_told_in_words(self, site: Site, tmp_path: Path, status: int, words: str) -> None:
        with pytest.raises(FetchError, match=words) as refusal:
            get(site.give("/a.pdf", b"", status=status), tmp_path)
        assert refusal.value.hint


class TestTooMuch:
    def test_a_length_stated_is_refused_before_it_is_read(self, site: Site, tmp_path: Path) -> None:
        url = site.give("/a.pdf", b"", Content_Length="999999999999")
        with pytest.raises(FetchError, match="more than"):
            get(url, tmp_path)
        assert left_in(tmp_path) == []

    def test_a_length_not_stated_is_counted(self, site: Site, tmp_path: Path) -> None:
        headers = {"Content-Type": "application/pdf", "Connection": "close"}
        site.answers["/a.pdf"] = lambda request: write(request, 200, headers, PDF * 20)
        with pytest.raises(FetchError, match="more than"):
            get(site.url("/a.pdf"), tmp_path, limits=Limits(bytes=200_000))
        assert left_in(tmp_path) == []

    def test_a_bomb_is_not_unpacked_beyond_the_limit(self, site: Site, tmp_path: Path) -> None:
        url = site.give("/a.pdf", gzip.compress(bytes(100_000_000)), Content_Encoding="gzip")
        with pytest.raises(FetchError, match="more than"):
            get(url, tmp_path, limits=Limits(bytes=1_000_000))
        assert left_in(tmp_path) == []

    def test_an_honest_compression_is_undone(self, site: Site, tmp_path: Path) -> None:
        assert get(site.give("/a.pdf", gzip.compress(PDF), Content_Encoding="gzip"), tmp_path).path.read_bytes() == PDF

    @pytest.mark.parametrize("encoding", ["br", "gzip"])
    def test_a_compression_that_cannot_be_undone(self, site: Site, tmp_path: Path, encoding: str) -> None:
        with pytest.raises(FetchError, match="pack"):
            get(site.give("/a.pdf", PDF, Content_Encoding=encoding), tmp_path)


class TestSlow:
    @pytest.mark.parametrize("part", ["status line", "headers", "body"])
    def test_a_trickle_is_cut_off(self, site: Site, tmp_path: Path, part: str) -> None:
        full = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 100000\r\n\r\n%PDF-1.4"
        at_once = {"status line": 0, "headers": 20, "body": len(full)}[part]

        def trickle(request: BaseHTTPRequestHandler) -> None:
            request.wfile.write(full[:at_once])
            for byte in full[at_once:] + bytes(1000):
                request.wfile.write(bytes([byte]))
                time.sleep(0.05)

        site.answers["/a.pdf"] = trickle
        begun = time.monotonic()
        with pytest.raises(FetchError, match="took too long"):
            get(site.url("/a.pdf"), tmp_path, limits=Limits(seconds=0.5))
        assert time.monotonic() - begun < 3

    def test_silence_is_not_waited_for(self, site: Site, tmp_path: Path) -> None:
        site.answers["/a.pdf"] = lambda _: time.sleep(1.5)
        with pytest.raises(FetchError, match="does not answer"):
            get(site.url("/a.pdf"), tmp_path, limits=Limits(silence=0.2))


def in_parts(site: Site, *, first: int, tag: str = '"v1"', later: bytes = PDF, later_tag: str | None = None) -> str:
    """Serve a document that breaks off after *first* bytes, and then whatever part of *later* is asked for."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        if len(site.asked) == 1:
            headers = {"Content-Type": "application/pdf", "Content-Length": str(len(PDF)), "ETag": tag}
            write(request, 200, headers, PDF[:first])
            return
        begin = int((request.headers["Range"] or "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        now = later_tag or tag
        if begin and request.headers["If-Range"] == now:
            places = f"bytes {begin}-{len(later) - 1}/{len(later)}"
            body = later[begin:]
            headers = {"Content-Type": "application/pdf", "Content-Range": places, "Content-Length": str(len(body))}
            write(request, 206, headers, body)
        else:
            headers = {"Content-Type": "application/pdf", "Content-Length": str(len(later)), "ETag": now}
            write(request, 200, headers, later)

    site.answers["/a.pdf"] = answer
    return site.url("/a.pdf")


class TestBrokenOff:
    def test_goes_on_by_itself(self, site: Site, tmp_path: Path) -> None:
        assert get(in_parts(site, first=50_000), tmp_path).path.read_bytes() == PDF
        assert site.asked[1][1]["range"] == "bytes=50000-"
        assert site.asked[1][1]["if-range"] == '"v1"'

    def test_goes_on_in_a_later_call(self, site: Site, tmp_path: Path) -> None:
        url = in_parts(site, first=50_000)
        with pytest.raises(FetchError, match="broke off") as refusal:
            get(url, tmp_path, limits=Limits(attempts=1))
        assert "goes on where it stopped" in (refusal.value.hint or "")
        assert sum(path.stat().st_size for path in tmp_path.glob("*.part")) == 50_000
        assert get(url, tmp_path).path.read_bytes() == PDF
        assert site.asked[1][1]["range"] == "bytes=50000-"
        assert left_in(tmp_path) == ["a.pdf"]

    def test_a_document_that_changed_is_taken_from_its_start(self, site: Site, tmp_path: Path) -> None:
        newer = PDF.replace(b"%PDF-1.4", b"%PDF-1.7")
        url = in_parts(site, first=50_000, later=newer, later_tag='"v2"')
        assert get(url, tmp_path).path.read_bytes() == newer

    def test_a_weak_tag_does_not_serve(self, site: Site, tmp_path: Path) -> None:
        url = in_parts(site, first=50_000, tag='W/"v1"')
        with pytest.raises(FetchError, match="broke off"):
            get(url, tmp_path)
        assert len(site.asked) == 1
        assert left_in(tmp_path) == []
        assert get(url, tmp_path).path.read_bytes() == PDF
        assert "range" not in site.asked[1][1]

    def test_another_part_than_asked_for_is_not_glued_on(self, site: Site, tmp_path: Path) -> None:
        answered = in_parts(site, first=50_000)
        good = site.answers["/a.pdf"]

        def wrong_part(request: BaseHTTPRequestHandler) -> None:
            if "Range" in request.headers:
                headers = {"Content-Type": "application/pdf", "Content-Range": f"bytes 7-{len(PDF) - 1}/{len(PDF)}"}
                write(request, 206, headers | {"Content-Length": str(len(PDF) - 7)}, PDF[7:])
            else:
                good(request)

        site.answers["/a.pdf"] = wrong_part
        assert get(answered, tmp_path).path.read_bytes() == PDF

    def test_nothing_missing_is_understood(self, site: Site, tmp_path: Path) -> None:
        url = in_parts(site, first=50_000)
        with pytest.raises(FetchError):
            get(url, tmp_path, limits=Limits(attempts=1))
        (part,) = tmp_path.glob("*.part")
        part.write_bytes(PDF)
        site.give("/a.pdf", b"", status=416, Content_Range=f"bytes */{len(PDF)}")
        assert get(url, tmp_path).path.read_bytes() == PDF

    def test_a_server_that_always_breaks_off_is_given_up(self, site: Site, tmp_path: Path) -> None:
        url = site.give("/a.pdf", PDF[:100], Content_Length="1000", ETag='"v1"')
        with pytest.raises(FetchError, match="broke off"):
            get(url, tmp_path)
        assert len(site.asked) <= 3


class TestAskedToWait:
    def twice(self, site: Site, status: int, retry_after: str, *, refusals: int = 1) -> str:
        def answer(request: BaseHTTPRequestHandler) -> None:
            if len(site.asked) <= refusals:
                write(request, status, {"Retry-After": retry_after, "Content-Length": "0"}, b"")
            else:
                write(request, 200, {"Content-Type": "application/pdf", "Content-Length": str(len(PDF))}, PDF)

        site.answers["/a.pdf"] = answer
        return site.url("/a.pdf")

    @pytest.mark.parametrize("status", [429, 503])
    def test_waits_once(self, site: Site, tmp_path: Path, status: int) -> None:
        waited: list[float] = []
        assert get(self.twice(site, status, "7"), tmp_path, sleep=waited.append).bytes == len(PDF)
        assert waited == [7.0]

    def test_does_not_wait_twice(self, site: Site, tmp_path: Path) -> None:
        waited: list[float] = []
        with pytest.raises(FetchError, match="too many requests"):
            get(self.twice(site, 429, "1", refusals=2), tmp_path, sleep=waited.append)
        assert waited == [1.0]

    @pytest.mark.parametrize("retry_after", ["86400", "Fri, 31 Dec 2199 23:59:59 GMT", "soon", ""])
    def test_does_not_wait_for_long_or_for_nonsense(self, site: Site, tmp_path: Path, retry_after: str) -> None:
        with pytest.raises(FetchError):
            get(self.twice(site, 503, retry_after), tmp_path, sleep=lambda _: pytest.fail("waited"))

    def test_a_date_that_is_past_means_now(self, site: Site, tmp_path: Path) -> None:
        waited: list[float] = []
        get(self.twice(site, 503, "Wed, 21 Oct 2015 07:28:00 GMT"), tmp_path, sleep=waited.append)
        assert waited == [0.0]


class TestArchivedCopy:
    def test_nobody_is_asked_by_itself(self, site: Site, tmp_path: Path) -> None:
        get(site.give("/a.pdf"), tmp_path)
        assert len(site.asked) == 1

    def test_a_known_copy_is_recorded(self, site: Site, tmp_path: Path) -> None:
        assert (
            get(site.give("/a.pdf"), tmp_path, archived="https://archive.example/1").archived
            == "https://archive.example/1"
        )

    def test_a_memento_is_its_own_archived_copy(self, site: Site, tmp_path: Path) -> None:
        url = site.give("/a.pdf", Memento_Datetime="Tue, 19 Jul 2022 10:00:00 GMT")
        assert get(url, tmp_path).archived == url

    def test_a_service_is_asked_when_wanted(self, site: Site, tmp_path: Path) -> None:
        url = site.give("/a.pdf")
        asked = f"/available?url=http%3A%2F%2F127.0.0.1%3A{site.port}%2Fa.pdf"
        copy = b'{"archived_snapshots": {"closest": {"url": "https://archive.example/2"}}}'
        site.give(asked, copy, Content_Type="application/json")
        assert get(url, tmp_path, archive_service=site.url("/available?url=")).archived == "https://archive.example/2"

    @pytest.mark.parametrize("answer", [b"{}", b"not json", b"[]", b'{"archived_snapshots": {}}'])
    def test_a_service_that_knows_nothing_does_no_harm(self, site: Site, tmp_path: Path, answer: bytes) -> None:
        url = site.give("/a.pdf")
        site.give(f"/available?url=http%3A%2F%2F127.0.0.1%3A{site.port}%2Fa.pdf", answer)
        assert get(url, tmp_path, archive_service=site.url("/available?url=")).archived is None


class TestNetwork:
    def test_a_closed_port(self, tmp_path: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with pytest.raises(FetchError, match="accepts no connections"):
            get(f"http://127.0.0.1:{port}/a.pdf", tmp_path)

    @pytest.mark.parametrize(
        ("number", "words"),
        [(socket.EAI_AGAIN, "no name server"), (socket.EAI_NONAME, "there is no host called 'nowhere.example'")],
    )
    def test_a_name_without_a_machine(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int, words: str
    ) -> None:
        def getaddrinfo(*_: object, **__: object) -> None:
            raise socket.gaierror(number, "")

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        with pytest.raises(FetchError, match=words) as refusal:
            fetch("http://nowhere.example/a.pdf", tmp_path)
        assert "online" in (refusal.value.hint or "")

    def test_nonsense_in_place_of_http(self, site: Site, tmp_path: Path) -> None:
        site.answers["/a.pdf"] = lambda request: request.wfile.write(b"220 mail.example ESMTP\r\n")  # type: ignore[assignment,return-value]
        with pytest.raises(FetchError, match="cannot be understood"):
            get(site.url("/a.pdf"), tmp_path)

    def test_https_from_a_server_without_it(self, site: Site, tmp_path: Path) -> None:
        with pytest.raises(FetchError):
            get(f"https://127.0.0.1:{site.port}/a.pdf", tmp_path)

    @pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
    def test_a_certificate_nobody_vouches_for(self, tmp_path: Path) -> None:
        make = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -keyout key.pem -out cert.pem"
        subprocess.run(make.split(), cwd=tmp_path, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
        with socket.create_server(("127.0.0.1", 0)) as server:

            def greet() -> None:
                client, _ = server.accept()
                with client, pytest.raises(OSError):  # noqa: PT011 - the client hangs up
                    context.wrap_socket(client, server_side=True).recv(1)

            threading.Thread(target=greet, daemon=True).start()
            with pytest.raises(FetchError, match=r"certificate .* self-signed"):
                get(f"https://127.0.0.1:{server.getsockname()[1]}/a.pdf", tmp_path / "downloads")

    def test_proxies_of_the_environment_are_left_alone(
        self, monkeypatch: pytest.MonkeyPatch, site: Site, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        assert get(site.give("/a.pdf"), tmp_path).bytes == len(PDF)

    def test_proxies_are_used_when_asked_for(self, monkeypatch: pytest.MonkeyPatch, site: Site, tmp_path: Path) -> None:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{site.port}")
        monkeypatch.delenv("no_proxy", raising=False)
        site.give("http://far.example/a.pdf")
        assert fetch("http://far.example/a.pdf", tmp_path, use_proxies=True).bytes == len(PDF)
        assert site.asked[0][1]["host"] == "far.example"

    @pytest.mark.parametrize("host", ["10.0.0.1", "localhost", "intranet"])
    def test_a_proxy_is_not_asked_for_private_addresses(
        self, monkeypatch: pytest.MonkeyPatch, site: Site, tmp_path: Path, host: str
    ) -> None:
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{site.port}")
        monkeypatch.setenv("no_proxy", "elsewhere.example")
        with pytest.raises(FetchError):
            fetch(f"http://{host}/a.pdf", tmp_path, use_proxies=True)
        assert site.asked == []

    def test_a_folder_that_cannot_be_written(self, site: Site, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(FetchError, match="cannot be kept"):
            get(site.give("/a.pdf"), tmp_path / "file")


class StatedName:
    """An answer of which only the stated file name matters."""

    def __init__(self, disposition: str) -> None:
        self._disposition = disposition

    def getheader(self, _: str) -> str:
        return self._disposition


class TestAnyInput:
    @given(st.text(max_size=200), st.text(max_size=200))
    def test_every_file_name_stays_in_its_folder(self, stated: str, path: str) -> None:
        disposition = f'attachment; filename="{stated}"'.replace("\n", " ").replace("\r", " ")
        address = WebAddress("https", "example.org", 443, f"/{path}")
        name = file_name(StatedName(disposition), address)  # type: ignore[arg-type]
        assert Path(name).name == name
        assert name not in ("", ".", "..")
        assert not name.startswith(".")
        assert len(name) <= 120

    @given(st.text(max_size=100))
    def test_every_address_is_read_or_refused(self, rest: str) -> None:
        try:
            address = parse_address(f"http://{rest}")
        except FetchError:
            return
        assert str(address).isascii()
        assert parse_address(str(address)) == address

    @given(st.text(max_size=100))
    def test_every_redirect_is_read_or_refused(self, location: str) -> None:
        try:
            following = follow(parse_address("https://example.org/reports/a.pdf"), location)
        except FetchError:
            return
        assert following.scheme == "https"
