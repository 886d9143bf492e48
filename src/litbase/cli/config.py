"""`litbase config`: the settings of a library."""

from dataclasses import asdict

import click

from litbase.cli.context import library_option, opened_library
from litbase.errors import SettingsError


@click.command("config")
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Take the setting out of the file.")
@library_option
def command(name: str | None, value: str | None, unset: bool) -> None:
    """Show the settings, show one, or set one in litbase.toml (comments in it stay).

    An engine that is not set is the best one installed; it is shown as well.

    \b
    Examples:
      litbase config
      litbase config style chicago-author-date
      litbase config engine --unset
    """
    with opened_library() as library:
        if name is not None and (value is not None or unset):
            library.configure(name, value)
            return
        settings = asdict(library.settings)
        in_force = settings | {"engine": library.engine}
    if name is None:
        for each, held in settings.items():
            by_itself = f"(not set: {in_force[each]})" if in_force[each] else "(not set)"
            click.echo(f"{each} = {by_itself if held is None else held}")
    elif name not in settings:
        raise SettingsError(f"there is no setting '{name}'", f"the settings are {', '.join(settings)}")
    elif in_force[name] is not None:
        click.echo(in_force[name])
