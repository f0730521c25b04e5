"""From printed text to cells: the same folding for every layout."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from schema.folding import fold_space, strip_markup

# `<br>` is a line break inside a cell: a space once folded.
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
# Named entities only where plans have them, and only with their semicolon: "R&D;" is text.
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|ndash|mdash|\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6});")
# Longer cells are rarely printed twice, and are not worth keeping in memory.
_REPEATED = 200


def cell_text(printed: str) -> str:
    """The words of a cell: white space folded, inline mark-up and entities resolved."""
    return _short_text(printed) if len(printed) <= _REPEATED else _text(printed)


def _text(printed: str) -> str:
    if "<" in printed:
        printed = strip_markup(_BREAK.sub(" ", printed))
    elif "*" in printed:
        printed = strip_markup(printed)
    if "&" in printed:
        printed = _ENTITY.sub(lambda entity: html.unescape(entity[0]), printed)
    return fold_space(printed)


_short_text = lru_cache(maxsize=8192)(_text)
