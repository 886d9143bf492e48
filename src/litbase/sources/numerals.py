"""Numbers as documents print them: roman, full-width, Arabic-Indic and Chinese."""

import re
import unicodedata

_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})\Z")
_ROMAN_DIGITS = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_ROMAN_SMALL = ((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ROMAN_LETTERS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_CHINESE_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_UNITS = {"十": 10, "百": 100, "千": 1000}


def plain_digits(text: str) -> str:
    """Write every decimal digit of any script as 0–9 (Unicode property Nd), leaving the rest and the length alone."""
    if text.isascii():
        return text
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def roman_value(text: str) -> int | None:
    """Return the value of a roman numeral in one case and in its canonical form ("iv", "XII"), else None."""
    lower = text.lower()
    if not lower or text not in (lower, text.upper()) or not _ROMAN.match(lower):
        return None
    values = [_ROMAN_LETTERS[c] for c in lower]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def roman(value: int) -> str:
    """Write *value* (from 1) as a lower-case roman numeral."""
    written = []
    for worth, letters in _ROMAN_DIGITS + _ROMAN_SMALL:
        count, value = divmod(value, worth)
        written.append(letters * count)
    return "".join(written)


def chinese_value(text: str) -> int | None:
    """Return the value of a Chinese numeral below 10,000 ("二百四十", "一〇三"), else None."""
    if not text or any(c not in _CHINESE_DIGITS and c not in _CHINESE_UNITS for c in text):
        return None
    if not any(c in _CHINESE_UNITS for c in text):
        return int("".join(str(_CHINESE_DIGITS[c]) for c in text))
    total, digit = 0, None
    for char in text:
        if char in _CHINESE_UNITS:
            total += (1 if digit is None else digit) * _CHINESE_UNITS[char]
            digit = None
        else:
            digit = _CHINESE_DIGITS[char] or None
    return total + (digit or 0)
