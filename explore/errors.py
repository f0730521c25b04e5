"""The exceptions of the reading side.

KehoachError
└── ExploreError
    ├── NoStore          there is no store at the path given
    ├── QueryRefused     SQL that is not a question, or asks for more than it may
    ├── NotFound         no such document, agency, view …
    └── CannotWrite      an export's target cannot be written
"""

from __future__ import annotations

from schema.errors import KehoachError, UsageError


class ExploreError(KehoachError):
    """Base of the exceptions of this room."""


class NoStore(ExploreError):
    """There is no store at the path given."""


class QueryRefused(UsageError):
    """SQL that is not a question, is wrong, or asks for more memory, time or files than it may."""


class NotFound(ExploreError):
    """The store holds no such document or agency."""


class CannotWrite(ExploreError):
    """An export's target cannot be written."""
