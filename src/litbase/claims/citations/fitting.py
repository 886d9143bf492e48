"""Which works fit a citation: by names, year and letter, title words, edition and page."""

from collections.abc import Iterable, Sequence

from litbase.claims.citations.known import Fit
from litbase.claims.citations.mentions import FORTHCOMING, UNDATED, Year
from litbase.claims.citations.works import Work


def has_year(work: Work, year: Year) -> bool:
    """Tell whether *work* may be cited with *year*; a letter that both have must be the same."""
    if year.letter and work.letter and year.letter != work.letter:
        return False
    if year.word in (UNDATED, FORTHCOMING):
        return not work.years
    return any(number in work.years for number in year.numbers)


def fits_of_year(fits: Iterable[Fit], year: Year | None) -> list[Fit]:
    """Return the fits that may be cited with *year*, all if there is none."""
    return [fit for fit in fits if year is None or has_year(fit.work, year)]


def strongest(fits: Sequence[Fit]) -> list[Fit]:
    """Return the fits no other surpasses."""
    best = max((fit.strength for fit in fits), default=None)
    return [fit for fit in fits if fit.strength == best]
