"""Text files: numbered lines that equal those of any editor."""

import unicodedata
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.read import read_content, read_path


@pytest.mark.parametrize(
    "content",
    ["một\nhai\n\tba\u00a0\n", "một\r\nhai\r\n\tba\u00a0", "\ufeffmột\nhai\n\tba\u00a0", "một\rhai\r\tba\u00a0\r"],
    ids=["unix", "windows", "byte-order-mark", "old-mac"],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_line_ends_marks_and_forms_make_no_difference(content: str, form: str) -> None:
    manuscript = read_content(unicodedata.normalize(form, content).encode(), name="a.txt")
    assert manuscript.lines == ["một", "hai", "\tba\u00a0"]
    assert manuscript.encoding == "utf-8"


def test_blank_lines_at_the_end_are_lines() -> None:
    assert read_content(b"a\n\n", name="a.txt").lines == ["a", ""]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(ReadError, match="the file is empty"):
        read_path(tmp_path / "empty.txt")


def test_long_texts_break_the_limit_by_name() -> None:
    with pytest.raises(ReadError, match=r"more lines than 2 \(raise it with --limit lines=N\)"):
        read_content(b"a\n" * 3, name="a.txt", limits=Limits(lines=2))
