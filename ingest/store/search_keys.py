"""Words as `kehoach search` looks for them: lower case, without accents, spaces folded; a whole column at once.

A text in NFC has one code point per letter, so folding is one look-up per code point, done for many texts
together, straight into the memory of an Arrow array. The few texts with anything else (letters that decompose
into several, white space to be folded) go through `schema.folding.plain_key` one by one.
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
_BLOCK = 128
_SPACE = ord(" ")
# Stands for whatever is not one code point, or beyond the table; no text can hold it rightly.
_APART = "\uffff"


def search_keys(columns: Sequence[Sequence[str]]) -> pa.Array:
    """The columns' texts, each folded like `schema.folding.plain_key`, joined by ` | `: one string per row."""
    folded = [_fold(column) for column in columns]
    return pc.binary_join_element_wise(*folded, " | ") if len(folded) > 1 else folded[0]


def _fold(column: Sequence[str]) -> pa.Array:
    blocks = [_fold_block(column[start : start + _BLOCK]) for start in range(0, len(column), _BLOCK)]
    return pa.concat_arrays(blocks) if blocks else pa.array([], pa.string())


def _fold_block(texts: Sequence[str]) -> pa.Array:
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32)
    folded = np.take(_folding(), codes, mode="clip")
    words = folded.tobytes().decode("utf-16-le")
    ends = np.cumsum(np.fromiter(map(len, texts), np.int32, len(texts)), dtype=np.int32)
    edges = folded[np.minimum(np.concatenate([ends, ends - 1]), len(folded) - 1)] if words else folded
    # Where one text ends with a space and the next begins with one is looked at too, for nothing.
    if _APART in words or "  " in words or words.startswith(" ") or _SPACE in edges:
        return _fold_apart(texts, words, ends)
    content = words.encode()
    if len(content) != len(words):
        wide = np.flatnonzero(folded >= 0x80)
        further_bytes = 1 + (folded[wide] >= 0x800)
        ends += np.cumsum(np.bincount(np.searchsorted(ends, wide, "right"), further_bytes, len(ends))).astype(np.int32)
    offsets = np.concatenate([np.zeros(1, np.int32), ends])
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(offsets), pa.py_buffer(content))


def _fold_apart(texts: Sequence[str], words: str, ends: np.ndarray[Any, np.dtype[np.int32]]) -> pa.Array:
    """A block with texts that cannot be folded code point by code point."""
    keys = [words[start:end] for start, end in pairwise([0, *ends.tolist()])]
    mended = [
        plain_key(text) if _APART in key or "  " in key or key.strip() != key else key
        for key, text in zip(keys, texts, strict=True)
    ]
    return pa.array(mended, pa.string())


@cache
def _folding() -> np.ndarray[Any, np.dtype[np.uint16]]:
    """What each code point of the table becomes; the last entry stands for all beyond."""
    table = np.full(_TABLE_SIZE + 1, ord(_APART), "<u2")
    for code in range(_TABLE_SIZE):
        key = plain_key.__wrapped__(chr(code))
        # A mark without its letter belongs to the letter before it, which may then be another.
        if len(key) == 1 and not unicodedata.combining(chr(code)):
            table[code] = ord(key)
    table[_SPACE] = _SPACE
    return table
