"""`litbase doctor`: what is wrong with a library, and what can be mended safely."""

import click

from litbase.cli.context import json_option, library_option, opened_library, print_json
from litbase.cli.printing import SEVERITY_COLOURS, plural
from litbase.model.entry import Problem, Severity


@click.command("doctor")
@click.option("--fix", is_flag=True, help="Make the repairs that are safe.")
@json_option
@library_option
def command(fix: bool, as_json: bool) -> int:
    """Examine entries, source files and derived files, worst problems first.

    Exit code 1: there is a problem of severity error.

    \b
    Examples:
      litbase doctor
      litbase doctor --fix
    """
    with opened_library() as library:
        problems = library.doctor(fix=fix, on_fixed=None if as_json else echo_fixed)
    if as_json:
        from litbase.model import shapes

        print_json(shapes.doctor(problems))
    else:
        echo_problems(problems)
    return 1 if any(problem.severity is Severity.ERROR for problem in problems) else 0


def echo_fixed(problem: Problem) -> None:
    click.secho("mended   ", fg="green", nl=False)
    click.echo(problem.message)


def echo_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        place = problem.file or ""
        if problem.line is not None:
            place = f"{place or 'library.bib'}:{problem.line}"
        click.secho(f"{problem.severity.value:<8} ", fg=SEVERITY_COLOURS[problem.severity], nl=False)
        click.echo(" ".join(part for part in (place, problem.message) if part) + f"  [{problem.check}]")
        if problem.fix:
            click.echo(f"         fix: {problem.fix}")
    if not problems:
        click.echo("all is well", err=True)
        return
    counts = [(severity, sum(each.severity is severity for each in problems)) for severity in Severity]
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
    click.echo(", ".join(plural(count, words[severity]) for severity, count in counts if count), err=True)
