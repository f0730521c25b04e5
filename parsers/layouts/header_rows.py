"""Which rows are headers: by the column headings in them, never by their place alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.headings import Heading, recognise

# Longer cells are not headings; asking the register about each long cell would be the dearest step.
_LONGEST = 90
# "(1)", "2", "[3]": the columns' numbers, printed below the headings.
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:[0-9]{1,2}|[A-Z])[)\]]?\Z")


def heading_of(text: str) -> Heading | None:
    """What the register knows a cell's words as, when they may be a heading at all."""
    return recognise(text) if 1 < len(text) <= _LONGEST else None


def is_header(texts: Sequence[str]) -> bool:
    """Do these cells name columns? At least two are known, and most of those with words."""
    words = [text for text in texts if text]
    if len(words) < 2 or len(max(words, key=len)) > 2 * _LONGEST:
        return False
    known = [heading for text in words if (heading := heading_of(text)) is not None]
    sure = {heading.fields for heading in known if heading.confidence == "exact" and heading.fields != ("more",)}
    if len(words) == 2:
        return len(known) == 2 and bool(sure)
    # The rows' numbers are never a cell's words: beside them any known heading is one ("Họ và tên", "Điện thoại").
    numbered = ("ordinal",) in sure
    return (len(sure) >= 2 or (numbered and len(known) >= 2)) and 2 * len(known) >= len(words) + (not numbered)


def is_column_numbers(texts: Sequence[str]) -> bool:
    """Is this the row that numbers the columns, from 1 or A in order?"""
    words = [text.strip("()[] ") for text in texts if text]
    if len(words) < 3 or not all(_COLUMN_NUMBER.match(text) for text in texts if text):
        return False
    numbers = [text for text in words if text.isdigit()]
    return (
        len(numbers) >= len(words) - 1
        and numbers == [str(n) for n in range(int(numbers[0]), int(numbers[0]) + len(numbers))]
        and int(numbers[0]) <= 2
    )
