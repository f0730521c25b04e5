"""Which columns make up which field: two columns for one field, unknown headings, columns of parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.grid import Cell, Row
from parsers.tasks.columns import Column
from parsers.tasks.ordinals import GROUP, ROMAN, UPPER, split_ordinal
from parsers.tasks.profiles import Profile, profiles
from parsers.tasks.shapes import is_period, is_total, look, marks
from schema.folding import plain_key

_MOSTLY = 0.6
# A column this much sparser than its neighbour is merged over the neighbour's rows.
_SPARSE = 0.6
# Two columns filled in the same rows, but for this share, are merged alike.
_ALIKE = 0.1
_LONG_TEXT = 25
_OPEN_TO_ALL = frozenset({"ordinal", "note", "more", ""})
_TEXTS = frozenset({"description", "product"})


@dataclass(slots=True)
class ColumnMap:
    """`kinds[c]` is the field of column `c` (or `more`, `source`, ""), `names[c]` its key in a row.

    `places[f]` are the columns that make up field `f`, `simple` the columns that are a field alone, `plain` says that
    all are. `judged` has the columns that not every cell could stand in, with their fields and whether these are texts.
    `double` has the columns that hold two fields. `numbered` is true where tasks begin with their number;
    with `numbers_sections` the column of numbers counts the section column's texts.
    """

    columns: list[Column]
    kinds: list[str]
    places: dict[str, list[int]]
    double: dict[int, tuple[str, ...]]
    numbered: bool = False
    numbers_sections: bool = False
    names: list[str] = field(default_factory=list)
    simple: list[bool] = field(default_factory=list)
    plain: bool = False
    judged: list[tuple[int, str, bool]] = field(default_factory=list)
    width: int = field(init=False)

    def __post_init__(self) -> None:
        self.width = len(self.columns)


def map_columns(columns: list[Column], rows: list[Row]) -> ColumnMap:
    """Each column to one field: the lower rank wins, the others are kept in `more`."""
    shapes = profiles(rows, len(columns))
    kinds = [column.fields[0] or _unnamed(index, columns, shapes) for index, column in enumerate(columns)]
    double = {index: column.fields for index, column in enumerate(columns) if len(column.fields) > 1}
    claimed = {name for fields in double.values() for name in fields}
    _settle_periods(kinds, columns, shapes)
    _settle_texts(kinds, columns, shapes)
    _settle_unknown(kinds, columns, shapes)
    if "source" in kinds and "budget" not in kinds:
        kinds = ["budget" if kind == "source" else kind for kind in kinds]
    for name in ("product", "lead", "cooperating", "timeframe", "budget", "note", "description"):
        _keep_one(name, kinds, columns, name in claimed)
    places: dict[str, list[int]] = {}
    for index, kind in enumerate(kinds):
        if kind not in {"more", "source", ""}:
            places.setdefault(kind, []).append(index)
    found = ColumnMap(columns, kinds, places, {i: f for i, f in double.items() if kinds[i] == f[0]})
    described = places.get("description", places.get("section", []))
    found.numbered = any(shapes[index].numbered >= 1 - _MOSTLY for index in described)
    found.numbers_sections = _numbers_sections(places, shapes)
    found.names = [f"more:{i}" if kind in {"more", "source", ""} else kind for i, kind in enumerate(kinds)]
    found.simple = [
        not columns[i].part and i not in found.double and len(places.get(kind, ())) < 2 for i, kind in enumerate(kinds)
    ]
    found.plain = all(found.simple)
    found.judged = [(i, kind, kind in _TEXTS) for i, kind in enumerate(kinds) if kind not in _OPEN_TO_ALL]
    return found


def _unnamed(index: int, columns: list[Column], shapes: list[Profile]) -> str:
    """A column without a heading: numbers, the words beside an ordinal, more of the column to its left, or nothing."""
    shape = shapes[index]
    if not shape.filled:
        return ""
    if index < 3 and shape.ordinals >= _MOSTLY:
        return "ordinal"
    left = columns[index - 1].fields[0] if index else ""
    if left == "ordinal" and not any({"description", "section"} & set(column.fields) for column in columns):
        return "description"
    return left if left in {"description", "product"} else "more"


def _settle_periods(kinds: list[str], columns: list[Column], shapes: list[Profile]) -> None:
    """`Quý I | Quý II | Quý III | Quý IV` as columns, with marks or words for when."""
    periods = [index for index, column in enumerate(columns) if not column.known and is_period(column.heading)]
    if len(periods) < 2 or "timeframe" in kinds or not any(shapes[index].marked >= _MOSTLY for index in periods):
        return
    for index in periods:
        kinds[index] = "timeframe"
        columns[index].part, columns[index].known = columns[index].heading, True


def _settle_texts(kinds: list[str], columns: list[Column], shapes: list[Profile]) -> None:
    """Groups and tasks: of two columns of text the sparser one on the left is merged over the other's rows."""
    for index in range(len(kinds) - 1):
        spans_numbers = columns[index + 1].heading == columns[index].heading
        if kinds[index] == "description" and spans_numbers and shapes[index].ordinals >= _MOSTLY:
            kinds[index] = "ordinal"
    texts = [index for index, kind in enumerate(kinds) if kind == "description"]
    if not texts:
        groups = [index for index, kind in enumerate(kinds) if kind == "section"]
        unknown = [i for i, column in enumerate(columns) if _is_unknown_text(column, shapes[i])]
        for index in unknown[:1] if unknown and (not groups or shapes[groups[-1]].filled < _SPARSE) else groups[-1:]:
            kinds[index] = "description"
        return
    distinct = [i for i in texts if columns[i].heading != columns[texts[0]].heading or i == texts[0]]
    if len(distinct) > 1 and "section" not in kinds:
        left, right = distinct[:2]
        sparser = shapes[left].filled < _SPARSE * shapes[right].filled
        if sparser or "ordinal" in kinds[left:right] or shapes[left].share(_names_section) >= _MOSTLY:
            kinds[left] = "section"


