"""What a query asks for on a page, as it is marked and weighed there."""

from dataclasses import dataclass, field
from functools import cached_property

from litbase.search.analysis import is_paired
from litbase.search.sightings import leads

_REACH = 40  # characters a word of a sequence may take, blanks and punctuation included


@dataclass
class Wanted:
    """What to mark on a page that was found: `groups` are the parts asked for, each with its terms.

    Sequences hold terms (stems) or words (exact); sections and countries say where on the page to look first.
    """

    terms: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    prefixes: dict[str, int] = field(default_factory=dict)
    spelt: dict[tuple[str, int], int] = field(default_factory=dict)
    term_sequences: dict[tuple[str, ...], int] = field(default_factory=dict)
    word_sequences: dict[tuple[str, ...], int] = field(default_factory=dict)
    places: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    holding: dict[int, int] = field(default_factory=dict)  # how many pages hold a group, where that is known
    typed: tuple[str, ...] = ()  # the words as they were typed, where they are all that was asked of the text
    groups: int = 0

    @property
    def is_about_more_than_terms(self) -> bool:
        return bool(self.words or self.prefixes or self.spelt or self.term_sequences or self.word_sequences)

    def next_group(self) -> int:
        self.groups += 1
        return self.groups

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Return one term or word of each sequence by which to find it: the longest, as a rule the rarest."""
        return frozenset(max(sequence, key=len) for sequence in (*self.term_sequences, *self.word_sequences))

    @property
    def asked(self) -> frozenset[int]:
        """Return the groups of which something is to be marked."""
        parts = (self.terms, self.words, self.prefixes, self.spelt, self.term_sequences, self.word_sequences)
        return frozenset(group for part in parts for group in part.values())

    @cached_property
    def reach(self) -> int:
        """Return how many characters of text the longest sequence may take."""
        return _REACH * max(map(len, (*self.term_sequences, *self.word_sequences)), default=0)

    @cached_property
    def leads(self) -> tuple[str, ...] | None:
        """Return how that begins which is to be marked (see `sightings`), once the query is planned; None: anyhow."""
        if self.spelt:
            return None
        stems = {*self.terms, *(max(sequence, key=len) for sequence in self.term_sequences)}
        words = {*self.words, *self.prefixes, *(max(sequence, key=len) for sequence in self.word_sequences)}
        return leads(stems, words)

    @cached_property
    def is_spaced(self) -> bool:
        """Say whether anything is to be marked that is not written in a script without spaces."""
        words = (*self.words, *self.prefixes, *(word for sequence in self.word_sequences for word in sequence))
        return bool(self.terms or self.spelt or self.term_sequences) or not all(map(is_paired, words))

    @cached_property
    def unspaced(self) -> dict[str, int]:
        """Return the groups of what was asked for in scripts without spaces, as it is written."""
        found = {word: group for words in (self.words, self.prefixes) for word, group in words.items()}
        for pairs, group in self.word_sequences.items():
            found["".join(pair[0] for pair in pairs) + pairs[-1][1:]] = group
        return {text: group for text, group in found.items() if is_paired(text)}

    def group(self, term: str, word: str) -> int:
        """Return the group of a word and its *term*, of one that begins or is spelt as asked, 0 if of none."""
        known = self.terms.get(term) or self.words.get(word)
        if known is not None:
            return known
        for prefix, group in self.prefixes.items():
            if word.startswith(prefix):
                return group
        if self.spelt:
            from rapidfuzz.distance import OSA

            for (asked, most), group in self.spelt.items():
                if OSA.distance(word, asked, score_cutoff=most) <= most:
                    return group
        return 0
