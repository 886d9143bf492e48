"""The field's terms with their variants and translations, for searches that ask for related terms."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from litbase.formats.corpus import corpus_folder
from litbase.search.analysis import analyzer


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
