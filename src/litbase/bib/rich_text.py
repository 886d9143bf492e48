"""Titles with their typographic marks: LaTeX ↔ the tags of CSL-JSON (citeproc-js, "HTML-like formatting tags")."""

import re
from collections.abc import Iterator

from litbase.bib.latex import decode, encode
from litbase.bib.latex_symbols import FONTS

_MARK = re.compile(r"\\[{}]|[{}]")
_BEFORE = re.compile(r"\\(?:([A-Za-z]+)\*?|[^A-Za-z])\s*\Z")
_SWITCH = re.compile(r"\{\s*\\([A-Za-z]+)(?![A-Za-z]|\s*\{)")
_SPECIAL = re.compile(r"\{\s*\\")
_TAGS = ("nocase", "i", "b", "sup", "sub", "sc")
_FIRST = 0xE020  # a tag's opening and closing stand as two private characters while LaTeX is decoded
# Braces around a capital protect its word: {E}gypt would be read as two words, the second to be capitalised.
_PART_OF_WORD = re.compile("([^\\W\\d_]*)(\ue020)([^\ue020\ue021]*)(\ue021)([^\\W\\d_]*)")
_OPENING = {
    "nocase": '<span class="nocase">',
    "sc": '<span style="font-variant:small-caps;">',
}
_LATEX = {
    "nocase": ("{{}", "}"),  # a group that begins with a command would protect nothing
    "i": (r"\emph{", "}"),
    "b": (r"\textbf{", "}"),
    "sup": (r"\textsuperscript{", "}"),
    "sub": (r"\textsubscript{", "}"),
    "sc": (r"\textsc{", "}"),
}


def to_rich(text: str) -> str:
    """Return LaTeX *text* decoded, its fonts and the braces that protect capitals as CSL-JSON tags."""
    if "{" not in text:
        return decode(text)
    characters = list(text)
    for opening, closing, tag in _groups(text):
        number = _FIRST + 2 * _TAGS.index(tag)
        characters[opening] += chr(number)
        characters[closing] = chr(number + 1) + characters[closing]
    plain = _PART_OF_WORD.sub(r"\2\1\3\5\4", decode("".join(characters)))
    for index, tag in enumerate(_TAGS):
        plain = plain.replace(chr(_FIRST + 2 * index) + chr(_FIRST + 2 * index + 1), "")
        plain = plain.replace(chr(_FIRST + 2 * index), _OPENING.get(tag, f"<{tag}>"))
        plain = plain.replace(chr(_FIRST + 2 * index + 1), "</span>" if tag in _OPENING else f"</{tag}>")
    return plain


def _groups(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the braces that stand for a tag: offsets of both, and the tag."""
    stack: list[tuple[int, str | None]] = []
    for match in _MARK.finditer(text):
        if match[0] == "{":
            tag = _tag_at(text, match.start())
            inside = any(outer == "nocase" for _, outer in stack)
            stack.append((match.start(), None if tag == "nocase" and inside else tag))
        elif match[0] == "}" and stack:
            opening, tag = stack.pop()
            if tag is not None and any(character.isalnum() for character in text[opening : match.start()]):
                yield opening, match.start(), tag


def _tag_at(text: str, opening: int) -> str | None:
    """Return the tag for the group that begins at *opening*, None for a command's plain argument and for accents."""
    before = _BEFORE.search(text, max(0, opening - 40), opening)
    if before:
        return FONTS.get(before[1] or "") or None
    switch = _SWITCH.match(text, opening)
    if switch and switch[1] in FONTS:
        return FONTS[switch[1]] or None
    return None if _SPECIAL.match(text, opening) else "nocase"


_TAG = re.compile(r"<(/?)(i|b|em|strong|sup|sub|sc|span)\b([^<>]*)>", re.IGNORECASE)


def from_rich(text: str) -> str:
    """Return CSL-JSON rich *text* as LaTeX with balanced braces; what is no tag is text."""
    parts: list[str] = []
    unclosed: list[tuple[str, str]] = []
    position = 0
    for match in _TAG.finditer(text):
        parts.append(encode(text[position : match.start()]))
        position = match.end()
        name = match[2].lower()
        if not match[1]:
            opening, closing = _LATEX.get(_meaning(name, match[3]), ("", ""))
            parts.append(opening)
            unclosed.append((name, closing))
        elif any(name == other for other, _ in unclosed):
            while unclosed:
                other, closing = unclosed.pop()
                parts.append(closing)
                if other == name:
                    break
    parts += [encode(text[position:]), *(closing for _, closing in reversed(unclosed))]
    return re.sub(r"\{\{\}(?!\\)", "{", "".join(parts))


def _meaning(name: str, attributes: str) -> str:
    if name != "span":
        return {"em": "i", "strong": "b"}.get(name, name)
    if "small-caps" in attributes:
        return "sc"
    return "nocase" if "nocase" in attributes else ""
