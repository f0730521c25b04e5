"""A store that cannot be written says so in one sentence, and loses nothing."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pytest
from filelock import FileLock

from ingest.store.errors import NoSpace, NotWritable, StoreBusy, StoreDamaged, StoreError
from ingest.store.layout import LOCK, current_snapshot
from ingest.verify import verify
from schema.tables import TABLES
from tests.ingest.made_plans import write_plan
from tests.ingest.stores import ask, contents, ingest_inline


@pytest.fixture
def raw(tmp_path):
    return tmp_path / "raw"


@pytest.fixture
def out(tmp_path, raw):
    for number in range(6):
        write_plan(raw, number)
    ingest_inline(raw, out=tmp_path / "store")
    return tmp_path / "store"


@contextmanager
def files_at_most(size: int):
    """Make writing beyond `size` bytes of any file fail, as a quota does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def as_nobody():
    """Without the rights of root, whom no folder refuses anything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("size", [1000, 5000, 20_000], ids=["a part", "a table", "the manifest"])
def test_a_full_disk_is_one_sentence_and_the_next_run_goes_on(raw, out, size):
    before = contents(out)
    for number in range(6, 60):
        write_plan(raw, number, province=f"{number % 9:02d}")
    with (
        files_at_most(size),
        pytest.raises(NoSpace, match=r"^there is no space left to write to .*run the same command"),
    ):
        ingest_inline(raw, out=out)
    assert contents(out) == before
    assert verify(out) == []
    assert ingest_inline(raw, out=out).documents == 60
    assert verify(out) == []


def test_a_really_full_file_system(raw, tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting needs more rights")
    try:
        for number in range(4):
            write_plan(raw, number)
        ingest_inline(raw, out=small / "store")
        for number in range(4, 400):
            write_plan(raw, number, lines=200)
        with pytest.raises(NoSpace):
            ingest_inline(raw, out=small / "store")
        assert ask(small / "store", "SELECT count(*) FROM {documents}") == [(4,)]
        assert verify(small / "store") == []
        subprocess.run(["mount", "-o", "remount,size=40m", small], check=True)
        assert ingest_inline(raw, out=small / "store").documents == 400
        assert verify(small / "store") == []
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_folder_that_may_not_be_written_is_one_sentence(raw, tmp_path):
    write_plan(raw, 1)
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o555)
    for path in (tmp_path, *tmp_path.parents[:2]):
        path.chmod(0o755)
    with as_nobody(), pytest.raises(NotWritable, match=r"cannot be written: permission denied; choose another folder"):
        ingest_inline(raw, out=locked / "store")
    assert list(locked.iterdir()) == []


def test_a_store_that_vanishes_is_one_sentence(raw, out, monkeypatch):
    write_plan(raw, 7)

    def read(source, content, settings):
        shutil.rmtree(out)
        raise ZeroDivisionError

    monkeypatch.setattr("tests.ingest.made_plans.read_plan", read)
    with pytest.raises(NotWritable, match="has vanished while it was written"):
        ingest_inline(raw, out=out)


def test_a_folder_that_is_something_else_is_left_alone(raw, tmp_path):
    write_plan(raw, 1)
    (tmp_path / "mine" / "tasks").mkdir(parents=True)
    with pytest.raises(StoreError, match="was not made by this software"):
        ingest_inline(raw, out=tmp_path / "mine")
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["tasks"]


def test_a_second_writer_says_that_it_waits_and_then_goes_on(raw, out):
    write_plan(raw, 7)
    lock, told = FileLock(out / LOCK, thread_local=False), []
    lock.acquire()
    threading.Timer(0.3, lock.release).start()
    started = time.monotonic()
    result = ingest_inline(raw, out=out, on_wait=lambda: told.append(True))
    assert (result.documents, told) == (7, [True])
    assert time.monotonic() - started >= 0.25


def test_a_second_writer_that_has_waited_long_enough_says_so(raw, out):
    with FileLock(out / LOCK), pytest.raises(StoreBusy, match="another kehoach is writing to"):
        ingest_inline(raw, out=out, wait_seconds=0.1)


def test_a_file_system_without_hard_links_gets_copies(raw, out, monkeypatch):
    def refuse(self, target):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write_plan(raw, 7, year=2033)
    assert ingest_inline(raw, out=out).documents == 7
    assert verify(out) == []


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.unlink()
    path.write_bytes(bytes(content))


def test_damage_is_found_and_ingesting_anew_mends_it(raw, out):
    path = next(out.glob("tasks/year=2021/**/*.parquet"))
    damage(path)
    problems = verify(out)
    assert [str(path.relative_to(out)) in problem.what for problem in problems] == [True]
    assert "--force" in problems[0].advice
    assert ingest_inline(raw, out=out, force=True).documents == 6
    assert verify(out) == []


def test_a_damaged_manifest_is_one_sentence(raw, out):
    (current_snapshot(out) / "manifest.json").write_text("{")
    with pytest.raises(StoreDamaged, match=r"the manifest of .* cannot be read"):
        ingest_inline(raw, out=out)
    assert len(verify(out)) == 1


def test_a_store_with_other_columns_is_refused_in_one_sentence_and_left_as_it_is(raw, out, monkeypatch):
    before = contents(out)
    monkeypatch.setitem(TABLES, "tasks", TABLES["tasks"].append(pa.field("priority", pa.int16())))
    with pytest.raises(StoreError, match=r"another version of the software, with other columns in tasks; .*--out"):
        ingest_inline(raw, out=out, force=True)
    monkeypatch.undo()
    assert contents(out) == before
    assert verify(out) == []
