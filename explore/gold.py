"""A plan as read against a plan as annotated by hand: recall, precision, and the rate of each field."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from schema.errors import UsageError
from schema.folding import fold_space, strip_markup
from schema.records import PlanRecord

_DOCUMENT = ("number", "kind", "title", "issuer", "province", "province_code", "issued_on", "plan_year", "signer")
_DOCUMENT_FIELDS = (*_DOCUMENT, "signer_title", "stated_total_vnd")
_TASK_TEXTS = ("section_ordinal", "section", "ordinal", "description", "product", "lead", "cooperating")
_TASK_FIELDS = (*_TASK_TEXTS, "timeframe", "budget", "note", "domain")
_DEADLINE = ("kind", "start", "end", "end_exclusive", "every", "times")
# Two rows whose texts share fewer three-letter runs than this are not one row.
_LEAST_LIKENESS = 0.45


@dataclass(slots=True)
class Score:
    """Counts of what was annotated, found and extra, per kind of row; of right values, per field."""

    wanted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    found: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    extra: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    right: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    judged: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    misses: list[str] = field(default_factory=list)

    def recall(self, kind: str) -> float:
        """Share of the annotated rows that were found."""
        return self.found[kind] / self.wanted[kind] if self.wanted[kind] else 1.0

    def precision(self, kind: str) -> float:
        """Share of the rows found that were annotated."""
        found = self.found[kind] + self.extra[kind]
        return self.found[kind] / found if found else 1.0

    def rate(self, prefix: str) -> float:
        """Mean over the fields that begin with `prefix` of the share that is right."""
        rates = [self.right[name] / n for name, n in self.judged.items() if name.startswith(prefix) and n]
        return sum(rates) / len(rates) if rates else 1.0

    def judge(self, name: str, *, right: bool, where: str) -> None:
        """Count one value."""
        self.judged[name] += 1
        self.right[name] += right
        if not right:
            self.misses.append(f"{name}: {where}")


def load_gold(path: Path) -> dict[str, Any]:
    """An annotation file. Raises UsageError with one sentence when it is not one."""
    try:
        gold = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UsageError(f"{path}: not an annotation file: {error}") from error
    if not isinstance(gold, dict) or not {"document", "tasks"} <= gold.keys():
        raise UsageError(f"{path}: not an annotation file: it needs `document` and `tasks`")
    return gold


def score_plan(plan: PlanRecord, gold: dict[str, Any], score: Score) -> None:
    """Add one plan's counts to a score."""
    read = plan.model_dump(mode="json")
    for name in _DOCUMENT_FIELDS:
        if name in gold["document"]:
            want, got = gold["document"][name], read["document"][name]
            score.judge(f"document.{name}", right=_same(got, want), where=f"want {want!r}, read {got!r}")
    origin = gold.get("tasks_from", "table")
    tasks = [task for task in read["tasks"] if task["origin"] == origin]
    for want, got in _pairs("task", gold["tasks"], tasks, _task_key, score):
        _judge_task(want, got, score)
    if gold.get("prose"):
        for want, got in _pairs("item", gold["prose"], read["items"], lambda item: item["text"], score):
            _judge_item(want, got, score)
    if gold.get("targets") or gold.get("prose"):
        for want, got in _pairs("target", gold.get("targets", []), read["targets"], lambda goal: goal["text"], score):
            same = got is not None and all(got[k] == want[k] for k in ("comparator", "value", "unit"))
            score.judge("target.value", right=same, where=f"line {want['line_start']}: {want} read {got}")


def _pairs(kind: str, wanted: list[Any], read: list[Any], key: Any, score: Score) -> list[tuple[Any, Any]]:
    """Each annotated row with the row read for it (None where there is none); counts all three sorts."""
    pairs = align([key(row) for row in wanted], [key(row) for row in read])
    matched = dict(pairs)
    score.wanted[kind] += len(wanted)
    score.found[kind] += len(pairs)
    score.extra[kind] += len(read) - len(pairs)
    taken = set(matched.values())
    score.misses += [f"extra {kind}: {key(row)[:120]!r}" for j, row in enumerate(read) if j not in taken]
    return [(row, read[matched[i]] if i in matched else None) for i, row in enumerate(wanted)]


