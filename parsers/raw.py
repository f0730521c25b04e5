"""What the parsers find, still in the document's own words; `normalize` gives it meaning."""

from __future__ import annotations

from dataclasses import dataclass, field

from schema.records import Finding


@dataclass(slots=True)
class RawTask:
    """One leaf row of a task table, cells as printed (spaces folded), merged cells already filled down.

    `ordinal` and `section_ordinal` are without their final dot or bracket. `headings` gives, per field,
    the column heading as printed (units stand there: `Kinh phí (triệu đồng)`). `filled` names the
    fields that were carried over from another row. `lines` are all source lines of the row's own text.
    """

    table_no: int
    section_ordinal: str = ""
    section: str = ""
    ordinal: str = ""
    description: str = ""
    product: str = ""
    lead: str = ""
    cooperating: str = ""
    timeframe: str = ""
    budget: str = ""
    note: str = ""
    more: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    filled: frozenset[str] = frozenset()
    line_start: int = 0
    line_end: int = 0
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class TaskTable:
    """What became of one grid: its rows, and the role of every line it covers.

    `is_task_table` is false for letterheads, signatures, lists of documents and the like, which give no
    rows. `line_roles` maps each source line of the grid to (ledger role, index into `tasks` or -1).
    `total` is the text of the total row's budget cell, with its line.
    """

    is_task_table: bool
    tasks: list[RawTask] = field(default_factory=list)
    line_roles: dict[int, tuple[str, int]] = field(default_factory=dict)
    total: tuple[str, int] | None = None
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class RawItem:
    """One leaf of the body's outline.

    `path` is the headings above it as printed with their markers, one list for all that have the same.
    `labels` holds labelled lines under an activity (`Thời gian: …`): field name to (words, line), field
    names as in RawTask. `lines` are all its source lines.
    """

    path: list[str]
    marker: str
    text: str
    role: str
    line_start: int
    line_end: int
    labels: dict[str, tuple[str, int]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Outline:
    """The body: its items, and the role of each of its lines: line to (ledger role, index into `items` or -1)."""

    items: list[RawItem] = field(default_factory=list)
    line_roles: dict[int, tuple[str, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class RawFrontMatter:
    """What the document says about itself, in its own words ("" where it says nothing).

    `issuer_lines` are the letterhead's lines of the issuing body, top down; `authority` the line of the
    deciding authority of a decision (`CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …`), "" for a plan. `place_date` is
    the line `Đồng Tháp, ngày 05 tháng 12 năm 2020`. `title` is the plan's own title (see the gold format).
    `carrier_title` is what a decision says it decides. `annex_number` is the number that the appendix or
    the enclosed plan names in `(Kèm theo Quyết định số …)`, `annex` that whole bracket. `place_mentions` are
    names of places in the text, the most frequent first, where the letterhead names no province.
    `stated_total` is the sentence that states the total. `properties` are key and value pairs of a law
    site's page furniture (`Số hiệu`, `Ngày ban hành`, `Người ký`, `Nơi ban hành`), keys by plain key.
    `lines` gives, per field, its source line.
    """

    number: str = ""
    kind: str = ""
    title: str = ""
    carrier_title: str = ""
    issuer_lines: list[str] = field(default_factory=list)
    authority: str = ""
    place_date: str = ""
    signer: str = ""
    signer_title: str = ""
    annex_number: str = ""
    annex: str = ""
    place_mentions: list[str] = field(default_factory=list)
    stated_total: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
