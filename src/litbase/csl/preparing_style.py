"""A style as pandoc is given it: its rules rewritten where pandoc would read them otherwise than CSL 1.0.2 has them."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from litbase.csl.locators import CARRIERS, PANDOC_LABELS
from litbase.csl.rewriting import N, place_of_rules, rewrite_rules
from litbase.csl.styles import StyleFile
from litbase.errors import StyleError

# Variables that carry what is said of an item to the style: the first ones that the style itself does not ask for.
_CARRYING = ("dimensions", "scale", "license", "reviewed-genre", "printing-number", "annote", "PMCID", "call-number")
_CARRYING_NAMES = ("recipient", "reviewed-author", "curator", "narrator", "series-creator", "guest", "original-author")
# labels pandoc has no words for, in the languages whose words are known here; English elsewhere
_WORDS: Mapping[str, Mapping[str, tuple[str, str, str, str]]] = {
    "en": {
        "table": ("table", "tables", "tbl.", "tbls."),
        "article-locator": ("article", "articles", "art.", "arts."),
        "appendix": ("appendix", "appendices", "app.", "apps."),
    },
    "de": {
        "table": ("Tabelle", "Tabellen", "Tab.", "Tab."),
        "article-locator": ("Artikel", "Artikel", "Art.", "Art."),
        "appendix": ("Anhang", "Anhänge", "Anh.", "Anh."),
    },
    "fr": {
        "table": ("tableau", "tableaux", "tab.", "tab."),
        "article-locator": ("article", "articles", "art.", "art."),
        "appendix": ("annexe", "annexes", "annexe", "annexes"),
    },
    "es": {
        "table": ("tabla", "tablas", "tabla", "tablas"),
        "article-locator": ("artículo", "artículos", "art.", "arts."),
        "appendix": ("anexo", "anexos", "anexo", "anexos"),
    },
}


class Likeness(StrEnum):
    """Which works a style tells apart by adding to their short form (`disambiguate`), where pandoc gets it wrong."""

    SAME_AUTHOR = "several cited works of one author"
    SAME_EDITION = "works with author, title and edition in common"


@dataclass(frozen=True, slots=True)
class PreparedStyle:
    """A style's XML for pandoc, and what has to be known of it afterwards.

    `tokens` are the words that begin a locator, by CSL label; `locale` the language to print in.
    """

    id: str
    xml: str
    is_note: bool
    has_bibliography: bool
    locale: str | None
    tokens: Mapping[str, str]
    empty: str  # the variable that has to hold EMPTY
    alike: str  # the variable that marks works hard to tell apart, as `likeness` says
    alike_in_year: str  # and that which marks those of one year among them
    standing: str  # the variable of names that holds one for works without any
    likeness: Likeness | None
    joins_closely: bool  # never a comma before the last of several names
    quotes_marks: bool  # sets a comma and a period inside quotation marks
    groups_authors: bool  # names an author once for several works cited together, and says how the works are parted


def prepare_style(
    style: StyleFile, *, labels: frozenset[str] = frozenset(), locale: str | None = None
) -> PreparedStyle:
    """Return *style* for pandoc, able to print places with *labels*; raise StyleError if it is no style."""
    ET.register_namespace("", N[1:-1])
    try:
        root = ET.fromstring(style.xml)  # noqa: S314 (entities were refused when it was read)
    except ET.ParseError as error:
        raise StyleError(f"the style '{style.id}' is not well-formed XML", "get the file again") from error
    citation = root.find(f"{N}citation")
    if root.tag != f"{N}style" or citation is None:
        raise StyleError(f"the style '{style.id}' has no rules for citations", "is it a locale, or an older CSL?")
    language = locale or style.locale
    is_note = root.get("class") == "note"
    carried = _carriers(root, labels - PANDOC_LABELS)
    _add_terms(root, labels, carried, (language or "en")[:2])
    empty, alike, in_year = [name for name in _CARRYING if f'"{name}"' not in style.xml][:3]
    standing = next((name for name in _CARRYING_NAMES if name not in style.xml), _CARRYING_NAMES[-1])
    likeness = _tell_apart(root, citation, (alike, in_year), has_numbers="first-reference-note-number" in style.xml)
    rewrite_rules(root, citation, empty=empty, standing=standing)
    return PreparedStyle(
        id=style.id,
        xml=ET.tostring(root, encoding="unicode"),
        is_note=is_note,
        has_bibliography=root.find(f"{N}bibliography") is not None,
        locale=language,
        tokens={label: _token(carried.get(label, label)) for label in labels},
        empty=empty,
        alike=alike,
        alike_in_year=in_year,
        standing=standing,
        likeness=likeness,
        joins_closely=root.get("delimiter-precedes-last") == "never",
        quotes_marks=(language or "en-US") == "en-US" and 'punctuation-in-quote="false"' not in style.xml,
        groups_authors=(citation.get("collapse") or "").startswith("year")
        and citation.get("after-collapse-delimiter") is None,
    )


def _carriers(root: ET.Element, labels: frozenset[str]) -> Mapping[str, str]:
    """Choose for each of *labels* one that pandoc knows, and put it wherever the style asks for the label."""
    carried = dict(zip(sorted(labels), CARRIERS, strict=False))
    for element in root.iter():
        asked = element.get("locator")
        if asked is not None and carried:
            element.set("locator", " ".join(carried.get(label, label) for label in asked.split()))
    return carried


def _token(label: str) -> str:
    return "zq" + re.sub(r"[^a-z]", "", label)


def _add_terms(root: ET.Element, labels: frozenset[str], carried: Mapping[str, str], language: str) -> None:
    """Give every label a word of its own, so that it is recognised in any language; and words to carried ones."""
    words = _WORDS.get(language, _WORDS["en"])
    locale = ET.Element(f"{N}locale")
    terms = ET.SubElement(locale, f"{N}terms")
    for label in sorted(labels):
        name = carried.get(label, label)
        ET.SubElement(terms, f"{N}term", name=name, form="verb").text = _token(name)
        if label in carried and label in words:
            _add_words(terms, name, words[label])
    if labels:
        root.insert(place_of_rules(root), locale)


def _add_words(terms: ET.Element, name: str, words: tuple[str, str, str, str]) -> None:
    for form, one, many in (("long", words[0], words[1]), ("short", words[2], words[3])):
        term = ET.SubElement(terms, f"{N}term", name=name, form=form)
        ET.SubElement(term, f"{N}single").text = one
        ET.SubElement(term, f"{N}multiple").text = many


def _tell_apart(
    root: ET.Element, citation: ET.Element, marks: tuple[str, str], *, has_numbers: bool
) -> Likeness | None:
    """Let the style ask whether an item is marked as alike where pandoc's own answer would be wrong.

    A reference to an earlier note is unique for pandoc, whichever work is meant; and where a style adds the edition,
    and then more if that does not tell works apart, pandoc adds all of it.
    """
    conditions = list(_conditions(citation, {macro.get("name"): macro for macro in root.iter(f"{N}macro")}, set()))
    editions = [number for number, each in enumerate(conditions, 1) if b"edition" in ET.tostring(each)]
    asked = conditions if has_numbers else conditions[editions[0] :] if editions else []
    for condition in asked:
        del condition.attrib["disambiguate"]
        alike = (
            marks[1] if b"publisher" in ET.tostring(condition) else marks[0]
        )  # after the year, if that is not enough
        condition.set("variable", f"{condition.get('variable', '')} {alike}".strip())
    if not asked:
        return None
    return Likeness.SAME_AUTHOR if has_numbers else Likeness.SAME_EDITION


def _conditions(
    element: ET.Element, macros: Mapping[str | None, ET.Element], seen: set[str | None]
) -> Iterator[ET.Element]:
    """Yield the outermost conditions on `disambiguate` that *element* leads to, in the order they are met."""
    for child in element:
        if child.get("disambiguate") == "true":
            yield child
        elif child.get("macro") in macros and child.get("macro") not in seen:
            seen.add(child.get("macro"))
            yield from _conditions(macros[child.get("macro")], macros, seen)
        else:
            yield from _conditions(child, macros, seen)
