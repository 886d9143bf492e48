"""The server that an assistant talks to over standard input and output."""

from collections.abc import Callable
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from litbase.errors import LitbaseError
from litbase.library.library import Library
from litbase.mcp.tools import Refusal, Tools

_INSTRUCTIONS = (
    "A library of sources on human trafficking. Quote only words that check_quotation says stand, cite with the key "
    "and the printed page that an answer carries, and show the words beside the claim. What no tool shows is not known."
)
_READS_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)

Key = Annotated[str, Field(description="citation key of a source, as answers carry it")]
Keys = Annotated[list[str], Field(description="keys of the sources to look in; none: all")]
PrintedPage = Annotated[
    str | None, Field(description='page number as printed ("173", "xii"), or "file 211" for a place in the file')
]
Shape = dict[str, Any]


def make_server(library: Library, *, version: str) -> MCPServer:
    """Return a server with the five tools on *library*; it changes nothing there."""
    server = MCPServer("litbase", instructions=_INSTRUCTIONS, version=version, log_level="WARNING")
    tools = Tools(library)

    @server.tool(annotations=_READS_ONLY)
    def search(
        query: Annotated[str, Field(description='words, "a phrase", traffick*, author:unodc year:2014..2022')],
        within: Keys = [],  # noqa: B006 (never changed)
        limit: Annotated[int, Field(ge=1, le=50)] = 8,
    ) -> Shape:
        """Find pages that hold words; each hit carries its key, printed page and the words around."""
        return said(lambda: tools.search(query, within=within, limit=limit))

    @server.tool(annotations=_READS_ONLY)
    def read_page(key: Key, page: PrintedPage = None) -> Shape:
        """Read one page of a source in full; without a page, its first."""
        return said(lambda: tools.read_page(key, page))

    @server.tool(annotations=_READS_ONLY)
    def trace(
        claim: Annotated[str, Field(description="one sentence, its quotations in quotation marks", max_length=5000)],
        within: Keys = [],  # noqa: B006 (never changed)
    ) -> Shape:
        """Look for the passages that bear a claim out or not: a verdict, its reason, the passages it rests on."""
        return said(lambda: tools.trace(claim, within=within))

    @server.tool(annotations=_READS_ONLY)
    def check_quotation(
        quotation: Annotated[str, Field(description="the words alone, without quotation marks", max_length=5000)],
        key: Annotated[str | None, Field(description="the source they are said to stand in; none: any")] = None,
        page: PrintedPage = None,
    ) -> Shape:
        """Compare a quotation word by word with the sources; a wrong one is refused with the nearest true passage."""
        return said(lambda: tools.check_quotation(quotation, key=key, page=page))

    @server.tool(annotations=_READS_ONLY)
    def cite(
        key: Key,
        page: PrintedPage = None,
        quotation: Annotated[
            str | None, Field(description="words quoted; the citation is refused unless they stand there")
        ] = None,
        style: Annotated[str | None, Field(description='a CSL style such as "apa"; none: the library\'s')] = None,
    ) -> Shape:
        """Write the citation of a page and its entry for the reference list; a page or words not there are refused."""
        return said(lambda: tools.cite(key, page=page, quotation=quotation, style=style))

    return server


def said(answer: Callable[[], Shape]) -> Shape:
    """Return the answer, or say in one sentence why there is none."""
    try:
        return answer()
    except Refusal as refusal:
        raise ToolError(str(refusal)) from refusal
    except LitbaseError as error:
        raise ToolError(f"{error}; {error.hint}" if error.hint else str(error)) from error
