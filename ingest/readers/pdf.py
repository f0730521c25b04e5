"""PDF with a text layer: paragraphs and ruled tables over all pages, running headers and page numbers set aside."""

from __future__ import annotations

import gc
import io
import logging
import re
import time
import zlib
from contextlib import suppress
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
# `7 0 obj 8 0 R endobj`
_BARE_REFERENCE = re.compile(rb"\b(\d{1,9})\s+\d{1,5}\s+obj\s+(\d{1,9})\s+\d{1,5}\s+R\b")
# pdfminer warns about every irregularity of a file, on standard error.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pdf(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """Lines and tables of a PDF. Raises ReadError: no text layer, password, damage, limits, pdfplumber missing."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise ReadError("missing_reader", _MISSING) from error
    _check_references(content)
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
    if not pdf.pages:
        raise ReadError("unreadable_file", "it is a damaged PDF: it has no pages")
    started, pages = time.monotonic(), []
    for page in pdf.pages:
        limits.check("seconds", time.monotonic() - started, "the PDF takes more seconds to read")
        _check_drawing(page, limits)
        pages.append(read_page(page))
        page.close()
    return pages


def _check_drawing(page: Any, limits: Limits) -> None:
    """Refuse a page whose drawing instructions unpack to more than the limit for text, before they are unpacked."""
    from pdfminer.pdftypes import PDFStream, resolve1

    total = 0
    for stream in page.page_obj.contents:
        content = resolve1(stream)
        packed = content.rawdata if isinstance(content, PDFStream) else None
        if packed and packed[:1] == b"x":
            with suppress(zlib.error):  # a damaged stream is the parser's business
                total += len(zlib.decompressobj().decompress(packed, limits.text_size + 1))
        limits.check("text_size", total, f"page {page.page_number} draws more (in bytes of instructions)")


def _check_references(content: bytes) -> None:
    """Refuse objects that are only references to each other, which pdfminer would follow for ever."""
    targets = {int(found[1]): int(found[2]) for found in _BARE_REFERENCE.finditer(content)}
    for start in targets:
        number, seen = start, set()
        while number in targets:
            if number in seen:
                raise ReadError("unreadable_file", "it is a damaged PDF: its objects refer to each other in a circle")
            seen.add(number)
            number = targets[number]


def _is_picture(page: PageContent) -> bool:
    return page.has_pictures and not page.lines and not page.tables
