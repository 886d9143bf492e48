"""Manuscripts in HTML, read in the source that the editor has open."""

import html
import re
from dataclasses import dataclass, field

from litbase.claims.draft import CitedItem, Draft, DraftFormat, SentenceKind, SkippedKind
from litbase.claims.drafts.flow import Flow
from litbase.claims.drafts.formulas import figure_in, raised_behind
from litbase.claims.drafts.html_notes import NOTE_SIGN, find_notes
from litbase.claims.drafts.html_tags import Tag, ends_of, read_tags
from litbase.claims.drafts.locators import split_locator
from litbase.claims.drafts.writer import DraftWriter
from litbase.claims.plain import Plain

_WORDS = re.compile(
    r"(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});)|(?P<blank>[ \t\r\n\f]{2,}|[\t\r\n\f])"
)
_BLOCKS = frozenset(
    "address article aside body center dd details dialog div dl dt fieldset figure footer form header hgroup hr html"  # noqa: SIM905
    " li main menu nav ol p section summary table tbody tfoot thead ul".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_GONE = frozenset(("head", "svg", "math", "button", "select", "nav", "iframe", "object", "audio", "video", "canvas",
                   "rt", "rp", "rtc", "del", "s", "strike"))  # fmt: skip
_GONE_CLASSES = ("toc", "navbox", "mw-editsection", "mw-jump-link", "navbar", "noprint", "sidebar", "hidden")
_QUOTING = (
    "quote",
    "blockquote",
    "block-quote",
    "block-text",
    "quotation",
    "quotations",
    "msoquote",
    "msointensequote",
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_CAPTIONS = frozenset(("caption", "figcaption"))
_BACK = re.compile(r"\s*(?:[↑↩^⏎︎↵️]+|back|jump up|return).{0,20}", re.IGNORECASE | re.DOTALL)
_YEAR = re.compile(r"(?:(?:1[5-9]|20)\d\d[a-z]?|n\.\s?d\.|forthcoming|in press)\)?", re.IGNORECASE)


def read_html(text: str) -> Draft:
    """Read a manuscript in HTML."""
    writer = DraftWriter(text, DraftFormat.HTML)
    reading = _Html(writer, Flow(writer), list(read_tags(text)))
    reading.read(0, len(reading.tags), 0, len(text))
    reading.flow.end_paragraph(len(text), len(text))
    return writer.draft()


@dataclass(slots=True)
class _Html:
    """The walk through one page."""

    writer: DraftWriter
    flow: Flow
    tags: list[Tag]
    ends: dict[int, int] = field(init=False)
    calls: dict[int, str] = field(init=False)
    """Index of the link that calls a note → the name of the note."""
    notes: dict[int, str] = field(init=False)
    """Index of the element that holds a note → the name of the note."""
    note: str | None = None
    opened: list[tuple[int, SentenceKind]] = field(default_factory=list)
    """Where the blocks end whose sentences are of a kind of their own: index of the closing tag, kind."""
    lists: list[int] = field(default_factory=list)
    inline: set[int] = field(default_factory=set)
    """Closing tags of the number and the words of a reference, which are one paragraph."""

    def __post_init__(self) -> None:
        self.ends = ends_of(self.tags)
        found = find_notes(self.tags, self.ends, self._shown)
        self.calls, self.notes = found.calls, found.notes

    @property
    def text(self) -> str:
        return self.writer.text

    def _shown(self, index: int) -> str:
        """Return the words of an element without their markup."""
        inside = self.text[self.tags[index].end : self.tags[self.ends[index]].start]
        return html.unescape(re.sub(r"<[^<>]*>", "", inside))

    def read(self, first: int, last: int, start: int, end: int) -> None:
        """Read the tags from *first* to *last* and the words between the offsets *start* and *end*."""
        position, index = start, first
        while index < last:
            tag = self.tags[index]
            self._words(position, tag.start)
            index = self._tag(index, tag)
            position = self.tags[index - 1].end
        self._words(position, end)

    def _words(self, start: int, end: int) -> None:
        """Write words: entities as signs, runs of white space as one blank."""
        out, position = self.flow.out, start
        for match in _WORDS.finditer(self.text, start, end):
            out.copy(position, match.start())
            sign = " " if match.group("blank") else html.unescape(match.group())
            out.replace(sign, match.start(), match.end())
            position = match.end()
        out.copy(position, max(position, end))

    def _tag(self, index: int, tag: Tag) -> int:
        """Read one tag, or a whole element, and return the index behind it."""
        if tag.name == "!":
            if self.text.startswith("<!--", tag.start):
                self.writer.skip(tag.start, tag.end, SkippedKind.COMMENT)
            return index + 1
        if tag.closes:
            return self._close(index, tag)
        end = self.ends.get(index)
        if end is not None:
            for concerns, read in _ELEMENTS:
                if concerns(self, index, tag):
                    behind = read(self, index, end)
                    if behind is not None:
                        return behind
        return self._open(index, tag)

    def _open(self, index: int, tag: Tag) -> int:
        name = tag.name
        end = self.ends.get(index, len(self.tags))
        if name == "br":
            self.flow.out.replace(" ", tag.start, tag.end)
        elif name == "blockquote":
            self._begin(SentenceKind.QUOTED, tag, end)
        elif self._is_set_off(index) and not self._is_in_row() and SentenceKind.QUOTED not in self.flow.kinds:
            self._begin(SentenceKind.QUOTED, tag, self._last_set_off(end))
        elif name == "tr":
            self._begin(SentenceKind.TABLE_ROW, tag, end)
        elif name == "footer" and SentenceKind.QUOTED in self.flow.kinds:
            self._begin(SentenceKind.PROSE, tag, end)
        elif name in _CAPTIONS:
            self._begin(SentenceKind.CAPTION, tag, end)
        elif name in ("td", "th"):
            if self.flow.out.length:
                self.flow.out.replace("\t", tag.start, tag.end)
        elif tag.has("csl-left-margin", "csl-right-inline") and end < len(self.tags):
            self.inline.add(end)
            self.flow.out.replace(" ", tag.start, tag.end)
        elif name in _BLOCKS and not self._is_in_row():
            self.flow.end_paragraph(tag.start, tag.end)
            self._open_list(tag, end)
        elif name in _BLOCKS:
            self.flow.out.replace(" ", tag.start, tag.end)
        return index + 1

    def _is_set_off(self, index: int) -> bool:
        """Tell whether an element is a paragraph that a word processor has set off as a quotation."""
        return index in self.ends and self.tags[index].name in ("p", "div") and self.tags[index].has(*_QUOTING)

    def _last_set_off(self, end: int) -> int:
        """Return where the last of the paragraphs ends that are set off one behind the other."""
        while end + 1 < len(self.tags) and self._is_set_off(end + 1):
            if self.text[self.tags[end].end : self.tags[end + 1].start].strip():
                break
            end = self.ends[end + 1]
        return end

    def _is_in_row(self) -> bool:
        return self.flow.kinds[-1] is SentenceKind.TABLE_ROW

    def _open_list(self, tag: Tag, end: int) -> None:
        """Note a list of references and its entries by what programs call them."""
        identifier = tag.attributes.get("id", "")
        if identifier == "refs" or tag.has("csl-bib-body", "references", "doc-bibliography"):
            self.writer.in_references = True
            self.lists.append(end)
        if tag.has("csl-entry", "doc-biblioentry"):
            self.flow.key = identifier.removeprefix("ref-") or None

    def _begin(self, kind: SentenceKind, tag: Tag, end: int) -> None:
        self.flow.end_paragraph(tag.start, tag.end)
        self.flow.begin(kind)
        self.opened.append((end, kind))

    def _close(self, index: int, tag: Tag) -> int:
        if index in self.inline:
            self.flow.out.replace(" ", tag.start, tag.end)
            return index + 1
        is_block = tag.name in _BLOCKS or tag.name in ("blockquote", "tr", *_CAPTIONS)
        if is_block and (not self._is_in_row() or tag.name in ("tr", "table", "tbody")):
            self.flow.end_paragraph(tag.start, tag.end)
        while self.opened and self.opened[-1][0] <= index:
            self.flow.end_paragraph(tag.start, tag.end)
            self.flow.end(self.opened.pop()[1])
        if self.lists and self.lists[-1] <= index:
            self.lists.pop()
            self.writer.in_references = False
        if is_block:
            self.flow.key = None
        return index + 1

    def is_gone(self, _: int, tag: Tag) -> bool:
        is_hidden = "hidden" in tag.attributes or _NOT_SHOWN.search(tag.attributes.get("style", "")) is not None
        return is_hidden or tag.name in _GONE or tag.has(*_GONE_CLASSES)

    def skip(self, index: int, end: int) -> int:
        tag = self.tags[index]
        kind = SkippedKind.FRONT_MATTER if tag.name == "head" else SkippedKind.MARKUP
        self.writer.skip(tag.start, self.tags[end].end, SkippedKind.MATH if tag.name == "math" else kind)
        return end + 1

    def is_formula(self, _: int, tag: Tag) -> bool:
        return tag.name == "span" and tag.has("math")

    def formula(self, index: int, end: int) -> int:
        """Leave mathematics out, unless it is a number."""
        inside = self._inside(index, end)
        figure = figure_in(inside)
        self.flow.out.add(figure or Plain())
        if figure is None:
            self.writer.skip(self.tags[index].start, self.tags[end].end, SkippedKind.MATH)
        return end + 1

    def is_code(self, _: int, tag: Tag) -> bool:
        return tag.name == "pre"

    def code(self, index: int, end: int) -> int:
        self.flow.end_paragraph(self.tags[index].start, self.tags[end].end)
        self.writer.skip(self.tags[index].start, self.tags[end].end, SkippedKind.CODE)
        return end + 1

    def is_heading(self, _: int, tag: Tag) -> bool:
        return tag.name in _HEADINGS

    def heading(self, index: int, end: int) -> int:
        self.flow.end_paragraph(self.tags[index].start, self.tags[end].end)
        self.writer.heading(self._inside(index, end).trimmed())
        self.flow.start = self.tags[end].end
        return end + 1

    def is_quotation(self, _: int, tag: Tag) -> bool:
        return tag.name == "q"

    def quotation(self, index: int, end: int) -> int:
        opened, closed = self.tags[index], self.tags[end]
        self.flow.quote(self._inside(index, end), (opened.start, opened.end), (closed.start, closed.end))
        return end + 1

    def is_raised(self, _: int, tag: Tag) -> bool:
        return tag.name == "sup"

    def raise_words(self, index: int, end: int) -> int:
        self.flow.out.add(raised_behind(self.flow.out, self._inside(index, end)))
        return end + 1

    def is_call(self, index: int, _: Tag) -> bool:
        return index in self.calls and self.note is None

    def call(self, index: int, end: int) -> int:
        self.writer.call_note(self.calls[index], self.tags[index].start, self.tags[end].end)
        return end + 1

    def is_back(self, index: int, tag: Tag) -> bool:
        """Tell whether a link leads back from a note to the text."""
        if self.note is None or tag.name != "a":
            return False
        shown = self._shown(index)
        return tag.has("footnote-back", "doc-backlink") or bool(_BACK.fullmatch(shown) or NOTE_SIGN.fullmatch(shown))

    def is_note(self, index: int, _: Tag) -> bool:
        return self.note is None and index in self.notes

    def read_note(self, index: int, end: int) -> int:
        opened, closed = self.tags[index], self.tags[end]
        self.flow.end_paragraph(opened.start, closed.end)
        self.note = self.notes[index]
        was_in_references, self.writer.in_references = self.writer.in_references, False
        plain = self._inside(index, end)
        self.flow.note(self.note, plain, opened.end, closed.start)
        self.note, self.writer.in_references = None, was_in_references
        return end + 1

    def _inside(self, index: int, end: int) -> Plain:
        return self.flow.inside(
            lambda start, until: self.read(index + 1, end, start, until), self.tags[index].end, self.tags[end].start
        )

    def is_citation(self, _: int, tag: Tag) -> bool:
        return bool(tag.attributes.get("data-cites"))

    def citation(self, index: int, end: int) -> int | None:
        """Read a citation that pandoc has written: the keys are kept, the locators stand in the words."""
        opened, closed = self.tags[index], self.tags[end]
        keys = opened.attributes["data-cites"].split()
        shown = self._shown(index).strip()
        is_narrative = not shown.startswith(("(", "[")) and not NOTE_SIGN.fullmatch(shown)
        items = tuple(CitedItem(key, locator) for key, locator in zip(keys, _locators(shown, len(keys)), strict=True))
        self.writer.cite(opened.start, closed.end, items, is_narrative=is_narrative)
        return None if is_narrative else end + 1


def _locators(shown: str, works: int) -> list[str | None]:
    """Return what stands behind the year of each work, None for all if the words name another number of works."""
    parts = shown.strip("()[]").split(";")
    if len(parts) != works:
        return [None] * works
    found: list[str | None] = []
    for part in parts:
        year = _YEAR.search(part)
        found.append(split_locator(part[year.end() :].rstrip(")"))[0] if year else None)
    return found


_ELEMENTS = (
    (_Html.is_gone, _Html.skip),
    (_Html.is_note, _Html.read_note),
    (_Html.is_back, _Html.skip),
    (_Html.is_call, _Html.call),
    (_Html.is_citation, _Html.citation),
    (_Html.is_code, _Html.code),
    (_Html.is_formula, _Html.formula),
    (_Html.is_heading, _Html.heading),
    (_Html.is_quotation, _Html.quotation),
    (_Html.is_raised, _Html.raise_words),
)
