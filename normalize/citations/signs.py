"""Where a text may name a legal document: a few signs, one of which every citation has."""

from __future__ import annotations

import re

_FIGURE = r"\s+(?:số\s+)?\d"
# One expression for each mark or letter that signs begin with: looking for a single letter is the fastest search
# there is, these letters are rare, and whether a text has one at all costs next to nothing.
_SIGNS = tuple(
    (letter, re.compile(letter + rest))
    for letter, rest in (
        # `/NĐ`, `-CP`, `/QH13`: the code that every number of a document has.
        *((mark, r"\s?[A-ZĐÐ]{2}") for mark in "/-–—"),
        # Luật, but not "pháp luật", which stands in every other sentence; Kết luận 54.
        ("ậ", rf"(?:(?<=[Ll]uậ)(?<!háp luậ)t|(?<=ết luậ)n{_FIGURE})"),
        ("Ậ", r"(?<=LUẬ)(?<!HÁP LUẬ)T"),
        # Nghị quyết; Nghị định 61, Chỉ thị 05: cited by a bare figure.
        ("ị", rf"(?:(?<=ghị)(?: quyết| định{_FIGURE})|(?<=hỉ thị){_FIGURE})"),
        ("Ị", r"(?<=GHỊ) QUYẾT"),
        # Hiến pháp; Quyết định 45, Kế hoạch 12.
        ("ế", rf"(?:(?<=iế)n pháp|(?<=uyế)t định{_FIGURE}| hoạch{_FIGURE})"),
        ("Ế", r"(?<=IẾ)N PHÁP"),
        # Pháp lệnh.
        *(("ệ", r"(?<=háp lệ)nh"), ("Ệ", r"(?<=HÁP LỆ)NH")),
        # Thông tư 01, Công văn 725, Chương trình 12, Đề án 06.
        ("ô", rf"(?:(?<=hô)ng tư|ng văn){_FIGURE}"),
        *(("ì", rf"(?<=hương trì)nh{_FIGURE}"), ("ề", rf"(?= án{_FIGURE})")),
    )
)


def may_cite(text: str) -> bool:
    """Whether a text may name a legal document: false is sure, true is to be read."""
    return any(letter in text and sign.search(text) for letter, sign in _SIGNS)


def citing_places(text: str) -> list[int]:
    """Where the signs stand, ascending: what lies apart from all of them names no legal document."""
    return sorted(match.start() for letter, sign in _SIGNS if letter in text for match in sign.finditer(text))
