"""Tables of Word: cells merged across and down, edges that nearly meet, rows deleted but tracked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.readers.blocks import Block, Table, TableCell, plain_lines
from ingest.readers.docx_styles import Styles, has_borders
from ingest.readers.ooxml import W, number, value

_ROW = f"{W}tr"
_CELL = f"{W}tc"
# Edges closer than this (in twentieths of a point; 1.5 mm) were meant to be one: nobody writes in between.
_SAME_EDGE = 85


@dataclass(slots=True)
class ReadTable:
    """A table, and how many of its cells or rows are not shown."""

    table: Table
    hidden: int


def read_table(
    element: etree._Element, read_blocks: Callable[[etree._Element], list[Block]], styles: Styles
) -> ReadTable:
    """A `w:tbl`. `read_blocks` reads what is in a cell."""
    columns = _columns(element)
    found = ReadTable(Table(ruled=_is_ruled(element, styles)), 0)
    above: dict[int, tuple[int, TableCell]] = {}  # left edge: (right edge, cell that may go on downwards)
    for row in _below(element, _ROW):
        properties = row.find(f"{W}trPr")
        if properties is not None and (
            properties.find(f"{W}del") is not None or properties.find(f"{W}hidden") is not None
        ):
            found.hidden += 1
            continue
        left = number(value(properties, f"{W}gridBefore"))
        cells = [TableCell(colspan=max(_at(columns, left), 1))] if left else []
        current: dict[int, tuple[int, TableCell]] = {}
        for cell in _below(row, _CELL):
            right = left + max(number(value(cell, f"{W}tcPr/{W}gridSpan"), 1), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            start, end = _at(columns, left), max(_at(columns, right), _at(columns, left) + 1)
            blocks = read_blocks(cell)
            if continues and start in above and above[start][0] == end:
                origin = above[start][1]
                origin.rowspan += 1
                found.hidden += bool(plain_lines(blocks))
                current[start] = above[start]
            else:
                cells.append(TableCell(blocks, colspan=end - start))
                if merge is not None:
                    current[start] = (end, cells[-1])
            left = right
        found.table.rows.append(cells)
        above = current
    return found


def _below(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also those within content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in (_ROW, _CELL, f"{W}tblPr", f"{W}trPr", f"{W}tblGrid"):
            yield from _below(child, tag)


def _is_ruled(element: etree._Element, styles: Styles) -> bool:
    properties = element.find(f"{W}tblPr")
    own = None if properties is None else properties.find(f"{W}tblBorders")
    if own is not None and len(own):
        ruled = has_borders(own)
    else:
        ruled = styles.look(value(properties, f"{W}tblStyle")).bordered
    return ruled or any(has_borders(borders) for borders in element.iter(f"{W}tcBorders"))


def _columns(element: etree._Element) -> list[int]:
    """For each edge of the table's column grid the index it counts as: edges that nearly meet share one."""
    widths = [number(column.get(f"{W}w")) for column in element.findall(f"{W}tblGrid/{W}gridCol")]
    thin = {index for index, width in enumerate(widths) if width < _SAME_EDGE}
    if not thin or len(thin) == len(widths) or _is_used_alone(element, thin):
        return list(range(len(widths) + 1))
    edges = [0]
    for index in range(len(widths)):
        edges.append(edges[-1] + (index not in thin))
    return edges


def _is_used_alone(element: etree._Element, thin: set[int]) -> bool:
    """Whether some cell stands in thin columns only."""
    for row in _below(element, _ROW):
        left = number(value(row, f"{W}trPr/{W}gridBefore"))
        for cell in _below(row, _CELL):
            right = left + max(number(value(cell, f"{W}tcPr/{W}gridSpan"), 1), 1)
            if right - left <= len(thin) and all(index in thin for index in range(left, right)):
                return True
            left = right
    return False


def _at(edges: list[int], index: int) -> int:
    """The shared index of a grid edge; tables may use more columns than their grid declares."""
    last = len(edges) - 1
    return edges[index] if index <= last else edges[last] + index - last
