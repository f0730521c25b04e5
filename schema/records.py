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
    kind: AgencyKind = Field(description="agency (one body) or group (a class of bodies)")
    level: AgencyLevel = Field(
        description="whose level: central, province, district, commune, party (Party and mass organisations) or other"
    )
    detail: str = Field(default="", description="text attached to this body only (after a colon, in brackets)")
    known: bool = Field(default=True, description="false where the name is not in the register")


class Deadline(Record):
    """When something is due, with the grain that the source gives it."""

    kind: DeadlineKind = Field(description="date, period, ongoing, recurring, conditional or by_reference")
    start: date | None = Field(default=None, description="first day, inclusive; null for a limit")
    end: date | None = Field(default=None, description="last day, or the limit")
    end_exclusive: bool = Field(default=False, description="true when the day itself is too late (trước)")
    edtf: str | None = Field(default=None, description="ISO 8601-2 / EDTF level 2; quarters 33..36, halves 40, 41")
    every: str | None = Field(default=None, description="ISO 8601 duration between occurrences")
    times: int | None = Field(default=None, description="occurrences per period, when stated")
    day_of_month: int | None = Field(default=None, ge=1, le=31, description="day on which an occurrence is due")
    rrule: str | None = Field(default=None, description="RFC 5545 recurrence rule, when the interval is stated")
    applies_to: str = Field(default="", description="the agency or output named for it")
    text: str = Field(description="the words it was read from")


class Money(Record):
    """A sum, a rate, or what the plan says instead of one."""

    kind: MoneyKind = Field(
        description="amount (a sum), rate (a sum per unit), self_funded, by_reference, or source_only"
    )
    amount_vnd: int | None = Field(default=None, description="đồng; the upper end of a range")
    per: str | None = Field(default=None, description="unit of a rate: huyện, kỳ, người/tháng")
    source: MoneySource | None = Field(default=None, description="state, province, district, commune, own, or null")
    text: str = Field(description="the budget cell, or the words of the sum")


class Task(Record):
    """One leaf row of a task table, or one commitment told in prose."""

    task_id: str = Field(description="`<document_id>#<section>.<ordinal>`, `/2` for the second sub-row")
    origin: Literal["table", "prose"] = Field(
        default="table", description="table (a row of a task table) or prose (an item of the body)"
    )
    table_no: int | None = Field(
        default=None, description="1-based number of the table in the document; null for prose"
    )
    seq: int = Field(description="1-based position in the document")
    section_ordinal: str = Field(default="", description="number of the section row, `III`")
    section: str = Field(default="", description="title of the section as printed")
    domain: Domain = Field(default="other", description="field of work that the section belongs to")
    ordinal: str = Field(default="", description="number printed for the task")
    description: str = Field(default="", description="the task as printed")
    product: str = Field(default="", description="what is to be delivered, as printed")
    lead: str = Field(default="", description="who leads, as printed")
    cooperating: str = Field(default="", description="who cooperates, as printed")
    timeframe: str = Field(default="", description="when, as printed")
    budget: str = Field(default="", description="money, as printed")
    note: str = Field(default="", description="note, as printed")
    more: dict[str, str] = Field(default_factory=dict, description="columns that no field has, by heading")
    lead_agencies: list[Agency] = Field(default_factory=list, description="who leads, normalised, in the order printed")
    cooperating_agencies: list[Agency] = Field(
        default_factory=list, description="who cooperates, normalised, in the order printed"
    )
    deadlines: list[Deadline] = Field(
        default_factory=list, description="when it is due, normalised, in the order printed"
    )
    money: list[Money] = Field(default_factory=list, description="sums, normalised, in the order printed")
    item_id: str = Field(default="", description="the item of the body that it was read from (prose only)")
    line_start: int = Field(description="first source line of its own text")
    line_end: int = Field(description="last source line of its own text")


