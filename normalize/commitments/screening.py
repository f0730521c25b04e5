"""The fast test: which sentences may say who does what, so that only those are read word by word."""

from __future__ import annotations

import re
from functools import cache

from normalize.agencies import agency_hint
from normalize.commitments.cues import openers, phrases, titles
from normalize.commitments.unknown_names import heads_of_names
from normalize.spelling import trie_pattern


@cache
def _body() -> str:
    """A body's first words, perhaps its head's before them: `Giám đốc các Sở …`."""
    before = rf"(?:{trie_pattern(sorted(titles()))}|các|những)\W{{1,4}}"
    return rf"(?:{before})*(?:{agency_hint().pattern}|{heads_of_names()}(?!\w))"


@cache
def _relations(led: bool) -> re.Pattern[str]:
    """What gives a role to bodies anywhere in a sentence. Who leads is looked for less where a heading says it."""
    if led:
        return re.compile(rf"(?<!\w){trie_pattern(phrases('COOP', 'COOP_OF', 'TOGETHER', 'JOIN'))}(?!\w)")
    anywhere = trie_pattern(phrases("COOP", "COOP_OF", "TOGETHER", "LEAD", "DUTY", "CHARGE", "BELONGS"))
    before = trie_pattern(phrases("BY", "GIVE", "ASK"))
    label = trie_pattern(phrases("DO"))
    return re.compile(rf"(?<!\w)(?:{anywhere}(?!\w)|{before}\W{{1,4}}{_body()}|{label}\s*:)")


@cache
def _subjects() -> re.Pattern[str]:
    """A clause that begins with a body, behind a word of asking or a circumstance: `Trước ngày 15/12, Sở …`."""
    asking = rf"(?:{trie_pattern(phrases('GIVE', 'ASK'))}\W{{1,4}})?"
    circumstance = rf"{trie_pattern(sorted(openers()))}(?!\w)(?:[^.;]*?,)?\W{{0,4}}"
    return re.compile(rf"(?:^|[.;:(])\W{{0,4}}(?:{circumstance})?{asking}{_body()}")


# A sum in figures or words, or a labelled one; "đồng" alone is mostly that of "hội đồng" and "đồng bộ".
_SUM = re.compile(
    r"""
      \d\s*(?:đ(?!\w)|đồng|triệu|tỷ|tỉ|nghìn|ngàn|tr(?!\w)|trđ|vnđ|vnd|₫)
    | (?:triệu|tỷ|tỉ|nghìn|ngàn)\s+đồng | (?:vnđ|vnd)\s*\d
    | kinh\ phí[^:.;]{0,40}:
    """,
    re.VERBOSE,
)


def may_tell_money(lowered: str) -> bool:
    """May a text in `key` form name a sum?"""
    return _SUM.search(lowered) is not None


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){heads_of_names()}(?!\w)")


def may_tell(lowered: str, *, led: bool) -> bool:
    """May a text in `key` form give a role to a body? `led`: a heading says who leads."""
    if _relations(led).search(lowered) is not None:
        return agency_hint().search(lowered) is not None or _names().search(lowered) is not None
    return _subjects().search(lowered) is not None
