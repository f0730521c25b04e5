"""A file that replaces another under its name still serves those who have the other's footer."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from ingest.store.table_file import Predecessor, write_table_file

SCHEMA = pa.schema([("document_id", pa.string()), ("n", pa.int64())])


def rows(version: int, count: int = 5000) -> pa.Table:
    return pa.table({"document_id": [f"{version}-{n}" for n in range(count)], "n": range(count)}, SCHEMA)


def successive_files(folder, *, counts, old):
    """Files that replace each other, with the states and the footers they had."""
    versions, state, path = [], None, None
    for number, count in enumerate(counts):
        predecessor = Predecessor(path, state, old) if path else None
        path = folder / f"{number}.parquet"
        state = write_table_file(path, [rows(number, count)] if count else [], SCHEMA, predecessor, float(number))
        versions.append((path, state, pq.read_metadata(path)))
    return versions


def test_each_version_holds_its_rows_and_lets_the_one_before_be_read(tmp_path):
    counts = [5000, 4000, 6000, 0, 5000, 10, 3000]
    versions = successive_files(tmp_path, counts=counts, old=False)
    for number, (path, state, metadata) in enumerate(versions):
        assert pq.read_table(path).equals(rows(number, counts[number]))
        assert (state.rows, state.size) == (counts[number], path.stat().st_size)
        if number + 1 < len(versions):
            with pq.ParquetFile(versions[number + 1][0], metadata=metadata) as torn:
                assert torn.read().equals(rows(number, counts[number]))


def test_places_are_used_again_once_nobody_can_read_what_was_there(tmp_path):
    sizes = [state.size for _, state, _ in successive_files(tmp_path, counts=[5000] * 12, old=True)]
    assert max(sizes) <= 4 * sizes[0]


def test_while_somebody_may_read_it_the_first_version_is_never_overwritten_but_with_zeros(tmp_path):
    versions = successive_files(tmp_path, counts=[5000] * 4, old=False)
    first, third = versions[0][1], versions[2][0]
    kept = third.read_bytes()[4 : first.end]
    assert kept == bytes(len(kept)), "an error for whoever is two versions behind, never the rows of another version"


def test_what_is_left_out_takes_no_space_on_the_disk(tmp_path):
    path, state, _ = successive_files(tmp_path, counts=[200_000] * 6, old=False)[-1]
    assert path.stat().st_blocks * 512 < state.size * 0.6


BASE = 60_000


def count_of(version: int) -> int:
    return BASE + version * 7919 % 9000


def test_duckdb_is_never_disturbed_while_a_name_comes_to_mean_another_file(tmp_path):
    """Without the predecessor's rows in each file, about one switch in four makes a query fail."""
    predecessor = None
    for version in range(25):
        path = tmp_path / str(version) / "t" / "a.parquet"
        path.parent.mkdir(parents=True)
        table = rows(version, count_of(version))
        parts = [table.slice(start, 10_000) for start in range(0, len(table), 10_000)]
        predecessor = Predecessor(path, write_table_file(path, parts, SCHEMA, predecessor, 0.0), old=False)
    switch(tmp_path, 0)
    question = f"""
        SELECT DISTINCT string_split(document_id, '-')[1]::INT, count(*) OVER (), max(n) OVER ()
        FROM '{tmp_path}/current/t/**/*.parquet'
    """
    stop = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(ask_until, stop, question) for _ in range(2)]
        for version in range(1, 25):
            time.sleep(0.06)
            switch(tmp_path, version)
        stop.set()
        found = {answer for future in answers for answer in future.result()}
    assert found <= {((version, count_of(version), count_of(version) - 1),) for version in range(25)}
    assert len(found) > 5, "the question was asked before, between and after"


def switch(folder: Path, version: int) -> None:
    (folder / "next").symlink_to(str(version))
    (folder / "next").rename(folder / "current")


def ask_until(stop: threading.Event, question: str) -> set[tuple]:
    answers = set()
    with duckdb.connect() as connection:
        while not stop.is_set():
            answers.add(tuple(connection.execute(question).fetchall()))
    return answers
