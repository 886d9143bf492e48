"""A style as pandoc is given it: its rules rewritten where pandoc would read them otherwise than CSL 1.0.2 has them."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from litbase.csl.locators import CARRIERS, PANDOC_LABELS
from litbase.csl.signs import CLOSING, HEAD, INITIAL, OPENING, SHORT_YEAR, SPACED, TERM
from litbase.csl.styles import StyleFile
from litbase.errors import StyleError

_NAMESPACE = "http://purl.org/net/xbiblio/csl"
_N = f"{{{_NAMESPACE}}}"
_DATES = ("issued", "accessed", "event-date", "original-date", "submitted", "available-date")
_CONDITIONS = frozenset(_N + name for name in ("if", "else-if"))
_SEPARATING = re.compile(r"[.,;:] \Z")
_VARIABLE_CALLS = frozenset(_N + name for name in ("names", "date", "number", "label"))
# Variables that carry what is said of an item to the style: the first ones that the style itself does not ask for.
_CARRYING = ("dimensions", "scale", "license", "reviewed-genre", "printing-number", "annote", "PMCID", "call-number")
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
    likeness: Likeness | None
    joins_closely: bool  # never a comma before the last of several names
    quotes_marks: bool  # sets a comma and a period inside quotation marks
    groups_authors: bool  # names an author once for several works cited together, and says how the works are parted


def prepare_style(
    style: StyleFile, *, labels: frozenset[str] = frozenset(), locale: str | None = None
) -> PreparedStyle:
    """Return *style* for pandoc, able to print places with *labels*; raise StyleError if it is no style."""
    ET.register_namespace("", _NAMESPACE)
    try:
        root = ET.fromstring(style.xml)  # noqa: S314 (entities were refused when it was read)
    except ET.ParseError as error:
        raise StyleError(f"the style '{style.id}' is not well-formed XML", "get the file again") from error
    citation = root.find(f"{_N}citation")
    if root.tag != f"{_N}style" or citation is None:
        raise StyleError(f"the style '{style.id}' has no rules for citations", "is it a locale, or an older CSL?")
    language = locale or style.locale
    is_note = root.get("class") == "note"
    if is_note:
        _keep_small_letters(citation)
    carried = _carriers(root, labels - PANDOC_LABELS)
    _add_terms(root, labels, carried, (language or "en")[:2])
    empty, alike = [name for name in _CARRYING if f'"{name}"' not in style.xml][:2]
    likeness = _tell_apart(root, citation, alike, has_numbers="first-reference-note-number" in style.xml)
    _keep_words_in_groups(root, empty)
    _name_before_label(root)
    _put_empty_last(root)
    _mark_terms(root)
    _shorten_years(root)
    _mark_affixes(root)
    return PreparedStyle(
        id=style.id,
        xml=ET.tostring(root, encoding="unicode"),
        is_note=is_note,
        has_bibliography=root.find(f"{_N}bibliography") is not None,
        locale=language,
        tokens={label: _token(carried.get(label, label)) for label in labels},
        empty=empty,
        alike=alike,
        likeness=likeness,
        joins_closely=root.get("delimiter-precedes-last") == "never",
        quotes_marks=(language or "en-US") == "en-US" and 'punctuation-in-quote="false"' not in style.xml,
        groups_authors=(citation.get("collapse") or "").startswith("year")
        and citation.get("after-collapse-delimiter") is None,
    )


def _keep_small_letters(citation: ET.Element) -> None:
    layout = citation.find(f"{_N}layout")
    if layout is not None:
        layout.set("prefix", HEAD + layout.get("prefix", ""))


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
    locale = ET.Element(f"{_N}locale")
    terms = ET.SubElement(locale, f"{_N}terms")
    for label in sorted(labels):
        name = carried.get(label, label)
        ET.SubElement(terms, f"{_N}term", name=name, form="verb").text = _token(name)
        if label in carried and label in words:
            _add_words(terms, name, words[label])
    place = next((index for index, child in enumerate(root) if child.tag in (f"{_N}macro", f"{_N}citation")), 0)
    if labels:
        root.insert(place, locale)


def _add_words(terms: ET.Element, name: str, words: tuple[str, str, str, str]) -> None:
    for form, one, many in (("long", words[0], words[1]), ("short", words[2], words[3])):
        term = ET.SubElement(terms, f"{_N}term", name=name, form=form)
        ET.SubElement(term, f"{_N}single").text = one
        ET.SubElement(term, f"{_N}multiple").text = many


def _keep_words_in_groups(root: ET.Element, empty: str) -> None:
    """Let a group of mere words inside a group count as printed (CSL 1.0.2, "Group"); pandoc drops both."""
    for outer in root.iter(f"{_N}group"):
        for child in outer:
            if child.tag == f"{_N}group":
                for branch in _wordy_branches(child):
                    _begin_with_nothing(branch, empty)


def _begin_with_nothing(branch: ET.Element, empty: str) -> None:
    """Wrap the first element of *branch* in a group that begins with a variable of which nothing is seen."""
    first = branch[0]
    group = ET.Element(f"{_N}group")
    ET.SubElement(group, f"{_N}text", variable=empty)
    branch.remove(first)
    group.append(first)
    branch.insert(0, group)


def _wordy_branches(group: ET.Element) -> Iterator[ET.Element]:
    """Yield the places in *group* where it would print words and ask for no variable."""
    if any(child.tag in _VARIABLE_CALLS or child.get("variable") or child.get("macro") for child in group):
        return
    if any(child.tag == f"{_N}group" for child in group):
        return
    choices = [child for child in group if child.tag == f"{_N}choose"]
    if not choices:
        yield group
    for choice in choices:
        for branch in choice:
            if len(branch) and not any(_asks_for_variable(each) for each in branch.iter() if each is not branch):
                yield branch


def _asks_for_variable(element: ET.Element) -> bool:
    return element.tag in _VARIABLE_CALLS or any(element.get(name) for name in ("variable", "macro"))


def _name_before_label(root: ET.Element) -> None:
    """Write out the names that `names` prints before its label when no `name` says so; pandoc has them after it."""
    for names in root.iter(f"{_N}names"):
        if names.find(f"{_N}label") is not None and names.find(f"{_N}name") is None:
            names.insert(0, ET.Element(f"{_N}name"))


def _tell_apart(root: ET.Element, citation: ET.Element, alike: str, *, has_numbers: bool) -> Likeness | None:
    """Let the style ask whether an item is marked as alike where pandoc's own answer would be wrong.

    A reference to an earlier note is unique for pandoc, whichever work is meant; and where a style adds the edition,
    and then more if that does not tell works apart, pandoc adds all of it.
    """
    conditions = list(_conditions(citation, {macro.get("name"): macro for macro in root.iter(f"{_N}macro")}, set()))
    editions = [number for number, each in enumerate(conditions, 1) if b"edition" in ET.tostring(each)]
    asked = conditions if has_numbers else conditions[editions[0] :] if editions else []
    for condition in asked:
        del condition.attrib["disambiguate"]
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


def _put_empty_last(root: ET.Element) -> None:
    """Sort works last for which the first key is empty (CSL 1.0.2, "Sorting"); pandoc sorts them first."""
    macros = {macro.get("name"): macro for macro in root.iter(f"{_N}macro")}
    for number, sort in enumerate(list(root.iter(f"{_N}sort"))):
        key = sort.find(f"{_N}key")
        variables = None if key is None else _variables(key, macros, set())
        if not variables or not variables.isdisjoint(_DATES):
            continue
        macro = ET.Element(f"{_N}macro", name=f"zq-filled-{number}")
        choose = ET.SubElement(macro, f"{_N}choose")
        filled = ET.SubElement(choose, f"{_N}if", variable=" ".join(sorted(variables)), match="any")
        ET.SubElement(filled, f"{_N}text", value="0")
        ET.SubElement(ET.SubElement(choose, f"{_N}else"), f"{_N}text", value="1")
        place = next(index for index, child in enumerate(root) if child.tag in (f"{_N}macro", f"{_N}citation"))
        root.insert(place, macro)
        sort.insert(0, ET.Element(f"{_N}key", macro=f"zq-filled-{number}"))


def _variables(
    element: ET.Element, macros: Mapping[str | None, ET.Element], seen: set[str | None]
) -> frozenset[str] | None:
    """Return the variables that *element* prints, None if it prints words whether there are any or not."""
    name = element.get("macro")
    found = frozenset() if element.tag in _CONDITIONS else frozenset((element.get("variable") or "").split())
    inside = list(element)
    if name in macros and name not in seen:
        seen.add(name)
        inside.append(macros[name])
    depends = element.tag in (f"{_N}group", f"{_N}choose")  # on what is filled, or on the type
    for child in inside:
        more = _variables(child, macros, seen)
        if child.get("value") or child.get("term") or more is None:
            if not depends:
                return None
        else:
            found |= more
    return found


def _mark_terms(root: ET.Element) -> None:
    """Mark the words of the style that it sets in no case of their own."""
    for text in root.iter(f"{_N}text"):
        if text.get("term") and not text.get("text-case"):
            text.set("prefix", text.get("prefix", "") + TERM)


def _shorten_years(root: ET.Element) -> None:
    """Mark years of two digits, which pandoc prints in full."""
    for part in root.iter(f"{_N}date-part"):
        if part.get("name") == "year" and part.get("form") == "short":
            part.set("prefix", part.get("prefix", "") + SHORT_YEAR)


def _mark_affixes(root: ET.Element) -> None:
    """Mark what is set around something: parentheses, which become brackets inside each other, ", " and initials."""
    for element in root.iter():
        initial = element.get("initialize-with")
        if initial is not None:
            element.set("initialize-with", initial.rstrip() + INITIAL + initial[len(initial.rstrip()) :])
        prefix, suffix = element.get("prefix"), element.get("suffix")
        if prefix and "(" in prefix:
            element.set("prefix", prefix.replace("(", "(" + OPENING))
        if prefix and _SEPARATING.search(prefix):
            element.set("prefix", element.get("prefix", "") + SPACED)
        if suffix and ")" in suffix:
            element.set("suffix", suffix.replace(")", CLOSING + ")"))
