"""Agencies: what never changes the reading, and that reading takes time in proportion to the text."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.agencies import Entry, explain_agencies, find_agencies, read_agencies, register_entries
from normalize.agencies.cells import read_cell

BODIES = [entry for entry in register_entries() if entry.place != "group"]
# Names that stand on their own: no level word to share or to give ("… Trung ương Đoàn …"), no owner to take.
WHOLE = [
    e
    for e in BODIES
    if not (e.several_levels or e.unit or e.needs_place or e.belongs_to or e.bare)
    and " " in e.name
    and not e.name.startswith("Trung ương")
]
OLD_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "ọa": "oạ", "ủy": "uỷ", "ùy": "uỳ", "úy": "uý", "ụy": "uỵ"}

WORDS = sorted({word for entry in BODIES for word in entry.examples[0].split()})
MARKS = [*",;:()-.\n", "12", "và", "các", "thuộc", "Tam Nông"]


def names(text: str, province: str = "Hà Tĩnh") -> set[str]:
    return {agency.name for agency in read_agencies(text, province=province)}


def old_tones(text: str) -> str:
    for new, old in OLD_TONES.items():
        text = text.replace(new, old).replace(new.capitalize(), old.capitalize())
    return text


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[0].swapcase() + text[1:],
        lambda text: unicodedata.normalize("NFD", text),
        old_tones,
        lambda text: f"  {text.replace(' ', '   ')} .",
        lambda text: f"- {text};",
        lambda text: f"**{text}**",
        lambda text: text.replace(" ", "\u00a0"),
    ],
    ids=["first letter", "decomposed", "old tone style", "spaces", "dash", "bold", "no-break space"],
)
def test_what_never_changes_the_reading(change: Callable[[str], str]) -> None:
    for entry in BODIES:
        for example in entry.examples:
            assert names(change(example)) == names(example), example


@pytest.mark.parametrize("case", [str.lower, str.upper], ids=["small letters", "capitals"])
def test_names_are_read_in_any_case(case: Callable[[str], str]) -> None:
    for entry in WHOLE:
        assert names(case(entry.name)) == names(entry.name), entry.name


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(WHOLE), min_size=2, max_size=5), st.sampled_from([", ", "; ", "\n", ";\n- ", " và ", ","])
)
def test_separators_never_change_the_set(chosen: list[Entry], separator: str) -> None:
    together = names(separator.join(entry.name for entry in chosen))
    assert together == {name for entry in chosen for name in names(entry.name)}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(WORDS) | st.sampled_from(MARKS),
        max_size=25,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_any_text_is_read(text: str) -> None:
    for agency in read_agencies(text, province="Đồng Tháp"):
        assert agency.name
        assert agency.name == agency.name.strip()
    for mention in find_agencies(text):
        assert 0 <= mention.start < mention.end <= len(unicodedata.normalize("NFC", text))
        assert mention.agencies
    explain_agencies(text, province="Đồng Tháp")


SEEDS = [
    "Sở Nội vụ, Sở Tài chính; UBND cấp huyện và các sở, ban, ngành tỉnh; ",
    "Công an, ",
    "huyện, xã, ",
    "Sở Nôi vu, ",
    "Công ty Abc xyz, ",
    "các cơ quan, đơn vị ",
    "Sở Nội vụ (x ",
    "Sở Nội vụ: abc, UBND tỉnh, ",
    "Phòng Nội vụ thuộc ",
    "A, ",
    "(",
]


@pytest.mark.parametrize("seed", SEEDS, ids=str.strip)
@pytest.mark.timing
def test_time_grows_with_the_text(seed: str) -> None:
    def seconds(size: int) -> float:
        text = seed * (size // len(seed))
        best = 9.9
        for _ in range(3):
            begin = time.process_time()
            read_cell(text, None)
            best = min(best, time.process_time() - begin)
        return best

    # Four times the text; a quadratic reading would take sixteen times as long.
    assert seconds(20_000) < 9 * seconds(5_000) + 0.02


def test_a_cell_of_a_megabyte_ends() -> None:
    assert read_agencies("Sở Nội vụ; " * 90_000)[0].name == "Sở Nội vụ"
    assert len(read_agencies("đ" * 1_000_000)) == 1
