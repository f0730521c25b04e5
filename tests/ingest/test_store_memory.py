"""What a commit holds in memory: pieces of a stated size, however many documents there are."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ingest.store import part_writer, rows
from ingest.store.catalog import load_catalog
from ingest.store.layout import current_snapshot
from ingest.store.part_writer import ReadPlan, write_part
from ingest.store.parts import open_part
from ingest.store.writer import open_writer
from tests.ingest.plan_records import make_record
from tests.ingest.test_store_round_trip import NOW

SMALL = 256 << 10
PARTS = 4


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(rows, "ROW_GROUP_BYTES", SMALL)
    monkeypatch.setattr(part_writer, "_BLOCK_BYTES", SMALL)


def parts_of(folder: Path, count: int) -> list[Path]:
    """Parts whose documents follow each other by turns, as those of several workers do."""
    folder.mkdir()
    paths = [folder / f"{first}.part" for first in range(PARTS)]
    for first, path in enumerate(paths):
        plans = [ReadPlan(f"/{n}", "test", make_record(n)) for n in range(first, count, PARTS)]
        write_part(path, plans, [], NOW)
    return paths


def commit(out: Path, parts: list[Path]) -> int:
    """Store parts; gives the most bytes that Arrow held at any moment."""
    before = pa.system_memory_pool
    pool = pa.proxy_memory_pool(before())
    pa.system_memory_pool = lambda: pool
    try:
        with open_writer(out, software="test") as writer:
            for part in parts:
                writer.add(part.rename(writer.staging / part.name))
            writer.commit(set(), "test")
        return pool.max_memory()
    finally:
        pa.system_memory_pool = before


def test_a_commit_of_many_documents_holds_no_more_than_one_of_few(tmp_path):
    few, many = (commit(tmp_path / f"store-{n}", parts_of(tmp_path / str(n), n)) for n in (20, 120))
    assert many < 3 * few, "six times the documents: what grows is the file that is being written"
    assert pa.system_memory_pool().bytes_allocated() < SMALL, "all of it is given back"


def test_row_groups_are_small_and_never_cut_a_document(tmp_path):
    out = tmp_path / "store"
    commit(out, parts_of(tmp_path / "parts", 30))
    for table in ("tasks", "items", "lines"):
        (path,) = (out / table).glob("year=2021/**/*.parquet")
        with pq.ParquetFile(path) as file:
            groups = [file.read_row_group(number) for number in range(file.num_row_groups)]
        assert len(groups) > 3
        assert all(group.nbytes < 2 * SMALL for group in groups), table
        ids = [set(group["document_id"].to_pylist()) for group in groups]
        assert sum(map(len, ids)) == len(set.union(*ids)), table


def test_blocks_of_a_part_are_small_and_hold_one_partition(tmp_path):
    path = tmp_path / "one.part"
    records = [make_record(n, year=2020 + n % 3, tasks=25, lines=400) for n in range(30)]
    write_part(path, [ReadPlan(f"/{n}", "test", record) for n, record in enumerate(records)], [], NOW)
    part = open_part(path)
    blocks: dict[int, list[int]] = {}
    for place, entry in enumerate(part.entries):
        blocks.setdefault(part.places[entry.key].block, []).append(place)
    assert len(blocks) > 3
    for places in blocks.values():
        entries = [part.entries[place] for place in places]
        assert len({entry.year for entry in entries}) == 1
        assert sum(entry.decoded for entry in entries[:-1]) < SMALL
    assert part.decoded == sum(entry.decoded for entry in part.entries)
    part.remove()


def test_texts_that_entries_share_are_kept_once(tmp_path):
    out = tmp_path / "store"
    commit(out, parts_of(tmp_path / "parts", 20))
    snapshot = current_snapshot(out)
    assert snapshot is not None
    first, second, *_ = load_catalog(snapshot).entries.values()
    assert first.reader is second.reader
    assert first.area is second.area
    assert first.document_id is first.stated_id
