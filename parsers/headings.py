"""Column headings of task tables: which field a heading names, from the register of ways plans say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from parsers.registers import read_register
from schema.folding import plain_key

# Longer texts are sentences; no plan has such a heading.
_LONGEST = 150
_MOST_UNKNOWN_WORDS = 5
# Only a heading of sums says more behind a colon, the unit: "Kinh phí, ĐVT: triệu đồng".
_WITH_DETAIL = (("budget",),)

# "Kinh phí (triệu đồng)" keeps its unit for the reader of sums, not for knowing the column.
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# "Nhiệm vụ năm 2024", "Kinh phí giai đoạn 2021-2025": the years do not change what the column is.
_YEARS = re.compile(r"\b(?:nam|giai doan)? ?(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?\b")
_NOT_WORD = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")
_SIGNS = str.maketrans({chr(code): " " for code in range(128) if not chr(code).isalnum()})
# So many letters leave few words that may begin with them.
_START = 3
_NO_HEADING = frozenset("0123456789-+•")


class Heading(NamedTuple):
    """What a column holds.

    `fields` are field names of a raw task, or `section` (the group a task belongs to), `source` (of the
    money), `more` (known, but no field has it). Two columns for one field: the lower `rank` is meant.
    `data` marks columns that task tables do not have. A `fuzzy` heading was read through slips or
    unknown words; it must not decide alone that a row is a header.
    """

    fields: tuple[str, ...]
    confidence: Literal["exact", "fuzzy"] = "exact"
    rank: int = 0
    data: bool = False


class _Entry(NamedTuple):
    """`words` maps each squeezed word to the groups it satisfies (bit mask, 0 for none), `groups` is all of them."""

    heading: Heading
    words: dict[str, int]
    groups: int


class _Register(NamedTuple):
    """`words` maps a squeezed word to the entries that allow it (bit mask), `lengths` a start to the lengths of words.

    `openings` are the words that begin fuzzy headings (`first_words` all of them), `examples` the squeezed examples
    and what they are; `similar` maps a first letter and a length to the examples that a text of this length may be
    a slip of. No text is a heading that begins with one of `starts`.
    """

    entries: list[_Entry]
    words: dict[str, int]
    lengths: dict[str, list[int]]
    openings: dict[str, Heading]
    first_words: tuple[str, ...]
    examples: dict[str, Heading]
    similar: dict[tuple[str, int], list[str]]
    starts: tuple[str, ...]


def squeeze(text: str) -> str:
    """The letters and digits of a heading: no case, accents, spaces, punctuation, brackets or years."""
    return _words(text).replace(" ", "")


@lru_cache(maxsize=8192)
def recognise(text: str) -> Heading | None:
    """The heading that `text` (one cell, spaces folded) is, or None for anything else."""
    # No heading begins with a number or a bullet; most other cells do.
    if not text or len(text) > _LONGEST or text[0] in _NO_HEADING:
        return None
    register = _register()
    key = _words(text)
    squeezed = key.replace(" ", "")
    if len(squeezed) < 2 or squeezed.isdigit() or key.startswith(register.starts):
        return None
    found = _covered(squeezed, register) or _opening(key, register) or _misspelt(squeezed, register)
    return None if found is not None and _has_detail(text) and found.fields not in _WITH_DETAIL else found


def _words(text: str) -> str:
    key = plain_key(text)
    if key.replace(" ", "").isalpha():
        return " ".join(key.split())  # nothing but words
    if "(" in key or "[" in key:
        key = _BRACKETS.sub(" ", key)
    if key.isascii() and not _DIGIT.search(key):
        return " ".join(key.translate(_SIGNS).split())
    key = _YEARS.sub(" ", key)
    return _NOT_WORD.sub(" ", key).strip()


def _has_detail(text: str) -> bool:
    """A colon with words behind it: a cell `Các sở, ngành: triển khai …`, or `Kinh phí, ĐVT: đồng`."""
    return ":" in _BRACKETS.sub("", text.rstrip(": "))


def _covered(squeezed: str, register: _Register) -> Heading | None:
    """The first entry whose words cover the text from end to end and whose required words are all in it."""
    reached = [0] * (len(squeezed) + 1)
    reached[0] = -1
    furthest = 0
    for position in range(len(squeezed)):
        if position > furthest:
            return None  # no word begins here or further on: most texts end at their first word
        entries = reached[position]
        if not entries:
            continue
        for length in _lengths_here(squeezed, position, register.lengths):
            end = position + length
            allowed = register.words.get(squeezed[position:end])
            if allowed and end < len(reached) and (both := entries & allowed):
                reached[end] |= both
                furthest = max(furthest, end)
    for index, entry in enumerate(register.entries if reached[-1] else ()):
        if reached[-1] >> index & 1 and _satisfied(squeezed, entry, register.lengths):
            return entry.heading
    return None


def _lengths_here(squeezed: str, position: int, lengths: dict[str, list[int]]) -> Sequence[int]:
    """How long the words may be that begin as the text does at this position."""
    return lengths.get(squeezed[position : position + _START]) or lengths.get(squeezed[position : position + 2]) or ()


def _satisfied(squeezed: str, entry: _Entry, lengths: dict[str, list[int]]) -> bool:
    """Is there a way to cut the text into the entry's words that has one of every required group?"""
    reached: list[set[int]] = [set() for _ in range(len(squeezed) + 1)]
    reached[0].add(0)
    for position in range(len(squeezed)):
        if not reached[position]:
            continue
        for length in _lengths_here(squeezed, position, lengths):
            groups = entry.words.get(squeezed[position : position + length])
            if groups is not None and position + length <= len(squeezed):
                reached[position + length].update(seen | groups for seen in reached[position])
    return entry.groups in reached[-1]


