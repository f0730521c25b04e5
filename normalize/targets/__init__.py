"""Measurable goals in a goal item: how much of what, compared how.

Shares are `percent`, places in an order `rank`, counts carry the noun counted, sums of money `đồng`; scales
are multiplied out (`1,5 triệu lượt khách` is 1500000 `lượt khách`). Of a range the lower end is the goal, for
whoever reaches it has met the goal; of a range of ranks the upper end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from normalize.spelling import lower_in_place, modern_tones
from normalize.targets.comparison import Last
from normalize.targets.figures import Figure, figures, is_baseline
from normalize.targets.goals import TargetValue, count_of, rank_of, share_of
from schema.folding import fold_space, strip_markup

__all__ = ["TargetValue", "read_targets"]

# What is longer is no goal; only so much of its beginning is looked at.
_MOST_CHARACTERS = 20_000
_DIGIT = re.compile(r"\d")


def read_targets(text: str) -> list[TargetValue]:
    """The measurable goals of a goal item, in order; years, numbers of documents and levels are none."""
    return list(_read(text[:_MOST_CHARACTERS]))


@lru_cache(maxsize=1024)
def _read(text: str) -> tuple[TargetValue, ...]:
    if _DIGIT.search(text) is None:
        return ()
    printed = fold_space(strip_markup(text))
    return tuple(_targets(printed, lower_in_place(modern_tones(printed))))


def _targets(printed: str, lower: str) -> Iterator[TargetValue]:
    """The goals one after another; a figure with no comparison of its own may share that of the one before it."""
    last: Last | None = None
    consumed = 0
    for figure in figures(lower):
        if figure.start < consumed:
            continue
        found = _goal(printed, lower, figure, last)
        if found and not is_baseline(lower, figure):
            target, consumed = found
            last = Last(figure.end, target.comparator, target.unit)
            yield target


def _goal(printed: str, lower: str, figure: Figure, last: Last | None) -> tuple[TargetValue, int] | None:
    try:
        return (
            rank_of(printed, lower, figure)
            or share_of(printed, lower, figure, last)
            or count_of(printed, lower, figure, last)
        )
    except ValueError:
        # Figures that are no number (`1.2.3`, a version or a misprint) state no goal.
        return None
