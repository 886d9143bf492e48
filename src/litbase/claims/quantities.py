"""Figures read as values: counts, shares, money, years, dates and ordinals, with what qualifies them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from litbase.claims.numerals import (
    FRACTION_WORDS,
    IN_FIGURES,
    IN_WORDS,
    ORDINALS,
    SCALES,
    VULGAR,
    read_figures,
    read_number_words,
)
from litbase.search.analysis import tokens


class Kind(StrEnum):
    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    YEAR = "year"
    DATE = "date"
    ORDINAL = "ordinal"


class Qualifier(StrEnum):
    ABOUT = "about"
    NEARLY = "nearly"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    FEWER_THAN = "fewer than"
    UP_TO = "up to"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure. `value` is exact: a share of 1 for percentages and fractions, month × 100 + day for a date.

    `step` is the unit of the last significant digit as written, for judging what was rounded. `unit` is the currency
    of money. `things` are the words it is said of, stemmed, nearest first; `after` the two words before it; offsets are
    into the text read.
    """

    kind: Kind
    value: Fraction
    step: Fraction
    text: str
    start: int
    end: int
    qualifier: Qualifier | None = None
    unit: str | None = None
    things: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero janvier janeiro января", "february feb febrero février fevereiro февраля",
            "march mar marzo mars março марта", "april apr abril avril апреля", "may mayo mai maio мая",
            "june jun junio juin junho июня", "july jul julio juillet julho июля",
            "august aug agosto août августа", "september sept sep septiembre septembre setembro сентября",
            "october oct octubre octobre outubro октября", "november nov noviembre novembre novembro ноября",
            "december dec diciembre décembre dezembro декабря",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_CURRENCIES = {
    "us$": "USD", "$": "USD", "usd": "USD", "dollar": "USD", "dollars": "USD", "dólares": "USD", "долларов": "USD",
    "美元": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP",
    "pounds": "GBP", "¥": "CNY", "rmb": "CNY", "cny": "CNY", "yuan": "CNY", "元": "CNY", "人民币": "CNY",
    "a$": "AUD", "aud": "AUD", "c$": "CAD", "cad": "CAD", "hk$": "HKD", "₩": "KRW", "won": "KRW", "₹": "INR",
    "rupees": "INR", "₽": "RUB", "roubles": "RUB", "rubles": "RUB", "yen": "JPY", "francs": "CHF", "baht": "THB",
}  # fmt: skip
_SYMBOL = r"(?:(?P<symbol>(?:US|A|C|HK)\$|[$€£¥₩₹₽]|\b(?:USD|EUR|GBP|RMB|CNY|AUD|CAD)\b)\s?)?"
_MONEY = (
    r"(?:US |Australian |Canadian )?(?P<currency>dollars?|dólares|долларов|euros?|pounds(?! of)|yuan|rupees|roubles"
    r"|rubles|won\b(?! the)|yen\b|baht|francs|美元|元|€|USD\b|EUR\b|RMB\b)"
)
_SCALE = "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True))
_PER_CENT = (
    r"(?P<percent>%|per[ -]?cent(?:age[ -]points?)?\b|percentage[ -]points?\b|por ciento|por cento|pour ?cents?\b"
    r"|процент\w*|prozent\b)|(?P<per_mille>‰)"
)
_ALONE = r"(?<![A-Za-z0-9_\u00c0-\u04ff/#§])(?:(?<![A-Za-z]-)|(?<=mid-)|(?<=pre-)|(?<=post-))(?<!\d[.,:])(?<!\w[.'’])"
_SOME = r"one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}(?:,\d{3})*"
_GRAMMAR = re.compile(
    rf"(?P<date>(?<![\w.])(?:(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?: of| de)? (?P<month1>{_MONTH})\b"
    rf"|\b(?P<month2>{_MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\w|[,.]?\d))"
    r"|(?P<month3>\d{1,2})月(?P<day3>\d{1,2})日)"
    r"|(?P<iso>(?<![\w-])(?P<year4>(?:19|20)\d\d)-(?P<month4>\d\d)-(?P<day4>\d\d)(?![\w-]))"
    r"|(?P<chinese>百分之(?P<hundredths>\d+(?:\.\d+)?))"
    rf"|(?P<ratio>(?<![\w,.])(?P<part>{_SOME}) (?:in|out of)(?: every| each)? (?P<whole>(?:{_SOME}|twenty|hundred)\b)"
    rf"(?![,.]?\d|[ -](?:{_MONTH}|of the)\b))"
    rf"|(?P<fraction>\b(?:(?P<numerator>{_SOME}|an?)[ -])?(?P<denominator>{'|'.join(FRACTION_WORDS)})\b|[½⅓⅔¼¾])"
    rf"|(?P<words>(?<![\w-]){IN_WORDS}\b(?!-(?:fold|way)))"
    r"|(?P<ordinal>(?<![\w.,])(?P<nth>\d{1,3})(?:st|nd|rd|th|º|ª|ème|e)\b)"
    rf"|(?P<number>{_ALONE}{_SYMBOL}(?P<figures>{IN_FIGURES})(?P<decade>s\b)?(?![A-Za-z]*\d))",
    re.I,
)
_AFTER_NUMBER = re.compile(
    rf"(?:[ \u00a0\n-]?(?P<scale>{_SCALE})(?![A-Za-zа-яà-ÿ]))?(?:[ \u00a0\n-]?(?:{_PER_CENT}|{_MONEY}))?", re.I
)
# What a number belongs to when it counts nothing: places in documents, symbols, versions, times of day.
_REFERENCE_BEFORE = re.compile(
    r"(?:\b(?:articles?|arts?\.?|artículos?|стать[яиею]|paragraphs?|paras?\.?|sections?|secs?\.?|chapters?|ch\.?"
    r"|pages?|pp?\.?|volumes?|vols?\.?|nos?\.?|núm\.?|number|numbers|notes?|tables?|figures?|figs?\.?|box|annex|appendix"
    r"|resolutions?|decree|law no\.?|act no\.?|principles?|rules?|regulations?|protocol|clause|item|part|title"
    r"|goals?|targets?|version|release|isbn|issn|doi|iso|rev\.?|add\.?|case no\.?|convention no\.?|telephone|tel\.?"
    r"|sdg|tier|room|flight|form|question|grade|category|level|unts|cfr|stat|serie [a-z])|第|№|§|¶)"
    r"\s*(?:\(?[a-z]\)?\s)?"
    r"(?:\d+(?:\(\w+\))*(?:[.–-]\d+)?(?:,? (?:and|to|or|y|et) |, ?|[–-]))*$",
    re.I,
)
_REFERENCE_AFTER = re.compile(
    r"[:/]\d|/[A-Z]|\([a-z0-9]{1,4}\)|(?:\s?(?:a\.?m|p\.?m)\.?\b)|\.\d+\.\d|\s(?:UNTS|CFR|U\.S\.C)|条|條|款|号|號|页|頁"
)
_SYMBOL_WORD = re.compile(r"\S*[A-Za-z]\S*/\S*$|\S*(?:https?:|www\.)\S*$|\S*@\S*$")
_ENUMERATION = re.compile(r"(?:^|[\n.;:,])\s*\(?$")
_BLANK = re.compile(r"\s")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_LINK = re.compile(r"\s*(?:[–—-]|to|and|or|à|a|y|et|до|至|и)\s*", re.I)
_AND = frozenset({"and", "or", "y", "et", "и"})
_BETWEEN = re.compile(r"\b(?:between|entre|между)\s(?=\S{0,4}$)|\b(?:between|entre|между)\s[^.;]{0,12}$", re.I)
_CLAUSE_END = re.compile(r"[.;:!?,()\[\]](?:\s|$)|[;:()。，；]|$")
_EMPTY = frozenset(
    ("of", "the", "a", "an", "in", "to", "and", "or", "were", "was", "are", "is", "had", "have", "has", "all")
)
_QUALIFIER_WORDS = {
    Qualifier.MORE_THAN: (
        r"(?:well |just |slightly |far )?(?:more than|over|above|upwards of|exceed(?:ing|s|ed)?|in excess of)"
        r"|greater than|más de|plus de|mais de|более|свыше|超过|逾"
    ),
    Qualifier.AT_LEAST: (
        r"at least|(?:no|not) (?:fewer|less) than|a minimum of|al menos|por lo menos|au moins|pelo menos|не менее|至少"
    ),
    Qualifier.UP_TO: (
        r"up to|at most|as many as|as much as|(?:no|not) more than|a maximum of|hasta|jusqu['’]à|até|не более"
        r"|多达|高达|最多"
    ),
    Qualifier.FEWER_THAN: (
        r"(?:just |slightly |well )?(?:fewer than|less than|under|below)|menos de|moins de|менее|不到"
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
        rf"(?P<{kind.name}>(?<!\w)(?:{_QUALIFIER_WORDS[kind]}))"
        for kind in (
            Qualifier.AT_LEAST, Qualifier.UP_TO, Qualifier.MORE_THAN, Qualifier.FEWER_THAN, Qualifier.NEARLY,
            Qualifier.ABOUT,
        )
    )
    + r")\s*(?:an? |the |estimated )?$",
    re.I,
)  # fmt: skip
_QUALIFIED_AFTER = re.compile(
    r"\s*\bor (?:more|above|over|older)\b|\+|\s*\bor (?P<fewer>fewer|less|under|younger)\b|以上", re.I
)


