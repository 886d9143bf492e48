"""The door of the command line: commands loaded when used, errors turned into words, exit codes as promised."""

import difflib
import gc
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from unicodedata import combining, east_asian_width

import click

from litbase.errors import LitbaseError, QueryError

_BEFORE, _AFTER = 50, 20  # characters of a query shown on either side of a mistake
_ALLOCATED_BEFORE_COLLECTING = 50_000  # objects; Python's own 700 costs a short command a tenth of its time
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "See it work on a small library of fictional sources."),
    "init": ("init", "Make a folder a library."),
    "add": ("add", "Read files and folders into the library, or look a work up."),
    "import": ("import_", "Take in the records of another program's file."),
    "catalog": ("catalog", "Find public reports and take them into the library."),
    "fetch": ("fetch", "Download a public document and add it."),
    "search": ("search", "Find pages and entries, with the printed page."),
    "trace": ("trace", "Look for the page that bears a claim out, or does not."),
    "check": ("check", "Check a draft, claim by claim, against its sources."),
    "list": ("list_", "List entries."),
    "show": ("show", "Show an entry and its files."),
    "pages": ("pages", "List the pages of a source, or print their text."),
    "open": ("open_", "Open a source file."),
    "edit": ("edit", "Change an entry, by field or in an editor."),
    "tag": ("tag", "Tag an entry."),
    "note": ("note", "Note something on an entry, with its page."),
    "rename": ("rename", "Give an entry another key."),
    "remove": ("remove", "Take entries and their files out."),
    "dedupe": ("dedupe", "Find entries that describe one work, and merge them."),
    "undo": ("undo", "Take back the last change."),
    "cite": ("cite", "Print a citation to paste, in any style."),
    "quote": ("quote", "Print a quotation with its citation, if it stands in the source."),
    "bib": ("bib", "Print a reference list, or cite a whole draft."),
    "keys": ("keys", "Write the .bib that a draft needs: the entries it cites."),
    "styles": ("styles", "Find a citation style."),
    "export": ("export", "Write entries for another program: BibTeX, RIS, CSL-JSON and more."),
    "doctor": ("doctor", "Examine the library and mend what is safe to mend."),
    "rebuild": ("rebuild", "Make everything derived anew."),
    "serve": ("serve", "Open the reading room: the library in a browser."),
    "mcp": ("mcp", "Answer an AI assistant: search, read, trace, check a quotation, cite."),
    "config": ("config", "Show or change the settings."),
    "completion": ("completion", "Let the shell complete commands and keys."),
}
"""The commands in the order a newcomer meets them, each with its module and in one line: to list them imports none."""

ANSWER_NO, MISTYPED, FAILED, INTERRUPTED = 1, 2, 3, 130


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 (click's)
        if cmd_name not in COMMANDS:
            return None
        module, in_short = COMMANDS[cmd_name]
        command = importlib.import_module(f"litbase.cli.{module}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"litbase.cli.{module}.command is not a command")
        command.short_help = in_short
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 (click's)
        with formatter.section("Commands"):
            formatter.write_dl([(name, in_short) for name, (_, in_short) in COMMANDS.items()])

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
    code = run(arguments)
    gc.freeze()  # what a process holds that ends need not be gone through once more
    sys.exit(code)


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
        click.echo(_pointed(*pointer), err=True)
    if hint:
        click.echo(f"  hint: {hint}", err=True)


def _pointed(query: str, position: int) -> str:
    """Return two lines: the part of *query* around *position* that a terminal has room for, and a mark below it."""
    first = max(0, position - _BEFORE)
    shown = "".join(letter if letter.isprintable() else " " for letter in query[first : position + _AFTER])
    before, cut = shown[: position - first], "…" if first else ""
    wide = sum(east_asian_width(letter) in "WF" for letter in before) - sum(map(bool, map(combining, before)))
    more = "…" if position + _AFTER < len(query) else ""
    return f"  {cut}{shown}{more}\n  {' ' * (len(cut) + len(before) + wide)}^"
