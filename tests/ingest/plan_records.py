"""PlanRecords made for tests of the store: of a real plan's size, or of any shape the models allow."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from hypothesis import strategies as st

from schema.findings import CATALOGUE, finding
from schema.records import Agency, Citation, Deadline, Document, Finding, Item, Ledger, Money, PlanRecord, Target, Task

_WORDS = (  # noqa: SIM905
    "tham mưu ban hành kế hoạch triển khai thực hiện nhiệm vụ cải cách thủ tục hành chính kiểm soát rà soát đánh giá "
    "tỉnh huyện xã phường nâng cao chất lượng phục vụ người dân doanh nghiệp dịch vụ công trực tuyến mức độ hồ sơ"
).split()


def make_record(
    number: int,
    *,
    tasks: int = 50,
    lines: int = 860,
    year: int = 2021,
    province: str = "87",
    version: int = 0,
    source_file: str | None = None,
) -> PlanRecord:
    """A plan of a usual size; `version` changes its texts, not its ids."""
    chance = random.Random(f"{number} {version}")
    name = f"tinh-{province}-{year}-{number}-kh-ubnd"
    words = lambda n: " ".join(chance.choices(_WORDS, k=n))  # noqa: E731
    items = [_item(name, n, words(30)) for n in range(1, max(1, tasks * 2) + 1)] if tasks else []
    rows = [_task(name, n, words, version) for n in range(1, tasks + 1)]
    roles = ["task_row" if n < tasks else "item" if n < tasks + len(items) else "blank" for n in range(lines)]
    refs = [
        rows[n].task_id if n < tasks else items[n - tasks].item_id if r == "item" else "" for n, r in enumerate(roles)
    ]
    document = Document(
        document_id=name,
        source_file=source_file or f"{name}.txt",
        source_sha256=f"{number:032x}{version:032x}",
        media_type="text/plain",
        encoding="utf-8",
        number=f"{number}/KH-UBND",
        kind="Kế hoạch",
        title=words(12),
        issuer="Ủy ban nhân dân tỉnh",
        province="Tỉnh",
        province_code=province,
        issued_on=date(year - 1, 12, 1 + number % 28),
        plan_year=year,
        plan_start=date(year, 1, 1),
        plan_end=date(year, 12, 31),
        layouts=["pipe_lines"],
        line_count=lines,
        task_count=tasks,
        software_version="0",
    )
    return PlanRecord(
        document=document,
        tasks=rows,
        items=items,
        targets=[_target(item) for item in items[:3]],
        citations=[
            Citation(text=words(9), kind="Quyết định", role="basis", line_start=n, line_end=n) for n in range(1, 6)
        ],
        ledger=Ledger(text=[words(8) if r != "blank" else "" for r in roles], role=roles, ref=refs),
        findings=[finding("missing_lead", line_start=n) for n in range(1, min(tasks, 4))],
    )


def _item(document: str, n: int, text: str) -> Item:
    path = ["II. NHIỆM VỤ", f"{n % 7}. Công tác"]
    return Item(
        item_id=f"{document}#p.II.{n}", seq=n, path=path, marker="-", text=text, role="task", line_start=n, line_end=n
    )


def _target(item: Item) -> Target:
    return Target(
        item_id=item.item_id, text=item.text, comparator=">=", value=85.0, unit="percent", line_start=1, line_end=1
    )


def _task(document: str, n: int, words: Any, version: int) -> Task:
    agency = Agency(agency_id="so-noi-vu", name="Sở Nội vụ", kind="agency", level="province")
    group = Agency(agency_id="cac-so", name="Các sở, ban, ngành tỉnh", kind="group", level="province")
    return Task(
        task_id=f"{document}#I.{n}",
        table_no=1,
        seq=n,
        section_ordinal="I",
        section="CHỈ ĐẠO ĐIỀU HÀNH",
        ordinal=str(n),
        description=f"{words(30)} {version}",
        product=words(8),
        lead="Sở Nội vụ",
        cooperating="Các sở, ban, ngành tỉnh",
        timeframe="Quý I",
        budget="10",
        lead_agencies=[agency],
        cooperating_agencies=[group, agency],
        deadlines=[
            Deadline(kind="period", start=date(2021, 1, 1), end=date(2021, 3, 31), edtf="2021-33", text="Quý I")
        ],
        money=[Money(kind="amount", amount_vnd=10_000_000, source="province", text="10")],
        line_start=n,
        line_end=n,
    )


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
