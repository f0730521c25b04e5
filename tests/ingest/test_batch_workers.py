"""Worker processes: whatever a document does to them, it costs that document."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.batch import ingest
from ingest.limits import Limits
from ingest.local_engine import EngineError
from ingest.verify import verify
from tests.ingest.made_plans import READ_PLAN, write_plan
from tests.ingest.stores import ask, contents, ingest_inline

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def one_software(monkeypatch):
    """Here and in other processes, whatever is edited while the tests run."""
    monkeypatch.setattr("ingest.software.software_digest", lambda: "this")


@pytest.fixture
def raw(tmp_path):
    for number in range(40):
        write_plan(tmp_path / "raw", number, province=f"{number % 3:02d}")
    return tmp_path / "raw"


def test_one_worker_two_workers_and_none_give_equal_tables(raw, tmp_path):
    write_plan(raw, 3, name="again.txt")
    for workers in (1, 2):
        result = ingest([raw], out=tmp_path / str(workers), workers=workers, read_plan=READ_PLAN)
        assert (result.read, result.documents) == (41, 40)
    ingest_inline(raw, out=tmp_path / "none")
    expected = contents(tmp_path / "none")
    assert contents(tmp_path / "1") == expected
    assert contents(tmp_path / "2") == expected


def test_a_document_that_kills_hangs_or_eats_costs_itself(raw, tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.local_engine._SLACK_SECONDS", 0.0)
    for number, act in enumerate(["crash", "hang", "eat", "fail", "crash"], 100):
        write_plan(raw, number, act=act, seconds=60)
    seen = []
    started = time.monotonic()
    result = ingest(
        [raw],
        out=tmp_path / "out",
        workers=2,
        limits=Limits(seconds=1, memory=1 << 30),
        read_plan=READ_PLAN,
        on_progress=lambda progress: seen.append(progress.outcome.source_file),
    )
    assert (result.read, result.failed, result.documents) == (40, 5, 40)
    assert sorted(seen) == sorted(path.name for path in raw.iterdir()), "each source is told once, tried again or not"
    errors = ask(tmp_path / "out", "SELECT source_file, code FROM {findings} WHERE severity = 'error' ORDER BY 1")
    assert [code for _, code in errors] == [
        "reading_stopped",
        "limit_exceeded",
        "limit_exceeded",
        "software_error",
        "reading_stopped",
    ]
    assert time.monotonic() - started < 20
    assert verify(tmp_path / "out") == []
    assert ingest([raw], out=tmp_path / "out", limits=Limits(seconds=1, memory=1 << 30), read_plan=READ_PLAN).read == 0


def test_workers_that_do_not_start_are_one_sentence(raw, tmp_path):
    with pytest.raises(
        EngineError, match=r"does not start: exit status 1, ModuleNotFoundError: No module named 'nowhere'"
    ):
        ingest([raw], out=tmp_path / "out", workers=1, read_plan="nowhere:read_plan")


def test_folders_of_the_user_do_not_take_the_place_of_the_software(raw, tmp_path, monkeypatch):
    for room in ("schema", "ingest", "parsers"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").write_text("raise SystemExit('not ours')")
    monkeypatch.chdir(tmp_path)
    assert ingest(["raw"], out="out", workers=1, read_plan=READ_PLAN).read == 40


RUN = """
import sys
from ingest import software
software.software_digest = lambda: "this"
from ingest.batch import ingest
result = ingest([sys.argv[1]], out=sys.argv[2], workers=2, read_plan=sys.argv[3])
print(result.interrupted, result.documents, flush=True)
"""


def start(raw: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, raw, out, READ_PLAN]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def staged(out: Path) -> bool:
    return any(out.glob("staging/*/*.part"))


def wait_until(condition, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_an_interrupted_run_keeps_what_was_read_and_the_next_goes_on(raw, tmp_path, number):
    out = tmp_path / "out"
    for slow in range(200, 216):
        write_plan(raw, slow, seconds=0.1)
    process = start(raw, out)
    wait_until(lambda: staged(out))
    process.send_signal(number)
    answer = process.communicate(timeout=20)[0].split()
    assert answer[0] == "True"
    kept = int(answer[1])
    assert 0 < kept < 56
    assert verify(out) == []
    result = ingest_inline(raw, out=out)
    assert (result.unchanged, result.documents) == (kept, 56)


def test_a_killed_run_is_finished_by_the_next_without_reading_again(raw, tmp_path):
    out = tmp_path / "out"
    write_plan(raw, 200, seconds=5)
    process = start(raw, out)
    wait_until(lambda: len(list(out.glob("staging/*/*.part"))) > 5)
    process.kill()
    process.wait()
    if process.stdout:
        process.stdout.close()
    assert not (out / "current").exists(), "nothing was committed"
    (raw / "plan-00200.txt").unlink()
    result = ingest_inline(raw, out=out)
    assert result.unchanged > 5
    assert result.documents == 40
    assert verify(out) == []
    assert list((out / "staging").iterdir()) == []


def test_a_torn_part_is_left_out(raw, tmp_path):
    out = tmp_path / "out"
    ingest_inline(raw, out=out)
    folder = out / "staging" / "killed"
    folder.mkdir()
    (folder / "torn.part").write_bytes(os.urandom(5000))
    (folder / "empty.part").touch()
    assert ingest_inline(raw, out=out).unchanged == 40
    assert not folder.exists()
