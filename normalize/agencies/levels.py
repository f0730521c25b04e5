"""Level words and places behind a name: "tỉnh", "huyện Tam Nông", "các huyện, thị xã, thành phố", "cấp xã"."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from normalize.agencies.phrases import phrase_set
from normalize.agencies.register import trie
from normalize.agencies.words import JOINS, PLURALS, SOFT, Words
from normalize.places import Province, province_by_name
from schema.records import AgencyKind, AgencyLevel

# The words that name a level: how many words they take, their class, their standard spelling.
_NOUNS: dict[tuple[str, ...], tuple[str, str]] = {
    ("tỉnh",): ("province", "tỉnh"),
    ("thành", "phố"): ("city", "thành phố"),
    ("tp",): ("city", "thành phố"),
    ("huyện",): ("district", "huyện"),
    ("quận",): ("district", "quận"),
    ("thị", "xã"): ("district", "thị xã"),
    ("tx",): ("district", "thị xã"),
    ("h",): ("district", "huyện"),
    ("q",): ("district", "quận"),
    ("p",): ("commune", "phường"),
    ("tinh",): ("province", "tỉnh"),
    ("huyen",): ("district", "huyện"),
    ("xã",): ("commune", "xã"),
    ("phường",): ("commune", "phường"),
    ("thị", "trấn"): ("commune", "thị trấn"),
    ("đặc", "khu"): ("commune", "đặc khu"),
}
# Only inside a list: "các huyện, thị, thành phố", "xã, phường, TT".
_NOUNS_IN_LISTS: dict[tuple[str, ...], tuple[str, str]] = {
    ("thị",): ("district", "thị xã"),
    ("thành",): ("city", "thành phố"),
    ("tt",): ("commune", "thị trấn"),
}
_GROUPS: dict[str, tuple[str, AgencyLevel]] = {
    "province": ("cấp tỉnh", "province"),
    "district": ("cấp huyện", "district"),
    "commune": ("cấp xã", "commune"),
}
_MOST_NAME_WORDS = 6


class Level(NamedTuple):
    """One level: its words in standard spelling, what it makes of the body, the province named, if any."""

    words: str
    level: AgencyLevel
    kind: AgencyKind
    province: str = ""
    name: str = ""


class _Noun(NamedTuple):
    """One level word as read: `mark` is "" for a bare one, "các" or "cấp" for a class, "name" for a place."""

    kind: str
    word: str
    mark: str
    name: str
    end: int


def read_levels(words: Words, at: int, own: Province | None) -> tuple[list[Level], int]:
    """The levels named from word `at` on and one past their last word; an empty list where none is."""
    nouns: list[_Noun] = []
    end = at
    mark = ""
    while end < len(words.low):
        if nouns and words.gap[end] not in JOINS:
            break
        noun = _read_noun(words, end, mark, bool(nouns))
        if noun is None:
            break
        mark = noun.mark if noun.mark in {"các", "cấp"} else ""
        nouns.append(noun)
        end = noun.end
        if mark == "các" or noun.mark == "name":
            names, end = _more_names(words, end, noun)
            if names and noun.mark == "các":
                nouns.pop()
            nouns += names
    return (_levels(nouns, own), end) if nouns else ([], at)


def _read_noun(words: Words, at: int, mark: str, in_list: bool) -> _Noun | None:
    """One level word, after "các", "cấp" or a number; `mark` is what the word before it in the list had."""
    low, here, own_mark = words.low, at, ""
    if low[here] in PLURALS or (low[here].isdigit() and len(low[here]) < 4):
        own_mark, here = "các", here + 1
        if here < len(low) and low[here].isdigit() and words.gap[here] in SOFT:
            here += 1
    elif low[here] == "cấp":
        own_mark, here = "cấp", here + 1
    if here >= len(low) or (here > at and words.gap[here] not in SOFT):
        return None
    found = _noun_at(words, here, in_list or own_mark == "các")
    if found is None:
        return None
    kind, word, end = found
    if not own_mark:
        name_end = place_name_end(words, end)
        if name_end > end:
            return _Noun(kind, word, "name", words.printed(end, name_end), name_end)
    return _Noun(kind, word, own_mark or mark, "", end)


def _noun_at(words: Words, at: int, in_list: bool) -> tuple[str, str, int] | None:
    found = _noun_words(words, at, in_list)
    # "tỉnh ủy", "huyện đoàn" are bodies.
    if found and words.low[found[2] : found[2] + 1] in (["ủy"], ["đoàn"]) and words.gap[found[2]] == " ":
        return None
    return found


def _noun_words(words: Words, at: int, in_list: bool) -> tuple[str, str, int] | None:
    low = words.low
    pair = tuple(low[at : at + 2])
    if len(pair) == 2 and pair in _NOUNS and words.gap[at + 1] in SOFT:
        return (*_NOUNS[pair], at + 2)
    single = (low[at],)
    if single in _NOUNS:
        return (*_NOUNS[single], at + 1)
    if in_list and single in _NOUNS_IN_LISTS:
        return (*_NOUNS_IN_LISTS[single], at + 1)
    return None


def place_name_end(words: Words, at: int) -> int:
    """One past the capitalised name that begins at word `at` ("Tam Nông", "Bà Rịa - Vũng Tàu", "12")."""
    end = at
    while end < len(words.low) and end - at < _MOST_NAME_WORDS:
        gap = words.gap[end]
        if gap not in SOFT and not (end > at and gap in "-=" and words.is_capital(end)):
            break
        if end > at and gap == "n":
            break
        if end == at and words.low[end].isdigit() and len(words.low[end]) < 3:
            return end + 1
        if not words.is_capital(end) or begins_body(words, end) or _is_abbreviation(words, at, end):
            break
        if end > at and gap in "-=" and _noun_at(words, end, False):
            break
        end += 1
    return end


def _is_abbreviation(words: Words, at: int, index: int) -> bool:
    """Whether a word in capitals stands behind one that is not: "Văn phòng UBNND" names no place."""
    word = words.text[words.start[index] : words.end[index]]
    before = words.text[words.start[at - 1] : words.end[at - 1]] if at else ""
    return len(word) > 1 and word.isupper() and not before.isupper()


def begins_body(words: Words, at: int, *, whole: bool = True) -> bool:
    """Whether the register knows names that begin with these words (`whole`: also one of the first alone)."""
    first = trie().next.get(words.low[at])
    if first is None:
        return False
    if first.entries and whole:
        return True
    return at + 1 < len(words.low) and words.low[at + 1] in first.next


def _more_names(words: Words, at: int, noun: _Noun) -> tuple[list[_Noun], int]:
    """Names behind a plural ("các huyện Tam Nông, Hồng Ngự", also after a colon) or behind a first name."""
    found: list[_Noun] = []
    end = at
    while end < len(words.low):
        gap = words.gap[end]
        first = not found and noun.mark == "các"
        if not (gap in " :n" if first else gap in ",v"):
            break
        if _noun_at(words, end, False) or begins_body(words, end) or phrase_set("openers").match(words, end) > end:
            break
        name_end = _name_end_of_list(words, end)
        if name_end == end:
            break
        found.append(_Noun(noun.kind, noun.word, "name", words.printed(end, name_end), name_end))
        end = name_end
    return found, end


def _name_end_of_list(words: Words, at: int) -> int:
    """As _name_end, whatever stands before the first word; a name there ends at a separator."""
    if not words.is_capital(at) and not words.low[at].isdigit():
        return at
    end = at + 1
    while end < len(words.low) and words.gap[end] in " -=" and words.is_capital(end) and end - at < _MOST_NAME_WORDS:
        if begins_body(words, end):
            break
        end += 1
    return end if end == len(words.low) or words.gap[end] not in SOFT or not words.is_capital(end) else at


def _levels(nouns: list[_Noun], own: Province | None) -> list[Level]:
    """What a run of level words says: names singly, classes once each, single words as they stand."""
    kinds = {noun.kind for noun in nouns}
    city = "province" if "province" in kinds else "district" if kinds & {"district", "commune"} else "city"
    unnamed = [noun for noun in nouns if noun.mark != "name"]
    # "huyện, xã" are classes too, but not "huyện và các xã": there the first is one body.
    listed = len(unnamed) > 1 and not any(noun.mark for noun in unnamed)
    # "huyện, thị xã Kiến Tường": a word among named places of its class stands for the class, too.
    counted = unnamed if unnamed and nouns[0].mark == "name" else nouns
    counts = Counter(noun.kind if noun.kind != "city" else city for noun in counted)
    found: dict[Level, None] = {}
    for position, noun in enumerate(nouns):
        kind = noun.kind if noun.kind != "city" else city
        if noun.mark == "name":
            found[_named(noun, own)] = None
        elif noun.mark or counts[kind] > 1 or (listed and kind in {"district", "commune"}):
            found[_class_level(kind, own)] = None
        else:
            found[_single(noun, kind, own, position == 0)] = None
    return list(found)


def _class_level(kind: str, own: Province | None) -> Level:
    """The class of all bodies at a level: "các thành phố" are those of a province, or all where there is none."""
    phrase, level = _GROUPS["district" if own is not None else "province"] if kind == "city" else _GROUPS[kind]
    return Level(phrase, level, "group")


def _single(noun: _Noun, kind: str, own: Province | None, first: bool) -> Level:
    """One level word without a name; "UBND thành phố" is the plan's own city, in a province one of its towns."""
    of_city = own is None or own.kind == "thành phố"
    if noun.kind == "city" and of_city and (kind == "city" or (kind == "district" and first)):
        return Level("thành phố", "province", "agency")
    return Level(noun.word, "district" if kind == "city" else _GROUPS[kind][1], "agency")


