"""Folders and files become Sources in a fixed order."""

import os
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.limits import Limits, limits_from_options
from ingest.sources import Source, find_sources, is_missing, load


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


def test_names_are_fit_to_be_shown(tmp_path: Path) -> None:
    names = ["hai\ndòng.txt", "kê\u0301 hoạch.txt", "tab\t.txt", "a b.txt"]
    for name in names:
        (tmp_path / name).write_text("x")
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("x")
    shown = {source.name for source in find_sources([str(tmp_path)])}
    assert shown == {"hai\\ndòng.txt", "kế hoạch.txt", "tab\\t.txt", "a b.txt", "\\xff.txt"}
    assert all(load(source, Limits()) == b"x" for source in find_sources([str(tmp_path)]))


def test_links_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "plan.txt").write_text("x")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "self").symlink_to("self")
    (tmp_path / "gone").symlink_to("nowhere")
    found = {s.name: s.problem and s.problem[1] for s in find_sources([str(tmp_path)])}
    assert found == {
        "a/plan.txt": None,
        "gone": "it cannot be opened: no such file or directory",
        "self": "it is a symbolic link that leads to itself",
    }


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "x.docx").mkdir()
    (source,) = find_sources([str(tmp_path)])
    with pytest.raises(ReadError, match="not a regular file"):
        load(source, Limits())


def test_patterns(tmp_path: Path) -> None:
    for name in ("2020/a.txt", "2021/b.txt", "2021/tỉnh/c.txt", "2021/d.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = [source.name for source in find_sources([f"{tmp_path}/**/*.txt"])]
    assert found == ["2020/a.txt", "2021/b.txt", "2021/tỉnh/c.txt"]
    (none,) = find_sources([f"{tmp_path}/*.pdf"])
    assert none.problem == ("unreadable_file", "no file matches this pattern")


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "plan[1].txt").write_text("x")
    assert [s.name for s in find_sources([f"{tmp_path}/plan[1].txt"])] == ["plan[1].txt"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan.txt").write_text(folder)
    sources = list(find_sources([f"{tmp_path}/a", f"{tmp_path}/b"]))
    assert [s.name for s in sources] == ["plan.txt", f"{tmp_path}/b/plan.txt"]


def test_missing_paths_are_known(tmp_path: Path) -> None:
    (source,) = find_sources([str(tmp_path / "none")])
    assert is_missing(source)
    assert not is_missing(Source("-", "-"))
    assert not is_missing(Source("x", "s3://bucket/x"))


def test_limits_are_read_from_options() -> None:
    assert limits_from_options(["pages=20_000", "file-size=1G"]) == Limits(pages=20_000, file_size=1 << 30)
    for wrong in ("page=1", "pages", "pages=0", "pages=-1", "pages=x"):
        with pytest.raises(ValueError, match="limit"):
            limits_from_options([wrong])
