"""Snowball stemmers, the same languages on every machine: compiled ones where tantivy is installed, else whoosh's."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

Stemmer = Callable[[Sequence[str]], list[str]]

STEMMED = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}
_SAME = {"nb": "no", "nn": "no"}


@lru_cache(maxsize=1)
def compiled() -> bool:
    """Say whether the compiled stemmers are there."""
    try:
        import tantivy  # noqa: F401
    except ImportError:
        return False
    return True


def stemmer_name() -> str:
    """Name the kind of stemmers in use: an index made with the other kind has to be rebuilt."""
    return "compiled" if compiled() else "portable"


def stem_language(language: str | None) -> str | None:
    """Return the language whose stemmer serves *language* (ISO 639-1, region ignored), None if there is none."""
    if language is None:
        return None
    short = language.lower().replace("_", "-").split("-")[0]
    short = _SAME.get(short, short)
    return short if short in STEMMED else None


@lru_cache(maxsize=len(STEMMED) * 2)
def stemmer(language: str | None, *, portable: bool = False) -> Stemmer:
    """Return a function from lower-case words, accents kept, to their stems; unknown languages keep the words."""
    known = stem_language(language)
    if known is None:
        return list
    return _portable(known) if portable or not compiled() else _compiled(known)


def _compiled(language: str) -> Stemmer:
    import tantivy

    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    analyzer = builder.filter(tantivy.Filter.stemmer(STEMMED[language])).build()
    return lambda words: analyzer.analyze(" ".join(words))


def _portable(language: str) -> Stemmer:
    from whoosh.lang.snowball import classes

    language_stemmer: Any = classes[language]()
    stem = language_stemmer.stem
    return lambda words: [stem(word) for word in words]
