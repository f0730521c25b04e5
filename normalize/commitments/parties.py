"""The bodies of a sentence that have a role in it, by the register's patterns."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from normalize.commitments.cues import key
from normalize.commitments.roles import Reading, role_matcher
from normalize.commitments.screening import may_tell
from normalize.commitments.tokens import Token, read_tokens
from schema.records import Agency


class Party(NamedTuple):
    """A run of bodies with its role, its words, and the pattern that gave the role."""

    role: str
    words: str
    agencies: tuple[Agency, ...]
    pattern: str


@lru_cache(maxsize=4096)
def read_parties(text: str, province: str, *, led: bool) -> tuple[Party, ...]:
    """The bodies of the text that have a role. `led`: a heading names who leads where the text does not."""
    if not may_tell(key(text), led=led):
        return ()
    tokens = read_tokens(text, province)
    if not tokens:
        return ()
    readings = _settled(role_matcher().read(tokens), led)
    return tuple(_party(text, tokens[reading.token], reading) for reading in readings)


def _settled(readings: list[Reading], led: bool) -> list[Reading]:
    """Readings whose condition holds: `alone` where nobody else leads, `second` where somebody did before."""
    settled: list[Reading] = []
    others_lead = led or any(reading.role == "lead" and reading.pattern.when != "alone" for reading in readings)
    before = led
    for reading in readings:
        when = reading.pattern.when
        if reading.role == "none" or (when == "alone" and others_lead):
            continue
        if when == "second" and not before:
            reading = reading._replace(role="lead")
        settled.append(reading)
        before = before or reading.role == "lead"
    return settled


def _party(text: str, token: Token, reading: Reading) -> Party:
    words = " ".join(text[token.start : token.end].split())
    return Party(reading.role, words, token.agencies, reading.pattern.name)
