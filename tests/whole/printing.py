"""One definition printed in a text layout, with the lines on which each task row stands."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from html import escape

from tests.whole.definition import Definition, Row

LAYOUTS = ("cell_per_paragraph", "pipe_lines", "pipe_inline", "tab", "markdown", "html")
NO_BREAK = "\u00a0"


@dataclass(slots=True)
class Print:
    """Lines so far, and for each task row its first and last line (1-based)."""

    lines: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, *lines: str) -> None:
        self.lines.extend(lines)

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def print_plan(plan: Definition, layout: str) -> Print:
    out = Print()
    out.add(*plan.parts.get("before", []), *([""] if plan.parts.get("before") else []))
    _letterhead(plan, layout, out)
    enclosed = plan.keys.get("enclosed")
    _paragraphs(plan.parts["opening"], plan, layout, out)
    if not enclosed:
        _paragraphs(plan.parts.get("body", []), plan, layout, out)
    _signature(plan, layout, out)
    if enclosed:
        _paragraphs([*plan.parts["enclosed"], *plan.parts.get("body", [])], plan, layout, out)
    _paragraphs(plan.parts.get("appendix", []), plan, layout, out)
    PRINTERS[layout](plan, out)
    _paragraphs(plan.parts.get("after", []), plan, layout, out)
    return out


def _wrapped(text: str, plan: Definition) -> list[str]:
    width = int(plan.keys.get("wrap", "0"))
    return textwrap.wrap(text, width, break_on_hyphens=False, break_long_words=False) if width and text else [text]


def _paragraphs(texts: list[str], plan: Definition, layout: str, out: Print) -> None:
    for text in texts:
        if layout == "html":
            out.add(f"<p>{escape(text)}</p>")
        elif layout == "pipe_lines":
            out.add(*_wrapped(text, plan))
        else:
            bold = layout == "markdown" and text == text.upper() and len(text) > 3
            out.add(f"**{text}**" if bold else text, "")


def _letterhead(plan: Definition, layout: str, out: Print) -> None:
    left, right = plan.parts["left"], plan.parts["right"]
    number, date = plan.keys["printed_number"], plan.keys["place_date"]
    if layout == "pipe_lines":
        out.add(*left, "-------", "|", *right, "---------------", "|", number, "|", date, "|")
    elif layout == "pipe_inline":
        out.add(f"{' '.join(left)} ------- | {' '.join(right)} --------------- | ", f"{number} | {date} | ", "")
    elif layout == "tab":
        for a, b in zip([*left, ""], [*right, "", ""], strict=False):
            out.add(f"{a}\t{b}")
        out.add(f"{number}\t{date}", "")
    elif layout == "html":
        cells = [["<br>".join(map(escape, part)) for part in (left, right)], [number, date]]
        rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in cells)
        out.add("<html><body>", f"<table>{rows}</table>")
    elif layout == "markdown":
        out.add(*(f"**{line}**  " for line in left), "", *(f"**{line}**  " for line in right), "")
        out.add(number, "", f"*{date}*", "")
    else:
        out.add(*left, "--------", "", *right, "--------------------", "", number, "", date, "", NO_BREAK, "")


def _signature(plan: Definition, layout: str, out: Print) -> None:
    recipients, signature = plan.parts.get("recipients", []), plan.parts["signature"]
    if layout == "pipe_lines":
        out.add("Nơi nhận:", *recipients, "|", *signature, "|")
    elif layout == "pipe_inline":
        out.add(f"Nơi nhận: {' '.join(recipients)} | {' '.join(signature)} | ", "")
    elif layout == "html":
        cells = ["<br>".join(map(escape, part)) for part in (["Nơi nhận:", *recipients], signature)]
        out.add("<table><tr>" + "".join(f"<td>{c}</td>" for c in cells) + "</tr></table>")
    elif layout == "markdown":
        out.add("*Nơi nhận:*", *recipients, "", f"**{'  '.join(signature[:-1])}**", "", f"**{signature[-1]}**", "")
    else:
        out.add("Nơi nhận:", *recipients, "", *signature[:-1], "", "", "", signature[-1], "", NO_BREAK, "")


def _furniture(row: Row, out: Print, *, spaced: bool) -> None:
    for text in row.cells:
        out.add(text, *([""] if spaced else []))


def cells_of(row: Row, plan: Definition) -> list[str]:
    """Cells as they are printed one after another, a section as its style asks."""
    if row.kind in "SG" and len(row.cells) == 2:
        style, width = plan.keys.get("section", "one"), len(plan.columns)
        ordinal, title = row.cells
        numbered = "tt" in plan.columns
        if (style in ("one", "colon") and row.kind == "S") or not numbered:
            mark = ("." if style != "colon" else ":") if ordinal else ""
            joined = f"{ordinal}{mark} {title}".strip()
            return [joined] + [""] * (width - 1 if style == "empties" else 0)
        return [ordinal, title] + [""] * (width - 2 if style == "empties" or row.kind == "G" else 0)
    return [cell.rstrip("↓→") for cell in row.cells]


def _on_grid(row: Row, above: Row | None, plan: Definition) -> list[str]:
    """Cells as they are printed where each stands in its column: a wide heading once, the one below it under it."""
    if row.kind != "H":
        return cells_of(row, plan)
    cells: list[str] = []
    below = iter(row.cells)
    if above and above.kind == "H" and any(cell.endswith("→") for cell in above.cells):
        for cell in above.cells:
            cells += [next(below), next(below)] if cell.endswith("→") else [""]
        return cells
    for cell in row.cells:
        cells += [cell.rstrip("↓→"), ""] if cell.endswith("→") else [cell.rstrip("↓→")]
    return cells


def _note(row: Row, out: Print, start: int, end: int) -> None:
    if row.kind == "T":
        out.spans.append((start, end))


def _named(row: Row, plan: Definition) -> list[tuple[str, str]]:
    """The cells with their columns' names: a section's own column is no part of a row's own words."""
    return [(plan.columns[place] if row.kind == "T" else "", cell) for place, cell in enumerate(cells_of(row, plan))]


