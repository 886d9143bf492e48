"""Editions of one series: which of the works at hand is a newer edition of a work that a draft cites."""

from collections.abc import Iterable, Iterator

from litbase.claims.citations.works import Words, Work


def newest_edition(work: Work, known: Iterable[Work]) -> Work | None:
    """Return the newest of *known* that is a later edition of *work*, None if there is none.

    Editions have one title, but for the year in it, and one first author; a work without a year has no edition. That
    there is a newer one does not make the older one wrong: it may be cited for its own year.
    """
    year = _year_of(work)
    if year is None:
        return None
    dated = [(other_year, other) for other in known if (other_year := _year_of(other)) is not None]
    newer = [(later, other) for later, other in dated if later > year and _are_one_series(work, other)]
    return max(newer, key=lambda pair: pair[0])[1] if newer else None


def _year_of(work: Work) -> int | None:
    """Return the year of an edition: its name if that is a year, else the latest year of the work."""
    if work.edition is not None and work.edition.isdigit() and len(work.edition) == 4:
        return int(work.edition)
    years = [int(year) for year in work.years if year.isdigit()]
    return max(years, default=None)


def _are_one_series(one: Work, other: Work) -> bool:
    """Tell whether two works have a title in common, years left out, and are signed by the same body.

    Persons publish no annual reports: two books of one title by one author are printings.
    """
    if not one.authors or not other.authors or one.authors[0].is_person or other.authors[0].is_person:
        return False
    signed = set(one.authors[0].forms) & set(other.authors[0].forms)
    return bool(signed) and not set(_titles(one)).isdisjoint(_titles(other))


def _titles(work: Work) -> Iterator[Words]:
    for title in work.titles:
        words = tuple(word for word in title if not (word.isdigit() and len(word) == 4))
        if len(words) > 1:
            yield words
