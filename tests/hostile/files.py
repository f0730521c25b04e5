"""Hostile files, made anew for each test run: small on disk, whatever they would become."""

from __future__ import annotations

import base64
import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.ingest.pdf_writer import Page, write_pdf
from tests.ingest.word_writer import cell, definition, instance, level, numbered, paragraph, table, word_file

Made = Callable[[], bytes]


def replace_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zipped document with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            part = source.read(member)
            target.writestr(member, change(part) if member == name else part)
    return stream.getvalue()


def _plan() -> bytes:
    return word_file(paragraph("KẾ HOẠCH") + table(*(cell("ô") * 4 for _ in range(5))))


def _with_body(body: str) -> bytes:
    return word_file(body)


def _with_declaration(declaration: str, entity: str) -> bytes:
    return replace_part(
        word_file(paragraph("x")),
        "word/document.xml",
        lambda part: declaration.encode() + part.replace(b">x<", f">{entity}<".encode()),
    )


def _laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return _with_declaration(f"<!DOCTYPE d [{entities}]>", "&a9;")


def _quadratic() -> bytes:
    return _with_declaration(f'<!DOCTYPE d [<!ENTITY a "{"x" * 100_000}">]>', "&a;" * 10_000)


def _part_of(size: int) -> bytes:
    """A document whose text part unpacks to a size."""
    return replace_part(word_file(paragraph("x")), "word/document.xml", lambda part: part + b" " * size)


def _lying_size() -> bytes:
    """A document whose directory says that a part is small."""
    content = bytearray(_part_of(5_000_000))
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = -1
        while (place := content.find(signature, place + 1)) >= 0:
            content[place + at : place + at + 4] = struct.pack("<I", 100)
    return bytes(content)


def _ole(*streams: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + b"".join(s.encode("utf-16-le") for s in streams)
        + bytes(2048)
    )


def _encrypted_doc() -> bytes:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    information = b"\xec\xa5\xc1\x00" + bytes(6) + b"\x00\x01" + bytes(500)
    return header + information + "WordDocument".encode("utf-16-le") + bytes(1000)


def _pdf_objects(*bodies: bytes) -> bytes:
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table_of_places = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return content + end % (len(bodies) + 1, table_of_places, len(bodies) + 1, len(content))


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def _pdf_bomb() -> bytes:
    packed = zlib.compress(b"0 0 m 1 1 l S\n" * 4_000_000, 9)
    return _pdf_objects(
        _CATALOG,
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
    )


def _encrypted_pdf() -> bytes:
    content = write_pdf([Page()])
    key = b"<" + b"41" * 32 + b">"
    encrypt = b"/Encrypt<</Filter/Standard/V 1/R 2/O %s/U %s/P -4>>/ID[%s%s]" % (key, key, b"<41>", b"<41>")
    return content.replace(b"/Root 1 0 R>>", b"/Root 1 0 R" + encrypt + b">>")


def _many_pages() -> bytes:
    pages = b" ".join([b"3 0 R"] * 10_000)
    return _pdf_objects(
        _CATALOG, b"<</Type/Pages/Count 10000/Kids[%s]>>" % pages, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    )


def _undeclared_pages() -> bytes:
    return _many_pages().replace(b"/Count 10000", b"/Count 1    ")


def _nested_archive(depth: int) -> bytes:
    content = b"plan"
    for _ in range(depth):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("in.zip", content)
        content = stream.getvalue()
    return content


