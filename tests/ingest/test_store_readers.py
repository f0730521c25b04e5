"""Queries by plain glob, asked without a pause while documents are changed, added and removed."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from ingest.store.layout import current_snapshot
from tests.ingest.made_plans import write_plan
from tests.ingest.stores import ask, ingest_inline

DOCUMENTS = 24
SECONDS = 3.0
FEWEST_COMMITS = 3


class Hammer(threading.Thread):
    """Asks one question again and again and counts the answers that are wrong, and the errors."""

    def __init__(self, question: str, is_right, stop: threading.Event) -> None:
        super().__init__()
        self._question, self._is_right, self._ended = question, is_right, stop
        self.answers: Counter[str] = Counter()

    def run(self) -> None:
        with duckdb.connect() as connection:
            while not self._ended.is_set():
                try:
                    answer = connection.execute(self._question).fetchall()
                    self.answers["right" if self._is_right(answer) else f"wrong: {answer}"] += 1
                except duckdb.Error as error:
                    self.answers[f"error: {error}"[:200]] += 1


def steady(answer: list[tuple[int, ...]]) -> bool:
    """Each document once, and all of its rows of one version."""
    return answer == [(DOCUMENTS, DOCUMENTS * 3, 0)]


@pytest.fixture
def stores(tmp_path):
    raw, out = tmp_path / "raw", tmp_path / "store"
    for number in range(DOCUMENTS):
        write_plan(raw, number, year=2020 + number % 2, province=f"{number % 3:02d}")
    ingest_inline(raw, out=out)
    return raw, out


def change_for(seconds: float, raw: Path, out: Path, *, fewest: int = 1) -> int:
    """Commit again and again, `fewest` times at the least: every plan in a new version. Gives the number of commits."""
    end, commits = time.monotonic() + seconds, 0
    while commits < fewest or time.monotonic() < end:
        commits += 1
        for number in range(DOCUMENTS):
            write_plan(raw, number, year=2020 + number % 2, province=f"{number % 3:02d}", version=commits)
        ingest_inline(raw, out=out)
    return commits


def test_a_query_sees_every_document_once_and_in_one_version_while_commits_happen(stores):
    raw, out = stores
    # The version is the last word of each description.
    question = f"""
        SELECT count(*), sum(tasks)::INT, count(*) FILTER (versions <> 1) FROM (
            SELECT count(*) AS tasks, count(DISTINCT string_split(description, ' ')[-1]) AS versions
            FROM '{out}/tasks/**/*.parquet' GROUP BY document_id
        )
    """
    stop = threading.Event()
    hammers = [Hammer(question, steady, stop) for _ in range(2)]
    for hammer in hammers:
        hammer.start()
    commits = change_for(SECONDS, raw, out, fewest=FEWEST_COMMITS)
    stop.set()
    for hammer in hammers:
        hammer.join()
    answers = hammers[0].answers + hammers[1].answers
    assert set(answers) == {"right"}, answers
    assert answers["right"] >= commits


def test_a_list_of_files_made_before_a_commit_is_still_good_after_it(stores):
    raw, out = stores
    files = sorted(out.glob("tasks/**/*.parquet"))
    footers = {path: pq.read_metadata(path) for path in files}
    for number in range(0, DOCUMENTS, 2):
        write_plan(raw, number, year=2020 + number % 2, province=f"{number % 3:02d}", version=1)
    write_plan(raw, 99, year=2033)
    ingest_inline(raw, out=out)
    names = list(map(str, files))
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT count(DISTINCT document_id), count(*) FROM read_parquet(?)", [names]
        ).fetchone()
    assert found == (DOCUMENTS, DOCUMENTS * 3)
    for path, footer in footers.items():
        with pq.ParquetFile(path, metadata=footer) as file:
            assert "1" not in {text.rpartition(" ")[2] for text in file.read()["description"].to_pylist()}


def test_a_reader_that_keeps_the_snapshot_sees_one_state_of_all_tables(stores):
    raw, out = stores
    snapshot = current_snapshot(out)
    before = ask(snapshot, "SELECT * FROM {tasks} ORDER BY ALL")
    change_for(0.2, raw, out)
    (raw / "plan-00003.txt").unlink()
    ingest_inline(raw, out=out, prune=True)
    assert ask(snapshot, "SELECT * FROM {tasks} ORDER BY ALL") == before
    joined = "SELECT count(*) FROM {tasks} JOIN {documents} USING (document_id)"
    assert ask(snapshot, joined) == [(DOCUMENTS * 3,)]


def test_snapshots_go_when_their_time_is_over_and_files_that_did_not_change_are_shared(stores):
    raw, out = stores
    unchanged = next(out.glob("tasks/year=2021/area=p01/*.parquet")).stat().st_ino
    write_plan(raw, 0, year=2020, province="00", version=1)
    ingest_inline(raw, out=out)
    assert next(out.glob("tasks/year=2021/area=p01/*.parquet")).stat().st_ino == unchanged
    assert len(list((out / "snapshots").iterdir())) == 2
    write_plan(raw, 0, year=2020, province="00", version=2)
    ingest_inline(raw, out=out, keep_seconds=0.0)
    assert [path.name for path in (out / "snapshots").iterdir()] == ["00000003"]


def test_files_of_a_partition_that_has_become_empty_stay_for_a_while(stores):
    raw, out = stores
    for path in raw.iterdir():
        if '"province": "02"' in path.read_text():
            path.unlink()
    ingest_inline(raw, out=out, prune=True)
    assert ask(out, "SELECT count(*) FROM {tasks} WHERE area = 'p02'") == [(0,)]
    assert list(out.glob("tasks/*/area=p02/*.parquet")) != []
    write_plan(raw, 50)
    ingest_inline(raw, out=out, prune=True, keep_seconds=0.0)
    assert list(out.glob("tasks/*/area=p02/*.parquet")) == []
