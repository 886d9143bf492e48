"""What documents without pages have instead: sections, each under its heading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from litbase.model.page import Guess, LocatorKind, Mark, Page, Reading
from litbase.sources.guessing import first_of_each, guess_from_text, title_in_text
from litbase.sources.language import language_of
from litbase.sources.paragraphs import find_marks

_FRONT = 5  # sections that may hold the imprint: a title page alone may make several


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text under one heading; `heading` is None for what stands before the first.

    `problem` says why it could not be read in full.
    """

    heading: str | None
    text: str
    problem: str | None = None


@dataclass(slots=True)
class SectionWriter:
    """Gather headings and blocks of text in document order into sections."""

    _sections: list[Section] = field(default_factory=list)
    _heading: str | None = None
    _above: list[str] = field(default_factory=list)
    _blocks: list[str] = field(default_factory=list)
    _notes: list[str] = field(default_factory=list)

    def heading(self, text: str) -> None:
        """Begin a section; a heading with nothing under it is kept above the text of the next."""
        text = " ".join(text.split())
        if not text:
            return
        if self._blocks:
            self._close()
        self._above.append(text)
        self._heading = text

    def block(self, text: str) -> None:
        """Add a paragraph, list item or table row to the section."""
        if text.strip():
            self._blocks.append(text.strip())

    def note(self, text: str) -> None:
        """Add a footnote; the notes of a section stand at its end."""
        if text.strip():
            self._notes.append(text.strip())

    def sections(self) -> tuple[Section, ...]:
        """Return all sections; the writer is done with."""
        if self._blocks or self._above or self._notes:
            self._close()
        return tuple(self._sections)

    def _close(self) -> None:
        self._sections.append(Section(self._heading, "\n\n".join((*self._above, *self._blocks, *self._notes))))
        self._heading, self._above, self._blocks, self._notes = None, [], [], []


def reading_of(
    sections: Sequence[Section],
    *,
    media_type: str,
    guesses: Iterable[Guess],
    weaker: Iterable[Guess] = (),
    language: str | None = None,
) -> Reading:
    """Make the reading of a document of *sections*.

    What the first section prints is guessed from after the *guesses* and before the *weaker* ones. *language* is what
    the document declares; where the text is long enough to tell, the text decides.
    """
    texts = [section.text for section in sections]
    marks, cited_by = find_marks(texts)
    pages = tuple(
        Page(
            number=number,
            label=None,
            text=section.text,
            heading=section.heading,
            marks=_marks_of(section, found),
            problem=section.problem,
        )
        for number, (section, found) in enumerate(zip(sections, marks, strict=True), start=1)
    )
    stated = tuple(guesses)
    title = next((guess.value for guess in stated if guess.field == "title"), "")
    opening = "\n\n".join(texts[:_FRONT])
    printed = guess_from_text(opening, title=title)
    return Reading(
        str(media_type),
        pages,
        first_of_each((*stated, *printed, *weaker, *title_in_text(opening))),
        language_of(texts) or language,
        LocatorKind.SECTION if cited_by is LocatorKind.PAGE else cited_by,
    )


def _marks_of(section: Section, found: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return the numbered places found in a section, and the heading that the document itself calls one."""
    marks = [mark for mark in found if mark.kind is not LocatorKind.SECTION]
    if section.heading is not None:
        marks.append(Mark(LocatorKind.SECTION, section.heading, max(0, section.text.find(section.heading))))
    return tuple(sorted(marks, key=lambda mark: (mark.start, not mark.continued)))
