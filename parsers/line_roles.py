"""The first role of every line of text: one walk from letterhead to signature and appendix, as documents are laid out.

States: `front` (letterhead, title, legal bases, opening paragraph), `article` (of a decision), `closing`
(recipients and signature), `after` (what follows a signature), `appendix` (its title), `body`. A decision
with a plan enclosed goes through front and closing twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from parsers.document_text import DocumentText
from parsers.line_roles_ahead import encloses_plan, is_signed_below, part_ahead, titles_a_plan
from parsers.line_roles_outside import (
    MOST_LETTERHEAD_LINES,
    end_of_document,
    first_of_document,
    is_outside,
    is_site_words,
    site_words,
    stays_inside,
)

_LONGEST_SIGNATURE_LINE = 90
_LONGEST_TITLE = 250
_MOST_LINES_AFTER_TABLE = 6
_CLOSING_KINDS = frozenset({"recipients", "signature"})
# Lines that open so, or in no known way, leave the body the body.
_QUIET_KINDS = frozenset({"", "basis", "annex_bracket", "unit_note", "article", "signed"})
_FOOTNOTE = re.compile(r"\[\d{1,3}\]|\(\d{1,2}\) ")
_RECIPIENT = re.compile(r"(?:nhu (?:dieu|tren|kinh gui)|luu\b|- ?luu\b)")


class LineRoles:
    """The walk. `roles` are filled by 0-based index for the lines of `text.todo`; "" stays for the body."""

    def __init__(self, text: DocumentText, roles: list[str], captions: set[int], table_ends: list[int]) -> None:
        self._text = text
        self._roles = roles
        self._captions = captions
        self._table_ends = table_ends
        self._state = "body"
        self._titled = self._titling = self._opened = self._ended = False
        self._signed = self._named = False
        self._has_basis = self._encloses = False
        self._states: dict[str, Callable[[int, int, str], str]] = {
            "front": self._front,
            "article": self._article,
            "enclosed": self._enclosed,
            "closing": self._closing,
            "after": self._after,
            "appendix": self._appendix,
            "body": self._body,
        }
        self._outside_from = end_of_document(text, table_ends)
        self._site_words = site_words(text, text.todo[bisect_right(text.todo, self._outside_from) :])

    def walk(self) -> None:
        """Give every line its role."""
        todo, kinds = self._text.todo, self._text.kinds
        first = self._begin()
        tables = iter([*self._table_ends, len(self._roles)])
        table_end = next(tables)
        last_table = -1
        bracket = 0
        for position in range(first, len(todo)):
            index = todo[position]
            while index > table_end:
                last_table, table_end = table_end, next(tables)
                self._state = "enclosed" if self._encloses else "body"
            quiet = self._state == "body" and not bracket and kinds[index] in _QUIET_KINDS
            inside = index <= self._outside_from or stays_inside(todo, position, self._site_words, self._roles)
            if quiet and inside and index not in self._captions:
                continue
            if bracket and self._text.adjoins(index):
                self._roles[index] = self._roles[todo[position - 1]]
                bracket = 0 if self._text.closes_bracket(index) else bracket - 1
                continue
            self._roles[index] = self._role(position, index, last_table)
            opened = kinds[index] == "annex_bracket" and self._roles[index]
            bracket = 5 if opened and not self._text.closes_bracket(index) else 0

    def _role(self, position: int, index: int, last_table: int) -> str:
        kind = self._text.kinds[index]
        if kind == "total" and last_table >= 0 and index - last_table <= _MOST_LINES_AFTER_TABLE:
            return "total_row"
        if self._is_outside(position, index):
            return "furniture"
        if index in self._captions and self._state != "front":
            self._state = "front" if kind == "kind" and self._state != "appendix" else "appendix"
            return "front_matter" if self._state == "front" else "heading"
        return self._states[self._state](position, index, kind)

    def _begin(self) -> int:
        """The position of the first line of the document itself; what a site prints above it is furniture."""
        first = first_of_document(self._text)
        todo = self._text.todo
        known = [position for position in range(first) if is_site_words(self._text, todo[position])]
        for position in range(first):
            # Between a site's words stand its own: a title of the page, a name of a section.
            beside = any(abs(position - other) <= 2 for other in known)
            self._roles[todo[position]] = "furniture" if beside else ""
        self._state = "front" if first >= 0 else "body"
        return max(first, 0)

    def _is_outside(self, position: int, index: int) -> bool:
        if index <= self._outside_from or self._state == "front":
            return False
        text, closing = self._text, self._state == "closing"
        after_furniture = position > 0 and self._roles[text.todo[position - 1]] == "furniture"
        if closing and not after_furniture and (text.is_dashed(index) or _RECIPIENT.match(text.plains[index])):
            return False
        return is_outside(text, position, self._site_words, after_furniture=after_furniture, signing=closing)

    # --- the states ---------------------------------------------------------------------------------------

    def _front(self, position: int, index: int, kind: str) -> str:
        text = self._text
        if kind in ("decides", "article"):
            self._state = "article"
            return self._article(position, index, kind)
        if kind in _CLOSING_KINDS:
            return self._closing_from(position, index, kind)
        if kind == "appendix" and self._titled:
            self._state = "appendix"
            return "heading"
        if kind in ("motto", "number", "kind", "title", "annex_bracket"):
            self._titled = self._titled or kind in ("kind", "title")
            self._titling = kind == "kind"
            return "front_matter"
        if self._titling and self._is_title(index):
            return "front_matter"
        self._titling = False
        before = self._roles[text.todo[position - 1]] if position else ""
        goes_on = text.goes_on(index)
        listed = before == "recipients" and (goes_on or (text.is_dashed(index) and kind != "basis"))
        if kind == "addressee" or listed:
            return "recipients"
        if (
            kind == "basis"
            and not text.is_capitals(index)
            and not (before == "basis" and goes_on and text.wraps(index))
        ):
            self._has_basis, self._ended = True, self._text.ends_open(index)
            return "basis"
        if before == "basis" and goes_on:
            return "basis"
        if before == "front_matter" and self._opened and goes_on and not self._ended:
            self._ended = text.lines[index].rstrip(" *_").endswith(":")
            return "front_matter"
        if self._ended or text.is_section(index) or text.is_dashed(index):
            return self._enter_body(position, index, kind)
        if text.is_capitals(index):
            # Not the heading of a first part, but the authority that decides.
            decides = any(text.kinds[ahead] in ("basis", "decides") for ahead in text.todo[position + 1 : position + 3])
            return "front_matter" if decides or not self._opened else self._enter_body(position, index, kind)
        return self._opening_paragraph(position, index, kind)

    def _is_title(self, index: int) -> bool:
        """Is this line of the title below the kind's word, which may begin like a legal basis ("Thực hiện …")?"""
        text = self._text
        below = text.todo[bisect_left(text.todo, index) - 1]
        if text.plains[index].startswith("can cu") or text.is_section(index) or len(text.lines[index]) > _LONGEST_TITLE:
            return False
        unfinished = not text.lines[index].rstrip(" *_").endswith((".", ";", ":", ","))
        return unfinished and (text.kinds[below] == "kind" or text.adjoins(index))

    def _opening_paragraph(self, position: int, index: int, kind: str) -> str:
        line = self._text.lines[index]
        short = len(line) < 120 and not self._opened and not self._has_basis
        if short and not line.rstrip(" *_").endswith((".", ";", ":")):
            return "front_matter"  # a title in small letters, the place and date, "Về việc …"
        near = part_ahead(self._text, self._table_ends, position)
        if short and near and self._text.adjoins(index):
            return "front_matter"
        if not near and not self._text.ends_open(index):
            return self._enter_body(position, index, kind)
        self._opened = True
        self._ended = line.rstrip(" *_").endswith(":")
        return "front_matter"

    def _article(self, position: int, index: int, kind: str) -> str:
        if kind in _CLOSING_KINDS or (kind == "signer_title" and is_signed_below(self._text, position)):
            return self._closing_from(position, index, kind)
        if kind in ("kind", "title") and position and not self._text.goes_on(index):
            return self._enter_front(position, index)
        if kind == "appendix":
            self._state = "appendix"
            return "heading"
        if kind == "article" and encloses_plan(self._text, position):
            self._state, self._encloses = "enclosed", True
        return "article"

    def _enclosed(self, position: int, index: int, kind: str) -> str:
        if kind == "article":
            self._state, self._encloses = "article", False
            return self._article(position, index, kind)
        if not self._text.is_section(index) and self._roles[self._text.todo[position - 1]] == "article":
            return "article"
        return self._body(position, index, kind)

    def _closing(self, position: int, index: int, kind: str) -> str:
        text = self._text
        before = text.todo[position - 1]
        if kind in ("recipients", "signature", "signer_title", "signed"):
            self._signed = self._signed or kind != "recipients"
            both = kind == "recipients" and text.has_second_column(index)
            return "signature" if kind != "recipients" or both else "recipients"
        if text.is_dashed(index) or _RECIPIENT.match(text.plains[index]):
            return "signature" if text.has_second_column(index) else "recipients"
        if kind in ("kind", "title", "appendix", "annex_bracket", "motto", "number", "decides"):
            return self._after_from(position, index, kind)
        if text.is_name(index) and (self._signed or not self._named):
            self._named = self._named or self._signed
            return "signature"
        footnote = _FOOTNOTE.match(text.plains[index]) is not None
        if (
            self._roles[before] == "recipients"
            and text.adjoins(index)
            and len(text.lines[index]) < 200
            and not footnote
        ):
            return "recipients"
        if (
            self._signed
            and not self._named
            and len(text.lines[index]) <= _LONGEST_SIGNATURE_LINE
            and not text.is_section(index)
        ):
            return "signature"
        return self._after_from(position, index, kind)

    def _after(self, position: int, index: int, kind: str) -> str:
        text = self._text
        if kind in ("kind", "title", "motto", "number"):
            return self._enter_front(position, index)
        if kind in ("appendix", "annex_bracket") or (text.is_capitals(index) and not text.is_section(index)):
            self._state = "appendix"
            return "heading"
        if kind in _CLOSING_KINDS or kind in ("signer_title", "signed"):
            return self._closing_from(position, index, kind)
        return self._enter_body(position, index, kind)

    def _appendix(self, position: int, index: int, kind: str) -> str:
        text = self._text
        if kind in ("appendix", "annex_bracket", "unit_note", "kind", "title"):
            return "heading"
        if text.is_section(index) or text.is_dashed(index) or kind in _CLOSING_KINDS:
            return self._enter_body(position, index, kind)
        if text.is_capitals(index) or text.plains[index].startswith("("):
            return "heading"
        short = len(text.lines[index]) < 120 and not text.lines[index].rstrip().endswith((".", ";", ":"))
        if short and (text.adjoins(index) or part_ahead(text, self._table_ends, position, 2)):
            return "heading"
        return self._enter_body(position, index, kind)

    def _body(self, position: int, index: int, kind: str) -> str:
        if kind in _QUIET_KINDS or kind == "total":
            return ""
        if kind in _CLOSING_KINDS or (kind == "signer_title" and is_signed_below(self._text, position)):
            return self._closing_from(position, index, kind)
        if kind == "appendix" and not self._text.goes_on(index):
            self._state = "appendix"
            return "heading"
        if kind == "decides" and self._has_basis:
            self._state = "article"
            return "article"
        if kind == "motto" or (kind in ("kind", "title") and titles_a_plan(self._text, position)):
            return self._enter_front(position, index)
        return ""

    # --- going from one to the next -----------------------------------------------------------------------

    def _enter_front(self, position: int, index: int) -> str:
        self._state = "front"
        self._titled = self._text.kinds[index] in ("kind", "title")
        self._titling = self._text.kinds[index] == "kind"
        self._opened = self._ended = self._has_basis = self._signed = self._named = False
        above = position - 1 if self._text.kinds[index] == "motto" else -1
        for earlier in range(above, max(above - MOST_LETTERHEAD_LINES, -1), -1):
            line = self._text.todo[earlier]
            if self._roles[line] or not self._text.is_capitals(line):
                break
            self._roles[line] = "front_matter"
        return "front_matter"

    def _enter_body(self, position: int, index: int, kind: str) -> str:
        self._state = "body"
        return self._body(position, index, kind)

    def _closing_from(self, position: int, index: int, kind: str) -> str:
        self._state = "closing"
        self._signed = self._named = False
        return self._closing(position, index, kind)

    def _after_from(self, position: int, index: int, kind: str) -> str:
        self._state = "after"
        return self._after(position, index, kind)
