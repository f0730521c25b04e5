"""The signer's name and title in standard spelling."""

from __future__ import annotations

import re

from normalize.spelling import lower_in_place
from schema.folding import fold_space

_ACTING = re.compile(r"^(?:q\.|quyền)\s*", re.IGNORECASE)
_DEPUTY = re.compile(r"^(phó)\s+(\w)")
# Inside a title these keep their capital.
_CAPITALS = {"văn phòng": "Văn phòng", "thường trực": "Thường trực", "ủy ban": "Ủy ban", "hội đồng": "Hội đồng"}


def signer_name(printed: str) -> str:
    """The name with blanks folded; capitals throughout become those of a name."""
    name = fold_space(printed).strip(" .,*_")
    return name.title() if name.isupper() else name


def signer_title_name(printed: str) -> str:
    """`PHÓ CHỦ TỊCH` as `Phó Chủ tịch`, `Q. GIÁM ĐỐC` as `Quyền Giám đốc`; "" stays."""
    words = lower_in_place(fold_space(printed)).strip(" .,*_")
    if not words:
        return ""
    acting = _ACTING.match(words)
    words = words[acting.end() :] if acting else words
    words = _DEPUTY.sub(lambda match: f"Phó {match[2].upper()}", words)
    for small, capital in _CAPITALS.items():
        words = words.replace(f" {small}", f" {capital}")
    words = words[:1].upper() + words[1:]
    return f"Quyền {words}" if acting else words
