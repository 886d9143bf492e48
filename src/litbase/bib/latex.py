"""LaTeX in field values decoded to plain text, and plain text written as LaTeX; each value only when asked for."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from litbase.bib.latex_symbols import ACCENTS, ESCAPES, FONTS, SIGNS, WORDS
from litbase.errors import EntryError

_SPECIAL = re.compile(r"[\\{}~$`]|--|''")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_MATH = re.compile(r"\$([^$]*)\$")
_SIMPLE_MATH = re.compile(r"[\w\s.,+=<>()/:-]*|\^\{?[\w+-]+\}?|_\{?[\w+-]+\}?")
_MONEY = re.compile(r"\d[\d.,]*\s*(?:[A-Za-z]{2,}|[-–(]|$)(?![^\s]*\^)|\d[\d.,]*\s+and\b")
_ACCENT = re.compile(
    r"""\\(?:(["'`^~=.])\s*|([uvHrckdbth])(?:\s+|(?=[{\\])))(?:\{\s*(?:\\([ij])|([^\W\d_]?))\s*\}|\\([ij])(?![A-Za-z])\s?|([^\W\d_]))"""
)
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)\*?(\{\}|[ \t\r\n]*)|(.|\n))", re.DOTALL)
_DROPPED = re.compile(
    r"\\(?:noopsort|index|label|footnote|cite[a-z]*|foreignlanguage|textcolor|href|bibinfo)\s*\{[^{}]*\}"
)
_BARE_SIGN = re.compile(r"(?<!\\)[%&#]")
_PLAIN = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("~", "\u00a0"))
_CLOSING_QUOTE = re.compile(r"(‘[^‘’']*)'(?!\w)")
_LONGEST_FOR_PARSER = 20_000  # characters; beyond, unknown commands stay as they are
_DEEPEST_FOR_PARSER = 40  # nested braces
_OPEN, _CLOSE, _TILDE = "\ue010", "\ue011", "\ue013"  # stand for braces and a tilde that are printed


@lru_cache(maxsize=8192)
def decode(text: str) -> str:
    """Return the plain text that the LaTeX in *text* prints: accents composed, braces gone, white space single.

    Commands beyond the common ones go to pylatexenc. Anything is accepted; what is no LaTeX stays.
    """
    if _SPECIAL.search(text) is None:
        return _SPACE.sub(" ", text).strip()
    known, complete = _decode_known(text)
    if not complete and len(text) <= _LONGEST_FOR_PARSER and text.count("{") <= _DEEPEST_FOR_PARSER:
        known = _decode_by_parser(text)
    known = known.replace("{", "").replace("}", "")
    known = known.replace(_OPEN, "{").replace(_CLOSE, "}").replace(_TILDE, "~")
    return unicodedata.normalize("NFC", _SPACE.sub(" ", known).strip())


def _decode_known(text: str) -> tuple[str, bool]:
    """Return *text* with the commands of our table replaced, and whether it held no other."""
    complete = True

    def command(match: re.Match[str]) -> str:
        nonlocal complete
        word, space, sign = match[1], match[2], match[3]
        if sign is not None:
            if sign in "{}":
                return _OPEN if sign == "{" else _CLOSE
            complete = complete and sign in SIGNS
            return SIGNS.get(sign, sign)
        if word in WORDS:
            return {"{": _OPEN, "}": _CLOSE}.get(WORDS[word], WORDS[word])
        complete = complete and word in FONTS
        return "" if word in FONTS else f"\\{word}{space}"

    text = _DROPPED.sub("", text)
    text, mathless = _without_math(text)
    for _ in range(3):  # \\'{\\^a}: the inner accent first
        text = _ACCENT.sub(_accented, text)
    pieces: list[str] = []
    position = 0
    for match in _COMMAND.finditer(text):  # ligatures lie between commands, never across one
        pieces += (_ligatures(text[position : match.start()]), command(match))
        position = match.end()
    pieces.append(_ligatures(text[position:]))
    return "".join(pieces), complete and mathless


def _ligatures(text: str) -> str:
    for written, printed in _PLAIN:
        text = text.replace(written, printed)
    return _CLOSING_QUOTE.sub(r"\1’", text) if "‘" in text else text


