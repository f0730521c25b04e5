"""Rules as data: a name, a pattern over the symbols of a line, and what becomes of the items it covers.

At each place the longest match whose production accepts it wins; of equals, the rule written first. All
repetitions in patterns are bounded, so that a line is read in time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from normalize.deadlines.tokens import Item, Line

# What a production returns: a value for the rule's symbol, finished items, or None to refuse.
Production = Callable[["Match"], Any]


class Match(NamedTuple):
    """A run of items that a pattern covers; groups are named by the pattern."""

    found: re.Match[str]
    line: Line
    year: int

    @property
    def items(self) -> list[Item]:
        """All items of the line."""
        return self.line.items

    def value(self, group: str) -> Any:
        """The value of the one item in `group`; None where the group is absent."""
        place = self.found.start(group)
        return None if place < 0 else self.items[place].value

    def last(self, group: str) -> Any:
        """The value of the last item in `group`; None where the group is absent or empty."""
        start, end = self.found.span(group)
        return self.items[end - 1].value if end > start else None

    def symbol(self, group: str) -> str:
        """The symbols that `group` covers; "" where it is absent."""
        return self.found[group] or ""

    def covered(self, group: str | int = 0) -> list[Item]:
        """The items in `group`."""
        return self.line.items[self.found.start(group) : self.found.end(group)]


class Rule(NamedTuple):
    """`symbol` is given to the value produced; a production that returns items names their symbols itself."""

    name: str
    symbol: str
    pattern: re.Pattern[str]
    produce: Production


# Which rules match where depends on the symbols alone: cells of one shape are matched once.
_SHAPES_AT_MOST = 8192
_SHAPE_LENGTH_AT_MOST = 64

Candidates = list[tuple[re.Match[str], Rule]]


class Grammar:
    """The rules of one layer, by the symbols that they can begin with."""

    def __init__(self) -> None:
        self.by_start: dict[str, list[Rule]] = {}
        self._shapes: dict[str, dict[int, Candidates]] = {}

    def rule(self, name: str, starts: str, pattern: str, symbol: str = "") -> Callable[[Production], Production]:
        """Register the decorated production; `starts` lists the symbols that `pattern` can begin with."""
        compiled = re.compile(pattern, re.VERBOSE)

        def register(produce: Production) -> Production:
            for start in starts:
                self.by_start.setdefault(start, []).append(Rule(name, symbol, compiled, produce))
            return produce

        return register

    def without(self, *names: str) -> Grammar:
        """A grammar of the other rules."""
        fewer = Grammar()
        for start, rules in self.by_start.items():
            if kept := [rule for rule in rules if rule.name not in names]:
                fewer.by_start[start] = kept
        return fewer

    def reduce(self, line: Line, year: int) -> Line:
        """The line with each longest match replaced by what its rule made of it."""
        items, code, by_start = line.items, line.code, self.by_start
        shape = self._shape(code)
        reduced: list[Item] = []
        at, count = 0, len(code)
        while at < count:
            if code[at] in by_start:
                candidates = shape.get(at)
                if candidates is None:
                    candidates = shape[at] = self._candidates(code, at)
                if candidates and (made := _produce(candidates, line, year)):
                    reduced += made[0]
                    at = made[1]
                    continue
            reduced.append(items[at])
            at += 1
        return Line(line.text, reduced, "".join([item.symbol for item in reduced]))

    def _shape(self, code: str) -> dict[int, Candidates]:
        if len(code) > _SHAPE_LENGTH_AT_MOST:
            return {}
        if len(self._shapes) >= _SHAPES_AT_MOST:
            self._shapes.clear()
        return self._shapes.setdefault(code, {})

    def _candidates(self, code: str, at: int) -> Candidates:
        found = [
            (match, rule)
            for rule in self.by_start[code[at]]
            if (match := rule.pattern.match(code, at)) and match.end() > at
        ]
        if len(found) > 1:
            found.sort(key=_end, reverse=True)
        return found


def _end(candidate: tuple[re.Match[str], Rule]) -> int:
    return candidate[0].end()


def _produce(candidates: Candidates, line: Line, year: int) -> tuple[Sequence[Item], int] | None:
    for found, rule in candidates:
        value = rule.produce(Match(found, line, year))
        if value is not None:
            start, end = found.span()
            if isinstance(value, list):
                return value, end
            items = line.items
            return [Item(rule.symbol, value, items[start].start, items[end - 1].end, rule.name)], end
    return None
