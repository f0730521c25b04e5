"""What a file is, told from its bytes; its name is asked only where bytes cannot tell."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import BinaryIO

from ingest.errors import ReadError

TEXT = "text/plain"
MARKDOWN = "text/markdown"
HTML = "text/html"
WEB_ARCHIVE = "multipart/related"
PDF = "application/pdf"
RTF = "application/rtf"
DOC = "application/msword"
WORD_XML = "application/vnd.ms-word"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
ZIP = "application/zip"
TAR = "application/x-tar"
GZIP = "application/gzip"
BZIP2 = "application/x-bzip2"
XZ = "application/x-xz"
ARCHIVES = frozenset({ZIP, TAR, GZIP, BZIP2, XZ})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_OLE = "application/x-ole-storage"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"{\\rtf", RTF),
    (_OLE, DOC),
    (b"\x1f\x8b", GZIP),
    (b"BZh", BZIP2),
    (b"\xfd7zXZ\x00", XZ),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_STARTS = tuple(signature for signature, _ in _SIGNATURES)

# Names of members, and of the streams of an OLE file, that tell one format from another.
_ZIP_MEMBERS = (
    ("word/", DOCX),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "application/x-ole-encrypted"),
    ("WordDocument", DOC),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
# `<!DOCTYPE html`, `<html`, `<?xml …?><html`: a page and nothing else.
_PAGE = re.compile(rb"(?:<\?xml[^>]*>\s*|<!--.{0,400}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)\b", re.DOTALL)
_PAGE_LATER = re.compile(rb"<(?:html|body)\b")
_FRAGMENT = re.compile(rb"<(?:table|div|p|h[1-6]|ul|ol|center|section|article|td|br)\b[^<>]*>")
_LINE_OF_MARKUP = re.compile(rb"^[ \t]*<", re.MULTILINE)
_LINE_OF_WORDS = re.compile(rb"^[ \t]*[^\s<]", re.MULTILINE)
_BLANKS = b" \t\r\n\f\xef\xbb\xbf"


def media_type(content: bytes, name: str) -> str:
    """The media type of a document. `name` tells markdown and fragments of web pages from text, nothing else.

    Raises ReadError for damaged zip files, of which nothing can be told.
    """
    if content.startswith(_STARTS):
        kind = next(kind for signature, kind in _SIGNATURES if content.startswith(signature))
        if kind == ZIP:
            return _zip_type(io.BytesIO(content))
        return _ole_type(content) if content.startswith(_OLE) else kind
    head = content[:4096]
    if b"%PDF-" in head[:1024]:
        return PDF
    if content[257:262] == b"ustar":
        return TAR
    return _text_type(content, head, name.lower())


def archive_type(stream: BinaryIO) -> str | None:
    """The kind of archive in a seekable stream, which is left at its start; None for a document.

    A damaged zip file is taken for a document: reading it says what is wrong.
    """
    head = stream.read(512)
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), None)
    if head[257:262] == b"ustar":
        kind = TAR
    elif kind == ZIP:
        try:
            kind = _zip_type(stream)
        except ReadError:
            kind = None
    stream.seek(0)
    return kind if kind in ARCHIVES else None


def _text_type(content: bytes, head: bytes, name: str) -> str:
    if b"\0" in head:
        head = head.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    head = head.lstrip(_BLANKS).lower()
    if head.startswith(b"<"):
        if _PAGE.match(head):
            return HTML
        if b'progid="word.document"' in head or b"<w:worddocument" in head:
            return WORD_XML
        if b"<office:document" in head:
            return FLAT_ODT
    elif b"mime-version:" in head and b"multipart/related" in head:
        return WEB_ARCHIVE
    if name.endswith((".md", ".markdown")):
        return MARKDOWN
    if name.endswith((".html", ".htm", ".xhtml")) and _FRAGMENT.search(content.lower()):
        return HTML
    return HTML if _PAGE_LATER.search(head) or _is_fragment(head) else TEXT


def _is_fragment(head: bytes) -> bool:
    """Whether a text begins as a piece of a web page and most of its lines are mark-up."""
    if not _FRAGMENT.match(head):
        return False
    return len(_LINE_OF_MARKUP.findall(head)) >= len(_LINE_OF_WORDS.findall(head))


def _zip_type(stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, ValueError, EOFError) as error:
        raise ReadError("unreadable_file", f"it is a damaged Word document or zip archive: {error}") from error
    if "[Content_Types].xml" in names:
        for folder, kind in _ZIP_MEMBERS:
            if any(name.startswith(folder) for name in names):
                return kind
    return ZIP


def _ole_type(content: bytes) -> str:
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            return kind
    return _OTHER_OLE
