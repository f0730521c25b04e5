"""Bytes into NFC text, and the name of the encoding they were in.

Valid UTF-8 is taken as it is, always. Only bytes that are not UTF-8 are looked at for one of the
encodings in use before it, and the reading with Vietnamese syllables wins.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from ingest.errors import ReadError
from ingest.normal_form import compose, compose_utf_8
from schema.findings import finding
from schema.records import Finding

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODEC_NAMES = {"cp1258": "windows-1258", "cp1252": "windows-1252", "utf-8-sig": "utf-8", "utf_8_sig": "utf-8"}
_REPLACEMENT = "\ufffd"
_STRAY = re.compile("[\udc80-\udcff]+")
# Controls that no text holds; VISCII keeps six capitals among them, so a few are borne with.
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\v\f\r"}) + b"\x7f"


class Decoded(NamedTuple):
    """Text in NFC with `\\n` line ends, the encoding's name as recorded in the store, and doubts about it."""

    text: str
    encoding: str
    findings: list[Finding]


def decode(content: bytes, *, encoding: str | None = None) -> Decoded:
    """Decode a text file; `encoding` overrides detection. Raises ReadError for an unknown name or binary content."""
    if encoding is not None:
        return _decode_as(content, encoding)
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _checked(content.decode("utf-8-sig" if name == "utf-8" else name, "replace"), name)
    if b"\0" in content:
        return _decode_with_nulls(content)
    try:
        text = compose_utf_8(_with_plain_line_ends(content.decode("utf-8")), content)
    except UnicodeDecodeError:
        return _decode_legacy(content)
    return Decoded(text, "utf-8", [] if "đ" in text or text.isascii() else _doubts_about_unicode(text))


def tidy(text: str) -> str:
    """NFC, with every line end as `\n`."""
    return compose(_with_plain_line_ends(text))


