"""What qualifies a figure: about, nearly, more than, at least, up to, fewer than."""

import re
from enum import StrEnum


class Qualifier(StrEnum):
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    FEWER_THAN = "fewer than"
    UP_TO = "up to"


_QUALIFIER_WORDS = {
    Qualifier.MORE_THAN: (
        r"(?:well |just |slightly |far )?(?:more than|over|above|upwards of|exceed(?:ing|s|ed)?|in excess of)"
        r"|greater than|older than|higher than|más de|plus de|mais de|более|свыше|超过|逾"
    ),
    Qualifier.AT_LEAST: (
        r"at least|(?:no|not) (?:fewer|less|lower|younger) than|(?:no|not) (?:under|below)|a minimum of"
        r"|al menos|por lo menos|au moins|pelo menos|не менее|至少"
    ),
    Qualifier.UP_TO: (
        r"up to|at most|as many as|as much as|(?:no|not) (?:more|greater|higher|older|longer) than"
        r"|(?:not|never) (?:over|above)|(?:not|never) (?:to )?exceed(?:ing|s|ed)?|without exceeding|not in excess of"
        r"|a maximum of|hasta|jusqu['’]à|até|не более|多达|高达|最多"
    ),
    Qualifier.FEWER_THAN: (
        r"(?:just |slightly |well )?(?:fewer than|less than|lower than|younger than|under|below)"
        r"|menos de|moins de|менее|不到"
    ),
    Qualifier.NEARLY: r"nearly|almost|close to|approaching|casi|près de|presque|quase|почти|近|将近",
    Qualifier.ABOUT: (
        r"about|around|approximately|approx\.?|roughly|some|circa|ca\.|~|(?:an )?estimated(?: at)?"
        r"|in the region of|alrededor de|aproximadamente|unos|unas|environ|quelque|cerca de|около|примерно|约|大约"
    ),
}
# "no more than" and "no fewer than" must be tried before the "more than" inside them.
_QUALIFIER = re.compile(
    "(?:"
    + "|".join(
        rf"(?P<{kind.name}>(?<![A-Za-z\u00c0-\u04ff])(?:{_QUALIFIER_WORDS[kind]}))"
        for kind in (
            Qualifier.AT_LEAST, Qualifier.UP_TO, Qualifier.MORE_THAN, Qualifier.FEWER_THAN, Qualifier.NEARLY,
            Qualifier.ABOUT,
        )
    )
    + r")\s*(?:an? |(?:an )?estimated |(?:the )?ages? of |age )?$",
    re.I,
)  # fmt: skip
_QUALIFIED_AFTER = re.compile(
    r"\s*\b(?:or|and) (?:more|above|over|older)\b|\+|-plus\b|以上"
    r"|\s*\b(?:or|and) (?P<fewer>fewer|less|under|younger)\b",
    re.I,
)


_BEFORE, _AFTER = 40, 20  # characters in which a qualifier stands
_NEXT_WORD = re.compile(r"[\s-]*[^\W\d_]+")


def as_said(text: str, start: int, end: int, *, with_unit: bool) -> str:
    """Return a figure as written with what qualifies it and, *with_unit*, the word after it, which names that."""
    before = " ".join(text[max(0, start - _BEFORE) : start].split()) + " "
    qualifier = _QUALIFIER.search(before)
    after = _QUALIFIED_AFTER.match(text, end) or (_NEXT_WORD.match(text[: end + _AFTER], end) if with_unit else None)
    said = before[qualifier.start() :] if qualifier is not None else ""
    return " ".join(f"{said}{text[start : after.end() if after is not None else end]}".split())


def read_qualifier(text: str, start: int, end: int) -> Qualifier | None:
    """Return what qualifies the figure that stands from *start* to *end* of *text* (blanks are single)."""
    before = _QUALIFIER.search(text[max(0, start - 40) : start].rstrip() + " ")
    if before is not None and before.lastgroup is not None:
        return Qualifier[before.lastgroup]
    after = _QUALIFIED_AFTER.match(text, end)
    if after is None:
        return None
    return Qualifier.FEWER_THAN if after["fewer"] else Qualifier.AT_LEAST
