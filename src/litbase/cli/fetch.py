"""`litbase fetch`: download a public document and add it."""

import click

from litbase.cli.add import echo_result, echo_summary, exit_code
from litbase.cli.context import complete_keys, json_option, library_option, opened_library, print_json
from litbase.cli.progress import reading_bar


@click.command("fetch")
@click.argument("names", nargs=-1, required=True, metavar="NAME|KEY|URL...", shell_complete=complete_keys)
@click.option("--key", help="The key of the new entry, or an entry that gets this file.")
@click.option("--password", help="Opens encrypted files.")
@click.option("--ocr", is_flag=True, help="Recognise the text of scans (needs the extra 'ocr').")
@json_option
@library_option
def command(names: tuple[str, ...], key: str | None, password: str | None, ocr: bool, as_json: bool) -> int:
    """Download documents by catalog name, key or address, and add them to the library.

    This is one of the few commands that use the network. Only http and https, only public addresses; size
    and kind are checked, an interrupted download is resumed, and hash and date are recorded in sources.lock.

    \b
    Examples:
      litbase fetch usdos-tip-2022
      litbase fetch https://example.org/report.pdf --key report2020
    """
    if key is not None and len(names) > 1:
        raise click.UsageError("--key goes with one document")
    with opened_library() as library, reading_bar("reading", quiet=as_json) as progress:
        report = library.fetch(
            names, key=key, password=password, ocr=ocr, progress=progress, on_result=None if as_json else echo_result
        )
    if as_json:
        from litbase.model import shapes

        print_json(shapes.add(report))
    else:
        echo_summary(report)
    return exit_code(report)
