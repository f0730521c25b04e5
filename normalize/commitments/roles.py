"""Who leads and who cooperates in a sentence: the register's patterns, run by spaCy's matcher over its tokens."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal, NamedTuple

from normalize.commitments.tokens import Token
from normalize.registers import read_register

Role = Literal["lead", "cooperating", "none"]

# What may begin the predicate of a subject; a body that gives a task away is not its subject.
_SAYS = [
    "WORDS",
    "DO",
    "LEAD",
    "DUTY",
    "COOP",
    "JOIN",
    "VIA",
    "TOGETHER",
    "OPENER",
    "CHARGE",
    "TITLE",
    "PASSIVE",
    "WITH",
]


class Pattern(NamedTuple):
    """One entry of the register; `order` decides between patterns that speak of the same run."""

    name: str
    role: Role
    when: str
    order: int


class Reading(NamedTuple):
    """The run of bodies at `token`, its role, and the pattern that gave it."""

    token: int
    role: Role
    pattern: Pattern


class RoleMatcher:
    """The patterns compiled for spaCy. One is made per process, when the first sentence needs it."""

    def __init__(self) -> None:
        import spacy
        from spacy.matcher import Matcher
        from spacy.tokens import Doc

        self._vocab = spacy.blank("xx").vocab
        self._doc: type[Any] = Doc
        self._matcher = Matcher(self._vocab)
        self._patterns: dict[int, tuple[Pattern, int]] = {}
        for order, entry in enumerate(read_register("commitments")["pattern"]):
            pattern = Pattern(entry["name"], entry["role"], entry.get("when", ""), order)
            for number, tokens in enumerate(entry["tokens"]):
                specification = [_token(word) for word in tokens.split()]
                meant = next(place for place, word in enumerate(tokens.split()) if word.endswith("!"))
                name = f"{pattern.name}/{number}"
                self._matcher.add(name, [specification])
                self._patterns[self._vocab.strings[name]] = pattern, meant

    def read(self, tokens: list[Token]) -> list[Reading]:
        """The role of every run of bodies that a pattern speaks of, in the order of the text."""
        doc = self._doc(self._vocab, words=[token.tag for token in tokens])
        best: dict[int, Pattern] = {}
        matches: list[tuple[int, int, int, list[int]]] = self._matcher(doc, with_alignments=True)  # type: ignore[assignment]
        for key, start, _, alignment in matches:
            pattern, meant = self._patterns[key]
            token = start + alignment.index(meant)
            if token not in best or pattern.order < best[token].order:
                best[token] = pattern
        return [Reading(token, best[token].role, best[token]) for token in sorted(best)]


def _token(word: str) -> dict[str, Any]:
    """`LEAD|DUTY?` as spaCy writes it."""
    operator = word[-1] if word[-1] in "?*" else ""
    name = word.rstrip("?*!")
    if name == "ANY":
        return {"ORTH": {"NOT_IN": ["START", "STOP"]}, "OP": operator or "1"}
    tags = [tag for choice in name.split("|") for tag in (_SAYS if choice == "SAYS" else [choice])]
    specification: dict[str, Any] = {"ORTH": tags[0] if len(tags) == 1 else {"IN": tags}}
    return {**specification, "OP": operator} if operator else specification


@cache
def role_matcher() -> RoleMatcher:
    """The matcher of this process."""
    return RoleMatcher()
