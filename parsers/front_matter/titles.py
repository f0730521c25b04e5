"""The kind of a document in capitals, and the lines of the title below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from parsers.document_text import DocumentText
from parsers.front_matter.fragments import Fragment, fragments, line_fragments
from parsers.openings import is_capitals
from parsers.registers import read_register

# A vowel or đ in any dress: what recognition makes of "KẾ HOẠCH" still begins the title.
_DRESSES = {
    "A": "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ",
    "E": "EÈÉẺẼẸÊỀẾỂỄỆ",
    "I": "IÌÍỈĨỊ",
    "O": "OÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ",
    "U": "UÙÚỦŨỤƯỪỨỬỮỰ",
    "Y": "YỲÝỶỸỴ",
    "D": "DĐÐ",
}
_BASE = {dress: letter for letter, dresses in _DRESSES.items() for dress in dresses}
_MOST_TITLE_LINES = 10
_LONGEST_TITLE = 600


class Heading(NamedTuple):
    """A kind word in the text: 0-based line, the kind as the register spells it, words behind it on the line."""

    line: int
    kind: str
    carrier: bool
    rest: str


def _tolerant(word: str) -> str:
    """A pattern for a kind in capitals, blanks between the letters allowed, accents as they come."""
    letters = [f"[{_DRESSES[base]}]" if (base := _BASE.get(c, c)) in _DRESSES else c for c in word.upper() if c != " "]
    return r"[ \u00a0]{0,4}".join(letters)


@cache
def _kinds() -> tuple[re.Pattern[str], list[tuple[str, bool]]]:
    """A pattern for a kind at the beginning of a cell, and the kinds by group number."""
    kinds = read_register("front_matter")["kinds"]
    rows = [(name, True) for name in kinds["carriers"]] + [(name, False) for name in kinds["plans"]]
    rows.sort(key=lambda row: -len(row[0]))
    groups = "|".join(f"({_tolerant(name)})" for name, _ in rows)
    return re.compile(rf"(?:^|\|){_MARKS}(?:{groups})(?![^\W\d_])(?P<rest>.*)$"), rows


@cache
def _kinds_in_text() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a kind behind a line break and behind a bar: each begins with one sign, which is quickly found."""
    kinds = [name for name, _ in _kinds()[1]]
    firsts = "".join(sorted({letter for kind in kinds for letter in _DRESSES.get(_BASE.get(kind[0], ""), kind[0])}))
    begins = rf"{_MARKS}(?=[{firsts}])(?:{'|'.join(map(_tolerant, kinds))})(?![^\W\d_])"
    return re.compile(rf"\n{begins}"), re.compile(rf"\|{begins}")


_EDGE = r"[ \t\u00a0*_#>]"
_MARKS = rf"{_EDGE}*(?:<[^<>\n]{{1,80}}>{_EDGE}*)*"
# The carrying document's kind stands among the first lines; below them only the enclosed plan's is looked for.
_HEAD_LINES = 150


def find_headings(text: DocumentText) -> Iterator[Heading]:
    """Lines that begin with a kind in capitals and go on in capitals or not at all, in order.

    Where no line does, the first that is a kind in small letters alone, or marked as a heading.
    """
    carried = planned = False
    head_end = text.offset_of(_HEAD_LINES)
    for heading in _headings(text, 0, head_end):
        carried, planned = carried or heading.carrier, planned or not heading.carrier
        yield heading
    if not carried and not planned:
        yield from _small_heading(text.lines[:_HEAD_LINES])
    if carried and not planned:
        yield from _headings(text, head_end, len(text.joined))


def _headings(text: DocumentText, start: int, end: int) -> Iterator[Heading]:
    """The headings of a part of the text."""
    lines = {text.line_at(found.end()) for kind in _kinds_in_text() for found in kind.finditer(text.joined, start, end)}
    for index in sorted(lines):
        if heading := _heading(text.lines[index], index):
            yield heading


