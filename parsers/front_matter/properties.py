"""What a law site prints about the document: key and value on one line, glued, or on two lines."""

from __future__ import annotations

import re
from functools import cache

from parsers.document_text import DocumentText
from parsers.openings import EDGES, parted, plain_lines
from parsers.registers import read_register
from schema.folding import strip_markup

_LONGEST_VALUE = 300


@cache
def _keys() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Kept key by plain key, a pattern for a text that begins with one, and one for plain lines behind a bullet."""
    register = read_register("front_matter")["properties"]
    kept = {key: key for key in register["keys"]}
    kept |= {other: key for key, others in register["same"].items() for other in others}
    longest_first = parted(re.escape(key) for key in sorted(kept, key=len, reverse=True))
    return kept, re.compile(longest_first), re.compile(rf"\n[- ]*(?:{longest_first})")


# What the keys hold, in small letters but for the first and in capitals.
_HINTS = (
    *(
        "ố hiệu",
        "ố ký hiệu",
        "ố/ký hiệu",
        "ố/Ký hiệu",
        "ố, ký hiệu",
        "oại văn bản",
        "gày ban hành",
        "ơi ban hành",
        "ơ quan ban hành",
        "gười ký",
        "hức danh",
    ),
    *(
        "rích yếu",
        "ên văn bản",
        "ình thức văn bản",
        "gày ký",
        "ơn vị ban hành",
        "hức vụ",
        "Ký hiệu",
        "SỐ HIỆU",
        "SỐ KÝ HIỆU",
        "NGƯỜI KÝ",
        "NGÀY BAN HÀNH",
    ),
)
# Sites print them above and below the document, never in the middle.
_MOST_LINES_ABOVE, _MOST_LINES_BELOW = 120, 250


def read_properties(text: DocumentText) -> dict[str, str]:
    """The pairs above and below the document, keys by plain key; the first value of a key that is no dash counts."""
    kept, pattern, begins = _keys()
    lines = text.lines
    below = len(lines) - _MOST_LINES_BELOW
    candidates = [
        index
        for index in text.matching(begins)
        if (index < _MOST_LINES_ABOVE or index >= below) and len(lines[index]) < 400
        if any(hint in lines[index] for hint in _HINTS)
    ]
    printed = [strip_markup(lines[index]).strip().lstrip("•·-–").strip(EDGES) for index in candidates]
    found: dict[str, str] = {}
    for index, words, plain in zip(candidates, printed, plain_lines(printed), strict=True):
        match = pattern.match(plain)
        value = _value(words, match.end()) if match else None
        if match is None or value is None:
            continue
        if not value and index + 1 < len(lines) and lines[index].rstrip().endswith(":"):
            value = lines[index + 1].strip(EDGES)
        if value and len(value) <= _LONGEST_VALUE and any(letter.isalnum() for letter in value):
            found.setdefault(kept[match[0]], value)
    if "so hieu" not in found and (number := _number_of_page_head(lines)):
        found["so hieu"] = number
    return found


# Kế hoạch 792/KH-UBND năm 2017 về cải cách hành chính …: how law sites head a page.
_PAGE_HEAD = re.compile(
    r"""(?:Kế\ hoạch|Quyết\ định|Chương\ trình|Chỉ\ thị|Nghị\ quyết)\s(?:số\s)?
        (?P<number> \d+[a-z]?(?:/\d{4})?/[A-ZĐ][\w-]* | \d+-[A-ZĐ]\w*/[A-ZĐ]\w* ) \s(?:năm\s)?(?:19|20)\d\d\b""",
    re.VERBOSE,
)


def _number_of_page_head(lines: list[str]) -> str:
    for line in lines[:12]:
        if "/" in line and (match := _PAGE_HEAD.match(line.strip(EDGES))):
            return match["number"]
    return ""


def _value(printed: str, length: int) -> str | None:
    """What stands behind a key of `length` letters: after a colon or tab, or glued to it; None for running text."""
    rest = printed[length:]
    if re.match(r"\s*[:\t|]", rest):
        return rest.lstrip(" :\t|\u00a0").strip()
    if not rest:
        return ""
    # Glued: "Số hiệu792/KH-UBND", "Người kýVương Bình Thạnh".
    return rest.strip() if rest[0].isdigit() or rest[0].isupper() else None