def read_quantities(text: str, language: str | None = None) -> tuple[Quantity, ...]:
    """Return the figures of *text* in order; references such as "Article 220" or "A/HRC/25/63" are none."""
    flat = _BLANK.sub(" ", text)
    found: list[Quantity] = []
    position = 0
    while match := _GRAMMAR.search(flat, position):
        read = () if _is_reference(match, flat, text) else tuple(_read(match, flat, language))
        position = max([match.end(), *(quantity.end for quantity in read)])
        found += read
    shared = _share_units(found, flat)
    ends = [*(quantity.start for quantity in shared[1:]), len(flat)]
    return tuple(
        replace(q, qualifier=_qualifier(flat, q), things=_things(flat, q, until), after=_words_before(flat, q))
        for q, until in zip(shared, ends, strict=False)
    )


def _read(match: re.Match[str], text: str, language: str | None) -> Iterator[Quantity]:
    if match["date"] or match["iso"]:
        yield from _date(match)
    elif match["chinese"]:
        value, step = read_figures(match["hundredths"], language)
        yield _quantity(Kind.SHARE, value / 100, step / 100, text, match.start(), match.end())
    elif match["ratio"]:
        share = _small(match["part"]) / max(_small(match["whole"]), Fraction(1))
        if share <= 1:
            yield _quantity(Kind.SHARE, share, Fraction(0), text, match.start(), match.end())
    elif match["fraction"]:
        yield from _fraction(match, text)
    elif match["ordinal"]:
        yield _quantity(Kind.ORDINAL, Fraction(int(match["nth"])), Fraction(0), text, match.start(), match.end())
    elif match["words"]:
        value = read_number_words(match["words"])
        yield _scaled(text, match.start(), match.end(), value=value, step=_step_of(value), symbol=None)
    else:
        yield _number(match, text, language)


