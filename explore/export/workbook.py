"""XLSX: one sheet per table, typed dates and numbers, frozen header, filters; memory does not grow with rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
import xlsxwriter

from explore.export.flat import flat_value

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
    """Rows one after the other, as the format's streaming wants; each column's writer is chosen once, by its type."""
    writers = [_writer(sheet, field, formats) for field in part.schema]
    row_number = 0
    for batch in part.to_batches(max_chunksize=5_000):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            row_number += 1
            for column, value in enumerate(row):
                if value is not None and value != "" and value != []:
                    writers[column](row_number, column, value)


def _writer(sheet: Any, field: pa.Field, formats: tuple[Any, Any, Any]) -> Callable[[int, int, Any], None]:
    """How to write the values of a column: numbers, dates and truth values as such, nested values as text."""
    kind = field.type
    if pa.types.is_boolean(kind):
        return cast("Callable[[int, int, Any], None]", sheet.write_boolean)
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return cast("Callable[[int, int, Any], None]", sheet.write_number)
    if pa.types.is_timestamp(kind):
        return lambda row, column, value: sheet.write_datetime(row, column, value.replace(tzinfo=None), formats[2])
    if pa.types.is_date(kind):
        return lambda row, column, value: sheet.write_datetime(row, column, value, formats[1])
    if pa.types.is_string(kind):
        return lambda row, column, value: sheet.write_string(row, column, value[:_MOST_CHARACTERS])
    name = field.name
    return lambda row, column, value: sheet.write_string(row, column, flat_value(name, value)[:_MOST_CHARACTERS])
