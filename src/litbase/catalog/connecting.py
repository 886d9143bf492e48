"""One HTTP request to a checked machine, under a deadline, with every failure told as a sentence."""

import contextlib
import errno
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import NoReturn
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from litbase.catalog.addresses import WebAddress, is_public, machines
from litbase.errors import FetchError

USER_AGENT = "litbase/0.1 (bibliography software; asks for single documents at a person's request)"
_OFFLINE = "check whether this machine is online; litbase needs the network only for fetching and looking up"
_BY_HAND = "open it in a browser, save it and add the file: litbase add FILE"
_GOES_ON = "try again: it goes on where it stopped"
_COME_BACK = frozenset({429, 503})
_NETWORK_DOWN = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})


class BrokenOff(FetchError):
    """The connection ended before the document did; what came is kept and the rest can be asked for."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a request may go. `silence` is the longest wait for one answer, `ends` the deadline (monotonic clock)."""

    silence: float
    ends: float
    allowed: frozenset[str] = frozenset()  # addresses let through although they are not public
    use_proxies: bool = False

    @property
    def left(self) -> float:
        return self.ends - time.monotonic()

    @property
    def patience(self) -> float:
        return max(0.01, min(self.silence, self.left))


def retry_after(answer: http.client.HTTPResponse, *, most: float) -> float | None:
    """Return how many seconds the other side wishes to be left alone (RFC 9110, 10.2.3).

    None if it gives its answer, does not say how long, or wishes more than *most*.
    """
    if answer.status not in _COME_BACK:
        return None
    wished = answer.getheader("Retry-After", "").strip()
    try:
        seconds = float(wished) if wished.isdigit() else parsedate_to_datetime(wished).timestamp() - time.time()
    except (ValueError, OverflowError):
        return None
    return max(0.0, seconds) if seconds <= most else None


@contextlib.contextmanager
def request(address: WebAddress, headers: Mapping[str, str], reach: Reach) -> Iterator[http.client.HTTPResponse]:
    """Ask for *address* and give its answer, body unread; anything that goes wrong meanwhile is a FetchError."""
    connection: http.client.HTTPConnection | None = None
    try:
        with contextlib.ExitStack() as stack:
            connection, target = _connect(address, reach, stack)
            connection.request("GET", target, headers={"Host": address.authority, **headers})
            yield connection.getresponse()
    except (OSError, http.client.HTTPException) as error:
        _explain(error, address, reach)
    finally:
        if connection is not None:
            connection.close()


def _connect(address: WebAddress, reach: Reach, stack: contextlib.ExitStack) -> tuple[http.client.HTTPConnection, str]:
    """Return an open connection and the request target to send over it."""
    proxy = _proxy_for(address) if reach.use_proxies else None
    if proxy is None:
        plain = _open(machines(address, allowed=reach.allowed), address.port, reach)
    else:
        _refuse_private_number(address, reach)
        plain = _open([proxy[0]], proxy[1], reach)
    stack.callback(plain.close)
    stack.enter_context(_deadline(plain, reach))
    if proxy is not None and address.scheme == "https":
        _tunnel(plain, address)
    connection = http.client.HTTPConnection(address.host, address.port)
    connection.sock = plain
    if address.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=address.host)
    return connection, str(address) if proxy is not None and address.scheme == "http" else address.target


def _open(numbers: list[str], port: int, reach: Reach) -> socket.socket:
    """Connect to the first of the machines that answers."""
    failure: OSError | None = None
    for number in numbers:
        try:
            return socket.create_connection((number, port), timeout=reach.patience)
        except OSError as error:
            failure = error
    raise failure or OSError(errno.EHOSTUNREACH, "no machine has this name")


@contextlib.contextmanager
def _deadline(plain: socket.socket, reach: Reach) -> Iterator[None]:
    """Cut the connection when the time is up, however slowly the other side goes on sending."""
    handle = plain.dup()

    def cut() -> None:
        with contextlib.suppress(OSError):
            handle.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, reach.left), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        handle.close()


