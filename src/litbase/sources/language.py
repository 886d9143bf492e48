"""The language of a document: by script, by its commonest small words, and only else by a trained model."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

_SAMPLE = 3000  # characters
_PIECES = 6
_FEWEST_LETTERS = 100
_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": "the of and to in that is for on was with as by are be this from which at or were have has not their",
    "fr": "le la les des du et en un une que qui dans pour par sur est au aux ce cette sont avec pas ou il",
    "es": "el la los las de del y en que un una por con para se su al lo como es más no sus este fue",
    "pt": "o os as da do das dos e em que um uma por com para se ao não mais foi pelo pela na no são",
    "de": "der die das und in den von zu des mit sich ist auf für im dem nicht ein eine als auch wird werden",
    "it": "il lo gli la di del della dei che e in un una per con è non sono nel alla da le si dalla",
    "nl": "de het een van en in op te dat die voor met is zijn aan niet door ook bij als",
    "ru": "и в на не что с по к из от для как его или это при за также их был она они то",
    "ar": "في من على إلى أن التي عن مع ما هذا هذه ذلك كل أو لا الذي بين كما وقد قد لم كان تم وفي ومن",
    "vi": "và của là các trong có được cho không người với này những một để khi đã theo về",
}
_LETTER = re.compile(r"[^\W\d_]")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_EAST_ASIAN_SCRIPTS = (  # language, the share of letters that tells it, its letters
    ("ko", 0.3, re.compile("[\uac00-\ud7a3]")),
    ("ja", 0.1, re.compile("[\u3040-\u30ff]")),
    ("zh", 0.3, re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")),
)
_OTHER_SCRIPTS = (
    ("el", 0.5, re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("th", 0.5, re.compile("[\u0e00-\u0e7f]")),
    ("vi", 0.03, re.compile("[ảẻỉỏủỷơưấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự]", re.IGNORECASE)),
)
_LATIN = "latin"
_SCRIPT_OF = {
    "ru": "cyrillic", "uk": "cyrillic", "bg": "cyrillic", "be": "cyrillic", "mk": "cyrillic", "kk": "cyrillic",
    "ky": "cyrillic", "mn": "cyrillic", "el": "greek", "ar": "arabic", "fa": "arabic", "ur": "arabic", "ps": "arabic",
    "he": "hebrew", "th": "thai", "hi": "devanagari", "ne": "devanagari", "ko": "hangul", "zh": "chinese",
    "ja": "chinese",
}  # fmt: skip
_WORDS_OF = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def language_of(texts: Sequence[str]) -> str | None:
    """Return the ISO 639-1 code of the language of *texts* (pages in order), None if too little can be read."""
    sample = _sample(texts)
    return _by_script(sample) or _by_small_words(sample) or _by_model(sample)


def may_be_in(text: str, language: str | None) -> bool:
    """Tell whether a sentence may be in *language*: its letters or its small words can rule that out."""
    if language is None:
        return True
    script = _script_of(text)
    if script is not None and script != _SCRIPT_OF.get(language, _LATIN):
        return False
    told = _told_by_small_words(text)
    return told is None or told == language


def _script_of(text: str) -> str | None:
    """Return the script of most words, None if there are too few letters; a character of Chinese counts as a word."""
    if text.isascii():
        return _LATIN if any(map(str.isalpha, text)) else None
    counts = {script: len(words.findall(text)) for script, words in _words_in_script().items()}
    script = max(counts, key=counts.__getitem__)
    return script if counts[script] > 1 else None


@cache
def _words_in_script() -> Mapping[str, re.Pattern[str]]:
    return {
        _LATIN: re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+"),
        "cyrillic": re.compile("[\u0400-\u04ff]+"),
        "greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]+"),
        "arabic": re.compile("[\u0600-\u06ff]+"),
        "hebrew": re.compile("[\u0590-\u05ff]+"),
        "thai": re.compile("[\u0e00-\u0e7f]"),
        "devanagari": re.compile("[\u0900-\u097f]+"),
        "hangul": re.compile("[\uac00-\ud7a3]+"),
        "chinese": re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"),  # Japanese is written with them too
    }


def _told_by_small_words(text: str) -> str | None:
    """Return the language to which at least two small words of a sentence belong, and twice as many as to any other."""
    words = _WORD.findall(text.casefold())
    counts = sorted(((sum(word in own for word in words), code) for code, own in _WORDS_OF.items()), reverse=True)
    (best, code), (second, _) = counts[0], counts[1]
    return code if best >= 2 and best >= 2 * second else None


def _sample(texts: Sequence[str]) -> str:
    """Take pieces of running text from pages spread over the document, its beginning and end left aside."""
    full = [text for text in texts if len(text) > 200] or list(texts)
    middle = full[len(full) // 8 : len(full) - len(full) // 6] or full
    step = max(1, len(middle) // _PIECES)
    length = _SAMPLE // min(_PIECES, max(1, len(middle)))
    return "\n".join(_middle(text, length) for text in middle[::step][:_PIECES])


def _middle(text: str, length: int) -> str:
    start = max(0, (len(text) - length) // 2)
    return text[start : start + length]


def _by_script(sample: str) -> str | None:
    if sample.isascii():
        return None
    letters = len(_LETTER.findall(sample))
    if letters < 10:
        return None
    is_eastern = len(_EAST_ASIAN.findall(sample)) >= 0.4 * letters
    scripts = _EAST_ASIAN_SCRIPTS + _OTHER_SCRIPTS if is_eastern else _OTHER_SCRIPTS
    found = (code for code, least, own in scripts if len(own.findall(sample)) > least * letters)
    return next(found, None)


def _by_small_words(sample: str) -> str | None:
    """Decide where the small words of one language make up a good share, and no other language's come near."""
    words = _WORD.findall(sample.casefold())
    if len(words) < 30:
        return None
    shares = sorted(((sum(word in own for word in words), code) for code, own in _WORDS_OF.items()), reverse=True)
    (best, code), (second, _) = shares[0], shares[1]
    if code == "ru" and "ы" not in sample:  # Bulgarian and Ukrainian share small words with Russian, not this letter
        return None
    return code if best > 0.15 * len(words) and best > 1.6 * second else None


def _by_model(sample: str) -> str | None:
    from litbase.sources.titles import is_garbled

    letters = sum(char.isalpha() for char in sample)
    if letters < _FEWEST_LETTERS or letters < 0.5 * len("".join(sample.split())) or is_garbled(sample):
        return None
    from py3langid import langid  # half a second to load: only for languages not told apart above

    classify: Any = langid.classify
    code = str(classify(sample)[0])
    return code if len(code) == 2 else None  # "zxx" is no language at all
