"""Parts of a whole in words and signs: fractions, "one in four", "half a million", hundredths in Chinese."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from litbase.claims.figures.grammar import IS_ORDINAL
from litbase.claims.figures.numbers import scaled
from litbase.claims.figures.numerals import (
    FRACTION_PHRASES,
    FRACTION_WORDS,
    ORDINALS,
    SCALES,
    VULGAR,
    read_chinese,
    read_figures,
    read_number_words,
)
from litbase.claims.figures.quantity import Kind, Quantity, quantity_at

_SHARE_FOLLOWS = re.compile(r" (?:of|were|are|was|is|had|have|came|said|more|less|fewer|higher|lower)\b|[.,;:)%]|$")
_IS_ORDINAL = re.compile(IS_ORDINAL, re.I)
_PART_OF_TIME = re.compile(r"\b(?:first|second|latter|third|fourth|last|top|bottom|lower|upper|other)[ -]$", re.I)


def read_share(match: re.Match[str], text: str, language: str | None) -> Iterator[Quantity]:
    """Yield the share that a match of the grammar says, or the number or ordinal that only looks like one."""
    start, end = match.start(), match.end()
    if match["chinese"]:
        value, step = _hundredths(match["hundredths"], language)
        yield replace(quantity_at(Kind.SHARE, value / 100, step / 100, text, start, end), scale=Fraction(1, 100))
    elif match["half"]:
        scale = Fraction(SCALES[match["half_of"].casefold()])
        value = scale * _part_of_scale(match["half_part"])
        yield replace(scaled(text, start, end, value=value, step=scale / 10, symbol=None), scale=scale)
    elif match["part_of_time"]:
        yield _part_of_time(match)
    elif match["one_in"]:
        whole = match["one_in_whole"].casefold()
        told = _small(match["one_in_part"]) / max(Fraction(SCALES.get(whole) or _small(whole)), Fraction(1))
        if told < 1:
            yield quantity_at(Kind.SHARE, told, Fraction(0), text, start, end)
    elif match["every"]:
        yield quantity_at(
            Kind.SHARE, Fraction(1, ORDINALS[match["every_nth"].casefold()]), Fraction(0), text, start, end
        )
    elif match["mixed"]:
        whole = _small(match["whole2"] or match["whole3"])
        part = match["part2"].strip()
        value = whole + (VULGAR.get(part) or Fraction(1, FRACTION_WORDS[part.casefold()]))
        yield scaled(text, start, end, value=value, step=Fraction(1, 10), symbol=None)
    else:
        share = _part_of_one(match, text)
        denominator = (match["denominator"] or "").casefold()
        if share is not None:
            yield quantity_at(Kind.SHARE, share, Fraction(0), text, start, end)
        elif denominator in ORDINALS and _IS_ORDINAL.match(text, end):
            nth = Fraction(ORDINALS[denominator])
            yield quantity_at(Kind.ORDINAL, nth, Fraction(0), text, match.start("denominator"), end)


def _part_of_time(match: re.Match[str]) -> Quantity:
    """Return "half a year", whose unit follows, or "a year and a half"."""
    if match[0][-1] == " ":
        return scaled(match.string, match.start(), match.end() - 1, value=Fraction(1, 2), step=Fraction(0), symbol=None)
    quantity = quantity_at(Kind.COUNT, Fraction(3, 2), Fraction(1, 10), match.string, match.start(), match.end())
    return replace(quantity, unit=match[0].split()[1].casefold())


def _part_of_scale(written: str) -> Fraction:
    """Return the share that "half", "a quarter of" or "three quarters of" says of a million."""
    *numerator, denominator = re.split(r"[ -]", written.casefold().removesuffix(" of"))
    first = numerator[0] if numerator else "a"
    return (Fraction(1) if first in ("a", "an") else _small(first)) / FRACTION_WORDS[denominator]


def _hundredths(written: str, language: str | None) -> tuple[Fraction, Fraction]:
    if written[0].isdigit():
        return read_figures(written, language)
    whole, _, decimals = written.partition("点")
    digits = "".join(str(int(read_chinese(digit))) for digit in decimals)
    return read_figures(f"{int(read_chinese(whole))}{'.' if digits else ''}{digits}", "en")


def _part_of_one(match: re.Match[str], text: str) -> Fraction | None:
    """Return the share that a match says, None if it says an ordinal ("a third country") or more than the whole."""
    if match["phrase"]:
        return FRACTION_PHRASES[match["phrase"].casefold()]
    if match["parts"]:
        top, bottom = (
            Fraction(int(part)) if part.isdigit() else read_chinese(part) for part in (match["top"], match["bottom"])
        )
        return top / bottom if bottom and top <= bottom else None
    if match["ratio"]:
        if match["part"].casefold() != "one" and text.startswith((" of the ", "-of-the-"), match.end()):
            return None  # "three in two of the provinces"
        whole = match["whole"].casefold().removeprefix("a ")
        share = _small(match["part"]) / max(Fraction(SCALES.get(whole) or _small(whole)), Fraction(1))
        return share if share <= 1 else None
    return _fraction(match, text)


def _fraction(match: re.Match[str], text: str) -> Fraction | None:
    if match["fraction"] in VULGAR:
        return VULGAR[match["fraction"]]
    if match["bare_half"]:
        return None if _PART_OF_TIME.search(text[: match.start()][-8:]) else Fraction(1, 2)
    denominator, numerator = match["denominator"].casefold(), match["numerator"].casefold()
    if numerator in ("a", "an", "one") and denominator in ORDINALS and not _SHARE_FOLLOWS.match(text, match.end()):
        return None
    top = Fraction(1) if numerator in ("a", "an") else _small(numerator)
    share = top / FRACTION_WORDS[denominator]
    return share if share <= 1 or denominator.endswith("s") else None


def _small(written: str) -> Fraction:
    plain = written.replace(",", "")
    return Fraction(int(plain)) if plain.isdigit() else read_number_words(written)