def _small_heading(lines: list[str]) -> Iterator[Heading]:
    """`Kế hoạch` on a line of its own, `## Kế hoạch chuyển đổi số năm 2024`, `**Kế hoạch …**`."""
    rows = _kinds()[1]
    for index, line in enumerate(lines):
        words = line.strip(" \t*#_|")
        for name, carrier in rows:
            marked = line.lstrip()[:1] in "#*" and "/" not in words[:40]
            if words.startswith(name) and (len(words) == len(name) or (marked and words[len(name)] == " ")):
                yield Heading(index, name, carrier, words[len(name) :].strip())
                return


def _heading(line: str, index: int) -> Heading | None:
    if len(line) < 2 or len(line) > _LONGEST_LINE:
        return None
    pattern, rows = _kinds()
    match = pattern.search(line)
    if not match:
        return None
    rest = match["rest"].strip(" \t\u00a0*_#|")
    if rest.startswith((":", "-", "–", "/")) or not _goes_on_in_capitals(rest) or _is_other_word(line):
        return None
    name, carrier = rows[next(number for number, group in enumerate(match.groups()) if group)]
    kind, behind = " ".join(name.split()[:2]), " ".join(name.split()[2:])
    if behind and any(letter.isalpha() for letter in rest):
        return Heading(index, kind, carrier, f"{behind.upper()} {rest}")
    return Heading(index, name, carrier, rest)


def _is_other_word(line: str) -> bool:
    """Does the line begin with a word that only reads like a kind without its accents?"""
    return _TAGS.sub("", line).lstrip(" \t\u00a0*_#>|").startswith(_other_words())


@cache
def _other_words() -> tuple[str, ...]:
    return tuple(read_register("front_matter")["kinds"]["other_words"])


_LONGEST_LINE = 2000
_TAGS = re.compile(r"<[^<>]{1,200}>")


def _goes_on_in_capitals(rest: str) -> bool:
    words = _TAGS.split(rest)[0] if rest.startswith("<") else rest
    return not any(letter.isalpha() for letter in words) or (is_capitals(words) and "/" not in words[:20])


# --- The lines of a title --------------------------------------------------------------------------------

_SECTION = re.compile(
    r"(?:[ivxl]{1,6}|\d{1,2}|[a-h])\s?[.)/-]\s?\S|(?:phan|chuong|muc)\s(?:thu\s)?(?:[ivxl\d]+|nhat|hai|mot)\b"
    r"|(?:stt|tt)\b|phu luc|dieu \d"
)
_BRACKETED = re.compile(r"\(\s*(?:kem|ban hanh|dinh kem|phe duyet|theo|thuc hien|duoc ban hanh|trinh)")
_CUT = re.compile(r"\s*\*{0,3}\(\s*(?:[Kk]èm theo|[Bb]an hành|KÈM THEO|BAN HÀNH|[Đđ]ính kèm).*$", re.DOTALL)


@cache
def _sentence_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """How an opening sentence begins, how a line ends that goes on below, how the body's first heading begins."""
    title = read_register("front_matter")["title"]
    begins = "|".join(map(re.escape, title["sentences"]))
    ends = "|".join(map(re.escape, title["unfinished"]))
    sections = "|".join(map(re.escape, title["sections"]))
    return (
        re.compile(rf"(?:{begins})(?![a-z])|nam \d{{4}}[, ]"),
        re.compile(rf"(?:,|\b(?:{ends}))$"),
        re.compile(rf"(?:{sections})(?![a-z])"),
    )


