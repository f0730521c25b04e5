"""What a header says of its columns, and what rows of them lose that are not printed whole, in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_DROPPED = {"note": -0.3, "budget": -0.5, "source": -0.5, "cooperating": -1.0, "more": -0.8, "": -0.8, "product": -1.0}
_DROPPED_OTHER = -1.6
_SECTION_ENDS = -0.5
_INNER = 2.0  # times what a row loses for cells not printed, when another row without a number follows
_SUB_ROW = -1.6  # a row whose leading cells are merged with the row above
_TASK_MERGED = {1: -0.3, 2: 0.2}
_GROUPED_ROW = -0.4


class Missing(NamedTuple):
    """What a row loses that ends in a column, cells of the others not printed.

    `inside` is the same for a row without a number behind which another follows.
    """

    last: list[float]
    inside: list[float]


@dataclass(slots=True)
class Columns:
    """What the header says: per column the field (`ordinal`, `description`, `lead`, …, "" for unknown).

    `paragraphs` says that a cell may hold several units; else every unit is a cell. `numbered` that the first
    column holds the rows' numbers. `sub_rows` are the points, in two parts, for a row whose cells left of a column
    are merged with the row above. For cells not printed a row loses `missing`, one of totals nothing, and one that
    ends in a section's title hardly anything: the title stands in the first column, or in the second behind its number.
    """

    fields: tuple[str, ...]
    paragraphs: bool
    numbered: bool = field(init=False)
    sub_rows: list[tuple[float, float]] = field(init=False)
    missing: Missing = field(init=False)
    missing_in_total: Missing = field(init=False)
    missing_in_section: tuple[Missing, Missing] = field(init=False)

    def __post_init__(self) -> None:
        self.numbered = self.fields[:1] == ("ordinal",)
        if self.numbered:
            # Where cells are merged over sub-rows, the task is, not only its number.
            self.sub_rows = [(_SUB_ROW, _TASK_MERGED.get(column, 0.0)) for column in range(len(self.fields))]
        else:
            # A group's cell is merged over its tasks more often than not.
            grouped = self.fields[:1] == ("section",)
            self.sub_rows = [
                (_GROUPED_ROW if grouped and column == 1 else _SUB_ROW * column, 0.0)
                for column in range(len(self.fields))
            ]
        costs = [_DROPPED.get(name, _DROPPED_OTHER) for name in self.fields]
        last = [sum(costs[column + 1 :]) for column in range(len(costs))]
        inside = [_INNER * cost for cost in last]
        self.missing = Missing(last, inside)
        self.missing_in_total = Missing([0.0] * len(costs), [0.0] * len(costs))
        first, second = (Missing(_less_at(last, column), _less_at(inside, column)) for column in range(2))
        self.missing_in_section = first, second


def _less_at(costs: Sequence[float], section: int) -> list[float]:
    return [max(cost, _SECTION_ENDS) if column == section else cost for column, cost in enumerate(costs)]
