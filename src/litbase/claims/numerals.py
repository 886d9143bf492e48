"""Numbers as people write them, in figures and in words, in the languages of the field."""

import re
from fractions import Fraction

_UNITS = {
    word: value
    for value, word in enumerate(
        (
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        )
    )
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "thousands": 10**3, "millions": 10**6, "billions": 10**9, "mn": 10**6, "bn": 10**9, "tn": 10**12,
    "mil": 10**3, "millón": 10**6, "millon": 10**6, "millones": 10**6, "millardo": 10**9,
    "mille": 10**3, "milliers": 10**3, "milliard": 10**9, "milliards": 10**9,
    "milhão": 10**6, "milhões": 10**6, "milhao": 10**6, "milhoes": 10**6, "bilhão": 10**9, "bilhões": 10**9,
    "tausend": 10**3, "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9,
    "тыс": 10**3, "тысяча": 10**3, "тысячи": 10**3, "тысяч": 10**3, "млн": 10**6, "миллион": 10**6,
    "миллиона": 10**6, "миллионов": 10**6, "млрд": 10**9, "миллиард": 10**9, "миллиарда": 10**9,
    "миллиардов": 10**9, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9,
    "百万": 10**6, "千万": 10**7, "十亿": 10**9, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "千": 10**3,
    "百": 10**2, "만": 10**4, "억": 10**8, "조": 10**12, "천": 10**3,
}  # fmt: skip
FRACTION_WORDS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
ORDINALS = {
    word: value
    for value, word in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth",
        ),
        start=1,
    )
}  # fmt: skip
_SMALL = "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True)])
_BIG = "hundred|thousand|million|billion|trillion"
# "two", "twenty-seven", "a hundred", "three hundred and fifty thousand"; "one" and "a" only before a scale.
_ALONE = "|".join([*_TENS, *(word for word in sorted(_UNITS, key=len, reverse=True) if word not in ("zero", "one"))])
IN_WORDS = (
    rf"(?:(?:{_SMALL})(?:[ -](?:and[ -])?(?:{_SMALL}|{_BIG}))+"
    rf"|(?:a|one)[ -](?:{_BIG})(?:[ -](?:and )?(?:{_SMALL}|{_BIG}))*|(?:{_ALONE}))"
)
# Grouped by commas, points, apostrophes or blanks; or plain with one decimal mark.
IN_FIGURES = (
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?|\d{1,3}(?:['’]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?)"
)
_DECIMAL_COMMA = frozenset({"fr", "es", "pt", "ru", "de", "it", "vi", "uk", "nl", "pl", "tr"})
VULGAR = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}


def read_figures(written: str, language: str | None) -> tuple[Fraction, Fraction]:
    """Return the value of a number in figures and the unit of its last significant digit (600 → 100, 27.6 → 1/10).

    A single point or comma before exactly three digits parts thousands or decimals as is usual in *language*.
    """
    plain = re.sub(r"[ \u00a0\u2009\u202f'’]", "", written)
    whole, decimals = _parted(plain, language)
    digits = (whole + decimals).lstrip("0")
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    if decimals:
        return value, Fraction(1, 10 ** len(decimals))
    zeros = len(digits) - len(digits.rstrip("0"))
    return value, Fraction(10**zeros)


def _parted(plain: str, language: str | None) -> tuple[str, str]:
    marks = [character for character in plain if character in ".,"]
    if not marks:
        return plain, ""
    last = max(plain.rfind("."), plain.rfind(","))
    if len(set(marks)) == 1:
        thousands_mark = "." if language in _DECIMAL_COMMA else ","
        groups = plain.split(marks[0])
        is_grouped = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
        if is_grouped and (len(marks) > 1 or marks[0] == thousands_mark):
            return "".join(groups), ""
    whole = re.sub(r"[.,]", "", plain[:last])
    return whole, plain[last + 1 :]


def read_number_words(written: str) -> Fraction:
    """Return the value of a number written in English words ("three hundred and fifty thousand")."""
    total = group = 0
    for word in re.split(r"[ -]+", written.casefold()):
        if word in _UNITS or word == "a":
            group += _UNITS.get(word, 1)
        elif word in _TENS:
            group += _TENS[word]
        elif word == "hundred":
            group = max(group, 1) * 100
        elif word in SCALES:
            total += max(group, 1) * SCALES[word]
            group = 0
    return Fraction(total + group)
