"""Web addresses: what may be asked for, and on which machines."""

import ipaddress
import re
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from litbase.errors import FetchError

PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_SAFE = "/:@!$&'()*+,;=-._~%?#[]"


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A checked http or https address. `host` is ASCII (IDNA); `target` is the path and query of the request."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The Host header's value: the port only where it is not the usual one (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_address(url: str) -> WebAddress:
    """Return *url* checked and percent-encoded, without its fragment. Raises FetchError for what may not be fetched."""
    try:
        url.encode()
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise FetchError(f"{url!a} is not a web address", "give one like https://example.org/report.pdf") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise FetchError(f"'{url}' is not an http or https address", "give one like https://example.org/report.pdf")
    if parts.username is not None or parts.password is not None:
        raise FetchError("the address holds a user name or password", "download the file yourself and add it")
    if re.search(r"[\x00-\x20\x7f\\]", url.strip()):
        raise FetchError(
            f"'{parts.hostname}' stands in an address with spaces or control characters", "check the address"
        )
    path = quote(parts.path or "/", safe=_SAFE)
    query = f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    return WebAddress(parts.scheme, _ascii_host(parts.hostname), port or PORTS[parts.scheme], path + query)


def _ascii_host(host: str) -> str:
    """Return a host name in ASCII (IDNA) or an IPv6 address as they are."""
    try:
        name = host.lower() if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    if re.fullmatch(r"[a-z0-9._-]+|[0-9a-f:.]*:[0-9a-f:.]*", name):
        return name
    raise FetchError(f"'{host}' is not the name of a host", "check the spelling")


def follow(address: WebAddress, location: str) -> WebAddress:
    """Return where a redirect from *address* leads. Raises FetchError if it goes from https to http."""
    following = parse_address(urljoin(str(address), quote(location, safe=_SAFE)))
    if address.scheme == "https" and following.scheme == "http":
        raise FetchError(f"'{address.host}' leads from https to http", "give the http address yourself if you trust it")
    return following


def machines(address: WebAddress, *, allowed: Collection[str] = ()) -> list[str]:
    """Return the IP addresses of the host, each checked: the caller connects to these and asks no name server again.

    Raises FetchError if one of them is private, loopback, link-local or otherwise not public, and is not *allowed*.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a part of the name is empty or too long
        raise FetchError(f"'{address.host}' is not the name of a host", "check the spelling") from error
    numbers = list(dict.fromkeys(str(place[4][0]) for place in found))
    if not all(is_public(number) or number in allowed for number in numbers):
        raise FetchError(
            f"'{address.host}' is an address of this machine or of a private network",
            "litbase fetches from public addresses only; save the file yourself and add it",
        )
    return numbers


def is_public(number: str) -> bool:
    """Say whether an IP address is reachable for everyone, looking inside the forms that carry another address."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if address.is_site_local:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
