"""Money as plans tell it: sums, rates, products, sources, and what stands in their place.

Sums are whole đồng, exactly; the rules are those of the gold annotation format.
"""

from __future__ import annotations

from normalize.explanation import Explanation
from normalize.money.amounts import unit_of_heading
from normalize.money.cells import read_cell
from normalize.money.prose import read_sentence
from schema.records import Money

__all__ = ["explain_money", "find_money", "read_money", "unit_of_heading", "unread_money_words"]


def read_money(text: str, *, heading: str = "", note: str = "") -> list[Money]:
    """The money of a budget cell, in order; empty where the cell and the note say nothing about money.

    `heading` is the column's heading, for its unit (`Kinh phí (triệu đồng)`), `note` the note cell, for the
    source. Amounts are whole đồng; None where the unit is unknown or the currency foreign.
    """
    if not text and not note:
        return []
    return [one.value for one in read_cell(text, heading, note).values if isinstance(one.value, Money)]


def explain_money(text: str, *, heading: str = "", note: str = "") -> list[Explanation]:
    """The values of `read_money`, each with the rule that read it, its words and the register entry used."""
    return list(read_cell(text, heading, note).values)


def unread_money_words(text: str, *, heading: str = "", note: str = "") -> str:
    """The words of a budget cell that gave no value and should have; "" when the cell was understood."""
    return read_cell(text, heading, note).unread


def find_money(sentence: str) -> list[Money]:
    """The sums that a sentence sets aside for what it tells, in order; revenues, fines and counts are none.

    `text` of each is its own words in the sentence.
    """
    return [one.value for one in read_sentence(sentence) if isinstance(one.value, Money)]
