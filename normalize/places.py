"""Provinces and cities under the centre: names, codes and seats in force at a date, and what became of them."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from normalize.registers import read_register
from normalize.spelling import lower_in_place, modern_tones, trie_pattern
from schema.folding import fold_space

ProvinceKind = Literal["tỉnh", "thành phố"]

# "tỉnh Đồng Tháp", "TP. Hồ Chí Minh", "huyện Hòa Bình": the word before a name says what it names.
_LEVEL_BEFORE = r"(?:(?P<level>tỉnh|t\.|thành phố|tp\.?|huyện|quận|thị xã|tx\.?|phường|xã|thị trấn|đường|phố)\s?)?"
_PROVINCIAL = {"tỉnh": ("tỉnh",), "t.": ("tỉnh",), "thành phố": ("thành phố",), "tp": ("thành phố",)}
_LEVEL_OF_NAME = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)


class Province(NamedTuple):
    """A province or city under the centre, as it was from `start` to `end` (both inclusive, None: open).

    `code` is the two-digit code of the statistical office, `now` and `now_code` the unit since 1 July 2025
    that it went into (Nghị quyết 202/2025/QH15, Quyết định 19/2025/QĐ-TTg).
    """

    name: str
    code: str
    kind: ProvinceKind
    seat: str
    now: str
    now_code: str
    start: date | None
    end: date | None
    aliases: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """`tỉnh Đồng Tháp`, `Thành phố Hồ Chí Minh` in the middle of a name: the kind before the name."""
        return f"{self.kind} {self.name}"

    @property
    def initials(self) -> str:
        """`ĐT`, `BRVT`: the first letters, as in names of bodies ("Báo ĐT"). Not unique."""
        return "".join(word[0] for word in re.findall(r"\w+", self.name))

    def holds_on(self, day: date) -> bool:
        """Whether the unit existed under this name and code on that day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@cache
def provinces() -> tuple[Province, ...]:
    """All units, the older list first, each list by code."""
    lists = read_register("provinces")["lists"]
    codes_now = {row["name"]: row["code"] for row in lists[-1]["provinces"]}
    return tuple(_province(row, part, codes_now) for part in lists for row in part["provinces"])


def _province(row: dict[str, Any], part: dict[str, Any], codes_now: dict[str, str]) -> Province:
    now = row.get("now", row["name"])
    return Province(
        name=row["name"],
        code=row["code"],
        kind=row["kind"],
        seat=row["seat"],
        now=now,
        now_code=codes_now[now],
        start=row.get("start", part.get("start")),
        end=row.get("end", part.get("end")),
        aliases=tuple(row.get("aliases", ())),
    )


def _key(text: str) -> str:
    return lower_in_place(modern_tones(fold_space(text)))


@cache
def _by_key() -> dict[str, tuple[Province, ...]]:
    """Units by every spelling of their names: those of one name in the order of time."""
    found: dict[str, list[Province]] = {}
    for province in provinces():
        for spelling in (province.name, *province.aliases):
            found.setdefault(_key(spelling), []).append(province)
    # A spelling of the older unit ("TP.HCM") is one of the newer as well.
    return {key: tuple(p for p in provinces() if any(p.name == q.name for q in units)) for key, units in found.items()}


@cache
def _by_seat() -> dict[str, tuple[Province, ...]]:
    aliases: dict[str, list[str]] = read_register("provinces")["seat_aliases"]
    found: dict[str, list[Province]] = {}
    for province in provinces():
        for spelling in (province.seat, *aliases.get(province.seat, ())):
            found.setdefault(_key(spelling), []).append(province)
    return {key: tuple(units) for key, units in found.items()}


@cache
def _name_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_LEVEL_BEFORE}(?P<name>{trie_pattern(list(_by_key()))})(?!\w)")


@cache
def _seat_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<name>{trie_pattern(list(_by_seat()))})(?!\w)")


def _of_day(units: tuple[Province, ...], on: date | None) -> Province:
    """The unit that existed on the day; without a day, or where none did, the one of the nearest time."""
    if on is None:
        return units[-1]
    holding = [unit for unit in units if unit.holds_on(on)]
    if holding:
        return holding[-1]
    return units[-1] if units[-1].end is not None and units[-1].end < on else units[0]


@lru_cache(maxsize=4096)
def province_in_force(name: str, on: date | None) -> Province:
    """The unit of that name (any spelling) as it was on the day; without a day as it is now.

    A name of later days gives the unit of that day that went into it (Huế in 2020: Thừa Thiên Huế), a name of
    earlier days the unit as it last was. Raises KeyError where no unit has ever had that name.
    """
    units = _by_key().get(_key(_LEVEL_OF_NAME.sub("", fold_space(name))))
    if units is None:
        raise KeyError(name)
    unit = _of_day(units, on)
    if on is not None and unit.start is not None and on < unit.start:
        return next((p for p in provinces() if p.now == unit.name and p.holds_on(on)), unit)
    return unit


@lru_cache(maxsize=4096)
def province_by_name(name: str) -> Province | None:
    """The unit that the whole text names (`Đồng Tháp`, `tỉnh Đồng Tháp`, `TP.HCM`), as it is now; else None."""
    try:
        return province_in_force(name, None)
    except KeyError:
        return None


@lru_cache(maxsize=4096)
def find_province(text: str, on: date | None = None) -> Province | None:
    """The unit that a text names, as it was on the day (None: as it is now); None where it names none.

    `tỉnh X` anywhere counts for more than a bare `X`, and that for more than `huyện X` or `thành phố X` of a
    town with the province's name; among equals the first. A bare name in small letters is no name ("hòa bình").
    """
    folded = modern_tones(fold_space(text))
    best: tuple[int, int, str] | None = None
    for match in _name_pattern().finditer(lower_in_place(folded)):
        rank = _rank(match, folded)
        if rank is not None and (best is None or rank < best[0]):
            best = (rank, match.start("name"), match["name"])
    return province_in_force(best[2], on) if best else None


def _rank(match: re.Match[str], folded: str) -> int | None:
    """How surely the match names a province: 0 surely, 1 likely, 2 a place of the same name; None: no name."""
    if not folded[match.start("name")].isupper():
        return None
    level = match["level"]
    if level is None:
        return 1
    kinds = _PROVINCIAL.get(level.rstrip(".") if level != "t." else level)
    if kinds is None:
        return 2
    return 0 if any(unit.kind in kinds for unit in _by_key()[match["name"]]) else 2


@lru_cache(maxsize=4096)
def find_seat(text: str, on: date | None = None) -> Province | None:
    """The unit whose seat the text names (`Cao Lãnh, ngày 05 tháng 12 năm 2020`), as of the day; else None."""
    folded = modern_tones(fold_space(text))
    for match in _seat_pattern().finditer(lower_in_place(folded)):
        if folded[match.start()].isupper():
            units = _by_seat()[match["name"]]
            return _of_day(units, on)
    return None
