"""Words in tasks and items, without regard to accents, case or tone style, best first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from explore.connection import open_store
from explore.errors import QueryRefused
from explore.export.selection import Selection, conditions_of
from schema.folding import plain_key


@dataclass(frozen=True, slots=True)
class _Part:
    """A table to search: the columns that show, and the weight of a hit in it."""

    table: str
    identifier: str
    words: str


_PARTS = (_Part("tasks", "task_id", "description"), _Part("items", "item_id", "text"))


def search(store: Path, words: str, *, selection: Selection | None = None, most: int = 20) -> pa.Table:
    """The tasks and items that hold all the words, at most `most`, best first.

    A phrase in one piece counts for more than its words apart, a short text for more than a long one.
    Raises NoStore, QueryRefused (when no word is given).
    """
    terms = plain_key(words).split()
    if not terms:
        raise QueryRefused("give at least one word to search for")
    chosen = selection or Selection()
    # An agency or a due date belongs to a task; with such a filter items cannot match.
    parts = _PARTS[:1] if chosen.agency or chosen.due_before else _PARTS
    values: list[Any] = []
    hits = []
    for part in parts:
        sql, used = _hits(part, terms, chosen)
        hits.append(sql)
        values += used
    best = f"SELECT * FROM ({' UNION ALL '.join(hits)}) ORDER BY score DESC, id LIMIT {int(most)}"
    with open_store(store) as connection:
        return connection.sql(_WITH_TEXT.format(best=best), params=values).to_arrow_table()


def _hits(part: _Part, terms: list[str], selection: Selection) -> tuple[str, list[Any]]:
    """SQL for the rows of one table that hold all terms, with their score."""
    conditions, values = conditions_of(part.table, selection)
    holds = [f"contains(search_key, {_quoted(term)})" for term in terms]
    phrase = f"contains(search_key, {_quoted(' '.join(terms))})"
    score = f"(CASE WHEN {phrase} THEN 2.0 ELSE 1.0 END) / ln(8 + length(search_key))"
    if part.table == "tasks" and not (selection.agency or selection.due_before):
        conditions = [*conditions, "origin = 'table'"]  # A task told in prose is found as its item.
    where = " AND ".join([*holds, *conditions])
    return (
        f"SELECT '{part.table}' AS kind, {part.identifier} AS id, {score} AS score FROM {part.table} t WHERE {where}",
        values,
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


# Only the best rows are looked up whole: the text columns of all others are never read.
_WITH_TEXT = """
WITH best AS MATERIALIZED ({best})
SELECT kind, round(score, 3) AS score, document_id, line_start AS line, description AS words, id
FROM best JOIN tasks ON kind = 'tasks' AND task_id = id
UNION ALL
SELECT kind, round(score, 3) AS score, document_id, line_start AS line, text AS words, id
FROM best JOIN items ON kind = 'items' AND item_id = id
ORDER BY score DESC, id
"""
