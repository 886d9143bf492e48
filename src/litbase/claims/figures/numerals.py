"""Numbers as people write them, in figures and in words, in the languages of the field."""

import re
from fractions import Fraction

from litbase.sources.numerals import chinese_value

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
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "thousands": 10**3, "millions": 10**6, "billions": 10**9, "mn": 10**6, "bn": 10**9, "tn": 10**12,
    "decade": 10, "decades": 10, "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7,
    "mil": 10**3, "millón": 10**6, "millon": 10**6, "millones": 10**6, "millardo": 10**9, "mil millones": 10**9,
    "mil milhões": 10**9,
    "mille": 10**3, "milliers": 10**3, "milliard": 10**9, "milliards": 10**9,
    "milhão": 10**6, "milhões": 10**6, "milhao": 10**6, "milhoes": 10**6, "bilhão": 10**9, "bilhões": 10**9,
    "tausend": 10**3, "mio": 10**6, "mio.": 10**6, "mrd": 10**9, "mrd.": 10**9,
    "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9,
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
_HALF, _THIRD, _TWO_THIRDS, _QUARTER, _THREE_QUARTERS, _FIFTH, _TENTH = (
    Fraction(*pair) for pair in ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (1, 10))
)
FRACTION_PHRASES = {
    phrase: share
    for share, phrases in {
        _HALF: "la mitad|la moitié|a metade|metade de|die hälfte|половина|половину|половины|一半|半数",
        _THIRD: "un tercio|una tercera parte|la tercera parte|un tiers|um terço|ein drittel|треть",
        _TWO_THIRDS: "dos tercios|dos terceras partes|deux tiers|dois terços|zwei drittel|две трети",
        _QUARTER: "un cuarto de|una cuarta parte|la cuarta parte|un quart de|un quart des|um quarto de|um quarto dos"
        "|um quarto das|ein viertel|четверть",
        _THREE_QUARTERS: "tres cuartos|tres cuartas partes|trois quarts|três quartos|drei viertel|три четверти",
        _FIFTH: "una quinta parte|la quinta parte|un cinquième|um quinto|ein fünftel",
        _TENTH: "una décima parte|la décima parte|un dixième|um décimo|ein zehntel",
    }.items()
    for phrase in phrases.split("|")
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        (
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
            "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
            "nineteenth", "twentieth",
        ),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80,
     "ninetieth": 90, "hundredth": 100}  # fmt: skip
VULGAR = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}
_BIG = "hundred|thousand|million|billion|trillion"
_SMALL = "|".join([*_TENS, *sorted(_UNITS, key=len, reverse=True)])
# "two", "twenty-seven", "a hundred", "three hundred and fifty thousand", "a dozen"; "one" and "a" only before a scale.
_ALONE = "|".join([*_TENS, *(word for word in sorted(_UNITS, key=len, reverse=True) if word not in ("zero", "one"))])
# What "one" and "zero" are counted of when they are figures and not pronouns.
_COUNTED = (
    r"year|month|week|day|hour|minute|person|people|victim|woman|women|man|men|girl|boy|child|case|conviction"
    r"|prosecution|trafficker|suspect|official|shelter|worker|migrant|refugee|country|survivor|defendant|complaint"
    r"|investigation|sentence|respondent|arrest|death"
)
_PART = rf"(?:(?:{'|'.join(_TENS)})[ -](?:{'|'.join(list(_UNITS)[1:10])})\b|(?:{_SMALL}))"
IN_WORDS = (
    rf"(?:(?:{_PART}|an?(?=[ -](?:{_BIG})))[ -](?:{_BIG})"
    rf"(?:[ -](?:{_BIG})|(?:(?<=hundred)|(?<=thousand)|(?<=llion))[ -](?:and[ -])?{_PART})*"
    rf"|(?:{'|'.join(_TENS)})[ -](?:{'|'.join(list(_UNITS)[1:10])})"
    rf"|(?:an? |one )dozen|an?(?= decade\b)|(?:{_ALONE})"
    rf"|(?<!no )(?<!each )(?<!which )(?:one|zero)(?=[ -](?:\w+ing )?(?:{_COUNTED})s?\b))"
)
# Grouped by commas, points, apostrophes or blanks; or plain with one decimal mark.
IN_FIGURES = (
    r"(?:\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3})+,\d+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d+)?|\d{1,3}(?:['’]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?)"
)
CHINESE = "[零〇一二两三四五六七八九十百千]"
_DECIMAL_COMMA = frozenset({"fr", "es", "pt", "ru", "de", "it", "vi", "uk", "nl", "pl", "tr"})
_FOREIGN = {
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    " dieciocho diecinueve veinte",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf vingt",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete dezoito"
    " dezenove vinte",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn zwanzig",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать"
    " пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать",
}  # fmt: skip
_FOREIGN_TENS = {
    "es": "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
    "fr": "trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix cent",
    "pt": "trinta quarenta cinquenta sessenta setenta oitenta noventa cem",
    "de": "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "ru": "тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто",
}
FOREIGN_WORDS = {
    language: {word: value for value, word in enumerate(words.split(), start=2)}
    | {word: value for value, word in zip(range(30, 101, 10), _FOREIGN_TENS[language].split(), strict=True)}
    for language, words in _FOREIGN.items()
}
NUMBER_WORDS = frozenset({*_UNITS, *_TENS, *(word for words in FOREIGN_WORDS.values() for word in words)})
_JOINERS = {"es": " y ", "fr": "-", "pt": " e ", "ru": " "}
_TELLING = {
    "en": "the of and in to were was", "es": "el los las del una por que en", "fr": "les des du une dans est et par",
    "pt": "os dos das uma não em da na", "de": "der die das und den von mit wurden",
    "it": "gli della di il che sono nel delle", "nl": "het een van de en zijn werden voor",
}  # fmt: skip
_TOLD_BY = {language: frozenset(words.split()) for language, words in _TELLING.items()}
_SCRIPTS = ((re.compile(r"[\u4e00-\u9fff]"), "zh"), (re.compile(r"[\u0400-\u04ff]"), "ru"))


