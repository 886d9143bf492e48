"""Author-page citations (MLA Handbook, 9th edition, chapter 6): "(García 61)", "(Stöckl et al. 2)", "(61)"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from litbase.claims.citations.groups import Group, Part, parts_of
from litbase.claims.citations.known import Known, Strength
from litbase.claims.citations.locators import LABELLED, FoundLocator, locator_at
from litbase.claims.citations.mentions import YEAR, Mention
from litbase.claims.citations.name_shapes import are_names, are_several, is_abbreviation, without_prefix
from litbase.claims.citations.named import SAYS
from litbase.claims.citations.works import Words, name_words, words_with_places
from litbase.model.claim import CitationForm

_BREAK = re.compile(r",?\s+")
_CAPITAL_OR_QUOTE = re.compile(r"[^\W\d_a-zß-öø-ÿ]|[“\"‘'«]")
_AFTER_QUOTATION_OR_BEFORE_STOP = re.compile(r"\s*[.,;:!?]|\s*$")
_SENTENCES = re.compile(r"(?<=[a-z”\"0-9)])[.!?]\s+(?=[A-Z“\"])")
_CLOSING_QUOTES = ("”", '"', "’", "»")
_LOOKED_BACK = 1200  # characters
_LONGEST_NAME = 8  # words
_LONGEST_GLOSSED = 12  # words


def author_page(text: str, group: Group, known: Known) -> list[Mention]:
    """Return the works cited without a year in a pair of brackets, [] if it is no such citation."""
    if not group.is_round or _is_gloss(text[: group.start], group.content, known):
        return []
    found: list[Mention] = []
    unsure: list[Mention] = []
    for part in parts_of(group):
        mention = author_and_page(part, known)
        if mention is not None:
            mention = _with_author_before(text, group, mention, known)
            (found if mention.is_known else unsure).append(mention)
    return sorted(found + [mention for mention in unsure if found or mention.locator], key=lambda one: one.start)


def _with_author_before(text: str, group: Group, mention: Mention, known: Known) -> Mention:
    """Return a title that begins the brackets as one of the author right before them: "Doe (“Boats” 12)"."""
    adjacent = known_right_before(text[: group.start], known) if mention.start == group.start + 1 else None
    names = f"{adjacent[1]}, {mention.names}" if adjacent is not None else ""
    if adjacent is None or not any(fit.strength == Strength.TITLED for fit in known.fits(names)):
        return mention
    start, end = adjacent[0], group.end if not text[mention.end : group.end - 1].strip(" .") else mention.end
    return replace(mention, names=names, start=start, end=end, anchor=start, raw=text[start:end], is_known=True)


def author_and_page(part: Part, known: Known) -> Mention | None:
    """Return the work that what stands between semicolons cites by author and page, or by its author alone."""
    text = part.text.rstrip(" .,")
    skipped = without_prefix(text)
    for end, found in _splits(text, skipped):
        names = text[skipped:end].rstrip(" ,")
        offset = _start_of_known(text, skipped, len(text[:skipped] + names), known)
        if offset is not None:
            return _mention(
                part, offset, names=text[offset : skipped + len(names)], end=len(text), found=found, is_known=True
            )
        if found is not None and _may_be_authors(names):
            return _mention(part, skipped, names=names, end=len(text), found=found, is_known=False)
    return None


def _mention(part: Part, start: int, *, names: str, end: int, found: FoundLocator | None, is_known: bool) -> Mention:
    return Mention(
        CitationForm.AUTHOR_PAGE, part.text[start:end], part.start + start, part.start + end, part.start + start,
        names=names, locator=found.locator if found else None, is_known=is_known,
        is_sure=are_several(names) and found is not None,
    )  # fmt: skip


def _splits(text: str, start: int) -> Iterator[tuple[int, FoundLocator | None]]:
    """Yield the places at which a locator that runs to the end may begin, the first one first; at last none."""
    for match in _BREAK.finditer(text, start):
        if match.start() == start:
            continue
        found = locator_at(text, match.end())
        if found is not None and found.end == len(text):
            yield match.start(), found
    yield len(text), None


def _start_of_known(text: str, start: int, end: int, known: Known) -> int | None:
    """Return where names that some work is cited by begin, all the rest of *text* up to *end* being part of them."""
    names = text[start:end]
    if _is_citable(names, known):
        return start
    if is_abbreviation(names):
        return None
    for word in words_with_places(names):
        if (
            word.start
            and _is_citable(names[word.start :], known)
            and names[: word.start].strip()[-1:] in (",", ":", "")
        ):
            return start + word.start
    return None


def _is_citable(names: str, known: Known) -> bool:
    """Tell whether *names* is how a work is cited without its year, with a capital where a name or a title begins."""
    if _CAPITAL_OR_QUOTE.match(names) is None and (names.islower() or not names[:1].islower()):
        return False
    return any(fit.strength >= Strength.FIRST for fit in known.fits(names)) or (
        _CAPITAL_OR_QUOTE.match(names) is not None
        and any(fit.strength == Strength.AMONG for fit in known.fits(names))
        and not is_abbreviation(names)
    )


def _may_be_authors(names: str) -> bool:
    return are_names(names) and not YEAR.search(names) and not LABELLED.search(names)


def _is_gloss(before: str, content: str, known: Known) -> bool:
    """Tell whether the brackets only repeat or abbreviate what stands before them: an abbreviation, another name."""
    inside = content.strip()
    if is_abbreviation(inside):
        return True
    words = name_words(content)
    fits = known.fits(content)
    if not fits or (fits[0].work.authors and fits[0].work.authors[0].is_person):
        return False
    last = name_words(before[-200:])[-_LONGEST_GLOSSED:]
    return any(_ends_with(last, form) for fit in fits for author in fit.work.authors for form in author.forms) and bool(
        words
    )


def _ends_with(words: Words, form: Words) -> bool:
    return words[len(words) - len(form) :] == form


def page_alone(text: str, group: Group, known: Known, *, earlier: str = "") -> Mention | None:
    """Return "(61)" or "(p. 61)" as a citation of the work whose author the sentence names, None if it is not one."""
    content = group.content.strip()
    found = locator_at(content, 0)
    if not group.is_round or found is None or found.end != len(content) or YEAR.fullmatch(content):
        return None
    if text[: group.start][-1:].isdigit():  # "art. 2(1)"
        return None
    is_labelled = LABELLED.match(content) is not None
    adjacent = known_right_before(text[: group.start], known)
    is_said = adjacent is not None and SAYS.match(text, group.end) is not None
    if not is_said and not _AFTER_QUOTATION_OR_BEFORE_STOP.match(text, group.end):
        return None
    if adjacent is not None:
        start, names = adjacent
    else:
        start = group.start
        names = named_in_sentence(text[:start], known) or ""
        if not names and (is_labelled or text[:start].rstrip()[-1:] in _CLOSING_QUOTES):
            names = _named_in_paragraph(text[:start], known) or ""
        if not names and (is_labelled or earlier.endswith(":")):
            names = named_in_sentence(earlier, known) or ""
    if not names or not (is_labelled or adjacent is not None or content.isdigit() or "–" in content or "-" in content):
        return None
    return Mention(
        CitationForm.AUTHOR_PAGE, text[start : group.end], start, group.end, start,
        names=names, locator=found.locator, is_known=True,
    )  # fmt: skip


def known_right_before(before: str, known: Known) -> tuple[int, str] | None:
    base = max(0, len(before) - 300)
    for word in list(words_with_places(before[base:]))[-14:]:
        names = before[base + word.start :].strip()
        if (
            _CAPITAL_OR_QUOTE.match(names)
            and not is_abbreviation(names)
            and known.knows(names.removesuffix("’s").removesuffix("'s"))
        ):
            return base + word.start, names
    return None


def named_in_sentence(before: str, known: Known) -> str | None:
    """Return the last person or body in the sentence by whose name a work goes."""
    return _last_named(_SENTENCES.split(before[-600:])[-1], known)


def _named_in_paragraph(before: str, known: Known) -> str | None:
    """Return the last author who is named with a year or a page in what stands before."""
    for sentence in reversed(_SENTENCES.split(before[-_LOOKED_BACK:])):
        names = _last_named(sentence, known)
        if names is not None:
            return names
    return None


def _last_named(sentence: str, known: Known) -> str | None:
    words = list(words_with_places(sentence))
    for index in range(len(words) - 1, -1, -1):
        for length in range(_LONGEST_NAME, 0, -1):
            if index + length <= len(words):
                names = sentence[words[index].start : words[index + length - 1].end]
                if _CAPITAL_OR_QUOTE.match(names) and known.knows(names) and not _is_short(names, known):
                    return names
    return None


def _is_short(names: str, known: Known) -> bool:
    """Tell whether *names* is an abbreviation, and not the name of a person in capitals."""
    if not is_abbreviation(names):
        return False
    return not any(author.is_person for author in known.fits(names)[0].work.authors[:1])
