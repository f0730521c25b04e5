"""Who leads and who cooperates in a sentence: the register's patterns, run by spaCy's matcher over its tokens."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import pairwise
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


_BOUNDS = ("START", "STOP")


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
    """The patterns compiled for spaCy. One is made per process, when the first sentence needs it.

    A choice of tags is a flag of the vocabulary: spaCy looks those up without leaving its own code, while a
    set in a pattern costs as much as all the rest.
    """

    def __init__(self) -> None:
        import spacy
        from spacy.matcher import Matcher
        from spacy.tokens import Doc

        self._vocab = spacy.blank("xx").vocab
        self._doc: type[Any] = Doc
        self._matcher = Matcher(self._vocab, validate=False)  # flags are beyond its schema of patterns
        self._patterns: dict[int, tuple[Pattern, int]] = {}
        self._flags: dict[frozenset[str], int] = {}
        for order, entry in enumerate(read_register("commitments")["pattern"]):
            pattern = Pattern(entry["name"], entry["role"], entry.get("when", ""), order)
            for number, tokens in enumerate(entry["tokens"]):
                words = tokens.split()
                meant = next(place for place, word in enumerate(words) if word.endswith("!"))
                name = f"{pattern.name}/{number}"
                self._matcher.add(name, [[self._token(word) for word in words]])
                self._patterns[self._vocab.strings[name]] = pattern, meant

    def _token(self, word: str) -> dict[Any, Any]:
        """`LEAD|DUTY?` as spaCy writes it."""
        operator = {"OP": word[-1]} if word[-1] in "?*" else {}
        name = word.rstrip("?*!")
        choice = {tag for one in name.split("|") for tag in (_SAYS if one == "SAYS" else [one])}
        if len(choice) == 1 and name != "ANY":
            return {"ORTH": name, **operator}
        tags = frozenset(choice)
        if tags not in self._flags:
            self._flags[tags] = self._vocab.add_flag(
                (lambda tag: tag not in _BOUNDS) if name == "ANY" else (lambda tag: tag in tags)
            )
        return {self._flags[tags]: True, **operator}

    def read(self, tags: tuple[str, ...]) -> list[tuple[int, Pattern]]:
        """For every run of bodies that a pattern speaks of its place among the tags, in order, and the pattern."""
        doc = self._doc(self._vocab, words=list(tags))
        best: dict[int, Pattern] = {}
        matches: list[tuple[int, int, int, list[int]]] = self._matcher(doc, with_alignments=True)  # type: ignore[assignment]
        for key, start, _, alignment in matches:
            pattern, meant = self._patterns[key]
            token = start + alignment.index(meant)
            if token not in best or pattern.order < best[token].order:
                best[token] = pattern
        return sorted(best.items())


@cache
def role_matcher() -> RoleMatcher:
    """The matcher of this process."""
    return RoleMatcher()


@lru_cache(maxsize=65536)
def _read_clause(tags: tuple[str, ...]) -> list[tuple[int, Pattern]]:
    return role_matcher().read(tags)


def read_roles(tokens: list[Token]) -> list[Reading]:
    """The role of every run of bodies that a pattern speaks of, in the order of the text.

    Only the tags of a clause matter, and plans say the same things in the same order: most clauses are not new.
    """
    readings: list[Reading] = []
    starts = [place for place, token in enumerate(tokens) if token.tag == "START"]
    for first, last in pairwise([*starts, len(tokens)]):
        tags = tuple([token.tag for token in tokens[first:last]])
        readings += [Reading(first + place, found.role, found) for place, found in _read_clause(_as_far_as_told(tags))]
    return readings


def _as_far_as_told(tags: tuple[str, ...]) -> tuple[str, ...]:
    """The tags up to the second behind the last body, where no bracket opens: no pattern looks further."""
    last = len(tags) - 1 - tags[::-1].index("BODIES") if "BODIES" in tags else 0
    return tags if "OPEN" in tags[last:] else tags[: last + 3]
