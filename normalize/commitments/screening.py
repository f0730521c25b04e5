"""The fast test: which sentences may say who does what, so that only those are read word by word."""

from __future__ import annotations

import re
from functools import cache

from normalize.agencies import agency_hint
from normalize.commitments.cues import key, openers, phrases, titles
from normalize.commitments.unknown_names import find_unknown_names, heads_of_names
from normalize.registers import read_register
from normalize.spelling import trie_pattern, whole_words

# What may stand before a clause: the signs that are mostly meant so, and all that the tokens know.
_SIGNS, _ALL_SIGNS = re.compile(r"[.;:(]"), re.compile(r"[.;:!?(\[]")


@cache
def _body() -> str:
    """A body's first words, perhaps its head's before them: `Giám đốc các Sở …`."""
    before = rf"(?:{trie_pattern(sorted(titles()))}|các|những)\W{{1,4}}"
    return rf"(?:{before})*(?:{agency_hint().pattern}|{heads_of_names().pattern})"


@cache
def _relations(led: bool) -> tuple[re.Pattern[str], ...]:
    """What gives a role to bodies anywhere in a sentence. Who leads is looked for less where a heading says it."""
    if led:
        return (re.compile(whole_words(phrases("COOP", "COOP_OF", "TOGETHER", "JOIN"))),)
    return (
        re.compile(whole_words(phrases("COOP", "COOP_OF", "TOGETHER", "LEAD", "DUTY", "CHARGE", "BELONGS"))),
        re.compile(rf"{whole_words(phrases('BY', 'GIVE', 'ASK'))}\W{{1,4}}{_body()}"),
        re.compile(rf"{whole_words(phrases('DO'))}\s*:"),
    )


@cache
def _subject() -> re.Pattern[str]:
    """How a clause begins with a body, behind a word of asking or a circumstance: `Trước ngày 15/12, Sở …`."""
    asking = rf"(?:{trie_pattern(phrases('GIVE', 'ASK'))}\W{{1,4}})?"
    circumstance = rf"{trie_pattern(sorted(openers()))}(?!\w)(?:[^.;]*?,)?\W{{0,4}}"
    return re.compile(rf"\W{{0,4}}(?:{circumstance})?{asking}{_body()}")


def _clause_begins(subject: re.Pattern[str], lowered: str, signs: re.Pattern[str]) -> bool:
    """Does the text begin with a subject, or what stands behind one of the signs in it?"""
    return subject.match(lowered) is not None or any(
        subject.match(lowered, sign.end()) for sign in signs.finditer(lowered)
    )


# A sum in figures or words, or a labelled one; "đồng" alone is mostly that of "hội đồng" and "đồng bộ".
_SUM_IN_FIGURES = re.compile(r"\d\s*(?:đ(?!\w)|đồng|triệu|tỷ|tỉ|nghìn|ngàn|tr(?!\w)|trđ|vnđ|vnd|₫)")
_SUM_IN_WORDS = re.compile(
    r"triệu\s+đồng|tỷ\s+đồng|tỉ\s+đồng|nghìn\s+đồng|ngàn\s+đồng|vnđ\s*\d|vnd\s*\d|kinh phí[^:.;]{0,40}:"
)


def may_tell_money(lowered: str) -> bool:
    """May a text in `key` form name a sum?"""
    return _SUM_IN_FIGURES.search(lowered) is not None or _SUM_IN_WORDS.search(lowered) is not None


def may_tell(lowered: str, *, led: bool) -> bool:
    """May a text in `key` form give a role to a body? `led`: a heading says who leads."""
    for relation in _relations(led):
        if relation.search(lowered) is not None:
            return agency_hint().search(lowered) is not None or heads_of_names().search(lowered) is not None
    return _clause_begins(_subject(), lowered, _SIGNS)


@cache
def _roles_elsewhere() -> tuple[re.Pattern[str], ...]:
    """The cues of all roles but that of a subject."""
    return (*_relations(False), re.compile(whole_words(phrases("JOIN"))))


@cache
def _true_subject() -> re.Pattern[str]:
    """A body of the register where `_subject` looks for one, wherever a clause or bracket may begin."""
    words = {*read_register("commitments")["members"], *read_register("agencies_words")["heads"]["words"]}
    heads = sorted({*titles(), *map(key, words), "các", "những"})
    asking = rf"(?:{trie_pattern(phrases('GIVE', 'ASK'))}\W+)?"
    circumstance = rf"{trie_pattern(sorted(openers()))}(?!\w)(?:[^;]*?,)?\W*"
    body = rf"(?:(?:{trie_pattern(heads)}\W+(?:và\W+)?)+|(?!tổ chức )){agency_hint().pattern}"
    return re.compile(rf"\W*(?:{circumstance})?{asking}{body}")


def begins_with_verb(text: str, lowered: str) -> bool:
    """Is what `may_tell` takes for a subject a verb: `Tổ chức …`, `Ban hành …`, and no role is told elsewhere?"""
    if "(" in lowered or any(cue.search(lowered) for cue in _roles_elsewhere()):
        return False
    return not (_clause_begins(_true_subject(), lowered, _ALL_SIGNS) or find_unknown_names(text))
