"""Why a verdict was reached, in one plain sentence."""

from collections.abc import Sequence

from litbase.claims.evidence import places_said, places_text
from litbase.claims.verdicts import Situation
from litbase.model.claim import CheckItem, CheckKind, Evidence, Outcome, Verdict

_LONGEST_SHOWN = 60
_FIGURES_NAMED = 2


def reason_for(
    verdict: Verdict, checks: Sequence[CheckItem], passages: Sequence[Evidence], situation: Situation, *, claim: str
) -> str:
    """Return the sentence that tells a reader why *verdict* was reached on *claim*, into which the checks point."""
    match verdict:
        case Verdict.VERIFIED:
            return f"The quotation stands verbatim {places_said(_quoted_at(checks, passages))}."
        case Verdict.DIFFERS:
            return _differs(checks, passages)
        case Verdict.ELSEWHERE:
            return _elsewhere(checks, passages)
        case Verdict.NOT_FOUND:
            return _not_found(checks, situation)
        case Verdict.SUPPORTED:
            return f"The passage {places_said(passages[:1])} covers the claim, figures and names included."
        case Verdict.UNCHECKED:
            return _unchecked(checks, passages, situation)
        case Verdict.UNCITED:
            return _uncited(checks, passages, claim)
        case Verdict.TO_READ:
            return _to_read(checks, passages, situation, claim)


def _quoted_at(checks: Sequence[CheckItem], passages: Sequence[Evidence]) -> list[Evidence]:
    found = [check.evidence for check in checks if check.kind is CheckKind.QUOTATION and check.evidence is not None]
    return [passages[index] for index in dict.fromkeys(found)]


def _differs(checks: Sequence[CheckItem], passages: Sequence[Evidence]) -> str:
    check = next(check for check in checks if check.outcome is Outcome.DIFFERS)
    shown = [passages[check.evidence]] if check.evidence is not None else []
    if not check.differences:
        return f"It differs from what stands {places_said(shown) if shown else 'in the source'}."
    if check.kind is CheckKind.QUOTATION:
        return f"The quotation is altered: {_change(check, shown)}"
    return _sentence(_change(check, shown))


def _change(check: CheckItem, shown: Sequence[Evidence]) -> str:
    """Return the first difference in words, and how many more there are."""
    more = f", and {len(check.differences) - 1} more" if len(check.differences) > 1 else ""
    where = places_said(shown) if shown else "in the source"
    ours, theirs = (_short(side) for side in (check.differences[0].draft, check.differences[0].source))
    if not ours:
        return f"“{theirs}” {where} is left out{more}."
    if not theirs:
        return f"“{ours}” does not stand {where}{more}."
    return f"it says “{ours}” where {places_text(shown) if shown else 'the source'} has “{theirs}”{more}."


def _listed(figures: Sequence[str]) -> str:
    """Name the first figures, and how many more there are."""
    shown = " and ".join(f"“{_short(figure)}”" for figure in figures[:_FIGURES_NAMED])
    rest = len(figures) - _FIGURES_NAMED
    return f"{shown} and {rest} more figure{'s' if rest > 1 else ''}" if rest > 0 else shown


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN].rstrip()} …"


def _not_found(checks: Sequence[CheckItem], situation: Situation) -> str:
    where = "the library" if situation.is_whole_library else "the sources cited"
    if any(check.kind is CheckKind.QUOTATION for check in checks):
        return f"The quotation does not stand anywhere in {where}."
    return f"Nothing in {where} is like it."


def _elsewhere(checks: Sequence[CheckItem], passages: Sequence[Evidence]) -> str:
    displaced = [check for check in checks if check.outcome is Outcome.ELSEWHERE]
    found = [passages[check.evidence] for check in displaced if check.evidence is not None]
    place = next((check for check in displaced if check.kind is CheckKind.LOCATOR), None)
    if place is not None:
        return f"It is borne out, but not where it is cited: {place.detail}."
    return f"It is borne out, but elsewhere: {places_said(found or passages[:1])}."


def _uncited(checks: Sequence[CheckItem], passages: Sequence[Evidence], claim: str) -> str:
    told = [check for check in checks if check.kind in (CheckKind.QUOTATION, CheckKind.FIGURE)]
    is_borne_out = all(check.outcome is Outcome.OK for check in told)
    how = "may be where it comes from" if is_borne_out else "comes closest in the library"
    offered = f"; {places_text(passages[:1])} {how}" if passages else ""
    return f"No source is cited for {_listed([_quoted(check, claim) for check in told])}{offered}."


def _quoted(check: CheckItem, claim: str) -> str:
    return " ".join(claim[check.start : check.end].split())


def _unchecked(checks: Sequence[CheckItem], passages: Sequence[Evidence], situation: Situation) -> str:
    if not situation.is_resolved:
        found = [passages[check.evidence] for check in checks
                 if check.outcome is Outcome.ELSEWHERE and check.evidence is not None]  # fmt: skip
        offered = f" Words of it stand {places_said(found[:1])}." if found else ""
        return f"{situation.why_unresolved or 'The sources cited have no readable text.'}{offered}"
    return f"It was not found, but {_unread(situation)} of the sources cited could not be read."


def _unread(situation: Situation) -> str:
    counts = ((situation.unread_files, "file"), (situation.unread_pages, "page"))
    return " and ".join(f"{count} {noun}{'s' if count > 1 else ''}" for count, noun in counts if count)


def _to_read(checks: Sequence[CheckItem], passages: Sequence[Evidence], situation: Situation, claim: str) -> str:
    if not situation.has_sources:
        return "The library holds no source that could be read, so nothing was checked."
    if not passages and situation.is_comparable:
        return f"Nothing like it was found, but {_unread(situation)} of the library could not be read."
    if not situation.is_comparable:
        return "The sources are in another language than the claim: words cannot be compared, read what they say."
    where = places_said(passages[:1])
    misread = next((c for c in checks if c.kind is CheckKind.QUOTATION and c.outcome is Outcome.UNKNOWN), None)
    if misread is not None:
        return f"What stands {where} differs, but was read by OCR: compare it with the page image."
    figures = [check for check in checks if check.kind is CheckKind.FIGURE and check.outcome is not Outcome.OK]
    other = next((check for check in figures if check.evidence is not None and check.differences), None)
    if other is not None and all(check.evidence is not None for check in figures):
        ours, theirs = (_short(side) for side in (other.differences[0].draft, other.differences[0].source))
        return f"The passage {where} comes closest; the claim says “{ours}”, a passage “{theirs}”: the same thing?"
    if absent := [claim[check.start : check.end] for check in figures if check.evidence is None or check.differences]:
        return f"The passage {where} comes closest, but does not bear out {_listed(absent)}."
    if figures:
        held = _listed([claim[check.start : check.end] for check in figures])
        return f"The passage {where} comes closest; it has {held} too, perhaps of something else."
    if any(check.kind is CheckKind.SUPPORT and check.differences for check in checks):
        return f"The passage {where} speaks of the same thing, but may say the opposite."
    if any(check.outcome is Outcome.PARTIAL for check in checks):
        return f"The passage {where} comes closest, but does not cover all of it."
    agreed = [check for check in checks if check.kind is CheckKind.FIGURE]
    if agreed and all(check.evidence == 0 for check in agreed):
        return f"The figures agree with the passage {where}; read it to decide."
    return f"The passage {where} comes closest; read it to decide."