def _with_plain_line_ends(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\n" not in text:
            text = text.replace("\r", "\n")
    return text


def utf_8_letters_for_each_stray_byte(content: bytes) -> float:
    """How many letters beyond ASCII are valid UTF-8, for each byte that is not."""
    text = content.decode("utf-8", "surrogateescape")
    stray = sum(map(len, _STRAY.findall(text)))
    return (len(text) - len(text.encode("ascii", "ignore")) - stray) / max(stray, 1)


def split_lines(text: str) -> list[str]:
    """The lines between `\\n`; the end of the last line begins no further one."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def encoding_name(name: str) -> str:
    """The name under which an encoding is recorded. Raises ValueError, with one sentence, for an unknown one."""
    from ingest.encodings.legacy import NAMES, legacy_encoding

    plain = name.strip().lower().replace("_", "-")
    for legacy in NAMES:
        if plain == legacy or plain in legacy_encoding(legacy).aliases:
            return legacy
    try:
        codec = codecs.lookup(plain)
    except (LookupError, ValueError) as error:
        known = ", ".join(("utf-8", "utf-16", "windows-1258", *NAMES))
        raise ValueError(f"there is no encoding {name!r}; known are {known} and those of Python") from error
    if not getattr(codec, "_is_text_encoding", True):
        raise ValueError(f"{name!r} is no encoding of text")
    return _CODEC_NAMES.get(codec.name, codec.name)


def _decode_as(content: bytes, encoding: str) -> Decoded:
    from ingest.encodings.legacy import NAMES, legacy_encoding, restore_capitals

    try:
        name = encoding_name(encoding)
    except ValueError as error:
        raise ReadError("unreadable_file", str(error)) from error
    if name not in NAMES:
        try:
            return _checked(content.decode("utf-8-sig" if name == "utf-8" else name, "replace"), name)
        except (UnicodeError, LookupError) as error:
            raise ReadError("unreadable_file", f"it cannot be read as {name}") from error
    text = tidy(legacy_encoding(name).decode(content))
    return Decoded(restore_capitals(text) if name == "tcvn3" else text, name, [])


def _decode_with_nulls(content: bytes) -> Decoded:
    """UTF-16 without its mark: every second byte of blanks and ASCII letters is zero."""
    sample = content[: 1 << 16]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 20 < max(even, odd) and max(even, odd) * 5 > len(sample) // 2:
        return _checked(content.decode("utf-16-le" if odd > even else "utf-16-be", "replace"), "utf-16")
    if content.count(0) * 1000 > len(content):
        raise ReadError("unreadable_file", "it is neither a text nor a document of a known format")
    decoded = decode(content.replace(b"\0", _REPLACEMENT.encode()))
    return decoded._replace(findings=[*decoded.findings, _doubt("it holds zero bytes")])


def _checked(text: str, encoding: str) -> Decoded:
    """Decoded text, with a finding when bytes had to be replaced."""
    text = tidy(text)
    count = text.count(_REPLACEMENT)
    if not count:
        return Decoded(text, encoding, [])
    line = text.count("\n", 0, text.index(_REPLACEMENT)) + 1
    return Decoded(text, encoding, [_doubt(f"{count} places are not valid {encoding}, the first in line {line}", line)])


def _decode_legacy(content: bytes) -> Decoded:
    from ingest.encodings.detection import foreign_lines, guess_encoding

    if len(content.translate(None, _CONTROLS)) * 50 < len(content) * 49:
        raise ReadError("unreadable_file", "it is neither a text nor a document of a known format")
    if utf_8_letters_for_each_stray_byte(content) * 3 > 1:
        return _decode_mixed(content.decode("utf-8", "surrogateescape"))
    guess = guess_encoding(content)
    text = tidy(guess.text)
    if not guess.sure:
        share = f"{guess.share:.0%} of its accented words are Vietnamese when read as {guess.encoding}"
        return Decoded(text, guess.encoding, [_doubt(share)])
    foreign = foreign_lines(text)
    doubts = [_doubt(f"{len(foreign)} lines do not read as {guess.encoding}", foreign[0])] if foreign else []
    return Decoded(text, guess.encoding, doubts)


def _decode_mixed(text: str) -> Decoded:
    """UTF-8 with stray bytes in it: lines that hold another encoding are read in that, other bytes replaced."""
    from ingest.encodings.detection import guess_encoding

    lines = tidy(text).split("\n")
    stray = [n for n, line in enumerate(lines) if _STRAY.search(line)]
    foreign = [n for n in stray if not _is_mostly_unicode(lines[n])]
    if foreign:
        content = "\n".join(lines[n] for n in foreign).encode("utf-8", "surrogateescape")
        guess = guess_encoding(content)
        if guess.sure:
            for n, line in zip(foreign, compose(guess.text).split("\n"), strict=True):
                lines[n] = line
            reason = f"{len(foreign)} lines are in {guess.encoding}, the others in utf-8"
            return _with_replacements(lines, [_doubt(reason, foreign[0] + 1)])
    return _with_replacements(lines, [])


def _with_replacements(lines: list[str], findings: list[Finding]) -> Decoded:
    stray = [n for n, line in enumerate(lines) if not line.isascii() and _STRAY.search(line)]
    for n in stray:
        lines[n] = _STRAY.sub(_REPLACEMENT, lines[n])
    if stray:
        findings.append(_doubt(f"{len(stray)} lines hold bytes that are not utf-8", stray[0] + 1))
    return Decoded("\n".join(lines), "utf-8", findings)


def _is_mostly_unicode(line: str) -> bool:
    stray = sum(map(len, _STRAY.findall(line)))
    return sum(not c.isascii() for c in line) - stray > stray


def _doubts_about_unicode(text: str) -> list[Finding]:
    """Unicode made from the codes of a font (`Coäng hoøa`): kept as it is, with a finding that names the font's."""
    from ingest.encodings.detection import font_codes

    name = font_codes(text)
    return [_doubt(f"its accented words are Vietnamese only when read as {name} within Unicode")] if name else []


def _doubt(reason: str, line: int | None = None) -> Finding:
    return finding("doubtful_encoding", reason=reason, line_start=line)
