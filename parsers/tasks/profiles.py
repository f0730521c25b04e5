"""What the cells of a column look like: for columns whose heading is missing or says too little."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import islice

from parsers.grid import Row
from parsers.tasks.columns import Column
from parsers.tasks.ordinals import read_ordinal, split_ordinal
from parsers.tasks.shapes import look, marks

_SAMPLED_ROWS = 60
_MOSTLY = 0.6
_LONGEST_COUNTED = 300
# A column of bodies, times or sums has short cells; longer ones are texts that begin with such a word.
_LONGEST_VALUE = 120
_LONGEST_HEADING = 60


class Profile:
    """One column in the sampled rows; every figure is a share from 0 to 1, worked out when asked for."""

    def __init__(self, rows: list[Row], column: int) -> None:
        self._rows = rows
        self._column = column

    @cached_property
    def _texts(self) -> list[str]:
        cells = [row.cells[self._column] for row in self._rows]
        return [cell.text for cell in cells if cell is not None and cell.text]

    def share(self, test: Callable[[str], object]) -> float:
        """The share of the filled cells that pass a test; 0 for an empty column."""
        return sum(map(bool, map(test, self._texts))) / (len(self._texts) or 1)

    @property
    def filled(self) -> float:
        """The share of rows that have a cell here."""
        return len(self._texts) / (len(self._rows) or 1)

    @property
    def ordinals(self) -> float:
        """Cells that are a number of a row."""
        return self.share(read_ordinal)

    @property
    def numbered(self) -> float:
        """Cells that begin with a number of a row."""
        return self.share(lambda text: split_ordinal(text)[0])

    @property
    def marked(self) -> float:
        """Cells that only mark their column."""
        return self.share(marks().__contains__)

    @cached_property
    def length(self) -> float:
        """Mean number of characters of the filled cells."""
        return sum([min(len(text), _LONGEST_COUNTED) for text in self._texts]) / (len(self._texts) or 1)

    def value_field(self) -> str:
        """`lead`, `timeframe` or `budget` where most cells are bodies, times or sums; else ""."""
        if self.length >= _LONGEST_VALUE:
            return ""
        looks = [look(text) for text in self._texts]
        shares = {
            "lead": sum([one.agency for one in looks]) / (len(looks) or 1),
            "timeframe": sum([one.mentions_time for one in looks]) / (len(looks) or 1),
            "budget": sum([one.money for one in looks]) / (len(looks) or 1),
        }
        best = max(shares, key=lambda name: shares[name])
        return best if shares[best] >= _MOSTLY else ""


def profiles(rows: list[Row], width: int) -> list[Profile]:
    """A profile for each of `width` columns, from the first rows that are as wide and hold more than one text."""
    sampled = list(islice((row for row in rows if _is_told(row, width)), _SAMPLED_ROWS))
    return [Profile(sampled, column) for column in range(width)]


def _is_told(row: Row, width: int) -> bool:
    if len(row.cells) != width:
        return False
    missing = min(2, width)
    for cell in row.cells:
        if cell is not None and cell.text:
            missing -= 1
            if not missing:
                return True
    return not missing


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
    longest = max(shapes[index].length for index in texts)
    described = next(index for index in texts if shapes[index].length >= longest * 0.7)
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


def with_unnamed_numbers(columns: list[Column], rows: list[Row]) -> list[Column]:
    """The columns with one more in front, where most rows begin with a number that the header leaves out."""
    if any("ordinal" in column.fields for column in columns):
        return columns
    sampled = [row for row in rows[:_SAMPLED_ROWS] if len(row.cells) > 1]
    wider = [row for row in sampled if len(row.cells) == len(columns) + 1]
    if not wider or len(wider) < _MOSTLY * len(sampled):
        return columns
    first = [row.cells[0].text for row in wider if row.cells[0] is not None]
    if sum(read_ordinal(text) is not None for text in first) < _MOSTLY * len(wider):
        return columns
    return [Column("", ("ordinal",)), *columns]


def looks_like_unknown_header(rows: list[Row]) -> bool:
    """Is the first row a header whose words nobody knows: short words in every column, over rows with numbers?"""
    if len(rows) < 3:
        return False
    first = [cell.text if cell is not None else "" for cell in rows[0].cells]
    if not first or not all(first) or max(map(len, first)) > _LONGEST_HEADING or read_ordinal(first[0]) is not None:
        return False
    numbers = [row.cells[0].text for row in rows[1:_SAMPLED_ROWS] if row.cells and row.cells[0] is not None]
    return bool(numbers) and sum(read_ordinal(text) is not None for text in numbers) >= _MOSTLY * len(numbers)


def _by_shape(index: int, shape: Profile) -> str:
    if not shape.filled:
        return ""
    if shape.ordinals >= _MOSTLY and index < 2 and shape.length < 8:
        return "ordinal"
    return shape.value_field() or "text"
