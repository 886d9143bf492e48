"""What every command shares: which library, JSON or words, and completion of keys."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from litbase.library.library import Library

Function = TypeVar("Function", bound=Callable[..., Any])


def keep_folder(ctx: click.Context, _: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        ctx.find_root().obj = folder


def library_option(function: Function) -> Function:
    """Let `--library` stand after the command as well as before it."""
    option = click.option(
        "--library",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        expose_value=False,
        is_eager=True,
        callback=keep_folder,
        help="The library to use.",
    )
    return option(function)


def json_option(function: Function) -> Function:
    """Let a program ask for JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(function)


def chosen_folder() -> Path | None:
    """Return the folder named on the command line or by LITBASE_LIBRARY, None if neither was given."""
    import os

    named = click.get_current_context().find_root().obj
    if isinstance(named, Path):
        return named
    variable = os.environ.get("LITBASE_LIBRARY")
    return Path(variable) if variable else None


@contextmanager
def opened_library() -> Iterator["Library"]:
    """Open the library named on the command line, by LITBASE_LIBRARY, or nearest above this folder."""
    from litbase.library.library import Library

    folder = chosen_folder()
    with Library.open(folder) if folder is not None else Library.find() as library:
        yield library


def print_json(value: Any) -> None:
    """Print one JSON document, UTF-8, on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2).encode())


def complete_keys(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    """Offer the keys of the library that begin with what was typed; nothing where there is no library."""
    from litbase.errors import LitbaseError

    try:
        with ctx, opened_library() as library:
            keys = library.keys()
            return [key for key in keys if key.startswith(incomplete)]
    except LitbaseError:
        return []
