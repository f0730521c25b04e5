"""The elements of a web page, one after the other, into paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ingest.readers.blocks import Block, Paragraph, Table, TableCell, plain_lines
from ingest.readers.fonts import font_codes_of
from ingest.readers.html_elements import BLOCKS, FURNITURE, FURNITURE_ROLES, NOT_DISPLAYED
from ingest.readers.html_encoding import Page, names_legacy_font
from ingest.readers.list_markers import HTML_STYLES

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_RULED = re.compile(r"border[\w-]*\s*:[^;]*?\b(?:solid|double|dotted|dashed|inset|outset|groove|ridge)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*['\"]?([^;,'\"]+)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*([+-]?\d{1,6})")
# An author's own marker at the start of an item: a second one before it would say it twice.
_TYPED_MARKER = re.compile(r"\s*(?:[-–—+*•●○■▪·]|\w{1,4}[.)])")
_DEEPEST_TABLE = 8
_MOST_COLUMNS = 1_000  # as in the HTML standard
_MOST_ROWS = 65_534


@dataclass(slots=True)
class _List:
    style: str
    next_number: int
    step: int


class PageReader:
    """Takes a page's nodes in document order and gives its blocks."""

    def __init__(self, page: Page) -> None:
        self.hidden = 0
        self._convert = page.convert
        self._watches_fonts = page.convert is None and names_legacy_font(page.source)
        self._fonts: list[Callable[[str], str] | None] = []
        self._flows: list[list[Block]] = [[]]
        self._tables: list[Table] = []
        self._lists: list[_List] = []
        self._lines: list[str] = []
        self._parts: list[str] = []
        self._marker = ""
        self._furniture = 0
        self._preformatted = 0

    def finish(self) -> list[Block]:
        """The page's blocks, after its last node."""
        self._end_paragraph()
        return self._flows[0]

    def text(self, text: str) -> None:
        """A text node."""
        convert = self._fonts[-1] if self._fonts else self._convert
        if convert is not None and not text.isascii():
            text = convert(text)
        if self._preformatted:
            *whole, rest = text.split("\n")
            for line in whole:
                self._parts.append(line)
                self._end_line()
            text = rest
        self._parts.append(text)

    def enter(self, node: LexborNode) -> bool:
        """The start of an element; false when its contents are not to be shown to the reader."""
        tag, attributes = node.tag or "", node.attributes
        if tag == "br":
            self._end_line()
            return False
        if tag in NOT_DISPLAYED:
            return False
        style = attributes.get("style") or ""
        if self._is_hidden(node, tag, attributes, style):
            return False
        if tag in BLOCKS:
            self._end_paragraph()
            self._enter_block(tag, attributes, style)
        if self._watches_fonts:
            self._fonts.append(self._font(attributes, style))
        return True

    def leave(self, node: LexborNode) -> None:
        """The end of an element."""
        tag = node.tag or ""
        if self._watches_fonts:
            self._fonts.pop()
        if tag not in BLOCKS:
            return
        self._end_paragraph()
        if tag == "li":
            self._marker = ""
        elif tag in ("ul", "ol"):
            self._lists.pop()
        elif tag == "pre":
            self._preformatted -= 1
        elif tag in ("td", "th"):
            blocks = self._flows.pop()
            self._tables[-1].rows[-1][-1].blocks = blocks
        elif tag == "tr":
            self._drop_measuring_row(node)
        elif tag == "table":
            self._leave_table()
        if self._is_furniture(tag, node.attributes):
            self._furniture -= 1

    def _enter_block(self, tag: str, attributes: dict[str, str | None], style: str) -> None:
        if self._is_furniture(tag, attributes):
            self._furniture += 1
        if tag == "li":
            self._enter_item(attributes)
        elif tag in ("ul", "ol"):
            self._enter_list(tag, attributes, style)
        elif tag == "pre":
            self._preformatted += 1
        elif tag == "table":
            border = (attributes.get("border") or "").strip()
            ruled = None if not border.isdigit() else border != "0"
            self._tables.append(Table(ruled=True if _RULED.search(style) else ruled))
        elif tag == "tr":
            self._tables[-1].rows.append([])
        elif tag in ("td", "th"):
            self._enter_cell(tag, attributes, style)

    def _enter_cell(self, tag: str, attributes: dict[str, str | None], style: str) -> None:
        table = self._tables[-1]
        if tag == "th" or (table.ruled is not True and _RULED.search(style)):
            table.ruled = True
        rowspan = _span(attributes.get("rowspan"), _MOST_ROWS)
        colspan = _span(attributes.get("colspan"), _MOST_COLUMNS)
        table.rows[-1].append(TableCell([], rowspan or _MOST_ROWS, colspan or 1))
        self._flows.append([])

    def _leave_table(self) -> None:
        table = self._tables.pop()
        table.rows = [row for row in table.rows if row]
        if len(self._tables) >= _DEEPEST_TABLE:
            self._flows[-1].append(Paragraph(plain_lines([table])))
        elif table.rows:
            self._flows[-1].append(table)

    def _drop_measuring_row(self, node: LexborNode) -> None:
        """Word ends a table with a row of height 0 that only holds the widths of the columns."""
        rows = self._tables[-1].rows
        if node.attributes.get("height") == "0" and not any(plain_lines(cell.blocks) for cell in rows[-1]):
            rows.pop()

    def _enter_list(self, tag: str, attributes: dict[str, str | None], style: str) -> None:
        declared = _LIST_STYLE.search(style)
        kind = declared[1] if declared else attributes.get("type") or ("1" if tag == "ol" else "disc")
        start = _NUMBER.match(attributes.get("start") or "")
        self._lists.append(_List(kind, int(start[1]) if start else 1, -1 if "reversed" in attributes else 1))

    def _enter_item(self, attributes: dict[str, str | None]) -> None:
        if not self._lists:
            self._marker = ""
            return
        current = self._lists[-1]
        value = _NUMBER.match(attributes.get("value") or "")
        if value:
            current.next_number = int(value[1])
        number = HTML_STYLES.get(current.style) or HTML_STYLES.get(current.style.lower())
        if number:
            self._marker = f"{number(current.next_number)}. "
        else:
            self._marker = "" if current.style == "none" else "- "
        current.next_number += current.step

    def _end_line(self) -> None:
        line = "".join(self._parts)
        self._parts.clear()
        self._lines.append(line.rstrip() if self._preformatted else _BLANKS.sub(" ", line).strip(" "))

    def _end_paragraph(self) -> None:
        if self._parts:
            self._end_line()
        lines, self._lines = self._lines, []
        while lines and not lines[0].strip():
            del lines[0]
        while lines and not lines[-1].strip():
            lines.pop()
        if not lines:
            return
        if self._marker:
            if not (self._marker == "- " and _TYPED_MARKER.match(lines[0])):
                lines[0] = self._marker + lines[0]
            self._marker = ""
        self._flows[-1].append(Paragraph(lines, furniture=self._furniture > 0))

    def _is_hidden(self, node: LexborNode, tag: str, attributes: dict[str, str | None], style: str) -> bool:
        hidden = tag == "del" or "hidden" in attributes or (style and _HIDDEN.search(style))
        if hidden and (node.text() or "").strip():
            self.hidden += 1
        return bool(hidden)

    def _font(self, attributes: dict[str, str | None], style: str) -> Callable[[str], str] | None:
        declared = _FONT.search(style)
        name = declared[1] if declared else attributes.get("face")
        if name:
            codes = font_codes_of(name)
            return codes.convert if codes else None
        return self._fonts[-1] if self._fonts else None

    @staticmethod
    def _is_furniture(tag: str, attributes: dict[str, str | None]) -> bool:
        # LibreOffice writes running headers and footers as `<div title="footer">`.
        is_margin = tag == "div" and attributes.get("title") in ("header", "footer")
        return tag in FURNITURE or is_margin or (attributes.get("role") or "") in FURNITURE_ROLES


def _span(value: str | None, most: int) -> int:
    number = _NUMBER.match(value or "1")
    return min(max(int(number[1]), 0), most) if number else 1
