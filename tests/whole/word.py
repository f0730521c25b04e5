"""One definition as a Word document: real tables with merged cells, paragraphs numbered by Word or by hand."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.table import Table

from tests.whole.definition import Definition, Row
from tests.whole.printing import cells_of


def write_word(plan: Definition, path: Path) -> None:
    """Write the plan to a .docx file."""
    document = Document()
    _two_columns(document, plan.parts["left"], plan.parts["right"])
    _two_columns(document, [plan.keys["printed_number"]], [plan.keys["place_date"]])
    enclosed = bool(plan.keys.get("enclosed"))
    _paragraphs(document, plan.parts["opening"])
    if not enclosed:
        _paragraphs(document, plan.parts.get("body", []))
    _two_columns(document, ["Nơi nhận:", *plan.parts.get("recipients", [])], plan.parts["signature"])
    if enclosed:
        _paragraphs(document, [*plan.parts["enclosed"], *plan.parts.get("body", [])])
    _paragraphs(document, plan.parts.get("appendix", []))
    _task_table(document, plan)
    document.save(str(path))


def _two_columns(document: WordDocument, left: list[str], right: list[str]) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, texts in zip(table.rows[0].cells, (left, right), strict=True):
        cell.text = texts[0]
        for text in texts[1:]:
            cell.add_paragraph(text)


def _paragraphs(document: WordDocument, texts: list[str]) -> None:
    for text in texts:
        if text.startswith("- "):
            document.add_paragraph(text[2:], style="List Bullet")
        else:
            document.add_paragraph(text)


def _task_table(document: WordDocument, plan: Definition) -> None:
    rows = [row for row in plan.rows if row.kind != "J"]
    width = len(plan.columns)
    table = document.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        above = rows[number - 1] if number else None
        if row.kind == "H" and any(cell.endswith("→") for cell in row.cells):
            _wide_headings(table, number, row, rows[number + 1])
        elif row.kind == "H" and above and above.kind == "H" and len(row.cells) < width:
            continue
        else:
            _row(table, number, row, plan)


def _row(table: Table, number: int, row: Row, plan: Definition) -> None:
    cells = cells_of(row, plan)
    for place, text in enumerate(cells):
        cell = table.cell(number, place)
        if text == "^":
            table.cell(number - 1, place).merge(cell)
            continue
        first, *more = text.split(" // ")
        cell.paragraphs[0].text = first
        for paragraph in more:
            cell.add_paragraph(paragraph)
    if len(cells) < len(plan.columns):
        table.cell(number, len(cells) - 1).merge(table.cell(number, len(plan.columns) - 1))


def _wide_headings(table: Table, number: int, row: Row, below: Row) -> None:
    """Two lines of headings: a wide one over those that stand below it, the others over both lines."""
    place, under = 0, iter(below.cells)
    for text in row.cells:
        cell = table.cell(number, place)
        cell.paragraphs[0].text = text.rstrip("↓→")
        if text.endswith("→"):
            for column in (place, place + 1):
                table.cell(number + 1, column).paragraphs[0].text = next(under)
            cell.merge(table.cell(number, place + 1))
            place += 2
        else:
            cell.merge(table.cell(number + 1, place))
            place += 1