def _proxy_for(address: WebAddress) -> tuple[str, int] | None:
    """Return host and port of the proxy that the environment names, None if this host needs none."""
    named = getproxies().get(address.scheme)
    if named is None or proxy_bypass(address.host):
        return None
    parts = urlsplit(named if "//" in named else f"//{named}")
    return (parts.hostname, parts.port or 8080) if parts.hostname else None


def _refuse_private_number(address: WebAddress, reach: Reach) -> None:
    """Behind a proxy names are resolved elsewhere; what is plainly not public is refused all the same."""
    try:
        public = is_public(address.host)
    except ValueError:
        public = address.host != "localhost" and "." in address.host
    if not public and address.host not in reach.allowed:
        raise FetchError(f"'{address.host}' is not a public address", "save the file yourself and add it")


def _tunnel(plain: socket.socket, address: WebAddress) -> None:
    host = f"[{address.host}]" if ":" in address.host else address.host
    plain.sendall(f"CONNECT {host}:{address.port} HTTP/1.1\r\nHost: {host}:{address.port}\r\n\r\n".encode("ascii"))
    answer = b""
    while not answer.endswith(b"\r\n\r\n") and len(answer) < 65536:
        received = plain.recv(1)
        if not received:
            break
        answer += received
    if answer.split(b" ", 2)[1:2] != [b"200"]:
        raise FetchError(f"the proxy does not lead to '{address.host}'", "try without the proxy")


def _explain(error: Exception, address: WebAddress, reach: Reach) -> NoReturn:
    """Raise the FetchError that says what *error* means for the one who asked."""
    if reach.left <= 0:
        raise BrokenOff(f"'{address.host}' took too long to send the document", _GOES_ON) from error
    for meaning in _MEANINGS:
        if meaning.covers(error):
            reason = getattr(error, "verify_message", "")
            sentence = meaning.sentence.format(host=address.host, port=address.port, reason=reason)
            raise meaning.raised(sentence, meaning.hint) from error
    raise BrokenOff(f"the connection to '{address.host}' failed", "try again later") from error


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a failure of the network means; `numbers` narrows it to some error numbers."""

    kinds: tuple[type[Exception], ...]
    sentence: str
    hint: str
    numbers: frozenset[int] | None = None
    raised: type[FetchError] = FetchError

    def covers(self, error: Exception) -> bool:
        fits = self.numbers is None or (isinstance(error, OSError) and error.errno in self.numbers)
        return fits and isinstance(error, self.kinds)


_MEANINGS = (
    _Meaning((socket.gaierror,), "no name server says where '{host}' is", _OFFLINE, frozenset({socket.EAI_AGAIN})),
    _Meaning((socket.gaierror,), "there is no host called '{host}'", "check the spelling, and that you are online"),
    _Meaning(
        (ssl.SSLCertVerificationError,),
        "the certificate of '{host}' is not accepted: {reason}",
        f"check the clock of this machine; or {_BY_HAND}",
    ),
    _Meaning(
        (ssl.SSLEOFError, http.client.IncompleteRead, http.client.RemoteDisconnected, ConnectionResetError),
        "'{host}' broke off the connection",
        _GOES_ON,
        raised=BrokenOff,
    ),
    _Meaning((ssl.SSLError,), "no secure connection to '{host}' can be made", _BY_HAND),
    _Meaning((TimeoutError,), "'{host}' does not answer", "try again later", raised=BrokenOff),
    _Meaning((ConnectionRefusedError,), "'{host}' accepts no connections at port {port}", "check the address"),
    _Meaning((OSError,), "'{host}' cannot be reached", _OFFLINE, _NETWORK_DOWN),
    _Meaning((http.client.HTTPException, ValueError), "the answer of '{host}' cannot be understood", _BY_HAND),
)