def _quantity(kind: Kind, value: Fraction, step: Fraction, text: str, start: int, end: int) -> Quantity:
    return Quantity(kind, value, step, text[start:end], start, end)


def _small(written: str) -> Fraction:
    plain = written.replace(",", "")
    return Fraction(int(plain)) if plain.isdigit() else read_number_words(written)


def _step_of(value: Fraction) -> Fraction:
    return read_figures(str(int(value)), None)[1]


def _date(match: re.Match[str]) -> Iterator[Quantity]:
    text = match.string
    number = next(n for n in "1234" if match[f"month{n}"])
    name = match[f"month{number}"].casefold()
    month = _MONTHS.get(name) or (int(name) if name.isdigit() else 0)
    value = Fraction(month * 100 + int(match[f"day{number}"]))
    start = match.start()
    if match["iso"]:
        start = match.start("month4")
        yield _quantity(Kind.YEAR, Fraction(int(match["year4"])), Fraction(1), text, match.start(), match.end("year4"))
    yield _quantity(Kind.DATE, value, Fraction(0), text, start, match.end())


def _fraction(match: re.Match[str], text: str) -> Iterator[Quantity]:
    written = match["fraction"]
    if written in VULGAR:
        yield _quantity(Kind.SHARE, VULGAR[written], Fraction(0), text, match.start(), match.end())
        return
    denominator, numerator = match["denominator"].casefold(), (match["numerator"] or "").casefold()
    is_said_of = text[match.end() : match.end() + 4].casefold() == " of "
    if numerator in ("", "a", "an", "one") and denominator in ORDINALS and not (numerator and is_said_of):
        return  # "a third country", "the fifth session": an ordinal, not a share
    if not numerator and denominator != "half":
        return
    top = Fraction(1) if numerator in ("", "a", "an") else _small(numerator)
    yield _quantity(Kind.SHARE, top / FRACTION_WORDS[denominator], Fraction(0), text, match.start(), match.end())


