"""CSV, JSON lines and Markdown."""

from __future__ import annotations

import csv
import json
from typing import TextIO

import pyarrow as pa

from explore.export.flat import flat_row, harmless
from explore.printing import cell_text, json_value

# Excel reads a CSV as UTF-8 only when it begins with this mark.
BYTE_ORDER_MARK = "\ufeff"
_BATCH = 10_000


def write_csv(table: pa.Table, out: TextIO, *, excel: bool = False) -> None:
    """Write CSV (RFC 4180); `excel` puts a byte order mark first. Nested values become text."""
    if excel:
        out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.column_names)
    for batch in table.to_batches(max_chunksize=_BATCH):
        for row in batch.to_pylist():
            writer.writerow([_csv_cell(value) for value in flat_row(row).values()])


def _csv_cell(value: object) -> str:
    return harmless(value) if isinstance(value, str) else cell_text(value)


def write_json_lines(table: pa.Table, out: TextIO) -> None:
    """Write one JSON object a line, nested values kept."""
    for batch in table.to_batches(max_chunksize=_BATCH):
        for row in batch.to_pylist():
            if "more" in row:
                row["more"] = dict(row["more"])
            out.write(json.dumps(row, ensure_ascii=False, default=json_value) + "\n")


def write_markdown(table: pa.Table, out: TextIO) -> None:
    """Write a Markdown table; bars and line ends inside cells are escaped."""
    out.write("| " + " | ".join(table.column_names) + " |\n")
    out.write("|" + " --- |" * table.num_columns + "\n")
    for batch in table.to_batches(max_chunksize=_BATCH):
        for row in batch.to_pylist():
            cells = (cell_text(value) for value in flat_row(row).values())
            out.write("| " + " | ".join(c.replace("|", "\\|").replace("\n", "<br>") for c in cells) + " |\n")
