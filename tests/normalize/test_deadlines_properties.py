"""What holds for every deadline: valid EDTF and RRULE, one meaning for all notations, time linear in the length."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import cache

import pytest
from dateutil.rrule import rrulestr
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import vRecur

from normalize.deadlines import find_deadlines, prose, read_deadlines
from normalize.deadlines.screening import may_tell_deadline
from normalize.deadlines.units import Unit, span_of
from normalize.registers import read_register
from schema.folding import fold_space
from schema.records import Deadline
from tests.normalize.test_deadlines import gold_cells, lines

CASES = [(case["text"], case["year"]) for case in lines("deadlines.jsonl") + lines("deadlines_wordings.jsonl")]
CASES += [(text, year) for year, text, _ in gold_cells()]


@cache
def all_deadlines() -> list[Deadline]:
    return [deadline for text, year in CASES for deadline in read_deadlines(text, year=year)]


def test_every_edtf_is_valid() -> None:
    values = {d.edtf for d in all_deadlines() if d.edtf is not None}
    assert len(values) > 100
    # The parser has no intervals of quarters and halves, which the annotation asks for: their ends are checked singly.
    grouped = {value for value in values if "/" in value and re.search(r"-(3[3-6]|4[01])\b", value)}
    ends = {end for value in grouped for end in value.split("/") if end != ".."}
    for value in sorted((values - grouped) | ends):
        assert str(parse_edtf(value)), value


def test_every_rrule_is_valid_and_recurs_within_the_plan() -> None:
    rules = sorted({(d.rrule, d.start, d.end) for d in all_deadlines() if d.rrule and d.start}, key=str)
    assert len(rules) > 30
    for rule, start, end in rules:
        assert vRecur.from_ical(rule).to_ical().decode()
        limit = end or date(start.year + 5, 12, 31)
        after = datetime.combine(start, datetime.min.time())
        days = rrulestr(rule, dtstart=after).between(after, datetime.combine(limit, datetime.max.time()), inc=True)
        assert days, rule
        assert all(start <= day.date() <= limit for day in days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ngày 05 hàng tháng", [date(2022, month, 5) for month in range(1, 13)]),
        ("Trước ngày 15 tháng cuối quý", [date(2022, month, 15) for month in (3, 6, 9, 12)]),
        ("Ngày 10 tháng đầu quý sau", [date(2022, month, 10) for month in (1, 4, 7, 10)]),
        ("Trước ngày 15/12 hằng năm", [date(2022, 12, 15)]),
        (
            "Ngày cuối cùng của tháng",
            [date(2022, m + 1, 1) - (date(2022, 2, 2) - date(2022, 2, 1)) for m in range(1, 12)],
        ),
    ],
)
def test_rules_recur_on_the_days_that_the_words_say(text: str, days: list[date]) -> None:
    (deadline,) = read_deadlines(text, year=2022)
    assert deadline.rrule is not None
    found = [day.date() for day in rrulestr(deadline.rrule, dtstart=datetime(2022, 1, 1))]
    assert found[: len(days)] == days


def test_bounds_agree_with_kind() -> None:
    for d in all_deadlines():
        assert (d.edtf is None) == (d.kind in ("recurring", "conditional", "by_reference"))
        assert (d.rrule is None) == (d.every is None)
        assert d.start is None or d.end is None or d.start <= d.end
        assert d.text


NOTATIONS: list[Callable[[date], str]] = [
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}/{d.month}/{d.year}",
    lambda d: f"ngày {d:%d-%m-%Y}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"Ngày {d.day} tháng {d.month} năm {d.year}",
    lambda d: f"ngày {d.day:02} tháng {d.month:02}/{d.year}",
    lambda d: f"{d.day:02} / {d.month:02} / {d.year}",
    lambda d: f"{d:%d/%m/}{str(d.year)[:3]} {str(d.year)[3:]}",
    lambda d: f"ngày {d.day} tháng {d.month}, {d.year}",
]


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(NOTATIONS))
@settings(max_examples=150, deadline=None)
def test_a_day_reads_back_from_every_notation(day: date, notation: Callable[[date], str]) -> None:
    (read,) = read_deadlines(notation(day), year=2021)
    assert (read.kind, read.start, read.end, read.edtf) == ("date", day, day, day.isoformat())
    (limit,) = read_deadlines(f"Trước {notation(day)}", year=2021)
    assert (limit.start, limit.end, limit.end_exclusive) == (None, day, True)


PERIODS: list[tuple[str, Callable[[int, int], str]]] = [
    ("month", lambda n, y: f"Tháng {n}/{y}"),
    ("month", lambda n, y: f"tháng {n:02} năm {y}"),
    ("month", lambda n, y: f"T{n}/{y}"),
    ("month", lambda n, y: f"{n:02}/{y}"),
    ("quarter", lambda n, y: f"Quý {'I II III IV'.split()[n % 4]}/{y}"),  # noqa: SIM905
    ("quarter", lambda n, y: f"quý {n % 4 + 1} năm {y}"),
    ("half", lambda n, y: f"6 tháng {('đầu', 'cuối')[n % 2]} năm {y}"),
]


@given(st.integers(1, 12), st.integers(1990, 2099), st.sampled_from(PERIODS))
@settings(max_examples=150, deadline=None)
def test_a_period_reads_back_from_every_notation(
    number: int, year: int, notation: tuple[str, Callable[[int, int], str]]
) -> None:
    grain, render = notation
    number_of_grain = {"month": number, "quarter": number % 4 + 1, "half": number % 2 + 1}[grain]
    expected = span_of(Unit(grain, number_of_grain, 0, year), year)  # type: ignore[arg-type]
    assert expected is not None
    (read,) = read_deadlines(render(number, year), year=2021)
    assert (read.kind, read.start, read.end, read.edtf) == ("period", *expected)


WORDS = [word for entry in read_register("deadlines")["entry"] for word in entry["words"]]
FIGURES = [
    "3",
    "05",
    "2021",
    "15/6",
    "15/6/2021",
    "7-8-2021",
    "10/2021",
    "IV",
    "15/6/21",
    "2016-22",
    "2O21",
    "ba",
    "mười",
]
OTHERS = ["công tác", "UBND tỉnh", "theo quy định", "quy trình", "Nghị định số 61/2018/NĐ-CP", "Việt Nam", "việc"]
JOINTS = st.sampled_from([" "] * 12 + [", ", "; ", ": ", " (", ") ", "/", " - ", ". ", ""])


@given(
    st.lists(st.tuples(st.sampled_from(WORDS) | st.sampled_from(FIGURES) | st.sampled_from(OTHERS), JOINTS), max_size=9)
)
@settings(max_examples=600, deadline=None)
def test_the_fast_test_stops_no_deadline_of_a_sentence(words: list[tuple[str, str]]) -> None:
    sentence = fold_space("".join(word + joint for word, joint in words) + " ở")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prose, "may_tell_deadline", lambda *_: True)
        found = prose.find_in_sentence(sentence, 2021)
    assert prose.find_in_sentence(sentence, 2021) == found


def test_the_fast_test_stops_most_sentences() -> None:
    for sentence in (
        "Tổ chức thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ theo quy định.",
        "Nâng cao hiệu quả công tác cải cách hành chính năm 2021 của tỉnh; 100% cán bộ được tập huấn.",
        "Thường xuyên kiểm tra 12 đơn vị trực thuộc.",
    ):
        assert not may_tell_deadline(sentence, 2021), sentence


SHIFTED = [
    ("oà", "òa"),
    ("oá", "óa"),
    ("oả", "ỏa"),
    ("uỳ", "ùy"),
    ("uý", "úy"),
    ("uỷ", "ủy"),
    ("oè", "òe"),
    ("oạ", "ọa"),
]


def other_tone_style(text: str) -> str:
    """`hoà` for `hòa`, `qúy` for `quý`, and the other way round."""
    table = dict(SHIFTED) | {b: a for a, b in SHIFTED}
    for found in table:
        if found in text:
            return text.replace(found, table[found])
    return text


def meaning(text: str, year: int) -> list[dict[str, object]]:
    return [d.model_dump(exclude={"text", "applies_to"}) for d in read_deadlines(text, year=year)]


VARIANTS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "tone style": other_tone_style,
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "line breaks": lambda text: text.replace(" ", "\n  "),
    "bold": lambda text: f"<b>{text}</b>",
    "zero-width space": lambda text: "\u200b".join(text.partition(" ")),
}


@pytest.mark.parametrize("variant", VARIANTS)
def test_spelling_never_matters(variant: str) -> None:
    for text, year in CASES:
        assert meaning(VARIANTS[variant](text), year) == meaning(text, year), text


@pytest.mark.parametrize("variant", [str.upper, str.lower, str.title])
def test_letter_case_never_matters(variant: Callable[[str], str]) -> None:
    for text, year in CASES:
        # Numbers of documents are told by their capitals.
        if not any(mark in text for mark in ("/KH-", "/QĐ-", "/NQ-", "-NQ/")):
            assert meaning(variant(text), year) == meaning(text, year), text


@given(st.text(alphabet=st.sampled_from(list("0123456789/-,.;:()IVXlO àquýthángnămđếntrướchàgkỳ")), max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_text_whatever_breaks_it(text: str) -> None:
    for deadline in read_deadlines(text, year=2021):
        assert deadline.text in fold_space(text)
    for deadline in find_deadlines(text, year=2021):
        assert deadline.text in fold_space(text)


WORDS = sorted({word for text, _ in CASES for word in text.split()})


@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_no_mixture_of_time_words_breaks_it(text: str) -> None:
    read_deadlines(text, year=2021)
    find_deadlines(text, year=2021)


# fmt: off
NASTY = [
    "Quý I, ", "Theo kế hoạch và ", "15/6 và ", "(", "tháng ", "1", "1/", "từ ", "định kỳ hàng ", "a", "- ",
    "“", "á", "1 ", "năm 2021 đến ", "khi có, ", "Quý II, IV/2021 ", "Báo cáo: ", "quý, ",
    "trước ngày 15/6 và 15/12; ", "ngày 1, ", " l ", "của ", "hàng năm: ", "6 tháng, ", "12/KH-UBND của ",
    "2021, ", "15 ngày kể từ ", ") ", "(quý I ", "tháng 3-", "24/", "/A", "hoàn thành: ", "quýII",
    "Năm 2021: quý I, ", "Quý I: báo cáo ", "đối với ", "thời gian: ", "ngay sau khi ", "15 (mười lăm) ",
]
# fmt: on


@pytest.mark.parametrize("bomb", NASTY)
@pytest.mark.timing
def test_time_is_linear_in_the_length(bomb: str) -> None:
    years = iter(range(1900, 2200))

    def seconds(length: int) -> float:
        text = bomb * (length // len(bomb))
        start = time.process_time()
        # A year of its own each time, so that nothing is remembered.
        read_deadlines(text, year=next(years))
        find_deadlines(text, year=next(years))
        return time.process_time() - start

    # Six times the length in 36 times the time would be quadratic; noise stays well below 18.
    assert min(seconds(6000), seconds(6000)) < 18 * max(seconds(1000), seconds(1000), 0.001)
