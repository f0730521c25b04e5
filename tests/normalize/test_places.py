"""Provinces: the register is whole, codes follow the date, names are found however they are spelt."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

import pytest

from normalize.places import find_province, find_seat, province_by_name, province_in_force, provinces
from normalize.registers import read_register
from normalize.spelling import lower_in_place, modern_tones, trie_pattern

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
OLD = [unit for unit in provinces() if unit.end is not None]
NEW = [unit for unit in provinces() if unit.end is None]


@pytest.mark.parametrize(
    ("day", "units", "cities"),
    [(date(2006, 1, 1), 64, 5), (date(2012, 1, 1), 63, 5), (date(2025, 6, 30), 63, 6), (AFTER, 34, 6)],
    ids=["with Hà Tây", "63 units", "Huế a city", "34 units"],
)
def test_number_of_units_in_force(day: date, units: int, cities: int) -> None:
    holding = [unit for unit in provinces() if unit.holds_on(day)]
    assert len(holding) == len({unit.code for unit in holding}) == len({unit.name for unit in holding}) == units
    assert sum(unit.kind == "thành phố" for unit in holding) == cities


def test_every_unit_of_today_continues_old_ones() -> None:
    assert {unit.now for unit in OLD} == {unit.name for unit in NEW}
    assert all(unit.now == unit.name and unit.now_code == unit.code for unit in NEW)
    unchanged = {u.now for u in NEW if len({o.name for o in OLD if o.now == u.name and o.holds_on(BEFORE)}) == 1}
    assert len(unchanged) == 11


def test_rows_stand_in_order_of_their_codes() -> None:
    for part in read_register("provinces")["lists"]:
        codes = [row["code"] for row in part["provinces"]]
        assert codes == sorted(codes)
        assert all(len(code) == 2 and code.isdigit() for code in codes)


@pytest.mark.parametrize(
    ("name", "day", "code", "now", "now_code"),
    [
        ("Đồng Tháp", date(2020, 12, 5), "87", "Đồng Tháp", "82"),
        ("Đồng Tháp", date(2025, 12, 5), "82", "Đồng Tháp", "82"),
        ("Vĩnh Long", date(2022, 1, 1), "86", "Vĩnh Long", "86"),
        ("An Giang", date(2018, 1, 1), "89", "An Giang", "91"),
        ("Bình Thuận", date(2019, 1, 1), "60", "Lâm Đồng", "68"),
        ("Thái Bình", date(2025, 6, 30), "34", "Hưng Yên", "33"),
        ("Bắc Ninh", AFTER, "24", "Bắc Ninh", "24"),
        ("Bắc Ninh", BEFORE, "27", "Bắc Ninh", "24"),
        ("Quảng Trị", AFTER, "44", "Quảng Trị", "44"),
        ("Hà Tây", date(2007, 3, 1), "28", "Hà Nội", "01"),
        ("Hà Tây", date(2012, 3, 1), "28", "Hà Nội", "01"),
        ("thành phố Huế", AFTER, "46", "Huế", "46"),
        ("TP.HCM", date(2010, 1, 1), "79", "Hồ Chí Minh", "79"),
        ("TỈNH KHÁNH HOÀ", BEFORE, "56", "Khánh Hòa", "56"),
    ],
)
def test_unit_in_force(name: str, day: date, code: str, now: str, now_code: str) -> None:
    unit = province_in_force(name, day)
    assert (unit.code, unit.now, unit.now_code) == (code, now, now_code)


def test_a_name_of_later_days_gives_the_unit_of_that_day() -> None:
    assert province_in_force("Huế", date(2020, 1, 1)).name == "Thừa Thiên Huế"
    assert province_in_force("Huế", date(2025, 2, 1)).kind == "thành phố"


def test_unknown_names() -> None:
    with pytest.raises(KeyError):
        province_in_force("Sài Gòn Mới", BEFORE)
    assert province_by_name("huyện Tam Nông") is None


@pytest.mark.parametrize("unit", OLD, ids=lambda unit: unit.name)
def test_a_name_is_found_however_it_is_spelt(unit: Any) -> None:
    for spelling in (unit.name, *unit.aliases):
        for text in (f"UBND {unit.kind} {spelling}", f"ỦY BAN NHÂN DÂN {unit.kind} {spelling}".upper()):
            for form in ("NFC", "NFD"):
                found = find_province(unicodedata.normalize(form, text), unit.end)
                assert found is not None
                assert found.name == unit.name, text


@pytest.mark.parametrize("unit", OLD + NEW, ids=lambda unit: f"{unit.name} {unit.start or ''}")
def test_the_seat_of_the_day(unit: Any) -> None:
    found = find_seat(f"{unit.seat}, ngày 05 tháng 12 năm 2020", unit.end or unit.start)
    assert found is not None
    assert found.seat == unit.seat
    assert found.code == unit.code


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UBND thành phố Vĩnh Long, tỉnh Trà Vinh", "Trà Vinh"),
        ("huyện Hòa Bình ... tỉnh Bạc Liêu", "Bạc Liêu"),
        ("Sở Nội vụ Bà Rịa – Vũng Tàu", "Bà Rịa - Vũng Tàu"),
        ("Cổng thông tin điện tử TP. Hồ Chí Minh", "Hồ Chí Minh"),
        ("ỦY BAN NHÂN DÂN TỈNH THỪA THIÊN HUẾ", "Thừa Thiên Huế"),
        ("vì hòa bình, ổn định", None),
        ("Bộ Nội vụ", None),
        ("", None),
    ],
)
def test_the_surest_name_wins(text: str, name: str | None) -> None:
    found = find_province(text, BEFORE if name != "Thừa Thiên Huế" else date(2020, 1, 1))
    assert (found.name if found else None) == name


def test_a_seat_moves_with_the_merger() -> None:
    before, after = find_seat("Quy Nhơn, ngày 3", BEFORE), find_seat("Qui Nhơn, ngày 3", AFTER)
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("Bình Định", "Gia Lai")
    assert find_seat("đà lạt") is None


def test_tone_marks_move_and_nothing_else() -> None:
    assert modern_tones("Uỷ ban Toà án hoá quý quỹ thuỷ khoẻ hoàn thuỵ HOÀ") == (
        "Ủy ban Tòa án hóa quý quỹ thủy khỏe hoàn thụy HÒA"
    )
    assert lower_in_place("İĐA") == "İđa"


def test_the_trie_prefers_the_longest_word() -> None:
    pattern = re.compile(trie_pattern(["hà", "hà nam", "hà nội", "huế"]))
    assert [m[0] for m in pattern.finditer("hà nam hà nội hà x huế hu")] == ["hà nam", "hà nội", "hà", "huế"]
    with pytest.raises(ValueError, match="words"):
        trie_pattern([""])
