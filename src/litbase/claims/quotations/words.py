"""Words as a quotation is judged by: with the decimal point, sign, currency and percent sign of a number.

Rules: "When a quotation is verbatim" in the contract. Every folding of shapes keeps the length of the text, so the
offsets of a word are offsets into the text as it was given.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress

_DASHES = "‐‑‒–—―﹘﹣－⸺⸻"
_MINUS = "−"  # no dash: before a number it is its sign, a blank between them or not
_DOUBLE_QUOTES = "“”„‟«»″＂「」『』《》〈〉〝〞"
_SINGLE_QUOTES = "‘’‚‛ʼ′`´＇‹›"
_SLASHES = "⁄∕"
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SHAPES = {
    **{0xFF01 + i: 0x21 + i for i in range(94)},
    **dict.fromkeys(map(ord, _DASHES), ord("-")),
    **dict.fromkeys(map(ord, _DOUBLE_QUOTES), ord('"')),
    **dict.fromkeys(map(ord, _SINGLE_QUOTES), ord("'")),
    **dict.fromkeys(map(ord, _SLASHES), ord("/")),
    **dict.fromkeys(map(ord, _BLANKS), ord(" ")),
}
# Hyphens and joiners that no reader sees.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe"
_FREQUENT = tuple((shape, chr(_SHAPES[ord(shape)])) for shape in "’‘“”–—\u00a0")
_UNSEEN = dict.fromkeys(map(ord, _INVISIBLE))
# Signs that belong to the letter before them but are no letters to `re`: accents set apart, vowel points, Thai.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e31-\u0e4e\u0eb1-\u0ecd\u1000-\u109f"
)
IDEOGRAPHS = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_CURRENCIES = "$€£¥₩₹₽₫₴₺₦"
_PART = rf"(?:(?![{IDEOGRAPHS}])[^\W_]|[{_SIGNS}{_INVISIBLE}])"
_WORD = re.compile(
    rf"(?P<number>(?:(?<![\w.,)\]%])(?:[-+]|{_MINUS} ?)(?=[{_CURRENCIES}]?\.?\d))?(?:[{_CURRENCIES}] ?)?"
    rf"(?:\d+|(?<![\w.,;:!?)\]\"'])\.\d+)(?:[.,']\d+)*"
    rf"(?:{_PART}+|\s?[%‰°{_CURRENCIES}](?!\d))?)"
    rf"|(?<!\w)[^\W\d_]\.(?:(?:[^\W\d_]\.)+(?:[^\W\d_](?!\w))?|[^\W\d_](?![\w.]))"
    rf"|[{IDEOGRAPHS}]"
    rf"|{_PART}+(?:'{_PART}+)*"
)
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_ASCII = re.compile(r"[\x00-\x7f]+")
_RUN = re.compile(rf"{_ASCII.pattern}|{_BEYOND_ASCII.pattern}")
_NOT_LETTERS = re.compile(r"[\W_]+")
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_IS_LETTER = bytes(code < 128 and chr(code).isalnum() for code in range(256))
_POWER = re.compile("(?<=\\d)(?=[¹²³⁰⁴-⁹])")
_DOTLESS = re.compile("ı(?=[\u0300-\u036f])")  # the i under an accent
_HYPHEN_AT_LINE_END = re.compile(r"-\s+")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
# Words in capitals that are emphasis or a heading, never an acronym.
_NEVER_ACRONYMS = frozenset(
    ("THE", "AND", "OF", "IN", "TO", "FOR", "ON", "BY", "WITH", "FROM", "NOT", "NO", "OR", "MUST", "NEVER")
)
_LONGEST_ACRONYM, _SHORT_ACRONYM = 7, 4
_SEEN_AROUND = 40  # characters
_WHOLE = frozenset({"", " ", ", ", ". "})  # between two words that are no halves of one
# Words that stand in every text: their agreement proves little.
COMMON_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by for from had has have he her his in into is it its not of on or that the"
        " their they this to was were which who will with de la le les des du et en el los las que y à au un una",
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or number as `written`.

    `form` is folded for comparing, `cased` the same with its capitals, `letters` squeezed; the mark of a note has no
    letters. `gap` is the punctuation between the word before and this one, blanks removed. A line that ends inside a
    word breaks it in two: `follows_break` if this may be the second half of one, `holds_break` if both stand here.
    """

    written: str
    form: str
    cased: str
    letters: str
    gap: str
    start: int
    end: int
    is_number: bool
    follows_break: bool = False
    holds_break: bool = False


def fold_shapes(text: str) -> str:
    """Return *text* with one shape of quote, apostrophe, dash, blank and width; the length stays."""
    if not text.isascii():
        for shape, plain in _FREQUENT:  # most of what pages hold, and far faster than a pattern
            text = text.replace(shape, plain)
        text = text if text.isascii() else _BEYOND_ASCII.sub(_one_shape, text)
    return text.replace("`", "'")


def _one_shape(match: re.Match[str]) -> str:
    return match.group().translate(_SHAPES)


def squeeze(text: str) -> str:
    """Return the letters and digits of *text*, accents and case folded."""
    return _letters(fold_shapes(text))


