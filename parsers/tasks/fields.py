"""Which columns make up which field: two columns for one field, unknown headings, tables without any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.grid import Cell, Row
from parsers.tasks.columns import Column
from parsers.tasks.ordinals import read_ordinal, split_ordinal
from parsers.tasks.shapes import (
    is_number,
    is_total,
    looks_like_agency,
    looks_like_money,
    looks_like_time,
    marks,
    mentions_time,
    plain,
)

_SAMPLED_ROWS = 200
# A column this much sparser than its neighbour is merged over the neighbour's rows.
_SPARSE = 0.6
_MOSTLY = 0.6


class Profile(NamedTuple):
    """What a column's cells look like, as shares of its filled cells; `filled` is their share of all rows."""

    filled: float
    ordinals: float
    numbered: float
    agencies: float
    times: float
    sums: float
    length: float


@dataclass(slots=True)
class ColumnMap:
    """`kinds[c]` is the field that column `c` holds, or `more`; `places[f]` the columns that make up field `f`."""

    columns: list[Column]
    kinds: list[str]
    places: dict[str, list[int]]
    numbered: bool
    double: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Number of columns."""
        return len(self.columns)


def profiles(rows: Iterable[Row], width: int) -> list[Profile]:
    """A profile for each of `width` columns, from the first rows that are as wide."""
    cells: list[list[str]] = [[] for _ in range(width)]
    count = 0
    for row in rows:
        if len(row.cells) != width or sum(cell is not None and bool(cell.text) for cell in row.cells) < min(2, width):
            continue
        count += 1
        for column, cell in zip(cells, row.cells, strict=True):
            if cell is not None and cell.text:
                column.append(cell.text)
        if count == _SAMPLED_ROWS:
            break
    return [_profile(column, count) for column in cells]


def _profile(texts: list[str], rows: int) -> Profile:
    filled = len(texts) or 1
    return Profile(
        len(texts) / (rows or 1),
        sum(read_ordinal(text) is not None for text in texts) / filled,
        sum(split_ordinal(text)[0] is not None for text in texts) / filled,
        sum(looks_like_agency(text) for text in texts) / filled,
        sum(mentions_time(text) for text in texts) / filled,
        sum(looks_like_money(text) or is_number(text) for text in texts) / filled,
        sum(min(len(text), 300) for text in texts) / filled,
    )


def map_columns(columns: list[Column], rows: list[Row]) -> ColumnMap:
    """Each column to one field: the lower rank wins, the others are kept in `more`."""
    shapes = profiles(rows, len(columns))
    kinds = [column.fields[0] or _unnamed(index, columns, shapes) for index, column in enumerate(columns)]
    double = {index: column.fields for index, column in enumerate(columns) if len(column.fields) > 1}
    claimed = {name for fields in double.values() for name in fields}
    _settle_text_columns(kinds, columns, shapes)
    if "source" in kinds and "budget" not in kinds:
        kinds = ["budget" if kind == "source" else kind for kind in kinds]
    for name in ("product", "lead", "cooperating", "timeframe", "budget", "note", "description"):
        _keep_one(name, kinds, columns, name in claimed)
    places: dict[str, list[int]] = {}
    for index, kind in enumerate(kinds):
        if kind not in {"more", "source", ""}:
            places.setdefault(kind, []).append(index)
    described = places.get("description", places.get("section", []))
    numbered = any(shapes[index].numbered >= 1 - _MOSTLY for index in described)
    return ColumnMap(columns, kinds, places, numbered, {i: f for i, f in double.items() if kinds[i] == f[0]})


def _unnamed(index: int, columns: list[Column], shapes: list[Profile]) -> str:
    """A column without a heading: numbers, the words beside an ordinal, more of the column to its left, or nothing."""
    shape = shapes[index]
    if not shape.filled:
        return ""
    if shape.ordinals >= _MOSTLY and index < 3:
        return "ordinal"
    named = {column.fields[0] for column in columns}
    if not {"description", "section"} & named and index and columns[index - 1].fields[0] == "ordinal":
        return "description"
    left = columns[index - 1].fields[0] if index else ""
    return left if left in {"description", "product"} else "more"


def _settle_text_columns(kinds: list[str], columns: list[Column], shapes: list[Profile]) -> None:
    """Groups and tasks: of two columns of text the sparser one on the left is merged over the other's rows."""
    for index, (kind, column) in enumerate(zip(kinds, columns, strict=True)):
        spans_numbers = index + 1 < len(kinds) and columns[index + 1].heading == column.heading
        if kind == "description" and spans_numbers and shapes[index].ordinals >= _MOSTLY:
            kinds[index] = "ordinal"
    texts = [index for index, kind in enumerate(kinds) if kind == "description"]
    if not texts:
        groups = [index for index, kind in enumerate(kinds) if kind == "section"]
        unknown = [index for index, column in enumerate(columns) if not column.known and shapes[index].length > 25]
        chosen = unknown[:1] if unknown and not groups else groups[-1:]
        for index in chosen:
            kinds[index] = "description"
        return
    distinct = [index for index in texts if columns[index].heading != columns[texts[0]].heading or index == texts[0]]
    if len(distinct) > 1 and "section" not in kinds:
        left, right = distinct[:2]
        if shapes[left].filled < _SPARSE * shapes[right].filled:
            kinds[left] = "section"


