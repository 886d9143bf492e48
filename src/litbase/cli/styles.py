"""`litbase styles`: the citation styles there are."""

import click

from litbase.cli.context import chosen_folder, json_option, library_option, opened_library, print_json
from litbase.cli.printing import plural


@click.command("styles")
@click.argument("words", nargs=-1)
@json_option
@library_option
def command(words: tuple[str, ...], as_json: bool) -> int:
    """Find the installed citation styles whose name or title holds all WORDS; without WORDS list all.

    Old names are understood too (vancouver, mhra), and everywhere a style is asked for the path of any .csl file
    will do. A style shown with an arrow follows the rules of another. Set the library's own style with:
    litbase config style NAME.

    \b
    Examples:
      litbase styles chicago notes
      litbase styles vancouver
      litbase config style oscola
    """
    from litbase.csl.styles import find_style, list_styles

    default = default_style()
    found = list(list_styles(words))
    if as_json:
        from litbase.model import shapes

        known = find_style(default).id if default is not None and not default.endswith(".csl") else default
        print_json(shapes.styles(found, default=known))
        return 0 if found else 1
    room = max((len(style.id) for style in found if len(style.id) < 50), default=0)
    for style in found:
        click.secho(f"{style.id:<{room}}", bold=style.id == default, nl=False)
        click.echo(f"  {style.title}" + (f"  → {style.parent}" if style.parent else ""))
    click.echo(f"{plural(len(found), 'style')}; cite in one with: litbase cite KEY --style NAME", err=True)
    return 0 if found else 1


def default_style() -> str | None:
    """Return the style of the library; None where there is no library to have one."""
    from litbase.errors import MissingLibrary

    try:
        with opened_library() as library:
            return library.settings.style
    except MissingLibrary:
        if chosen_folder() is not None:
            raise
        return None
