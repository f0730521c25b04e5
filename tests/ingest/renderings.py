"""Plans printed as text, markdown, HTML and Word; LibreOffice makes the other formats from the Word file."""

from __future__ import annotations

import functools
import html
import io
import subprocess
import tempfile
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tests.ingest.plans import Plan


def as_text(plan: Plan) -> bytes:
    """Tabs between cells, covered positions empty."""
    return "\n".join(
        [*_prose(plan), *("\t".join(c or "" for c in row) for row in plan.grid()), "", *_closing(plan)]
    ).encode()


def as_markdown(plan: Plan) -> bytes:
    """A pipe table with a delimiter row under the first row."""
    rows = ["| " + " | ".join(c or "" for c in row) + " |" for row in plan.grid()]
    rows.insert(1, "|" + "---|" * plan.columns)
    return "\n".join([*_prose(plan), *rows, "", *_closing(plan)]).encode()


def as_html(plan: Plan) -> bytes:
    """A page as law sites print it: letterhead and signature in tables without rules."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in (*plan.title, *plan.body, *plan.appendix))
    rows = "".join(
        "<tr>" + "".join(f'<td rowspan="{b.down}" colspan="{b.across}">{_breaks(b.text)}</td>' for b in row) + "</tr>\n"
        for row in plan.rows
    )
    head = _layout_table(plan.letterhead)
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8><title>x</title></head><body>{head}{paragraphs}"
        f'<table border="1">{rows}</table>{_layout_table((plan.signature,))}</body></html>'
    ).encode()


@functools.cache
def as_docx(plan: Plan, *, landscape: bool = True) -> bytes:
    """A Word file set as such plans are: justified body, landscape appendix with a repeated header, page numbers."""
    document = Document()
    document.styles["Normal"].font.name = "DejaVu Serif"
    document.styles["Normal"].font.size = Pt(11)
    _word_layout_table(document, plan.letterhead)
    for line in plan.title:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in plan.body:
        paragraph = document.add_paragraph(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for line in plan.appendix:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _word_table(document, plan)
    document.add_paragraph()
    _word_layout_table(document, (plan.signature,))
    document.add_paragraph()
    _page_numbers(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@functools.cache
def as_office(plan: Plan, suffix: str, *, landscape: bool = True) -> bytes:
    """What LibreOffice makes of the Word file: doc, odt, rtf, pdf, html."""
    return office_file(as_docx(plan, landscape=landscape), suffix)


def office_file(word: bytes, suffix: str) -> bytes:
    """A Word file in another format; `suffix` may name LibreOffice's filter after a colon."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "plan.docx")
        source.write_bytes(word)
        profile = Path(folder, "profile").as_uri()
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                folder,
                source,
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return Path(folder, f"plan.{suffix.partition(':')[0]}").read_bytes()


def _prose(plan: Plan) -> list[str]:
    cells = [cell for row in plan.letterhead for cell in row]
    parts = [*cells, *plan.title, *plan.body, *plan.appendix]
    return [line for part in parts for line in (*part.split("\n"), "")]


def _closing(plan: Plan) -> list[str]:
    return [line for part in plan.signature for line in (*part.split("\n"), "")]


def _breaks(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _layout_table(rows: tuple[tuple[str, str], ...]) -> str:
    body = "".join("<tr>" + "".join(f"<td><p>{_breaks(cell)}</p></td>" for cell in row) + "</tr>" for row in rows)
    return f'<table border="0">{body}</table>'


def _word_layout_table(document: Document, rows: tuple[tuple[str, str], ...]) -> None:
    table = document.add_table(len(rows), 2)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _word_table(document: Document, plan: Plan) -> None:
    table = document.add_table(len(plan.rows), plan.columns)
    table.style = "Table Grid"
    table.autofit = False
    section = document.sections[-1]
    usable = section.page_width - section.left_margin - section.right_margin
    taken: set[tuple[int, int]] = set()
    for column, share in zip(table.columns, plan.widths, strict=True):
        column.width = int(usable * share / 100)
    for top, row in enumerate(plan.rows):
        left = 0
        for box in row:
            while (top, left) in taken:
                left += 1
            taken |= {(r, c) for r in range(top, top + box.down) for c in range(left, left + box.across)}
            cell = table.cell(top, left)
            if box.down * box.across > 1:
                cell = cell.merge(table.cell(top + box.down - 1, left + box.across - 1))
            cell.text = box.text
            left += box.across
    for row in table.rows[: plan.header_rows]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _page_numbers(document: Document) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
