"""The corporate authors of the field under all their names."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from litbase.formats.corpus import corpus_folder


@dataclass(frozen=True, slots=True)
class Organisation:
    """A corporate author: the name an entry should carry, its abbreviation, its other names, the body it belongs to.

    `country` is ISO 3166-1 alpha-2 for state bodies, None for others; `parent` is the name of another organisation.
    """

    name: str
    short: str
    variants: tuple[str, ...] = ()
    native: str | None = None
    country: str | None = None
    parent: str | None = None

    def names(self) -> Iterator[str]:
        """Yield every form of the name, the preferred one first; some may come twice."""
        yield self.name
        yield self.short
        yield from self.variants
        if self.native is not None:
            yield self.native


@cache
def load_organisations() -> tuple[Organisation, ...]:
    """Return the organisations of the authority file in its order."""
    with (corpus_folder() / "organisations.toml").open("rb") as file:
        records = tomllib.load(file)["organisation"]
    return tuple(Organisation(**(record | {"variants": tuple(record["variants"])})) for record in records)
