"""What a format's reader finds in a document, before it has line numbers: paragraphs and tables, in order."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Paragraph:
    """One paragraph; more lines than one where the format breaks it by hand. `furniture`: not the author's text."""

    lines: list[str]
    furniture: bool = False


@dataclass(slots=True)
class TableCell:
    """One cell of the source, with the positions that it covers and what is in it."""

    blocks: list[Block] = field(default_factory=list)
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Table:
    """Rows of cells as the source lists them: covered positions are not there.

    `ruled` says whether lines are drawn between the cells; None where the source does not tell. `after_break`
    are the rows, from 0, that stand first on a page and may continue the one above.
    """

    rows: list[list[TableCell]] = field(default_factory=list)
    ruled: bool | None = None
    after_break: set[int] = field(default_factory=set)


Block = Paragraph | Table


def plain_lines(blocks: list[Block]) -> list[str]:
    """The non-empty lines of a cell, top down; a table within it gives one line for each of its rows."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += block.lines
        else:
            for row in block.rows:
                cells = (" ".join(plain_lines(cell.blocks)) for cell in row)
                lines.append(" | ".join(cell for cell in cells if cell))
    return [line for line in lines if line and not line.isspace()]