def read_title(text: DocumentText, heading: Heading, *, authority_ends: bool) -> tuple[str, str]:
    """The title below a kind word, and the authority line that ends it ("" for none).

    `authority_ends`: for decisions, where the deciding authority stands in capitals below the title.
    """
    lines = text.lines
    first = _first_part(heading)
    parts = [fragment.text for fragment in first]
    previous: Fragment | None = first[-1] if first else None
    authority = ""
    # "CHƯƠNG TRÌNH HÀNH ĐỘNG" and the like name the document; the title proper is still to come.
    begun = len(heading.rest.split()) > 3 or any(letter.isdigit() for letter in heading.rest)
    following = fragments(text, range(heading.line + 1, min(len(lines), heading.line + 40)))
    for fragment in following:
        if authority_ends and _is_authority(fragment) and not _goes_on_below(previous):
            authority = _joined_authority(fragment, following)
            break
        if len(parts) >= _MOST_TITLE_LINES or _ends_title(lines, fragment, previous, begun=begun):
            break
        parts.append(_CUT.sub("", fragment.text))
        previous, begun = fragment, True
        if _CUT.search(fragment.text):
            break
    return " ".join(parts)[:_LONGEST_TITLE].strip(), authority


def _first_part(heading: Heading) -> list[Fragment]:
    """What stands behind the kind on its own line, in its cell."""
    if not heading.rest:
        return []
    pieces = line_fragments(heading.rest, heading.line, after_blank=True)
    return [piece._replace(text=_CUT.sub("", piece.text)) for piece in pieces]


def _ends_title(lines: list[str], fragment: Fragment, previous: Fragment | None, *, begun: bool) -> bool:
    """Whether a fragment is no longer the title: a rule above, a bracket, a section, a sentence, small letters."""
    if _SECTION.match(fragment.plain) or _BRACKETED.match(fragment.plain):
        return True
    kind = fragment.kind
    if kind in _CLOSERS:
        return True
    if not begun:
        return fragment.plain.startswith(("can cu", "theo de nghi", "kinh gui")) or _opens_body(fragment)
    if _rule_between(lines, previous, fragment):
        return True
    sentence, unfinished, sections = _sentence_words()
    if previous is not None and is_capitals(previous.text):
        heads_body = _blank_between(lines, previous, fragment) and bool(sections.match(fragment.plain))
        return heads_body or not is_capitals(fragment.text)
    starts_small = fragment.text[:1].islower()
    if starts_small:
        return False
    if fragment.after_blank or _blank_between(lines, previous, fragment):
        return previous is None or not unfinished.search(previous.plain)
    if previous is not None and unfinished.search(previous.plain):
        return False
    return bool(sentence.match(fragment.plain)) or len(fragment.text) > 200


_CLOSERS = frozenset(
    {"motto", "number", "article", "recipients", "signature", "annex_bracket", "decides", "unit_note", "kind"}
)


def _opens_body(fragment: Fragment) -> bool:
    """Whether the first line below the kind is already the opening sentence."""
    return len(fragment.text) > 350 or fragment.plain.endswith(("nhu sau:", "sau day:", "nhu sau"))


def _rule_between(lines: list[str], previous: Fragment | None, fragment: Fragment) -> bool:
    first = previous.line + 1 if previous else fragment.line
    between = [lines[index].strip() for index in range(first, fragment.line)]
    return any(line and not any(letter.isalnum() for letter in line) and line.strip("|*") for line in between)


def _blank_between(lines: list[str], previous: Fragment | None, fragment: Fragment) -> bool:
    return previous is not None and fragment.line - previous.line > 1


def _goes_on_below(previous: Fragment | None) -> bool:
    """Whether the line above ends in the middle of a phrase ("… CỦA")."""
    return previous is not None and bool(_sentence_words()[1].search(previous.plain))


@cache
def _authority() -> tuple[str, ...]:
    return tuple(read_register("front_matter")["authority"]["begins"])


def _is_authority(fragment: Fragment) -> bool:
    return is_capitals(fragment.text) and fragment.plain.startswith(_authority())


def _joined_authority(fragment: Fragment, following: Iterator[Fragment]) -> str:
    """The authority's line with the line in capitals that goes on with it (`CHỦ TỊCH ỦY BAN NHÂN DÂN` / `TỈNH X`)."""
    following_line = next(following, None)
    if (
        following_line is not None
        and is_capitals(following_line.text)
        and not following_line.after_blank
        and following_line.line - fragment.line <= 1
        and not following_line.kind
    ):
        return f"{fragment.text} {following_line.text}"
    return fragment.text
