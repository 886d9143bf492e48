"""Who may ask what of the reading room."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from litbase.web.app import make_app
from litbase.web.guard import Rules

READING, WRITING = "read-only-token", "read-and-write-token"


@pytest.fixture
def guarded(sample_room: Path) -> TestClient:
    """A room that is open to a network."""
    rules = Rules(hosts=frozenset({"room.example"}), reading=READING, writing=WRITING, largest=1000)
    return TestClient(make_app(sample_room, rules), base_url="http://room.example")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8420", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example"],
)
def test_a_request_by_another_name_is_refused(room: TestClient, host: str) -> None:
    """A page of a stranger whose name was made to point here (DNS rebinding)."""
    answer = room.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "litbase" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:9999"},
    ],
)
def test_a_change_asked_for_by_a_page_of_another_origin_is_refused(room: TestClient, headers: dict[str, str]) -> None:
    answer = room.post("/catalog", data={"name": "usdos-tip-2022"}, headers=headers)
    assert answer.status_code == 403
    assert "usdos-tip-2022" not in room.get("/sources.json").text


def test_a_change_asked_for_by_our_own_page_is_made(room: TestClient) -> None:
    headers = {"origin": "http://127.0.0.1:8420", "sec-fetch-site": "same-origin"}
    assert room.post("/catalog", data={"name": "usdos-tip-2022"}, headers=headers).status_code == 200
    assert "usdos-tip-2022" in room.get("/sources.json").text


def test_without_a_token_a_room_open_to_a_network_says_nothing(guarded: TestClient) -> None:
    assert guarded.get("/").status_code == 401
    assert guarded.get("/?token=wrong").status_code == 401


def test_reading_and_writing_are_apart(guarded: TestClient) -> None:
    assert guarded.get("/", headers={"authorization": f"Bearer {READING}"}).status_code == 200
    for token, status in ((READING, 401), (WRITING, 400)):
        answer = guarded.post("/check", data={"text": ""}, headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == status


def test_the_token_of_the_address_is_kept_in_a_cookie(guarded: TestClient) -> None:
    answer = guarded.get("/", params={"token": READING})
    assert "HttpOnly; SameSite=Strict" in answer.headers["set-cookie"]
    assert guarded.get("/sources").status_code == 200


def test_what_is_too_large_is_refused_whatever_length_it_says(guarded: TestClient) -> None:
    headers = {"authorization": f"Bearer {WRITING}"}
    assert guarded.post("/check", content=b"x" * 2000, headers=headers).status_code == 413
    assert guarded.post("/check", content=b"x", headers={**headers, "content-length": "many"}).status_code == 413


@pytest.mark.parametrize("address", ["/", "/sources", "/nothing", "/static/room.css"])
def test_every_answer_says_what_a_page_may_load(room: TestClient, address: str) -> None:
    headers = room.get(address).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
