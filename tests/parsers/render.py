"""The same table printed in each text layout.

A table is a list of rows, a row a list of cells, left to right, header first; a row with fewer cells is a section
row (its one or two cells stand alone). A line break in a cell is a line break in print, where the layout has such.
"""

from __future__ import annotations

from html import escape

LAYOUTS = ("cell_per_paragraph", "pipe_lines", "pipe_inline", "tab", "markdown", "html")


def render(rows: list[list[str]], layout: str) -> str:
    """The table as text, without a line end after its last line. Raises KeyError for an unknown layout."""
    return {
        "cell_per_paragraph": _cell_per_paragraph,
        "pipe_lines": _pipe_lines,
        "pipe_inline": _pipe_inline,
        "tab": _tab,
        "markdown": _markdown,
        "html": _html,
    }[layout](rows)


def _cell_per_paragraph(rows: list[list[str]]) -> str:
    return "\n\n".join(cell or "\u00a0" for row in rows for cell in row)


def _pipe_lines(rows: list[list[str]]) -> str:
    return "\n".join(line for row in rows for cell in row for line in [*(cell.split("\n") if cell else []), "|"])


def _pipe_inline(rows: list[list[str]]) -> str:
    return "\n".join("".join(f"{cell} | " for cell in row).rstrip() for row in rows)


def _tab(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(cell.replace("\n", " ") for cell in row) for row in rows)


def _markdown(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", "<br>") for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "\n".join(lines)


def _html(rows: list[list[str]]) -> str:
    width = max(len(row) for row in rows)
    lines = ["<table>"]
    for row in rows:
        lines.append("<tr>")
        for number, cell in enumerate(row):
            rest = width - len(row) + 1 if number == len(row) - 1 else 1
            span = f' colspan="{rest}"' if rest > 1 else ""
            lines.append(f"<td{span}>{escape(cell).replace(chr(10), '<br>')}</td>")
        lines.append("</tr>")
    return "\n".join([*lines, "</table>"])
