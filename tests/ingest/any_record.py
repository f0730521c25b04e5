"""PlanRecords of any shape that the models allow."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from schema.findings import CATALOGUE
from schema.records import Agency, Citation, Deadline, Document, Finding, Item, Ledger, Money, PlanRecord, Target, Task

# Text as Parquet and Arrow must keep it: any character but lone surrogates, which are not text.
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_INT16, _INT32 = st.integers(-(2**15), 2**15 - 1), st.integers(0, 2**31 - 1)
_DATES = st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31))


def _build(model: type, **changes: Any) -> Any:
    """A strategy for `model` whose fields without a strategy of their own keep their defaults."""
    return st.builds(model, **changes)


_AGENCIES = st.lists(
    st.builds(
        Agency, agency_id=_TEXT, name=_TEXT, kind=st.sampled_from(["agency", "group"]),
        level=st.sampled_from(["central", "province", "other"]), detail=_TEXT, known=st.booleans(),
    ),
    max_size=3,
)  # fmt: skip
_DEADLINES = st.lists(
    st.builds(
        Deadline, kind=st.sampled_from(["date", "period", "recurring"]), start=_DATES, end=_DATES,
        end_exclusive=st.booleans(), edtf=st.none() | _TEXT, every=st.none() | _TEXT, times=st.none() | _INT16,
        day_of_month=st.none() | st.integers(1, 31), rrule=st.none() | _TEXT, applies_to=_TEXT, text=_TEXT,
    ),
    max_size=2,
)  # fmt: skip
_MONEY = st.lists(
    st.builds(
        Money, kind=st.sampled_from(["amount", "rate"]), amount_vnd=st.none() | st.integers(-(2**63), 2**63 - 1),
        per=st.none() | _TEXT, source=st.none() | st.sampled_from(["state", "own"]), text=_TEXT,
    ),
    max_size=2,
)  # fmt: skip
_TASKS = st.builds(
    Task, task_id=_TEXT, origin=st.sampled_from(["table", "prose"]), table_no=st.none() | _INT16, seq=_INT32,
    section_ordinal=_TEXT, section=_TEXT, description=_TEXT, product=_TEXT, lead=_TEXT, cooperating=_TEXT,
    timeframe=_TEXT, budget=_TEXT, note=_TEXT, more=st.dictionaries(_TEXT, _TEXT, max_size=2),
    lead_agencies=_AGENCIES, cooperating_agencies=_AGENCIES, deadlines=_DEADLINES, money=_MONEY, item_id=_TEXT,
    line_start=_INT32, line_end=_INT32,
)  # fmt: skip
_ITEMS = st.builds(
    Item, item_id=_TEXT, seq=_INT32, path=st.lists(_TEXT, max_size=3), marker=_TEXT, text=_TEXT,
    role=st.sampled_from(["goal", "task"]), agencies=_AGENCIES, line_start=_INT32, line_end=_INT32,
)  # fmt: skip
_TARGETS = st.builds(
    Target, item_id=_TEXT, text=_TEXT, comparator=st.sampled_from([">=", "rank<="]),
    value=st.floats(allow_nan=False), unit=_TEXT, scope=_TEXT, line_start=_INT32, line_end=_INT32,
)  # fmt: skip
_CITATIONS = st.builds(
    Citation, text=_TEXT, kind=_TEXT, number=_TEXT, issuer=_TEXT, issued_on=_DATES,
    role=st.sampled_from(["basis", "mention"]), line_start=_INT32, line_end=_INT32,
)  # fmt: skip
_FINDINGS = st.builds(
    Finding, code=st.sampled_from(sorted(CATALOGUE)), severity=st.sampled_from(["error", "info"]), message=_TEXT,
    line_start=st.none() | _INT32, line_end=st.none() | _INT32, text=_TEXT,
)  # fmt: skip
_LEDGERS = st.lists(st.tuples(_TEXT, st.sampled_from(["item", "blank", "unread"]), _TEXT), max_size=5).map(
    lambda rows: Ledger(text=[r[0] for r in rows], role=[r[1] for r in rows], ref=[r[2] for r in rows])
)
_DOCUMENTS = st.builds(
    Document, document_id=_TEXT, source_file=_TEXT, source_sha256=_TEXT, media_type=_TEXT, encoding=_TEXT,
    number=_TEXT, kind=_TEXT, title=_TEXT, issuer=_TEXT, province=_TEXT, province_code=_TEXT, province_now=_TEXT,
    province_now_code=_TEXT, place=_TEXT, issued_on=_DATES, plan_year=st.none() | _INT16, plan_start=_DATES,
    plan_end=_DATES, signer=_TEXT, signer_title=_TEXT, stated_total_vnd=st.none() | st.integers(0, 2**63 - 1),
    layouts=st.lists(_TEXT, max_size=2), line_count=_INT32, task_count=_INT32, software_version=_TEXT,
)  # fmt: skip

plan_records = st.builds(
    PlanRecord, document=_DOCUMENTS, tasks=st.lists(_TASKS, max_size=3), items=st.lists(_ITEMS, max_size=2),
    targets=st.lists(_TARGETS, max_size=2), citations=st.lists(_CITATIONS, max_size=2), ledger=_LEDGERS,
    findings=st.lists(_FINDINGS, max_size=2),
)  # fmt: skip
"""Any record that the models allow."""
