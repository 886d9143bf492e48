"""Field values as BibTeX writes them: `{…}`, `"…"`, numbers and names, joined with `#`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = 1_000_000  # characters; strings defined by doubling each other would fill the memory
_BRACE = re.compile(r"[{}]")
_LENIENT_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE = re.compile(r'["{}]')
_LENIENT_QUOTE = re.compile(r'\\.|["{}]', re.DOTALL)
_BARE = re.compile(r'[^#"{}=]*[^#"{}=\s]')


@dataclass(frozen=True, slots=True)
class Part:
    """One operand of a value, delimiters removed; `bare` says that it had none: a number or an `@string` name."""

    text: str
    bare: bool


def parts_of(value: str) -> tuple[Part, ...] | None:
    """Return the operands of *value* in order, None if it is not a value.

    Every brace counts, as in BibTeX; where that gives no value, braces and quotes after a backslash do not.
    """
    if len(value) > 1 and value[0] == "{" and value[-1] == "}" and "{" not in value[1:] and "}" not in value[:-1]:
        return (Part(value[1:-1], bare=False),)
    if value.isalnum():
        return (Part(value, bare=True),)
    if value[:1] == value[-1:] == '"' and value.count('"') == 2 and "{" not in value and "}" not in value:
        return (Part(value[1:-1], bare=False),)
    strict = _read_parts(value, _BRACE, _QUOTE)
    return strict if strict is not None or "\\" not in value else _read_parts(value, _LENIENT_BRACE, _LENIENT_QUOTE)


def _read_parts(value: str, brace: re.Pattern[str], quote: re.Pattern[str]) -> tuple[Part, ...] | None:
    parts: list[Part] = []
    position = _skip_space(value, 0)
    if position == len(value):
        return ()
    while True:
        pattern = brace if value[position] == "{" else quote
        if value[position] in '{"':
            end = _closing(value, position, pattern)
            if end is None:
                return None
            parts.append(Part(value[position + 1 : end], bare=False))
            position = end + 1
        else:
            match = _BARE.match(value, position)
            if match is None:
                return None
            parts.append(Part(match[0], bare=True))
            position = match.end()
        position = _skip_space(value, position)
        if position == len(value):
            return tuple(parts)
        if value[position] != "#":
            return None
        position = _skip_space(value, position + 1)
        if position == len(value):
            return None


def _closing(value: str, opening: int, pattern: re.Pattern[str]) -> int | None:
    """Return where the delimiter at *opening* is closed, None if nowhere."""
    quoted = value[opening] == '"'
    depth = 0
    for match in pattern.finditer(value, opening + 1):
        mark = match[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            if depth == 0:
                return None if quoted else match.start()
            depth -= 1
        elif mark == '"' and quoted and depth == 0:
            return match.start()
    return None


def _skip_space(value: str, position: int) -> int:
    while position < len(value) and value[position].isspace():
        position += 1
    return position


def resolve(value: str, strings: Mapping[str, str]) -> str:
    """Return *value* without its delimiters, names replaced from *strings* (lower case) and joined.

    A name that is not defined, such as the months of the standard styles, stands for itself.
    """
    parts = parts_of(value)
    if parts is None:
        return value
    if len(parts) == 1 and not parts[0].bare:
        return parts[0].text
    text = "".join(strings.get(part.text.lower(), part.text) if part.bare else part.text for part in parts)
    return text if len(text) <= _LONGEST or len(text) <= len(value) else value


def is_balanced(text: str) -> bool:
    """Tell whether *text* can stand in braces: every brace counts, as in BibTeX."""
    if "{" not in text and "}" not in text:
        return True
    if text.count("{") != text.count("}"):
        return False
    depth = 0
    for match in _BRACE.finditer(text):
        depth += 1 if match[0] == "{" else -1
        if depth < 0:
            return False
    return True