def _names_section(text: str) -> bool:
    ordinal = split_ordinal(text)[0]
    return ordinal is not None and ordinal.kind in {GROUP, UPPER, ROMAN}


def _is_unknown_text(column: Column, shape: Profile) -> bool:
    return not column.known and shape.length > _LONG_TEXT and not shape.value_field()


def _settle_unknown(kinds: list[str], columns: list[Column], shapes: list[Profile]) -> None:
    """A heading that nobody knows over bodies, times or sums that no other column holds."""
    for index, column in enumerate(columns):
        if column.known or kinds[index] != "more":
            continue
        name = shapes[index].value_field()
        if name == "lead" and "lead" in kinds[:index]:
            name = "cooperating"
        if name and name not in kinds:
            kinds[index] = name


def _numbers_sections(places: dict[str, list[int]], shapes: list[Profile]) -> bool:
    """Is the column of numbers merged with the section column: does it count groups, not tasks?"""
    numbers, groups = places.get("ordinal", []), places.get("section", [])
    if len(numbers) != 1 or not groups or numbers[0] > groups[0]:
        return False
    sections = shapes[groups[0]].filled
    return sections < 1 - _ALIKE and abs(shapes[numbers[0]].filled - sections) <= _ALIKE


def _keep_one(name: str, kinds: list[str], columns: list[Column], claimed: bool) -> None:
    mine = [index for index, kind in enumerate(kinds) if kind == name]
    if len(mine) < 2 or claimed:
        return
    best = min(mine, key=lambda index: (columns[index].rank, not is_total(columns[index].heading), index))
    kept = {index for index in mine if _together(columns[best], columns[index])}
    if name == "timeframe" and not columns[best].part:
        # Beginning and end, submitting and issuing: all of them are when the task is due.
        kept = {index for index in mine if columns[index].rank == columns[best].rank}
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
        same = best.heading.removesuffix(best.part) == other.heading.removesuffix(other.part)
        return same or best.heading == best.part
    return best.heading == other.heading


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
    names = [plain_key(part) for part, _ in parts]
    if len(parts) == 2 and "bat dau" in names[0] and ("ket thuc" in names[1] or "hoan thanh" in names[1]):
        return " - ".join(text for _, text in parts)
    if len(parts) == 1 and look(parts[0][1]).time:
        return parts[0][1]
    return "; ".join(part if text in marks() else f"{part}: {text}" if part else text for part, text in parts)
