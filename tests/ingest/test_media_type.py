"""What a file is, told from its bytes."""

import pytest

from ingest.errors import ReadError
from ingest.media_type import DOCX, HTML, MARKDOWN, ODT, PDF, RTF, TEXT, WEB_ARCHIVE, WORD_XML, ZIP, media_type
from ingest.readers.registry import find_reader
from tests.ingest.test_archives import zip_of

WORD = zip_of({"[Content_Types].xml": b"", "word/document.xml": b""})


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ("KẾ HOẠCH\n".encode(), "plan.txt", TEXT),
        ("KẾ HOẠCH\n".encode(), "plan.docx", TEXT),
        ("KẾ HOẠCH\n".encode(), "PLAN.MD", MARKDOWN),
        (b"<!DOCTYPE html><p>x", "plan.txt", HTML),
        (b"\xef\xbb\xbf\r\n <HTML><p>x", "plan", HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x">', "plan", HTML),
        ("<html><p>x".encode("utf-16"), "plan", HTML),
        (b"<!-- saved from url=(0014)about:internet -->\n<html>", "plan", HTML),
        (b"<table><tr><td>x</td></tr></table>", "plan", HTML),
        (b"<p>x</p>\n<p>y</p>", "plan", HTML),
        (b"x<br>y<p>z", "plan.htm", HTML),
        ("<b>KẾ HOẠCH</b>\nDòng hai\nDòng ba".encode(), "plan.txt", TEXT),
        ("<p>KẾ HOẠCH</p>\nDòng hai\nDòng ba\nDòng bốn".encode(), "plan.txt", TEXT),
        ("Tỷ lệ < 5% và > 3%".encode(), "plan.txt", TEXT),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "plan", WEB_ARCHIVE),
        (b"%PDF-1.4\n", "plan.txt", PDF),
        (b"junk before\n%PDF-1.4\n", "plan.txt", PDF),
        (rb"{\rtf1 x}", "plan.doc", RTF),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "plan.xml", WORD_XML),
        (WORD, "plan.zip", DOCX),
        (zip_of({"mimetype": b"application/vnd.oasis.opendocument.text"}), "plan", ODT),
        (zip_of({"a.txt": b"x"}), "plan.docx", ZIP),
    ],
)
def test_bytes_decide(content: bytes, name: str, expected: str) -> None:
    assert media_type(content, name) == expected


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zip_of({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "it is a spreadsheet"),
        (zip_of({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "it is a presentation"),
        (zip_of({"mimetype": b"application/epub+zip"}), "no reader for application/epub"),
        (b"\xff\xd8\xff\xe0", "it is a picture"),
        (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive"),
        (b"Rar!\x1a\x07\x01", "it is a RAR archive"),
    ],
)
def test_what_has_no_reader_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        find_reader(media_type(content, "plan.txt"))