def _accented(match: re.Match[str]) -> str:
    command = match[1] or match[2]
    letter = match[3] or match[4] or match[5] or match[6]
    if not letter:
        return {"~": _TILDE, "'": "´", '"': "¨", "^": "^", "`": "`"}.get(command, "")
    return unicodedata.normalize("NFC", letter + ACCENTS[command])


def _without_math(text: str) -> tuple[str, bool]:
    """Return *text* with the dollars of simple formulas gone, and whether all were simple."""
    simple = True

    def formula(match: re.Match[str]) -> str:
        nonlocal simple
        if _MONEY.match(match[1]):
            return match[0]
        if _SIMPLE_MATH.fullmatch(match[1]) is None:
            simple = False
            return match[0]
        return match[1].lstrip("^_") if match[1][:1] in "^_" else match[1]

    if "$" not in text:
        return text, True
    held = text.replace("\\$", "\ue012")
    return _MATH.sub(formula, held).replace("\ue012", "\\$"), simple


def _decode_by_parser(text: str) -> str:
    escaped = _BARE_SIGN.sub(r"\\\g<0>", text)  # in a bibliography "%" begins no comment, "&" no column
    try:
        result = _parser().latex_to_text(escaped, tolerant_parsing=True)
    except (ValueError, IndexError, RecursionError, AttributeError, TypeError):  # its parser on what is no LaTeX
        return _decode_known(text)[0]
    return str(result)


@lru_cache(maxsize=1)
def _parser() -> Any:
    """Return pylatexenc's converter, set to print the name of a command that it does not know."""
    from pylatexenc import latex2text

    library: Any = latex2text
    commands = library.get_default_latex_context_db()
    commands.set_unknown_macro_spec(library.MacroTextSpec("", simplify_repl=_name_of_unknown))
    return library.LatexNodes2Text(latex_context=commands, keep_comments=True)


def _name_of_unknown(node: Any) -> str:
    follows = node.parsing_state.s[node.pos + node.len :][:1]
    return "" if follows == "{" else str(node.macroname)


_BY_CHARACTER = {text: word for word, text in reversed(WORDS.items()) if len(text) == 1 and not text.isascii()}
_BY_ACCENT = {mark: command for command, mark in reversed(ACCENTS.items())}
_ESCAPED = str.maketrans(dict(ESCAPES))
_MEANT = tuple(ESCAPES)
_MEANING = re.compile("[" + re.escape("".join(_MEANT)) + "]")
_LIGATURE = re.compile(r"-(?=-)|'(?=')")


def encode(text: str, *, ascii_only: bool = False) -> str:
    r"""Return *text* as LaTeX that prints it: signs with a meaning are escaped, so `decode` gives *text* again.

    Letters stay as they are; with *ascii_only* those that LaTeX can name become commands (`\'{e}`).
    """
    if not any(sign in text for sign in _MEANT):
        escaped = text
    elif text.isascii():
        escaped = text.translate(_ESCAPED)
    else:  # where `translate` goes letter by letter
        escaped = _MEANING.sub(lambda sign: ESCAPES[sign[0]], text)
    if "--" in escaped or "``" in escaped or "''" in escaped:
        escaped = _LIGATURE.sub(r"\g<0>{}", escaped)
    return "".join(map(_command_for, escaped)) if ascii_only else escaped


def _command_for(character: str) -> str:
    """Return the command that prints *character*, or the character where there is none or none is needed."""
    if character.isascii():
        return character
    if character in _BY_CHARACTER:
        return f"\\{_BY_CHARACTER[character]}{{}}"
    base, *marks = list(unicodedata.normalize("NFD", character))
    if not marks or not base.isascii() or any(mark not in _BY_ACCENT for mark in marks):
        return character
    command = f"\\{base}" if base in "ij" else base
    for mark in marks:
        command = f"\\{_BY_ACCENT[mark]}{{{command}}}"
    return command


def fit_to_codec(text: str, codec: str) -> str:
    """Return *text* with what *codec* lacks written as LaTeX commands. Raises EntryError where there is none."""
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        text = "".join(character if _fits(character, codec) else _command_for(character) for character in text)
        missing = next((character for character in text if not _fits(character, codec)), None)
        if missing is not None:
            raise EntryError(
                f"the bibliography is written in {codec}, which has no character U+{ord(missing):04X}",
                "convert the file to UTF-8, for instance: iconv -f CODEC -t UTF-8",
            ) from None
    return text


def _fits(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
