"""The only place that understands the structure of task tables: a grid into raw task rows."""

from __future__ import annotations

from parsers.tasks.reading import read_tasks

__all__ = ["read_tasks"]
