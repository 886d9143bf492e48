"""Web pages, read as sections: the main content, without menus, scripts and what is hidden."""

import re
from pathlib import Path

from litbase.errors import CorruptSource, SourceTooCostly
from litbase.formats.markup import Element, parse_html
from litbase.model.page import Reading
from litbase.sources.flow import write_flow
from litbase.sources.html_metadata import guess_from_head, language_of_page
from litbase.sources.kinds import MediaType
from litbase.sources.sections import SectionWriter, reading_of

_LARGEST = 64_000_000  # bytes
_NEVER_SHOWN = frozenset(
    "script style template noscript iframe object embed applet svg canvas audio video map head button select textarea"  # noqa: SIM905
    " input datalist dialog annotation annotation-xml".split()
)
_AROUND = frozenset(("nav", "footer", "aside", "menu"))
_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog"))
_CLASSES = frozenset(
    "navbar breadcrumb breadcrumbs sidebar cookie-banner cookie-notice cookie-consent skip-link sr-only noprint"  # noqa: SIM905
    " visually-hidden screen-reader-text mw-editsection mw-jump-link headerlink navbox toc".split()
)
_INVISIBLE = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_ENOUGH = 200  # characters that make an element believable as the main content
_SHARE = 0.5  # of the page's text: an article with more is the content, and what holds more is no mere frame


def read_html(path: Path) -> Reading:
    """Read a web page: sections by its headings, metadata from its head.

    Raises CorruptSource if it cannot be parsed or shows no text.
    """
    if path.stat().st_size > _LARGEST:
        raise SourceTooCostly(f"'{path.name}' is larger than {_LARGEST // 1_000_000} MB of HTML")
    root = parse_html(path.read_bytes())
    guesses, language = guess_from_head(root), language_of_page(root)
    writer = SectionWriter()
    write_flow(main_content(root), writer)
    sections = writer.sections()
    if not sections:
        raise CorruptSource(f"'{path.name}' shows no text", "it may be filled in by a script: print it to PDF instead")
    return reading_of(sections, media_type=MediaType.HTML, guesses=guesses, language=language)


def main_content(root: Element) -> Element:
    """Empty in the tree what a reader does not see or does not read, and return the element with the rest."""
    body = without_unseen(root)
    whole = _length(body)
    for element in list(body.iter()):
        if element is not body and _is_around(element) and _length(element) <= _SHARE * whole:
            _empty(element)
    mains = [each for each in body.iter() if each.tag == "main" or each.get("role") == "main"]
    best = max(mains, key=_length, default=None)
    if best is not None and _length(best) >= _ENOUGH:
        return best
    article = max(body.iter("article"), key=_length, default=None)
    if article is not None and _length(article) >= max(_ENOUGH, _SHARE * _length(body)):
        return article
    return body


def without_unseen(root: Element) -> Element:
    """Empty in the tree only what is never shown, for documents that are all content; return the body."""
    body = root if root.tag == "body" else next(root.iter("body"), root)
    for element in list(body.iter()):
        tag = element.tag
        if element is not body and (not isinstance(tag, str) or tag in _NEVER_SHOWN or _is_hidden(element)):
            _empty(element)
    return body


def _is_around(element: Element) -> bool:
    """Tell menus, banners, footers and the like from the content; notes are content."""
    if _is_note(element):
        return False
    tag, role = element.tag, element.get("role")
    if tag in _AROUND or role in _ROLES or _CLASSES.intersection((element.get("class") or "").split()):
        return not _holds_main(element)
    return bool(tag == "header" and not _holds_main(element) and not _is_inside_article(element))


def _is_hidden(element: Element) -> bool:
    """Say whether the element itself is marked as not shown."""
    if element.get("hidden") is not None or _INVISIBLE.search(element.get("style") or ""):
        return True
    return element.get("aria-hidden") == "true" and not _holds_main(element)


def _is_note(element: Element) -> bool:
    kind = f"{element.get('role') or ''} {element.get('epub:type') or ''}"
    return "footnote" in kind or "endnote" in kind


def _holds_main(element: Element) -> bool:
    return next(element.iter("main", "h1", "article"), None) is not None


def _is_inside_article(element: Element) -> bool:
    return next(element.iterancestors("article", "main"), None) is not None


def _length(element: Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _empty(element: Element) -> None:
    """Take away what *element* holds and leave the text that follows it."""
    element.clear(keep_tail=True)
    element.tag = "span"
