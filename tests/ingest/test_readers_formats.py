"""The same plan in every format gives the same table, and the same words around it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.convert import convert_manuscript
from ingest.media_type import DOC, DOCX, HTML, ODT, PDF, RTF
from ingest.read import read_content
from parsers.manuscript import Manuscript
from tests.ingest.invariants import check
from tests.ingest.plans import FOREST_PLAN, Plan, long_plan
from tests.ingest.renderings import as_docx, as_html, as_markdown, as_office, as_text

LONG_PLAN = long_plan(40)


def _office(suffix: str, *, landscape: bool = True) -> Callable[[Plan], bytes]:
    return lambda plan: as_office(plan, suffix, landscape=landscape)


FORMATS = [
    pytest.param(as_html, HTML, id="html"),
    pytest.param(as_docx, DOCX, id="docx"),
    pytest.param(_office("doc"), DOC, id="doc", marks=pytest.mark.office),
    pytest.param(_office("odt"), ODT, id="odt", marks=pytest.mark.office),
    pytest.param(_office("rtf"), RTF, id="rtf", marks=pytest.mark.office),
    pytest.param(_office("pdf"), PDF, id="pdf", marks=pytest.mark.office),
    pytest.param(_office("pdf", landscape=False), PDF, id="pdf-portrait", marks=pytest.mark.office),
    pytest.param(_office("html"), HTML, id="html-by-office", marks=pytest.mark.office),
]


def _texts(manuscript: Manuscript) -> list[list[str | None]]:
    return [[cell and cell.text for cell in row.cells] for grid in manuscript.grids for row in grid.rows]


@pytest.mark.parametrize("plan", [FOREST_PLAN, LONG_PLAN], ids=["one-page", "many-pages"])
@pytest.mark.parametrize(("render", "media_type"), FORMATS)
def test_the_table_is_the_same(plan: Plan, render: Callable[[Plan], bytes], media_type: str) -> None:
    manuscript = read_content(render(plan), name="plan")
    check(manuscript)
    assert manuscript.media_type == media_type
    assert len(manuscript.grids) == 1
    assert _texts(manuscript) == plan.grid()


def _tasks(content: bytes, name: str) -> list[tuple[str, ...]]:
    record = convert_manuscript(read_content(content, name=name))
    return [
        (t.section, t.ordinal, t.description, t.product, t.lead, t.cooperating, t.timeframe, t.budget)
        for t in record.tasks
        if t.origin == "table"
    ]


@pytest.mark.parametrize("plan", [FOREST_PLAN, LONG_PLAN], ids=["one-page", "many-pages"])
@pytest.mark.parametrize(
    ("render", "name"),
    [
        pytest.param(as_text, "plan.txt", id="text"),
        pytest.param(as_markdown, "plan.md", id="markdown"),
        *(pytest.param(p.values[0], "plan", id=p.id, marks=p.marks) for p in FORMATS[1:]),
    ],
)
def test_the_tasks_are_the_same(plan: Plan, render: Callable[[Plan], bytes], name: str) -> None:
    expected = _tasks(as_html(plan), "plan.html")
    assert len(expected) == sum(len(row) > 2 and row[-1].text != "Phối hợp" for row in plan.rows) - 1
    assert _tasks(render(plan), name) == expected


@pytest.mark.parametrize(("render", "media_type"), FORMATS)
def test_the_words_around_are_the_same(render: Callable[[Plan], bytes], media_type: str) -> None:
    manuscript = read_content(render(FOREST_PLAN), name="plan")
    grid = manuscript.grids[0]
    outside = [
        line
        for number, line in enumerate(manuscript.lines, 1)
        if line and number not in manuscript.furniture and not grid.line_start <= number <= grid.line_end
    ]
    cells = [cell for row in FOREST_PLAN.letterhead for cell in row]
    columns = [FOREST_PLAN.letterhead[0][0], FOREST_PLAN.letterhead[1][0], *FOREST_PLAN.letterhead[0][1:], cells[3]]
    around = [*FOREST_PLAN.title, *FOREST_PLAN.body, *FOREST_PLAN.appendix, *FOREST_PLAN.signature]
    assert " ".join(outside) in (
        " ".join([*cells, *around]).replace("\n", " "),  # row by row, as the table of the letterhead stands
        " ".join([*columns, *around]).replace("\n", " "),  # down its columns, as a page is read
    )
    # A paragraph is one line, in PDF too, where lines end at the margin.
    assert set(FOREST_PLAN.body) <= set(outside)
