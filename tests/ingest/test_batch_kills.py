"""Runs killed at random instants: never a store that is not whole, never a document lost or doubled.

`KEHOACH_KILLS=200 pytest tests/ingest/test_batch_kills.py` does more of them; `KEHOACH_SEED` makes others.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from multiprocessing import get_context
from pathlib import Path

import pytest

from ingest.verify import verify
from tests.ingest.made_plans import READ_PLAN, write_plan
from tests.ingest.stores import contents, ingest_inline

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("KEHOACH_KILLS", "20"))
SEED = int(os.environ.get("KEHOACH_SEED", "1"))
PLANS = 16


def change_folder(raw: Path, chance: random.Random, count: int) -> None:
    """Add, change, rename and remove plans."""
    raw.mkdir(exist_ok=True)
    for _ in range(count):
        number = chance.randrange(PLANS)
        values = {"version": chance.randrange(5), "year": 2020 + chance.randrange(2)}
        name = f"plan-{number:05d}.txt" if chance.random() < 0.8 else f"copy-{number % 4}.txt"
        if chance.random() < 0.2:
            (raw / name).unlink(missing_ok=True)
        else:
            write_plan(raw, number, name=name, act="refuse" if chance.random() < 0.05 else "read", **values)


def run_inline(raw: Path, out: Path) -> None:
    ingest_inline(raw, out=out, prune=True)


def assert_whole_and_equal(raw: Path, out: Path, fresh: Path) -> None:
    assert verify(out) == []
    shutil.rmtree(fresh, ignore_errors=True)
    ingest_inline(raw, out=fresh)
    assert contents(out) == contents(fresh)


@pytest.mark.slow
def test_kills_at_any_instant_of_reading_and_committing(tmp_path):
    chance, raw, out = random.Random(SEED), tmp_path / "raw", tmp_path / "store"
    # Children are forked from a process that has everything imported, and never from this one.
    processes = get_context("forkserver")
    processes.set_forkserver_preload(["tests.ingest.stores", "tests.ingest.test_batch_kills"])
    change_folder(raw, chance, PLANS)
    started = time.monotonic()
    ingest_inline(raw, out=out)
    usual = time.monotonic() - started
    kills = 0
    while kills < KILLS:
        change_folder(raw, chance, chance.randint(1, 12))
        for _ in range(chance.randint(1, 4)):
            process = processes.Process(target=run_inline, args=(raw, out))
            process.start()
            process.join(chance.uniform(0, 1.5 * usual))
            kills += process.is_alive()
            process.kill()
            process.join()
            assert verify(out) == [], "whole even before the next run"
        ingest_inline(raw, out=out, prune=True)
        assert_whole_and_equal(raw, out, tmp_path / "fresh")


RUN = """
import sys
from ingest import software
software.software_digest = lambda: "this"
from ingest.batch import ingest
ingest([sys.argv[1]], out=sys.argv[2], workers=2, prune=True, read_plan=sys.argv[3])
"""


@pytest.mark.slow
def test_kills_of_runs_with_worker_processes(tmp_path):
    chance, raw, out = random.Random(SEED), tmp_path / "raw", tmp_path / "store"
    change_folder(raw, chance, PLANS)
    ingest_inline(raw, out=out)
    command = [sys.executable, "-c", RUN, raw, out, READ_PLAN]
    for _ in range(max(1, KILLS // 10)):
        change_folder(raw, chance, PLANS)
        with subprocess.Popen(command, cwd=ROOT) as process:
            time.sleep(chance.uniform(0.3, 1.5))
            process.kill()
        assert verify(out) == []
        subprocess.run(command, cwd=ROOT, check=True)
        assert_whole_and_equal(raw, out, tmp_path / "fresh")
