"""Manuscripts in wikitext, as Wikipedia's editors write it ("Help:Wikitext")."""

import html
import re
from dataclasses import dataclass, field

from litbase.claims.draft import CitedItem, Draft, DraftFormat, SentenceKind, SkippedKind
from litbase.claims.drafts import wikitext_marks as marks
from litbase.claims.drafts import wikitext_templates as templates
from litbase.claims.drafts.flow import Flow
from litbase.claims.drafts.formulas import raised_behind
from litbase.claims.drafts.wikitext_notes import NoteCalls, cited_by, name_in, page_beside
from litbase.claims.drafts.wikitext_templates import Template, matching_brackets, read_template
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import PlainWriter


def read_wikitext(text: str) -> Draft:
    """Read a manuscript in wikitext."""
    writer = DraftWriter(text, DraftFormat.WIKITEXT)
    reading = _Wikitext(writer, Flow(writer))
    reading.read(0, len(text))
    reading.flow.end_paragraph(len(text), len(text))
    reading.calls.cite()
    return writer.draft()


@dataclass(slots=True)
class _Wikitext:
    """The walk through one draft."""

    writer: DraftWriter
    flow: Flow
    closed: dict[int, int] = field(init=False)
    calls: NoteCalls = field(init=False)
    rows: int = 0  # depth of tables
    cited: list[CitedItem] | None = None
    """The works cited in the note that is being read, None outside notes."""
    never_closed: set[str] = field(default_factory=set)
    is_list: bool = False
    """Whether notes are being listed that are called elsewhere."""
    in_item: bool = False

    def __post_init__(self) -> None:
        self.closed = matching_brackets(self.text)
        self.calls = NoteCalls(self.writer)

    @property
    def text(self) -> str:
        return self.writer.text

    @property
    def out(self) -> PlainWriter:
        return self.flow.out

    def read(self, start: int, end: int) -> None:
        """Read the draft between two offsets into the paragraph of the flow."""
        position = start
        while (match := marks.TOKEN.search(self.text, position, end)) is not None:
            self.out.copy(position, match.start())
            position = min(_HANDLERS[match.lastgroup or ""](self, match, end), end)
        self.out.copy(position, max(position, end))

    def comment(self, match: re.Match[str], _: int) -> int:
        self.writer.skip(match.start(), match.end(), SkippedKind.COMMENT)
        return match.end()

    def literal(self, match: re.Match[str], _: int) -> int:
        closed = self._closing_tag("nowiki", match.end())
        if closed is None:
            return match.end()
        self.out.copy(match.end(), closed[0])
        return closed[1]

    def _closing_tag(self, name: str, position: int) -> tuple[int, int] | None:
        """Return where the tag that closes the element *name* begins and ends; it is looked for in vain only once."""
        if name in self.never_closed:
            return None
        closed = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(self.text, position)
        if closed is None:
            self.never_closed.add(name)
        return None if closed is None else closed.span()

    def code(self, match: re.Match[str], _: int) -> int:
        kind = SkippedKind.MATH if match.group("kind") in ("math", "chem") else SkippedKind.CODE
        closed = self._closing_tag(match.group("kind").lower(), match.end())
        end = match.end() if closed is None else closed[1]
        self.writer.skip(match.start(), end, kind)
        return end

    def gone(self, match: re.Match[str], end: int) -> int:
        """Leave out what is struck through."""
        closed = self._closing_tag(match.group("struck").lower(), match.end())
        if closed is None or closed[1] > end:
            return match.end()
        self.writer.skip(match.start(), closed[1], SkippedKind.MARKUP)
        return closed[1]

    def ref(self, match: re.Match[str], _: int) -> int:
        name = name_in(match.group("attributes") or "")
        closed = None if match.group("empty") else self._closing_tag("ref", match.end())
        page, end = page_beside(self.text, match.end() if closed is None else closed[1], self.closed)
        if closed is None:
            if name is not None:
                self._call((name,), match.start(), end, page)
            return end
        label = name if name is not None else f"^{match.start()}"
        items = self._note(label, (match.end(), closed[0]), (match.start(), end))
        if name is not None:
            self.calls.define(name, items)
        if not self.is_list:
            self.writer.call_note(label, match.start(), end)
            self._cite(match.start(), end, cited_by(items, name, page))
        return end

    def _note(self, label: str, inner: tuple[int, int], outer: tuple[int, int]) -> tuple[CitedItem, ...]:
        """Read what a note says and return the works that its templates cite."""
        before, self.cited = self.cited, []
        plain = self.flow.inside(self.read, *inner)
        items, self.cited = tuple(self.cited), before
        self.flow.note(label, plain, *outer)
        return items

    def _call(self, called: tuple[str, ...], start: int, end: int, page: CitedItem | None) -> None:
        if not self.writer.in_references and self.cited is None:
            self.calls.call(called, start, end, page=page)

    def template(self, match: re.Match[str], end: int) -> int:
        until = self.closed.get(match.start())
        if until is None or until > end:
            return match.end()
        found = read_template(self.text, match.start(), until, self.closed)
        if templates.is_citation(found):
            return self._full_citation(found)
        if templates.is_short_citation(found):
            return self._short_citation(found)
        if found.name in marks.QUOTES:
            return self._block_quotation(found)
        return self._other_template(found)

    def _cite(self, start: int, end: int, items: tuple[CitedItem, ...], *, is_narrative: bool = False) -> None:
        """Write a citation; works named in a note are cited where the note is called."""
        if self.cited is not None:
            self.cited += items
        else:
            self.writer.cite(start, end, items, is_narrative=is_narrative)

    def _full_citation(self, found: Template) -> int:
        """Read the description of a work, in a note or in a list of references, as words and as a citation."""
        item = templates.cited_work(found)
        self._cite(found.start, found.end, (item,))
        if self.cited is None and self.writer.in_references:
            self.flow.work = item.work
        if self.writer.in_references:
            self._write_listed(found)
        if self.cited is not None or self.writer.in_references:
            self._write_quoted(found)
        return found.end

    def _write_listed(self, found: Template) -> None:
        """Write the description of a work as words."""
        before = found.start
        for argument in found.arguments:
            if argument.name in marks.LISTED and argument.text.strip():
                start = argument.start + len(argument.text) - len(argument.text.lstrip())
                if before > found.start:
                    self.out.replace(", ", before, start)
                self.out.add(self.flow.inside(self.read, start, argument.start + len(argument.text.rstrip())))
                before = argument.start + len(argument.text.rstrip())

    def _write_quoted(self, found: Template) -> None:
        """Write the words that a citation says are quoted from the work ("quote=…")."""
        quoted = found.first("quote", "zitat")
        if quoted is not None:
            plain = self.flow.inside(self.read, quoted.start, quoted.end)
            self.flow.quote(plain, (quoted.start - 1, quoted.start), (quoted.end, quoted.end + 1))

    def _short_citation(self, found: Template) -> int:
        items = templates.short_cited(found)
        is_narrative = found.name in ("harvtxt", "harvard citation text")
        if is_narrative:
            for argument in found.arguments[:1]:
                self.out.copy(argument.start, argument.end)
        if found.name != "sfnref":
            self._cite(found.start, found.end, items, is_narrative=is_narrative)
        return found.end

    def _block_quotation(self, found: Template) -> int:
        """Read a quotation set off by a template; author and source stand behind it as its citation in words."""
        words = found.first("text", "quote", "content", "zitat", "1")
        self.flow.end_paragraph(found.start, found.start)
        if words is None:
            return found.end
        self.flow.begin(SentenceKind.QUOTED)
        self.flow.start = words.start
        self.out.add(self.flow.inside(self.read, words.start, words.end))
        self.flow.end_paragraph(words.end, words.end)
        self.flow.end(SentenceKind.QUOTED)
        for argument in found.arguments:
            if argument.name in ("author", "source", "title", "2", "3", "4") and argument.start > words.end:
                self.out.add(self.flow.inside(self.read, argument.start, argument.end))
                self.out.replace(" ", argument.end, argument.end + 1)
        self.flow.end_paragraph(found.end, found.end)
        return found.end

    def _other_template(self, found: Template) -> int:
        name = found.name
        if name in marks.NOTES:
            return self._template_note(found)
        if name in ("r", "rp", "reflist", "notelist", "references"):
            return self._reference_template(found)
        if name in marks.INLINE_QUOTES and (quoted := found.first("1", "text")) is not None:
            plain = self.flow.inside(self.read, quoted.start, quoted.end)
            self.flow.quote(plain, (found.start, quoted.start), (quoted.end, found.end))
            return found.end
        if marks.SIGNS.get(name):
            self.out.replace(marks.SIGNS[name], found.start, found.end)
        if name.startswith("formatnum:"):
            self.out.copy(found.start + 2 + len("formatnum:"), found.end - 2)
            return found.end
        if name in marks.MONEY or name == "as of":
            self.out.replace(marks.MONEY.get(name, "As of "), found.start, found.start + 2)
        if name in ("convert", "cvt", "val"):
            return self._measure(found)
        if name in ("frac", "sfrac", "fraction"):
            return self._fraction(found)
        if name in marks.RAISED and (raised := found.first("1", "p")) is not None:
            self.out.replace(marks.RAISED[name], found.start, found.start + 2)
            self.out.add(raised_behind(self.out, self.flow.inside(self.read, raised.start, raised.end)))
            return found.end
        shown = found.first(
            "1" if name.startswith("lang-") else marks.WORDS.get(name, ""), "1" if name in marks.WORDS else ""
        )
        if shown is None and (name in ("circa", "c.", "as of") or name in marks.MONEY):
            shown = found.first("1")
        if shown is not None:
            self.out.add(self.flow.inside(self.read, shown.start, shown.end))
        elif name not in marks.SIGNS:
            self.writer.skip(found.start, found.end, SkippedKind.MARKUP)
        return found.end

    def _measure(self, found: Template) -> int:
        """Keep number and unit of "{{convert|27|km}}" or "{{val|27|u=km}}"."""
        number, unit = found.first("1"), found.first("u", "ul") if found.name == "val" else found.first("2")
        if number is not None:
            self.out.copy(number.start, number.end)
        if number is not None and unit is not None:
            self.out.replace(" ", number.end, unit.start)
            self.out.copy(unit.start, unit.end)
        return found.end

    def _fraction(self, found: Template) -> int:
        """Keep "{{frac|2|3}}" as "2/3" and "{{frac|1|2|3}}" as "1 2/3"."""
        parts = [each for each in found.arguments if each.name.isdigit() and each.text.strip()]
        for number, part in enumerate(parts, start=1):
            if number > 1:
                self.out.replace("/" if number == len(parts) else " ", parts[number - 2].end, part.start)
            self.out.copy(part.start, part.end)
        return found.end

    def _template_note(self, found: Template) -> int:
        words = found.first("1", "text")
        name = found.value("name") or f"^{found.start}"
        if words is None:
            self._call((name,), found.start, found.end, None)
            return found.end
        items = self._note(name, (words.start, words.end), (found.start, found.end))
        self.calls.define(name, items)
        self.writer.call_note(name, found.start, found.end)
        self._cite(found.start, found.end, items)
        return found.end

    def _reference_template(self, found: Template) -> int:
        """Read "{{r|name|p=61}}", and the notes kept in "{{reflist|refs=…}}"."""
        if found.name == "r":
            page = found.first("p", "page", "pp", "pages", "at")
            beside = CitedItem(None, page.value, "page") if page else None
            called = [each.value for each in found.arguments if each.name.isdigit() and each.text.strip()]
            self._call(tuple(called), found.start, found.end, beside)
            return found.end
        kept = found.first("refs", "notes")
        if kept is not None:
            self.is_list = True
            self.flow.inside(self.read, kept.start, kept.end)
            self.is_list = False
        return found.end

    def table(self, match: re.Match[str], _: int) -> int:
        sign = match.group().strip(" \t:")[:2]
        self.flow.end_paragraph(match.start(), match.end())
        if sign == "{|":
            self.rows += 1
            self.flow.begin(SentenceKind.TABLE_ROW)
        elif sign == "|}" and self.rows:
            self.rows -= 1
            self.flow.end(SentenceKind.TABLE_ROW)
        return match.end()

    def title(self, match: re.Match[str], end: int) -> int:
        line_end = self.text.find("\n", match.end(), end)
        until = end if line_end < 0 else line_end
        if not self.rows:
            return match.start() + 1
        self.flow.end_paragraph(match.start(), match.end())
        self.flow.begin(SentenceKind.CAPTION)
        self.out.add(self.flow.inside(self.read, match.end(), until))
        self.flow.end_paragraph(until, until)
        self.flow.end(SentenceKind.CAPTION)
        return until

    def cell(self, match: re.Match[str], end: int) -> int:
        """Read the bar before a cell and the attributes that may follow it."""
        if not self.rows:
            self.out.copy(match.start(), match.end())
            return match.end()
        styled = re.compile(r"[ \t]*[\w-]+[ \t]*=[^\n|\[\]{}]*\|(?!\|)").match(self.text, match.end(), end)
        until = styled.end() if styled else match.end()
        if self.out.length:
            self.out.replace("\t", match.start(), until)
        return until

    def heading(self, match: re.Match[str], _: int) -> int:
        self.flow.end_paragraph(match.start(), match.end())
        self.writer.heading(self.flow.inside(self.read, *match.span("words")).trimmed())
        self.flow.start = match.end()
        return match.end()

    def item(self, match: re.Match[str], _: int) -> int:
        self.flow.end_paragraph(match.start(), match.end())
        self.in_item = True
        return match.end()

    def rule(self, match: re.Match[str], _: int) -> int:
        return match.end()

    def quote(self, match: re.Match[str], _: int) -> int:
        self.flow.end_paragraph(match.start(), match.end())
        if match.group().startswith("</"):
            self.flow.end(SentenceKind.QUOTED)
        else:
            self.flow.begin(SentenceKind.QUOTED)
        return match.end()

    def spoken_quote(self, match: re.Match[str], end: int) -> int:
        """Read "<q>…</q>"."""
        closed = re.compile(r"</q\s*>").search(self.text, match.end(), end)
        if closed is None or match.group().startswith("</"):
            return match.end()
        plain = self.flow.inside(self.read, match.end(), closed.start())
        self.flow.quote(plain, match.span(), closed.span())
        return closed.end()

    def power(self, match: re.Match[str], _: int) -> int:
        self.out.add(raised_behind(self.out, self.flow.whole.cut(*match.span("exponent"))))
        return match.end()

    def tag(self, match: re.Match[str], _: int) -> int:
        tag = match.group().lower()
        if tag.startswith(("<references", "</references")):
            self.is_list = tag[1] != "/" and not tag.endswith("/>")
        if tag.startswith(("<br", "<p", "</p")):
            self.out.replace(" ", match.start(), match.end())
        return match.end()

    def link(self, match: re.Match[str], end: int) -> int:
        until = self.closed.get(match.start())
        if until is None or until > end:
            return match.end()
        inner = (match.end(), until - 2)
        bars = list(templates.bars(self.text, *inner, self.closed))
        if not bars and marks.LANGUAGE.match(self.text, *inner):
            self.writer.skip(match.start(), until, SkippedKind.MARKUP)
            return until
        if marks.NO_TEXT.match(self.text, *inner):
            return self._file(inner, bars, until)
        self.out.add(self.flow.inside(self.read, bars[0] + 1 if bars else inner[0], inner[1]))
        return until

    def _file(self, inner: tuple[int, int], bars: list[int], until: int) -> int:
        """Read the words under a picture; categories and pictures without words are left out."""
        if (
            not bars
            or marks.CATEGORY.match(self.text, *inner)
            or marks.SETTING.fullmatch(self.text[bars[-1] + 1 : inner[1]].strip())
        ):
            self.writer.skip(inner[0] - 2, until, SkippedKind.MARKUP)
            return until
        if not self.out.plain().text.strip():  # the picture stands before the words of its paragraph
            self.flow.end_paragraph(inner[0] - 2, until)
        caption = self.flow.inside(self.read, bars[-1] + 1, inner[1])
        source = self.flow.whole.cut(bars[-1] + 1, inner[1])
        self.writer.block(caption, source, kind=SentenceKind.CAPTION)
        return until

    def page(self, match: re.Match[str], _: int) -> int:
        if match.group("shown"):
            start, end = match.span("shown")
            words = self.text[start:end]
            self.out.copy(start + len(words) - len(words.lstrip()), end)
        return match.end()

    def emphasis(self, match: re.Match[str], _: int) -> int:
        return match.end()

    def entity(self, match: re.Match[str], _: int) -> int:
        self.out.replace(html.unescape(match.group()), match.start(), match.end())
        return match.end()

    def paragraph(self, match: re.Match[str], _: int) -> int:
        if self.rows:
            self.out.replace(" ", match.start(), match.end())
        else:
            self.flow.end_paragraph(match.start(), match.end())
        self.in_item = False
        return match.end()

    def line_end(self, match: re.Match[str], _: int) -> int:
        ahead = self.text[match.end() : match.end() + 1]
        if self.rows and ahead in ("|", "!"):
            return match.end()
        if self.in_item:  # a list item is one line
            self.in_item = False
            self.flow.end_paragraph(match.start(), match.end())
        else:
            self.out.replace(" ", match.start(), match.end())
        return match.end()


_HANDLERS = {
    "comment": _Wikitext.comment,
    "literal": _Wikitext.literal,
    "code": _Wikitext.code,
    "gone": _Wikitext.gone,
    "ref": _Wikitext.ref,
    "quote": _Wikitext.quote,
    "spoken": _Wikitext.spoken_quote,
    "power": _Wikitext.power,
    "tag": _Wikitext.tag,
    "template": _Wikitext.template,
    "table": _Wikitext.table,
    "title": _Wikitext.title,
    "cell": _Wikitext.cell,
    "heading": _Wikitext.heading,
    "item": _Wikitext.item,
    "rule": _Wikitext.rule,
    "link": _Wikitext.link,
    "page": _Wikitext.page,
    "emphasis": _Wikitext.emphasis,
    "entity": _Wikitext.entity,
    "paragraph": _Wikitext.paragraph,
    "line_end": _Wikitext.line_end,
}
