"""The checks of a claim's quotations and words, each with its outcome, the passage it speaks of and what differs."""

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from litbase.claims.evidence import EvidenceList, evidence_for
from litbase.claims.quotations.looking import Found
from litbase.claims.quotations.quoted import Quotation
from litbase.claims.quotations.words import squeeze
from litbase.claims.support.candidates import Candidate, ClaimWord, ClaimWords
from litbase.claims.support.judging import Support, judge_support
from litbase.claims.support.lines import rank_lines
from litbase.claims.support.reading import PageReader
from litbase.model.claim import CheckItem, CheckKind, Difference, Outcome, Scope, Span

_MOST_PLACES = 100
_MISREAD = 0.5  # likeness of two words above which OCR could have made one of the other
_HARDLY_ANY = 0.25  # share of a claim that three sentences cover together, below which nothing is like it
_AMISS = frozenset({Outcome.DIFFERS, Outcome.MISSING})
_MEASURED = frozenset({"en", None})  # languages in which it was measured how often full and missing support is right


def check_quotation(quotation: Quotation, found: Sequence[Found], evidence: EvidenceList, *, scope: Scope) -> CheckItem:
    """Check a quotation against the places where it, or what comes closest to it, stands; best place first."""
    if not found:
        return CheckItem(
            CheckKind.QUOTATION,
            Outcome.MISSING,
            "nothing like the quotation stands there",
            quotation.start,
            quotation.end,
        )
    best = found[0]
    shown = [one for one in found if one.match.is_verbatim][:_MOST_PLACES] or found[:1]
    index = _show(shown, evidence, scope=scope)
    remarks = f" ({'; '.join(best.match.remarks)})" if best.match.remarks else ""
    if best.match.is_verbatim:
        outcome, detail = Outcome.OK, f"the quotation stands verbatim{remarks}"
    elif _may_be_misread(best):
        outcome = Outcome.UNKNOWN
        detail = "the page was read by OCR, which may have made the words that differ"
    else:
        outcome, detail = Outcome.DIFFERS, f"{_altered(best.match.differences)}{remarks}"
    return CheckItem(
        CheckKind.QUOTATION,
        outcome,
        detail,
        quotation.start,
        quotation.end,
        evidence=index,
        differences=best.match.differences,
    )


def _altered(differences: Sequence[Difference]) -> str:
    """Say in what the quotation departs from the source."""
    places = "one place" if len(differences) == 1 else f"{len(differences)} places"
    return f"the quotation is altered in {places}"


def _show(found: Sequence[Found], evidence: EvidenceList, *, scope: Scope) -> int:
    """Add the passages to the evidence and return the index of the first."""
    indices = [
        evidence.add(evidence_for(one.source, page, start, end, scope=scope))
        for one in found
        for page, start, end in one.places
    ]
    return indices[0]


def _may_be_misread(found: Found) -> bool:
    """Tell whether every difference could be OCR's: on a page read by OCR, words of similar letters."""
    is_read_by_ocr = any(page.ocr for page, _, _ in found.places)
    return is_read_by_ocr and all(map(_looks_misread, found.match.differences))


def _looks_misread(difference: Difference) -> bool:
    ours, theirs = squeeze(difference.draft), squeeze(difference.source)
    both_numbers = ours.isdigit() and theirs.isdigit()
    return both_numbers or Levenshtein.normalized_similarity(ours, theirs) >= _MISREAD


def _is_in(word: ClaimWord, spans: Sequence[Span]) -> bool:
    return any(start <= word.start and word.end <= end for start, end in spans)


def check_support(
    words: ClaimWords,
    candidates: Sequence[Candidate],
    evidence: EvidenceList,
    *,
    scope: Scope,
    figures: Mapping[Span, Outcome],
    reader: PageReader,
    limit: int,
) -> CheckItem:
    """Check whether the best sentences cover the claim's words; mark the words that they do not cover.

    *figures* are the spans of its figures and how they fared: those that agree count as covered however they are
    written, and each of the others is marked whole or not at all. The best passages are added to the evidence in order,
    up to *limit*.
    """
    claim = words.claim
    whole = (0, len(claim))
    lines = rank_lines(words, candidates, reader)
    if not lines.ranked:
        detail = "no passage shares the words of the claim"
        return CheckItem(CheckKind.SUPPORT, Outcome.MISSING, detail, *whole, uncovered=(whole,))
    best = lines.of_best_source()
    agreed = [span for span, outcome in figures.items() if outcome is Outcome.OK]
    open_figures = {span: outcome in _AMISS for span, outcome in figures.items() if outcome is not Outcome.OK}
    read = [word for word in words.read_as(best.language) if not _is_in(word, agreed)]
    support = judge_support(
        claim, read, best.sentences, best.ranked, texts=best.texts, figures=open_figures, around=best.around_best()
    )
    bearing = [evidence.add(shown) for shown in best.evidence(support.bearing, scope=scope, limit=limit)]
    for shown in lines.next_best(scope=scope, limit=limit):
        if len(evidence.passages) < limit and not evidence.overlaps(shown):
            evidence.add(shown)
    outcome, detail = _told(support) if best.language in _MEASURED else (Outcome.UNKNOWN, _share_told(support))
    return CheckItem(
        CheckKind.SUPPORT,
        outcome,
        detail,
        *whole,
        evidence=bearing[0],
        differences=support.differences,
        uncovered=support.uncovered,
    )


def _told(support: Support) -> tuple[Outcome, str]:
    if support.is_supported:
        added = (
            f"; others than the first bear {', '.join(f'“{word}”' for word in support.added)}" if support.added else ""
        )
        return Outcome.OK, f"the passages cover the claim{added}"
    if support.is_partial and support.covered < _HARDLY_ANY:
        return Outcome.MISSING, "no passage says anything like the claim"
    if support.is_partial:
        return Outcome.PARTIAL, "the passages found do not cover all of the claim"
    if support.differences:
        return Outcome.UNKNOWN, "the passage may say the opposite"
    return Outcome.UNKNOWN, _share_told(support)


def _share_told(support: Support) -> str:
    return f"the closest sentence holds {support.closest:.0%} of the claim's words, by rarity"
