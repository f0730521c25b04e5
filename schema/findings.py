"""The catalogue of findings: code, severity, what it means, what to do. The documentation is made from it."""

from __future__ import annotations

from typing import NamedTuple

from schema.records import Finding, Severity


class FindingKind(NamedTuple):
    """One kind of finding: its severity, its one-sentence message (a format string) and what to do about it."""

    severity: Severity
    message: str
    advice: str


CATALOGUE: dict[str, FindingKind] = {
    # A file that could not be read at all.
    "unreadable_file": FindingKind("error", "{reason}", "Mend or replace the file; the others of the batch were read."),
    "no_text_layer": FindingKind(
        "error",
        "the PDF holds pictures of pages, no text layer",
        "Run OCR first, for example `ocrmypdf --language vie in.pdf out.pdf`.",
    ),
    "missing_reader": FindingKind("error", "{reason}", "Install what the message names and ingest again."),
    "limit_exceeded": FindingKind(
        "error", "{reason}", "Raise the limit with the option named, if the file is to be trusted."
    ),
    "software_error": FindingKind(
        "error", "the software failed on this file: {reason}", "Please report it, with the file if you may."
    ),
    "reading_stopped": FindingKind(
        "error", "the process that read this file ended: {reason}", "Please report it, with the file if you may."
    ),
    "not_a_plan": FindingKind("error", "{reason}", "Check that the file holds a plan; it is not stored."),
    # The document as a whole.
    "no_task_table": FindingKind(
        "info", "the document has no table of tasks", "Its tasks, if any, are those told in prose."
    ),
    "duplicate_document": FindingKind(
        "warning",
        "the same document was read from {other}",
        "Keep one of the two files; one document is stored.",
    ),
    "shared_number": FindingKind(
        "warning",
        "another document asks for the id {other}: same place, year and number",
        "Both are stored; check the numbers.",
    ),
    "missing_number": FindingKind("info", "the document states no number", "Its id is made from its contents."),
    "missing_date": FindingKind(
        "info", "the document states no date of issue", "Dates without a year follow the plan year."
    ),
    "assumed_year": FindingKind(
        "info",
        "no plan year is stated; {year} was assumed",
        "Check dates without a year.",
    ),
    "number_mismatch": FindingKind(
        "warning",
        "the front page says {front}, the appendix says {appendix}",
        "Check which of the two is right.",
    ),
    "doubtful_encoding": FindingKind(
        "warning",
        "the text's encoding is doubtful: {reason}",
        "Name it with --encoding if some words look wrong.",
    ),
    "pages_without_text": FindingKind(
        "warning",
        "pages {pages} hold pictures without a text layer",
        "Run OCR on them, for example `ocrmypdf --skip-text --language vie in.pdf out.pdf`.",
    ),
    "hidden_text": FindingKind("info", "the file holds hidden or deleted text: {reason}", "It was left out."),
    # The ledger.
    "unread_lines": FindingKind("warning", "{count} lines were not understood", "See the lines with role 'unread'."),
    # The tables.
    "unknown_heading": FindingKind(
        "warning",
        "the column heading {heading!r} is not known",
        "Its cells are kept in `more`; add it to the register.",
    ),
    "missing_header": FindingKind(
        "warning", "the table has no header row; columns were taken from {basis}", "Check the rows."
    ),
    "shifted_cells": FindingKind(
        "info",
        "cells stand one or more columns away from where they belong; read as {reading}",
        "Compare with the source.",
    ),
    "ragged_row": FindingKind("warning", "the row has {width} cells, the header {columns}", "Compare with the source."),
    "truncated_table": FindingKind("warning", "the table ends in the middle of a row", "Compare with the source."),
    "missing_lead": FindingKind("warning", "the task names no lead agency", "Ask the issuer who is to lead."),
    "missing_deadline": FindingKind("info", "the task names no deadline", "Ask the issuer when it is due."),
    # Values.
    "unknown_agency": FindingKind(
        "info", "{name!r} is not in the agency register", "Add it to the register with an example."
    ),
    "unparsed_deadline": FindingKind("warning", "the deadline {value!r} was not understood", "It is kept as printed."),
    "unparsed_money": FindingKind("warning", "the budget {value!r} was not understood", "It is kept as printed."),
    "deadline_before_issue": FindingKind(
        "info", "the deadline {value!r} lies before the date of issue, {issued}", "Check the year."
    ),
    "total_mismatch": FindingKind(
        "warning",
        "the stated total is {stated} đồng, {basis} {found} đồng",
        "Check the rows against the source.",
    ),
    # The body.
    "numbering_restarts": FindingKind("info", "the numbering goes from {before} to {after}", "Read as printed."),
    "deep_nesting": FindingKind("info", "lists are nested {depth} deep", "Deeper levels are read as the deepest."),
}


def finding(
    code: str, *, line_start: int | None = None, line_end: int | None = None, text: str = "", **values: object
) -> Finding:
    """A finding of a catalogued kind; `values` fill the message. Raises KeyError for an unknown code."""
    kind = CATALOGUE[code]
    return Finding(
        code=code,
        severity=kind.severity,
        message=kind.message.format(**values),
        line_start=line_start,
        line_end=line_end if line_end is not None else line_start,
        text=text,
    )
