"""The base of every exception that kehoach raises on purpose; each room's are on one page of its own.

Exit codes: 0 all well; 1 some files failed, the rest is stored; 2 wrong usage; 3 nothing could be done.
"""

from __future__ import annotations


class KehoachError(Exception):
    """Something the user can mend; the message is one sentence that says what and how."""

    exit_code = 3


class UsageError(KehoachError, ValueError):
    """The command was given something that it does not take."""

    exit_code = 2
