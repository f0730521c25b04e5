"""Vietnamese spelling for comparing: where the tone mark stands, letter case, without moving any character."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

# Both places of the tone mark are in use: "Uỷ ban" and "Ủy ban", "hoá" and "hóa". Only an open oa, oe, uy
# differs; "quý" does not, its u belongs to the q. A search for one of four letters is the fastest beginning.
_OLD_STYLE = re.compile(r"[oOuU](?:(?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])(?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ])(?!\w)", re.DOTALL)


@cache
def _modern_pair(pair: str) -> str:
    """`oà` as `òa`."""
    letters = unicodedata.normalize("NFD", pair[1])
    return unicodedata.normalize("NFC", pair[0] + letters[1:]) + letters[0]


def modern_tones(text: str) -> str:
    """NFC text with `oà`, `uỷ` as `òa`, `ủy`: the same length, so that places in it are places in the text."""
    return _OLD_STYLE.sub(lambda pair: _modern_pair(pair[0]), text)


def lower_in_place(text: str) -> str:
    """Lower case of the same length: the few letters whose lower case is two characters are left alone."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def trie_pattern(words: list[str]) -> str:
    """A regular expression for any of the words, shaped as a trie: one look per character, longest word first.

    Raises ValueError for an empty list or an empty word.
    """
    if not words or "" in words:
        raise ValueError("a trie needs words, none of them empty")
    root: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, object] = root  # type: ignore[assignment]
        for letter in word:
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = True
    return _branches(root)  # type: ignore[arg-type]


def whole_words(words: list[str]) -> str:
    r"""As `trie_pattern`, for whole words only: `(?:c(?<!\wc)…|g(?<!\wg)…)(?!\w)`.

    What stands before a word is looked at behind its first letter, so that a search leaps to such a letter.
    """
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    branches = []
    for letter, rest in sorted(by_letter.items()):
        longer = trie_pattern(list(filter(None, rest))) if any(rest) else ""
        first = re.escape(letter)
        branches.append(rf"{first}(?<!\w{first})" + (f"(?:{longer})?" if longer and "" in rest else longer))
    return rf"(?:{'|'.join(branches)})(?!\w)"


def _branches(node: dict[str, object]) -> str:
    """The pattern of one node; a run of single children is written as plain text (depth is word length)."""
    parts = []
    for letter, child in sorted(node.items()):
        if letter:
            run, below = letter, child
            while isinstance(below, dict) and len(below) == 1 and "" not in below:
                ((next_letter, below),) = below.items()
                run += next_letter
            parts.append(re.escape(run) + (_branches(below) if isinstance(below, dict) and below != {"": True} else ""))
    body = parts[0] if len(parts) == 1 and "" not in node else f"(?:{'|'.join(parts)})"
    return body + "?" if "" in node else body
