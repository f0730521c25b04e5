"""Names that no register has: where they end, what is no name at all, how they are kept."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.agencies.bodies import Body, look_up, read_bodies
from normalize.agencies.groups import read_groups
from normalize.agencies.phrases import phrase_set, spelt_out
from normalize.agencies.register import trie
from normalize.agencies.words import PLURALS, Words
from normalize.places import Province
from schema.records import AgencyKind, AgencyLevel

# The first of these levels of which a name holds a word is its own.
_LEVELS: tuple[AgencyLevel, ...] = ("commune", "district", "province", "central")
_LEVEL_WORD = re.compile(
    r"""\b(?: (?P<commune> (?<!thị\ )(?:xã|phường|thị\ trấn|đặc\ khu)\b(?!\ hội) )
          | (?P<district> (?:huyện|quận|thị\ xã)\b )
          | (?P<province> (?:tỉnh|sở|thành\ phố)\b )
          | (?P<central> (?:bộ|trung\ ương|việt\ nam|chính\ phủ)\b(?!\ phận) ) )""",
    re.VERBOSE,
)
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_BUSINESS = re.compile(r"(?:công ty|doanh nghiệp|tập đoàn|tổng công ty|nhà thầu|liên danh|trường|hợp tác xã|đơn vị)\b")


def sentence_end(words: Words, at: int) -> int:
    """One past a passage that names nobody: "Hàng năm", "Không", a sentence that begins with a verb; else `at`."""
    end = phrase_set("nobody").match(words, at)
    if end > at and (end == len(words.low) or words.gap[end] not in " =-"):
        return end
    if phrase_set("verbs").match(words, at) > at or (
        at + 1 == len(words.low) and not _TWO_LETTERS.search(words.low[at])
    ):
        end = at + 1
        while end < len(words.low) and words.gap[end] != ";":
            end += 1
        return end
    return at


def unknown_end(words: Words, start: int, at: int) -> int:
    """One past a name that begins at `start`, looking from `at` on."""
    opened = phrase_set("openers").match(words, start) > start or words.low[start] in PLURALS
    end = at
    while end < len(words.low):
        gap = words.gap[end]
        if gap in ";:":
            break
        if gap == "-" and phrase_set("heads").match(words, end) > end:
            break
        if gap == " " or gap in "=-":
            body_end = _known_end(words, end) if gap != "=" else end
            if body_end > end:
                if not opened:
                    break
                end = body_end
                continue
        elif _item_begins(words, end) or (gap == "," and not opened) or (gap == "n" and words.is_capital(end)):
            break
        end += 1
    return end


def _known_end(words: Words, at: int) -> int:
    """One past the known body at a word, or `at`: it is the owner of an unknown unit, read over as a whole."""
    bodies = read_bodies(words, at, None)
    return bodies[-1].end if bodies else at


def _item_begins(words: Words, at: int) -> bool:
    if words.low[at] in PLURALS:
        return bool(read_groups(words, at, None)) or bool(look_up(words, at + 1, trie())[0])
    return bool(
        look_up(words, at, trie())[0]
        or phrase_set("openers").match(words, at) > at
        or phrase_set("heads").match(words, at) > at
        or phrase_set("roles").match(words, at) > at
    )


@lru_cache(maxsize=256)
def _of_own_province(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?i)\b(tỉnh|thành phố) {re.escape(name)}\b")


def unknown_body(words: Words, start: int, end: int, own: Province | None) -> Body:
    """A name as printed, abbreviations that mean one thing spelt out, the first letter a capital."""
    name = spelt_out(words.printed(start, end))
    if not _TWO_LETTERS.search(name):
        name = ""
    elif phrase_set("openers").match(words, start) > start and own is not None:
        name = _of_own_province(own.name).sub(lambda m: m[1].lower(), name)
    low = name.lower()
    told = set() if _BUSINESS.match(low) else {word.lastgroup for word in _LEVEL_WORD.finditer(low)}
    level: AgencyLevel = next((level for level in _LEVELS if level in told), "other")
    kind: AgencyKind = "group" if words.low[start] in PLURALS else "agency"
    return Body(f"{name[:1].upper()}{name[1:]}", kind, level, start, end, "as printed", known=False)
