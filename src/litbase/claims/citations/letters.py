"""Which letter a draft gives to each work of one author and year, where its list of references is not at hand."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from string import ascii_lowercase

from litbase.claims.citations.fitting import fits_of_year, strongest
from litbase.claims.citations.known import Known
from litbase.claims.citations.mentions import Mention
from litbase.claims.citations.works import Work
from litbase.model.claim import CitationForm

Rule = Callable[[Work], tuple[str, ...]]
Letters = Mapping[tuple[tuple[str, ...], str], str]
"""By the keys of all works of one author and year, sorted, and the key of one of them."""

_COMMA = re.compile(r"[^\W\d][.)\]]?, (?:1[5-9]|20)\d\d(?!\d)")
_NO_COMMA = re.compile(r"[^\W\d][.)\]]? (?:1[5-9]|20)\d\d(?!\d)")
_COLON = re.compile(r"\d[a-z]?: ?\d")
_BARE_PAGE = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?, \d")
_NAMED_PAGE = re.compile(r"\d[a-z]?,? pp?\. ?\d")
_LEAST_SEEN = 3  # citations that show the style


def letters_of(mentions: Iterable[Mention], known: Known) -> Letters:
    """Learn the letters that the citations of a draft use, {} for works whose order is not known.

    Letters follow the order of the list, and its order follows the style. They are known only where all works of that
    author and year are cited, and either the citations have the look of a style whose order is known, or they are not
    in the order of citing and every other rule gives the same.
    """
    mentions = [one for one in mentions if one.form == CitationForm.AUTHOR_DATE]
    in_text = [one.raw for one in mentions if one.note is None]  # notes with authors and years have no look of a style
    used: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    works: dict[str, Work] = {}
    for mention in mentions:
        if mention.year is not None and mention.year.letter:
            fits = strongest(fits_of_year(known.fits(mention.names or ""), mention.year))
            used[tuple(sorted(fit.work.key for fit in fits))].add(mention.year.letter)
            works |= {fit.work.key: fit.work for fit in fits}
    rules = _rules_of(in_text if 2 * len(in_text) > len(mentions) else [])
    if len(rules) > 1 and not _are_out_of_order(mentions, known):
        return {}
    letters: dict[tuple[tuple[str, ...], str], str] = {}
    for keys, seen in used.items():
        ordered = _in_order([works[key] for key in keys], rules)
        if ordered and seen == set(ascii_lowercase[: len(ordered)]):
            letters |= {(keys, one.key): letter for one, letter in zip(ordered, ascii_lowercase, strict=False)}
    return letters


def _are_out_of_order(mentions: Iterable[Mention], known: Known) -> bool:
    """Tell whether some letter is used before one that comes before it: many styles give them as works are cited."""
    last: dict[tuple[str, ...], str] = {}
    for mention in mentions:
        letter = mention.year.letter if mention.year is not None else None
        if mention.year is None or letter is None:
            continue
        fits = strongest(fits_of_year(known.fits(mention.names or ""), mention.year))
        works = tuple(sorted(fit.work.key for fit in fits))
        if ord(letter) > ord(last.get(works, "`")) + 1:
            return True
        last[works] = max(letter, last.get(works, letter))
    return False


def _rules_of(written: Sequence[str]) -> Sequence[Rule]:
    """Return the rules by which the list of a draft with such citations may be ordered.

    "(Doe & Roe, 2015, p. 12)" is the look of APA 7, 8.17; "(Doe and Roe 2015, 12)" that of Chicago 17, 15.21. Names
    and years alone do not tell: most styles that write "(Doe and Roe 2015)" give letters as the works are cited.
    """
    commas = sum(_COMMA.search(one) is not None for one in written)
    bare = sum(_NO_COMMA.search(one) is not None for one in written)
    signs = sum("&" in one for one in written)
    words = sum(" and " in one and (_COMMA.search(one) or _NO_COMMA.search(one)) is not None for one in written)
    pages, named_pages, colons = (
        any(look.search(one) for one in written) for look in (_BARE_PAGE, _NAMED_PAGE, _COLON)
    )
    if commas >= _LEAST_SEEN and not bare and not pages and not colons and signs > 3 * words:
        return (_by_printed_date,)  # "and" stands in names of bodies, too
    if bare >= _LEAST_SEEN and words and not commas and not signs and pages and not named_pages and not colons:
        return (_by_title,)
    return (_by_title, _by_printed_date, _by_date)


def _by_title(work: Work) -> tuple[str, ...]:
    """Order as Chicago 17, 15.20 does."""
    return (work.sorts_as,)


def _by_printed_date(work: Work) -> tuple[str, ...]:
    """Order as APA 7, 9.47 does: by the date as far as the reference gives it, then by title."""
    return ((work.issued or "")[: None if work.is_dated_by_day else 4], work.sorts_as)


def _by_date(work: Work) -> tuple[str, ...]:
    return (work.issued or "", work.sorts_as)


def _in_order(works: Sequence[Work], rules: Sequence[Rule]) -> list[Work]:
    """Return *works* in the order all *rules* give, [] if these differ."""
    orders = [sorted(works, key=rule) for rule in rules]
    return orders[0] if all(order == orders[0] for order in orders) else []
