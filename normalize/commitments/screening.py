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
    return (
        rf"(?:(?:{trie_pattern(sorted(titles()))}|các|những)\W+)*(?:{agency_hint().pattern}|{heads_of_names()}(?!\w))"
    )


@cache
def _relations(led: bool) -> re.Pattern[str]:
    """What gives a role to bodies anywhere in a sentence. Who leads is looked for less where a heading says it."""
    if led:
        return re.compile(rf"(?<!\w){trie_pattern(phrases('COOP', 'COOP_OF', 'TOGETHER', 'JOIN'))}(?!\w)")
    anywhere = trie_pattern(phrases("COOP", "COOP_OF", "TOGETHER", "LEAD", "DUTY", "CHARGE", "BELONGS"))
    before = trie_pattern(phrases("BY", "GIVE", "ASK"))
    label = trie_pattern(phrases("DO"))
    return re.compile(rf"(?<!\w)(?:{anywhere}(?!\w)|{before}\W+{_body()}|{label}\s*:)")


@cache
def _subjects() -> re.Pattern[str]:
    """A clause that begins with a body, behind a word of asking or a circumstance: `Trước ngày 15/12, Sở …`."""
    asking = rf"(?:{trie_pattern(phrases('GIVE', 'ASK'))}\W+)?"
    circumstance = rf"{trie_pattern(sorted(openers()))}(?!\w)(?:[^.;]*?,)?\W*"
    return re.compile(rf"(?:^|[.;:(])\W*(?:{circumstance})?{asking}{_body()}")


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){heads_of_names()}(?!\w)")


def may_tell(lowered: str, *, led: bool) -> bool:
    """May a text in `key` form give a role to a body? `led`: a heading says who leads."""
    if _relations(led).search(lowered) is not None:
        return agency_hint().search(lowered) is not None or _names().search(lowered) is not None
    return _subjects().search(lowered) is not None
