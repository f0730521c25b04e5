"""Bytes into NFC text, and the name of the encoding they were in."""

from __future__ import annotations

import codecs
import unicodedata
from typing import NamedTuple

from ingest.errors import ReadError
from schema.records import Finding


class Decoded(NamedTuple):
    """Text in NFC with `\\n` line ends, the encoding's name as recorded in the store, and doubts about it."""

    text: str
    encoding: str
    findings: list[Finding]


def decode(content: bytes, *, encoding: str | None = None) -> Decoded:
    """Decode a text file; `encoding` overrides detection. Raises ReadError for an unknown name or binary content."""
    if encoding is None and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return Decoded(tidy(content.decode("utf-8")), "utf-8", [])
        except UnicodeDecodeError:
            pass
    if content.startswith(codecs.BOM_UTF8):
        return Decoded(tidy(content[3:].decode("utf-8", "replace")), "utf-8", [])
    raise ReadError("unreadable_file", "the text is in no encoding that kehoach knows")


def tidy(text: str) -> str:
    """NFC, with every line end as `\\n`."""
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\n" not in text:
            text = text.replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def split_lines(text: str) -> list[str]:
    """The lines between `\\n`; the end of the last line begins no further one."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines
