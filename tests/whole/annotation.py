"""The annotation of a printed plan: its cells as written, their values as given by hand."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Any

from tests.whole.definition import Definition, Row

_DOCUMENT = ("number", "kind", "title", "issuer", "province", "province_code", "issued_on", "signer", "signer_title")
_LIST_OR_SHORT = re.compile(r"[,;]|UBND|HĐND|PTNT|PCTT|MTTQ|^Các (?:sở|cơ quan)")
_ONE_UNIT = re.compile(r"(?:Quý (?P<quarter>[IV]+)|Tháng (?P<month>[0-9]+)|(?P<whole>Năm))[/ ](?P<year>20[0-9]{2})")
_BEFORE = re.compile(r"Trước (?:ngày )?(?P<d>[0-9]+)/(?P<m>[0-9]+)/(?P<y>20[0-9]{2})")
_ROLES = re.compile(
    r"(?=Chủ trì: |.* chủ trì; )(?:Chủ trì: )?(?P<lead>.+?)(?: Phối hợp: | chủ trì; )(?P<other>.+?)(?: phối hợp)?"
)
_QUARTERS = ("I", "II", "III", "IV")
_CELLS = ("product", "lead", "cooperating", "timeframe", "budget", "note")


class MissingValue(KeyError):
    """A cell for which no value was written."""


def annotate(plan: Definition, values: dict[str, Any], spans: list[tuple[int, int]] | None) -> dict[str, Any]:
    """The annotation; `spans` gives each task row's lines where the layout has such."""
    document: dict[str, Any] = {name: plan.keys[name] for name in _DOCUMENT if name in plan.keys}
    document["province_code"] = plan.keys.get("province_code") or None
    document["province"] = plan.keys.get("province") or None
    document["plan_year"] = int(plan.keys["plan_year"]) if plan.keys.get("plan_year") else None
    total = plan.keys.get("stated_total_vnd")
    document["stated_total_vnd"] = int(total) if total else None
    tasks, section, group, above = [], ("", ""), "", [""] * len(plan.columns)
    for row in plan.rows:
        if row.kind == "S":
            section, group = _section(row), ""
        elif row.kind == "G":
            group = row.cells[0].rstrip(".)")
        elif row.kind == "T":
            above = [old if new == "^" else new for old, new in zip(above, row.cells, strict=True)]
            if "section" in plan.columns:
                section = ("", above[plan.columns.index("section")])
            tasks.append(_task(plan, above, section, group, values))
    for task, span in zip(tasks, spans or [], strict=False):
        task["line_start"], task["line_end"] = span
    return {"document": document, "tasks": tasks}


def _section(row: Row) -> tuple[str, str]:
    if len(row.cells) == 1:
        return "", row.cells[0]
    return row.cells[0].rstrip(".)"), row.cells[1]


def _task(
    plan: Definition, cells: list[str], section: tuple[str, str], group: str, values: dict[str, Any]
) -> dict[str, Any]:
    cell = {name: text.replace(" // ", " ") for name, text in zip(plan.columns, cells, strict=True)}
    ordinal, description = cell.get("tt", ""), cell["description"]
    if "tt" not in cell and description[:1].isdigit() and " " in description:
        ordinal, _, description = description.partition(" ")
    ordinal = ordinal.rstrip(".)")
    if group and ordinal.isalpha():
        ordinal = f"{group}.{ordinal}"
    task: dict[str, Any] = {"section_ordinal": section[0], "section": section[1], "ordinal": ordinal}
    task |= {"description": description} | {name: cell.get(name, "") for name in _CELLS}
    if "silent" in plan.keys:
        task = {name: value for name, value in task.items() if name not in plan.keys["silent"].split()}
    year = int(plan.keys["plan_year"] or plan.keys["issued_on"][:4])
    if both := cell.get("both", ""):
        # "Chủ trì: X // Phối hợp: Y", "X chủ trì; Y phối hợp" in one column for both.
        parts = _ROLES.fullmatch(both)
        cell["lead"], cell["cooperating"] = (parts["lead"], parts["other"]) if parts else (both, "")
    for name in ("lead", "cooperating"):
        task[f"{name}_agencies"] = [{"name": n} for n in _agencies(values["agencies"], cell.get(name, ""), plan)]
    task["deadlines"] = [_deadline(one, year) for one in _times(values["deadlines"], cell.get("timeframe", ""), plan)]
    unit = plan.keys.get("unit", "")
    money = cell.get("budget", "")
    source = cell.get("source", "") or cell.get("note", "") if plan.keys.get("sourced") else ""
    key = f"{money} {unit}".strip() if money[:1].isdigit() and unit else money
    sums = [_money(one) for one in _look_up(values["money"], key, plan)]
    for one in sums if source else []:
        one["source"] = one["source"] or values["sources"][source] or None
    task["money"] = sums
    return task


def _agencies(table: dict[str, str], text: str, plan: Definition) -> list[str]:
    if text and text not in table and not _LIST_OR_SHORT.search(text):
        return [text]
    return _look_up(table, text, plan)


def _times(table: dict[str, str], text: str, plan: Definition) -> list[str]:
    if found := _ONE_UNIT.fullmatch(text):
        year = int(found["year"])
        if found["quarter"]:
            first = 3 * _QUARTERS.index(found["quarter"]) + 1
            return [f"from {date(year, first, 1)} to {_last_day(year, first + 2)}"]
        if found["month"]:
            return [f"from {date(year, int(found['month']), 1)} to {_last_day(year, int(found['month']))}"]
        return [f"from {year}-01-01 to {year}-12-31"]
    if found := _BEFORE.fullmatch(text):
        return [f"before {date(int(found['y']), int(found['m']), int(found['d']))}"]
    return _look_up(table, text, plan)


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _look_up(table: dict[str, str], text: str, plan: Definition) -> list[str]:
    if not text:
        return []
    if text not in table:
        raise MissingValue(f"{plan.name}: {text}")
    return [one.strip() for one in table[text].split("|") if one.strip()]


def _deadline(short: str, year: int) -> dict[str, Any]:
    """`by 2021-03-01`, `before …`, `on …`, `from … to …`, `ongoing`, `every P1M [times]`, `when`, `reference`."""
    short = short.replace("{Y}", str(year)).replace("{Z}", str(year + 1))
    word, *rest = short.split()
    due: dict[str, Any] = {"kind": "date", "start": None, "end": None, "end_exclusive": False}
    due |= {"every": None, "times": None}
    if word in ("by", "before", "on"):
        due |= {"end": rest[0], "end_exclusive": word == "before", "start": rest[0] if word == "on" else None}
    elif word == "from":
        due |= {"kind": "period", "start": rest[0], "end": rest[2] if len(rest) > 2 else None}
    elif word in ("ongoing", "every"):
        due |= {"start": f"{year}-01-01", "end": f"{year}-12-31", "kind": {"every": "recurring"}.get(word, word)}
        due["every"] = rest[0] if rest and rest[0] != "-" else None
        due["times"] = int(rest[1]) if len(rest) > 1 else None
    else:
        due["kind"] = {"when": "conditional", "reference": "by_reference"}[word]
    return due


def _money(short: str) -> dict[str, Any]:
    """`kind [amount] [per=…] [source=…]`."""
    word, *rest = short.split()
    one: dict[str, Any] = {"kind": word, "amount_vnd": None, "per": None, "source": None}
    for part in rest:
        if part.isdigit():
            one["amount_vnd"] = int(part)
        else:
            key, _, value = part.partition("=")
            one[key] = value.replace("_", " ")
    return one
