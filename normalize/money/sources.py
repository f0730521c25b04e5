"""Where money comes from: purses of a level of government, purses with a name of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from normalize.money.vocabulary import accented, any_of, funds, levels, register
from normalize.plain import plain
from schema.records import MoneySource


class Purse(NamedTuple):
    """A mention of a source at `start`..`end`. `own` purses say that the body pays for itself."""

    start: int
    end: int
    source: MoneySource | None
    entry: str


@cache
def _level() -> str:
    stops = any_of(map(plain, register()["purse"]["not_before"]))
    return rf"(?<!\w){any_of(levels().source)}(?!\w)(?!\s{stops}(?!\w))"


@cache
def _run() -> str:
    """`tỉnh, huyện` | `tỉnh và ngân sách các huyện, thị xã` | `nhà nước cấp tỉnh` | `nhà nước (tỉnh)`."""
    purse = any_of([*register()["purse"]["words"], "cap", "cac", "von", "nguon", "cua"])
    joined = rf"\s*(?:,|/|\+|-|–|(?<!\w)va(?!\w)|(?<!\w)hoac(?!\w))\s*(?:{purse}\s*)*"
    return rf"{_level()}(?:(?:{joined}|\s*\(?\s*(?:cap\s+|cua\s+)?){_level()}){{0,8}}"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A purse of a level, a purse with a name, and levels alone."""
    purse = register()["purse"]
    link = r"(?:(?:cap|cua|cac|tu|do|ho tro|phia|bo sung|hang nam)\s+)*"
    # ngân sách tỉnh | ngân sách sự nghiệp giáo dục của tỉnh
    apart = r"(?:(?!theo\b)[^\W\d_]+\s+){1,5}?(?:cap|cua|do)\s+(?:cac\s+)?"
    strong = rf"(?<!\w){any_of(purse['words'])}\s*[:.(]?\s*(?:{link}|{apart})"
    # kinh phí tỉnh | nguồn sự nghiệp giáo dục tỉnh
    weak = rf"(?<!\w){any_of(purse['weak'])}\s+(?:{any_of(purse['between'])}\s+){{0,5}}"
    of_level = rf"(?:{strong}|{weak})(?P<levels>{_run()})"
    named = rf"(?<!\w)(?P<fund>{any_of(funds().source)})(?!\w)"
    pays = rf"(?:\s+{any_of(purse['pays'])})?"
    alone = rf"[-–*\s]*(?:(?:nguon|tu|cap|do|phan|von)\s+)*(?P<levels>{_run()}){pays}\s*[:.]?\s*"
    return re.compile(of_level), re.compile(named), re.compile(alone)


def find_purses(text: str) -> list[Purse]:
    """Every source that the text names, in order of place."""
    words, spelled = plain(text), accented(text)
    of_level, named, _ = _patterns()
    found = [
        Purse(match.start(), match.end(), source, entry)
        for match in of_level.finditer(words)
        for source, entry in _sources_of_run(spelled[match.start("levels") : match.end("levels")])
    ]
    for match in named.finditer(words):
        entry = funds().means(spelled[match.start() : match.end()])
        inside_another = any(purse.start <= match.start() < purse.end for purse in found)
        if entry and not inside_another and not _denied(spelled, match.start()):
            found.append(Purse(match.start(), match.end(), funds().source[entry], entry))
    found.sort(key=lambda purse: purse.start)
    # "vốn đối ứng NS tỉnh": what a purse is for, right before the purse.
    return [
        purse
        for purse, after in zip_longest(found, found[1:])
        if purse.source is not None or after is None or after.source is None or after.start - purse.end > 1
    ]


def bare_levels(text: str) -> list[Purse]:
    """The sources of a text that is nothing but names of levels (`Tỉnh`, `TW, huyện`); else none."""
    match = _patterns()[2].fullmatch(plain(text)) if len(text) < 80 else None
    if not match:
        return []
    run = accented(text)[match.start("levels") : match.end("levels")]
    return [Purse(0, len(text), source, entry) for source, entry in _sources_of_run(run)]


@cache
def _denials() -> tuple[str, ...]:
    return tuple(next(entry["not_behind"] for entry in register()["fund"] if "not_behind" in entry))


def _denied(spelled: str, start: int) -> bool:
    """Whether "không", "chưa giao" and the like stand before the fund: it is not the source then."""
    before = f" {spelled[max(0, start - 30) : start]}".rstrip()
    return before.endswith(tuple(f" {word}" for word in _denials()))


@cache
def _one_level() -> re.Pattern[str]:
    return re.compile(_level())


def _sources_of_run(run: str) -> list[tuple[MoneySource | None, str]]:
    """The sources of a run of levels. A city among districts is a district; of `nhà nước cấp tỉnh` the tỉnh counts."""
    known = levels()
    words = [(match, known.means(run[match.start() : match.end()])) for match in _one_level().finditer(plain(run))]
    among_districts = any(entry and known.source[entry] == "district" for _, entry in words)
    found: list[tuple[MoneySource | None, str]] = []
    end = 0
    for match, entry in words:
        if not entry:
            break
        source = known.source[entry]
        if source == "province" and among_districts and entry != "tinh":
            source = "district"
        if found and not _JOINED.search(run[end : match.start()]):
            found.pop()
        if all(source != other for other, _ in found):
            found.append((source, entry))
        end = match.end()
    return found


_JOINED = re.compile(r"[,/+–-]|(?<!\w)(?:và|hoặc|va|hoac)(?!\w)")


def single_source(purses: Iterable[Purse]) -> tuple[MoneySource | None, str]:
    """The source when all purses agree on one, with its register entry; (None, "") otherwise."""
    distinct = {purse.source: purse.entry for purse in purses}
    if len(distinct) == 1:
        return next(iter(distinct.items()))
    return None, ""
