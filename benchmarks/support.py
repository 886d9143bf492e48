"""Measure and learn how support is judged: claims of Wikipedia against the articles cited for them (WiCE).

    python benchmarks/support.py ../shared/data/claims/wice [--learn]

Cross-validated over the articles (ten folds, fixed seed). Claims count as supported or not; passages are the article's
sentences; rarity is counted over stretches of 25 sentences, which stand for pages. With `--learn` the weights are
learned from all claims and printed as the table to be kept in `litbase/claims/support_weights.py`.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litbase.claims.candidates import ClaimWord, ClaimWords
from litbase.claims.coverage import Coverage, best_sentences, content_words, is_content, measure_coverage
from litbase.claims.support import IS_PARTIAL_BELOW, is_fully_covered, probability
from litbase.search.analysis import tokens

FOLDS = 10
SEED = 20220701
RIDGE = 10.0
PAGE = 25  # sentences
Array = NDArray[np.float64]


class Pages:
    """The stretches of all articles, as the page index of a library would count them."""

    def __init__(self, articles: Sequence[Sequence[str]]) -> None:
        self.count = 0
        self._frequency: Counter[str] = Counter()
        for article in articles:
            for first in range(0, len(article), PAGE):
                self.count += 1
                self._frequency.update({t for sentence in article[first : first + PAGE] for t in terms(sentence)})

    def document_frequency(self, wanted: Any) -> dict[str, int]:
        return {term: self._frequency[term] for term in wanted}

    def passages(self, text: Any, **_: Any) -> list[tuple[str, int, float]]:
        raise NotImplementedError(text)


def terms(text: str) -> list[str]:
    return [token.term for token in tokens(text, "en")]


@dataclass(frozen=True)
class Case:
    claim: str
    is_supported: bool
    gold: tuple[frozenset[int], ...]
    article: tuple[str, ...]
    pages: Pages
    uncovered: tuple[tuple[str, bool], ...] = ()

    @cached_property
    def words(self) -> tuple[ClaimWord, ...]:
        return ClaimWords(self.claim, index=self.pages, pages=self.pages.count).read_as("en")

    @cached_property
    def sentences(self) -> list[list[str]]:
        return [terms(sentence) for sentence in self.article]

    @cached_property
    def coverage(self) -> Coverage:
        return measure_coverage(self.claim, self.words, [self.sentences[index] for index in self.read])

    @cached_property
    def read(self) -> list[int]:
        return best_sentences(content_words(self.words, self.claim), self.sentences)

    @property
    def is_fully_covered(self) -> bool:
        closest = self.article[self.read[0]] if self.read else ""
        read = [self.sentences[index] for index in self.read]
        return is_fully_covered(self.claim, self.words, read, closest=closest)


def read_cases(path: Path) -> list[Case]:
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    pages = Pages(list({tuple(line["evidence"]): None for line in lines}))
    return [
        Case(
            line["claim"], line["label"] == "supported",
            tuple(frozenset(one) for one in line["supporting_sentences"] if one), tuple(line["evidence"]), pages,
            tuple(zip(line.get("claim_tokens", ()), line.get("non_supported_spans", ()), strict=True)),
        )
        for line in lines
    ]  # fmt: skip


# ---- learning: logistic regression, ridge, Newton's method --------------------------------------------------------
def learn(rows: Array, labels: Array) -> tuple[Array, Array, Array]:
    """Return means, scales and weights (the constant first)."""
    means, scales = rows.mean(0), rows.std(0) + 1e-9
    inputs = np.c_[np.ones(len(rows)), (rows - means) / scales]
    weights = np.zeros(inputs.shape[1])
    ridge = np.full(inputs.shape[1], RIDGE)
    ridge[0] = 1e-9
    for _ in range(30):
        chances = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chances - labels) + ridge * weights
        bend = (inputs.T * (chances * (1 - chances))) @ inputs + np.diag(ridge)
        weights -= np.linalg.solve(bend, slope)
    return means, scales, weights


def folds_of(cases: Sequence[Case]) -> Array:
    articles = list({case.article: None for case in cases})
    random.Random(SEED).shuffle(articles)
    fold = {article: index % FOLDS for index, article in enumerate(articles)}
    return np.array([fold[case.article] for case in cases])


def cross_validated(cases: Sequence[Case]) -> Array:
    rows = np.array([case.coverage.values() for case in cases])
    labels = np.array([float(case.is_supported) for case in cases])
    folds = folds_of(cases)
    chances = np.zeros(len(cases))
    for fold in range(FOLDS):
        means, scales, weights = learn(rows[folds != fold], labels[folds != fold])
        inputs = (rows[folds == fold] - means) / scales
        chances[folds == fold] = 1 / (1 + np.exp(-(weights[0] + inputs @ weights[1:])))
    return chances


# ---- measuring ----------------------------------------------------------------------------------------------------
def area_under_curve(chances: Array, labels: Array) -> float:
    yes, no = chances[labels == 1], chances[labels == 0]
    wins = (yes[:, None] > no[None, :]).sum() + 0.5 * (yes[:, None] == no[None, :]).sum()
    return float(wins / (len(yes) * len(no)))


def balanced_accuracy(said: NDArray[np.bool_], labels: Array) -> float:
    return float((said[labels == 1].mean() + (~said[labels == 0]).mean()) / 2)


def said(name: str, chosen: NDArray[np.bool_], right: NDArray[np.bool_]) -> str:
    share = f"right {right[chosen].mean():.1%}" if chosen.any() else "never said"
    return f"{name}: said of {chosen.mean():.1%} ({int(chosen.sum())}), {share}"


def measure_finding(cases: Sequence[Case]) -> Iterator[str]:
    hits: Counter[int] = Counter()
    recall = 0.0
    told = [case for case in cases if case.gold]
    for case in told:
        order = ranked(case)
        anywhere = frozenset().union(*case.gold)
        hits.update(k for k in (1, 3, 5) if anywhere & set(order[:k]))
        recall += max(len(one & set(order[:5])) / len(one) for one in case.gold)
    shares = ", ".join(f"hit@{k} {hits[k] / len(told):.3f}" for k in (1, 3, 5))
    yield f"finding ({len(told)} claims with evidence): {shares}, recall@5 {recall / len(told):.3f}"


def ranked(case: Case) -> list[int]:
    """Return sentences by how much they cover, those first that together cover most."""
    weights = {word.term: word.weight for word in case.words}
    held = [sum(weight for term, weight in weights.items() if term in set(s)) for s in case.sentences]
    rest = sorted((i for i in range(len(held)) if i not in case.read), key=lambda i: -held[i])
    return [*case.read, *rest]


def measure_judging(cases: Sequence[Case], chances: Array) -> Iterator[str]:
    labels = np.array([float(case.is_supported) for case in cases])
    kept = np.array([probability(case.coverage) for case in cases])
    sure = np.array([case.is_fully_covered for case in cases])
    areas = area_under_curve(chances, labels), area_under_curve(kept, labels)
    yield f"supported or not: AUC {areas[0]:.3f} (weights as kept, learned on the same claims: {areas[1]:.3f})"
    yield f"  balanced accuracy {balanced_accuracy(chances >= labels.mean(), labels):.3f}"
    yield said("  `supported`", sure, labels == 1)
    yield said("  `partial`  ", (chances < IS_PARTIAL_BELOW) & ~sure, labels == 0)


def measure_uncovered(cases: Sequence[Case]) -> str:
    counts: Counter[str] = Counter()
    for case in cases:
        content = [word for word in case.words if is_content(word, case.claim)]
        closest = case.read[0] if case.read else 0
        held = {term for sentence in case.sentences[max(0, closest - 1) : closest + 2] for term in sentence}
        marked = {case.claim[w.start : w.end].casefold() for w in content if w.term not in held}
        known = {case.claim[w.start : w.end].casefold() for w in content}
        for token, is_uncovered in case.uncovered:
            word = token.casefold()
            if word in known:
                counts[f"{word in marked} {is_uncovered}"] += 1
    right = counts["True True"]
    score = 2 * right / (2 * right + counts["True False"] + counts["False True"])
    return f"uncovered content words: F1 {score:.3f} over {counts.total()} words of {len(cases)} claims"


def main(folder: Path) -> None:
    cases = read_cases(folder / "dev.jsonl")
    if "--learn" in sys.argv:
        labels = np.array([float(case.is_supported) for case in cases])
        for name, row in zip(("MEANS", "SCALES", "WEIGHTS"), learn(rows_of(cases), labels), strict=True):
            print(f"{name} = ({', '.join(f'{value:.4f}' for value in row)})")
        return
    print(f"{len(cases)} claims, {np.mean([case.is_supported for case in cases]):.1%} of them supported")
    print(*measure_finding(cases), *measure_judging(cases, cross_validated(cases)), sep="\n")
    partial = read_cases(folder / "non_supported_tokens-train.jsonl")
    print(measure_uncovered(partial))
    wrongly = sum(case.is_fully_covered for case in partial)
    print(f"held out, claims that are all supported in part only: {wrongly} of {len(partial)} called `supported`")


def rows_of(cases: Sequence[Case]) -> Array:
    return np.array([case.coverage.values() for case in cases])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
