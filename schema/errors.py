"""The base of every exception that kehoach raises on purpose; each room's are on one page of its own."""

from __future__ import annotations


class KehoachError(Exception):
    """Something the user can mend; the message is one sentence that says what and how."""
