"""A Parquet footer with its offsets moved describes the same rows further on in the file."""

from __future__ import annotations

import io

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.store.footer import MAGIC, ending, moved_footer, split_footer
from schema.tables import TABLES


def parquet(table: pa.Table, **options: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    return sink.getvalue()


TABLE = pa.table(
    {
        "n": pa.array(range(1000), pa.int64()),
        "word": [f"việc {n % 7}" for n in range(1000)],
        "list": [[n, None] for n in range(1000)],
        "empty": pa.nulls(1000, pa.string()),
    }
)


@pytest.mark.parametrize(
    "options",
    [
        {"compression": "zstd", "row_group_size": 100},
        {"compression": "none", "write_page_index": True, "row_group_size": 333},
        {"compression": "snappy", "use_dictionary": False, "write_statistics": False, "data_page_version": "2.0"},
    ],
    ids=["many row groups", "page index", "no statistics"],
)
def test_rows_are_read_at_their_new_place_by_both_engines(tmp_path, options):
    data, footer = split_footer(parquet(TABLE, **options))
    path = tmp_path / "moved.parquet"
    path.write_bytes(MAGIC + b"\xff" * 99_996 + data + ending(moved_footer(footer, 100_000)))
    assert pq.read_table(path).equals(TABLE)
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT sum(n), count(DISTINCT word) FROM '{path}' WHERE n >= 500").fetchone()
    assert found == (sum(range(500, 1000)), 7)


@pytest.mark.parametrize("name", list(TABLES))
def test_every_schema_of_ours_survives(name):
    content = parquet(TABLES[name].empty_table())
    data, footer = split_footer(content)
    moved = moved_footer(footer, 12345)
    assert moved_footer(moved, -12345) == footer
    assert pq.read_schema(io.BytesIO(data + ending(moved))).equals(TABLES[name])


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 2**40), st.integers(1, 300), st.integers(0, 2000))
def test_moving_there_and_back_changes_nothing(by, row_group_size, rows):
    _, footer = split_footer(parquet(TABLE.slice(0, rows), row_group_size=row_group_size))
    assert moved_footer(moved_footer(footer, by), -by) == footer


def test_what_is_no_footer_is_refused():
    content = parquet(TABLE)
    _, footer = split_footer(content)
    with pytest.raises(ValueError, match="not a Parquet file"):
        split_footer(content[:-1])
    with pytest.raises(ValueError, match="longer than the file"):
        split_footer(content[-100:])
    for length in range(0, len(footer), 97):
        with pytest.raises(ValueError, match="footer"):
            moved_footer(footer[:length], 1)
    with pytest.raises(ValueError, match="goes on"):
        moved_footer(footer + b"\0", 1)
