"""A sentence as the few tokens that say who does what: bodies, cues, stops, and the words between."""

from __future__ import annotations

import re
from typing import NamedTuple

from normalize.agencies import Mention, find_agencies, read_agencies
from normalize.commitments.cues import find_cues, key, openers, titles
from normalize.commitments.mentions import find_mentions
from normalize.commitments.sentences import clause_bounds
from schema.records import Agency

_BLANKS = " \t\n.-–—+*•\"'“”‘’…/;"
# How far from a body the words of a pattern may stand, and how much of a clause's beginning counts, in characters.
_NEAR, _FAR, _OPENING = 90, 10_000, 40
# What may stand between two bodies of one run: "Sở A, Sở B; các sở, ngành và UBND cấp huyện".
_JOINT = re.compile(r"\s*(?:[,;/&–-]|(?<!\w)(?:và|hoặc|cùng các)(?!\w))*\s*(?:(?<!\w)(?:và|hoặc)(?!\w)\s*)?")
_MOST_WORDS_OF_NAME = 14
_PLURALS = ("các", "những", "với")


class Token(NamedTuple):
    """`tag` is a class of the register, a sign's name, BODIES or WORDS; `agencies` are set for BODIES only."""

    tag: str
    start: int
    end: int
    agencies: tuple[Agency, ...] = ()


def read_tokens(text: str, province: str, *, whole: bool = False) -> list[Token]:
    """The tokens of the clauses that name bodies, in order, each clause beginning with START; [] where none does.

    Words far from any body are one token, as no pattern reaches so far, unless the `whole` text is wanted.
    """
    lowered = key(text)
    runs = _runs(lowered, find_mentions(text, lowered, province))
    if not runs:
        return []
    tokens: list[Token] = []
    for start, end in _clauses(text, runs):
        mine = [run for run in runs if start <= run.start < end]
        if mine or whole:
            tokens.append(Token("START", start, start))
            _add_clause(tokens, lowered, end, mine, _FAR if whole else _NEAR)
            tokens.append(Token("STOP", end, end))
    tokens[-1] = Token("END", len(text), len(text))
    return _with_subjects_apart(_with_long_names(tokens, text, province), text, province)


def _clauses(text: str, runs: list[Token]) -> list[tuple[int, int]]:
    """The clauses of the text; a stop inside a list of bodies ends none."""
    clauses: list[tuple[int, int]] = []
    for start, end in clause_bounds(text):
        if clauses and any(run.start < start < run.end for run in runs):
            clauses[-1] = (clauses[-1][0], end)
        else:
            clauses.append((start, end))
    return clauses


def _add_clause(tokens: list[Token], lowered: str, end: int, runs: list[Token], reach: int) -> None:
    """The tokens of one clause behind its START, up to `end`."""
    position, near = tokens[-1].end, max(reach, _OPENING) if not runs else _OPENING
    for run in runs:
        _add_between(tokens, lowered, (position, min(run.start, position + near)), (run.start - reach, run.start))
        tokens.append(run)
        position, near = run.end, reach
    _add_between(tokens, lowered, (position, min(end, position + near)), (end, end))


def _add_between(tokens: list[Token], lowered: str, behind: tuple[int, int], before: tuple[int, int]) -> None:
    """What stands between two bodies: marks behind the one and before the other, the middle as words."""
    if before[0] <= behind[1]:
        _add_marks(tokens, lowered, behind[0], before[1])
        return
    _add_marks(tokens, lowered, *behind)
    _add_words(tokens, lowered, behind[1], before[0])
    _add_marks(tokens, lowered, *before)


def _add_marks(tokens: list[Token], lowered: str, start: int, end: int) -> None:
    """Cues, signs and the words between them."""
    position = start
    for name, first, last in find_cues(lowered, start, end):
        _add_words(tokens, lowered, position, first)
        position = last
        if tokens[-1].tag == "START" and lowered[first:last] in openers():
            tokens.append(Token("OPENER", first, last))
        elif name == "OPENER":
            _add_words(tokens, lowered, first, last)
        else:
            tokens.append(Token(name, first, last))
    _add_words(tokens, lowered, position, end)


