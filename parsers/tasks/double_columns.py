"""One column for two fields: `Sở A chủ trì; phối hợp: Sở B` under `Cơ quan chủ trì, phối hợp`."""

from __future__ import annotations

import re
from itertools import pairwise

from parsers.tasks.shapes import look

_TRIM = " ,;:.-–+"
# "Chủ trì: Sở A", "- Cơ quan chủ trì: Sở A", "Đơn vị đầu mối: …"
_LEAD_LABEL = r"(?:(?:cơ quan|đơn vị)\s+)?(?:chủ\s+trì|đầu\s+mối|thực\s+hiện)\s*:"
# "phối hợp với Sở B", "phối hợp: Sở B", "Cơ quan phối hợp: Sở B", "PH: Sở B"
_COOPERATING_LABEL = r"(?:(?:cơ quan|đơn vị)\s+)?(?:phối\s+hợp|PH)\s*(?:với\b|cùng\b|:)"
_LABELS = re.compile(rf"(?P<lead>{_LEAD_LABEL})|(?P<cooperating>{_COOPERATING_LABEL})", re.IGNORECASE)
# "Sở A chủ trì", "Sở A (chủ trì)", "Sở B (phối hợp)", "Sở B phối hợp thực hiện": the role stands behind.
_LEADS = re.compile(
    r"\s*[(,]?\s*(?:là\s+)?(?:cơ quan\s+|đơn vị\s+)?(?:chủ\s+trì|đầu\s+mối)\b\s*(?:thực\s+hiện|tham\s+mưu)?\s*\)?",
    re.IGNORECASE,
)
_COOPERATES = re.compile(r"\s*[(,]?\s*\b(?:phối\s+hợp)\b\s*(?:thực\s+hiện)?\s*\)?\s*$", re.IGNORECASE)
_PARTS = re.compile(r"[;\n]|\.\s+|,\s+(?=\D)|\s[-–+]\s")


def split_fields(text: str, fields: tuple[str, ...]) -> dict[str, str]:
    """The cell's text for each of the column's fields that it fills; all of it for the first where nothing parts it."""
    if fields == ("lead", "cooperating"):
        return _split_roles(text)
    if "timeframe" in fields:
        other = next(name for name in fields if name != "timeframe")
        return _split_time(text, other)
    return {fields[0]: text}


def _split_roles(text: str) -> dict[str, str]:
    labels = list(_LABELS.finditer(text))
    if labels:
        return _by_labels(text, labels)
    lead = _LEADS.search(text)
    if lead is not None:
        rest = _COOPERATES.sub("", text[lead.end() :]).strip(_TRIM)
        return _filled(lead=text[: lead.start()].strip(_TRIM), cooperating=rest)
    return {"lead": text}


def _by_labels(text: str, labels: list[re.Match[str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {"lead": [], "cooperating": []}
    before = _LEADS.sub("", text[: labels[0].start()]).strip(_TRIM)
    if before:
        found["lead"].append(before)
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        words = text[label.end() : end].strip(_TRIM)
        if words:
            found["lead" if label["lead"] else "cooperating"].append(words)
    return _filled(**{name: "; ".join(words) for name, words in found.items()})


def _split_time(text: str, other: str) -> dict[str, str]:
    """Parts that are times are the time, the others the product or the body."""
    before, colon, behind = text.partition(":")
    if colon and behind.strip() and look(before).time:
        return {"timeframe": before.strip(_TRIM), other: behind.strip(_TRIM)}
    if look(text).time:
        return {"timeframe": text}
    cuts = [0, *(found.end() for found in _PARTS.finditer(text)), len(text)]
    parts = [text[start:end] for start, end in pairwise(cuts)]
    first = next(
        (
            index
            for index, part in enumerate(parts)
            if look(part.strip(_TRIM + "(")).time or (index and look(part).mentions_time)
        ),
        None,
    )
    if first is None:
        return {other: text}
    if first == 0:
        last = next((index for index, part in enumerate(parts) if not look(part).mentions_time), len(parts))
        return _filled(**{"timeframe": "".join(parts[:last]).strip(_TRIM), other: "".join(parts[last:]).strip(_TRIM)})
    return _filled(**{other: "".join(parts[:first]).strip(_TRIM), "timeframe": "".join(parts[first:]).strip(_TRIM)})


def _filled(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}
