"""The official client lists and calls every tool of `litbase mcp`, over standard input and output."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import pytest

from litbase.library.library import Library
from litbase.mcp.server import make_server
from mcp import Client, StdioServerParameters

TRUE = "A court can convict a trafficker, but only a wage can free a debtor"
WRONG = "A court can convict a trafficker, but only a wage can free a slave"
CALLS: dict[str, dict[str, Any]] = {
    "search": {"query": "motto"},
    "read_page": {"key": "nomtip-2022", "page": "iii"},
    "trace": {"claim": f"The report warns that “{TRUE}”."},
    "check_quotation": {"quotation": TRUE, "key": "nomtip-2022"},
    "cite": {"key": "nomtip-2022", "page": "iii", "style": "apa"},
}

CHAPTERS = (("The north", 2019), ("The isles", 2021))
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp") / "library"
    Library.demo(folder).close()
    return folder


@pytest.fixture
def call(folder: Path) -> Any:
    """Call a tool as an assistant does, the server in this process."""
    with Library.open(folder) as library:

        def ask(tool: str, **arguments: Any) -> Any:
            async def asked() -> Any:
                async with Client(make_server(library, version="1")) as client:
                    return await client.call_tool(tool, arguments)

            return anyio.run(asked)

        yield ask


def test_every_tool_is_listed_and_answers_with_key_printed_page_and_words(folder: Path) -> None:
    """Over standard input and output, as an assistant starts it."""

    async def talk() -> dict[str, Any]:
        server = StdioServerParameters(command=sys.executable, args=["-m", "litbase", "--library", str(folder), "mcp"])
        async with Client(server) as client:
            listed = await client.list_tools()
            assert {tool.name for tool in listed.tools} == set(CALLS)
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed.tools)
            return {name: await client.call_tool(name, arguments) for name, arguments in CALLS.items()}

    answers = {name: result.structured_content for name, result in anyio.run(talk).items()}
    shown = {
        "search": answers["search"]["hits"][0],
        "read_page": answers["read_page"],
        "trace": answers["trace"]["evidence"][0],
        "check_quotation": answers["check_quotation"]["passage"],
        "cite": answers["cite"],
    }
    for name, place in shown.items():
        assert (place["key"], place["page"]["label"]) == ("nomtip-2022", "iii"), name
        assert "motto" in place["words"] or "debtor" in place["words"], name
    assert answers["cite"]["citations"][0]["text"].endswith("2023, p. iii)")


def test_a_true_quotation_stands(call: Call) -> None:
    answer = call("check_quotation", quotation=f"“{TRUE}.”", key="nomtip-2022", page="iii").structured_content
    assert answer["stands"] is True
    assert answer["passage"]["words"].startswith("A court can convict")


def test_a_quotation_on_several_pages_is_placed_on_the_one_asked_for(folder: Path, call: Call) -> None:
    """And every page on which it stands is named."""
    said = "No vessel leaves the harbour of Ostby without a list of its crew."
    chapters = (f"# {name}\n\n{name} has a port. {said} So it was in {year}.\n" for name, year in CHAPTERS)
    note = folder.parent / "harbours.md"
    note.write_text("\n".join(chapters), "utf-8")
    with Library.open(folder) as library:
        library.add([note], key="harbours")
    first = call("check_quotation", quotation=said, key="harbours").structured_content
    assert first["passage"]["page"]["heading"] == "The north"
    assert [place["page"]["heading"] for place in first["places"]] == ["The north", "The isles"]
    second = call("check_quotation", quotation=said, key="harbours", page="The isles").structured_content
    assert second["stands"] is True
    assert second["passage"]["page"]["heading"] == "The isles"
    cited = call("cite", key="harbours", quotation=said, page="The isles").structured_content
    assert cited["page"]["heading"] == "The isles"
    nowhere = call("check_quotation", quotation=said, key="harbours", page="The south").structured_content
    assert nowhere["stands"] is False
    assert nowhere["reason"] == "It stands on sec. The north, sec. The isles, not on p. The south."


@pytest.mark.parametrize(
    ("quotation", "page", "verdict"),
    [
        (WRONG, None, "differs"),  # one word is another
        (TRUE.replace("only ", ""), "iii", "differs"),  # a word is missing
        (TRUE, "9", "elsewhere"),  # true, but not on that page
        (f"{TRUE}” and “{WRONG}", None, "not-found"),  # a true one hides a wrong one
        ("every harbour master in the republic had taken money", None, "not-found"),
        ("free a", None, "to-read"),  # two words are no quotation
    ],
)
def test_a_wrong_quotation_is_refused_with_the_nearest_true_passage(
    call: Call, quotation: str, page: str | None, verdict: str
) -> None:
    answer = call("check_quotation", quotation=quotation, key="nomtip-2022", page=page).structured_content
    assert answer["stands"] is False
    assert answer["verdict"] == verdict
    assert answer["nearest"]["key"] == "nomtip-2022"
    assert answer["nearest"]["words"]
    assert answer["nearest"]["locator"]


def test_a_citation_is_not_written_for_words_that_do_not_stand_there(call: Call) -> None:
    result = call("cite", key="nomtip-2022", page="iii", quotation=WRONG)
    assert result.is_error
    refused = json.loads(result.content[0].text[result.content[0].text.index("{") :])
    assert refused["differences"] == [{"quotation": "slave", "source": "debtor"}]
    assert "free a debtor" in refused["nearest"]["words"]
    assert not call("cite", key="nomtip-2022", page="iii", quotation=TRUE).is_error


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("cite", {"key": "nomtip-2023"}, "no entry has the key 'nomtip-2023'; did you mean nomtip-2022"),
        ("cite", {"key": "nomtip-2022", "page": "999"}, "'nomtip-2022' has no page '999'"),
        ("read_page", {"key": "../../etc/passwd"}, "no entry has the key"),
        ("search", {"query": "debt AND"}, "AND needs a word on either side"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(call: Call, tool: str, arguments: dict[str, Any], words: str) -> None:
    result = call(tool, **arguments)
    assert result.is_error
    assert words in result.content[0].text
    assert "Traceback" not in result.content[0].text
