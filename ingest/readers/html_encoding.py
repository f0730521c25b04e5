"""The characters of a web page: which encoding it is in, and letters that only an old font made Vietnamese."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable
from typing import NamedTuple

from ingest.decode import decode, encoding_name, utf_8_letters_for_each_stray_byte
from ingest.encodings.detection import font_codes, guess_encoding, syllable_share
from ingest.encodings.legacy import NAMES, decode_container, legacy_encoding
from ingest.errors import ReadError
from schema.findings import finding
from schema.records import Finding

# `<meta charset="utf-8">`, `<meta http-equiv=… content="text/html; charset=windows-1258">`
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
# Pages written with an old font claim one of these; they say nothing about the letters.
_UNTRUSTED = frozenset({"iso8859-1", "windows-1252", "ascii", "utf-8"})
_SURELY_UTF_8 = 10
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Page(NamedTuple):
    """A page's source, and the conversion of its text nodes (None for none)."""

    source: str
    encoding: str
    convert: Callable[[str], str] | None
    findings: list[Finding]


def decode_page(content: bytes, encoding: str | None = None) -> Page:
    """Decode a web page; `encoding` overrides what it says about itself. Raises ReadError."""
    if encoding is not None:
        return _decode_page_as(content, encoding)
    if content.startswith(_MARKS) or b"\0" in content[:4096]:
        return Page(*_no_conversion(content, None))
    try:
        return _with_font_codes(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    declared = _declared_charset(content)
    if utf_8_letters_for_each_stray_byte(content) > _SURELY_UTF_8:
        return Page(*_no_conversion(content, None))
    if declared not in _UNTRUSTED:
        return Page(*_no_conversion(content, declared))
    western = decode_container(content, "windows-1252")
    if syllable_share(visible_words(western)) >= 0.85:
        return Page(western, "windows-1252", None, [])
    guess = guess_encoding(_MARKUP.sub(" ", content.decode("latin-1")).encode("latin-1"))
    if guess.sure and guess.encoding in NAMES:
        legacy = legacy_encoding(guess.encoding)
        return Page(decode_container(content, legacy.container), guess.encoding, legacy.convert, [])
    return Page(*_no_conversion(content, guess.encoding if guess.sure else None))


def visible_words(source: str) -> str:
    """About the text of a page: tags cut out, entities resolved."""
    return html.unescape(_MARKUP.sub(" ", source))


def _no_conversion(content: bytes, encoding: str | None) -> tuple[str, str, None, list[Finding]]:
    decoded = decode(content, encoding=encoding)
    return decoded.text, decoded.encoding, None, decoded.findings


def _decode_page_as(content: bytes, encoding: str) -> Page:
    try:
        name = encoding_name(encoding)
    except ValueError as error:
        raise ReadError("unreadable_file", str(error)) from error
    if name not in NAMES:
        return Page(*_no_conversion(content, name))
    legacy = legacy_encoding(name)
    return Page(decode_container(content, legacy.container), name, legacy.convert, [])


def _declared_charset(content: bytes) -> str:
    declared = _CHARSET.search(content[:8192])
    try:
        return encoding_name(declared[1].decode("ascii")) if declared else "windows-1252"
    except ValueError:
        return "windows-1252"  # x-user-defined, x-sjis-mac and other inventions


def _with_font_codes(source: str) -> Page:
    """A page in Unicode: its letters are what they are, unless it names an old font and reads as that font's."""
    if "đ" in source or "&#273;" in source or source.isascii():
        return Page(source, "utf-8", None, [])
    name = font_codes(visible_words(source))
    if not name:
        return Page(source, "utf-8", None, [])
    if names_legacy_font(source):
        return Page(source, name, legacy_encoding(name).convert, [])
    reason = f"its accented words are Vietnamese only when read as {name} within Unicode"
    return Page(source, "utf-8", None, [finding("doubtful_encoding", reason=reason)])


def names_legacy_font(source: str) -> bool:
    """Whether a font of the ABC or VNI families is named anywhere."""
    return ".Vn" in source or "VNI-" in source