def _opening(key: str, register: _Register) -> Heading | None:
    """`Nhiệm vụ` and a subject that no register can list; such a heading is only fuzzy."""
    if not key.startswith(register.first_words) or _DIGIT.search(key):
        return None
    for opening, heading in register.openings.items():
        if key.startswith(opening) and key.count(" ", len(opening)) < _MOST_UNKNOWN_WORDS:
            return heading
    return None


def _misspelt(squeezed: str, register: _Register) -> Heading | None:
    """Letters lost or wrong, one in seven: nearest of the headings that the register gives as examples."""
    # A word with its first letter changed is mostly another word: `Tờ trình`, `Lộ trình`.
    examples = register.similar.get((squeezed[0], len(squeezed)))
    if not examples or _DIGIT.search(squeezed):
        return None
    nearest = extractOne(squeezed, examples, scorer=OSA.distance, score_cutoff=_most_slips(len(squeezed)))
    return register.examples[nearest[0]] if nearest is not None else None


def _most_slips(length: int) -> int:
    return (length + 1) // 7


@cache
def _register() -> _Register:
    raw = read_register("headings")
    lists: dict[str, list[str]] = raw["words"]
    entries: list[_Entry] = []
    words: dict[str, int] = {}
    openings: dict[str, Heading] = {}
    examples: dict[str, Heading] = {}
    for index, column in enumerate(raw["column"]):
        entry = _entry(column, lists)
        entries.append(entry)
        for word in entry.words:
            words[word] = words.get(word, 0) | 1 << index
        fuzzy = entry.heading._replace(confidence="fuzzy")
        openings.update((_words(text) + " ", fuzzy) for text in column.get("open", ()))
        # Columns that no field has are not worth guessing at: many are ordinary words of cells.
        for example in () if "more" in column["fields"] else column["examples"]:
            examples.setdefault(squeeze(example), fuzzy)
    starts = tuple(_words(text) + " " for text in raw["never"]["starts"])
    return _Register(entries, words, _lengths(words), openings, tuple(openings), examples, _similar(examples), starts)


def _lengths(words: Iterable[str]) -> dict[str, list[int]]:
    """The lengths of the words that begin with three letters, and of those that are two letters alone."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:_START], set()).add(len(word))
    for start, known in lengths.items():
        known |= lengths.get(start[:2], set())
    return {start: sorted(known) for start, known in lengths.items()}


def _similar(examples: dict[str, Heading]) -> dict[tuple[str, int], list[str]]:
    """The examples near enough in length to a text of this first letter and length, the shortest first."""
    similar: dict[tuple[str, int], list[str]] = {}
    for example in sorted(examples, key=len):
        # A text of twice the length has not that many slips.
        for length in range(1, 2 * len(example) + 1):
            if abs(length - len(example)) <= _most_slips(length) and _most_slips(length):
                similar.setdefault((example[0], length), []).append(example)
    return similar


def _entry(column: dict[str, Any], lists: dict[str, list[str]]) -> _Entry:
    words: dict[str, int] = {}
    for word in column.get("words", ()):
        for allowed in lists[word[1:]] if word.startswith("@") else [word]:
            words.setdefault(squeeze(allowed), 0)
    for group, required in enumerate(column["require"]):
        for word in required:
            words[squeeze(word)] = words.get(squeeze(word), 0) | 1 << group
    words.pop("", None)
    heading = Heading(tuple(column["fields"]), rank=column.get("rank", 0), data=column.get("data", False))
    return _Entry(heading, words, (1 << len(column["require"])) - 1)