def language_of(text: str) -> str | None:
    """Return the language whose small words *text* holds most of, None if it holds none: enough to read numbers by."""
    for script, language in () if text.isascii() else _SCRIPTS:
        if script.search(text):
            return language
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {language: sum(word in told for word in words) for language, told in _TOLD_BY.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else None


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
        is_grouped = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3 and groups[0] != "0"
        if (is_grouped and marks[0] == thousands_mark) or len(marks) > 1:  # "3,50,000" groups as in India
            return "".join(groups), ""
    whole = re.sub(r"[.,]", "", plain[:last])
    return whole, plain[last + 1 :]


def read_number_words(written: str) -> Fraction:
    """Return the value of a number written in English words ("three hundred and fifty thousand")."""
    total = group = 0
    for word in re.split(r"[ -]+", written.casefold()):
        if word in _UNITS or word in ("a", "an"):
            group += _UNITS.get(word, 1)
        elif word in _TENS:
            group += _TENS[word]
        elif word in ("hundred", "dozen"):
            group = max(group, 1) * SCALES[word]
        elif word in SCALES:
            total += max(group, 1) * SCALES[word]
            group = 0
    return Fraction(total + group)


def read_foreign_words(written: str, language: str) -> Fraction:
    """Return the value of a number below 200 in words of *language* ("treinta y dos")."""
    known, joiner = FOREIGN_WORDS[language], _JOINERS.get(language, "\0")
    plain = " ".join(written.casefold().split())
    parts = [plain] if plain in known else plain.split(joiner)
    return Fraction(sum(known[part.strip()] for part in parts))


def in_foreign_words(language: str) -> str:
    """Return the pattern of the number words of *language*, "" for a language whose words are not known."""
    known = FOREIGN_WORDS.get(language)
    if known is None:
        return ""
    word = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    tens = "|".join(re.escape(word) for word, value in known.items() if value >= 20)
    small = "|".join(re.escape(word) for word, value in known.items() if value < 10)
    joined = rf"(?:{tens}){re.escape(_JOINERS[language])}(?:{small})|" if language in _JOINERS else ""
    return rf"{joined}{word}"


def read_chinese(written: str) -> Fraction:
    """Return the value of a Chinese numeral ("二十七", "三万五千")."""
    total = 0
    for myriad, sign in ((10**8, "亿"), (10**4, "万")):
        before, found, after = written.partition(sign)
        if found:
            total, written = total + (chinese_value(before) or 1) * myriad, after
    return Fraction(total + (chinese_value(written) or 0))


def read_ordinal_words(written: str) -> int:
    """Return the value of an ordinal in English words ("twenty-first")."""
    *tens, last = re.split(r"[ -]", written.casefold())
    return ORDINALS[last] + sum(_TENS[word] for word in tens)


ORDINAL_WORDS = rf"(?:(?:{'|'.join(_TENS)})[ -](?:{'|'.join(list(ORDINALS)[:9])})|{'|'.join(list(ORDINALS)[2:])})"
