"""Whatever a program asks of the API as it is described, the answer is no error of ours (schemathesis)."""

import shutil
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.serving import PATIENCE, served

DRAFT = '"A court can convict a trafficker, but only a wage can free a slave" [@nomtip-2022, p. iii].'
SLOW = frozenset({"/check.json", "/add.json", "/cite.json", "/bibliography.json"})  # something is read each time
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
MANY, FEW = 25, 8
KNOWN: dict[str, list[Any]] = {
    "q": ["debt", '"forced labour" year:2020..2023', "norland 2022"],
    "style": ["apa", "no-such-style"],
    "locator": ["p. iii", "para. 6", "file p. 3"],
    "at": ["0-40", "100-190"],
    "n": [1, 3],
}


@pytest.fixture(scope="module")
def address(sample_room: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(Path(shutil.copytree(sample_room, tmp_path_factory.mktemp("asked") / "library"))) as address:
        yield address


@pytest.fixture(scope="module")
def description(address: str) -> Any:
    return httpx.get(f"{address}/api/openapi.json").json()


@pytest.fixture(scope="module")
def known(address: str) -> dict[str, list[Any]]:
    """Values that there are, so that requests reach what lies behind."""
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        items = client.get("/sources.json").json()
        report = client.post("/check", data={"text": DRAFT}).headers["location"]
        adding = client.post("/add", files=[("files", ("a.md", b"# Piers"))]).headers["location"]
    keys = [item["id"] for item in items]
    return KNOWN | {"key": keys, "in": keys, "name": [place.rsplit("/")[-1] for place in (report, adding)]}


def test_no_request_meets_an_error_of_ours(description: Any, address: str) -> None:
    """Of every operation, as it is described; the same on every run."""
    answered = [statuses(operation, address) for operation in operations(description)]
    assert len(answered) >= FEW


def test_no_request_for_what_there_is_meets_an_error_of_ours(
    description: Any, known: dict[str, list[Any]], address: str
) -> None:
    """No operation does nothing but refuse."""
    description = deepcopy(description)
    for parameter in parameters(description):
        if parameter["name"] in known:
            schema = parameter["schema"]
            schema.get("items", schema)["enum"] = known[parameter["name"]]
    for body in description["components"]["schemas"].values():
        if "text" in body["properties"]:  # a draft is pasted; that one may be uploaded too is asked above
            body["properties"] = {"text": {"enum": [DRAFT]}, "kind": {"enum": ["markdown", "latex", "html"]}}
    answered = {operation.label: statuses(operation, address) for operation in operations(description)}
    assert [label for label, found in answered.items() if not found[200]] == []


def parameters(description: Any) -> Iterator[dict[str, Any]]:
    for path in description["paths"].values():
        for operation in path.values():
            yield from operation.get("parameters", ())


def operations(description: Any) -> list[Any]:
    return [found.ok() for found in schemathesis.openapi.from_dict(description).get_all_operations()]


def statuses(operation: Any, address: str) -> Counter[int]:
    """Ask what the operation's description allows; return how it was answered, always as described."""
    found: Counter[int] = Counter()

    def ask(case: schemathesis.Case) -> None:
        answer = case.call(base_url=address)
        case.validate_response(answer, checks=CHECKS)
        found[answer.status_code] += 1

    cases = settings(
        max_examples=FEW if operation.path in SLOW else MANY, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    cases(given(case=operation.as_strategy())(ask))()
    return found
