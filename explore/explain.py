"""How a value came about, for people: rule, words, register entry, and why not another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyarrow as pa

from normalize.explanation import Explanation
from schema.errors import UsageError

KINDS = ("deadline", "money", "agencies", "citations", "sentence")


def explain(text: str, kind: str, *, year: int, province: str = "", heading: str = "", note: str = "") -> pa.Table:
    """One row per value: what was read, from which words, by which rule and register entry, and why.

    `kind` is one of `KINDS`; `heading` and `note` are the column heading and the note cell of a budget.
    Raises UsageError for another kind.
    """
    if kind not in KINDS:
        raise UsageError(f"{kind!r} cannot be explained; choose one of {', '.join(KINDS)}")
    readers: dict[str, Callable[[], Iterable[Explanation]]] = {
        "deadline": lambda: _deadlines(text, year),
        "money": lambda: _money(text, heading, note),
        "agencies": lambda: _agencies(text, province),
        "citations": lambda: _citations(text),
        "sentence": lambda: _sentence(text, province),
    }
    return _table(list(readers[kind]()))


def _deadlines(text: str, year: int) -> Iterable[Explanation]:
    from normalize.deadlines import explain_deadlines

    return explain_deadlines(text, year=year)


def _money(text: str, heading: str, note: str) -> Iterable[Explanation]:
    from normalize.money import explain_money

    return explain_money(text, heading=heading, note=note)


def _agencies(text: str, province: str) -> Iterable[Explanation]:
    from normalize.agencies import explain_agencies

    return explain_agencies(text, province=province)


def _citations(text: str) -> Iterable[Explanation]:
    from normalize.citations import find_citations

    for found in find_citations(text):
        rule = "named by number" if found.number else "named by title"
        date = f", {found.issued_on.isoformat()}" if found.issued_on else ""
        value = f"{found.kind} {found.number}".strip() + date
        yield Explanation(rule, found.text, found.issuer, value)


def _sentence(text: str, province: str) -> Iterable[Explanation]:
    from normalize.commitments import explain_commitment

    explanations: Iterable[Explanation] = explain_commitment(text, province=province)
    return explanations


def _table(explanations: list[Explanation]) -> pa.Table:
    return pa.table(
        {
            "value": [_value(e) for e in explanations],
            "words": [e.words for e in explanations],
            "rule": [e.rule for e in explanations],
            "entry": [e.entry for e in explanations],
            "note": [e.note for e in explanations],
        },
        schema=pa.schema([(name, pa.string()) for name in ("value", "words", "rule", "entry", "note")]),
    )


def _value(explanation: Explanation) -> str:
    value = explanation.value
    if isinstance(value, str):
        return value
    fields = value.model_dump(mode="json", exclude_defaults=True, exclude={"text"})
    return ", ".join(f"{name} {part}" for name, part in fields.items())
