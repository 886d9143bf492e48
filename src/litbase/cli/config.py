"""`litbase config`: the settings of a library."""

from dataclasses import asdict

import click

from litbase.cli.context import library_option, opened_library
from litbase.errors import SettingsError


@click.command("config", short_help="Show or change the settings.")
@click.argument("name", required=False)
@click.argument("value", required=False)
@click.option("--unset", is_flag=True, help="Take the setting out of the file.")
@library_option
def command(name: str | None, value: str | None, unset: bool) -> None:
    """Show the settings, show one, or set one in litbase.toml (comments in it stay).

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
    if name is None:
        for each, held in settings.items():
            click.echo(f"{each} = {'(not set)' if held is None else held}")
    elif name not in settings:
        raise SettingsError(f"there is no setting '{name}'", f"the settings are {', '.join(settings)}")
    elif settings[name] is not None:
        click.echo(settings[name])
