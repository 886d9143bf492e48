"""PDF files and their pages as pdfium opens them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

from litbase.errors import CorruptSource, EncryptedSource

_ONE_AT_A_TIME = RLock()  # pdfium must not be called from two threads at once, whatever the documents


@contextmanager
def opened(path: Path, password: str | None = None) -> Iterator[Any]:
    """Open the PDF at *path*, with the empty password before the given one; yield pypdfium2's document.

    Other threads wait until the document is closed.
    """
    with _ONE_AT_A_TIME:
        yield from _opened(path, password)


def _opened(path: Path, password: str | None) -> Iterator[Any]:
    import pypdfium2

    pdfium: Any = pypdfium2
    document, refused = None, 0
    for word in (None, password) if password else (None,):
        try:
            document = pdfium.PdfDocument(path, password=word)
            break
        except pdfium.PdfiumError as error:
            refused = error.err_code or 0
    if document is None:
        if refused in (pdfium.raw.FPDF_ERR_PASSWORD, pdfium.raw.FPDF_ERR_SECURITY):
            raise EncryptedSource(path.name, tried=bool(password))
        raise CorruptSource(f"'{path.name}' cannot be opened as a PDF", "get the file again; it may be incomplete")
    try:
        yield document
    finally:
        document.close()


def load_page(document: Any, number: int) -> Any:
    """Return pdfium's handle of page *number* (from 1), what stands in the fields of a form written onto the page."""
    import pypdfium2.raw

    pdfium: Any = pypdfium2.raw
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if page and pdfium.FPDF_GetFormType(document) != pdfium.FORMTYPE_NONE and pdfium.FPDFPage_GetAnnotCount(page):
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, number - 1)
    return page
