"""Measure and learn how evidence is found and support is judged: claims of Wikipedia and the articles cited (WiCE).

    python benchmarks/support.py ../shared/data/claims/wice [--learn] [--claims test.jsonl] [--semantic]

Without `--claims`, every figure is cross-validated in ten folds; claims of one Wikipedia page, or about one article,
are never in two folds, and every threshold is chosen inside the training folds. With `--claims FILE` the weights as
they are kept are measured on claims that they were not learned from. With `--learn` they are learned from all and
written to `src/litbase/claims/support/weights.py`. Rarity is counted in two libraries, one of all articles and one of
the cited article alone, in pages of 25 sentences. With `--semantic` sentences are ranked by meaning too (the weights of
`MEANING` are learned only then, else they stay). Needs numpy (`pip install numpy`).
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from covering import Cover, CoverRows, learn_cover, measure_cover
from litbase.claims.support.coverage import Content
from litbase.claims.support.judging import read_for_marks
from litbase.claims.support.marking import settled_mark, with_whole_names
from litbase.claims.support.meaning import PACKAGED, Meaning, open_meaning
from litbase.claims.support.ranking import MOST_EVIDENCE, Ranked, meaning_values, ranking_values, reranking_values
from litbase.claims.support.weights import EVIDENCE_FROM, MEANING, PARTIAL_BELOW, RANKING, RERANKING, SUPPORT
from logistic import FOLDS, SEED, SURE, Array, chances, folds_of, learn, odds
from wice import Case, read_cases

RIDGE_OF_MARKS = 3.0
MARGIN = 1.0  # standard errors by which the training folds must be surer
TARGET = Path(__file__).parent.parent / "src/litbase/claims/support/weights.py"
Chosen = Callable[[Sequence[int]], "Weights"]


@dataclass(frozen=True)
class Weights:
    """All that is learned from claims; see `claims.support.weights`."""

    ranking: Array
    reranking: Array
    support: Array
    meaning: Array
    evidence_from: float
    partial_below: float


KEPT = Weights(
    np.array(RANKING), np.array(RERANKING), np.array(SUPPORT), np.array(MEANING), EVIDENCE_FROM, PARTIAL_BELOW
)


class Rows:
    """The figures of every case, worked out once."""

    def __init__(self, cases: Sequence[Case], meaning: Meaning | None = None) -> None:
        self.cases = cases
        self.meaning = meaning
        self.ranking = [ranking_values(case.content, case.sentences, case.standings) for case in cases]
        self.support = np.array([case.coverage.values() for case in cases])
        self.labels = np.array([float(case.is_supported) for case in cases])

    def reranking(self, index: int, ranking: Array) -> Mapping[int, tuple[float, ...]]:
        values = self.ranking[index]
        if not values:
            return {}
        first = dict(zip(values, odds(ranking, np.array(list(values.values()))).tolist(), strict=True))
        return reranking_values(self.cases[index].content, self.cases[index].standings, first)

    def ranked(self, index: int, weights: Weights) -> list[tuple[int, float]]:
        """Return the best sentences of a case with the chance that each is evidence, best first."""
        ranked = self.ranked_by_words(index, weights)
        if self.meaning is None or not ranked:
            return ranked
        likely = chances(weights.meaning, np.array(self.meant(index, ranked)))
        order = (one for one, _ in ranked)
        return sorted(zip(order, likely.tolist(), strict=True), key=lambda pair: -pair[1])

    def meant(self, index: int, ranked: Sequence[tuple[int, float]]) -> list[tuple[float, ...]]:
        """Return what is weighed where meaning counts, for each of the sentences *ranked*."""
        case = self.cases[index]
        texts = [case.article[one] for one, _ in ranked]
        likeness = self.meaning.likeness(case.claim, texts) if self.meaning is not None else []
        return meaning_values([Ranked(*pair) for pair in ranked], likeness)

    def ranked_by_words(self, index: int, weights: Weights) -> list[tuple[int, float]]:
        again = self.reranking(index, weights.ranking)
        if not again:
            return []
        likely = chances(weights.reranking, np.array(list(again.values())))
        return sorted(zip(again, likely.tolist(), strict=True), key=lambda pair: -pair[1])


def learn_all(rows: Rows, among: Sequence[int]) -> Weights:
    told = [index for index in among if rows.cases[index].gold]
    ranking = learn(*_sentence_rows(rows, told, [rows.ranking[index] for index in told]))
    again = [rows.reranking(index, ranking) for index in told]
    reranking = learn(*_sentence_rows(rows, told, again))
    support = learn(rows.support[among], rows.labels[among], ridge=30.0)
    unset = Weights(ranking, reranking, support, np.array(MEANING), 0.0, 0.0)
    if rows.meaning is not None:
        by_words = [rows.ranked_by_words(index, unset) for index in told]
        values = [
            dict(zip((one for one, _ in found), rows.meant(index, found), strict=True))
            for index, found in zip(told, by_words, strict=True)
        ]
        unset = replace(unset, meaning=learn(*_sentence_rows(rows, told, values)))
    ranked = [rows.ranked(index, unset) for index in told]
    golds = [rows.cases[index].gold for index in told]
    evidence_from = max(
        np.arange(0.2, 0.7, 0.025),
        key=lambda least: sum(evidence_f1(*pair, least) for pair in zip(ranked, golds, strict=True)),
    )
    partial_below = _partial_below(rows, among)
    return replace(unset, evidence_from=float(evidence_from), partial_below=partial_below)


def _sentence_rows(
    rows: Rows, told: Sequence[int], values: Sequence[Mapping[int, tuple[float, ...]]]
) -> tuple[Array, Array]:
    inputs = [row for found in values for row in found.values()]
    labels = [
        float(any(sentence in one for one in rows.cases[index].gold))
        for index, found in zip(told, values, strict=True)
        for sentence in found
    ]
    return np.array(inputs), np.array(labels)


def _partial_below(rows: Rows, among: Sequence[int]) -> float:
    """Return the highest chance below which "not covered in full" is right often enough on claims not learned from."""
    indices = np.array(among)
    folds = folds_of([rows.cases[index] for index in among], seed=SEED + 1)
    likely = np.zeros(len(indices))
    for fold in range(FOLDS):
        weights = learn(rows.support[indices[folds != fold]], rows.labels[indices[folds != fold]], ridge=30.0)
        likely[folds == fold] = chances(weights, rows.support[indices[folds == fold]])
    labels = rows.labels[indices]
    best = 0.0
    for below in np.arange(0.05, 0.5, 0.01):
        is_said = likely < below
        right, count = int((labels[is_said] == 0).sum()), int(is_said.sum())
        if count and right / count - MARGIN * np.sqrt(SURE * (1 - SURE) / count) >= SURE:
            best = float(below)
    return best


# ---- measuring ----------------------------------------------------------------------------------------------------
def evidence_f1(ranked: Sequence[tuple[int, float]], gold: Sequence[frozenset[int]], least: float) -> float:
    """Return F1 of the sentences chosen against the set of an annotator that they come closest to."""
    chosen = {i for place, (i, likely) in enumerate(ranked[:MOST_EVIDENCE]) if place == 0 or likely >= least}
    return max(2 * len(one & chosen) / (len(one) + len(chosen)) for one in gold)


def area_under_curve(likely: Array, labels: Array) -> float:
    yes, no = likely[labels == 1], likely[labels == 0]
    wins = (yes[:, None] > no[None, :]).sum() + 0.5 * (yes[:, None] == no[None, :]).sum()
    return float(wins / (len(yes) * len(no)))


def balanced_accuracy(is_said: NDArray[np.bool_], labels: Array) -> float:
    return float((is_said[labels == 1].mean() + (~is_said[labels == 0]).mean()) / 2)


def said(name: str, chosen: NDArray[np.bool_], right: NDArray[np.bool_]) -> str:
    share = f"right {right[chosen].mean():.1%}" if chosen.any() else "never said"
    return f"  `{name}`: said of {chosen.mean():.1%} ({int(chosen.sum())}), {share}"


def measure_finding(rows: Rows, weights: Sequence[Weights]) -> str:
    hits: Counter[int] = Counter()
    recall = score = 0.0
    told = [index for index, case in enumerate(rows.cases) if case.gold]
    for index in told:
        ranked = rows.ranked(index, weights[index])
        order, gold = [i for i, _ in ranked], rows.cases[index].gold
        anywhere = frozenset().union(*gold)
        hits.update(k for k in (1, 3, 5) if anywhere & set(order[:k]))
        recall += max(len(one & set(order[:5])) / len(one) for one in gold)
        score += evidence_f1(ranked, gold, weights[index].evidence_from)
    count = len(told)
    shares = ", ".join(f"hit@{k} {hits[k] / count:.3f}" for k in (1, 3, 5))
    return f"  evidence ({count} claims have some): {shares}, recall@5 {recall / count:.3f}, F1 {score / count:.3f}"


def measure_judging(
    rows: Rows, weights: Sequence[Weights], usual: Sequence[float], sure: NDArray[np.bool_]
) -> Iterator[str]:
    likely = np.array(
        [float(chances(w.support, row[None, :])[0]) for w, row in zip(weights, rows.support, strict=True)]
    )
    labels = rows.labels
    partial = (likely < np.array([w.partial_below for w in weights])) & ~sure
    area, accuracy = area_under_curve(likely, labels), balanced_accuracy(likely >= np.array(usual), labels)
    yield f"  supported or not: AUC {area:.3f}, balanced accuracy {accuracy:.3f}"
    yield said("supported", sure, labels == 1)
    yield said("partial", partial, labels == 0)


def cross_validated(libraries: Mapping[str, Rows], everything: Rows, partial: Sequence[Case]) -> None:
    """Print what is measured by folds: in each library, by weights of the same claims in all of them."""
    all_folds = folds_of(everything.cases)
    by_fold = [learn_all(everything, np.flatnonzero(all_folds != fold).tolist()) for fold in range(FOLDS)]
    covering = CoverRows(everything.cases, partial)
    sure = np.zeros(len(covering.cases), bool)
    for fold in range(FOLDS):
        held_out = covering.folds == fold
        cover = learn_cover(covering.only(~held_out), by_fold[fold].support)
        sure[held_out] = cover.is_said(covering.only(held_out), by_fold[fold].support)
    first = 0
    for title, rows in libraries.items():
        folds = folds_of(rows.cases)
        usual = [float(rows.labels[folds != fold].mean()) for fold in folds]
        weights = [by_fold[fold] for fold in folds]
        print(title, measure_finding(rows, weights), sep="\n")
        print(*measure_judging(rows, weights, usual, sure[first : first + len(rows.cases)]), sep="\n")
        first += len(rows.cases)
    print("`supported` said of claims that are not", *measure_cover(covering, sure), sep="\n")


# ---- words that the evidence does not cover ------------------------------------------------------------------------
@dataclass(frozen=True)
class Words:
    """The content words of claims: figures, whether uncovered, whose claim; those whose mark needs no weighing."""

    inputs: Array
    labels: Array
    owners: NDArray[np.int_]
    covered: NDArray[np.bool_]
    absent: NDArray[np.bool_]
    contents: Mapping[int, Content]

    def only(self, kept: NDArray[np.bool_]) -> "Words":
        return Words(
            self.inputs[kept], self.labels[kept], self.owners[kept], self.covered[kept], self.absent[kept],
            self.contents,
        )  # fmt: skip

    def marked(self, weights: Array, least: float) -> NDArray[np.bool_]:
        marks = ((chances(weights, self.inputs) >= least) & ~self.covered) | self.absent
        for owner in np.unique(self.owners):
            mine = self.owners == owner
            marks[mine] = with_whole_names(self.contents[int(owner)], marks[mine].tolist())
        return np.asarray(marks)


def read_marks(cases: Sequence[Case], weights: Weights) -> Words:
    rows = Rows(cases)
    found = [
        (values, float(case.is_uncovered(word)), index, settled_mark(values))
        for index, case in enumerate(cases)
        for word, values in case.marking(read_for_marks([Ranked(*pair) for pair in rows.ranked(index, weights)]))
    ]
    inputs, labels, owners, settled = (list(each) for each in zip(*found, strict=True))
    return Words(
        np.array(inputs), np.array(labels), np.array(owners), np.array([one is False for one in settled]),
        np.array([one is True for one in settled]), {index: case.content for index, case in enumerate(cases)},
    )  # fmt: skip


def mark_f1(is_marked: NDArray[np.bool_], labels: Array) -> float:
    return float(2 * (is_marked & (labels == 1)).sum() / (is_marked.sum() + labels.sum()))


def learn_marks(words: Words) -> tuple[Array, float]:
    weights = learn(words.inputs, words.labels, ridge=RIDGE_OF_MARKS)
    least = max(np.arange(0.2, 0.6, 0.02), key=lambda one: mark_f1(words.marked(weights, one), words.labels))
    return weights, float(least)


def measure_marks(cases: Sequence[Case], weights: Weights) -> str:
    words = read_marks(cases, weights)
    folds = folds_of(cases)[words.owners]
    is_marked = np.zeros(len(words.labels), bool)
    for fold in range(FOLDS):
        learned = learn_marks(words.only(folds != fold))
        is_marked[folds == fold] = words.only(folds == fold).marked(*learned)
    score = mark_f1(is_marked, words.labels)
    return f"  uncovered content words: F1 {score:.3f} ({len(words.labels)} words of {len(cases)} claims)"


# ---- the whole -----------------------------------------------------------------------------------------------------
def main(folder: Path, *, claims: str | None, meaning: Meaning | None) -> None:
    titles = {"all articles in the library": False, "the cited article alone": True}
    if claims is not None:
        for title, is_alone in titles.items():
            rows = Rows(read_cases(folder / claims, is_alone=is_alone), meaning)
            kept = [KEPT] * len(rows.cases)
            print(title, measure_finding(rows, kept), sep="\n")
            sure = np.array([case.is_fully_covered for case in rows.cases])
            print(*measure_judging(rows, kept, [1 / 3] * len(kept), sure), sep="\n")
        return
    cases = {title: read_cases(folder / "dev.jsonl", is_alone=is_alone) for title, is_alone in titles.items()}
    partial = read_cases(folder / "non_supported_tokens-train.jsonl", is_alone=True)
    libraries = {title: Rows(each, meaning) for title, each in cases.items()}
    everything = Rows([case for each in cases.values() for case in each], meaning)
    if "--learn" in sys.argv:
        learned = learn_all(everything, range(len(everything.cases)))
        by_words = Rows(everything.cases)  # what counts as evidence is chosen without meaning, and holds with it
        weights = replace(learn_all(by_words, range(len(by_words.cases))), meaning=learned.meaning)
        write_weights(weights, learn_cover(CoverRows(by_words.cases, partial), weights.support), partial)
        return
    first = next(iter(cases.values()))
    print(f"{len(first)} claims, {np.mean([case.is_supported for case in first]):.1%} of them supported")
    cross_validated(libraries, everything, partial)
    print("claims that are all supported in part only")
    print(measure_marks(partial, KEPT))


def write_weights(weights: Weights, cover: Cover, partial: Sequence[Case]) -> None:
    marking, marked_from = learn_marks(read_marks(partial, weights))
    tables = {
        "RANKING": weights.ranking,
        "RERANKING": weights.reranking,
        "MEANING": weights.meaning,
        "SUPPORT": weights.support,
        "MARKING": marking,
        "BINDING": cover.binding,
        "COVERED": cover.covered,
    }
    lines = [
        '"""Weights learned by `python benchmarks/support.py FOLDER --learn`; not edited by hand.',
        "",
        "Each table: the constant, then one weight for each figure in the order of `ranking`, `coverage`, `marking`,",
        "`binding`. From 349 claims of Wikipedia and the articles cited for them, 374 claims whose uncovered words are",
        "known (WiCE), and altered forms of the first. Chances: `EVIDENCE_FROM` of being evidence, `PARTIAL_BELOW` of",
        "full support, `MARKED_FROM` of being uncovered, `UNBOUND_FROM` of not being borne out where it stands,",
        '`COVERED_FROM` of full support, altered claims counted in."""',
        "",
    ]  # fmt: skip
    for name, values in tables.items():
        lines += [f"{name} = (", *(f"    {value:.4f}," for value in values), ")"]
    chosen = {
        "EVIDENCE_FROM": weights.evidence_from,
        "PARTIAL_BELOW": weights.partial_below,
        "MARKED_FROM": marked_from,
        "UNBOUND_FROM": cover.unbound_from,
        "COVERED_FROM": cover.covered_from,
    }
    lines += [f"{name} = {value:.3f}" for name, value in chosen.items()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(
        Path(sys.argv[1]),
        claims=sys.argv[sys.argv.index("--claims") + 1] if "--claims" in sys.argv else None,
        meaning=open_meaning(PACKAGED) if "--semantic" in sys.argv else None,
    )
