"""How a value came about: the rule that read it, from which words, by which register entry."""

from __future__ import annotations

from typing import NamedTuple

from schema.records import Agency, Citation, Deadline, Money

Value = Agency | Deadline | Money | Citation | str


class Explanation(NamedTuple):
    """One value with its origin.

    `rule` is the rule's name in the code, `words` the words it read, `entry` the register entry that it
    used ("" for none), `value` what came out, `note` why not another reading ("" where there was none).
    """

    rule: str
    words: str
    entry: str
    value: Value
    note: str = ""
