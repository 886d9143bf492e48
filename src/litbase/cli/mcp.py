"""`litbase mcp`: the same answers for AI assistants."""

import click

from litbase.cli.context import library_option, opened_library
from litbase.errors import MissingExtra


@click.command("mcp")
@library_option
def command() -> int:
    """Answer an AI assistant over standard input and output (Model Context Protocol).

    Put this command into the assistant's list of servers. It gets five tools that change nothing: search, read_page,
    trace, check_quotation, cite. Each answer carries key, printed page and words; a wrong quotation is refused with the
    nearest true passage.

    \b
    Examples:
      litbase mcp
      litbase --library ~/trafficking mcp
    """
    from importlib.metadata import version

    try:
        from litbase.mcp.server import make_server
    except ImportError as error:
        raise MissingExtra("mcp", "answering assistants") from error
    with opened_library() as library:
        make_server(library, version=version("litbase")).run("stdio")
    return 0
