"""Write the pages of the reference that are made from the code: commands, tables and views, findings.

Run it after a change of those; a test fails while the pages lag behind.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import duckdb  # noqa: E402
import typer  # noqa: E402

import cli  # noqa: E402
from explore.connection import view_scripts  # noqa: E402
from schema.findings import CATALOGUE  # noqa: E402
from schema.records import (  # noqa: E402
    Agency,
    Citation,
    Deadline,
    Document,
    Finding,
    Item,
    Ledger,
    Money,
    Record,
    Target,
    Task,
)
from schema.tables import TABLES  # noqa: E402

_RECORDS: dict[str, type[Record]] = {
    "documents": Document,
    "tasks": Task,
    "items": Item,
    "targets": Target,
    "citations": Citation,
    "lines": Ledger,
    "findings": Finding,
}
_NESTED: dict[str, type[Record]] = {"agency": Agency, "deadline": Deadline, "money": Money}
_ADDED = {
    "document_id": "the document",
    "ingested_at": "when it was read",
    "line_no": "1-based number of the line",
    "source_file": "path of the source, also where no document came of it",
    "search_key": "words without accents or case, for `kehoach search`",
}
_MADE = "<!-- Made by docs/generate.py; change the code and run it. -->\n\n"


def pages() -> dict[str, str]:
    """Every generated page, by its path below docs/."""
    return {
        "reference/commands.md": _MADE + _commands(),
        "reference/tables.md": _MADE + _tables(),
        "reference/findings.md": _MADE + _findings(),
    }


def _commands() -> str:
    group: Any = typer.main.get_command(cli.app)
    parts = ["# Commands\n", "Exit codes: 0 all well; 1 some files failed, the rest is stored; 2 wrong usage;\n"]
    parts[-1] += "3 nothing could be done.\n"
    for name, command in group.commands.items():
        context = command.make_context(name, ["--help"], resilient_parsing=True)
        arguments = " ".join(_argument(p) for p in command.params if p.param_type_name == "argument")
        parts.append(f"## kehoach {name}\n\n{command.help.strip()}\n\n    kehoach {name} [OPTIONS] {arguments}\n")
        rows = [_parameter(p, context) for p in command.params if p.name != "help"]
        parts.append("| name | meaning | default |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _argument(parameter: Any) -> str:
    name = parameter.name.upper()
    return f"{name}…" if parameter.nargs == -1 else name


def _parameter(parameter: Any, context: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"| `{_argument(parameter)}` | {parameter.help or ''} | |"
    names = ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])
    default = parameter.default
    shown = "" if default in (None, False, []) else f"`{'on' if default is True else default}`"
    return f"| {names} | {parameter.help or ''} | {shown} |"


def _tables() -> str:
    parts = [
        "# Tables and views\n",
        "Each table is a folder of Parquet files that one glob reads; lists are never null.\n",
    ]
    for table, schema in TABLES.items():
        record = _RECORDS[table]
        parts.append(f"## {table}\n\n{record.__doc__}\n")
        rows = [(field.name, str(field.type), _describe(record, field.name)) for field in schema]
        parts.append(_columns(rows))
    parts.append("## Nested values\n")
    for name, record in _NESTED.items():
        fields = record.model_fields.items()
        parts.append(f"### {name}\n\n{record.__doc__}\n")
        parts.append(_columns([(field, _type(info.annotation), info.description or "") for field, info in fields]))
    return "\n".join(parts) + "\n" + _views()


def _type(annotation: Any) -> str:
    return getattr(annotation, "__name__", str(annotation)).replace("typing.", "").replace("datetime.", "")


def _describe(record: type[Record], name: str) -> str:
    if name in _ADDED and name not in record.model_fields:
        return _ADDED[name]
    return record.model_fields[name].description or ""


def _columns(rows: list[tuple[str, str, str]]) -> str:
    lines = ["| column | type | meaning |", "| --- | --- | --- |"]
    for name, kind, meaning in rows:
        short = kind.split("<")[0] + ("<…>" if "struct" in kind else kind[len(kind.split("<")[0]) :])
        lines.append(f"| `{name}` | {short.replace('|', 'or')} | {meaning} |")
    return "\n".join(lines) + "\n"


def _views() -> str:
    """The views with their comments, as DuckDB itself tells them."""
    connection = duckdb.connect()
    for table, schema in TABLES.items():
        connection.register(f"empty_{table}", schema.empty_table())
        connection.execute(f"CREATE VIEW {table} AS FROM empty_{table}")
    for script in view_scripts():
        connection.execute(script)
    parts = ["## Views\n"]
    comments = "SELECT view_name, comment FROM duckdb_views() WHERE comment IS NOT NULL ORDER BY view_oid"
    columns = "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index"
    for view, comment in connection.execute(comments).fetchall():
        parts.append(f"### {view}\n\n{comment}.\n")
        parts.append(_columns([(n, t, c or "") for n, t, c in connection.execute(columns, [view]).fetchall()]))
    return "\n".join(parts)


def _findings() -> str:
    lines = ["# Findings\n", "What a careful reader of a plan would be told. Each is a row of `findings`.\n"]
    lines += ["| code | severity | message | what to do |", "| --- | --- | --- | --- |"]
    for code, kind in CATALOGUE.items():
        lines.append(
            f"| `{code}` | {kind.severity} | {kind.message} | {kind.advice} |".replace("{", "<").replace("}", ">")
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for path, text in pages().items():
        target = ROOT / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
