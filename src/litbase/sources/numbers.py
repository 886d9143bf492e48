"""Numbers as markup writes them and as lists show them: 3, c, C, iii, III."""

import re

from litbase.sources.numerals import roman


def in_style(number: int, style: str) -> str:
    """Return *number* in a list style as HTML names them: "1", "a", "A", "i", "I"; decimal where it does not reach."""
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1)
    if style in ("i", "I") and 1 <= number < 4000:
        return roman(number) if style == "i" else roman(number).upper()
    return str(number)


def whole(written: str | None, default: int) -> int:
    """Return the whole number in an attribute of a stranger's file, *default* if there is none of sensible size."""
    return int(written) if written and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", written) else default
