"""The inside of a Markdown paragraph: words without emphasis and links, notes, code, mathematics, citations."""

import html
import re
from dataclasses import dataclass, field

from litbase.claims.draft import SkippedKind
from litbase.claims.drafts.brackets import matching
from litbase.claims.drafts.formulas import figure_in, raised_behind
from litbase.claims.drafts.latex_citations import read_latex_citation
from litbase.claims.drafts.pandoc_citations import CITED_KEY, is_cross_reference, key_of, read_group, read_narrative
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain, PlainWriter

_TOKEN = re.compile(
    r"(?=[\\{`<^\[\]!@$&~*_-]|\s*\n|https?:|ftp:)"  # how any of these begins: trying them all at each letter takes long
    r"(?:(?P<crossing>\\@ref\([^()\s]*\)(?!\w))"
    r"|(?P<dressed>\\(?P<dress>emph|text(?:bf|it|sc|rm|sf|tt|sl|up)|underline|mbox|footnote)\{)"
    r"|(?P<latex>\\[a-zA-Z]+\*?(?:\[[^\[\]]*\])*(?:\{[^{}]*\})*)"
    r"|(?P<escape>\\[^\w\s])"
    r"|(?P<shortcode>\{\{<[^<>\n]*>\}\})"
    r"|(?P<code>(?P<ticks>`+)(?!`)(?:[^`]|(?!(?P=ticks)(?!`))`+)*?(?<!`)(?P=ticks)(?!`)(?:\{=?[\w.# -]*\})?)"
    r"|(?P<comment><!--)"
    r"|(?P<address><(?:https?|ftp|mailto|doi):[^<>\s]*>|<[\w.+-]+@[\w-]+\.[\w.-]+>)"
    r"|(?P<bare_address>\b(?:https?|ftp)://[^\s<>\]]+)"
    r"|(?P<inline_note>\^\[)"
    r"|(?P<note>\[\^[^\]\s]+\])"
    r"|(?P<image>!\[)"
    r"|(?P<bracket>\[)"
    r"|(?P<closed>\])"
    rf"|(?P<cited>(?<![\w@/.])-?{CITED_KEY})"
    r"|(?P<formula>\$\$[^$]+\$\$|(?<![\\$\w])\$(?=[^\s$])(?:[^$\\\n]|\\.|\n(?!\n))*?(?<=[^\s\\])\$(?![\d$]))"
    r"|(?P<struck>~~(?=\S)(?:[^~\n]|\n(?!\n)|~(?!~)){0,1000}?(?<=\S)~~|<(?P<name>del|s|strike)>[^<>]*</(?P=name)>)"
    r"|(?P<power><sup>(?P<exponent>[^<>]{1,20})</sup>)"
    r"|(?P<tag></?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});)"
    r"|(?P<raised>\^(?=\S)[^\s^]{1,20}\^|~(?=[^\s~])[^\s~]{1,20}~(?!~))"
    r"|(?P<emphasis>\*{1,3}|_{1,3}|~~)"
    r"|(?P<dash>(?<!-)-{2,3}(?!-))"
    r"|(?P<line_end>\s*\n[ \t]*))"
)
_ATTRIBUTES = re.compile(r"\{[^{}\n]*\}")
_TARGET = re.compile(
    r"\(\s*(?:<[^<>\n]*>|(?:[^()\s\\]|\\.|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
# "@key, p. 110" is no syntax of pandoc's, but what is meant is plain.
_BEHIND = r"(?:(?:pp?|paras?|arts?|secs?|chs?)\.|§§?)\s?(?:\d+|[ivxlc]+)(?:\s?[-–]{1,2}\s?(?:\d+|[ivxlc]+))?"
_PAGE_BEHIND = re.compile(rf",?\s+(?P<page>{_BEHIND})(?!\w)|\s+\((?P<inside>{_BEHIND})\)")
_LABEL = re.compile(r"\s?\[[^\[\]@^]*\]")
_DEEPEST = 40


def read_inline(source: Plain, writer: DraftWriter, depth: int = 0) -> Plain:
    """Return the words of *source*, a paragraph of Markdown; tell *writer* of citations, notes and what is left out."""
    reading = _Inline(source, writer, depth)
    reading.read()
    return reading.out.plain()


@dataclass(slots=True)
class _Inline:
    source: Plain
    writer: DraftWriter
    depth: int  # of notes written inside notes
    out: PlainWriter = field(init=False)
    pairs: dict[int, int] = field(init=False)
    braces: dict[int, int] = field(init=False)
    last_closed: int = field(init=False)
    """Where the last comment is closed, -1 if none is."""
    closings: dict[int, int] = field(default_factory=dict)
    """Where a bracket closes whose words are kept, and up to where the rest of the link is left out."""

    def __post_init__(self) -> None:
        self.out = PlainWriter(self.source)
        self.last_closed = self.source.text.rfind("-->")
        self.pairs = matching(self.source.text, "[]") if "[" in self.source.text else {}
        self.braces = matching(self.source.text, "{}") if "\\" in self.source.text else {}

    def read(self) -> None:
        position = copied = 0
        text = self.source.text
        while (match := _TOKEN.search(text, position)) is not None:
            handled = _HANDLERS[match.lastgroup or ""](self, match, copied)
            if handled is None:  # not what it looked like: a plain sign
                position = match.end()
                continue
            position = copied = handled
        self.out.copy(copied, len(text))

    def before(self, match: re.Match[str], copied: int) -> None:
        self.out.copy(copied, match.start())

    def drop(self, match: re.Match[str], copied: int) -> int:
        self.before(match, copied)
        return match.end()

    def leave(self, match: re.Match[str], copied: int) -> int:
        """Pass over what holds no further markup."""
        self.out.copy(copied, match.end())
        return match.end()

    def escape(self, match: re.Match[str], copied: int) -> int:
        self.before(match, copied)
        self.out.copy(match.start() + 1, match.end())
        return match.end()

    def latex(self, match: re.Match[str], copied: int) -> int | None:
        found = read_latex_citation(self.source.text, match.start())
        if found is None:
            return self.drop(match, copied) if "{" not in match.group() else None
        self.before(match, copied)
        if found.is_narrative:
            self.out.copy(*found.keys)
        start, end = self.source.to_draft(match.start(), found.end)
        self.writer.cite(start, end, found.items, is_narrative=found.is_narrative)
        return found.end

    def dressed(self, match: re.Match[str], copied: int) -> int | None:
        """Read the words that a command of LaTeX dresses, or the note that it makes of them."""
        end = self.braces.get(match.end() - 1)
        if end is None or self.depth > _DEEPEST:
            return None
        self.before(match, copied)
        if match.group("dress") == "footnote":
            return self._write_note(match.start(), (match.end(), end))
        self.out.add(read_inline(self.source.cut(match.end(), end), self.writer, self.depth + 1))
        return end + 1

    def code(self, match: re.Match[str], copied: int) -> int:
        """Keep code as words, except what is computed when the draft is made ("`r nrow(x)`")."""
        self.before(match, copied)
        ticks = len(match.group("ticks"))
        content = match.group()[ticks : match.group().rindex("`") + 1 - ticks]
        if re.match(r"(?:r|\{?(?:r|python|julia|ojs|=\w+)\}?)\s", content):
            self.writer.skip(*self.source.to_draft(match.start(), match.end()), SkippedKind.CODE)
        else:
            self.out.copy(match.start() + ticks, match.start() + ticks + len(content))
        return match.end()

    def comment(self, match: re.Match[str], copied: int) -> int | None:
        closed = -1 if match.start() > self.last_closed else self.source.text.find("-->", match.end())
        if closed < 0:
            return None
        self.before(match, copied)
        self.writer.skip(*self.source.to_draft(match.start(), closed + 3), SkippedKind.COMMENT)
        return closed + 3

    def formula(self, match: re.Match[str], copied: int) -> int:
        """Leave mathematics out, unless it is a number in disguise ("$95\\%$")."""
        self.before(match, copied)
        signs = 2 if match.group().startswith("$$") else 1
        figure = figure_in(self.source.cut(match.start() + signs, match.end() - signs))
        if figure is not None:
            self.out.add(figure)
        else:
            self.writer.skip(*self.source.to_draft(match.start(), match.end()), SkippedKind.MATH)
        return match.end()

    def tag(self, match: re.Match[str], copied: int) -> int:
        self.before(match, copied)
        if match.group().lower().startswith(("<br", "<p", "</p", "<td", "<li")):
            self.out.replace(" ", match.start(), match.end())
        return match.end()

    def entity(self, match: re.Match[str], copied: int) -> int | None:
        sign = html.unescape(match.group())
        if sign == match.group():
            return None
        self.before(match, copied)
        self.out.replace(sign, match.start(), match.end())
        return match.end()

    def raised(self, match: re.Match[str], copied: int) -> int:
        self.before(match, copied)
        written = self.source.cut(match.start() + 1, match.end() - 1)
        self.out.add(raised_behind(self.out, written) if match.group()[0] == "^" else written)
        return match.end()

    def struck(self, match: re.Match[str], copied: int) -> int:
        """Leave out what is struck through."""
        self.writer.skip(*self.source.to_draft(match.start(), match.end()), SkippedKind.MARKUP)
        return self.drop(match, copied)

    def power(self, match: re.Match[str], copied: int) -> int:
        self.before(match, copied)
        self.out.add(raised_behind(self.out, self.source.cut(*match.span("exponent"))))
        return match.end()

    def emphasis(self, match: re.Match[str], copied: int) -> int | None:
        text = self.source.text
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        is_free = not before.strip() and not after.strip()
        is_inside = match.group()[0] == "_" and before.isalnum() and after.isalnum()
        return None if is_free or is_inside else self.drop(match, copied)

    def dash(self, match: re.Match[str], copied: int) -> int:
        self.before(match, copied)
        self.out.replace("–" if len(match.group()) == 2 else "—", match.start(), match.end())
        return match.end()

    def line_end(self, match: re.Match[str], copied: int) -> int:
        # In a list of references the line may be all that tells one reference from the next.
        self.before(match, copied)
        self.out.replace("\n" if self.writer.in_references else " ", match.start(), match.end())
        return match.end()

    def note(self, match: re.Match[str], copied: int) -> int:
        self.writer.call_note(match.group()[2:-1], *self.source.to_draft(match.start(), match.end()))
        return self.drop(match, copied)

    def inline_note(self, match: re.Match[str], copied: int) -> int | None:
        end = self.pairs.get(match.end() - 1)
        if end is None or self.depth > _DEEPEST:
            return None
        self.before(match, copied)
        return self._write_note(match.start(), (match.end(), end))

    def _write_note(self, begin: int, words: tuple[int, int]) -> int:
        """Write a note that stands in the text from *begin* on; return what follows its bracket."""
        start, until = self.source.to_draft(begin, words[1] + 1)
        name = f"^{start}"
        inside = self.source.cut(*words)
        self.writer.call_note(name, start, until)
        self.writer.note(name, start, until, [(read_inline(inside, self.writer, self.depth + 1), inside)])
        return words[1] + 1

    def image(self, match: re.Match[str], copied: int) -> int | None:
        """Keep the words under a picture."""
        self.closings.pop(match.end() - 1, None)
        return self.bracket(match, copied)

    def bracket(self, match: re.Match[str], copied: int) -> int | None:
        text = self.source.text
        end = self.pairs.get(match.end() - 1)
        if end is None:
            return None
        link = _TARGET.match(text, end + 1) or _ATTRIBUTES.match(text, end + 1)
        if link is None:
            items = read_group(text[match.end() : end])
            if items:
                self.before(match, copied)
                self.writer.cite(*self.source.to_draft(match.start(), end + 1), items)
                return end + 1
            if is_cross_reference(text[match.end() : end]):
                self.before(match, copied)
                return end + 1
            link = _LABEL.match(text, end + 1)
        if link is None:
            return None
        attributes = _ATTRIBUTES.match(text, link.end())
        self.closings[end] = attributes.end() if attributes else link.end()
        self.before(match, copied)
        return match.end()

    def closed(self, match: re.Match[str], copied: int) -> int | None:
        end = self.closings.get(match.start())
        if end is None:
            return None
        self.before(match, copied)
        return end

    def cited(self, match: re.Match[str], copied: int) -> int:
        """Keep "@key" among the words, as the author's name that it is; brackets or a page behind it are left out."""
        self.before(match, copied)
        text, written = self.source.text, match.group()
        key = key_of(written.removeprefix("-"))
        if key is None:
            self.out.copy(match.start(), match.end())
            return match.end()
        end, bracketed = match.end(), None
        behind = re.compile(r"\s?\[(?![@^]|-@)").match(text, end)
        closed = self.pairs.get(behind.end() - 1) if behind else None
        if behind and closed is not None and text[closed + 1 : closed + 2] not in ("(", "[", "{"):
            end, bracketed = closed + 1, text[behind.end() : closed]
        elif (page := _PAGE_BEHIND.match(text, end)) is not None:
            end, bracketed = page.end(), page["page"] or page["inside"]
        self.out.copy(match.start(), match.end())
        items = read_narrative(key, bracketed, is_author_suppressed=written.startswith("-"))
        start, until = self.source.to_draft(match.start(), end)
        self.writer.cite(start, until, items, is_narrative=True)
        return end


_HANDLERS = {
    "crossing": _Inline.drop,
    "dressed": _Inline.dressed,
    "latex": _Inline.latex,
    "escape": _Inline.escape,
    "shortcode": _Inline.drop,
    "code": _Inline.code,
    "comment": _Inline.comment,
    "address": _Inline.drop,
    "bare_address": _Inline.leave,
    "inline_note": _Inline.inline_note,
    "note": _Inline.note,
    "image": _Inline.image,
    "bracket": _Inline.bracket,
    "closed": _Inline.closed,
    "cited": _Inline.cited,
    "formula": _Inline.formula,
    "struck": _Inline.struck,
    "power": _Inline.power,
    "tag": _Inline.tag,
    "entity": _Inline.entity,
    "raised": _Inline.raised,
    "emphasis": _Inline.emphasis,
    "dash": _Inline.dash,
    "line_end": _Inline.line_end,
}
