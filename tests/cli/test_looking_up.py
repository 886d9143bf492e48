"""`litbase add --doi`, `--isbn`, `--url` against a server on loopback. All works are fictional."""

import json
from functools import partialmethod

import pytest
from tests.cli.conftest import Command
from tests.web_site import HERE, Site

from litbase.catalog.lookup import Services
from litbase.library.library import Library

DOI = "10.5555/norland.9"
WORK = {"type": "book", "title": "Debts at Sea", "author": [{"literal": "Norland Office"}]}


@pytest.fixture
def service(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that the command asks in place of the public services."""
    services = Services(site.url("/doi/"), site.url("/books"))
    looking = partialmethod(Library.look_up, services=services, allowed=HERE)
    monkeypatch.setattr(Library, "look_up", looking)
    site.give(f"/doi/{DOI}", json.dumps(WORK).encode(), Content_Type="application/json")
    return site


def test_a_work_is_looked_up_and_each_field_shown_with_its_origin(litbase: Command, service: Site) -> None:
    answer = litbase("add", "--doi", DOI)
    assert (answer.code, answer.err.strip()) == (0, "1 entry added")
    assert "title        Debts at Sea (127.0.0.1)" in answer.out
    again = litbase("add", "--doi", DOI, "--json")
    (added,) = again.json("add")["added"]
    assert (again.code, added["new"], added["file"], added["sha256"]) == (0, False, None, None)
    assert len(service.asked) == 1


def test_an_unknown_work_is_a_sentence(litbase: Command, service: Site) -> None:
    service.give("/doi/10.5555/absent", b"", status=404)
    answer = litbase("add", "--doi", "10.5555/absent")
    assert answer.code == 3
    assert "no work is known under the DOI '10.5555/absent'" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["a.pdf", "--url", "https://example.org/"],
        ["a.pdf", "b.pdf", "--doi", DOI],
        ["--doi", DOI, "--isbn", "9780306406157", "--key", "one"],
    ],
)
def test_wishes_that_do_not_go_together_are_mistyped(litbase: Command, words: list[str]) -> None:
    assert litbase("add", *words).code == 2
