"""What the readers of markup share: words gathered into paragraphs while the reader walks through the draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from litbase.claims.draft import SentenceKind
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain, PlainWriter


@dataclass(slots=True)
class Flow:
    """The paragraph that is being read, and what it stands in.

    `start`: where it begins in the draft; `kinds`: what the blocks around it are, the innermost last.
    """

    writer: DraftWriter
    whole: Plain = field(init=False)
    out: PlainWriter = field(init=False)
    start: int = 0
    kinds: list[SentenceKind] = field(default_factory=lambda: [SentenceKind.PROSE])
    label: str | None = None
    key: str | None = None
    work: Mapping[str, Any] = field(default_factory=dict)
    """What the list of references says of the work in this paragraph (CSL-JSON)."""
    _quoted: list[list[Plain]] = field(default_factory=list)
    _inside: int = 0
    _DEEPEST: ClassVar[int] = 40

    def __post_init__(self) -> None:
        self.whole = Plain.of(self.writer.text)
        self.out = PlainWriter(self.whole)

    def end_paragraph(self, end: int, then: int) -> None:
        """End the paragraph at *end*; the next one begins at *then*. Inside a note or a heading it is all one."""
        if self._inside:
            if self.out.length and end < then:
                self.out.replace("\n\n", end, then)
            return
        plain = self.out.plain()
        if plain.pieces or self.start < end:
            source = Plain.of(self.writer.text, self.start, max(end, self.start))
            self.writer.block(plain, source, kind=self.kinds[-1], label=self.label, key=self.key, work=self.work)
        is_quoted = self._quoted and self.kinds[-1] is not SentenceKind.PROSE  # what says whose words they are
        if is_quoted and any(map(str.isalnum, plain.text)):
            self._quoted[-1].append(plain.trimmed())
        self.out, self.start, self.work = PlainWriter(self.whole), then, {}

    def begin(self, kind: SentenceKind) -> None:
        """Begin a block that holds paragraphs of *kind*; the paragraph before it has ended."""
        self.kinds.append(kind)
        if kind is SentenceKind.QUOTED:
            self._quoted.append([])

    def end(self, kind: SentenceKind) -> None:
        """End the block that `begin` began, if one of *kind* is open; the paragraph in it has ended."""
        if self.kinds[-1] is not kind or len(self.kinds) == 1:
            return
        self.kinds.pop()
        if kind is SentenceKind.QUOTED:
            paragraphs = self._quoted.pop()
            if not self._quoted:
                self.writer.quotation(joined(paragraphs), is_block=True)
            else:
                self._quoted[-1] += paragraphs

    def inside(self, read: Callable[[int, int], None], start: int, end: int) -> Plain:
        """Return the words between two offsets, read by *read* apart from the paragraph around them.

        What is nested deeper than any writer nests holds no words.
        """
        outer, self.out = self.out, PlainWriter(self.whole)
        self._inside += 1
        if self._inside <= self._DEEPEST:
            read(start, end)
        self._inside -= 1
        plain, self.out = self.out.plain(), outer
        return plain

    def note(self, name: str, plain: Plain, start: int, end: int) -> None:
        """Write a note whose words, *plain*, stand between two offsets."""
        self.writer.note(name, start, end, [(plain, Plain.of(self.writer.text, start, end))])

    def quote(self, plain: Plain, before: tuple[int, int], after: tuple[int, int], *, marks: str = "“”") -> None:
        """Write words that markup says are quoted; *marks* stand for the markup before and after them."""
        self.writer.quotation(plain, is_block=False)
        self.out.replace(marks[0], *before)
        self.out.add(plain)
        if after[0] < after[1]:
            self.out.replace(marks[1], *after)


def joined(plains: list[Plain]) -> Plain:
    """Return paragraphs as one text, an empty line between them."""
    writer = PlainWriter(Plain())
    for index, plain in enumerate(plains):
        if index and plains[index - 1].end < plain.start:
            writer.add(Plain("\n\n", ((0, 2, plains[index - 1].end, plain.start),)))
        writer.add(plain)
    return writer.plain()
