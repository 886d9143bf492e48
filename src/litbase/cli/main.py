"""The door of the command line: commands loaded when used, errors turned into words, exit codes as promised."""

import difflib
import gc
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from litbase.errors import LitbaseError, QueryError

_ALLOCATED_BEFORE_COLLECTING = 50_000  # objects; Python's own 700 costs a short command a tenth of its time
# In the order a newcomer meets them; each module holds one `command`.
COMMANDS: dict[str, str] = {
    "demo": "litbase.cli.demo",
    "init": "litbase.cli.init",
    "add": "litbase.cli.add",
    "import": "litbase.cli.import_",
    "catalog": "litbase.cli.catalog",
    "fetch": "litbase.cli.fetch",
    "search": "litbase.cli.search",
    "trace": "litbase.cli.trace",
    "check": "litbase.cli.check",
    "list": "litbase.cli.list_",
    "show": "litbase.cli.show",
    "pages": "litbase.cli.pages",
    "open": "litbase.cli.open_",
    "edit": "litbase.cli.edit",
    "tag": "litbase.cli.tag",
    "note": "litbase.cli.note",
    "rename": "litbase.cli.rename",
    "remove": "litbase.cli.remove",
    "dedupe": "litbase.cli.dedupe",
    "undo": "litbase.cli.undo",
    "cite": "litbase.cli.cite",
    "quote": "litbase.cli.quote",
    "bib": "litbase.cli.bib",
    "keys": "litbase.cli.keys",
    "styles": "litbase.cli.styles",
    "export": "litbase.cli.export",
    "doctor": "litbase.cli.doctor",
    "rebuild": "litbase.cli.rebuild",
    "serve": "litbase.cli.serve",
    "mcp": "litbase.cli.mcp",
    "config": "litbase.cli.config",
    "completion": "litbase.cli.completion",
}

ANSWER_NO, MISTYPED, FAILED, INTERRUPTED = 1, 2, 3, 130


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's)
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]}.command is not a command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, n=2)
            hint = f"did you mean {' or '.join(near)}?" if near else "see them all: litbase --help"
            raise click.UsageError(f"there is no command '{args[0]}'; {hint}", ctx)
        return super().resolve_command(ctx, args)


def show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"litbase {version('litbase')}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--library",
    "folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The library to use; else $LITBASE_LIBRARY, else the nearest parent folder that is one.",
)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=show_version, help="Say which.")
@click.pass_context
def group(ctx: click.Context, folder: Path | None) -> None:
    """Keep sources, find passages with their printed pages, and trace every claim back to its page.

    \b
    A first round:
      litbase demo                          see it work on a small sample library
      litbase init my-library               make a library; then, inside it:
      litbase add ~/reports                 read a folder of reports
      litbase search 'debt bondage'         find the page
      litbase trace 'the claim you doubt'   see what the sources say
    """
    ctx.obj = folder


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with the exit code of the contract."""
    gc.set_threshold(_ALLOCATED_BEFORE_COLLECTING)
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 done or yes, 1 the answer is no, 2 mistyped, 3 litbase could not do it."""
    try:
        code = group.main(
            args=None if arguments is None else list(arguments), prog_name="litbase", standalone_mode=False
        )
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        say(error.format_message(), hint=f"{error.ctx.command_path} --help" if error.ctx else "litbase --help")
        return MISTYPED
    except click.ClickException as error:
        say(error.format_message())
        return FAILED
    except click.Abort:
        say("stopped; what was finished is kept")
        return INTERRUPTED
    except QueryError as error:
        say(str(error), hint=error.hint, pointer=(error.query, error.position))
        return MISTYPED
    except LitbaseError as error:
        say(str(error), hint=error.hint)
        return FAILED
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing more can be said
        return 0
    except (OSError, UnicodeError) as error:
        say(plain_reason(error))
        return FAILED


def plain_reason(error: OSError | UnicodeError) -> str:
    """Return one sentence for a failure of the system: what could not be done, with which file."""
    if isinstance(error, UnicodeError):
        return "some text is in an encoding this terminal or file cannot hold; set PYTHONUTF8=1"
    reason = (error.strerror or type(error).__name__).lower()
    return f"{reason}: '{error.filename}'" if error.filename else reason


def say(message: str, *, hint: str | None = None, pointer: tuple[str, int] | None = None) -> None:
    """Write one sentence and a hint to standard error."""
    click.echo(f"litbase: {message}", err=True)
    if pointer is not None:
        query, position = pointer
        click.echo(f"  {query}\n  {' ' * position}^", err=True)
    if hint:
        click.echo(f"  hint: {hint}", err=True)
