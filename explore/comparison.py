"""Two plans side by side: tasks kept, changed, dropped and new, matched by meaning, not by number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from schema.folding import plain_key
from schema.records import Agency, Deadline, Money, PlanRecord, Task

ChangeKind = Literal["kept", "changed", "dropped", "new"]
# Below this likeness (0 to 100) two tasks are two tasks: "Xây dựng kế hoạch A" and "… kế hoạch B" share
# most of their words, so the bar stands above what shared set phrases reach.
_LEAST_LIKENESS = 72.0


class CellChange(NamedTuple):
    """One cell of a task that reads otherwise in the second plan."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What became of one task; `before` is None for a new one, `after` for a dropped one."""

    kind: ChangeKind
    before: Task | None
    after: Task | None
    cells: list[CellChange] = field(default_factory=list)


def compare(before: PlanRecord, after: PlanRecord) -> list[TaskChange]:
    """The tasks of both plans' tables, in the order of the second, the dropped ones last.

    Plans of different years are compared as if the first were for the second's year: `Quý II/2021` in a
    plan for 2021 and `Quý II/2022` in one for 2022 are the same.
    """
    old, new = _rows(before), _rows(after)
    shift = _YearShift(before.document.plan_year or 0, after.document.plan_year or 0)
    pairs = _match([shift.key(task) for task in old], [_key(task.description, task.product) for task in new])
    matched = {j: i for i, j in pairs}
    changes = []
    for j, task in enumerate(new):
        if j not in matched:
            changes.append(TaskChange("new", None, task))
            continue
        earlier = old[matched[j]]
        cells = [c for compare_cell in _CELLS if (c := compare_cell(earlier, task, shift)) is not None]
        changes.append(TaskChange("changed" if cells else "kept", earlier, task, cells))
    kept = set(matched.values())
    return changes + [TaskChange("dropped", task, None) for i, task in enumerate(old) if i not in kept]


def _rows(plan: PlanRecord) -> list[Task]:
    """The plan's table rows; of a plan without a table, what it tells in prose."""
    rows = [task for task in plan.tasks if task.origin == "table"]
    return rows or plan.tasks


@dataclass(frozen=True, slots=True)
class _YearShift:
    before: int
    after: int

    def text(self, text: str) -> str:
        """The text as the later plan would print it: each year moved on by the distance of the plans."""
        if self.before == self.after or not self.before or not self.after:
            return text
        return _YEAR.sub(lambda year: str(int(year[0]) + self.after - self.before), text)

    def day(self, day: date | None) -> date | None:
        if day is None or self.before == self.after or not self.before or not self.after:
            return day
        year = day.year + self.after - self.before
        # 29 February has no twin in most years; the last of a month stays the last.
        return (
            day.replace(year=year, day=min(day.day, 28)) if (day.month, day.day) == (2, 29) else day.replace(year=year)
        )

    def key(self, task: Task) -> str:
        return _key(self.text(task.description), self.text(task.product))


_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NOISE = re.compile(r"\W+")
_SEPARATOR = "|"


def _key(description: str, product: str) -> str:
    return f"{_key_of(description)} {_SEPARATOR} {_key_of(product)}"


def _key_of(text: str) -> str:
    return _NOISE.sub(" ", plain_key(text)).strip()


def _match(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Pairs of places, best first: equal keys, then the likest that are left and like enough."""
    pairs: list[tuple[int, int]] = []
    free_old, free_new = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
    places: dict[str, list[int]] = {}
    for i, key in enumerate(old):
        places.setdefault(key, []).append(i)
    for j, key in enumerate(new):
        if places.get(key):
            pairs.append((places[key].pop(0), j))
    for i, j in pairs:
        del free_old[i], free_new[j]
    left_old, left_new = list(free_old), list(free_new)
    if not left_old or not left_new:
        return pairs
    scores = process.cdist([old[i] for i in left_old], [new[j] for j in left_new], scorer=_likeness)
    order = sorted(
        ((-float(scores[a][b]), a, b) for a in range(len(left_old)) for b in range(len(left_new))),
    )
    for score, a, b in order:
        if -score < _LEAST_LIKENESS:
            break
        if left_old[a] in free_old and left_new[b] in free_new:
            pairs.append((left_old[a], left_new[b]))
            del free_old[left_old[a]], free_new[left_new[b]]
    return pairs


def _likeness(a: str, b: str, **_options: object) -> float:
    """How alike two keys are, 0 to 100: the description weighs three times the product."""
    task_a, _, product_a = a.partition(_SEPARATOR)
    task_b, _, product_b = b.partition(_SEPARATOR)
    described = max(fuzz.ratio(task_a, task_b), fuzz.token_sort_ratio(task_a, task_b))
    if not product_a.strip() or not product_b.strip():
        return described
    return (3 * described + fuzz.token_sort_ratio(product_a, product_b)) / 4


def _text_cell(name: str) -> Callable[[Task, Task, _YearShift], CellChange | None]:
    def compare_cell(before: Task, after: Task, shift: _YearShift) -> CellChange | None:
        old, new = getattr(before, name), getattr(after, name)
        return None if _key_of(shift.text(old)) == _key_of(new) else CellChange(name, old, new)

    return compare_cell


def _agency_cell(name: str) -> Callable[[Task, Task, _YearShift], CellChange | None]:
    def compare_cell(before: Task, after: Task, shift: _YearShift) -> CellChange | None:
        old: list[Agency] = getattr(before, f"{name}_agencies")
        new: list[Agency] = getattr(after, f"{name}_agencies")
        if {(a.agency_id, plain_key(a.detail)) for a in old} == {(a.agency_id, plain_key(a.detail)) for a in new}:
            return None
        return CellChange(name, getattr(before, name), getattr(after, name))

    return compare_cell


def _time_cell(before: Task, after: Task, shift: _YearShift) -> CellChange | None:
    same = _times(before.deadlines, shift.day) == _times(after.deadlines, lambda day: day)
    if same and (after.deadlines or _key_of(before.timeframe) == _key_of(after.timeframe)):
        return None
    return CellChange("timeframe", before.timeframe, after.timeframe)


def _times(deadlines: Iterable[Deadline], day: Callable[[date | None], date | None]) -> list[tuple[object, ...]]:
    return sorted(
        (
            (
                d.kind,
                str(day(d.start)),
                str(day(d.end)),
                d.end_exclusive,
                d.every or "",
                d.times or 0,
                d.day_of_month or 0,
            )
            for d in deadlines
        ),
    )


def _money_cell(before: Task, after: Task, shift: _YearShift) -> CellChange | None:
    if _sums(before.money) == _sums(after.money):
        return None
    return CellChange("budget", before.budget, after.budget)


def _sums(money: Iterable[Money]) -> list[tuple[object, ...]]:
    return sorted((m.kind, m.amount_vnd or 0, m.per or "", m.source or "") for m in money)


_CELLS = (
    _text_cell("section"),
    _text_cell("description"),
    _text_cell("product"),
    _agency_cell("lead"),
    _agency_cell("cooperating"),
    _time_cell,
    _money_cell,
    _text_cell("note"),
)
