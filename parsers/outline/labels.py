"""Labelled lines under an activity: `Thời gian: Quý II/2022`, `- Đơn vị phối hợp: …`, `Chủ trì: A; phối hợp: B`."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.headings import recognise

# What makes a paragraph an activity's cell; the words before other colons are kept under their own name.
FIELDS = frozenset({"lead", "cooperating", "timeframe", "budget", "product", "note"})
_LONGEST_LABEL = 48
# "Chủ trì: Sở A; phối hợp: Sở B. Thời gian: Quý II": where the next label may begin.
_NEXT_LABEL = re.compile(rf"(?:^|[;.,]\s+)([^\W\d_][^:;.]{{1,{_LONGEST_LABEL}}}):\s*")


@lru_cache(maxsize=4096)
def field_of(label: str) -> str:
    """The field that a label names, "" for none."""
    heading = recognise(label)
    if heading is None or heading.confidence != "exact" or len(heading.fields) != 1:
        return ""
    return heading.fields[0] if heading.fields[0] in FIELDS else ""


def is_label(text: str) -> bool:
    """Does the paragraph begin with the label of a cell?"""
    colon = text.find(":", 0, _LONGEST_LABEL)
    return colon > 2 and field_of(text[:colon].strip()) != ""


def read_labels(text: str) -> dict[str, str]:
    """All labels of a paragraph that begins with one, field to words; empty where it does not.

    A colon within a cell's own words (`Sản phẩm: Báo cáo: …`) belongs to the cell.
    """
    if not is_label(text):
        return {}
    cells: dict[str, str] = {}
    field, start = "", 0
    for match in _NEXT_LABEL.finditer(text):
        found = field_of(match[1].strip())
        if not found:
            continue
        if field:
            cells.setdefault(field, text[start : match.start()].strip(" ;.,"))
        field, start = found, match.end()
    cells.setdefault(field, text[start:].strip())
    return cells
