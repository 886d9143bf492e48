"""Why a verdict was reached, in one plain sentence."""

from collections.abc import Sequence

from litbase.claims.evidence import places_said, places_text
from litbase.claims.verdicts import Situation
from litbase.model.claim import CheckItem, CheckKind, Evidence, Outcome, Verdict

_LONGEST_SHOWN = 60
_MOST_NAMED = 3
_ALL_SAID = "has the claim's words or their like: read whether it says the same"


def reason_for(
    verdict: Verdict,
    checks: Sequence[CheckItem],
    passages: Sequence[Evidence],
    situation: Situation,
    *,
    claim: str,
    lacking: Sequence[str] = (),
) -> str:
    """Return the sentence that tells a reader why *verdict* was reached on *claim*, into which the checks point.

    *lacking* are the words of the claim that the first passage does not say.
    """
    match verdict:
        case Verdict.VERIFIED:
            return f"{_verbatim(checks, passages)}."
        case Verdict.DIFFERS:
            return _differs(checks, passages)
        case Verdict.ELSEWHERE:
            return _elsewhere(checks, passages)
        case Verdict.NOT_FOUND:
            return _not_found(checks, situation, claim)
        case Verdict.SUPPORTED:
            return f"The passage {places_said(passages[:1])} covers the claim, figures and names included."
        case Verdict.UNCHECKED:
            return _unchecked(checks, passages, situation)
        case Verdict.UNCITED:
            return _uncited(checks, passages, claim)
        case Verdict.TO_READ:
            return _to_read(checks, passages, situation, claim, lacking)


def _verbatim(checks: Sequence[CheckItem], passages: Sequence[Evidence]) -> str:
    several = sum(check.kind is CheckKind.QUOTATION for check in checks) > 1
    said = "The quotations stand verbatim" if several else "The quotation stands verbatim"
    return f"{said} {places_said(_quoted_at(checks, passages))}"


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


def _listed(pieces: Sequence[str], noun: str = "figure", *, last: str = "and") -> str:
    """Name the first of several pieces of the claim, and how many more there are."""
    named = [f"“{_short(piece)}”" for piece in pieces[:_MOST_NAMED]]
    if len(pieces) > _MOST_NAMED:
        more = len(pieces) - _MOST_NAMED + 1
        named[-1] = f"{more} more {noun}s"
    return f"{', '.join(named[:-1])} {last} {named[-1]}" if len(named) > 1 else named[0]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN].rstrip()} …"


def _not_found(checks: Sequence[CheckItem], situation: Situation, claim: str) -> str:
    where = "the library" if situation.is_whole_library else "the sources cited"
    quotations = [check for check in checks if check.kind is CheckKind.QUOTATION]
    absent = [check for check in quotations if check.outcome in (Outcome.MISSING, Outcome.ELSEWHERE)]
    if len(quotations) > len(absent) == 1:
        return f"“{_short(_quoted(absent[0], claim))}” does not stand anywhere in {where}."
    if quotations:
        several = len(absent) > 1
        return f"The quotation{'s do' if several else ' does'} not stand anywhere in {where}."
    return f"Nothing in {where} is like it."


def _elsewhere(checks: Sequence[CheckItem], passages: Sequence[Evidence]) -> str:
    displaced = [check for check in checks if check.outcome is Outcome.ELSEWHERE]
    found = [passages[check.evidence] for check in displaced if check.evidence is not None]
    place = next((check for check in displaced if check.kind is CheckKind.LOCATOR), None)
    if place is not None:
        return f"It is borne out, but not where it is cited: {place.detail}."
    return f"It is borne out, but by another source than is cited: {places_text(found or passages[:1])}."


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


def _to_read(
    checks: Sequence[CheckItem],
    passages: Sequence[Evidence],
    situation: Situation,
    claim: str,
    lacking: Sequence[str],
) -> str:
    if not situation.has_sources:
        return "The library holds no source that could be read, so nothing was checked."
    if not passages and situation.is_comparable:
        return f"Nothing like it was found, but {_unread(situation)} of the library could not be read."
    if not situation.is_comparable:
        return "The sources are in another language than the claim: words cannot be compared, read what they say."
    misread = next((c for c in checks if c.kind is CheckKind.QUOTATION and c.outcome is Outcome.UNKNOWN), None)
    if misread is not None:
        return f"What stands {places_said(passages[:1])} differs, but was read by OCR: compare it with the page image."
    closest = _closest(checks, passages)
    figures = [check for check in checks if check.kind is CheckKind.FIGURE]
    if open_figure := _open_figure(figures, passages, claim):
        return f"{closest}{open_figure}"
    if any(check.kind is CheckKind.SUPPORT and check.differences for check in checks):
        return f"{closest}; it speaks of the same thing, but may say the opposite."
    agreed = [_quoted(check, claim) for check in figures if check.evidence == 0]
    said = f"does not say {_listed(lacking, 'word', last='or')}" if lacking else _ALL_SAID
    if not agreed:
        return f"{closest}; it {said}."
    verb = "agrees" if len(agreed) == 1 else "agree"
    where = f"{places_said(passages[:1])}{_instead_of_cited(checks)}"
    return f"{_sentence(_listed(agreed))} {verb} with the passage {where}; it {said}."


def _closest(checks: Sequence[CheckItem], passages: Sequence[Evidence]) -> str:
    quotations = [check.outcome for check in checks if check.kind is CheckKind.QUOTATION]
    if quotations and set(quotations) == {Outcome.OK}:
        return _verbatim(checks, passages)
    return f"The passage {places_said(passages[:1])} comes closest{_instead_of_cited(checks)}"


def _instead_of_cited(checks: Sequence[CheckItem]) -> str:
    """Tell where else the claim is said to stand, if the passage shown first is not there."""
    place = next((check for check in checks if check.kind is CheckKind.LOCATOR and check.evidence == 0), None)
    if place is None or place.outcome not in (Outcome.UNKNOWN, Outcome.ELSEWHERE):
        return ""
    return f", though {place.detail.partition(';')[0]}"


def _open_figure(figures: Sequence[CheckItem], passages: Sequence[Evidence], claim: str) -> str:
    """Tell of the figures that do not agree, "" if all do."""
    amiss = [check for check in figures if check.outcome not in (Outcome.OK, Outcome.ELSEWHERE)]
    if absent := [_quoted(check, claim) for check in amiss if check.evidence is None]:
        return f"; {_listed(absent)} {'is' if len(absent) == 1 else 'are'} not borne out."
    for check in amiss:
        shown = passages[check.evidence or 0]
        is_same_page = (shown.sha256, shown.page.number) == (passages[0].sha256, passages[0].page.number)
        at = "there" if not check.evidence else "elsewhere on that page" if is_same_page else places_said([shown])
        if check.differences:
            ours, theirs = (_short(side) for side in (check.differences[0].draft, check.differences[0].source))
            return f"; “{theirs}” stands {at}, where the claim says “{ours}”: of the same thing?"
        return f"; “{_short(_quoted(check, claim))}” stands {at}, perhaps of something else."
    return ""
