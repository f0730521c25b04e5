"""The letterhead: who issues, under which number, where and when, in the document's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from parsers.document_text import DocumentText
from parsers.front_matter.fragments import Fragment, fragments
from parsers.openings import is_capitals
from parsers.registers import read_register

_MOST_LINES_ABOVE = 60
_MOST_BODY_LINES = 6
_LONGEST_BODY = 160


@dataclass(slots=True)
class Letterhead:
    """What a letterhead says, "" where it says nothing; `lines` gives each field's 0-based line."""

    number: str = ""
    place_date: str = ""
    issuer_lines: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


# Số: 285/KH-UBND | Số:      /KH-UBND | Số 12 - KH/TU | Số: 45 /2021/QĐ-UBND
NUMBER = re.compile(
    r"""(?:^|[\s|])S[ốôỐÔổồỗộoO]\s*(?:hiệu)?\s*[:.]?\s*
        (?P<number> [\d\s.…_]{0,40}[a-zđA-ZĐ]?\s* (?:\s?/\s?\d{4}\b)?
            (?: \s?[/–-]\s? [A-ZĐÐ][A-Za-zĐđÐưƯ&]*\d{0,2}\b )+ )""",
    re.VERBOSE,
)
_NUMBER_ALONE = re.compile(r"\s*[\d.…_]{0,12}\s*[a-zđ]?\s*(?:/\d{4})?\s?[/–-]\s?[A-ZĐÐ]")
_WORD_FOR_NUMBER = re.compile(r"^so\s*:?$")
# Đồng Tháp, ngày 05 tháng 12 năm 2020 | TP. Hồ Chí Minh, ngày     tháng     năm 2022 | Hà Nội, ngày 05/12/2020
_DATE_BEGUN = re.compile(r"(?:^|[\s,.])ngay(?![a-z])")
_DATE_DONE = re.compile(r"nam\s*\d{2,4}|nam\s*[.…]+|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|nam$")
_IN_BRACKETS = re.compile(r"^\(|kem theo|ban hanh|can cu")


def read_letterhead(text: DocumentText, heading: int | None) -> Letterhead:
    """The letterhead above the heading's line, or at the top of the document where there is no heading."""
    lines = text.lines
    last = heading if heading is not None else min(len(lines), _MOST_LINES_ABOVE)
    pieces = list(fragments(text, range(max(0, last - _MOST_LINES_ABOVE), last)))
    if heading is not None:
        # A letterhead in one table row with the kind word: what stands before it on its own line.
        pieces += [piece for piece in fragments(text, [heading]) if piece.kind not in ("kind", "title")]
    found = Letterhead()
    _read_number(found, pieces)
    _read_place_date(found, pieces)
    if not found.place_date or not found.number:
        below = list(fragments(text, range(last, min(len(lines), last + 12))))
        if not found.place_date:
            _read_place_date(found, below, whole=True)
        if not found.number:
            _read_number(found, below)
    found.issuer_lines = _bodies(pieces)
    return found


def _read_number(found: Letterhead, pieces: list[Fragment]) -> None:
    for at, piece in enumerate(pieces):
        words = piece.text
        if _WORD_FOR_NUMBER.match(piece.plain) and at + 1 < len(pieces) and _NUMBER_ALONE.match(pieces[at + 1].text):
            words = f"{piece.text} {pieces[at + 1].text}"
        match = NUMBER.search(words) if piece.plain[:8].find("so") >= 0 or " so" in piece.plain else None
        if match and not _IN_BRACKETS.search(piece.plain):
            found.number = match["number"].strip()
            found.lines["number"] = piece.line
            return


def _read_place_date(found: Letterhead, pieces: list[Fragment], *, whole: bool = False) -> None:
    """The place and date; `whole` asks for a line that is nothing else."""
    for at, piece in enumerate(pieces):
        if not _DATE_BEGUN.search(piece.plain) or len(piece.text) > 160 or _IN_BRACKETS.search(piece.plain):
            continue
        words, plain = piece.text, piece.plain
        for following in pieces[at + 1 : at + 4]:
            if _DATE_DONE.search(plain):
                break
            if following.kind or len(following.text) > 40:
                break
            words, plain = f"{words} {following.text}", f"{plain} {following.plain}"
        number = NUMBER.search(words)
        words = words[number.end() :] if number else words
        if whole and not re.fullmatch(r"[^,;:]{2,40},\s*ngay.{5,40}", plain):
            continue
        if _DATE_DONE.search(plain):
            found.place_date = words.strip(" ,*")
            found.lines["place_date"] = piece.line
            return


# --- The issuing body ------------------------------------------------------------------------------------


@cache
def _body_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How a body's line begins, and how lines begin that only look like one."""
    letterhead = read_register("front_matter")["letterhead"]
    return tuple(letterhead["bodies"]), tuple(letterhead["not_bodies"])


def _bodies(pieces: Iterable[Fragment]) -> list[str]:
    """The issuing body's lines, top down: capitals in one column that begin like a body, wrapped lines joined."""
    found: list[str] = []
    last: Fragment | None = None
    bodies, not_bodies = _body_words()
    for piece in pieces:
        if len(piece.text) > _LONGEST_BODY or not is_capitals(piece.text) or piece.kind in _NO_BODY:
            continue
        if piece.plain.startswith(bodies) and not piece.plain.startswith(not_bodies):
            if found and last is not None and piece.line - last.line > 6:
                # Words of a site's head in capitals, far above the letterhead.
                found = []
            found += _unjoined(piece.text)
            last = piece
        elif last is not None and piece.column == last.column and 0 < piece.line - last.line <= 2 and found:
            found[-1] = f"{found[-1]} {piece.text}"
            last = piece
        if len(found) >= _MOST_BODY_LINES:
            break
    return [text.strip(" -–*_") for text in found]


def _unjoined(text: str) -> list[str]:
    """`UBND TỈNH SÓC TRĂNG SỞ Y TẾ` in one line is two bodies, the lower one last."""
    found = _joined_bodies().match(text)
    return [found[1], found[2]] if found else [text]


@cache
def _joined_bodies() -> re.Pattern[str]:
    letterhead = read_register("front_matter")["letterhead"]
    superiors, lower = ("|".join(map(re.escape, letterhead[name])) for name in ("superiors", "subordinates"))
    # "THÀNH PHỐ HẢI PHÒNG" has no office of its own in its name.
    return re.compile(rf"((?:{superiors})\s[^|]{{2,60}}?)\s(?<!HẢI\s)((?:{lower})\s.+)$")


_NO_BODY = frozenset(
    {"motto", "number", "kind", "annex_bracket", "article", "decides", "recipients", "signature", "basis"}
)
