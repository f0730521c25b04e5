"""What a header says of its columns, and what rows of them lose that are not printed whole, in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

_SKIPPED = -2.0  # a cell in the middle of a row that was not printed
_MOST_SKIPPED = 2
_UNNUMBERED_CELL = -2.5
_DROPPED = {"note": -0.3, "budget": -0.5, "source": -0.5, "cooperating": -1.0, "more": -0.8, "": -0.8, "product": -1.0}
_DROPPED_OTHER = -1.6
_SECTION_ENDS = -0.5
_INNER = 2.0  # times what a row loses for cells not printed, when another row without a number follows
_SUB_ROW = -1.6  # a row whose leading cells are merged with the row above
_TASK_MERGED = {1: -0.3, 2: 0.2}
_GROUPED_ROW = -0.4
_BODIES = frozenset({"lead", "cooperating"})


class Missing(NamedTuple):
    """What a row loses that ends in a column, cells of the others not printed.

    `inside` is the same for a row without a number behind which another follows.
    """

    last: list[float]
    inside: list[float]


# Per column, the columns left of it that the unit before may stand in, each with the points for those skipped.
Skipped = list[list[tuple[int, float]]]


@dataclass(slots=True)
class Columns:
    """What the header says: per column the field (`ordinal`, `description`, `lead`, …, "" for unknown).

    `paragraphs` says that a cell may hold several units; else every unit is a cell. `numbered` that the first
    column holds the rows' numbers, `bodies` which columns name bodies. `sub_rows` are the points, in two parts, for a
    row whose cells left of a column are merged with the row above; `skipped` those for cells not printed inside a
    row, `skipped_alone` behind words in the column of numbers, and `skipped_in_total` behind the label of a row of
    totals, which spans all columns.

    For cells not printed at its end a row loses `missing`, one of totals nothing, and one that ends in a section's
    title hardly anything: the title stands in the first column, or in the second behind its number.
    """

    fields: tuple[str, ...]
    paragraphs: bool
    numbered: bool = field(init=False)
    bodies: list[bool] = field(init=False)
    sub_rows: list[tuple[float, float]] = field(init=False)
    skipped: Skipped = field(init=False)
    skipped_alone: Skipped = field(init=False)
    skipped_in_total: Skipped = field(init=False)
    missing: Missing = field(init=False)
    missing_in_total: Missing = field(init=False)
    missing_in_section: tuple[Missing, Missing] = field(init=False)

    def __post_init__(self) -> None:
        self.numbered = self.fields[:1] == ("ordinal",)
        self.bodies = [name in _BODIES for name in self.fields]
        places = range(len(self.fields))
        self.skipped, self.skipped_alone = (
            [
                [
                    (left, (column - 1 - left) * _SKIPPED + (0.0 if left else first))
                    for left in range(max(column - 1 - _MOST_SKIPPED, 0), column)
                ]
                for column in places
            ]
            for first in (0.0, _UNNUMBERED_CELL)
        )
        self.skipped_in_total = [[(left, 0.0) for left in range(column)] for column in places]
        if self.numbered:
            # Where cells are merged over sub-rows, the task is, not only its number.
            self.sub_rows = [(_SUB_ROW, _TASK_MERGED.get(column, 0.0)) for column in places]
        else:
            # A group's cell is merged over its tasks more often than not.
            grouped = self.fields[:1] == ("section",)
            self.sub_rows = [(_GROUPED_ROW if grouped and column == 1 else _SUB_ROW * column, 0.0) for column in places]
        costs = [_DROPPED.get(name, _DROPPED_OTHER) for name in self.fields]
        last = [sum(costs[column + 1 :]) for column in range(len(costs))]
        inside = [_INNER * cost for cost in last]
        self.missing = Missing(last, inside)
        self.missing_in_total = Missing([0.0] * len(costs), [0.0] * len(costs))
        first, second = (Missing(_less_at(last, column), _less_at(inside, column)) for column in range(2))
        self.missing_in_section = first, second


def _less_at(costs: Sequence[float], section: int) -> list[float]:
    return [max(cost, _SECTION_ENDS) if column == section else cost for column, cost in enumerate(costs)]


# Plans of one office print the same headers again and again.
columns_of = lru_cache(maxsize=256)(Columns)
