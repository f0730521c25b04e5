"""A sentence as the few tokens that say who does what: bodies, cues, stops, and the words between."""

from __future__ import annotations

import re
from typing import NamedTuple

from normalize.agencies import Mention, find_agencies, read_agencies
from normalize.commitments.cues import (
    begins_with_words,
    common_words,
    find_cues,
    key,
    members,
    openers,
    qualifiers,
    titles,
)
from normalize.commitments.sentences import sentence_ends
from normalize.commitments.unknown_names import find_unknown_names
from schema.records import Agency

_SIGNS = {",": "COMMA", ";": "STOP", ":": "COLON", "(": "OPEN", "[": "OPEN", ")": "CLOSE", "]": "CLOSE"}
_BLANKS = " \t\n.-–—+*•\"'“”‘’…/"
_SIGN = re.compile(r"[,;:()\[\]]")
# What may stand between two bodies of one run: "Sở A, Sở B; các sở, ngành và UBND cấp huyện".
_JOINT = re.compile(r"\s*(?:[,;/&–-]|(?<!\w)(?:và|hoặc|cùng các)(?!\w))*\s*(?:(?<!\w)(?:và|hoặc)(?!\w)\s*)?")
# Verbs that are words of names as well.
_VERBS = (" tổ chức", " xây dựng")
_NO_VERB_BEHIND = ("các", "những", "và", ",", "của")
_LONGEST_MEMBER = 40
_MOST_WORDS_OF_NAME = 14
_PLURALS = ("các", "những", "với")


class Token(NamedTuple):
    """`tag` is a class of the register, a sign's name, BODIES or WORDS; `agencies` are set for BODIES only."""

    tag: str
    start: int
    end: int
    agencies: tuple[Agency, ...] = ()


def read_tokens(text: str, province: str) -> list[Token]:
    """The tokens of a text, in order, beginning with START; each clause behind a stop begins with START again."""
    lowered = key(text)
    runs = _runs(lowered, _mentions(text, lowered, province))
    stops = set(sentence_ends(text))
    marks = [*runs, *(Token(name, start, end) for name, start, end in find_cues(lowered))]
    marks += [Token(_SIGNS[sign[0]], sign.start(), sign.end()) for sign in _SIGN.finditer(text)]
    marks += [Token("STOP", stop, stop + 1) for stop in stops]
    marks.sort(key=lambda token: (token.start, token.tag != "BODIES"))
    tokens = [Token("START", 0, 0)]
    position = 0
    for mark in marks:
        if mark.start < position:
            continue  # inside a name: "Ban Kiểm tra", "Sở Kế hoạch và Đầu tư"
        if lowered[position : mark.start].strip(_BLANKS):
            _add_words(tokens, position, mark.start)
        position = mark.end
        if tokens[-1].tag == "START" and lowered[mark.start : mark.end] in openers():
            tokens.append(mark._replace(tag="OPENER"))
        elif mark.tag == "OPENER":
            _add_words(tokens, mark.start, mark.end)
        else:
            tokens.append(mark)
            if mark.tag == "STOP":
                tokens.append(Token("START", mark.end, mark.end))
    if lowered[position:].strip(_BLANKS):
        _add_words(tokens, position, len(text))
    tokens.append(Token("END", len(text), len(text)))
    return _with_subjects_apart(_with_long_names(tokens, text, province), text, province)


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
    for place, token in enumerate(tokens):
        if token.tag == "WORDS" and whole[-1].tag == "BODIES" and tokens[place + 1].tag in ("LEAD", "DUTY", "COOP"):
            name = whole[-1]
            words = text[name.start : token.end].strip()
            unknown = name.agencies and not any(agency.known for agency in name.agencies)
            if unknown and words.count(" ") < _MOST_WORDS_OF_NAME:
                agencies = tuple(read_agencies(words, province=province)) or name.agencies
                whole[-1] = Token("BODIES", name.start, name.start + len(words), agencies)
                continue
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


def _add_words(tokens: list[Token], start: int, end: int) -> None:
    """Words behind words are one token."""
    if tokens[-1].tag == "WORDS":
        start = tokens.pop().start
    tokens.append(Token("WORDS", start, end))


def _mentions(text: str, lowered: str, province: str) -> list[Mention]:
    """Bodies of the register, and names that only look like bodies where the register has none."""
    known = [
        settled
        for found in find_agencies(text, province=province)
        for settled in _settled(found, text, lowered, province)
    ]
    names = find_unknown_names(text)
    if not names:
        return known
    taken = [(mention.start, mention.end) for mention in known]
    for start, end in names:
        if all(end <= first or start >= last for first, last in taken):
            agencies = read_agencies(text[start:end], province=province)
            if agencies:
                known.append(Mention(start, end, agencies))
    return sorted(known, key=lambda mention: mention.start)


def _settled(mention: Mention, text: str, lowered: str, province: str) -> list[Mention]:
    """The mention with what belongs to it, without verbs that only look like its last word; none for common words."""
    start, end = mention.start, mention.end
    words = lowered[start:end]
    if words in common_words():
        return []
    for verb in _VERBS:
        # "các địa phương tổ chức", "Văn phòng Bộ xây dựng dự thảo": a name would be written with a capital
        if (
            words.endswith(verb)
            and not words.removesuffix(verb).endswith(_NO_VERB_BEHIND)
            and text[end - len(verb) + 1].islower()
            and begins_with_words(lowered, end)
        ):
            return [
                found._replace(start=found.start + start, end=found.end + start)
                for found in find_agencies(text[start : end - len(verb)], province=province)
            ]
    member = members().search(lowered, max(0, start - _LONGEST_MEMBER), start)
    if member is not None:
        start = member.start()
        mention = Mention(start, end, read_agencies(text[start:end], province=province) or mention.agencies)
    behind = qualifiers().match(lowered, end)
    if behind is not None:
        end = behind.end()
        mention = Mention(start, end, read_agencies(text[start:end], province=province) or mention.agencies)
    return [mention]


def _runs(lowered: str, mentions: list[Mention]) -> list[Token]:
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
