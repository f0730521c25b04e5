"""Names of bodies that no register has, in running text: a word that such names begin with, and capitals behind it."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from normalize.agencies import register_entries
from normalize.commitments.cues import key
from normalize.registers import read_register
from normalize.spelling import trie_pattern, whole_words

# One step of a name: a blank or a spaced dash, and a word.
_STEP = re.compile(r"\s+(?:[-–]\s+)?([^\W\d_]\w*)")
_LIST_GOES_ON = re.compile(r",\s+[A-ZĐ]")
_MOST_SMALL = 2
_MOST_SYLLABLES = 24


@cache
def heads_of_names() -> re.Pattern[str]:
    """The words that such names begin with, in small letters."""
    return re.compile(whole_words(read_register("commitments")["unknown_names"]["heads"]))


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"\s*{trie_pattern(sorted(read_register('commitments')['unknown_names']['verbs']))}(?!\w)")


@cache
def _levels() -> re.Pattern[str]:
    """A word of level at the end of a name: `tỉnh`, but `xã` only where no `xã hội` can be meant."""
    levels = trie_pattern(sorted(read_register("commitments")["unknown_names"]["levels"]))
    return re.compile(rf"{levels}(?!\w)(?!(?<=xã)\s+(?:hội|viên|luận|giao)(?!\w))")


@cache
def _compounds() -> frozenset[tuple[str, str]]:
    """Words of two syllables as names write them (`Kỹ thuật`, `Du lịch`), from the names of the register."""
    pairs: set[tuple[str, str]] = set()
    for entry in register_entries():
        for name in (entry.name, *entry.aliases):
            syllables = name.split()
            pairs.update((one, two) for one, two in pairwise(syllables) if one[0].isupper() and two.islower())
    pairs.update((one, two) for one, two in map(str.split, read_register("commitments")["unknown_names"]["compounds"]))
    return frozenset((first.casefold(), second.strip(",;").casefold()) for first, second in pairs)


def find_unknown_names(text: str) -> list[tuple[int, int]]:
    """The places of names that begin like those of bodies: a capital, and another right behind the first words."""
    found: list[tuple[int, int]] = []
    position = 0
    for head in heads_of_names().finditer(key(text)):
        if head.start() < position or not text[head.start()].isupper():
            continue
        end = _name_end(text, head.end())
        if end > head.end():
            found.append((head.start(), end))
            position = end
    return found


def _name_end(text: str, position: int) -> int:
    """One past the last word with a capital that at most two small syllables separate from the one before."""
    end = start = position
    small = 0
    before = ""
    for _ in range(_MOST_SYLLABLES):
        step = _STEP.match(text, position)
        if step is None or _verbs().match(text, position):
            break
        position, syllable = step.end(), step[1]
        if syllable[0].isupper() or (end > start and _levels().match(text, step.start(1))):
            end, small = position, 0
        elif end == start:
            break  # "Tổ chức", "Ban hành": no name begins so
        elif small == 0 and (before, syllable.casefold()) in _compounds():
            end = position
        else:
            small += 1
            if small > _MOST_SMALL:
                break
        before = syllable.casefold()
    # "Cục Hợp tác quốc tế, Vụ …": in a list the comma ends the name
    return position if 0 < small <= _MOST_SMALL and _LIST_GOES_ON.match(text, position) else end
