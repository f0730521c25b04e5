"""Words as `kehoach search` looks for them: lower case, without accents, spaces folded; a whole column at once."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

# The columns whose words are searched, by table; their order is that of the words in the key.
SEARCHED = {"tasks": ("description", "product", "section"), "items": ("text",)}


def search_keys(columns: Sequence[pa.Array]) -> pa.Array:
    """The columns' texts joined by ` | ` and folded like `schema.folding.plain_key`, one string per row."""
    joined = pc.binary_join_element_wise(*columns, " | ") if len(columns) > 1 else columns[0]
    apart = pc.utf8_normalize(pc.utf8_lower(joined), form="NFD")
    plain = pc.replace_substring(pc.replace_substring_regex(apart, r"\p{Mn}+", ""), "đ", "d")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(plain, r"[\s\p{Z}]+", " "))
