"""Hostile files are read or refused with one sentence: no other exception, no hang, no gigabyte of memory."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.hostile.files import FILES, OFFICE_FILES

# What must be refused, and with which words; the others may be read as far as they go.
REFUSED = {
    "empty.txt": "the file is empty",
    "random.txt": "neither a text nor",
    "zeros.txt": "neither a text nor",
    "blank-lines.txt": "--limit lines=N",
    "picture.docx": "it is a picture",
    "cut.docx": "damaged",
    "bad-checksum.docx": "damaged",
    "lying-size.docx": "damaged",
    "laughs.docx": "entity amplification",
    "quadratic.docx": "entity amplification",
    "bomb.docx": "--limit text_size=N",
    "deep.docx": "--limit expansion_ratio=N",
    "deep-closed.docx": "depth",
    "wide-span.docx": "--limit table_cells=N",
    "encrypted.docx": "protected by a password",
    "encrypted.doc": "protected by a password",
    "encrypted.pdf": "protected by a password",
    "encrypted.odt": "protected by a password?",
    "nothing.doc": "no Word document",
    "spreadsheet.doc": "spreadsheet",
    "deep.html": "nested more than 2,000 deep",
    "spans.html": "--limit table_cells=N",
    "attributes.html": "attributes",
    "nested.mht": "nested too deep",
    "many-pages.pdf": "--limit pages=N",
    "bomb.pdf": "--limit text_size=N",
    "cut.pdf": "damaged PDF",
    "self-reference.pdf": "in a circle",
    "reference-circle.pdf": "in a circle",
    "pdf.txt": "run OCR first",
    "no-catalog.pdf": "no pages",
    "bad-box.pdf": "damaged PDF",
    "nested.zip": "zip archive",
}
READ = {"page.docx", "text.docx", "one-line.txt", "marks.txt", "broken-utf-8.txt", "cut-utf-16.txt", "base64.mht"}


@cache
def outcomes(office: bool) -> dict[str, dict[str, object]]:
    """What became of the files, all read in one process of limited memory."""
    names = OFFICE_FILES if office else FILES
    process = subprocess.run(
        [sys.executable, "-X", "dev", "-m", "tests.hostile.read_all", *names],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr[-3000:]
    assert not process.stderr, process.stderr[-3000:]
    return {found["name"]: found for found in map(json.loads, process.stdout.splitlines())}


@pytest.mark.parametrize("name", [*FILES, *(pytest.param(name, marks=pytest.mark.office) for name in OFFICE_FILES)])
def test_a_hostile_file_is_read_or_refused(name: str) -> None:
    found = outcomes(name in OFFICE_FILES)[name]
    if name in REFUSED:
        assert found["outcome"] != "read"
        assert REFUSED[name] in str(found["reason"])
    if name in READ:
        assert found["outcome"] == "read"
    assert "\n" not in str(found["reason"])
    assert len(str(found["reason"])) < 400
    assert float(str(found["seconds"])) < 20


def test_the_corpus_is_large_enough() -> None:
    assert len(FILES) + len(OFFICE_FILES) >= 80
    assert set(REFUSED) | READ <= set(FILES) | set(OFFICE_FILES)
