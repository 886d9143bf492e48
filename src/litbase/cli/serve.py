"""`litbase serve`: the library in a browser on this machine."""

import secrets
from ipaddress import ip_address
from socket import gethostname

import click

from litbase.cli.context import library_option, opened_library
from litbase.errors import MissingExtra

IPV6 = 6


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8420, show_default=True, help="Where to listen.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--name", "names", multiple=True, metavar="NAME", help="A further name by which this server is called.")
@click.option("--open", "open_browser", is_flag=True, help="Open a browser as well.")
@library_option
def command(port: int, host: str, names: tuple[str, ...], open_browser: bool) -> int:
    """Open the library in a browser: search, read, check a draft, cite.

    Only this machine is answered. With another --host two addresses are printed, each with a token of its own: one for
    reading, one that may change the library too. Stop with Ctrl-C.

    \b
    Examples:
      litbase serve
      litbase serve --port 9000 --open
    """
    try:
        import uvicorn

        from litbase.web.app import make_app
        from litbase.web.guard import Rules
    except ImportError as error:
        raise MissingExtra("web", "the reading room") from error
    with opened_library() as library:
        folder = library.folder
    is_private = is_loopback(host)
    rules = Rules(
        hosts=frozenset({"127.0.0.1", "localhost", "[::1]", *map(called, (host, *names))}),
        reading=None if is_private else secrets.token_urlsafe(16),
        writing=None if is_private else secrets.token_urlsafe(16),
    )
    app = make_app(folder, rules, is_eager=True)
    address = f"http://{called(host)}:{port}/"
    if is_private:
        click.echo(f"the reading room is open at {address}  (Ctrl-C closes it)")
    else:
        click.echo(f"for reading:             {address}?token={rules.reading}")
        click.echo(f"for reading and writing: {address}?token={rules.writing}")
    if open_browser:
        click.launch(address if is_private else f"{address}?token={rules.writing}")
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
    return 0


def called(host: str) -> str:
    """Return what a browser calls *host*: IPv6 in brackets (RFC 3986, 3.2.2), by its name a machine that listens on all
    of its addresses."""
    try:
        number = ip_address(host.strip("[]"))
    except ValueError:
        return host.lower()
    if number.is_unspecified:
        return gethostname().lower()
    return f"[{number}]" if number.version == IPV6 else str(number)


def is_loopback(host: str) -> bool:
    """Tell whether *host* can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
