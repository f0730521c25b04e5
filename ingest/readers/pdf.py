"""PDF with a text layer: paragraphs and ruled tables over all pages, running headers and page numbers set aside."""

from __future__ import annotations

import gc
import io
import logging
import time
from typing import Any

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.readers.compose import compose
from ingest.readers.pdf_document import PdfDocument
from ingest.readers.pdf_glyphs import UNKNOWN
from ingest.readers.pdf_page import PageContent, read_page
from ingest.readers.reading import Reading
from schema.findings import finding

_MISSING = "reading PDF files needs pdfplumber: pip install 'kehoach[pdf]'"
# pdfminer warns about every irregularity of a file, on standard error.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pdf(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """Lines and tables of a PDF. Raises ReadError: no text layer, password, damage, limits, pdfplumber missing."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise ReadError("missing_reader", _MISSING) from error
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            pages = _read_pages(pdf, limits)
    except (ReadError, MemoryError):
        raise
    except RecursionError as error:
        raise ReadError("limit_exceeded", "the objects of the PDF are nested too deep") from error
    except Exception as error:
        if isinstance(error, PDFPasswordIncorrect) or isinstance(error.__context__, PDFPasswordIncorrect):
            reason = "it is protected by a password; remove the password and try again"
        else:
            reason = f"it is a damaged PDF ({type(error).__name__}: {error})"[:300]
        raise ReadError("unreadable_file", reason) from error
    finally:
        gc.collect()  # pages of pdfminer are circles of objects, and the workers of a batch look for none
    reading = compose(PdfDocument(pages).blocks(), layout="pdf", limits=limits)
    _check_letters(reading)
    without_text = [number for number, page in enumerate(pages, 1) if _is_picture(page)]
    if without_text:
        reading.findings.append(finding("pages_without_text", pages=", ".join(map(str, without_text[:20]))))
    return reading


def _check_letters(reading: Reading) -> None:
    """Refuse what has no letters; tell of glyphs that no font gives a meaning."""
    letters = sum(len(line) for line in reading.lines)
    unknown = sum(line.count(UNKNOWN) for line in reading.lines)
    if not letters:
        raise ReadError("no_text_layer", "the PDF holds pictures of pages, no text layer; run OCR first")
    if unknown * 2 > letters:
        raise ReadError("no_text_layer", "the fonts of the PDF do not say which letters they draw; run OCR first")
    if unknown:
        reason = f"of {unknown} letters the fonts do not say what they are"
        reading.findings.append(finding("doubtful_encoding", reason=reason))


def _read_pages(pdf: Any, limits: Limits) -> list[PageContent]:
    """The contents of all pages; the clock is looked at before each."""
    from pdfminer.pdftypes import resolve1

    declared = resolve1(resolve1(pdf.doc.catalog.get("Pages", {})).get("Count", 0))
    limits.check("pages", declared if isinstance(declared, int) else 0, "the PDF has more pages")
    limits.check("pages", len(pdf.pages), "the PDF has more pages")
    started, pages = time.monotonic(), []
    for page in pdf.pages:
        limits.check("seconds", time.monotonic() - started, "the PDF takes more seconds to read")
        pages.append(read_page(page))
        page.close()
    return pages


def _is_picture(page: PageContent) -> bool:
    return page.has_pictures and not page.lines and not page.tables
