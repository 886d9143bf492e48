"""The field's terms with their variants and translations, for searches that ask for related terms."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from litbase.formats.corpus import corpus_folder
from litbase.search.analysis import analyzer
from litbase.search.query import And, Or, Phrase, Query, Word, leaves


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Groups of terms that mean the same, found by the folded words of any of them; `longest` counts words."""

    groups: Mapping[tuple[str, ...], tuple[str, ...]]
    longest: int

    def related(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the other ways to say what these folded words say, () if none are known."""
        return self.groups.get(tuple(words), ())


@lru_cache(maxsize=1)
def load_thesaurus() -> Thesaurus:
    """Read `thesaurus.toml`: concepts with terms by language, and spelling variants of single words."""
    content = tomllib.loads((corpus_folder() / "thesaurus.toml").read_text("utf-8"))
    groups = [[term for terms in concept["terms"].values() for term in terms] for concept in content["concept"]]
    groups += content["spelling"]["variants"]
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for group in groups:
        for term in group:
            words = folded_words(term)
            others = tuple(other for other in group if folded_words(other) != words)
            found[words] = tuple(dict.fromkeys(found.get(words, ()) + others))
    return Thesaurus(found, max(map(len, found), default=0))


def folded_words(text: str) -> tuple[str, ...]:
    return tuple(place[1] for place in analyzer(None).places(text))


def widened(query: Query, thesaurus: Thesaurus) -> Query:
    """Return *query* with terms that mean the same added to each term the thesaurus knows."""
    match query:
        case And(parts, typed):
            return And(tuple(_widened_parts([widened(p, thesaurus) for p in parts], thesaurus)), typed)
        case Or(parts):
            return Or(tuple(widened(part, thesaurus) for part in parts))
        case Word(text, _, _, None) | Phrase(text, _, _, None, None):
            return _with_related(query, text, thesaurus)
        case _:
            return query


def _with_related(query: Query, text: str, thesaurus: Thesaurus) -> Query:
    first = next(leaves(query))
    others = thesaurus.related(folded_words(text))
    return Or((query, *(Word(other, first.start, first.end) for other in others))) if others else query


def _widened_parts(parts: list[Query], thesaurus: Thesaurus) -> Iterator[Query]:
    """Widen terms of several words that were typed without quotation marks: bride trafficking."""
    at = 0
    while at < len(parts):
        run = 0
        while at + run < len(parts) and run < thesaurus.longest and isinstance(parts[at + run], Word | Or):
            run += 1
        for length in range(run, 1, -1):
            words = [part for part in map(_typed, parts[at : at + length]) if part is not None]
            joined = _with_related(And(tuple(words)), " ".join(word.text for word in words), thesaurus)
            if len(words) == length and isinstance(joined, Or):
                yield joined
                at += length
                break
        else:
            yield parts[at]
            at += 1


def _typed(query: Query) -> Word | None:
    """Return the word of the text that stood here before it was widened, None if it was something else."""
    first = query.parts[0] if isinstance(query, Or) else query
    return first if isinstance(first, Word) and first.field is None else None
