"""What markdown adds to bars: mark-up inside cells, and tables drawn with rules between their rows."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt

from parsers.layouts.cells import cell_text
from parsers.layouts.row_lines import Block, Piece

# Escaped signs ("1\. Xây dựng"), links, strong underlines, code, entities: worth a real reader. The rest is plain.
_MARKED_UP = re.compile(r"\\[!-/:-@\[-`{-~]|\]\(|__|`|&[#a-zA-Z]")
# The reader's time may grow faster than such a text; no cell of a plan is that long and marked up.
_LONGEST = 4000


def markdown_text(printed: str) -> str:
    """The words of a markdown cell: links by their texts, escapes and entities resolved, mark-up dropped."""
    if len(printed) > _LONGEST or not _MARKED_UP.search(printed):
        return cell_text(printed)
    (inline,) = _reader().parseInline(printed)
    words = []
    for token in inline.children or ():
        if token.type in ("text", "code_inline", "image"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or token.content.lower().startswith("<br"):
            words.append(" ")
    return cell_text("".join(words))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark")


def merge_drawn_rows(block: Block) -> None:
    """Join the lines between the rules of a drawn table (`+---+---+`): they are one row, cell below cell."""
    rules = [piece for piece in block.pieces if not piece.cells and piece.printed.lstrip().startswith("+")]
    if len(rules) < 2:
        return
    pieces: list[Piece] = []
    joined = False
    for piece in block.pieces:
        last = pieces[-1] if pieces else None
        if last is not None and joined and piece.separated and len(last.cells) == len(piece.cells):
            last.cell_lines = [
                _span(span, above, cell, piece.line_start)
                for span, above, cell in zip(_spans(last), last.cells, piece.cells, strict=True)
            ]
            last.cells = [f"{above}\n{cell}" for above, cell in zip(last.cells, piece.cells, strict=True)]
            last.line_end = piece.line_end
        else:
            pieces.append(piece)
        joined = piece.separated
    block.pieces = pieces


def _spans(piece: Piece) -> list[tuple[int, int]]:
    return piece.cell_lines or [(piece.line_start, piece.line_start)] * len(piece.cells)


def _span(span: tuple[int, int], above: str, below: str, line: int) -> tuple[int, int]:
    """The lines of a cell's words, once `below` on `line` is part of it."""
    if not below.strip():
        return span
    return (span[0] if above.strip() else line, line)
