"""The walk through a manuscript in LaTeX: where it stands, what is open, and how arguments are found."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from litbase.claims.drafts import latex_names as names
from litbase.claims.drafts.brackets import closing
from litbase.claims.drafts.flow import Flow
from litbase.claims.drafts.latex_macros import CitingMacro
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import PlainWriter


@dataclass
class LatexWalk(ABC):
    """The state of the walk; `braces`: where each brace is closed."""

    writer: DraftWriter
    flow: Flow
    macros: dict[str, str]
    citing: dict[str, CitingMacro]
    braces: dict[int, int]
    marked: int = 0  # footnote marks set apart from their text
    texts: int = 0
    depth: int = 0  # of quotations inside quotations

    @property
    def text(self) -> str:
        return self.writer.text

    @property
    def out(self) -> PlainWriter:
        return self.flow.out

    @abstractmethod
    def read(self, start: int, end: int) -> None:
        """Read the draft between two offsets into the paragraph of the flow."""

    def blank(self, position: int) -> int:
        match = names.BLANK.match(self.text, position)
        return match.end() if match else position

    def braced(self, position: int) -> tuple[int, int] | None:
        """Return where the words of the next argument begin and end, options passed over."""
        at = self.blank(position)
        while self.text[at : at + 1] == "[":
            close = closing(self.text, at, "[]")
            if close is None:
                return None
            at = self.blank(close + 1)
        close = self.braces.get(at)
        return None if close is None else (at + 1, close)
