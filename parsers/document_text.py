"""A document's lines outside its tables, each looked at once: plain words, kind of opening, place among blank lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers.openings import is_capitals, opening, plain_lines

# "I. MỤC ĐÍCH", "1. Sở Nội vụ", "2.1 …", "a) …", "Phần thứ nhất", "Chương I", "Mục 2": where a numbered part begins.
_SECTION = re.compile(
    r"(?:phan|chuong|muc) (?:thu )?(?:[ivxl]{1,6}|\d{1,2}|nhat|hai|ba|tu|nam)\b"
    r"|(?:[ivxl]{1,7}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-h]) ?(?:[.)] ?|[/:-] )(?!\d{2,4}\b)(?=\S)"
    r"|\d{1,2}\.\d{1,2}(?:\.\d{1,2})? [a-z]"
)
COLUMN_GAP = re.compile(r"\t+|\s{4,}|\s*\|\s*")
_KINDS_BESIDE = frozenset({"motto", "number", "signature", "signer_title", "signed"})
_DASHED = re.compile(r"[-+] ?\S")
_BULLET = "-+•·*–—●▪o§"
# "Nguyễn Văn A", "TS. Lê Thị B", "NGUYỄN VĂN C": two to six words, each with a capital.
_TITLES = r"(?:(?:PGS|GS|TS|ThS|Ths|BS|KS|CN|LS|(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng))\.?\s*)*"
_NAME = re.compile(rf"{_TITLES}[A-ZÀ-ỸĐ][^\W\d_]*(?:\s+[A-ZÀ-ỸĐ][^\W\d_]*){{1,5}}\Z")


@dataclass(slots=True)
class DocumentText:
    """Lines by 0-based index. `todo` are those with words outside tables, the only ones with `plains` and `kinds`."""

    lines: list[str]
    todo: list[int]
    plains: list[str] = field(init=False)
    kinds: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.plains = [""] * len(self.lines)
        self.kinds = [""] * len(self.lines)
        for index, plain in zip(self.todo, plain_lines([self.lines[index] for index in self.todo]), strict=True):
            self.plains[index] = plain
            self.kinds[index] = (opening(plain, self.lines[index]) or self._kind_beside(index)) if plain else ""

    def _kind_beside(self, index: int) -> str:
        """What a second column on the line begins with, where a letterhead or signature is printed in two."""
        line = self.lines[index]
        if "\t" not in line and "|" not in line and "    " not in line.strip():
            return ""
        columns = [part for part in COLUMN_GAP.split(line.strip(" |\t")) if part.strip(" *")][1:3]
        kinds = [opening(plain, part) for plain, part in zip(plain_lines(columns), columns, strict=True)]
        return next((kind for kind in kinds if kind in _KINDS_BESIDE), "")

    def drop(self, indexes: set[int]) -> None:
        """Leave these lines out of what is still to be placed."""
        if indexes:
            self.todo = [index for index in self.todo if index not in indexes]

    def is_section(self, index: int) -> bool:
        """Does a numbered part begin here?"""
        return _SECTION.match(self.plains[index]) is not None

    def is_dashed(self, index: int) -> bool:
        """Does a list item with a dash or bullet begin here?"""
        return self.lines[index].lstrip()[:1] in _BULLET and _DASHED.match(self.plains[index]) is not None

    def is_capitals(self, index: int) -> bool:
        """Is the line printed in capitals?"""
        return is_capitals(self.lines[index])

    def is_name(self, index: int) -> bool:
        """Could the line be the name of a person?"""
        return len(self.lines[index]) < 60 and _NAME.match(self.lines[index].strip(" *_|\t\u00a0")) is not None

    def adjoins(self, index: int) -> bool:
        """Does the line stand right below another line with words?"""
        return index > 0 and bool(self.lines[index - 1].strip())

    def goes_on(self, index: int) -> bool:
        """Is the line likely the rest of the sentence on the line above?"""
        if not self.adjoins(index) or self.is_section(index) or self.is_dashed(index):
            return False
        before = self.lines[index - 1].rstrip(" *_")
        return self.lines[index].lstrip(" *_")[:1].islower() or before[-1:] not in ".;:!?/"
