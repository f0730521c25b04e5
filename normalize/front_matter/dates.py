"""The place and the day of issue, read through blanks left for the pen and slips of recognition."""

from __future__ import annotations

import re
from datetime import date

from normalize.spelling import lower_in_place
from schema.folding import fold_space

_SLIPS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1"})
_FIGURES = r"[\doOlI]{1,2}"
# ngày 05 tháng 12 năm 2020 | ngày05tháng12năm2020 | năm 202 4
_WORDED = re.compile(
    rf"""ngày \s*[.…_]* (?P<day>{_FIGURES}) [.…_]*\s* ,?\s* tháng \s*[.…_]* (?P<month>{_FIGURES}) [.…_]*\s* ,?\s*
         năm \s*[.…_]* (?P<year>\d{{4}}|\d{{3}}\s\d|\d{{2}}\s\d{{2}})""",
    re.VERBOSE,
)
# 05/12/2020 | 31.12.2020 | 05-12-2020
_NUMERIC = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4}|\d{3}\s\d)(?!\d)")
_YEAR = re.compile(r"năm\s*[.…_]*(?P<year>(?:19|20)\d\d)")
_PLACE = re.compile(r"^\s*(?P<place>[^\d,;:()]{2,60}?)\s*[,.]?\s*ngày(?![^\W\d_])", re.IGNORECASE)


def find_date(text: str) -> date | None:
    """The first day that the text names with day, month and year; None where there is none, or no such day."""
    words = lower_in_place(fold_space(text))
    for pattern in (_WORDED, _NUMERIC):
        if match := pattern.search(words):
            figures = [int(match[name].translate(_SLIPS).replace(" ", "")) for name in ("year", "month", "day")]
            try:
                return date(*figures)
            except ValueError:
                return None
    return None


def year_of(text: str) -> int | None:
    """The year of a date line whose day was left blank."""
    match = _YEAR.search(lower_in_place(fold_space(text)))
    return int(match["year"]) if match else None


def place_of(text: str) -> str:
    """The place of a date line (`Đồng Tháp, ngày …`), in small letters where it is all in capitals; "" for none."""
    match = _PLACE.match(fold_space(text))
    if not match:
        return ""
    place = match["place"].strip(" .,-–|*")
    return place.title() if place.isupper() and len(place) > 3 else place
