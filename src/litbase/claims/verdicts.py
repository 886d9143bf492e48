"""The verdict on a claim, from its checks: the table of the contract, a rule a row, the first that applies decides."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from litbase.model.claim import CheckItem, CheckKind, Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known before any check: whether the claim cites, whom, and how far the cited sources could be read.

    `is_cited`: it carries a citation, or the whole library counts as cited. `is_resolved`: every citation fits one
    entry with readable text. `is_read_in_full`: no page of the cited sources was empty, corrupt or unread.
    `is_whole_library`: nothing was cited, so that `uncited`, `elsewhere` and `unchecked` do not occur.
    `is_comparable`: the claim may be in the language of the sources; words of another language cannot be compared.
    `unread_pages` and `unread_files` count what could not be read, `has_sources` says whether there was anything to
    read, `why_unresolved` in a sentence which citations are not known: for telling people; no rule asks them.
    """

    is_cited: bool = True
    is_resolved: bool = True
    is_read_in_full: bool = True
    is_whole_library: bool = False
    is_comparable: bool = True
    unread_pages: int = 0
    unread_files: int = 0
    has_sources: bool = True
    why_unresolved: str = ""


_Rule = Callable[[Sequence[CheckItem], Situation], Verdict | None]
_BORNE_OUT = frozenset({Outcome.OK, Outcome.ELSEWHERE})


def decide(checks: Sequence[CheckItem], situation: Situation) -> Verdict:
    """Return the verdict that the checks and the situation lead to."""
    for rule in _RULES:
        verdict = rule(checks, situation)
        if verdict is not None:
            return verdict
    return Verdict.TO_READ


def _outcomes(checks: Sequence[CheckItem], *kinds: CheckKind) -> list[Outcome]:
    return [check.outcome for check in checks if check.kind in kinds]


def _uncited(checks: Sequence[CheckItem], situation: Situation) -> Verdict | None:
    speaks = bool(_outcomes(checks, CheckKind.QUOTATION, CheckKind.FIGURE))
    return Verdict.UNCITED if speaks and not situation.is_cited else None


def _unchecked(_: Sequence[CheckItem], situation: Situation) -> Verdict | None:
    return Verdict.UNCHECKED if not situation.is_resolved and not situation.is_whole_library else None


def _differs(checks: Sequence[CheckItem], _: Situation) -> Verdict | None:
    outcomes = _outcomes(checks, CheckKind.QUOTATION, CheckKind.FIGURE)
    return Verdict.DIFFERS if Outcome.DIFFERS in outcomes else None


def _elsewhere(checks: Sequence[CheckItem], situation: Situation) -> Verdict | None:
    """All of it is borne out, some of it not on the page or not in the source cited."""
    words = _outcomes(checks, CheckKind.QUOTATION) or sorted(_BORNE_OUT & set(_outcomes(checks, CheckKind.SUPPORT)))
    figures = _outcomes(checks, CheckKind.FIGURE)
    places = _outcomes(checks, CheckKind.LOCATOR)
    is_borne_out = bool(words) and _BORNE_OUT.issuperset([*words, *figures])
    is_displaced = Outcome.ELSEWHERE in [*words, *figures] or {Outcome.ELSEWHERE, Outcome.DIFFERS} & set(places)
    return Verdict.ELSEWHERE if is_borne_out and is_displaced and not situation.is_whole_library else None


def _quotation_not_found(checks: Sequence[CheckItem], situation: Situation) -> Verdict | None:
    missing = {Outcome.MISSING, Outcome.ELSEWHERE} & set(_outcomes(checks, CheckKind.QUOTATION))
    return _absent(situation) if missing else None


def _verified(checks: Sequence[CheckItem], _: Situation) -> Verdict | None:
    quotations = set(_outcomes(checks, CheckKind.QUOTATION))
    figures = set(_outcomes(checks, CheckKind.FIGURE))
    places = set(_outcomes(checks, CheckKind.LOCATOR))
    if quotations == {Outcome.OK} and figures <= {Outcome.OK} and places <= {Outcome.OK, Outcome.UNKNOWN}:
        return Verdict.VERIFIED
    return None


def _supported(checks: Sequence[CheckItem], _: Situation) -> Verdict | None:
    if _outcomes(checks, CheckKind.QUOTATION):
        return None
    figures = set(_outcomes(checks, CheckKind.FIGURE))
    is_covered = Outcome.OK in _outcomes(checks, CheckKind.SUPPORT)
    return Verdict.SUPPORTED if is_covered and figures <= {Outcome.OK} else None


def _nothing_like_it(checks: Sequence[CheckItem], situation: Situation) -> Verdict | None:
    support = _outcomes(checks, CheckKind.SUPPORT)
    if _outcomes(checks, CheckKind.QUOTATION) or not support or set(support) != {Outcome.MISSING}:
        return None
    return _absent(situation)


def _absent(situation: Situation) -> Verdict:
    """Not found, if all was read and could be compared; what could not is never called wrong."""
    if not situation.is_comparable:
        return Verdict.TO_READ
    if situation.is_read_in_full:
        return Verdict.NOT_FOUND
    return Verdict.TO_READ if situation.is_whole_library else Verdict.UNCHECKED


_RULES: tuple[_Rule, ...] = (
    _uncited,
    _unchecked,
    _differs,
    _elsewhere,
    _quotation_not_found,
    _verified,
    _supported,
    _nothing_like_it,
)
