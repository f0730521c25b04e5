"""Exports as the programs that open them see them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from explore.errors import NotFound
from explore.export.calendar import calendar_of
from explore.export.flat import harmless
from explore.export.selection import Selection
from explore.export.text import write_csv, write_markdown
from explore.export.writing import Request, write
from normalize.deadlines import read_deadlines
from tests.conftest import ROOT

STAMP = datetime(2026, 1, 1)


def _task(words: str, year: int = 2021) -> dict[str, object]:
    due = [d.model_dump() for d in read_deadlines(words, year=year)]
    named = {"task_id": "x#1", "document_id": "x", "description": "Báo cáo", "product": "", "domain": "other"}
    return {**named, "lead_agencies": [], "cooperating_agencies": [], "deadlines": due, "line_start": 1}


def _events(words: str, year: int = 2021) -> list[tuple[date, date, str | None]]:
    calendar = Calendar.from_ical(calendar_of([_task(words, year)], name="x"))
    return [
        (e["dtstart"].dt, e["dtend"].dt, e["rrule"].to_ical().decode() if "rrule" in e else None)
        for e in calendar.walk("VEVENT")
    ]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Ngày 31/12/2021", date(2021, 12, 31), date(2022, 1, 1)),
        ("Quý II/2021", date(2021, 4, 1), date(2021, 7, 1)),
        ("Trước 20/12/2021", date(2021, 12, 19), date(2021, 12, 20)),
        ("Năm 2021", date(2021, 1, 1), date(2022, 1, 1)),
    ],
)
def test_calendar_entries_keep_their_grain(words: str, start: date, end: date) -> None:
    assert _events(words) == [(start, end, None)]


@pytest.mark.parametrize("words", ["Khi có yêu cầu", "Theo kế hoạch", "Thường xuyên", "Định kỳ trong năm"])
def test_what_has_no_date_gives_no_entry(words: str) -> None:
    assert _events(words) == []


def _recurrences() -> list[str]:
    lines = (ROOT / "tests" / "corpora" / "deadlines.jsonl").read_text("utf-8").splitlines()
    cells = [json.loads(line) for line in lines]
    return [
        cell["text"] for cell in cells if any(d["kind"] == "recurring" and d.get("every") for d in cell["expected"])
    ]


@pytest.mark.parametrize("words", _recurrences())
def test_recurrences_of_the_corpus_recur_as_their_rule_says(words: str) -> None:
    ruled = [d for d in read_deadlines(words, year=2021) if d.kind == "recurring" and d.rrule and d.start]
    entries = [event for event in _events(words) if event[2]]
    assert len(entries) == len(ruled)
    for (start, _, rule), deadline in zip(entries, ruled, strict=True):
        assert rule is not None
        days = [moment.date() for moment in rrulestr(rule, dtstart=datetime.combine(start, datetime.min.time()))]
        assert days[0] == start
        assert deadline.start is not None
        assert deadline.end is None or deadline.start <= days[0] <= days[-1] <= deadline.end


def test_a_workbook_has_typed_cells_and_filters(sample_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "plans.xlsx"
    write(sample_store, Request(target, tables=["documents", "tasks"]), Selection())
    workbook = openpyxl.load_workbook(target)
    assert workbook.sheetnames == ["documents", "tasks"]
    sheet = workbook["documents"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    assert isinstance(sheet.cell(2, columns["issued_on"]).value, datetime)
    assert isinstance(sheet.cell(2, columns["plan_year"]).value, int)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    assert workbook["tasks"].max_row == 1 + pq.read_table(f"{sample_store}/tasks").num_rows


@pytest.mark.parametrize("text", ["=1+1", "+84 900", "-2", "@SUM(A1)", "\t=1"])
def test_no_cell_becomes_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    out = io.StringIO()
    write_csv(pa.table({"words": [text, "bình thường"]}), out)
    assert [row[0] for row in csv.reader(io.StringIO(out.getvalue()))] == ["words", f"'{text}", "bình thường"]


def test_csv_for_excel_begins_with_its_mark(sample_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "tasks.csv"
    write(sample_store, Request(target, excel=True), Selection(year=2024))
    rows = list(csv.DictReader(io.StringIO(target.read_text("utf-8-sig"))))
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert {row["document_id"][:9] for row in rows} == {"vinh-long"}


def test_json_lines_keep_nested_values(sample_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "tasks.jsonl"
    write(sample_store, Request(target), Selection(agency="Sở Tư pháp"))
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert rows
    for row in rows:
        assert "so-tu-phap" in {a["agency_id"] for a in row["lead_agencies"] + row["cooperating_agencies"]}


def test_markdown_escapes_bars_and_line_ends() -> None:
    out = io.StringIO()
    write_markdown(pa.table({"a": ["x|y\nz"]}), out)
    assert out.getvalue().splitlines()[2] == "| x\\|y<br>z |"


def test_one_calendar_per_agency(sample_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "calendars"
    target.mkdir()
    write(sample_store, Request(target, "ics", per_agency=True), Selection())
    calendar = Calendar.from_ical((target / "so-noi-vu.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) > 10


def test_a_failed_export_leaves_the_old_file(sample_store: Path, tmp_path: Path) -> None:
    target = tmp_path / "tasks.csv"
    target.write_text("old", "utf-8")
    with pytest.raises(NotFound):
        write(sample_store, Request(target, tables=["nothing"]), Selection())
    assert [p.name for p in tmp_path.iterdir()] == ["tasks.csv"]
    assert target.read_text("utf-8") == "old"
