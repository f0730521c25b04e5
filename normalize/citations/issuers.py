"""When a document was issued and by whom, as the words behind its number say."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from normalize.citations.vocabulary import any_of, register
from normalize.plain import plain


class Origin(NamedTuple):
    """The date and the issuer behind a number, and where those words end."""

    issued_on: date | None
    issuer: str
    end: int


# ngày 14/02/2015 | ngày 08 tháng 6 năm 2010 | ngày 12/9 /2018 | ngày 16/01/202 4
_DATE = re.compile(
    r"""\s*,?\s*\(?\s* (?:(?:duoc\s+)?ban\s+hanh\s+)? (?:ky\s+)? ngay\s*
        (?P<day>\d{1,2}) \s*(?:/|-|\.|thang)\s* (?P<month>\d{1,2}) \s*(?:/|-|\.|,?\s*nam)\s*
        (?P<year>\d{4}|\d{3}\s\d) \s*\)?""",
    re.VERBOSE,
)


def read_date(words: re.Match[str]) -> date | None:
    """The date of a match with day, month and year; None where there is no such day."""
    try:
        return date(int(words["year"].replace(" ", "")), int(words["month"]), int(words["day"]))
    except ValueError:
        return None


@cache
def _issuer_names() -> dict[str, str]:
    """Names of issuers by their plain words: from the codes, and other ways to write them."""
    names = {
        plain(name): name for name in register()["issuers"].values() if name.startswith(("Bộ ", "Sở ", "Thanh tra"))
    }
    names |= {plain(name): name for name in register()["issuers"].values() if name not in _TERRITORIAL}
    names |= {word: entry["name"] for entry in register()["issuer_words"] for word in entry["words"]}
    return {re.sub(r"\s*-\s*|,\s*", " ", word): name for word, name in names.items()}


_TERRITORIAL = frozenset(
    {"Ủy ban nhân dân", "Hội đồng nhân dân", "Tỉnh ủy", "Huyện ủy", "Quận ủy", "Ban Chỉ đạo", "Đại hội Đảng bộ"}
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    territorial = register()["territorial"]
    heads = rf"(?:{any_of(territorial['heads'])}\s+)?"
    meeting = r"(?:hoi\s+nghi\s+(?:lan\s+thu\s+\w+(?:\s+\w+)?,?\s+)?(?:cua\s+)?)?"
    names = any_of(_issuer_names(), between=r"[\s,-]+")
    known = rf"\s*,?\s*cua\s+{meeting}{heads}(?P<name>{names})(?!\w)"
    level = r"(?:\s+(?:tinh|thanh\s+pho|tp\.?|t\.|huyen|quan|thi\s+xa|xa|phuong|thi\s+tran))?"
    party = any_of(territorial["party"])
    congress = r"dai\s+hoi\s+(?:dai\s+bieu\s+)?(?:dang\s+bo|toan\s+quoc)"
    local = rf"\s*,?\s*cua\s+{heads}(?P<body>{any_of(territorial['bodies'])}{level}|{party}|{congress}{level})(?!\w)"
    return re.compile(known), re.compile(local)


# The name of a place behind a body: capitalised syllables.
_PLACE = re.compile(r"(?:\s[A-ZĐÀ-Ỹ][\w-]*)+")
_UBND = re.compile(r"\b(?:ubnd|hdnd)\b|uy\s+ban\s+nhan\s+dan|hoi\s+dong\s+nhan\s+dan")


def read_origin(text: str, key: str, end: int) -> Origin:
    """Date and issuer that follow `end` in the text, in either order; `key` is the text in plain letters."""
    issued_on, issuer = None, ""
    for _ in range(2):
        if issued_on is None and (match := _DATE.match(key, end)):
            issued_on = read_date(match)
            end = match.end() - (1 if match[0].endswith(" ") else 0)
        elif not issuer and (found := read_issuer(text, key, end)):
            issuer, end = found
        else:
            break
    return Origin(issued_on, issuer, end)


def read_issuer(text: str, key: str, at: int) -> tuple[str, int] | None:
    """The issuer behind "của" at this place, in its canonical name, and where its words end."""
    known, local = _patterns()
    if match := known.match(key, at):
        words = re.sub(r"[\s,-]+", " ", match["name"])
        return _issuer_names()[words], match.end()
    if match := local.match(key, at):
        place = _PLACE.match(text, match.end())
        end = place.end() if place else match.end()
        return _territorial(text[match.start("body") : end]), end
    return None


def _territorial(words: str) -> str:
    """`UBND tỉnh` as `Ủy ban nhân dân tỉnh`; other bodies as printed, the first letter a capital."""
    bodies: dict[str, str] = register()["territorial"]["bodies"]
    words = " ".join(words.split())
    match = _UBND.match(plain(words))
    if match:
        words = bodies[" ".join(match[0].split())] + words[match.end() :]
    return words[:1].upper() + words[1:]
