"""Words as `kehoach search` looks for them: lower case, without accents, spaces folded; a whole column at once.

A text in NFC has one code point per letter, so folding is one look-up per code point, done for all texts of a
column together. The few texts with anything else (letters that decompose into several, white space to be
folded) go through `schema.folding.plain_key` one by one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from schema.folding import plain_key

# The columns whose words are searched, by table; their order is that of the words in the key.
SEARCHED = {"tasks": ("description", "product", "section"), "items": ("text",)}

# Latin letters, punctuation, symbols, box drawing: what plans are printed with.
_TABLE_SIZE = 0x3000
# Texts folded at once: few enough to stay near the processor, enough to make the calls worth while.
_BLOCK = 256
# Stands for whatever is not one code point, or beyond the table; no text can hold it rightly.
_APART = "\uffff"


def search_keys(columns: Sequence[pa.Array]) -> pa.Array:
    """The columns' texts, each folded like `schema.folding.plain_key`, joined by ` | `: one string per row."""
    folded = [_fold(column) for column in columns]
    return pc.binary_join_element_wise(*folded, " | ") if len(folded) > 1 else folded[0]


def _fold(column: pa.Array) -> pa.Array:
    keys: list[str] = []
    for start in range(0, len(column), _BLOCK):
        keys += _fold_block(column.slice(start, _BLOCK))
    return pa.array(keys, pa.string())


def _fold_block(column: pa.Array) -> list[str]:
    codes = np.frombuffer(_joined(column).encode("utf-32-le"), np.uint32)
    folded = np.take(_folding(), codes, mode="clip").tobytes().decode("utf-16-le")
    ends = np.cumsum(pc.utf8_length(column).to_numpy(), dtype=np.int64).tolist()
    keys = [folded[start:end] for start, end in pairwise([0, *ends])]
    if _APART in folded or "  " in folded or any(key[0] == " " or key[-1] == " " for key in keys if key):
        return [
            plain_key(text) if _APART in key or "  " in key or key.strip() != key else key
            for key, text in zip(keys, column.to_pylist(), strict=True)
        ]
    return keys


def _joined(column: pa.Array) -> str:
    """All texts of a column in one, straight from its memory."""
    _, offsets, content = column.buffers()
    first, last = np.frombuffer(offsets, np.int32)[[column.offset, column.offset + len(column)]].tolist()
    return str(memoryview(content)[first:last], "utf-8") if content else ""


@cache
def _folding() -> np.ndarray[Any, np.dtype[np.uint16]]:
    """What each code point of the table becomes; the last entry stands for all beyond."""
    table = np.full(_TABLE_SIZE + 1, ord(_APART), "<u2")
    for code in range(_TABLE_SIZE):
        key = plain_key.__wrapped__(chr(code))
        # A mark without its letter belongs to the letter before it, which may then be another.
        if len(key) == 1 and not unicodedata.combining(chr(code)):
            table[code] = ord(key)
    table[ord(" ")] = ord(" ")
    return table
