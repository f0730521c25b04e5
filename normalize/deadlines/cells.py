"""A whole cell: drafts joined with what surrounds them (whose deadline, for which years), and what is left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from normalize.deadlines.drafts import Draft
from normalize.deadlines.tokens import Item, Line

# Symbols that carry content: words of other meaning, numbers, and words of time that no rule used.
_CONTENT = frozenset("wmq#?abczynrDWMQYNUjhHx")
# What is to be done, behind the time for it: `Trước 30/6, sơ kết`, `Quý II báo cáo UBND tỉnh`.
_DOING = frozenset("qKks")
_MARKS = frozenset(",;:!<>_&/-v")
# Nobody reads on in search of a bracket's end, or of the deadline behind a colon, for longer than this.
_BRACKET_AT_MOST = 200
_JOINT_AT_MOST = 8
# What joins two drafts so closely that one can bound the other, or lend it "trước".
_JOINTS = frozenset(",v&")


@dataclass(slots=True)
class Reading:
    """One deadline of a cell: its draft, the span of its words, what it applies to, and the rule that read it."""

    draft: Draft
    start: int
    end: int
    rule: str
    applies_to: str = ""
    joint: str = ""
    """The marks between this and the reading before it; "?" where other words or a new point stand there."""


@dataclass(slots=True)
class Cell:
    """What a cell was read as: the readings in order, and the spans of words that nobody understood."""

    text: str
    readings: list[Reading] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)


def compose(line: Line) -> Cell:
    """The readings of a line of clauses."""
    if line.code == "@":
        item = line.items[0]
        return Cell(line.text, [Reading(item.value, item.start, item.end, item.origin)])
    items = _without_weak(line.items)
    cell = _Composer(line.text).run(items)
    lend_limits(cell.readings)
    _share_labels(cell.readings)
    cell.readings = absorb_bounds(cell.readings)
    return cell


class _Composer:
    """Goes once through the items, keeping the words since the last deadline until it is clear what they are for."""

    def __init__(self, text: str) -> None:
        self.cell = Cell(text)
        self.pending: list[Item] = []
        self.content = False
        self.label = ""
        self.labelled: list[Reading] = []
        self.joint = ""

    def run(self, items: list[Item]) -> Cell:
        at = 0
        while at < len(items):
            item = items[at]
            if item.symbol == "@":
                self._deadline(item, items, at)
            elif item.symbol == ":":
                self._colon(items, at)
            elif item.symbol in ";_" or (item.symbol == "!" and not self.content):
                self._point()
            elif item.symbol in "<^" and self.cell.readings and not self.content:
                at = self._bracket(items, at) if item.symbol == "<" else self._regarding(items, at)
            elif item.symbol not in _MARKS or self.pending:
                self.pending.append(item)
                self.content = self.content or item.symbol in _CONTENT
            if item.symbol in _MARKS and len(self.joint) < _JOINT_AT_MOST:
                self.joint += item.symbol
            at += 1
        self._point()
        return self.cell

    def _forget(self) -> None:
        self.pending, self.content = [], False

    def _words(self, items: list[Item]) -> str:
        """The words of `items` without the marks and bullets around them."""
        kept = [item for item in items if item.symbol not in _MARKS and item.symbol != "^"]
        return self.cell.text[kept[0].start : kept[-1].end] if kept else ""

    def _deadline(self, item: Item, items: list[Item], at: int) -> None:
        draft: Draft = item.value
        if self.content and _names_a_unit(draft, items, at):
            self.pending.append(item)
            return
        start, applies_to = item.start, self.label
        if self.content:
            words = self._words(self.pending)
            applies_to = f"{self.label} {words}".strip()
            start = next(i.start for i in self.pending if i.symbol not in _MARKS)
        joint = "?" if self.content or not self.cell.readings else self.joint
        reading = Reading(draft, start, item.end, item.origin, applies_to, joint)
        self.cell.readings.append(reading)
        self.labelled.append(reading)
        self.joint = ""
        self._forget()

    def _colon(self, items: list[Item], at: int) -> None:
        """Words before a colon say whose the deadlines behind it are; a deadline before it may say it too."""
        if self.content:
            self.label = self._words(self.pending)
            self.labelled = []
        elif self.labelled and _deadline_follows(items, at + 1):
            del self.cell.readings[-len(self.labelled) :]
            text = self.cell.text[self.labelled[0].start : self.labelled[-1].end]
            self.label = "" if all(reading.draft.in_years for reading in self.labelled) else text
            self.labelled = []
        self._forget()

    def _point(self) -> None:
        """The end of a point: words left over say what its deadline is for, behind a colon or if they name a doing."""
        if self.content:
            words = [item for item in self.pending if item.symbol not in _MARKS]
            told = ":" in self.joint or words[0].symbol in _DOING
            if self.labelled and told:
                for reading in self.labelled:
                    reading.applies_to = reading.applies_to or self._words(self.pending)
            else:
                self.cell.unread.append((words[0].start, words[-1].end))
        self.labelled, self.label = [], ""
        self._forget()
        self.joint = "?" if self.cell.readings else ""

    def _bracket(self, items: list[Item], at: int) -> int:
        """A bracket behind a deadline: words in it say what it applies to, deadlines in it stand for themselves."""
        end = min(len(items), at + _BRACKET_AT_MOST)
        close = next((n for n in range(at, end) if items[n].symbol == ">"), end)
        inside = items[at + 1 : close]
        if any(item.symbol == "@" and not item.value.weak for item in inside):
            return at
        self._attach(inside)
        return close

    def _regarding(self, items: list[Item], at: int) -> int:
        """`đối với cấp huyện` behind a deadline."""
        end = min(len(items), at + _BRACKET_AT_MOST)
        stop = next((n for n in range(at, end) if items[n].symbol in ",;_>" or _is_own(items[n])), end)
        self._attach(items[at + 1 : stop])
        return stop - 1

    def _attach(self, items: list[Item]) -> None:
        reading = self.cell.readings[-1]
        if any(item.symbol in _CONTENT or item.symbol == "@" for item in items):
            reading.applies_to = reading.applies_to or self._words(items)


def _is_own(item: Item) -> bool:
    """Whether the item is a deadline in its own right; `đối với báo cáo hằng quý` only names a report."""
    return item.symbol == "@" and item.value.kind != "recurring" and not item.value.bare


def _deadline_follows(items: list[Item], at: int) -> bool:
    """Whether a deadline stands in the rest of the point."""
    for item in items[at : at + _BRACKET_AT_MOST]:
        if item.symbol == "@":
            return True
        if item.symbol in ";_":
            return False
    return False


def _names_a_unit(draft: Draft, items: list[Item], at: int) -> bool:
    """`Báo cáo quý I trước ngày 15/3`: the quarter names the report, the limit right behind it is the deadline."""
    following = items[at + 1].value if at + 1 < len(items) and items[at + 1].symbol == "@" else None
    return draft.bare and draft.kind == "period" and isinstance(following, Draft) and following.is_limit


def _without_weak(items: list[Item]) -> list[Item]:
    """Recurrences that are only named become words, unless they are all there is: a list, or a report's period.

    `Báo cáo quý, năm` says when; in `Báo cáo quý: ngày 15 tháng cuối quý` the quarter is the report's name.
    """
    if not any(item.symbol == "@" and item.value.weak for item in items):
        return items
    kept = list(items)
    for run in _weak_runs(items):
        following = next((i for i in items[run[-1] + 1 :] if i.symbol not in ":<K,>"), None)
        before = next((i for i in reversed(items[: run[0]]) if i.symbol not in "_;-K"), None)
        alone = following is None or following.symbol in ";_!"
        ends = following is None or alone or following.symbol in "v," or items[run[-1] + 1].symbol in ",v"
        named = before is None or before.symbol in "q" or (before.symbol == "@" and items[run[0] - 1].symbol in ",v;_")
        strong_follows = following is not None and following.symbol == "@" and items[run[-1] + 1].symbol not in ",v"
        if strong_follows or not ((named and ends) or (len(run) > 1 and alone)):
            for place in run:
                kept[place] = Item("w", None, items[place].start, items[place].end, "")
    return kept


def _weak_runs(items: list[Item]) -> list[list[int]]:
    """The places of weak drafts, those that only joints separate together."""
    runs: list[list[int]] = []
    for place, item in enumerate(items):
        if item.symbol == "@" and item.value.weak:
            if runs and all(i.symbol in ",v&/-" for i in items[runs[-1][-1] + 1 : place]):
                runs[-1].append(place)
            else:
                runs.append([place])
    return runs


def lend_limits(readings: list[Reading]) -> None:
    """`Trước ngày 15/6 và 15/12`: the second day is a limit as the first."""
    for before, here in pairwise(readings):
        draft = here.draft
        if before.draft.is_limit and draft.bare and here.joint and set(here.joint) <= _JOINTS:
            limit, unit = before.draft.last, draft.last
            if limit and unit and limit.grain == unit.grain and draft.first == unit:
                here.draft = draft._replace(kind="date", first=None, exclusive=before.draft.exclusive)


def _share_labels(readings: list[Reading]) -> None:
    """`Báo cáo định kỳ và năm`, `Sơ kết quý II, quý IV`: words before a list are for all of it."""
    for before, here in pairwise(readings):
        if here.joint and set(here.joint) <= _JOINTS and before.draft.kind == here.draft.kind:
            here.applies_to = here.applies_to or before.applies_to


def absorb_bounds(readings: list[Reading]) -> list[Reading]:
    """Years beside a recurrence or something ongoing bound it: `Hàng quý năm 2021`, `Thường xuyên trong quý I`."""
    kept: list[Reading] = []
    for here in readings:
        before = kept[-1] if kept else None
        if before is not None and set(here.joint) <= {",", "<", ">", "-", ":"}:
            if _unbounded(before.draft) and _bounds(here, before):
                before.draft = before.draft._replace(first=here.draft.first, last=here.draft.last)
                before.end = here.end
                continue
            if _absorbs_reference(before, here):
                before.end = here.end
                continue
            if _narrows(before, here):
                kept.pop()
                here.start = before.start
            if _unbounded(here.draft) and before.draft.in_years and before.draft.first and before.joint in ("", "?"):
                here.draft = here.draft._replace(first=before.draft.first, last=before.draft.last)
                here.start = before.start
                kept.pop()
        kept.append(here)
    return kept


def _unbounded(draft: Draft) -> bool:
    return draft.kind in ("recurring", "ongoing") and draft.first is None and draft.last is None


def _bounds(here: Reading, before: Reading) -> bool:
    draft = here.draft
    if draft.kind != "period" or draft.after or here.applies_to != before.applies_to:
        return False
    return (draft.in_years and "-" not in here.joint) or (not here.joint and not draft.bare)


def _narrows(before: Reading, here: Reading) -> bool:
    """`Năm 2022 (quý II)`: the bracket says when in the year."""
    units = [unit for unit in (here.draft.first, here.draft.last) if unit is not None]
    finer = bool(units) and all(unit.grain != "year" for unit in units)
    return before.draft.in_years and before.draft.first == before.draft.last and here.joint == "<" and finer


def _absorbs_reference(before: Reading, here: Reading) -> bool:
    """`Định kỳ theo báo cáo CCHC`, `Hàng năm theo quy định`: the document says how, not when."""
    return before.draft.kind == "recurring" and here.draft.kind == "by_reference" and not here.joint
