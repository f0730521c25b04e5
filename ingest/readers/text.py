"""Plain text and markdown: the lines as they stand, numbered as any editor numbers them."""

from __future__ import annotations

from ingest.decode import decode, split_lines
from ingest.limits import Limits
from ingest.readers.reading import Reading


def read_text(content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading:
    """Lines of a text file. Raises ReadError for binary content and for texts above the limits."""
    limits.check("text_size", len(content), "the text is longer (in bytes)")
    text, name, findings = decode(content, encoding=encoding)
    lines = split_lines(text)
    limits.check("lines", len(lines), "the text has more lines")
    return Reading(lines, encoding=name, findings=findings)
