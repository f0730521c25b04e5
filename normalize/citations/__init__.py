"""Legal documents named in a text: kind, number, issuer, date, and where in the text.

A document is cited when it is identified: by its number, or, for laws and resolutions of the Party's
meetings, by name. "Quyết định của Ủy ban nhân dân tỉnh" identifies nothing and is no citation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from normalize.citations.issuers import read_origin
from normalize.citations.laws import NamedLaw, find_meeting_resolutions, find_named_laws
from normalize.citations.numbers import NUMBER, clean_number, issuer_of_number, kind_of_number
from normalize.citations.signs import citing_places, may_cite
from normalize.citations.vocabulary import any_of, kinds, plain_number_kinds
from normalize.plain import plain

__all__ = ["CitationValue", "citing_places", "clean_number", "find_citations", "issuer_of_number", "kind_of_number"]


class CitationValue(NamedTuple):
    """One document named. `text` is the words from `start` to `end`; what they do not say is "" or None."""

    text: str
    kind: str
    number: str
    issuer: str
    issued_on: date | None
    start: int
    end: int


def find_citations(text: str) -> list[CitationValue]:
    """Every legal document that the NFC text names, in order, none inside another.

    Offsets are those of the text. A list such as "Nghị định số 107, 108/2020/NĐ-CP" gives one value for
    each number, completed from the last of them.
    """
    if not may_cite(text):
        return []
    key = plain(text)
    found = sorted(_named(text, key), key=_place)
    for finder in (_numbered, _by_plain_number):
        # Each finder's values stand in order and apart from one another; earlier finders keep their place.
        more = list(finder(text, key))
        if found and more:
            starts = [value.start for value in found]
            more = [value for value in more if _apart(value, found, starts)]
        found = sorted(found + more, key=_place)
    return found


_place = attrgetter("start", "end")


def _apart(value: CitationValue, found: list[CitationValue], starts: list[int]) -> bool:
    """Whether the value overlaps none of the first `len(starts)` values, which are in order."""
    at = bisect_right(starts, value.start)
    before, behind = found[at - 1] if at else None, found[at] if at < len(starts) else None
    return (before is None or before.end <= value.start) and (behind is None or value.end <= behind.start)


# --- Documents with a number -----------------------------------------------------------------------------


@cache
def _lead() -> re.Pattern[str]:
    """A kind and the earlier numbers of an elliptical list (`Nghị định số 107, `), backwards from a number.

    Forwards each word of the text in front would have to be tried; backwards the first one tells.
    """
    also = r"(?P<also>(?:(?:\s*os)?\s*(?:,|av|;)\s*(?:\d{4}/)?[a-z]?\d{1,6})*)"
    numbered = any_of(word[::-1] for word, name in kinds().items() if name not in _NAMED)
    abbreviated = any_of(word[::-1] for word in _ABBREVIATED)
    return re.compile(rf"{also}\(?\s*[:.]?(?:\s*os)?\s*(?P<kind>{numbered}|{abbreviated})(?!\w)")


# Kinds that are cited by name: "văn bản pháp luật 792/KH-UBND" is no law.
_NAMED = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})
_ABBREVIATED = {"nd": "Nghị định", "qd": "Quyết định", "nq": "Nghị quyết", "tt": "Thông tư", "ct": "Chỉ thị"}
_ABBREVIATED |= {"kh": "Kế hoạch", "ttlt": "Thông tư liên tịch"}
# "Số: 285/KH-UBND" is the document's own number, not a document named.
_OWN_NUMBER = re.compile(r"(?:^|[\s|*])(?:so|so\s+hieu|so\s+ky\s+hieu)\s*:\s*\**\s*$")
_ELLIPTICAL = re.compile(r"\d{1,6}[a-z]?(?:/\d{4})?")


def _numbered(text: str, key: str) -> Iterator[CitationValue]:
    if "/" not in text:
        return
    last_end = 0
    for match in NUMBER.finditer(text):
        window = max(last_end, match.start() - 120)
        lead = _lead().match(key[window : match.start()][::-1])
        if lead is None and (match["short"] or _OWN_NUMBER.search(key, window, match.start())):
            continue
        number = clean_number(match[0])
        kind = _kind(lead, number)
        if not kind:
            continue
        start = match.start() - lead.end() if lead else match.start()
        origin = read_origin(text, key, match.end())
        issuer = origin.issuer or issuer_of_number(number)
        if lead and lead["also"]:
            also = match.start() - lead.end("also")
            for figures in _ELLIPTICAL.finditer(key, also, match.start()):
                end = figures.end()
                yield CitationValue(text[start:end], kind, _completed(figures[0], number), issuer, None, start, end)
                start = _next_figure(key, end)
            start = match.start()
        last_end = origin.end
        yield CitationValue(text[start : origin.end], kind, number, issuer, origin.issued_on, start, origin.end)


def _next_figure(key: str, at: int) -> int:
    while at < len(key) and not key[at].isdigit():
        at += 1
    return at


def _kind(lead: re.Match[str] | None, number: str) -> str:
    if lead is None:
        return kind_of_number(number)
    words = " ".join(lead["kind"][::-1].split())
    return kinds().get(words) or _ABBREVIATED[words]


def _completed(figures: str, number: str) -> str:
    """`107` before `108/2020/NĐ-CP` is `107/2020/NĐ-CP`, `18` before `19-NQ/TW` is `18-NQ/TW`."""
    if "/" in figures:
        year_and_code = number.partition("/")[2]
        return f"{figures}/{year_and_code.partition('/')[2] if year_and_code[:4].isdigit() else year_and_code}"
    return figures + number.lstrip("0123456789").lstrip("abcdđ")


# --- Documents by name -----------------------------------------------------------------------------------

_YEAR = re.compile(r"\s*,?\s*\(?\s*nam\s+\d{4}\)?|\s+(?:19|20)\d\d(?![\d/])")
_LAW_NUMBER = re.compile(
    r"\s*,?\s*\(?\s*(?:so\s*:?\s*)?(\d+/\d{4}/(?:QH|UBTVQH)\d+|\d+[-/]?\w*/(?:QH|UBTVQH)\d*|\d+/\d{4}/L-CTN)\)?"
)
_ISSUERS = {"Pháp lệnh": "Ủy ban Thường vụ Quốc hội"}


def _named(text: str, key: str) -> Iterator[CitationValue]:
    for law in find_named_laws(text, key):
        end, number = law.end, ""
        if match := _LAW_NUMBER.match(text, _skip_so(key, end)):
            number, end = clean_number(match[1]), match.end()
        if match := _YEAR.match(key, end):
            end = match.end()
        origin = read_origin(text, key, end)
        issuer = _ISSUERS.get(law.kind, "Quốc hội")
        yield CitationValue(
            text[law.start : origin.end], law.kind, number, issuer, origin.issued_on, law.start, origin.end
        )
    for resolution in find_meeting_resolutions(key):
        origin = read_origin(text, key, resolution.end)
        yield _of_meeting(text, key, resolution, origin.issued_on, origin.end)


def _skip_so(key: str, end: int) -> int:
    match = re.compile(r"\s*,?\s*\(?\s*so\s*:?").match(key, end)
    return match.end() if match else end


def _of_meeting(text: str, key: str, law: NamedLaw, issued_on: date | None, end: int) -> CitationValue:
    words = key[law.start : law.end]
    central = "dai hoi" not in words
    issuer = "Ban Chấp hành Trung ương Đảng" if central else _congress(text[law.start : law.end])
    return CitationValue(text[law.start : end], law.kind, "", issuer, issued_on, law.start, end)


def _congress(words: str) -> str:
    """The congress as printed, behind the word for the resolution."""
    name = " ".join(words.split()[2:])
    return name[:1].upper() + name[1:]


# --- Documents by a bare figure --------------------------------------------------------------------------


@cache
def _bare() -> re.Pattern[str]:
    words = any_of(word for word, name in kinds().items() if name in plain_number_kinds())
    figure = r"\d{1,5}[a-z]?(?:/(?:19|20)\d\d)?"
    follow = r"(?=\s*(?:$|[,.;:)]|va\s|cua\s|ngay\s|ve\s|hoi\s+nghi|khoa\s|nam\s+\d{4}|quy\s+dinh|sua\s+doi))"
    return re.compile(
        rf"(?P<kind>{words})\s+(?P<so>so\s+)?(?P<numbers>{figure}(?:\s*(?:,|va)\s*(?:so\s+)?{figure})*){follow}"
    )


# Looked at where a kind and a figure are found: in front of the expression it would make each search slow.
_WORD_BEGINS = re.compile(r"(?<!\w)")
_MEETING = re.compile(r"\s*\(?hoi\s+nghi\s+(?:lan\s+thu\s+\w+\s+)?|\s+khoa\s+[ivx]+")


def _by_plain_number(text: str, key: str) -> Iterator[CitationValue]:
    """`Nghị định 61`, `Nghị quyết 18 và 19 Hội nghị lần thứ sáu Ban Chấp hành Trung ương`."""
    for match in _bare().finditer(key):
        if not _WORD_BEGINS.match(key, match.start()):
            continue
        kind = kinds()[" ".join(match["kind"].split())]
        figures = list(_ELLIPTICAL.finditer(match["numbers"]))
        if not match["so"] and len(figures[0][0]) < 2:
            continue
        origin = read_origin(text, key, match.end())
        issuer = origin.issuer or {"Nghị định": "Chính phủ"}.get(kind, "")
        if not issuer and _MEETING.match(key, match.end()):
            issuer = "Ban Chấp hành Trung ương Đảng"
        for position, figure in enumerate(figures):
            start = match.start() if position == 0 else match.start("numbers") + figure.start()
            last = position == len(figures) - 1
            end = origin.end if last else match.start("numbers") + figure.end()
            issued_on = origin.issued_on if last else None
            yield CitationValue(text[start:end], kind, figure[0], issuer, issued_on, start, end)