def _named(noun: _Noun, own: Province | None) -> Level:
    """A level word with a place: a province's own name is told apart, it may have to go."""
    province = province_by_name(noun.name) if noun.kind in {"province", "city"} else None
    if noun.kind == "city" and province is not None and not _is_city_of_today(province, own):
        province = None
    if province is not None:
        return Level(noun.word, "province", "agency", province.name, province.name)
    kind = "district" if noun.kind == "city" else noun.kind
    return Level(f"{noun.word} {noun.name}", _GROUPS[kind][1], "agency", "", noun.name)


def _is_city_of_today(province: Province, own: Province | None) -> bool:
    """A city under the centre; "thành phố Huế" in a plan of Thừa Thiên Huế is a town of that province."""
    return province.kind == "thành phố" and (own is None or own.name == province.name or own.now != province.name)


def read_bare_province(words: Words, at: int) -> tuple[Province | None, int]:
    """A province named without its level word ("Công an Hà Tĩnh", "Sở Nội vụ Đồng Tháp"), and where it ends."""
    if at >= len(words.low) or words.gap[at] not in " n=-" or not words.is_capital(at):
        return None, at
    for end in range(min(len(words.low), at + 5), at, -1):
        if all(words.gap[k] in " -=" for k in range(at + 1, end)):
            province = province_by_name(words.printed(at, end))
            # "Cục Hải quan Gia Lai - Kon Tum" is named after two.
            goes_on = end < len(words.low) and words.gap[end] in "-=" and words.is_capital(end)
            if province is not None and not (goes_on and not begins_body(words, end)):
                return province, end
    return None, at