class Item(Record):
    """A leaf of the body's outline."""

    item_id: str = Field(description="markers of the headings above and its own, `#p.II.1.a`")
    seq: int = Field(description="1-based position in the document")
    path: list[str] = Field(description="the headings above it, as printed")
    marker: str = Field(description="`-`, `a`, `1` …, or empty")
    text: str = Field(description="its words, wrapped lines joined")
    role: ItemRole = Field(description="purpose, goal, task, solution, assignment, funding or other")
    agencies: list[Agency] = Field(
        default_factory=list, description="bodies that the heading above names (assignments)"
    )
    line_start: int = Field(description="first source line")
    line_end: int = Field(description="last source line")


class Target(Record):
    """A measurable goal."""

    item_id: str = Field(description="the item that states it")
    text: str = Field(description="the words of the item")
    comparator: Comparator = Field(description=">=, >, =, <=, < or rank<=")
    value: float = Field(description="the number to reach")
    unit: str = Field(description="percent, rank, or the word of the thing counted")
    scope: str = Field(default="", description="what it is a share or number of, where stated apart")
    line_start: int = Field(description="first source line")
    line_end: int = Field(description="last source line")


class Citation(Record):
    """A legal document named."""

    text: str = Field(description="the words that name it")
    kind: str = Field(description="Luật, Nghị định, Quyết định …")
    number: str = Field(default="", description="its number, slips mended")
    issuer: str = Field(default="", description="who issued it")
    issued_on: date | None = Field(default=None, description="its date, where stated")
    role: CitationRole = Field(description="basis (in the Căn cứ lines) or mention")
    line_start: int = Field(description="first source line")
    line_end: int = Field(description="last source line")


class Finding(Record):
    """What a careful reader would be told. `code` is a key of `schema.findings.CATALOGUE`."""

    code: str = Field(description="kind of finding, see the catalogue")
    severity: Severity = Field(description="error, warning or info")
    message: str = Field(description="one sentence")
    line_start: int | None = Field(default=None, description="first source line that it is about")
    line_end: int | None = Field(default=None, description="last source line that it is about")
    text: str = Field(default="", description="the words that it is about")


class Ledger(Record):
    """Every line of the source, by column: line `n` is at index `n - 1` of each list."""

    text: list[str] = Field(description="the line, as printed")
    role: list[LineRole] = Field(description="what the line is")
    ref: list[str] = Field(description="task_id or item_id that it became part of")


class Document(Record):
    """What the plan says about itself, and how it was read."""

    document_id: str = Field(description="`<province>-<year>-<number>`, e.g. `dong-thap-2020-285-kh-ubnd`")
    source_file: str = Field(description="path as given, relative to the ingested root")
    source_sha256: str = Field(description="hash of the bytes read")
    media_type: str = Field(description="kind of file, by its content")
    encoding: str = Field(description="encoding of the text")
    number: str = Field(default="", description="document number, `285/KH-UBND`")
    kind: str = Field(default="", description="kind of the carrying document: Kế hoạch, Quyết định …")
    title: str = Field(default="", description="the plan's own title as printed")
    issuer: str = Field(default="", description="canonical issuer")
    province: str = Field(default="", description="name of the province, as it was")
    province_code: str = Field(default="", description="two-digit GSO code in force when issued")
    province_now: str = Field(default="", description="the province that it belongs to since 1 July 2025")
    province_now_code: str = Field(default="", description="code of that province")
    place: str = Field(default="", description="place named in the date line")
    issued_on: date | None = Field(default=None, description="date of issue")
    plan_year: int | None = Field(default=None, description="year planned for")
    plan_start: date | None = Field(default=None, description="first day planned for")
    plan_end: date | None = Field(default=None, description="last day planned for")
    signer: str = Field(default="", description="who signed")
    signer_title: str = Field(default="", description="Chủ tịch, Phó Chủ tịch …")
    stated_total_vnd: int | None = Field(default=None, description="total that the document states, đồng")
    layouts: list[str] = Field(default_factory=list, description="layouts of the task tables, and prose_list")
    line_count: int = Field(description="lines of the source")
    task_count: int = Field(description="rows in tasks")
    software_version: str = Field(description="version that read it")


class PlanRecord(Record):
    """One document, wholly read: what `convert` returns and the store keeps."""

    document: Document
    tasks: list[Task] = []
    items: list[Item] = []
    targets: list[Target] = []
    citations: list[Citation] = []
    ledger: Ledger
    findings: list[Finding] = []