def _odt(manifest: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", b"\x00\x01\x02 encrypted")
    return stream.getvalue()


_ENCRYPTED_MANIFEST = (
    '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry m:full-path="content.xml">'
    "<m:encryption-data/></m:file-entry></m:manifest>"
)

# Read or refused, but never anything else; none needs a program outside Python.
FILES: dict[str, Made] = {
    "empty.txt": lambda: b"",
    "mark.txt": lambda: b"\xef\xbb\xbf",
    "zeros.txt": lambda: bytes(100_000),
    "random.txt": lambda: random.Random(1).randbytes(100_000),
    "broken-utf-8.txt": lambda: ("Kế hoạch " * 100).encode() + b"\xff\xc3\xe1\xba" + "năm 2021".encode(),
    "cut-utf-16.txt": lambda: "Kế hoạch năm 2021".encode("utf-16")[:-1],
    "one-line.txt": lambda: ("Sở Nội vụ chủ trì, " * 400_000).encode(),
    "blank-lines.txt": lambda: b"\n" * 3_000_000,
    "marks.txt": lambda: ("a" + "\u0301\u0323" * 300_000).encode(),
    "surrogates.txt": lambda: b"K\xed\xa0\x80\xed\xb0\x80 ho\xe1\xba\xa1ch",
    "controls.txt": lambda: b"\x1b[31mK\x07\x08\x00\x7f" * 1000,
    "pdf.txt": lambda: write_pdf([Page()]),
    "page.docx": lambda: b"<html><body><p>KE HOACH</p></body></html>",
    "text.docx": lambda: "KẾ HOẠCH".encode(),
    "picture.docx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "empty.docx": lambda: b"",
    "cut.docx": lambda: _plan()[: len(_plan()) // 2],
    "directory-only.docx": lambda: _plan()[-200:],
    "no-members.docx": lambda: b"PK\x05\x06" + bytes(18),
    "no-document.docx": lambda: replace_part(_plan(), "word/document.xml", lambda _: b""),
    "not-xml.docx": lambda: replace_part(_plan(), "word/document.xml", lambda _: b"<html><p>x</html>"),
    "bad-relations.docx": lambda: replace_part(_plan(), "_rels/.rels", lambda _: b"<a><b></a>"),
    "bad-checksum.docx": lambda: _plan().replace(_plan()[60:64], b"\x00\x01\x02\x03", 1),
    "laughs.docx": _laughs,
    "quadratic.docx": _quadratic,
    "external-entity.docx": lambda: _with_declaration('<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>', "&f;"),
    "remote-declaration.docx": lambda: _with_declaration('<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">', "y"),
    "bomb.docx": lambda: _part_of(100_000_000),
    "lying-size.docx": _lying_size,
    "deep.docx": lambda: _with_body("<w:sdt><w:sdtContent>" * 50_000),
    "deep-closed.docx": lambda: _with_body("<w:ins>" * 20_000 + "</w:ins>" * 20_000),
    "deep-tables.docx": lambda: _with_body("<w:tbl><w:tr><w:tc>" * 80 + "</w:tc></w:tr></w:tbl>" * 80),
    "wide-span.docx": lambda: _with_body(table(cell("x", across=1_000_000_000), cell("y"))),
    "negative-span.docx": lambda: _with_body(table(cell("x", across=-5), cell("y") * 3)),
    "tall-merge.docx": lambda: _with_body(table(*[cell("x", down="continue") * 3] * 5000)),
    "list-levels.docx": lambda: word_file(
        numbered("x", 1, 99) + numbered("y", 7) + numbered("z", 1, -3),
        numbering=definition(0, level(99, "decimal", "%1"), level(0, "upperRoman", "%9%1", start=10**12))
        + instance(1, 0),
    ),
    "style-circle.docx": lambda: word_file(
        paragraph("x", '<w:pStyle w:val="A"/>'),
        styles='<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>',
    ),
    "encrypted.docx": lambda: _ole("EncryptedPackage", "EncryptionInfo"),
    "nothing.doc": lambda: _ole("Nothing") + random.Random(2).randbytes(20_000),
    "spreadsheet.doc": lambda: _ole("Workbook"),
    "encrypted.doc": _encrypted_doc,
    "empty.html": lambda: b"<html>",
    "deep.html": lambda: b"<div>" * 100_000 + b"x" + b"</div>" * 100_000,
    "deep-bold.html": lambda: b"<html>" + b"<b>" * 100_000,
    "deep-unknown.html": lambda: b"<html>" + b"<x>" * 100_000,
    "deep-lists.html": lambda: b"<html>" + b"<ul><li>" * 50_000,
    "deep-tables.html": lambda: b"<html>" + b"<table><tr><td>x" * 1_500,
    "unclosed.html": lambda: b"<html><table><tr><td>x<!-- " + b"y" * 100_000,
    "spans.html": lambda: b"<html><table border=1>" + b"<tr><td rowspan=65534 colspan=1000>x<td>y" * 500,
    "formatting.html": lambda: b"<html>" + b"<b><i><u><s><font><p>" * 5_000,
    "script.html": lambda: b"<html><script>" + b"document.write('<div>');" * 100_000,
    "zeros.html": lambda: b"<html>\0\0<p>\0KE HOACH\0</p>",
    "attributes.html": lambda: b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x",
    "archive.mht": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n" + b"--b\n" * 100_000,
    "nested.mht": lambda: (
        b"MIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2_000))
    ),
    "base64.mht": lambda: (
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"<html><p>x</p>") + b"!!!\n--b--"
    ),
    "empty.pdf": lambda: b"%PDF-1.7\n",
    "cut.pdf": lambda: write_pdf([Page()])[:300],
    "no-table.pdf": lambda: write_pdf([Page()]).split(b"xref")[0],
    "encrypted.pdf": _encrypted_pdf,
    "many-pages.pdf": _many_pages,
    "undeclared-pages.pdf": _undeclared_pages,
    "page-circle.pdf": lambda: _pdf_objects(_CATALOG, b"<</Type/Pages/Count 1/Kids[2 0 R]>>"),
    "no-catalog.pdf": lambda: _pdf_objects(b"<</Type/Nothing>>"),
    "bad-catalog.pdf": lambda: _pdf_objects(b"<</Type/Catalog/Pages 7>>", b"[1 2"),
    "deep.pdf": lambda: _pdf_objects(_CATALOG, b"[" * 100_000),
    "bad-box.pdf": lambda: write_pdf([Page()]).replace(b"[0 0 595 842]", b"[9e99 0 x]   "),
    "bomb.pdf": _pdf_bomb,
    "self-reference.pdf": lambda: _pdf_objects(_CATALOG, b"2 0 R"),
    "reference-circle.pdf": lambda: _pdf_objects(_CATALOG, b"3 0 R", b"4 0 R", b"2 0 R"),
    "bomb.gz": lambda: gzip.compress(bytes(50_000_000)),
    "nested.zip": lambda: _nested_archive(30),
}

# The same for the formats that LibreOffice reads.
OFFICE_FILES: dict[str, Made] = {
    "no-table.doc": lambda: _ole("WordDocument"),
    "random.doc": lambda: _ole("WordDocument") + random.Random(2).randbytes(20_000),
    "empty.rtf": lambda: b"{\\rtf1",
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * 200_000,
    "encrypted.odt": lambda: _odt(_ENCRYPTED_MANIFEST),
    "damaged.odt": _odt,
    "word-2003.xml": lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument>',
    "flat.fodt": lambda: b'<?xml version="1.0"?><office:document xmlns:office="x">',
}