def _is_reference(match: re.Match[str], flat: str, text: str) -> bool:
    """Tell whether a number counts nothing: it names a place in a document, or numbers an item of a list."""
    if not match["number"]:
        return False
    start, end = match.start("number"), match.end("number")
    before = flat[max(0, start - 80) : start]
    if _SYMBOL_WORD.search(before) or _REFERENCE_AFTER.match(flat, end):
        return True
    if match["symbol"] is None and _REFERENCE_BEFORE.search(before):
        return True
    if not match["figures"].isdigit() or len(match["figures"]) > 3:
        return False
    if before.endswith("(") and flat[end : end + 1] == ")":
        return True
    is_numbering = flat[end : end + 1] in (".", ")") and flat[end + 1 : end + 2] in ("", " ")
    return is_numbering and bool(_ENUMERATION.search(text[max(0, start - 80) : start]))


def _number(match: re.Match[str], text: str, language: str | None) -> Quantity:
    figures = match["figures"]
    value, step = read_figures(figures, language)
    if match["decade"] or (match["symbol"] is None and _YEAR.fullmatch(figures) and not _counts(text, match.end())):
        return _quantity(Kind.YEAR, value, Fraction(1), text, match.start(), match.end())
    return _scaled(text, match.start(), match.end("figures"), value=value, step=step, symbol=match["symbol"])


def _counts(text: str, end: int) -> bool:
    """Tell whether four digits count something: a scale, a percent sign or a currency follows."""
    after = _AFTER_NUMBER.match(text, end)
    return after is not None and after.end() > end


def _scaled(text: str, start: int, end: int, *, value: Fraction, step: Fraction, symbol: str | None) -> Quantity:
    after = _AFTER_NUMBER.match(text, end)
    assert after is not None  # noqa: S101 - every part of the pattern is optional
    scale = Fraction(SCALES[after["scale"].casefold()]) if after["scale"] else Fraction(1)
    kind, unit = Kind.COUNT, None
    if after["percent"] or after["per_mille"]:
        kind, scale = Kind.SHARE, Fraction(1, 100) if after["percent"] else Fraction(1, 1000)
    elif symbol or after["currency"]:
        kind = Kind.MONEY
        written = (symbol or after["currency"] or "").casefold()
        unit = _CURRENCIES.get(written) or _CURRENCIES.get(f"{written}s")
    quantity = _quantity(kind, value * scale, step * scale, text, start, after.end())
    return replace(quantity, unit=unit)


