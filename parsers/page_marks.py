"""Lines that only mark a page: its number, in the ways offices and converters print it."""

from __future__ import annotations

import re

# "12", "- 3 -", "Trang 4", "Trang 4/10", "5/12", "Page 2 of 9", "[7]": never longer than a few characters.
_PAGE_MARK = re.compile(
    r"[\s\f]*(?:[-–—~]+\s*)?(?:(?:trang|page|tr\.)\s*(?:số\s*)?)?\[?(\d{1,3})\]?\s*(?:(?:/|of|trên)\s*\d{1,3}\s*)?(?:[-–—~]+[\s\f]*)?\Z",
    re.IGNORECASE,
)
_LONGEST = 24


def page_number(line: str) -> int | None:
    """The number of the page that this line marks, None for any other line."""
    if len(line) > 80 or not (stripped := line.strip()) or len(stripped) > _LONGEST:
        return None
    found = _PAGE_MARK.match(stripped)
    return int(found[1]) if found else None


def is_page_mark(line: str) -> bool:
    """Is there nothing on this line but a page's number or its end?"""
    return page_number(line) is not None or (not line.strip() and "\f" in line)
