"""Lists of names as BibTeX writes them (Patashnik, BibTeXing, section 4; biblatex manual, 2.3.3)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from litbase.bib.latex import decode, encode
from litbase.bib.values import is_balanced

_AND = re.compile(r"[{}]|\s+and\s+(?:and\s+)*", re.IGNORECASE)
_TOKEN_MARK = re.compile(r"[{}]|,|[\s~]+")
_PART = re.compile(r"\s*(family|given|prefix|suffix|useprefix)(?:-i)?\s*=\s*(.*?)\s*$", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in parts, or what is one name only (`literal`): an organisation, or "others" at the end.

    `drops_particle`: the particle is left out where the family name stands alone (biblatex's useprefix=false).
    """

    family: str | None = None
    given: str | None = None
    particle: str | None = None
    suffix: str | None = None
    literal: str | None = None
    drops_particle: bool = False

    @property
    def sorted_by(self) -> str:
        """The name as a list of authors is read: the family name with its particle, or the whole organisation."""
        return self.literal or " ".join(filter(None, (self.particle, self.family)))


OTHERS = Name(literal="others")


def parse_names(field: str) -> tuple[Name, ...]:
    """Return the names in a BibTeX field, LaTeX decoded. A name in braces stays whole; "and others" gives OTHERS."""
    names = (_name(text) for text in split_names(field))
    return tuple(name for name in names if name is not None and name.sorted_by)


def split_names(field: str) -> Iterator[str]:
    """Yield the names of a field as they are written, cut at "and" outside braces."""
    if not field.strip():
        return
    text = f" {field.strip()} "
    depth = start = 0
    for match in _AND.finditer(text):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
        elif depth <= 0:
            yield text[start : match.start()].strip()
            start = match.end()
    yield text[start:].strip()


def is_whole(text: str) -> bool:
    """Tell whether a name stands in one pair of braces: an organisation's, as a rule."""
    return len(text) > 1 and text[0] == "{" and text[-1] == "}" and is_balanced(text[1:-1])


def _name(text: str) -> Name | None:
    if not text:
        return None
    if text.lower() == "others":
        return OTHERS
    if is_whole(text):
        return Name(literal=decode(text))
    chunks = _chunks(text)
    if len(chunks) > 1 and all(_PART.match(" ".join(chunk)) for chunk in chunks if chunk):
        return _by_parts(chunks)
    return _by_commas(chunks)


def _chunks(text: str) -> list[list[str]]:
    """Return the words of a name between its commas; what stands in braces is one word."""
    chunks: list[list[str]] = [[]]
    depth = start = 0
    for match in _TOKEN_MARK.finditer(text):
        mark = match[0]
        if mark in "{}":
            depth += 1 if mark == "{" else -1
        elif depth <= 0:
            if match.start() > start:
                chunks[-1].append(text[start : match.start()])
            if mark == ",":
                chunks.append([])
            start = match.end()
    if start < len(text):
        chunks[-1].append(text[start:])
    return chunks


def _by_commas(chunks: list[list[str]]) -> Name | None:
    """Build "von Last, Jr, First", "von Last, First" or "First von Last"."""
    chunks = [chunk for chunk in chunks if chunk] or [[]]
    if len(chunks) == 1:
        words = chunks[0]
        if not words:
            return None
        first = next((index for index, word in enumerate(words[:-1]) if _is_particle(word)), None)
        cut = len(words) - 1 if first is None else first
        return _with_particle(words[cut:], given=words[:cut], suffix=[])
    given = [word for chunk in chunks[2:] for word in chunk] if len(chunks) > 2 else chunks[1]
    return _with_particle(chunks[0], given=given, suffix=chunks[1] if len(chunks) > 2 else [])


def _with_particle(words: list[str], *, given: list[str], suffix: list[str]) -> Name:
    """Split "von Last": the particle ends with the last word in lower case before the final word."""
    last = max((index for index, word in enumerate(words[:-1]) if _is_particle(word)), default=-1)
    return Name(
        family=_joined(words[last + 1 :]),
        given=_joined(given),
        particle=_joined(words[: last + 1]),
        suffix=_joined(suffix),
    )


def _by_parts(chunks: list[list[str]]) -> Name:
    parts: dict[str, str] = {}
    for chunk in chunks:
        match = _PART.match(" ".join(chunk))
        if match:
            parts[match[1].lower()] = decode(match[2].strip('"'))
    drops = "prefix" in parts and parts.get("useprefix", "").lower() == "false"
    given, particle, suffix = (parts.get(part) or None for part in ("given", "prefix", "suffix"))
    return Name(parts.get("family"), given, particle, suffix, drops_particle=drops)


def _joined(words: Iterable[str]) -> str | None:
    return decode(" ".join(words)) or None


def _is_particle(word: str) -> bool:
    """Tell whether a word's first letter outside braces is lower case (BibTeX's "von" rule)."""
    if word[0].isupper():
        return False
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letters = decode(word) if "\\" in word else word.replace("{", "").replace("}", "")
    first = next((letter for letter in letters if letter.isalpha()), "")
    return first.islower()


def format_names(names: Iterable[Name]) -> str:
    """Return *names* as a BibTeX field, organisations in braces, persons as "von Last, Jr, First"."""
    return " and ".join(map(_format_name, names))


@lru_cache(maxsize=8192)
def _format_name(name: Name) -> str:
    if name == OTHERS:
        return "others"
    if name.literal is not None:
        return f"{{{encode(name.literal)}}}"
    if name.family and name == Name(family=name.family) and len(name.family.split()) == 1 and "," not in name.family:
        return encode(name.family) if name.family.lower() not in ("and", "others") else f"{{{name.family}}}, {{}}"
    if name.drops_particle and name.particle:
        return _extended(name)
    family = _guarded(name.family or "")
    last = " ".join(filter(None, (encode(name.particle or ""), family)))
    given = _guarded(name.given or "") or "{}"  # empty, but there: without a comma the first words would be given names
    if name.suffix:
        return f"{last}, {_guarded(name.suffix)}, {given}"
    return last if name.particle and not name.given and " " not in family else f"{last}, {given}"


def _extended(name: Name) -> str:
    """Return a name in the only form that can say that its particle is left out (biblatex manual, 3.4)."""
    parts = {"family": name.family, "given": name.given, "prefix": name.particle, "suffix": name.suffix}
    written = [f"{part}={{{encode(text)}}}" for part, text in parts.items() if text]
    return ", ".join([*written, "useprefix=false"])


def _guarded(text: str) -> str:
    """Return part of a name as LaTeX, in braces where a comma, "and" or a small first letter would be misread."""
    written = encode(text)
    misread = "," in text or any(_is_particle(word) or word.lower() == "and" for word in text.split())
    return f"{{{written}}}" if misread and text else written
