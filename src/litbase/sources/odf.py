"""What every reader of an OpenDocument text needs: the names of its elements, and what shows nothing (ODF 1.3)."""

from collections.abc import Iterator

from litbase.errors import EncryptedSource
from litbase.formats.archives import SafeZip
from litbase.formats.markup import Element
from litbase.sources.numbers import whole

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
GONE = frozenset(
    (
        *(f"{TEXT}{name}" for name in ("tracked-changes", "table-of-content", "hidden-text", "hidden-paragraph")),
        *(f"{TEXT}{name}" for name in ("ruby-text", "note-citation", "sequence-decls", "illustration-index")),
        *(f"{TEXT}{name}" for name in ("table-index", "object-index", "alphabetical-index", "variable-decls")),
        *(f"{OFFICE}{name}" for name in ("annotation", "forms")),
        *(f"{_SVG}{name}" for name in ("title", "desc")),
    )
)
"""Elements that show nothing, or what the document says elsewhere."""
_MOST_SPACES = 100
_SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}


def refuse_encrypted(archive: SafeZip, name: str) -> None:
    """Raise EncryptedSource if the document *name* asks for a password."""
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        error = EncryptedSource(name)
        error.hint = "open it in its own program and save it without a password"
        raise error


def hidden_styles(content: Element) -> Iterator[str]:
    """Yield the styles whose text is not shown."""
    for style in content.iter(f"{STYLE}style"):
        if any(each.get(f"{TEXT}display") == "none" for each in style.iter(f"{STYLE}text-properties")):
            yield style.get(f"{STYLE}name") or ""


def sign_of(element: Element) -> str | None:
    """Return the blanks, the tab or the line end that an element stands for, None for any other element."""
    if element.tag == f"{TEXT}s":
        return " " * min(whole(element.get(f"{TEXT}c"), 1), _MOST_SPACES)
    return _SIGNS.get(element.tag)


def is_shown(element: Element, hidden: frozenset[str]) -> bool:
    """Tell whether an element and what is in it is shown; *hidden* are the styles that hide."""
    is_hidden = element.get(f"{TEXT}style-name") in hidden or element.get(f"{TEXT}display") == "none"
    return element.tag not in GONE and not is_hidden


def rows_of(table: Element) -> Iterator[Element]:
    """Yield the rows of a table, not those of tables inside it."""
    for row in table.iter(f"{TABLE}table-row"):
        if next(row.iterancestors(f"{TABLE}table"), None) is table:
            yield row
