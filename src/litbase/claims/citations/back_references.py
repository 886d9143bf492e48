"""Citations that refer back: "ibid.", "Doe, op. cit., 44", "Roe (n 12)"."""

import re

from litbase.claims.citations.groups import Group, Part, parts_of
from litbase.claims.citations.known import Known
from litbase.claims.citations.locators import locator_at
from litbase.claims.citations.mentions import Mention
from litbase.claims.citations.name_shapes import without_prefix
from litbase.model.claim import CitationForm
from litbase.model.page import Locator

OP_CIT = "op. cit."
_IBID = re.compile(r"(?:ibid(?:em)?|ebd|ebenda|idem|id|loc\.?\s?cit)\b\.?", re.IGNORECASE)
_OP_CIT = re.compile(r"\b(?:op\.?\s?cit|art\.\s?cit|(?<=,\s)cit(?=\.)|a\.\s?a\.\s?O|supra)\b\.?", re.IGNORECASE)
_NOTE_NUMBER = re.compile(
    r"[(\[]?(?:supra\s+|above\s+|oben\s+|o\.\s?)?(?<!\w)(?:n|nn|note|notes|fn|Anm|Fn)\.?\s?(?P<number>\d{1,3})(?!\w)[)\]]?",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(
    r"^(?:ibid(?:em)?\b|ebd\.|ebenda\b|loc\.?\s?cit|id\.(?=\s*(?:at\b|,|$)))|\b(?:op|art)\.?\s?cit", re.IGNORECASE
)
_LAST_NAME = re.compile(r"[^\W\d_a-z][\w'’-]+(?=(?:['’]s)?\s*\Z)")
_TALK = re.compile(r"\b(?:is|are|was|were|has|have|had|this|that|these|which|with|by)\b")
_LONGEST_SHORT_FORM = 14  # words: names and a short title


def refers_back(text: str, group: Group, known: Known) -> list[Mention]:
    """Return "(ibid., p. 12)" or "Doe (op. cit., 44)" in running text, [] if the brackets hold no such thing."""
    found: list[Mention] = []
    for part in parts_of(group):
        start, inside = without_lead(part)
        back = back_reference(inside, known) if _IN_TEXT.search(inside) else None
        if back is None or (inside[back[2] :].strip(" ,.:") and tail_locator(inside[back[2] :]) is None):
            continue
        refers_to, names, end = back
        before = _LAST_NAME.search(text, max(0, group.start - 60), group.start) if refers_to and not names else None
        found.append(Mention(
            CitationForm.AUTHOR_DATE, inside, start, start + len(inside), start,
            names=names or None, beside=before[0] if before is not None else None, refers_to=refers_to,
            locator=tail_locator(inside[end:]), is_known=True, is_sure=True,
        ))  # fmt: skip
    return found


def back_reference(text: str, known: Known) -> tuple[str, str, int] | None:
    """Return the note that a back reference means ("" for the citation before), its names, and where it ends."""
    ibid = _IBID.match(text)
    if ibid is not None:
        return "", "", ibid.end()
    number = _NOTE_NUMBER.search(text[:120])
    if number is not None and _names_earlier(text[: number.start()], known):
        return number["number"], text[: number.start()].strip(" ,"), number.end()
    op_cit = _OP_CIT.search(text[:120])
    if op_cit is not None and _names_earlier(text[: op_cit.start()], known):
        return OP_CIT, text[: op_cit.start()].strip(" ,"), op_cit.end()
    return None


def _names_earlier(text: str, known: Known) -> bool:
    """Tell whether *text*, before a back reference, is empty or can be how the earlier note is called."""
    names = text.strip(" ,").removesuffix("(").rstrip(" ,")
    if not names or known.knows(names):
        return True
    if "(" in names:
        return False
    words = names.split()
    return len(words) <= _LONGEST_SHORT_FORM and not words[0][:1].islower() and not _TALK.search(names)


def tail_locator(tail: str) -> Locator | None:
    """Return the place that stands behind a back reference."""
    text = tail.strip(" ,;:.)")
    text = text.removeprefix("at ").strip()
    found = locator_at(text, 0)
    return found.locator if found is not None else None


def without_lead(part: Part) -> tuple[int, str]:
    """Return where *part* begins without "see" and the like, and what it says then."""
    skipped = without_prefix(part.text)
    return part.start + skipped, part.text[skipped:].rstrip()