def squeezed_offsets(text: str) -> Sequence[int]:
    """Return, for each letter of `squeeze(text)`, the offset in *text* it comes from."""
    offsets = array("I")
    for match in _RUN.finditer(fold_shapes(text)):
        run = match.group()
        if run.isascii():
            offsets.extend(compress(range(match.start(), match.end()), run.encode("ascii").translate(_IS_LETTER)))
        else:
            offsets.extend(at for at, one in enumerate(run, match.start()) for _ in _letters(one))
    return offsets


def _letters(text: str) -> str:
    if not text.isascii():
        text = _BEYOND_ASCII.sub(_foreign_letters, text)
        if not text.isascii():
            return _ASCII.sub(lambda match: _ascii_letters(match.group()), text)
    return _ascii_letters(text)


def _ascii_letters(text: str) -> str:
    return text.encode("ascii").translate(None, _NO_ASCII_LETTERS).lower().decode("ascii")


def _foreign_letters(match: re.Match[str]) -> str:
    """Return the letters of characters beyond ASCII; single ones come again and again."""
    run = match.group()
    return _foreign_letter(run) if len(run) == 1 else _folded_letters(run)


@lru_cache(maxsize=10_000)
def _foreign_letter(character: str) -> str:
    return _folded_letters(character)


def _folded_letters(run: str) -> str:
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKD", run).casefold()).replace("ı", "i")


def read_words(text: str, start: int = 0, end: int | None = None, *, shift: int = 0) -> tuple[Word, ...]:
    """Return the words of *text* between two offsets, in order; the words around them are seen but not returned.

    *shift* is added to the offsets.
    """
    end = len(text) if end is None else end
    context = max(0, start - _SEEN_AROUND)
    nearby = text[context : end + _SEEN_AROUND]
    shapes = fold_shapes(nearby)
    words: list[Word] = []
    first_wanted, end_wanted = start - context, end - context
    before = 0
    for match in _WORD.finditer(shapes):
        first, last = match.span()
        left, before = before, last
        if last <= first_wanted or first >= end_wanted:
            continue
        between = shapes[left:first]
        gap = "" if between == " " else gap_of(between)
        is_broken = between not in _WHOLE and _is_line_end(between, shapes[left - 1 : left], shapes[first])
        is_number = match.lastgroup is not None
        written = nearby[first:last]
        written = written if written.isascii() else written.translate(_UNSEEN)
        at = context + shift
        words.append(Word(written, *_folded(match.group()), gap, first + at, last + at, is_number, is_broken))
    return tuple(words)


def gap_of(between: str) -> str:
    """Return the punctuation in folded text between two words."""
    return "".join(between.split()).replace(_MINUS, "-")


def _is_line_end(between: str, last: str, first: str) -> bool:
    """Tell whether a line may end inside a word: at its hyphen, or between syllables of Korean."""
    if _HYPHEN_AT_LINE_END.fullmatch(between) is not None:
        return True
    return "\n" in between and between.isspace() and all(map(_HANGUL.match, (last, first)))


@lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, str, str]:
    """Return form, cased form and letters of a word."""
    cased = _cased(word)
    # no `casefold`: "ß" is not "ss", a sigma is the same at a word's end
    return cased.lower().replace("ς", "σ"), cased, _letters(word)


def _cased(written: str) -> str:
    plain = _DOTLESS.sub("i", "".join(written.translate(_UNSEEN).split()))
    # an exponent is no digit of the number before it
    plain = plain if plain.isascii() else unicodedata.normalize("NFKC", _POWER.sub("^", plain.replace(_MINUS, "-")))
    is_number = plain[:1].isdigit() or plain[:1] in _CURRENCIES or plain[:1] in ".+-"
    return plain if is_number else plain.replace(".", "")


def is_ideograph(character: str) -> bool:
    """Tell whether *character* is a word of its own: Han or kana."""
    return _IDEOGRAPH.match(character) is not None


def acronyms(words: Sequence[Word]) -> frozenset[int]:
    """Return the indices of the acronyms among *words*: capitals that do not stand in a heading all in capitals."""
    found: set[int] = set()
    run: list[int] = []
    for index in range(len(words) + 1):
        if index < len(words) and _is_capitals(words[index]):
            run.append(index)
            continue
        if not _is_heading([words[i] for i in run]):
            found.update(i for i in run if 2 <= len(words[i].letters) <= _LONGEST_ACRONYM)
        run = []
    return frozenset(found)


def _is_heading(capitals: Sequence[Word]) -> bool:
    """Tell whether words in capitals that follow one another are emphasis or a heading, and no list of acronyms."""
    if any(word.cased in _NEVER_ACRONYMS for word in capitals):
        return True
    is_listed = all(word.gap for word in capitals[1:]) and all(len(word.letters) <= _SHORT_ACRONYM for word in capitals)
    return len(capitals) > 2 and not is_listed


def _is_capitals(word: Word) -> bool:
    plain = word.cased.removesuffix("'s")
    return not word.is_number and plain.isupper() and len(plain) > 1
