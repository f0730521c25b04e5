"""How a goal compares: at least, more than, exactly, at most, less than."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from normalize.targets.figures import Figure, any_of, register, value_of
from schema.records import Comparator


class Last(NamedTuple):
    """The goal read before, which a list may go on from."""

    end: int
    comparator: Comparator
    unit: str


@cache
def _comparisons() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, Comparator]]:
    entries = register()["comparator"]
    before = {word: entry["sign"] for entry in entries for word in entry["before"]}
    after = {word: entry["sign"] for entry in entries for word in entry.get("after", ())}
    fillers = any_of(register()["words"]["fillers"])
    pattern = rf"(?:^|(?<!\w))(?P<sign>{any_of(before)})\s?(?:{fillers}\s){{0,4}}$"
    behind = rf"[^.;,:\d]{{0,80}}?\s?(?P<sign>{any_of(after)})(?!\w)"
    return re.compile(pattern), re.compile(behind), before | after


def comparator_of(lower: str, figure: Figure, last: Last | None) -> Comparator:
    """The comparison by the words around the figure, else that of the goal before it in a list, else `=`."""
    before, behind, signs = _comparisons()
    match = before.search(lower, max(0, figure.start - 60), figure.start)
    sign = signs[match["sign"]] if match else None
    after = behind.match(lower, figure.end, min(len(lower), figure.end + 120))
    if after and (sign in (None, ">=") or match is None):
        near = len(after[0]) - len(after["sign"]) <= 1
        if near or (match is not None and match["sign"] == "từ"):
            sign = signs[after["sign"]]
    if sign == ">" and figure.percent and value_of(figure.low) >= 100:
        # "trên 100% số xã": trên is "on", nobody wants more than all of them.
        sign = None
    if sign is None and figure.high:
        return ">="
    if sign is None and last is not None and SHARED.fullmatch(lower, last.end, figure.start):
        return last.comparator
    return sign or "="


# tối thiểu 90% ở cấp tỉnh, 80% ở cấp huyện và 60% …: what follows by comma without a verb shares the comparison.
SHARED = re.compile(
    r"""(?: (?! \b(?:đạt|có|được|phấn\sđấu|tỷ\slệ)\b | [.;:%\d] ) . ){0,60}?
        (?: , | \bvà\b ) \s (?: (?:ở|tại|đối\svới|cấp) \s [^,.;:\d]{0,30} \s )?""",
    re.VERBOSE,
)
