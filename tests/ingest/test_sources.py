"""Folders and files become Sources in a fixed order."""

from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.limits import Limits, limits_from_options
from ingest.sources import find_sources, load


def test_folders_are_walked_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "C.txt", ".hidden", "a/~$lock.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert [s.name for s in find_sources([str(tmp_path)])] == ["C.txt", "a/b/c.txt", "a/z.txt", "b.txt"]


def test_a_single_file_is_named_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "kế hoạch.txt").write_text("x")
    (source,) = find_sources([str(tmp_path / "kế hoạch.txt")])
    assert source.name == "kế hoạch.txt"
    assert load(source, Limits()) == b"x"


def test_a_path_that_does_not_exist_says_so_when_read(tmp_path: Path) -> None:
    (source,) = find_sources([str(tmp_path / "none.txt")])
    with pytest.raises(ReadError, match="no such file"):
        load(source, Limits())


def test_limits_are_read_from_options() -> None:
    assert limits_from_options(["pages=20_000", "file-size=1G"]) == Limits(pages=20_000, file_size=1 << 30)
    for wrong in ("page=1", "pages", "pages=0", "pages=-1", "pages=x"):
        with pytest.raises(ValueError, match="limit"):
            limits_from_options([wrong])
