"""The total that a document states, in figures and in words."""

from __future__ import annotations

import re

from normalize.money.amounts import find_amounts, repair_figures
from normalize.money.sums import find_sums
from normalize.plain import plain
from schema.folding import fold_space, strip_markup

_IN_WORDS = re.compile(r"bang\s+chu\s*:?\s*")


def read_total(sentence: str) -> tuple[int | None, int | None]:
    """Whole đồng of the first sum of the sentence, and of the sum in words behind "Bằng chữ"; None for none."""
    text = repair_figures(fold_space(strip_markup(sentence)))
    if not text:
        return None, None
    sums = [found for found in find_sums(text, None, bare=False) if found.dong and not found.per]
    figures = sums[0].dong if sums else None
    words = None
    if marker := _IN_WORDS.search(plain(text)):
        spoken = [amount for amount in find_amounts(text[marker.end() :]) if amount.worded]
        words = int(spoken[0].dong) if spoken else None
    return figures, words
