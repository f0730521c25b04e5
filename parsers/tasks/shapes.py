"""What a cell looks like: a body, a time, a sum, a page number. Only for putting cells into their columns."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from parsers.registers import read_register
from schema.folding import plain_key

# Shapes are decided by how a cell begins; the rest of a long cell is not looked at.
_BEGINNING = 48
_LOOKED_AT = 240
_LONGEST_TIME = 80
_WORD_ENDS = r"(?![^\W\d_])"
# The tone mark on the second vowel (`uỷ`, `hoà`) moved to the first (`ủy`, `hòa`): cells and registers alike.
_NEW_TONE = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")
_MOVED_TONE = {
    new: old
    for news, olds in (
        ("oà oá oả oã oạ oè oé oẻ oẽ oẹ", "òa óa ỏa õa ọa òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    )
    for new, old in zip(news.split(), olds.split(), strict=True)
}
_MOVED_BACK = {old: new for new, old in _MOVED_TONE.items()}
_OLD_TONE = re.compile("|".join(_MOVED_BACK))
_LONGEST_MONEY = 120
LONGEST_COLUMN_NUMBER = 24
_LONGEST_PERIOD = 24
_SHAPES = ("agency", "time", "reference", "money", "total", "grand_total", "letterhead", "remark", "breakdown")
_BULLETS = "-–+*• "
# "khoảng 50 triệu", "tổng 2 tỷ": how a sum begins that does not begin with a figure.
_BEFORE_SUMS = frozenset({"kh", "tổ"})

# "12/2023", "30/6/2024", "15-12-2023", "2024", "2021-2025", "T12/2023", "Q2/2024".
_DATE = re.compile(
    r"[tq]?(?:\d{1,2}[/.-]){1,2}\d{4}\b|(?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?$|\d{1,2}/\d{1,2}$|q ?[1-4]\b"
)
# A time named anywhere in a cell: "Ban hành tháng 01/2018", "xong trước 30/6", "quý II/2023".
_SOME_TIME = re.compile(
    r"\d/\d|(?:tháng|qu[ýí]|năm|ngày) ?(?:\d|[ivx]+\b)|định k[ỳì]|thường xuyên|h[àằ]ng (?:năm|qu[ýí]|tháng|tuần)"
)
# "Quý I", "T1", "Tháng 9/2023", "Năm 2024", "Học kỳ II", "6 tháng đầu năm".
_PERIOD = re.compile(
    r"(?:(?:quy|thang|nam|hoc ky|tuan|dot|t|q)\.? ?(?:\d{1,4}|[ivx]+)(?:[/ -]+(?:nam )?(?:\d{1,4}|[ivx]+))?"
    r"|6 thang (?:dau|cuoi) nam(?: \d{4})?|20\d\d) ?[:.]?$"
)
# "10", "1.200", "1,5", "200.000.000", "0,8 - 1,2"; a year is no sum.
_NUMBER = re.compile(r"\d[\d.,]*(?: ?[-–x+] ?\d[\d.,]*)*$")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d$")
# "7", "- 7 -", "Trang 7", "Trang 7/12", "7/12".
_PAGE = re.compile(r"[-–— ]*(?:trang|page)? ?\d{1,3}(?: ?/ ?\d{1,3})?[-–— ]*$", re.IGNORECASE)
# "(1)", "[2]", "3", "A", "(6)=(4)+(5)": the numbers that forms print under their headings.
_COLUMN_NUMBER = re.compile(r"[(\[]?(?:\d{1,2}|[A-Za-z])[)\]]?(?: ?= ?[\d()+\-x*/ ]+)?$")


class _Shape(NamedTuple):
    begins: re.Pattern[str]
    never: re.Pattern[str]


class Look(NamedTuple):
    """All that is worth knowing about the looks of the cell `text`.

    `agency`: it begins with the name of a body or a class of bodies. `time`: a date, a period, a recurrence.
    `reference`: `Theo quy định`, a time or a sum that another document states. `number`: one bare number or range,
    and no year. `money`: a sum, a bare number, or words on where money comes from. `amount`: a sum in figures, never
    carried over to another row.
    """

    text: str
    agency: bool = False
    time: bool = False
    reference: bool = False
    number: bool = False
    money: bool = False
    amount: bool = False

    @property
    def mentions_time(self) -> bool:
        """Few words, and a time or what it depends on among them."""
        if self.time or len(self.text) > 2 * _LONGEST_TIME:
            return self.time
        return self.reference or _SOME_TIME.search(self.text.lower()) is not None


def look(text: str) -> Look:
    """What a cell looks like; the same for any two texts that begin alike and are long."""
    return _look(text if len(text) <= _LOOKED_AT else text[:_LOOKED_AT])


@lru_cache(maxsize=16384)
def _look(text: str) -> Look:
    opening = _opening(text)
    shapes = _openings().get(opening)
    figure = opening[:1].isdecimal()
    # "12", "T1", "Q 1".
    dated = figure or opening[1:].isdecimal() or opening == "q "
    if shapes is None and not dated and opening not in _BEFORE_SUMS:
        return Look(text)
    shapes = shapes or frozenset()
    key = _beginning(text)
    time = number = money = False
    if len(text) <= _LONGEST_TIME:
        time = ("time" in shapes and _begins(key, "time")) or (dated and _DATE.match(key) is not None)
    if len(text) <= _LONGEST_MONEY:
        number = figure and is_number(text)
        money = number or ("money" in shapes and _begins(key, "money"))
        if not money and (figure or opening in _BEFORE_SUMS):
            money = _sum().match(text.lower()) is not None
    return Look(
        text,
        agency="agency" in shapes and _begins(key, "agency"),
        time=time,
        reference="reference" in shapes and _begins(key, "reference"),
        number=number,
        money=money,
        amount=money and (number or _DIGIT.search(text) is not None),
    )


def _opening(text: str) -> str:
    """The first two letters, which rule out most shapes at once."""
    return text.lstrip(_BULLETS)[:2].lower()


def _beginning(text: str) -> str:
    return _one_style(text[:_BEGINNING]).lstrip(_BULLETS)


def _one_style(text: str) -> str:
    """Lower case with tone marks where the old style has them (much cheaper than the key that folds all styles)."""
    return _NEW_TONE.sub(lambda vowels: _MOVED_TONE[vowels[0]], text.lower())


def is_number(text: str) -> bool:
    """Is this one bare number or range, and no year?"""
    if len(text) > _LONGEST_MONEY:
        return False
    key = text.strip().rstrip("%đ ")
    return _NUMBER.match(key) is not None and _YEAR.match(key) is None


@lru_cache(maxsize=4096)
def is_total(text: str) -> bool:
    """Is this the label of a row of totals?"""
    return _is_a("total", text)


def is_period(text: str) -> bool:
    """Is the text nothing but a month, a quarter, a half or a year: `Quý I`, `Tháng 9/2023`, `HỌC KỲ II`?"""
    return len(text) <= _LONGEST_PERIOD and _is_period(text)


@lru_cache(maxsize=1024)
def _is_period(text: str) -> bool:
    return _PERIOD.match(plain_key(text)) is not None


@lru_cache(maxsize=1024)
def is_grand_total(text: str) -> bool:
    """Is this the label of the total of all, not of one part?"""
    return _is_a("grand_total", text)


@lru_cache(maxsize=1024)
def is_breakdown(text: str) -> bool:
    """`Trong đó`: are the columns under this heading parts of the sum beside it?"""
    return _is_a("breakdown", text)


@lru_cache(maxsize=1024)
def is_letterhead(text: str) -> bool:
    """Does a cell belong to a letterhead, a list of recipients or a signature?"""
    return _is_a("letterhead", text)


@lru_cache(maxsize=1024)
def is_remark(text: str) -> bool:
    """Is this a note under the table?"""
    return _is_a("remark", text)


def is_page_number(text: str) -> bool:
    """Is this all that a line at the edge of a page holds?"""
    return len(text) <= 16 and _PAGE.match(text) is not None


def is_column_number(text: str) -> bool:
    """Is this what forms print under a heading: `(1)`, `A`, `(6)=(4)+(5)`?"""
    return len(text) <= LONGEST_COLUMN_NUMBER and _COLUMN_NUMBER.match(text.strip()) is not None


@cache
def marks() -> frozenset[str]:
    """Cells that only mark a column: `x`."""
    return frozenset(read_register("shapes")["marks"]["cells"])


@cache
def dittos() -> frozenset[str]:
    """Cells that say "as above": `nt`, `″`."""
    return frozenset(read_register("shapes")["dittos"]["cells"])


@cache
def fresh_words() -> frozenset[str]:
    """Words that begin a new cell though they are printed small."""
    return frozenset(read_register("shapes")["continuing"]["fresh"])


@cache
def joining_words() -> frozenset[str]:
    """Words that no finished text ends in."""
    return frozenset(read_register("shapes")["continuing"]["joining"])


def _is_a(name: str, text: str) -> bool:
    return name in _openings().get(_opening(text), ()) and _begins(_beginning(text), name)


@cache
def _openings() -> dict[str, frozenset[str]]:
    """The first two letters of a cell, in either tone style, to the names of the shapes that begin so."""
    names: dict[str, set[str]] = {}
    raw = read_register("shapes")
    for name in _SHAPES:
        words = [*raw[name].get("begins", ()), *raw[name].get("whole", ())]
        for word in words + raw["determiners"] if name == "agency" else words:
            old = _one_style(word)
            for spelling in (old, _OLD_TONE.sub(lambda vowels: _MOVED_BACK[vowels[0]], old)):
                names.setdefault(spelling[:2], set()).add(name)
    return {opening: frozenset(shapes) for opening, shapes in names.items()}


def _begins(key: str, name: str) -> bool:
    shape = _shape(name)
    return shape.begins.match(key) is not None and shape.never.match(key) is None


@cache
def _shape(name: str) -> _Shape:
    raw = read_register("shapes")
    before = f"(?:(?:{_alternation(raw['determiners'])}),? )*" if name == "agency" else ""
    # "so" and "sở:" end where a word ends; "năm 20" goes on with the year's digits.
    entry = raw[name]
    never = _alternation(entry["never"]) if "never" in entry else "(?!)"
    begins = rf"{before}(?:{_alternation(entry['begins'])}){_WORD_ENDS}" if "begins" in entry else "(?!)"
    whole = rf"(?:{_alternation(entry['whole'])})(?: ?[(:.].*| [ivx+ ]+)?$" if "whole" in entry else "(?!)"
    return _Shape(re.compile(f"{begins}|{whole}"), re.compile(rf"{before}(?:{never}){_WORD_ENDS}"))


@cache
def _sum() -> re.Pattern[str]:
    """`50 triệu`, `50triệu/ huyện`, `1,5 tỷ`: figures and then a unit of money."""
    units = "|".join(unit.lower() for unit in read_register("shapes")["money"]["units"])
    return re.compile(rf"(?:khoảng |tổng )?\d[\d.,]*(?: ?[-–] ?\d[\d.,]*)? ?(?:{units})\b")


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(_one_style(word)) for word in sorted(words, key=len, reverse=True))
