"""Rules of a style rewritten, one by one, where pandoc reads them otherwise than CSL 1.0.2 or citeproc-js has them."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from copy import deepcopy

from litbase.csl.signs import CLOSING, DROPPED, HEAD, INITIAL, OPENING, SHORT_YEAR, SLANTED, SPACED, TERM

N = "{http://purl.org/net/xbiblio/csl}"
_DATES = ("issued", "accessed", "event-date", "original-date", "submitted", "available-date")
_CONDITIONS = frozenset(N + name for name in ("if", "else-if"))
_ONLY_OF_TEXT = {"text-case", "quotes", "strip-periods"}  # attributes that a group has not
_AUTHORS = (["author"], ["editor"], ["composer"], ["director"])
_SEPARATING = re.compile(r"[.,;:] \Z")
_VARIABLE_CALLS = frozenset(N + name for name in ("names", "date", "number", "label"))


def rewrite_rules(root: ET.Element, citation: ET.Element, *, empty: str, standing: str) -> None:
    """Rewrite the rules under *root*.

    *empty* is the variable of which nothing is seen, *standing* that of names that holds one for works without any.
    """
    if root.get("class") == "note":
        keep_small_letters(citation)
    part_nameless(citation, standing)
    keep_words_in_groups(root, empty)
    name_before_label(root)
    take_names_singly(root)
    drop_inherited_labels(root)
    label_numbers_of_volumes(root)
    sort_by_title(root)
    put_empty_last(root)
    mark_terms(root)
    shorten_years(root)
    mark_italic_groups(root)
    mark_affixes(root)


def keep_small_letters(citation: ET.Element) -> None:
    layout = citation.find(f"{N}layout")
    if layout is not None:
        layout.set("prefix", HEAD + layout.get("prefix", ""))


def part_nameless(citation: ET.Element, standing: str) -> None:
    """Begin works without a name with one of their own; pandoc takes them all for works of one author."""
    layout = citation.find(f"{N}layout")
    if layout is not None and (citation.get("collapse") or "").startswith("year"):
        layout.insert(0, ET.Element(f"{N}names", variable=standing))


def keep_words_in_groups(root: ET.Element, empty: str) -> None:
    """Let a group of mere words inside a group count as printed (CSL 1.0.2, "Group"); pandoc drops both."""
    for outer in root.iter(f"{N}group"):
        for child in outer:
            if child.tag == f"{N}group":
                for branch in _wordy_branches(child):
                    _begin_with_nothing(branch, empty)


def _begin_with_nothing(branch: ET.Element, empty: str) -> None:
    """Wrap the first element of *branch* in a group that begins with a variable of which nothing is seen."""
    first = branch[0]
    group = ET.Element(f"{N}group")
    ET.SubElement(group, f"{N}text", variable=empty)
    branch.remove(first)
    group.append(first)
    branch.insert(0, group)


def _wordy_branches(group: ET.Element) -> Iterator[ET.Element]:
    """Yield the places in *group* where it would print words and ask for no variable."""
    if any(child.tag in _VARIABLE_CALLS or child.get("variable") or child.get("macro") for child in group):
        return
    if any(child.tag == f"{N}group" for child in group):
        return
    choices = [child for child in group if child.tag == f"{N}choose"]
    if not choices:
        yield group
    for choice in choices:
        for branch in choice:
            if len(branch) and not any(_asks_for_variable(each) for each in branch.iter() if each is not branch):
                yield branch


def _asks_for_variable(element: ET.Element) -> bool:
    return element.tag in _VARIABLE_CALLS or any(element.get(name) for name in ("variable", "macro"))


def name_before_label(root: ET.Element) -> None:
    """Write out the names that `names` prints before its label when no `name` says so; pandoc has them after it."""
    for names in root.iter(f"{N}names"):
        if names.find(f"{N}label") is not None and names.find(f"{N}name") is None:
            names.insert(0, ET.Element(f"{N}name"))


def take_names_singly(root: ET.Element) -> None:
    """Set editors and translators apart where others are named with them; pandoc joins them if they are the same."""
    for names in list(root.iter(f"{N}names")):
        variables = (names.get("variable") or "").split()
        if (
            len(variables) < 3
            or not {"editor", "translator"} <= set(variables)
            or names.find(f"{N}substitute") is not None
        ):
            continue
        inside = list(names)
        for child in inside:
            names.remove(child)
        names.tag = f"{N}group"
        del names.attrib["variable"]
        for variable in variables:
            single = ET.SubElement(names, f"{N}names", variable=variable)
            single.extend(deepcopy(child) for child in inside)


def drop_inherited_labels(root: ET.Element) -> None:
    """Mark the labels of names that have none themselves and are called to stand for others that have."""
    macros = {macro.get("name"): macro for macro in root.iter(f"{N}macro")}
    for names in root.iter(f"{N}names"):
        called = [] if names.find(f"{N}label") is None else names.iterfind(f"{N}substitute/{N}text")
        for text in called:
            for single in macros[text.get("macro")].iter(f"{N}names") if text.get("macro") in macros else ():
                if single.find(f"{N}label") is None and single.find(f"{N}name") is not None:
                    ET.SubElement(single, f"{N}label", prefix=DROPPED, suffix=DROPPED)


def label_numbers_of_volumes(root: ET.Element) -> None:
    """Set the word for a volume beside the number of volumes, whether or not a volume is cited."""
    for group in root.iter(f"{N}group"):
        printed = {child.get("variable") for child in group if child.tag != f"{N}label"}
        for label in group.findall(f"{N}label"):
            if label.get("variable") == "volume" and "number-of-volumes" in printed and "volume" not in printed:
                label.tag = f"{N}text"
                label.set("term", "volume")
                del label.attrib["variable"]


def sort_by_title(root: ET.Element) -> None:
    """Sort by the title alone before what the style prints after it; pandoc compares the marks between them."""
    macros = {macro.get("name"): macro for macro in root.iter(f"{N}macro")}
    for sort in root.iter(f"{N}sort"):
        for key in list(sort)[1:]:  # the first is by authors, whatever stands for them
            if _first_variable(key, macros, set()) == "title" and key.get("variable") is None:
                alone = ET.Element(f"{N}key", variable="title")
                if key.get("sort") is not None:
                    alone.set("sort", str(key.get("sort")))
                sort.insert(list(sort).index(key), alone)


def _first_variable(element: ET.Element, macros: Mapping[str | None, ET.Element], seen: set[str | None]) -> str | None:
    """Return the first variable that *element* may print."""
    if element.get("variable") is not None and element.tag not in _CONDITIONS:
        return element.get("variable")
    inside = list(element)
    name = element.get("macro")
    if name in macros and name not in seen:
        seen.add(name)
        inside.append(macros[name])
    return next(filter(None, (_first_variable(each, macros, seen) for each in inside)), None)


def put_empty_last(root: ET.Element) -> None:
    """Sort works last for which the first key is empty (CSL 1.0.2, "Sorting"); pandoc sorts them first."""
    macros = {macro.get("name"): macro for macro in root.iter(f"{N}macro")}
    for number, sort in enumerate(list(root.iter(f"{N}sort"))):
        key = sort.find(f"{N}key")
        variables = None if key is None else _variables(key, macros, set())
        if not variables or not variables.isdisjoint(_DATES):
            continue
        macro = ET.Element(f"{N}macro", name=f"zq-filled-{number}")
        choose = ET.SubElement(macro, f"{N}choose")
        filled = ET.SubElement(choose, f"{N}if", variable=" ".join(sorted(variables)), match="any")
        ET.SubElement(filled, f"{N}text", value="0")
        ET.SubElement(ET.SubElement(choose, f"{N}else"), f"{N}text", value="1")
        root.insert(place_of_rules(root), macro)
        sort.insert(0, ET.Element(f"{N}key", macro=f"zq-filled-{number}"))


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
    depends = element.tag in (f"{N}group", f"{N}choose")  # on what is filled, or on the type
    for child in inside:
        more = _variables(child, macros, seen)
        if child.get("value") or child.get("term") or more is None:
            if not depends:
                return None
        else:
            found |= more
    return found


def place_of_rules(root: ET.Element) -> int:
    return next((index for index, child in enumerate(root) if child.tag in (f"{N}macro", f"{N}citation")), 0)


def mark_terms(root: ET.Element) -> None:
    """Mark the words of the style that it sets in no case of their own."""
    for text in root.iter(f"{N}text"):
        if text.get("term") and not text.get("text-case"):
            text.set("prefix", text.get("prefix", "") + TERM)


def mark_italic_groups(root: ET.Element) -> None:
    """Mark the beginning of groups and macros that are set in italics whatever stands in them."""
    macros = {macro.get("name"): macro for macro in root.iter(f"{N}macro")}
    whole = [each for each in root.iter(f"{N}group") if each.get("font-style") == "italic"]
    called = (each for each in root.iter(f"{N}text") if each.get("font-style") == "italic" and each.get("macro"))
    whole += [each for each in called if _ONLY_OF_TEXT.isdisjoint(each.keys())]
    for element in whole:
        if (_first_variable(element, macros, set()) or "").split()[:1] in _AUTHORS:
            continue  # pandoc leaves authors out where several works of theirs are cited together
        inside = ET.Element(element.tag)
        inside.extend(list(element))
        for child in list(element):
            element.remove(child)
        for name in ("delimiter", "macro"):
            if name in element.attrib:
                inside.set(name, element.attrib.pop(name))
        element.tag = f"{N}group"
        element.extend([ET.Element(f"{N}text", value=SLANTED), inside])


def shorten_years(root: ET.Element) -> None:
    """Mark years of two digits, which pandoc prints in full."""
    for part in root.iter(f"{N}date-part"):
        if part.get("name") == "year" and part.get("form") == "short":
            part.set("prefix", part.get("prefix", "") + SHORT_YEAR)


def mark_affixes(root: ET.Element) -> None:
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
