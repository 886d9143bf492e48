"""Letters that bitmap fonts give by their place in the font, not by Unicode: TeX's ligatures, dashes and quotes."""

import re
from collections.abc import Callable

# Places in the Cork encoding (T1) of LaTeX, Knuth's OT1 for the rest (https://ctan.org/pkg/encguide).
_CORK_LIGATURES = {"\x1b": "ﬀ", "\x1c": "ﬁ", "\x1d": "ﬂ", "\x1e": "ﬃ", "\x1f": "ﬄ"}
_OLD_LIGATURES = {"\x0b": "ﬀ", "\x0c": "ﬁ", "\x0e": "ﬃ", "\x0f": "ﬄ"}
_MARKS = {"\x10": "“", "\x11": "”", "\x12": "„", "\x13": "«", "\x14": "»", "\x15": "–", "\x16": "—"}
_LETTERS = _CORK_LIGATURES | _OLD_LIGATURES | _MARKS
_ANY = re.compile("[\x0b\x0c\x0e-\x16\x1b-\x1f]")
_LIGATURE = re.compile(
    "(?<=[a-z])[\x1b-\x1f]|[\x1b-\x1f](?=[a-z])|(?<=[a-z])[\x0b\x0c\x0e\x0f](?=[a-z])|(?<=\\w)[\x15\x16](?=\\w)"
)
_MARK = re.compile("[\x10\x12\x13](?=\\w)|(?<=[\\w.,;:!?)])[\x11\x14]|[\x15\x16]")


def with_letters(raw: str, named: Callable[[int], str | None]) -> str:
    """Return *raw* with such letters as the Unicode has them; the length stays.

    *named* gives the letter at an offset by the name that its font has for it, None if the font names none.
    A ligature stands beside small letters. Quotes and dashes are read where a page has ligatures of the kind, for the
    same places are brackets and bullets in other fonts; a dash between two letters or digits always is one.
    """
    if _ANY.search(raw) is None:
        return raw
    raw = _ANY.sub(lambda match: named(match.start()) or match[0], raw)
    found, count = _LIGATURE.subn(_letter, raw)
    return _MARK.sub(_letter, found) if count else found


def _letter(match: re.Match[str]) -> str:
    return _LETTERS[match[0]]
