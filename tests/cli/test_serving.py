"""By which names `litbase serve` may be called, and whom it answers without a token."""

import socket

import pytest

from litbase.cli.serve import called, is_loopback


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("Room.Example", "room.example"),
        ("::1", "[::1]"),
        ("[2001:DB8::1]", "[2001:db8::1]"),
        ("0.0.0.0", socket.gethostname().lower()),  # noqa: S104 (nothing listens)
        ("::", socket.gethostname().lower()),
    ],
)
def test_a_host_is_called_as_browsers_call_it(host: str, name: str) -> None:
    assert called(host) == name


@pytest.mark.parametrize(
    ("host", "alone"),
    [("localhost", True), ("127.0.0.9", True), ("::1", True), ("[::1]", True), ("::", False), ("0.0.0.0", False),  # noqa: S104 (nothing listens)
     ("192.0.2.7", False), ("room.example", False), ("", False)],
)  # fmt: skip
def test_only_addresses_of_this_machine_need_no_token(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
