"""The records that a plan becomes, as pydantic models; the last word on what is valid.

Field names and meanings are those of the curated tables; `model_dump(mode="json")` gives the
objects that the gold annotation format describes.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

AgencyKind = Literal["agency", "group"]
AgencyLevel = Literal["central", "province", "district", "commune", "party", "other"]
DeadlineKind = Literal["date", "period", "ongoing", "recurring", "conditional", "by_reference"]
MoneyKind = Literal["amount", "rate", "self_funded", "by_reference", "source_only"]
MoneySource = Literal["state", "province", "district", "commune", "own"]
Comparator = Literal[">=", ">", "=", "<=", "<", "rank<="]
ItemRole = Literal["purpose", "goal", "task", "solution", "assignment", "funding", "other"]
CitationRole = Literal["basis", "mention"]
Severity = Literal["error", "warning", "info"]
Domain = Literal[
    "direction",
    "communication",
    "institutions",
    "procedures",
    "organisation",
    "civil_service",
    "public_finance",
    "digital_government",
    "impact",
    "other",
]
LineRole = Literal[
    "front_matter",
    "basis",
    "article",
    "heading",
    "item",
    "table_header",
    "section_row",
    "task_row",
    "total_row",
    "recipients",
    "signature",
    "furniture",
    "blank",
    "table_other",
    "unread",
]


class Record(BaseModel):
    """Base of all records: unknown fields are an error, values are not changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Agency(Record):
    """A body of the state, or a class of bodies, named in a cell or sentence."""

    agency_id: str = Field(description="ASCII slug of the name")
    name: str = Field(description="canonical full name; as printed when the register does not know it")
    kind: AgencyKind
    level: AgencyLevel
    detail: str = Field(default="", description="text attached to this body only (after a colon, in brackets)")
    known: bool = Field(default=True, description="false where the name is not in the register")


class Deadline(Record):
    """When something is due, with the grain that the source gives it."""

    kind: DeadlineKind
    start: date | None = Field(default=None, description="first day, inclusive; null for a limit")
    end: date | None = Field(default=None, description="last day, or the limit")
    end_exclusive: bool = Field(default=False, description="true when the day itself is too late (trước)")
    edtf: str | None = Field(default=None, description="ISO 8601-2 / EDTF level 2; quarters 33..36, halves 40, 41")
    every: str | None = Field(default=None, description="ISO 8601 duration between occurrences")
    times: int | None = Field(default=None, description="occurrences per period, when stated")
    day_of_month: int | None = Field(default=None, ge=1, le=31)
    rrule: str | None = Field(default=None, description="RFC 5545 recurrence rule, when the interval is stated")
    applies_to: str = Field(default="", description="the agency or output named for it")
    text: str = Field(description="the words it was read from")


class Money(Record):
    """A sum, a rate, or what the plan says instead of one."""

    kind: MoneyKind
    amount_vnd: int | None = Field(default=None, description="đồng; the upper end of a range")
    per: str | None = Field(default=None, description="unit of a rate: huyện, kỳ, người/tháng")
    source: MoneySource | None = None
    text: str


class Task(Record):
    """One leaf row of a task table, or one commitment told in prose."""

    task_id: str
    origin: Literal["table", "prose"] = "table"
    table_no: int | None = Field(
        default=None, description="1-based number of the table in the document; null for prose"
    )
    seq: int = Field(description="1-based position in the document")
    section_ordinal: str = ""
    section: str = ""
    domain: Domain = "other"
    ordinal: str = ""
    description: str = ""
    product: str = ""
    lead: str = ""
    cooperating: str = ""
    timeframe: str = ""
    budget: str = ""
    note: str = ""
    more: dict[str, str] = Field(default_factory=dict, description="columns that no field has, by heading")
    lead_agencies: list[Agency] = []
    cooperating_agencies: list[Agency] = []
    deadlines: list[Deadline] = []
    money: list[Money] = []
    item_id: str = ""
    line_start: int
    line_end: int


class Item(Record):
    """A leaf of the body's outline."""

    item_id: str
    seq: int
    path: list[str]
    marker: str
    text: str
    role: ItemRole
    agencies: list[Agency] = []
    line_start: int
    line_end: int


class Target(Record):
    """A measurable goal."""

    item_id: str
    text: str
    comparator: Comparator
    value: float
    unit: str
    scope: str = ""
    line_start: int
    line_end: int


class Citation(Record):
    """A legal document named."""

    text: str
    kind: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    role: CitationRole
    line_start: int
    line_end: int


class Finding(Record):
    """What a careful reader would be told. `code` is a key of `schema.findings.CATALOGUE`."""

    code: str
    severity: Severity
    message: str
    line_start: int | None = None
    line_end: int | None = None
    text: str = ""


class Ledger(Record):
    """Every line of the source, by column: line `n` is at index `n - 1` of each list."""

    text: list[str]
    role: list[LineRole]
    ref: list[str]


class Document(Record):
    """What the plan says about itself, and how it was read."""

    document_id: str
    source_file: str
    source_sha256: str
    media_type: str
    encoding: str
    number: str = ""
    kind: str = ""
    title: str = ""
    issuer: str = ""
    province: str = ""
    province_code: str = ""
    province_now: str = ""
    province_now_code: str = ""
    place: str = ""
    issued_on: date | None = None
    plan_year: int | None = None
    plan_start: date | None = None
    plan_end: date | None = None
    signer: str = ""
    signer_title: str = ""
    stated_total_vnd: int | None = None
    layouts: list[str] = []
    line_count: int
    task_count: int
    software_version: str


class PlanRecord(Record):
    """One document, wholly read: what `convert` returns and the store keeps."""

    document: Document
    tasks: list[Task] = []
    items: list[Item] = []
    targets: list[Target] = []
    citations: list[Citation] = []
    ledger: Ledger
    findings: list[Finding] = []
