"""A document's lines outside its tables, each looked at once: plain words, kind of opening, place among blank lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import accumulate, compress, count, repeat
from operator import add

from parsers.openings import is_capitals, line_kinds, matching_lines, openings, plain_lines

# "I. MỤC ĐÍCH", "1. Sở Nội vụ", "2.1 …", "a) …", "Phần thứ nhất", "Chương I", "Mục 2": where a numbered part begins.
_SECTION = re.compile(
    r"(?:(?:phan|chuong|muc) (?:thu )?(?:[ivxl]{1,6}|\d{1,2}|nhat|hai|ba|tu|nam)\b"
    r"|(?:[ivxl]{1,7}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-h]) ?(?:[.)] ?|[/:-] )(?!\d{2,4}\b)(?=\S)"
    r"|\d{1,2}\.\d{1,2}(?:\.\d{1,2})? [a-z])"
)
_COLUMN_GAP = re.compile(r"\t+|\s{4,}|\s*\|\s*")
_KINDS_BESIDE = frozenset({"motto", "number", "signature", "signer_title", "signed"})
_DASHED = re.compile(r"[-+] ?\S")
_ENDS_OPEN = re.compile(r".*(?:\bsau(?: day)? ?[:.]?|:)$")
_LINE_END = 40
_BULLET = "-+•·*–—●▪o§"
# "Nguyễn Văn A", "TS. Lê Thị B", "NGUYỄN VĂN C": two to six words, each with a capital.
_TITLES = r"(?:(?:PGS|GS|TS|ThS|Ths|BS|KS|CN|LS|(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng))\.?\s*)*"
_NAME = re.compile(rf"{_TITLES}[A-ZÀ-ỸĐ][^\W\d_]*(?:\s+[A-ZÀ-ỸĐ][^\W\d_]*){{1,5}}\Z")


@dataclass(slots=True)
class DocumentText:
    """Lines by 0-based index. `outside` are those with words outside tables, the only ones with `plains` and `kinds`.

    `todo` are those of them that are still to be placed; `joined` is the text of them all, each line behind its
    line break; `beside` are those that may have columns.
    """

    lines: list[str]
    outside: list[int]
    todo: list[int] = field(init=False)
    joined: str = field(init=False)
    beside: list[int] = field(init=False)
    plains: list[str] = field(init=False)
    kinds: list[str] = field(init=False)
    _starts: list[int] = field(init=False)
    _outside_plains: list[str] = field(init=False)

    @classmethod
    def of(cls, lines: list[str]) -> DocumentText:
        """The text of lines without tables."""
        return cls(lines, list(compress(count(), map(str.strip, lines))))

    def __post_init__(self) -> None:
        self.todo = self.outside
        lines = [self.lines[index] for index in self.outside]
        self.joined = "\n".join(["", *lines])
        self._starts = list(accumulate(map(add, map(len, lines), repeat(1)), initial=0))
        self._outside_plains = plain_lines(lines)
        self.plains = [""] * len(self.lines)
        self.kinds = [""] * len(self.lines)
        for index, plain in zip(self.outside, self._outside_plains, strict=True):
            self.plains[index] = plain
        for position, kind in openings(self._outside_plains, lines).items():
            self.kinds[self.outside[position]] = kind
        self.beside = []
        if _may_have_columns(self.joined):
            self._find_columns()

    def _find_columns(self) -> None:
        """Which lines have columns, as far as signs tell, and how a letterhead or signature beside another opens."""
        for index in self.outside:
            line = self.lines[index]
            if _may_have_columns(line) and _may_have_columns(line.strip(" |\t\u00a0")):
                self.beside.append(index)
        second: list[tuple[int, str]] = []
        for index in self.beside:
            line = self.lines[index]
            if not self.kinds[index] and ("\t" in line or "|" in line or "    " in line):
                columns = [part for part in _COLUMN_GAP.split(line.strip(" |\t")) if part.strip(" *")]
                second += [(index, column) for column in columns[1:3]]
        for (index, _), kind in zip(second, line_kinds([column for _, column in second]), strict=True):
            if kind in _KINDS_BESIDE and not self.kinds[index]:
                self.kinds[index] = kind

    def matching(self, pattern: re.Pattern[str]) -> list[int]:
        """The lines outside tables whose plain words match, in order; the pattern begins with their line break."""
        return [self.outside[position] for position, _ in matching_lines(pattern, self._outside_plains)]

    def offset_of(self, line: int) -> int:
        """The offset in `joined` at which the lines from this one on begin."""
        return self._starts[bisect_left(self.outside, line)]

    def line_at(self, offset: int) -> int:
        """The line whose text is at this offset of `joined`."""
        return self.outside[bisect_left(self._starts, offset) - 1]

    def drop(self, indexes: set[int]) -> None:
        """Leave these lines out of what is still to be placed."""
        if indexes:
            self.todo = [index for index in self.todo if index not in indexes]

    def is_section(self, index: int) -> bool:
        """Does a numbered part begin here?"""
        return _SECTION.match(self.plains[index]) is not None

    def is_dashed(self, index: int) -> bool:
        """Does a list item with a dash or bullet begin here?"""
        return _DASHED.match(self.plains[index]) is not None and self.lines[index].lstrip()[:1] in _BULLET

    def is_capitals(self, index: int) -> bool:
        """Is the line printed in capitals?"""
        return is_capitals(self.lines[index])

    def is_name(self, index: int) -> bool:
        """Could the line be the name of a person?"""
        return len(self.lines[index]) < 60 and _NAME.match(self.lines[index].strip(" *_|\t\u00a0")) is not None

    def has_second_column(self, index: int) -> bool:
        """Is there a second column on the line, as recipients and signature printed side by side have it?"""
        columns = _COLUMN_GAP.split(self.lines[index].strip(" |\t"))
        return sum(1 for part in columns if part.strip(" *")) > 1

    def ends_open(self, index: int) -> bool:
        """Does the line end in "như sau:" or another way of saying that the plan itself follows?"""
        return _ENDS_OPEN.match(plain_lines([self.lines[index][-_LINE_END:]])[0]) is not None

    def closes_bracket(self, index: int) -> bool:
        """Does a bracket end with the line?"""
        return self.lines[index].rstrip(" *_.;").endswith(")")

    def wraps(self, index: int) -> bool:
        """Is the line above unfinished, so that a word that could open a legal basis only stands first here?"""
        return self.lines[index - 1].rstrip(" *_")[-1:] not in ".;:,"

    def adjoins(self, index: int) -> bool:
        """Does the line stand right below another line with words?"""
        return index > 0 and bool(self.lines[index - 1].strip())

    def goes_on(self, index: int) -> bool:
        """Is the line likely the rest of the sentence on the line above?"""
        if not self.adjoins(index) or self.is_section(index) or self.is_dashed(index):
            return False
        before = self.lines[index - 1].rstrip(" *_")
        return self.lines[index].lstrip(" *_")[:1].islower() or before[-1:] not in ".;:!?/"


def _may_have_columns(text: str) -> bool:
    return "|" in text or "\t" in text or "   " in text or "<" in text or "\u00a0" in text
