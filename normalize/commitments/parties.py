"""The bodies of a sentence that have a role in it, by the register's patterns."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from normalize.commitments.cues import key
from normalize.commitments.roles import Reading, read_roles
from normalize.commitments.screening import begins_with_verb, may_tell
from normalize.commitments.sentences import clause_bounds
from normalize.commitments.tokens import Token, read_tokens
from schema.records import Agency


class Party(NamedTuple):
    """A run of bodies with its role, its words, and the pattern that gave the role."""

    role: str
    words: str
    agencies: tuple[Agency, ...]
    pattern: str


class _Found(NamedTuple):
    """A reading with its token, and the piece of the text that the token's places are in."""

    piece: str
    token: Token
    reading: Reading


@lru_cache(maxsize=4096)
def read_parties(text: str, province: str, *, led: bool) -> tuple[Party, ...]:
    """The bodies of the text that have a role. `led`: a heading names who leads where the text does not."""
    found: list[_Found] = []
    for piece in _pieces(text, led):
        tokens = read_tokens(piece, province)
        found += [_Found(piece, tokens[reading.token], reading) for reading in read_roles(tokens)]
    return tuple(_party(one) for one in _settled(found, led))


def _pieces(text: str, led: bool) -> list[str]:
    """Runs of clauses that may give a role to a body; a list of bodies may reach over a semicolon."""
    lowered = key(text)
    if not may_tell(lowered, led=led):
        return []
    runs: list[tuple[int, int]] = []
    clauses = clause_bounds(text)
    for start, end in clauses:
        if len(clauses) == 1 or may_tell(lowered[start:end], led=led):
            runs.append((runs.pop()[0], end) if runs and runs[-1][1] == start else (start, end))
    return [text[start:end] for start, end in runs if not begins_with_verb(text[start:end], lowered[start:end])]


def _settled(found: list[_Found], led: bool) -> list[_Found]:
    """Readings whose condition holds: `alone` where nobody else leads, `second` where somebody did before."""
    settled: list[_Found] = []
    others_lead = led or any(one.reading.role == "lead" and one.reading.pattern.when != "alone" for one in found)
    before = led
    for one in found:
        reading = one.reading
        if reading.role == "none" or (reading.pattern.when == "alone" and others_lead):
            continue
        if reading.pattern.when == "second" and not before:
            reading = reading._replace(role="lead")
        settled.append(one._replace(reading=reading))
        before = before or reading.role == "lead"
    return settled


def _party(found: _Found) -> Party:
    words = " ".join(found.piece[found.token.start : found.token.end].split())
    return Party(found.reading.role, words, found.token.agencies, found.reading.pattern.name)
