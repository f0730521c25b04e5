"""What a document says about itself on its front page, in its signature, and on a law site's page around it."""

from __future__ import annotations

import re
from collections import Counter

from parsers.document_text import DocumentText
from parsers.front_matter.letterhead import read_letterhead
from parsers.front_matter.properties import read_properties
from parsers.front_matter.signature import find_signature
from parsers.front_matter.titles import Heading, find_headings, read_title
from parsers.front_matter.totals import find_stated_total
from parsers.raw import RawFrontMatter
from schema.folding import fold_space, strip_markup

__all__ = ["read_front_matter"]

# (Kèm theo Quyết định số 2890/QĐ-UBND ngày 18 tháng 12 năm 2023 của Chủ tịch Ủy ban nhân dân tỉnh Vĩnh Long)
_ANNEX = re.compile(
    r"""\(\s*\**\s* (?:Ban\ hành\s+)?
        (?:[Kk]èm\s+theo|[Đđ]ính\s+kèm|KÈM\s+THEO|Phê\s+duyệt\s+kèm\s+theo|Ban\s+hành\s+theo)
        [^()]{0,60}? (?:số|Số|SỐ) [^()]{3,400} \)""",
    re.VERBOSE,
)
_ANNEX_NUMBER = re.compile(r"[Ss][ốỐ]\s*:?\s*(?P<number>.{0,60}?)\s*(?=,?\s*ngày|\s+của|\)|,)", re.DOTALL)


def read_front_matter(text: DocumentText) -> RawFrontMatter:
    """The front matter in the document's own words, from the lines outside its tables."""
    headings = list(find_headings(text))
    first = headings[0] if headings else None
    letterhead = read_letterhead(text, first.line if first else None)
    found = RawFrontMatter(
        number=letterhead.number,
        issuer_lines=letterhead.issuer_lines,
        place_date=letterhead.place_date,
        properties=read_properties(text),
    )
    found.lines = {name: index + 1 for name, index in letterhead.lines.items()}
    if first:
        found.kind = first.kind
        found.lines["kind"] = first.line + 1
        _read_titles(found, text, headings, first)
    signature = find_signature(text, after=first.line if first else 0)
    found.signer, found.signer_title = signature.name, signature.title
    if signature.name:
        found.lines["signer"] = signature.line + 1
    _read_annex(found, text)
    found.place_mentions = _place_mentions(found, text)
    found.stated_total, index = find_stated_total(text)
    if found.stated_total:
        found.lines["stated_total"] = index + 1
    return found


def _read_titles(found: RawFrontMatter, text: DocumentText, headings: list[Heading], first: Heading) -> None:
    title, authority = read_title(text, first, authority_ends=first.carrier)
    words = f"{first.kind.upper()} {title}".strip()
    if not first.carrier:
        found.title = words
        found.lines["title"] = first.line + 1
        return
    found.carrier_title, found.authority = title, authority
    found.lines["carrier_title"] = first.line + 1
    for heading in headings:
        if heading.line > first.line and not heading.carrier:
            own, _ = read_title(text, heading, authority_ends=False)
            found.title = f"{heading.kind.upper()} {own}".strip()
            found.lines["title"] = heading.line + 1
            return


# tỉnh Đồng Tháp | TỈNH AN GIANG | thành phố Cần Thơ
_PLACE = re.compile(
    r"(?:tỉnh|Tỉnh|TỈNH|[Tt]hành phố|THÀNH PHỐ) (?=[A-ZĐ])((?:[A-ZĐÀ-Ỹ][^\W\d_]*)(?:[ -][A-ZĐÀ-Ỹ][^\W\d_]*){0,3})"
)
_MOST_MENTIONS = 20


def _place_mentions(found: RawFrontMatter, text: DocumentText) -> list[str]:
    """Places named with their level anywhere, the most frequent first; only where the front page names none."""
    front = " ".join([*found.issuer_lines, found.authority, found.annex, found.title, *found.properties.values()])
    if _PLACE.search(front):
        return []
    counted = Counter(match[0] for match in _PLACE.finditer("\n".join(text.lines)))
    return [place for place, _ in counted.most_common(_MOST_MENTIONS)]


def _read_annex(found: RawFrontMatter, text: DocumentText) -> None:
    match = _ANNEX.search(text.joined)
    if not match:
        return
    found.annex = fold_space(strip_markup(match[0]))
    found.lines["annex_number"] = text.line_at(match.start()) + 1
    number = _ANNEX_NUMBER.search(found.annex)
    found.annex_number = number["number"].strip() if number else ""
