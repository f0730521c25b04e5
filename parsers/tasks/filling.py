"""Cells that the print merges over rows, filled down: which, from where, and which never."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from parsers.tasks.assembling import Entry, Group
from parsers.tasks.shapes import dittos, look
from schema.folding import plain_key

_BODY = ("lead", "cooperating", "timeframe")
# A column filled in at most this share of its tasks may be merged over them.
_MOSTLY_EMPTY = 0.5
_FEWEST_TASKS = 4
_SURELY_SECTIONS = 4
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


def fill(groups: list[Group], *, merges_marked: bool, may_move: bool, in_front: set[str]) -> list[Leaf]:
    """All leaf rows in order. With `merges_marked` only the merges that the format marks are filled.

    With `may_move` a cell may stand one column off. `in_front` are the fields whose column stands left of the
    description: groups, where it is mostly empty.
    """
    leaves = [
        Leaf(group, entry, {name: words.text for name, words in entry.own.items() if name != "description"})
        for group in groups
        for entry in group.entries
    ]
    _resolve_dittos(leaves)
    for leaf in leaves:
        if leaf.entry.covered:
            _fill_covered(leaf)
        section = leaf.group.section
        if section is not None and section.shared:
            for name, text in section.shared.items():
                _take(leaf, name, text)
    if merges_marked:
        _fill_behind_breaks(leaves)
        return leaves
    merged = {name for name in _BODY if _is_merged_over_tasks(name, groups, in_front=name in in_front)}
    first: Leaf | None = None
    for index, leaf in enumerate(leaves):
        if leaf.entry is not leaf.group.entries[0]:
            below = leaves[index + 1] if index + 1 < len(leaves) else None
            _fill_subrow(leaf, leaves[index - 1], below if below is not None and below.group is leaf.group else None)
        else:
            if merged:
                _fill_first(leaf, first, merged)
            first = leaf
    if may_move:
        _move_leads(leaves)
    return leaves


def _resolve_dittos(leaves: list[Leaf]) -> None:
    """`nt` says what the cell above says."""
    words = dittos()
    if all(map(words.isdisjoint, [leaf.values.values() for leaf in leaves])):
        return
    latest: dict[str, str] = {}
    for leaf in leaves:
        for name in ("product", *_BODY):
            text = leaf.values.get(name, "")
            if text in words and name in latest:
                leaf.values[name] = latest[name]
                leaf.filled.add(name)
            elif text:
                latest[name] = text


def _fill_behind_breaks(leaves: list[Leaf]) -> None:
    """A page break cuts a merged cell in two, and the part on the new page is an empty cell of its own."""
    for above, leaf in pairwise(leaves):
        if leaf.group is above.group and leaf.entry.rows[0].after_break and not leaf.entry.covered:
            _fill_subrow(leaf, above, None)


def _fill_covered(leaf: Leaf) -> None:
    for name, text in leaf.entry.covered.items():
        if name not in leaf.values and name not in {"description", "section", "ordinal"} and not _is_sum(name, text):
            leaf.values[name] = text
            leaf.filled.add(name)


def _is_sum(name: str, text: str) -> bool:
    return name not in {"product", *_BODY} and look(text).amount


def _fill_first(leaf: Leaf, above: Leaf | None, merged: set[str]) -> None:
    """A task's first row: cells merged over its whole section."""
    if above is not None and above.group.section is leaf.group.section:
        alone = not any(name in leaf.entry.own for name in _BODY)
        for name in _BODY:
            if name in merged and (name != "cooperating" or alone):
                _take(leaf, name, above.values.get(name, ""))


def _move_leads(leaves: list[Leaf]) -> None:
    """Bodies that stand one column off, beside an empty lead.

    They have moved where other cells of the row have, or where the same words lead another task of the section;
    else the plan names no lead.
    """
    leaderless = [leaf for leaf in leaves if not leaf.values.get("lead")]
    if not leaderless:
        return
    leads = {(id(leaf.group.section), leaf.entry.own["lead"].text) for leaf in leaves if "lead" in leaf.entry.own}
    for leaf in leaderless:
        bodies = leaf.entry.own.get("cooperating")
        if bodies is None or leaf.filled or not look(bodies.text).agency:
            continue
        shifted = any(row.placement is not None and row.placement.moved for row in leaf.entry.rows)
        if shifted or (id(leaf.group.section), bodies.text) in leads:
            leaf.values["lead"] = leaf.values.pop("cooperating")
            leaf.moved = bodies.text


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


def _is_merged_over_tasks(name: str, groups: list[Group], *, in_front: bool) -> bool:
    """Is a column's cell printed once for several tasks: mostly empty, but filled in the first of each section?"""
    filled = sum([name in group.entries[0].own for group in groups])
    if len(groups) < _FEWEST_TASKS or filled > _MOSTLY_EMPTY * len(groups) or not filled:
        return False
    firsts: dict[int, bool] = {}
    for group in groups:
        firsts.setdefault(id(group.section), name in group.entries[0].own)
    if not all(firsts.values()):
        return False
    # In one section, or when some other tasks are filled too, it may be chance.
    return in_front or (len(firsts) > 1 and (filled == len(firsts) or len(firsts) >= _SURELY_SECTIONS))
