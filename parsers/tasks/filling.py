"""Cells that the print merges over rows, filled down: which, from where, and which never."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from parsers.tasks.assembling import Entry, Group
from parsers.tasks.shapes import look
from schema.folding import plain_key

_BODY = ("lead", "cooperating", "timeframe")
# A column filled in at most this share of its tasks, but in the first of each section, is merged over sections.
_MERGED_OVER_SECTIONS = 0.5
_FEWEST_TASKS = 4
# "The same matter": this many words in a row, and clearly more than with the row above.
_SAME_WORDS = 5
_CLEARLY_MORE = 2
_COMPARED_WORDS = 60


@dataclass(slots=True)
class Leaf:
    """A leaf row with all its values; `filled` are those of other rows, `moved` was put into its column."""

    group: Group
    entry: Entry
    values: dict[str, str]
    filled: set[str] = field(default_factory=set)
    moved: str = ""


def fill(groups: list[Group], *, merges_known: bool, has_lead: bool) -> list[Leaf]:
    """All leaf rows in order. With `merges_known` only the merges that the format marks are filled."""
    leaves = [
        Leaf(group, entry, {name: words.text for name, words in entry.own.items() if name != "description"})
        for group in groups
        for entry in group.entries
    ]
    for leaf in leaves:
        _fill_covered(leaf)
    if merges_known:
        return leaves
    merged = {name for name in _BODY if _is_merged_over_sections(name, groups)}
    position = 0
    above: Leaf | None = None
    for group in groups:
        mine = leaves[position : position + len(group.entries)]
        position += len(mine)
        if mine:
            _fill_first(mine[0], above, merged, has_lead=has_lead)
            for index in range(1, len(mine)):
                _fill_subrow(mine[index], mine[index - 1], mine[index + 1] if index + 1 < len(mine) else None)
            above = mine[0]
    return leaves


def _fill_covered(leaf: Leaf) -> None:
    for name, text in leaf.entry.covered.items():
        if name not in leaf.values and name not in {"description", "section", "ordinal"} and not _is_sum(name, text):
            leaf.values[name] = text
            leaf.filled.add(name)


def _is_sum(name: str, text: str) -> bool:
    return name not in {"product", *_BODY} and look(text).amount


def _fill_first(leaf: Leaf, above: Leaf | None, merged: set[str], *, has_lead: bool) -> None:
    """A task's first row: cells merged over its whole section, a body one column off."""
    section = leaf.group.section
    for name, text in (section.shared if section is not None else {}).items():
        _take(leaf, name, text)
    if above is not None and above.group.section is section:
        alone = not any(name in leaf.entry.own for name in _BODY)
        for name in _BODY:
            if name in merged and (name != "cooperating" or alone):
                _take(leaf, name, above.values.get(name, ""))
    bodies = leaf.values.get("cooperating", "")
    if has_lead and not leaf.values.get("lead") and look(bodies).agency and not leaf.filled:
        # A task has a lead: a body that stands alone in the column beside has moved by one cell.
        leaf.values["lead"] = leaf.values.pop("cooperating")
        leaf.moved = bodies


def _fill_subrow(leaf: Leaf, above: Leaf, below: Leaf | None) -> None:
    own = leaf.entry.own
    bare = not any(name in own for name in _BODY)
    source = below if bare and below is not None and _goes_with_next(leaf, above, below) else above
    _take(leaf, "product", above.values.get("product", ""))
    _take(leaf, "lead", source.values.get("lead", ""))
    if "lead" not in own:
        _take(leaf, "cooperating", source.values.get("cooperating", ""))
    _take(leaf, "timeframe", source.values.get("timeframe", ""))
    if bare:
        for name, text in source.values.items():
            if name not in {"product", *_BODY} and not look(text).amount:
                _take(leaf, name, text)


def _take(leaf: Leaf, name: str, text: str) -> None:
    if text and not leaf.values.get(name):
        leaf.values[name] = text
        leaf.filled.add(name)


def _goes_with_next(leaf: Leaf, above: Leaf, below: Leaf) -> bool:
    """Has a row with nothing but a product its body and time in the next row, which is clearly the same matter?"""
    product = leaf.entry.own.get("product")
    following = below.entry.own.get("product")
    if product is None or following is None or "lead" not in below.entry.own:
        return False
    with_next = _shared_words(product.text, following.text)
    return (
        with_next >= _SAME_WORDS
        and with_next >= _shared_words(product.text, above.values.get("product", "")) + _CLEARLY_MORE
    )


def _shared_words(one: str, other: str) -> int:
    first, second = (plain_key(text[:600]).split()[:_COMPARED_WORDS] for text in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size


def _is_merged_over_sections(name: str, groups: list[Group]) -> bool:
    firsts: dict[int, bool] = {}
    filled = 0
    for group in groups:
        if group.entries:
            has = name in group.entries[0].own
            firsts.setdefault(id(group.section), has)
            filled += has
    enough = len(groups) >= _FEWEST_TASKS and filled <= _MERGED_OVER_SECTIONS * len(groups)
    return enough and filled > 0 and all(firsts.values())
