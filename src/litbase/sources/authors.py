"""Authors of documents: persons named under the title, and the organisations that publish reports."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from litbase.formats.corpus import corpus_folder

_BODY_WORDS = """
office ministry department commission committee institute institution organization organisation nations council agency
foundation network university college court tribunal bureau secretariat watch amnesty centre center union association
federation society service services inspectorate authority assembly parliament congress senate government embassy
administration programme program group alliance coalition initiative trust fund bank school faculty academy rapporteur
police directorate division observatory team project forum mission taskforce ombudsman
corte comisión ministerio oficina instituto organización naciones consejo fundación universidad defensoría fiscalía
secretaría asociación gobierno cour ministère institut conseil fondation université assemblée gouvernement
ministério comissão universidade ministerium bundesamt stiftung universität
министерство комиссия организация институт комитет совет суд фонд университет ассамблея
"""
_BODY = re.compile(r"\b(?:" + "|".join(_BODY_WORDS.split()) + r")\b", re.IGNORECASE)
_BODY_CJK = re.compile(
    r"(?:部|委员会|委員會|委員会|局|院|协会|協會|大学|大學|组织|組織|联合国|政府|기구|위원회|대학교|부)$"
)
_NOT_A_BODY = re.compile(
    r"^(?:report|handbook|manual|guide(?:lines)?|review|study|survey|assessment|analysis|index|trends|towards?|global|how|why|"
    r"what|act|law|code|convention|protocol|treaty|case|in the|informe|rapport|bericht|доклад|part|chapter|volume|"
    r"table|figure|prepared|submitted|caso|affaire|session|agenda|head of|[ivx]{1,4}|[a-z])\b|"
    r"\b(?:summary|report|act|law|code|update|newsletter|rules|copyright|codebook)$|[©:;?!]|\. ",
    re.IGNORECASE,
)
_BODIES_BY_SYMBOL = (
    ("A/HRC/", "Human Rights Council"),
    ("A/", "United Nations General Assembly"),
    ("S/", "United Nations Security Council"),
    ("E/CN.4/", "United Nations Commission on Human Rights"),
    ("E/", "United Nations Economic and Social Council"),
    ("CAT/", "Committee against Torture"),
    ("CCPR/", "Human Rights Committee"),
    ("CED/", "Committee on Enforced Disappearances"),
    ("CEDAW/", "Committee on the Elimination of Discrimination against Women"),
    ("CERD/", "Committee on the Elimination of Racial Discrimination"),
    ("CMW/", "Committee on the Protection of the Rights of All Migrant Workers and Members of Their Families"),
    ("CRC/", "Committee on the Rights of the Child"),
    ("CRPD/", "Committee on the Rights of Persons with Disabilities"),
    ("CTOC/COP/", "Conference of the Parties to the United Nations Convention against Transnational Organized Crime"),
)
_NAME_WORD = r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-ŽА-Я][\w’'‐-]*\.?)|(?:[A-Z]\.){1,3})"
_PARTICLE = r"(?:de|del|de la|van|van der|von|der|den|da|dos|di|bin|al|el|la|le|y|ter)"
_PERSON = re.compile(rf"{_NAME_WORD}(?: (?:{_PARTICLE} )?{_NAME_WORD}){{1,4}}")
_BETWEEN_PERSONS = re.compile(r"\s*(?:,\s*(?:and|&|y|et|und|и)\s+|,\s+|;\s*|\s+(?:and|&|y|et|und|и|with)\s+)\s*")
_BY = re.compile(
    r"^(?:(?:written |prepared |authored |edited |compiled )?by|authors?|editors?|von|par|por|"
    r"autor(?:es|a)?|auteurs?)\b[:\s]+",
    re.IGNORECASE,
)
_NOTE_MARKS = re.compile(r"(?<=[^\W\d_])[\d*†‡§¶#]+(?:\s*,\s*[\d*†‡§¶#]+)*(?=\s|,|;|$)|[*†‡§¶]")
_DEGREES = re.compile(r",?\s*\b(?:Ph\.?D|M\.?D|M\.?A|M\.?P\.?H|J\.?D|LL\.?[MB]|Esq|Dr|Prof|M\.?Sc|B\.?A)\b\.?")
_NO_PERSON = re.compile(
    r"\b(?:the|of|for|report|trafficking|persons|human|rights|labou?r|forced|slavery|global|introduction|university|school|"
    r"department|street|avenue|road|box|vol|volume|no|issue|january|february|march|april|may|june|july|august|september|"
    r"october|november|december|abstract|keywords?|table|figure|press|journal|review|edition|copyright|rights|annual|"
    r"united|states|kingdom|republic|washington|london|new|york|geneva|vienna|paris|session|agenda|general|act|law|"
    r"federal|register|proposed|rules|codebook|index|estimates?|modern|women|children|girls|migrants?|workers|"
    r"administrator|admin|user|owner|unknown|microsoft|adobe|word|author)\b",
    re.IGNORECASE,
)


def find_persons(line: str) -> list[str]:
    """Return the persons that *line* consists of ("By A. Quill and B. Inkwell"), or an empty list."""
    text = _DEGREES.sub("", _NOTE_MARKS.sub("", _BY.sub("", " ".join(line.split())))).strip(" ,;.")
    if text.isupper():
        text = text.title()
    if not 5 <= len(text) <= 200 or _NO_PERSON.search(text) or _BODY.search(text):
        return []
    parts = [part.strip() for part in _BETWEEN_PERSONS.split(text) if part.strip()]
    return parts if parts and all(_PERSON.fullmatch(part) for part in parts) else []


def is_organisation(line: str) -> bool:
    """Ask whether a short line is the name of a body: an office, a ministry, a court …"""
    text = " ".join(line.split()).strip(" .,:;*")
    if known_organisation(text) is not None:
        return True
    if not 4 <= len(text) <= 110 or _NOT_A_BODY.search(text) or re.search(r"\d{3,}|[“”\"]", text):
        return False
    if _BODY_CJK.search(text) and len(text) <= 30:
        return True
    words = text.split()
    if len(words) < 2 or text.count("(") != text.count(")"):
        return False
    named = sum(word[:1].isupper() for word in words if len(word) > 3)
    return bool(_BODY.search(text)) and len(words) <= 14 and named >= 0.6 * sum(len(word) > 3 for word in words)


def known_organisation(name: str) -> str | None:
    """Return the established form of a corporate author's name or of one of its variants, None if not known."""
    return organisation_names().get(_folded(name))


def organisation_before(title: str) -> str | None:
    """Return the known organisation that *title* begins with ("Amnesty International Report 2006"), or None."""
    words = _folded(title).split()
    for length in range(min(9, len(words)), 1, -1):
        known = organisation_names().get(" ".join(words[:length]))
        if known is not None:
            return known
    return None


def body_of_symbol(symbol: str) -> str | None:
    """Return the body of the United Nations that issues documents with this symbol, None if not known."""
    for prefix, body in _BODIES_BY_SYMBOL:
        if symbol.startswith(prefix):
            return known_organisation(body) or body
    return None


@lru_cache(maxsize=1)
def organisation_names() -> Mapping[str, str]:
    """Return folded name → established name, from the authority file that ships with litbase; empty if absent."""
    path = corpus_folder() / "organisations.toml"
    if not path.is_file():
        return {}
    names: dict[str, str] = {}
    for organisation in tomllib.loads(path.read_text("utf-8")).get("organisation", ()):
        for variant in (organisation["name"], *organisation.get("variants", ())):
            names.setdefault(_folded(variant), organisation["name"])
    return names


def _folded(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def join_names(names: Iterable[str]) -> str:
    """Write names as a BibTeX author field; whole organisations must already be braced."""
    return " and ".join(names)
