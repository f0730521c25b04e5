"""PlanRecords of a real plan's size, made for tests of the store."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from schema.findings import finding
from schema.records import Agency, Citation, Deadline, Document, Item, Ledger, Money, PlanRecord, Target, Task

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
    issuer: str = "Ủy ban nhân dân tỉnh",
) -> PlanRecord:
    """A plan of a usual size; `version` changes its texts, not its ids."""
    chance = random.Random(f"{number} {version}")
    name = f"tinh-{number}-kh-ubnd"
    words = lambda n: " ".join(chance.choices(_WORDS, k=n))  # noqa: E731
    items = [_item(name, n, words(30)) for n in range(1, max(1, tasks * 2) + 1)] if tasks else []
    rows = [_task(name, n, words, version) for n in range(1, tasks + 1)]
    roles = ["task_row" if n < tasks else "item" if n < tasks + len(items) else "blank" for n in range(lines)]
    refs = [
        rows[n].task_id if n < tasks else items[n - tasks].item_id if r == "item" else "" for n, r in enumerate(roles)
    ]
    document = Document(
        document_id=name,
        source_file=f"{name}.txt",
        source_sha256=f"{number:032x}{version:032x}",
        media_type="text/plain",
        encoding="utf-8",
        number=f"{number}/KH-UBND",
        kind="Kế hoạch",
        title=words(12),
        issuer=issuer,
        province="Tỉnh",
        province_code=province,
        issued_on=date(2020, 12, 1 + number % 28),
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