def _share_units(quantities: list[Quantity], text: str) -> list[Quantity]:
    """Give the first number of a range the scale, percent sign or currency that only the second one carries."""
    shared = list(quantities)
    for index in range(len(shared) - 2, -1, -1):
        first, second = shared[index], shared[index + 1]
        if _is_range(text, first, second) and first.text[-1:].isdigit():
            shared[index] = _with_unit_of(first, second)
            shared[index + 1] = _with_century_of(first, second)
            if first.kind is Kind.MONEY and second.kind is Kind.COUNT:
                shared[index + 1] = replace(second, kind=Kind.MONEY, unit=first.unit)
    return shared


def _with_century_of(first: Quantity, second: Quantity) -> Quantity:
    """Read "2018–19" as two years."""
    is_short = first.kind is Kind.YEAR and second.kind is Kind.COUNT and re.fullmatch(r"\d\d", second.text) is not None
    if not is_short:
        return second
    year = first.value // 100 * 100 + second.value
    return replace(second, kind=Kind.YEAR, value=year) if year > first.value else second


def _with_unit_of(first: Quantity, second: Quantity) -> Quantity:
    if second.kind is Kind.DATE and first.kind is Kind.COUNT and first.value <= 31:
        return replace(first, kind=Kind.DATE, value=second.value // 100 * 100 + first.value, step=Fraction(0))
    if first.kind not in (Kind.COUNT, Kind.MONEY) or second.kind not in (Kind.COUNT, Kind.MONEY, Kind.SHARE):
        return first
    if second.kind is Kind.SHARE:
        is_bare = first.kind is Kind.COUNT and second.step
        return replace(first, kind=Kind.SHARE, value=first.value / 100, step=first.step / 100) if is_bare else first
    scale = _scale_of(second) if first.value < _scale_of(second) else Fraction(1)
    kind = Kind.MONEY if Kind.MONEY in (first.kind, second.kind) else Kind.COUNT
    value, step = first.value * scale, first.step * scale
    return replace(first, kind=kind, unit=first.unit or second.unit, value=value, step=step)


def _is_range(text: str, first: Quantity, second: Quantity) -> bool:
    link = _LINK.fullmatch(text, first.end, second.start)
    if link is None:
        return False
    return link.group().strip().casefold() not in _AND or bool(_BETWEEN.search(text, 0, first.start))


def _scale_of(quantity: Quantity) -> Fraction:
    word = re.search(rf"(?:{_SCALE})\b", quantity.text, re.I)
    return Fraction(SCALES[word.group().casefold()]) if word else Fraction(1)


def _qualifier(text: str, quantity: Quantity) -> Qualifier | None:
    if quantity.kind in (Kind.DATE, Kind.ORDINAL):
        return None
    before = _QUALIFIER.search(text[max(0, quantity.start - 40) : quantity.start].rstrip() + " ")
    if before is not None and before.lastgroup is not None:
        return Qualifier[before.lastgroup]
    after = _QUALIFIED_AFTER.match(text, quantity.end)
    if after is None:
        return None
    return Qualifier.FEWER_THAN if after["fewer"] else Qualifier.AT_LEAST


def _things(text: str, quantity: Quantity, until: int) -> tuple[str, ...]:
    """Return the stems of the words after a figure, up to the next figure or the end of its clause, at most three."""
    clause = _CLAUSE_END.search(text, quantity.end)
    right = text[quantity.end : min(clause.start() if clause else until, until, quantity.end + 60)]
    return tuple(dict.fromkeys(token.term for token in tokens(right, "en") if _is_thing(token.term)))[:3]


def _words_before(text: str, quantity: Quantity) -> tuple[str, ...]:
    left = text[max(0, quantity.start - 30) : quantity.start]
    return tuple(token.term for token in tokens(left, "en"))[-2:]


def _is_thing(term: str) -> bool:
    return term not in _EMPTY and not any(character.isdigit() for character in term)
