"""Laws, codes, ordinances and the constitution, which are cited by name; resolutions of congresses and plenums."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from normalize.citations.vocabulary import any_of, register
from normalize.spelling import lower_in_place, modern_tones


class NamedLaw(NamedTuple):
    """A document cited by name, at `start`..`end`, without the number, date or year behind it."""

    kind: str
    start: int
    end: int


# pháp luật, kỷ luật, quy luật, dự luật, luật sư, luật định: no law is named. What may not stand in front is looked
# at behind the first letters: a search that begins with letters is several times faster.
_LAW = re.compile(
    r"(?P<kind>(?:b(?=o\s)|l(?=uat)|p(?=hap\s)|h(?=ien\s))(?<!\w.)(?<!phap\s.)(?<!ky\s.)(?<!quy\s.)(?<!du\s.)"
    r"(?:o\s+luat|uat|hap\s+lenh|ien\s+phap))(?!\w)"
)
_NOT_A_NAME = re.compile(
    r"\s+(?:su|dinh|phap|gia|khoa|hoc|tuc|le|lenh|hien\s+hanh|nay|co\s+lien\s+quan|quoc\s+te)(?!\w)"
)
_OF_AMENDMENT = re.compile(
    r"""\s+ sua\s+doi ,?\s+ bo\s+sung \s+
        (?:mot\s+so\s+dieu\s+cua\s+)? (?:cac\s+)? (?=luat|bo\s+luat|phap\s+lenh)""",
    re.VERBOSE,
)
_AND_LAW = re.compile(r"(?:\s*,\s*|\s+va\s+|\s*;\s*)(?=(?:bo\s+)?luat\s)")
_WORD = re.compile(r"\s+([^\W\d_][\w]*)(?:\s*-\s*(?=\w))?")
_MOST_WORDS = 18
_LONGEST_NAME = 160


@cache
def _names() -> tuple[re.Pattern[str], frozenset[str]]:
    laws = register()["laws"]
    parts = sorted({modern_tones(name) for name in laws["names"]}, key=len, reverse=True)
    names = "|".join(r"[\s,]+".join(map(re.escape, re.split(r"[\s,]+", name))) for name in parts)
    return re.compile(rf"\s+(?:{names})(?!\w)"), frozenset(laws["stops"])


def find_named_laws(text: str, key: str) -> list[NamedLaw]:
    """The laws that the text names, in order; `key` is the text in plain letters."""
    found: list[NamedLaw] = []
    if not any(word in key for word in ("luat", "phap lenh", "hien phap")):
        return found
    for match in _LAW.finditer(key):
        if found and match.start() < found[-1].end:
            continue
        law = _law(text, key, match)
        if law:
            found.append(law)
    return found


def _law(text: str, key: str, match: re.Match[str]) -> NamedLaw | None:
    kind = {"bo": "Bộ luật", "luat": "Luật", "phap": "Pháp lệnh", "hien": "Hiến pháp"}[match["kind"].split()[0]]
    if kind == "Hiến pháp":
        return NamedLaw(kind, match.start(), _constitution(key, match.end())) if text[match.start()].isupper() else None
    end = _name_end(text, key, match.end(), capital=text[match.start()].isupper())
    return NamedLaw(kind, match.start(), end) if end is not None else None


_STATE_NAME = re.compile(r"\s+nuoc\s+cong\s+hoa\s+xa\s+hoi\s+chu\s+nghia\s+viet\s+nam")


def _constitution(key: str, at: int) -> int:
    match = _STATE_NAME.match(key, at)
    return match.end() if match else at


def _name_end(text: str, key: str, at: int, *, capital: bool) -> int | None:
    """Where the law's name ends; None where no name follows. A name the register does not know needs capitals."""
    if amendment := _OF_AMENDMENT.match(key, at):
        return _amended_end(text, key, amendment.end())
    names, stops = _names()
    if known := names.match(lower_in_place(modern_tones(text[at : at + _LONGEST_NAME]))):
        return at + known.end()
    if _NOT_A_NAME.match(key, at):
        return None
    first = _WORD.match(text, at)
    if not capital or not first or not first[1][0].isupper():
        # "Luật số 77/2015/QH13" has no name; the number behind it identifies it.
        return at if _NUMBERED.match(key, at) else None
    if first[1].lower() in stops and not first[1][0].isupper():
        return None
    end = at
    for _ in range(_MOST_WORDS):
        word = _WORD.match(text, end)
        if not word or (word[1].islower() and word[1] in stops):
            break
        end = word.end()
    return end if end > at else None


_NUMBERED = re.compile(r"\s+so\s*:?\s*\d+/\d{4}/")


def _amended_end(text: str, key: str, at: int) -> int | None:
    """The end of `Luật A và Luật B` in the name of the law that amends them."""
    end: int | None = None
    while match := _LAW.match(key, at):
        name_end = _name_end(text, key, match.end(), capital=True)
        if name_end is None:
            return end
        end = name_end
        following = _AND_LAW.match(key, end)
        if not following:
            return end
        at = following.end()
    return end


@cache
def _resolutions() -> re.Pattern[str]:
    """Resolutions of the Party that are cited by the meeting: `Nghị quyết Đại hội XIII của Đảng`."""
    centre = any_of(["trung uong", "tw", "ban chap hanh trung uong", "bch trung uong", "bch tw", "ban chap hanh tw"])
    term = r"(?:\s*,?\s*\(?\s*(?:khoa|nhiem\s+ky)\s+(?:[ivxl]+(?!\w)|\d+(?:\s*-\s*\d+)?)\)?)"
    order = r"(?:lan\s+thu\s+\w+(?:\s+muoi(?:\s+\w+)?)?)"
    plenum = (
        rf"(?:hoi\s+nghi\s+)?(?:{order}\s+)?(?:lan\s+\d+\s+)?{centre}(?:\s+{order})?(?:\s+\d{{1,2}})?(?:\s+dang)?{term}"
    )
    ordinal = rf"(?:{order}|[ivxlc]+(?!\w))"
    whose = r"(?:dai\s+bieu\s+)?(?:toan\s+quoc\s+|dang\s+bo\s+[^,.;()\d]{0,50}?\s*)?"
    congress = rf"dai\s+hoi\s+{whose}{ordinal}(?:\s+cua\s+dang)?{term}?"
    return re.compile(rf"nghi(?<!\w....)\s+quyet\s+(?:cua\s+)?(?P<meeting>{plenum}|{congress})")


def find_meeting_resolutions(key: str) -> list[NamedLaw]:
    """Resolutions cited by the congress or plenum that passed them, without a number."""
    if "nghi quyet" not in key:
        return []
    return [NamedLaw("Nghị quyết", match.start(), match.end()) for match in _resolutions().finditer(key)]
