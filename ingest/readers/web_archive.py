"""Web pages that a browser or Word saved as one file with their pictures (`.mht`, `.mhtml`)."""

from __future__ import annotations

import email

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.readers.html import read_html
from ingest.readers.reading import Reading


def read_web_archive(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """The page in a web archive. Raises ReadError where there is none."""
    return read_html(main_page(content), limits=limits, encoding=encoding)


def main_page(content: bytes) -> bytes:
    """The first page of an archive; its own mark-up tells the encoding. Raises ReadError where there is none."""
    try:
        message = email.message_from_bytes(content)
    except RecursionError as error:
        raise ReadError("limit_exceeded", "the parts of the web archive are nested too deep") from error
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload
    raise ReadError("unreadable_file", "it is a web archive without a page in it")