def _judge_task(want: dict[str, Any], got: dict[str, Any] | None, score: Score) -> None:
    where = f"[{want['ordinal']}] {want['description'][:50]!r}" if "ordinal" in want else want["description"][:50]
    for name in _TASK_FIELDS:
        if name in want:
            value = got[name] if got else None
            right = got is not None and _same(value, want[name])
            score.judge(f"task.{name}", right=right, where=f"{where}: want {want[name]!r}, read {value!r}")
    for name in ("lead_agencies", "cooperating_agencies"):
        names = sorted(_norm(a["name"]) for a in got[name]) if got else None
        wanted = sorted(_norm(a["name"]) for a in want.get(name, []))
        score.judge(f"task.{name}", right=names == wanted, where=f"{where}: want {wanted}, read {names}")
    dues = _deadlines(got["deadlines"]) if got else None
    wanted_dues = _deadlines(want.get("deadlines", []))
    score.judge("task.deadlines", right=dues == wanted_dues, where=f"{where}: want {wanted_dues}, read {dues}")
    sums, wanted_sums = (_money(got["money"]) if got else None), _money(want.get("money_all") or want.get("money"))
    score.judge("task.money", right=sums == wanted_sums, where=f"{where}: want {wanted_sums}, read {sums}")
    if want.get("line_start"):
        lines = (got["line_start"], got["line_end"]) if got else None
        right = lines == (want["line_start"], want["line_end"])
        score.judge("task.lines", right=right, where=f"{where}: {want['line_start']}-{want['line_end']}, read {lines}")


def _judge_item(want: dict[str, Any], got: dict[str, Any] | None, score: Score) -> None:
    where = f"line {want['line_start']}"
    for name in ("text", "role"):
        value = got[name] if got else None
        score.judge(f"item.{name}", right=_same(value, want[name]), where=f"{where}: {want[name]!r}, read {value!r}")
    path = [_norm(p) for p in got["path"]] if got else None
    score.judge("item.path", right=path == [_norm(p) for p in want["path"]], where=f"{where}: read {path}")
    if want["role"] == "assignment":
        names = sorted(_norm(a["name"]) for a in got["agencies"]) if got else None
        wanted = sorted(_norm(name) for name in want["agencies"])
        score.judge("item.agencies", right=names == wanted, where=f"{where}: want {wanted}, read {names}")


def _task_key(task: dict[str, Any]) -> str:
    return " ".join(str(task.get(name) or "") for name in ("description", "product", "lead"))


def _norm(value: Any) -> str:
    """A value as compared: spaces and mark-up folded, case and closing stops ignored."""
    return fold_space(strip_markup("" if value is None else str(value))).casefold().strip(" .;:")


def _same(got: Any, want: Any) -> bool:
    return _norm(got) == _norm(want)


def _deadlines(deadlines: list[dict[str, Any]]) -> list[list[str]]:
    return sorted([str(due.get(name) or "") for name in _DEADLINE] for due in deadlines)


def _money(money: Any) -> list[list[str]]:
    sums = money if isinstance(money, list) else [money] if money else []
    return sorted([_norm(one.get(name)) for name in ("kind", "amount_vnd", "per", "source")] for one in sums)


def align(wanted: Sequence[str], read: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places in both lists, in order, whose summed likeness is greatest (Needleman and Wunsch, 1970)."""
    left, right = [_trigrams(text) for text in wanted], [_trigrams(text) for text in read]
    likeness = [[_dice(a, b) for b in right] for a in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            paired = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] >= _LEAST_LIKENESS else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _trigrams(text: str) -> frozenset[str]:
    padded = f"  {_norm(text)} "
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0