def _print_stacked(plan: Definition, out: Print, *, spaced: bool) -> None:
    """Cells one below the other: parted by blank lines, an empty one a no-break space; or each closed by a bar."""
    for row in plan.rows:
        if row.kind == "J":
            _furniture(row, out, spaced=spaced)
            continue
        start = end = 0
        for name, cell in _named(row, plan):
            if cell == "^":
                continue
            if spaced and not cell:
                out.add(NO_BREAK, "")
            for paragraph in cell.split(" // ") if cell else []:
                for line in _wrapped(paragraph, plan):
                    out.add(line)
                    if name != "section":
                        start, end = start or len(out.lines), len(out.lines)
                if spaced:
                    out.add("")
            if not spaced:
                out.add("|")
        _note(row, out, start, end)


def _print_paragraphs(plan: Definition, out: Print) -> None:
    _print_stacked(plan, out, spaced=True)


def _print_pipe_lines(plan: Definition, out: Print) -> None:
    _print_stacked(plan, out, spaced=False)


def _print_one_line(plan: Definition, out: Print, separator: str, *, closing: bool) -> None:
    for above, row in zip([None, *plan.rows], plan.rows, strict=False):
        if row.kind == "J":
            _furniture(row, out, spaced=False)
            continue
        cells = ["" if cell == "^" else cell.replace(" // ", " ") for cell in _on_grid(row, above, plan)]
        out.add(separator.join(cells) + (separator.rstrip(" ") if closing else ""))
        _note(row, out, len(out.lines), len(out.lines))
    out.add("")


def _print_pipe_inline(plan: Definition, out: Print) -> None:
    _print_one_line(plan, out, " | ", closing=True)


def _print_tab(plan: Definition, out: Print) -> None:
    _print_one_line(plan, out, "\t", closing=False)


def _print_markdown(plan: Definition, out: Print) -> None:
    width, ruled = len(plan.columns), False
    for above, row in zip([None, *plan.rows], plan.rows, strict=False):
        if row.kind == "J":
            continue
        cells = ["" if cell == "^" else cell.replace(" // ", "<br>") for cell in _on_grid(row, above, plan)]
        cells = [f"**{cell}**" if cell and row.kind in "SH" else cell for cell in cells]
        out.add("| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |")
        _note(row, out, len(out.lines), len(out.lines))
        if not ruled:
            out.add("|" + " --- |" * width)
            ruled = True
    out.add("")


def _print_html(plan: Definition, out: Print) -> None:
    out.add('<table border="1">')
    for index, row in enumerate(plan.rows):
        if row.kind == "J":
            continue
        cells, made = cells_of(row, plan), []
        for place, cell in enumerate(cells):
            if cell == "^":
                continue
            down = 1
            while row.kind == "T" and index + down < len(plan.rows) and _merged(plan.rows[index + down], place):
                down += 1
            across = len(plan.columns) - len(cells) + 1 if place == len(cells) - 1 and row.kind != "H" else 1
            if row.kind == "H":
                down = 2 if row.cells[place].endswith("↓") else 1
                across = 2 if row.cells[place].endswith("→") else 1
            spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
            body = "".join(f"<p>{escape(p)}</p>" for p in cell.split(" // ")) if cell else "&nbsp;"
            made.append(f"<td{spans}>{body}</td>")
        out.add(f"<tr>{''.join(made)}</tr>")
    out.add("</table>")


def _merged(row: Row, place: int) -> bool:
    return row.kind == "T" and row.cells[place] == "^"


PRINTERS = {
    "cell_per_paragraph": _print_paragraphs,
    "pipe_lines": _print_pipe_lines,
    "pipe_inline": _print_pipe_inline,
    "tab": _print_tab,
    "markdown": _print_markdown,
    "html": _print_html,
}
