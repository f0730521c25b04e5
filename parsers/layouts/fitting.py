"""How well a text looks in a column, in points: by what the column is for and what the text looks like from outside."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from parsers.layouts.ordinals import leading_ordinals, read_ordinals
from parsers.openings import is_capitals
from parsers.tasks.shapes import Look, look

TEXT_FIELDS = frozenset({"description", "section"})
_LONG = 140
_SHORT = 60
_TITLE_LONGEST = 250
_FITTING = -1.0


@lru_cache(maxsize=4096)
def fits_of(fields: tuple[str, ...], text: str) -> tuple[float, ...]:
    """Points for a text in each column of these fields (`ordinal`, `description`, `lead`, …, "" for an unknown one)."""
    looks = look(text)
    titled = bool(leading_ordinals(text)) and is_title(text)
    return tuple([_fit(name, text, looks, titled=titled) for name in fields])


def _fit(name: str, text: str, looks: Look, *, titled: bool) -> float:
    if name == "ordinal":
        return 2.5 if read_ordinals(text) else 0.0 if not text else -4.0
    if not text:
        return -1.0 if name in TEXT_FIELDS else 0.1
    if titled and name not in TEXT_FIELDS:
        return -2.5  # the heading of a part
    return _FITS.get(name, _fit_any)(text, looks)


@lru_cache(maxsize=16384)
def is_at_home(name: str, text: str) -> bool:
    """Does a text look like one of this column's, so that no other column need be tried?"""
    if name in TEXT_FIELDS and len(text) >= _SHORT:
        return not text.isdigit()  # a sentence fits by its length alone
    return fits_of((name,), text)[0] > _FITTING


@lru_cache(maxsize=4096)
def is_title(text: str) -> bool:
    """Is the text printed like a section's title, in capitals?"""
    return bool(text) and len(text) <= _TITLE_LONGEST and is_capitals(text)


def _fit_agency(text: str, looks: Look) -> float:
    if looks.agency:
        return 2.0
    return -1.6 if looks.time or looks.money or looks.mentions_time or len(text) > _LONG else -0.5


def _fit_time(text: str, looks: Look) -> float:
    if looks.time:
        return 2.0
    return -1.0 if looks.agency or len(text) > _LONG else 1.5 if looks.mentions_time else -0.4


def _fit_money(_text: str, looks: Look) -> float:
    return 1.5 if looks.money or looks.reference else -1.0 if looks.agency else -0.4


def _fit_description(text: str, looks: Look) -> float:
    if text.isdigit() or read_ordinals(text):
        return -2.0
    if looks.time and len(text) < _SHORT:
        return -1.5
    if looks.money and len(text) < _SHORT:
        return -1.2
    short = -0.8 if looks.agency and len(text) < _SHORT else 0.3
    return short + (0.7 if len(text) > 50 else 0.0) - (1.0 if text[0].islower() and not leading_ordinals(text) else 0.0)


def _fit_product(text: str, looks: Look) -> float:
    if read_ordinals(text) and not text.isdigit():
        return -2.0
    return -1.0 if looks.time or (looks.money and not looks.number) else -0.6 if looks.agency else 0.3


def _fit_note(_text: str, looks: Look) -> float:
    # Where the money comes from is often all that a note says ("NS tỉnh").
    return 0.4 if looks.money and not looks.number else -0.3 if looks.agency or looks.time else 0.0


def _fit_any(text: str, _looks: Look) -> float:
    if read_ordinals(text) and not text.isdigit():
        return -2.0
    return -0.5 if len(text) > _LONG else 0.0


_FITS: dict[str, Callable[[str, Look], float]] = {
    "lead": _fit_agency,
    "cooperating": _fit_agency,
    "timeframe": _fit_time,
    "budget": _fit_money,
    "source": _fit_money,
    "description": _fit_description,
    "section": _fit_description,
    "product": _fit_product,
    "note": _fit_note,
}
