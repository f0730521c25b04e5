"""Nested columns as one line of text each, for formats whose cells hold no lists."""

from __future__ import annotations

from typing import Any

from explore.printing import cell_text

# A spreadsheet takes a cell that begins so for a formula; Tab and CR count as the programs skip them.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def flat_row(row: dict[str, Any]) -> dict[str, Any]:
    """A row with every nested value as text; plain values stay as they are."""
    return {name: flat_value(name, value) for name, value in row.items()}


def flat_value(name: str, value: Any) -> Any:
    """Names of agencies, words of deadlines and sums, joined by semicolons; other values unchanged."""
    if name == "more":
        return "; ".join(f"{heading}: {cell}" for heading, cell in value)
    if not isinstance(value, list):
        return value
    if name == "path":
        return " › ".join(value)
    return "; ".join(_part(part) for part in value)


def _part(part: Any) -> str:
    if not isinstance(part, dict):
        return cell_text(part)
    if "agency_id" in part:
        return f"{part['name']} ({part['detail']})" if part["detail"] else str(part["name"])
    if "edtf" in part:
        return str(part["edtf"] or part["rrule"] or part["text"])
    amount = f"{part['amount_vnd']}" if part["amount_vnd"] is not None else part["text"]
    return f"{amount}/{part['per']}" if part["per"] else amount


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a leading `=`, `+`, `-` or `@` gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
