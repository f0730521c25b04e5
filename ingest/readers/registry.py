"""Which reader reads which media type; a reader is imported when its first document comes."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol

from ingest import media_type as types
from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.readers.reading import Reading


class Reader(Protocol):
    """A document's bytes to lines and grids. Raises ReadError, nothing else."""

    def __call__(self, content: bytes, *, limits: Limits, encoding: str | None = None) -> Reading: ...


_READERS = {
    types.TEXT: ("ingest.readers.text", "read_text"),
    types.MARKDOWN: ("ingest.readers.text", "read_text"),
    types.HTML: ("ingest.readers.html", "read_html"),
    types.WEB_ARCHIVE: ("ingest.readers.web_archive", "read_web_archive"),
    types.DOCX: ("ingest.readers.docx", "read_docx"),
    types.PDF: ("ingest.readers.pdf", "read_pdf"),
    types.DOC: ("ingest.readers.office", "read_doc"),
    types.WORD_XML: ("ingest.readers.office", "read_word_xml"),
    types.ODT: ("ingest.readers.office", "read_odt"),
    types.FLAT_ODT: ("ingest.readers.office", "read_flat_odt"),
    types.RTF: ("ingest.readers.office", "read_rtf"),
}
_REFUSALS = (
    ("application/x-ole-encrypted", "it is protected by a password; remove the password and try again"),
    ("application/x-ole-storage", "it is a file of an old Office program, but no Word document"),
    ("image/", "it is a picture; recognise its text first, for example with `ocrmypdf --language vie`"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml", "it is a spreadsheet, not a text document"),
    ("application/vnd.ms-excel", "it is a spreadsheet, not a text document"),
    ("application/vnd.oasis.opendocument.spreadsheet", "it is a spreadsheet, not a text document"),
    ("application/vnd.openxmlformats-officedocument.presentationml", "it is a presentation, not a text document"),
    ("application/vnd.ms-powerpoint", "it is a presentation, not a text document"),
    ("application/x-7z-compressed", "it is a 7z archive; unpack it first (zip and tar archives are read as they are)"),
    ("application/vnd.rar", "it is a RAR archive; unpack it first (zip and tar archives are read as they are)"),
    ("application/zip", "it is a zip archive; give it as a path of its own"),
    ("application/x-tar", "it is a tar archive; give it as a path of its own"),
)


def find_reader(media_type: str) -> Reader:
    """The reader of a media type. Raises ReadError, saying what the file is, where there is none."""
    if media_type not in _READERS:
        for prefix, reason in _REFUSALS:
            if media_type.startswith(prefix):
                raise ReadError("unreadable_file", reason)
        raise ReadError("unreadable_file", f"kehoach has no reader for {media_type}")
    module, function = _READERS[media_type]
    reader: Reader = getattr(import_module(module), function)
    return reader
