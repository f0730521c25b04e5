"""Formats that LibreOffice reads for us, and what is said where it is missing, slow or at a loss."""

import io
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.media_type import DOC, FLAT_ODT, ODT, RTF, WORD_XML
from ingest.read import read_content, read_path
from ingest.readers import office
from ingest.readers.doc_ending import end_with_paragraph
from tests.hostile.files import OFFICE_FILES
from tests.ingest.invariants import check
from tests.ingest.plans import FOREST_PLAN
from tests.ingest.renderings import as_office, office_file

RTF_PLAN = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 .VnTime;}{\f1 Arial;}}\f0 k\'d5 ho\'b9ch c\'b6i c\'b8ch\par\f1 plan\par}"
)


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_PROGRAMS", ("soffice", "libreoffice"))


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize(("name", "suffix"), [("no-table.doc", ".doc"), ("damaged.odt", ".odt"), ("empty.rtf", ".rtf")])
def test_without_libreoffice_a_sentence_says_what_to_install(name: str, suffix: str) -> None:
    with pytest.raises(ReadError, match=f"reading {suffix} files needs LibreOffice: install it") as caught:
        read_content(OFFICE_FILES[name](), name=name)
    assert caught.value.code == "missing_reader"


def take_for_libreoffice(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "_PROGRAMS", (str(program),))


def test_a_slow_libreoffice_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    take_for_libreoffice("exec sleep 60", tmp_path, monkeypatch)
    with pytest.raises(ReadError, match=r"takes more seconds to read it than 1 .*--limit seconds=N"):
        read_content(OFFICE_FILES["empty.rtf"](), name="x.rtf", limits=Limits(seconds=1))


def test_a_libreoffice_that_makes_nothing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    take_for_libreoffice("echo no such filter >&2\nexit 1", tmp_path, monkeypatch)
    with pytest.raises(ReadError, match=r"LibreOffice cannot read it .*no such filter"):
        read_content(OFFICE_FILES["empty.rtf"](), name="x.rtf")


@pytest.mark.office
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("doc", DOC), ("odt", ODT), ("rtf", RTF), ("fodt", FLAT_ODT), ("xml:MS Word 2003 XML", WORD_XML)],
)
def test_media_types_are_those_of_the_file(tmp_path: Path, suffix: str, media_type: str) -> None:
    path = tmp_path / "kế hoạch (1).tmp"
    path.write_bytes(as_office(FOREST_PLAN, suffix))
    manuscript = read_path(path)
    check(manuscript)
    assert manuscript.media_type == media_type
    assert manuscript.source_file == "kế hoạch (1).tmp"


@pytest.mark.office
def test_old_fonts_in_rich_text() -> None:
    manuscript = read_content(RTF_PLAN, name="plan.rtf")
    assert [line for line in manuscript.lines if line] == ["kế hoạch cải cách", "plan"]
    assert manuscript.encoding == "tcvn3"


def _word_97(*, table_last: bool) -> bytes:
    document = Document()
    document.add_paragraph("KẾ HOẠCH")
    table = document.add_table(3, 4)
    table.style = "Table Grid"
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"ô {number}"
    if not table_last:
        document.add_paragraph("./.")
    stream = io.BytesIO()
    document.save(stream)
    return office_file(stream.getvalue(), "doc")


@pytest.mark.office
@pytest.mark.parametrize("table_last", [True, False])
def test_a_table_at_the_end_of_a_word_97_file_is_a_table(table_last: bool) -> None:
    content = _word_97(table_last=table_last)
    assert (end_with_paragraph(content) != content) is table_last
    assert [len(grid.rows) for grid in read_content(content, name="plan.doc").grids] == [3]


@pytest.mark.office
@given(place=st.floats(0, 1), data=st.binary(min_size=1, max_size=6))
@settings(max_examples=50, deadline=None)
def test_damaged_word_97_files_are_left_as_they_are_or_mended(place: float, data: bytes) -> None:
    content = bytearray(_word_97_once())
    at = int(place * len(content))
    content[at : at + len(data)] = data
    assert len(end_with_paragraph(bytes(content))) == len(content)


@cache
def _word_97_once() -> bytes:
    return _word_97(table_last=True)
