"""XLSX: one sheet per table, typed dates and numbers, frozen header, filters; memory does not grow with rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import xlsxwriter

from explore.export.flat import flat_row

# The format's own limits: rows of a sheet (with the header), characters of a cell.
_MOST_ROWS = 1_048_576
_MOST_CHARACTERS = 32_767
_WIDTHS = {"description": 60, "product": 40, "text": 60, "lead": 30, "cooperating": 30, "title": 50}


def write_workbook(tables: Iterable[tuple[str, pa.Table]], path: Path) -> None:
    """Write tables to one workbook. Strings are written as strings, so that no cell becomes a formula."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        header = workbook.add_format({"bold": True, "bottom": 1})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for name, table in tables:
            _write_sheets(workbook, name, table, (header, day, moment))


def _write_sheets(workbook: xlsxwriter.Workbook, name: str, table: pa.Table, formats: tuple[Any, Any, Any]) -> None:
    """One sheet, and more of the same name where the rows do not fit one."""
    step = _MOST_ROWS - 1
    for number, start in enumerate(range(0, max(table.num_rows, 1), step), 1):
        part = table.slice(start, step)
        sheet = workbook.add_worksheet(name if number == 1 else f"{name} {number}")
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(part.num_rows, 1), part.num_columns - 1)
        for column, field in enumerate(part.column_names):
            sheet.set_column(column, column, _WIDTHS.get(field, 16))
            sheet.write_string(0, column, field, formats[0])
        _write_rows(sheet, part, formats)


def _write_rows(sheet: Any, part: pa.Table, formats: tuple[Any, Any, Any]) -> None:
    row_number = 0
    for batch in part.to_batches(max_chunksize=5_000):
        for row in batch.to_pylist():
            row_number += 1
            for column, value in enumerate(flat_row(row).values()):
                _write_cell(sheet, row_number, column, value, formats)


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: tuple[Any, Any, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), formats[2])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats[1])
    else:
        sheet.write_string(row, column, str(value)[:_MOST_CHARACTERS])
