"""How commitments are compared with a corpus: names with alternatives, deadlines and money in a short form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from normalize.commitments import Commitment, heading_agencies, read_commitment
from schema.records import Agency, Deadline, Money

CORPORA = Path(__file__).parents[1] / "corpora"
FIELDS = ("lead", "cooperating", "deadlines", "money")


def cases(name: str) -> list[dict[str, Any]]:
    """The lines of a corpus file."""
    return [json.loads(line) for line in (CORPORA / f"{name}.jsonl").read_text("utf-8").splitlines()]


def read(case: dict[str, Any]) -> Commitment:
    """The commitment of a case, its heading read as the body of a plan would be."""
    province, heading = case["province"], case["heading"]
    return read_commitment(
        case["text"],
        heading_agencies=heading_agencies(heading, province=province) if heading else [],
        heading=heading,
        role=case["role"],
        year=case["year"],
        province=province,
    )


def found(commitment: Commitment) -> dict[str, list[str]]:
    """What was read, in the corpus's own words."""
    return {
        "lead": [agency.name for agency in commitment.lead_agencies],
        "cooperating": [agency.name for agency in commitment.cooperating_agencies],
        "deadlines": [short_deadline(deadline) for deadline in commitment.deadlines],
        "money": [short_money(money) for money in commitment.money],
    }


def short_deadline(deadline: Deadline) -> str:
    """`<2022-06-30` before, `<=2022-06-30` until, `@2022-06-30` on a day; EDTF of a period; `P1Mx2/15` and the like."""
    if deadline.kind == "date":
        if deadline.start is not None:
            return f"@{deadline.end}"
        return f"{'<' if deadline.end_exclusive else '<='}{deadline.end}"
    if deadline.kind == "period":
        return str(deadline.edtf)
    if deadline.kind == "recurring":
        times = f"x{deadline.times}" if deadline.times else ""
        day = f"/{deadline.day_of_month}" if deadline.day_of_month else ""
        return f"{deadline.every or 'recurring'}{times}{day}"
    return deadline.kind


def short_money(money: Money) -> str:
    """`amount 350000000 district`"""
    return " ".join(str(part) for part in (money.kind, money.amount_vnd, money.source or money.per) if part)


def same(got: list[str], wanted: list[Any]) -> bool:
    """The same names in any order; a wanted name may be a list of names that are as good."""
    left = [name.casefold() for name in got]
    for one in wanted:
        names = one if isinstance(one, list) else [one]
        hit = next((name.casefold() for name in names if name.casefold() in left), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def agencies(*names: str) -> list[Agency]:
    """Bodies as a heading would give them."""
    return [agency for name in names for agency in heading_agencies(name)]
