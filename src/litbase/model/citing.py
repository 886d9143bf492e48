"""What citing gives: citations and a reference list in a style, and the styles there are."""

from dataclasses import dataclass

from litbase.model.page import Locator


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One work in a citation, with the place in it; `locator` is None for the work as a whole."""

    key: str
    locator: Locator | None = None


@dataclass(frozen=True, slots=True)
class RenderedCitation:
    """One citation as the style prints it, as plain text and as HTML."""

    keys: tuple[str, ...]
    locator: Locator | None
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class RenderedReference:
    """One entry of the reference list as the style prints it."""

    key: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Citations and reference list in one style; `unprinted` are works the style gives no entry in the list."""

    style: str
    citations: tuple[RenderedCitation, ...] = ()
    references: tuple[RenderedReference, ...] = ()
    unprinted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """A citation style by its short name; `parent` is the style whose rules it follows, None if it has its own."""

    id: str
    title: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class CitedDraft:
    """What came of citing a whole draft: the works cited, keys no entry has, pictures left out, unlisted works."""

    style: str
    keys: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()
