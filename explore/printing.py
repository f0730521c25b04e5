"""Arrow tables on a terminal and as text: readable for people, exact for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from schema.errors import UsageError

FORMATS = ("table", "csv", "json", "parquet")


def console(stream: TextIO) -> Console:
    """A console on a stream, as wide as its terminal, 160 columns where there is none."""
    return Console(file=stream, width=None if stream.isatty() else 160)


def print_table(table: pa.Table, *, format_name: str = "table", out: TextIO | None = None) -> None:
    """Write a table to `out` (standard output): as columns, CSV, JSON lines or Parquet (bytes).

    Raises UsageError for another format.
    """
    if format_name not in FORMATS:
        raise UsageError(f"there is no format {format_name!r}; choose one of {', '.join(FORMATS)}")
    stream = out or sys.stdout
    if format_name == "csv":
        stream.writelines(csv_lines(table))
    elif format_name == "json":
        stream.writelines(json.dumps(row, ensure_ascii=False, default=json_value) + "\n" for row in _rows(table))
    elif format_name == "parquet":
        stream.flush()
        pyarrow.parquet.write_table(table, stream.buffer, compression="zstd")
    else:
        _print_columns(table, stream)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a table to a Parquet file."""
    pyarrow.parquet.write_table(table, path, compression="zstd")


def csv_lines(table: pa.Table) -> Iterator[str]:
    """A table as CSV text, nested values as JSON."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in _rows(table):
        writer.writerow(["" if v is None else cell_text(v) for v in row.values()])
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()


def cell_text(value: Any) -> str:
    """One value as a person reads it: nothing for null, ISO dates, JSON for nested values."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=json_value)
    return json_value(value) if isinstance(value, date) else str(value)


def json_value(value: Any) -> str:
    """A value that JSON has no form for, as text: dates in ISO 8601."""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _print_columns(table: pa.Table, stream: TextIO) -> None:
    """Columns that fit the terminal; in a pipe each row is one line, whole."""
    wide = Console(file=stream, width=None if stream.isatty() else 10_000, highlight=False)
    columns = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name, kind in zip(table.column_names, table.schema.types, strict=True):
        number = pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
        columns.add_column(name, justify="right" if number else "left", overflow="fold")
    for row in _rows(table):
        columns.add_row(*(_cell(value) for value in row.values()))
    wide.print(columns)


def _cell(value: Any) -> str:
    whole = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return f"{value:,}" if whole and abs(value) >= 10_000 else cell_text(value).replace("[", "\\[")