def _keep_one(name: str, kinds: list[str], columns: list[Column], claimed: bool) -> None:
    mine = [index for index, kind in enumerate(kinds) if kind == name]
    if len(mine) < 2 or claimed:
        return
    best = min(mine, key=lambda index: (columns[index].rank, not is_total(columns[index].heading), index))
    kept = [index for index in mine if _together(columns[best], columns[index])]
    if name == "timeframe" and not columns[best].part:
        # Beginning and end, submitting and issuing: all of them are when the task is due.
        kept = [index for index in mine if columns[index].rank == columns[best].rank]
        for index in kept:
            columns[index].part = columns[index].heading
    for index in mine:
        if index not in kept:
            kinds[index] = "more"


def _together(best: Column, other: Column) -> bool:
    """One heading over several columns: parts of one field, or text that a ghost column cut in two."""
    if other is best or not other.heading:
        return True
    if best.part and other.part:
        return best.heading.removesuffix(best.part) == other.heading.removesuffix(other.part)
    return best.heading == other.heading


def columns_by_contents(rows: list[Row]) -> list[Column] | None:
    """The columns of a table without a header, by what their cells look like; None where that says too little."""
    widths: dict[int, int] = {}
    for row in rows:
        widths[len(row.cells)] = widths.get(len(row.cells), 0) + 1
    width = max(widths, key=lambda w: (widths[w], w), default=0)
    if width < 3:
        return None
    shapes = profiles(rows, width)
    fields = [_by_shape(index, shape) for index, shape in enumerate(shapes)]
    texts = [index for index, name in enumerate(fields) if name == "text"]
    if not texts:
        return None
    described = next((i for i in texts if shapes[i].length >= max(shapes[j].length for j in texts) * 0.7), texts[0])
    fields[described] = "description"
    for index in texts:
        if index != described:
            fields[index] = "product" if "product" not in fields and index > described else "more"
    if "lead" in fields:
        rest = fields.index("lead") + 1
        fields[rest:] = ["cooperating" if name == "lead" else name for name in fields[rest:]]
    if not {"lead", "timeframe"} & set(fields):
        return None
    return [Column("", (name,)) for name in fields]


def _by_shape(index: int, shape: Profile) -> str:
    if not shape.filled:
        return ""
    if shape.ordinals >= _MOSTLY and index < 2 and shape.length < 8:
        return "ordinal"
    shares = {"lead": shape.agencies, "timeframe": shape.times, "budget": shape.sums}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _MOSTLY and shape.length < 120 else "text"


def compose(name: str, columns: list[Column], cells: list[tuple[int, Cell]]) -> str:
    """The text of a field from its filled columns, in order: parts keep their names, marks become them."""
    texts: dict[int, str] = {}
    for index, cell in cells:
        texts[index] = f"{texts[index]} {cell.text}" if index in texts else cell.text
    parts = [(columns[index].part if index < len(columns) else "", text) for index, text in texts.items()]
    if len(parts) == 1 and not parts[0][0]:
        return parts[0][1]
    if all(text in marks() for _, text in parts):
        return ", ".join(part or text for part, text in parts)
    if name == "budget":
        total = next((text for part, text in parts if part and is_total(part)), None)
        return total or "; ".join(f"{part}: {text}" if part else text for part, text in parts)
    if name == "timeframe":
        return _period(parts)
    return " ".join(text for _, text in parts)


def _period(parts: list[tuple[str, str]]) -> str:
    ends = [plain(part) for part, _ in parts]
    if (
        len(parts) == 2
        and "bat" in _ascii(ends[0])
        and any(word in _ascii(ends[1]) for word in ("ket thuc", "hoan thanh"))
    ):
        return " - ".join(text for _, text in parts)
    if len(parts) == 1 and looks_like_time(parts[0][1]):
        return parts[0][1]
    return "; ".join(part if text in marks() else f"{part}: {text}" if part else text for part, text in parts)


def _ascii(text: str) -> str:
    return text.encode("ascii", "ignore").decode()
