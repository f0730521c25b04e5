"""What stands right behind the name of a body: its level, its place, its region, its branch."""

from __future__ import annotations

from normalize.agencies.levels import Level, begins_body, place_name_end, read_bare_province, read_levels
from normalize.agencies.register import Entry
from normalize.agencies.words import SOFT, Words
from normalize.places import Province
from schema.records import AgencyLevel

_CLASSES = ("các cấp", "các địa phương", "các đơn vị địa phương")
_REGIONS = {("khu", "vực"), ("cơ", "sở"), ("liên", "huyện")}
_CENTRAL = {"trung ương": "Trung ương", "tw": "Trung ương", "việt nam": "Việt Nam"}
_REGION_WORDS = {"tại", "khu", "cơ", "số", "chi", "liên", "các", "trung", "tw", "việt"}

Ending = tuple[list[Level], int]


def read_ending(words: Words, end: int, entry: Entry, own: Province | None) -> Ending:
    """Levels behind the name that ends before word `end`, as the entry's `place` rules, and where they end."""
    if entry.place == "none" or end >= len(words.low) or words.gap[end] not in " n=-":
        return [], end
    if words.gap[end] in SOFT:
        if words.low[end] in _REGION_WORDS:
            found, after = _read_region(words, end, entry, own)
            if found:
                return found, after
        levels, after = read_levels(words, end, own)
        if levels and (entry.place != "lost" or levels[0].level == "province"):
            return [_ruled(level, entry, own) for level in levels], after
    return _read_place(words, end, entry, own)


def _read_place(words: Words, end: int, entry: Entry, own: Province | None) -> Ending:
    """A place without its level word: "Công an Hà Tĩnh", "Báo ĐT", "Huyện ủy Tam Nông"."""
    province, after = read_bare_province(words, end)
    if province is not None:
        own_place = own is not None and province.name == own.name
        drop = (entry.place == "lost" and (own is None or own_place)) or (entry.place == "level" and own_place)
        return [Level("" if drop else province.name, "province", "agency")], after
    if entry.place == "lost":
        return [], end
    if entry.place == "kept" and own is not None and words.low[end] == own.initials.lower():
        return [Level(own.name, "province", "agency")], end + 1
    after = place_name_end(words, end)
    if after > end and (entry.named or entry.place == "kept" or words.gap[end] == " "):
        level: AgencyLevel = "district" if entry.several_levels and entry.level == "province" else entry.level
        return [Level(words.printed(end, after), level, "agency")], after
    return [], end


def _ruled(level: Level, entry: Entry, own: Province | None) -> Level:
    """The level's words as the entry keeps them: the plan's own province goes, so does all behind a department."""
    other = level.province if level.province and (own is None or level.province != own.name) else ""
    if entry.place == "lost" and level.kind == "group":
        return level._replace(words="các tỉnh, thành phố")
    if entry.place == "lost":
        return level._replace(words=f"{level.words} {other}" if other and own is not None else "")
    return level._replace(words=f"{level.words} {other}") if other else level


def _read_region(words: Words, at: int, entry: Entry, own: Province | None) -> Ending:
    """ "các cấp", "khu vực XVIII", "tại Hà Nội", "chi nhánh tỉnh", "Trung ương", "Việt Nam" behind a name."""
    low = words.low
    for phrase in _CLASSES:
        size = phrase.count(" ") + 1
        if " ".join(low[at : at + size]) == phrase:
            return [Level(words.printed(at, at + size).lower(), "other", "group")], at + size
    if tuple(low[at : at + 2]) in _REGIONS or low[at] == "số":
        return _numbered(words, at, entry)
    if low[at] == "tại":
        end = place_name_end(words, at + 1)
        return ([Level(words.printed(at, end), entry.level, "agency")], end) if end > at + 1 else ([], at)
    if low[at : at + 2] == ["chi", "nhánh"]:
        levels, end = read_ending(words, at + 2, entry._replace(place="kept"), own)
        kept = [_ruled(level, entry, own) if level.words in {"tỉnh", "thành phố"} else level for level in levels]
        return [level._replace(words=f"chi nhánh {level.words}") for level in kept], end
    return _central(words, at, entry, own)


def _numbered(words: Words, at: int, entry: Entry) -> Ending:
    """ "khu vực XVIII", "cơ sở 3", "số 2"."""
    end = at + (1 if words.low[at] == "số" else 2)
    level: AgencyLevel = "district" if entry.level == "district" or words.low[at] == "cơ" else "province"
    while end < len(words.low) and words.gap[end] in " -=" and not begins_body(words, end, whole=False):
        if not (words.low[end].isdigit() or words.is_capital(end)):
            break
        end += 1
    return [Level(words.printed(at, end), level, "agency")], end


def _central(words: Words, at: int, entry: Entry, own: Province | None) -> Ending:
    """ "Trung ương", "Việt Nam", and the level that may stand behind them."""
    for size in (1, 2):
        standard = _CENTRAL.get(" ".join(words.low[at : at + size]))
        if standard:
            further, after = read_ending(words, at + size, entry, own) if entry.several_levels else ([], at)
            if further:
                return [level._replace(words=f"{standard} {level.words}") for level in further], after
            return [Level(standard, "central", "agency")], at + size
    return [], at