def _with_subjects_apart(tokens: list[Token], text: str, province: str) -> list[Token]:
    """`Theo hướng dẫn của Bộ Y tế, Sở Y tế ban hành …`: the list ends a circumstance, its last body is the subject."""
    parted: list[Token] = []
    in_circumstance = False
    for place, token in enumerate(tokens):
        if token.tag == "START":
            in_circumstance = tokens[place + 1].tag == "OPENER" if place + 1 < len(tokens) else False
        elif token.tag == "BODIES" and in_circumstance and tokens[place - 1].tag == "VIA":
            parted += _parted(token, tokens[place + 1].tag, text, province)
            continue
        parted.append(token)
    return parted


def _with_long_names(tokens: list[Token], text: str, province: str) -> list[Token]:
    """`Ban Quản lý Khu bảo tồn loài và sinh cảnh Voi phối hợp …`: an unknown name goes on up to the word of role."""
    whole: list[Token] = []
    for token in tokens:
        if token.tag in ("LEAD", "DUTY", "COOP"):
            place = len(whole)
            while place and whole[place - 1].tag in ("WORDS", "WITH"):
                place -= 1
            name = whole[place - 1] if place else token
            words = text[name.start : token.start].strip()
            unknown = name.agencies and not any(agency.known for agency in name.agencies)
            if place < len(whole) and unknown and words.count(" ") < _MOST_WORDS_OF_NAME:
                agencies = tuple(read_agencies(words, province=province)) or name.agencies
                whole[place - 1 :] = [Token("BODIES", name.start, name.start + len(words), agencies)]
        whole.append(token)
    return whole


def _parted(token: Token, following: str, text: str, province: str) -> list[Token]:
    if following in ("STOP", "COMMA", "CLOSE", "VIA"):
        return [token]
    words = text[token.start : token.end]
    commas = [match.start() for match in re.finditer(", ", words)]
    plain = words[0].islower() and not words.startswith("các ")
    # "của đơn vị, địa phương, các sở, ban, ngành …": common words first, then who does it
    cuts = [comma for comma in commas if plain and (words.startswith("các ", comma + 2) or words[comma + 2].isupper())]
    for cut in cuts[:1] or commas[:-2:-1]:
        before = find_agencies(words[:cut], province=province)
        behind = find_agencies(words[cut + 2 :], province=province)
        if len(before) == len(behind) == 1:
            middle = token.start + cut
            return [
                Token("BODIES", token.start, middle, tuple(before[0].agencies)),
                Token("COMMA", middle, middle + 1),
                Token("BODIES", middle + 2, token.end, tuple(behind[0].agencies)),
            ]
    return [token]


def _add_words(tokens: list[Token], lowered: str, start: int, end: int) -> None:
    """Words, if there are any; behind words they are one token with those."""
    if not lowered[start:end].strip(_BLANKS):
        return
    if tokens[-1].tag == "WORDS":
        start = tokens.pop().start
    tokens.append(Token("WORDS", start, end))


def _runs(lowered: str, mentions: tuple[Mention, ...]) -> list[Token]:
    """Mentions that only joints stand between become one token."""
    runs: list[Token] = []
    for mention in mentions:
        if runs and _is_joint(lowered[runs[-1].end : mention.start]):
            last = runs.pop()
            runs.append(Token("BODIES", last.start, mention.end, (*last.agencies, *mention.agencies)))
        else:
            runs.append(Token("BODIES", mention.start, mention.end, tuple(mention.agencies)))
    return runs


def _is_joint(between: str) -> bool:
    """Nothing but a comma, "và" and heads of bodies: `Sở A, Giám đốc Sở B`."""
    joint = _JOINT.match(between)
    if joint is None or not joint[0].strip():
        return False
    rest = between[joint.end() :].strip()
    for plural in _PLURALS:
        rest = rest.removesuffix(plural).strip()
    return not rest or rest in titles()
