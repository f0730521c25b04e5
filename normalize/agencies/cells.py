"""A cell of agencies, read word by word: every word is a name, a separator, a role, a detail or an unknown name."""

from __future__ import annotations

from normalize.agencies.bodies import Body, look_up, read_bodies
from normalize.agencies.groups import read_groups
from normalize.agencies.items import item_begins, read_item, read_opener
from normalize.agencies.phrases import phrase_set, spelt_out
from normalize.agencies.register import Trie, family
from normalize.agencies.shared import share
from normalize.agencies.slips import read_slip
from normalize.agencies.unknown import sentence_end, unknown_body, unknown_end
from normalize.agencies.words import PLURALS, SOFT, Words
from normalize.places import Province

# Classes that may only announce the bodies behind a colon, and the first word which those then leave out.
_ANNOUNCING = {
    "cac-so-ban-nganh-tinh": "sở",
    "cac-bo-nganh": "bộ",
    "cac-phong-ban": "phòng",
    "cac-co-quan-don-vi-co-lien-quan": "",
    "cac-doan-the": "hội",
    "dia-phuong": "",
}


# With these a role of a board begins, never its subject.
_ROLE_WORDS = {"chủ", "phối", "cùng", "với", "đồng", "chịu", "có", "là"}


class CellReader:
    """Reads one cell from left to right: `bodies` found so far, `open_list` what its members may leave out."""

    def __init__(self, words: Words, own: Province | None) -> None:
        self.words = words
        self.own = own
        self.bodies: list[Body] = []
        self.open_list: Trie | None = None
        self.at = 0
        self._run_start = 0
        self._item_start: int | None = None

    def read(self) -> list[Body]:
        """All bodies of the cell in order."""
        while self.at < len(self.words.low):
            self._step()
        return share(self.bodies, self.words, self.own)

    def _step(self) -> None:
        """One item: a list opener, a body or class, a word around them, or an unknown name."""
        words, at = self.words, self.at
        if words.gap[at] in ";n":
            self._run_start = len(self.bodies)
        opened, after = read_opener(words, at)
        if opened is not None:
            self.open_list, self.at = opened, after
            return
        found = read_item(words, at, self.own, self.open_list)
        passed = phrase_set("heads", "roles", "qualifiers", "locations").match(words, at)
        if found and found[-1].end >= passed:
            self._take(found, words.low[at] in PLURALS)
            return
        if passed > at and not self._is_sentence(passed) and not self._is_described(passed):
            if self._item_start is None and phrase_set("heads").match(words, at) == passed:
                self._item_start = at
            self.at = passed
            return
        plural = words.low[at] in PLURALS and at + 1 < len(words.low)
        found = read_item(words, at + 1, self.own, self.open_list) if plural else []
        after_heads = phrase_set("heads").match(words, at + 1) if plural else at
        if found:
            self._take(found, plural)
        elif after_heads > at + 1:
            self.at = after_heads
        else:
            self._unknown()

    def _is_sentence(self, at: int) -> bool:
        """Whether a word of role only begins a sentence: "Triển khai thực hiện Kế hoạch …"."""
        words = self.words
        if at >= len(words.low) or words.gap[at] not in SOFT or sentence_end(words, self.at) == self.at:
            return False
        return not item_begins(words, at, self.own)

    def _is_described(self, at: int) -> bool:
        """Whether "cơ quan chủ trì" is told from others by what follows: "cơ quan chủ trì soạn thảo"."""
        words = self.words
        if words.low[self.at] not in {"cơ", "đơn"} or at >= len(words.low) or words.gap[at] != " ":
            return False
        following = phrase_set("heads", "roles", "qualifiers", "locations", "nobody").match(words, at)
        return following == at and not item_begins(words, at, self.own)

    def _take(self, found: list[Body], plural: bool) -> None:
        """Keep what was read at the current word, and what stands right behind it."""
        last, words = found[-1], self.words
        entry = last.entry
        if self._item_start is not None:
            found[0].start, self._item_start = self._item_start, None
        if entry is not None and entry.head:
            self.open_list = family(entry.head)
        if plural and entry is not None and entry.unit and last.bare and len(found) == 1:
            last.name, last.kind = f"Các {last.name}", "group"
        self.at = last.end
        if words.brackets:
            inside = [words.brackets[k] for k in range(found[0].start, last.end) if k in words.brackets]
            last.detail = "; ".join(inside)
        if last.rule == "as printed":
            self._end_of_clause(last)
        if self.at < len(words.low) and words.gap[self.at] == ":" and entry is not None and self._announces(last):
            self.bodies += found[:-1]
            return
        self.bodies += found
        self._behind(found)

    def _announces(self, body: Body) -> bool:
        """Whether a class before a colon only announces bodies ("Các sở, ngành: Nội vụ, Tài chính", "Cấp huyện: …")."""
        label = body.rule == "level words" and self.words.low[body.start] == "cấp"
        head = "" if label else _ANNOUNCING.get(body.entry.id) if body.entry else None
        if head is None:
            return False
        node = family(head)
        self.open_list = node or self.open_list
        if node is not None and look_up(self.words, self.at, node)[0]:
            return True
        found = read_bodies(self.words, self.at, self.own)
        # A body that goes on without a separator is the beginning of a sentence, and that a detail.
        return bool(found) and (found[-1].end == len(self.words.low) or self.words.gap[found[-1].end] not in SOFT)

    def _behind(self, found: list[Body]) -> None:
        """Qualifiers, roles, a detail behind a colon, a clause, or words that make the name an unknown one."""
        words = self.words
        while self.at < len(words.low) and words.gap[self.at] in SOFT:
            end = phrase_set("qualifiers", "locations").match(words, self.at)
            if end == self.at:
                break
            self.at = end
        if self.at >= len(words.low):
            return
        if words.gap[self.at] == ":":
            self._detail(self.bodies[self._run_start :])
        elif words.gap[self.at] in SOFT and not item_begins(words, self.at, self.own):
            if phrase_set("roles").match(words, self.at) > self.at and not self._subject_begins(found[-1]):
                return
            if self._subject_begins(found[-1]):
                self._longer_name(found[-1])
                return
            if phrase_set("clauses", "states").match(words, self.at) > self.at:
                self._detail(found)
            elif words.gap[self.at] == " ":
                self._longer_name(found[-1])
        elif words.low[self.at] in PLURALS and words.gap[self.at] == " ":
            self._of_class(found[-1])
        elif words.gap[self.at] == "-" and self._unit_goes_on(found[-1]):
            self._longer_name(found[-1])

    def _subject_begins(self, body: Body) -> bool:
        """Whether words of role are the subject of a board: "Ban Chỉ đạo thực hiện Đề án"."""
        words = self.words
        if body.entry is None or not body.entry.open or body.suffix or words.low[self.at] in _ROLE_WORDS:
            return False
        end = phrase_set("roles").match(words, self.at)
        return end == self.at or (end < len(words.low) and words.gap[end] == " ")

    def _unit_goes_on(self, body: Body) -> bool:
        """Whether words behind a dash belong to a unit's name: "Trung tâm Khuyến nông - Giống cây trồng"."""
        if body.entry is None or not body.entry.unit or item_begins(self.words, self.at, self.own):
            return False
        return phrase_set("roles").match(self.words, self.at) == self.at

    def _of_class(self, body: Body) -> None:
        """ "Thanh tra các sở", "Văn phòng các huyện ủy": a unit in each body of a class."""
        classes = read_groups(self.words, self.at, self.own)
        if body.entry is not None and body.entry.unit and not body.suffix and not body.parent and len(classes) == 1:
            printed = self.words.printed(self.at, classes[0].end)
            body.name, body.kind, body.bare = f"{body.name} {printed[0].lower()}{printed[1:]}", "group", False
            body.level = classes[0].level
            body.end = self.at = classes[0].end

    def _detail(self, bodies: list[Body]) -> None:
        """The words up to the next item are the detail of these bodies."""
        words, start = self.words, self.at
        end = start + 1
        while end < len(words.low) and not self._detail_ends(end):
            end += 1
        text = words.printed(start, end)
        for body in bodies:
            body.detail = f"{body.detail}; {text}" if body.detail else text
        self.at, self._run_start = end, len(self.bodies)

    def _detail_ends(self, at: int) -> bool:
        """A new line, semicolon or full stop ends a detail where a body follows; a comma where that has a colon."""
        gap = self.words.gap[at]
        if gap not in ";n,-":
            return False
        start = phrase_set("heads").match(self.words, at)
        if start >= len(self.words.low) or not item_begins(self.words, start, self.own):
            return False
        if gap in ";n":
            return True
        found = read_item(self.words, start, self.own)
        end = found[-1].end if found else len(self.words.low)
        return end < len(self.words.low) and self.words.gap[end] == ":"

    def _longer_name(self, body: Body) -> None:
        """Words that belong to the name but not to the register: a slip, or the whole is an unknown name."""
        slip = read_slip(self.words, body.start, self.own)
        if slip and slip[-1].end > self.at:
            self.bodies.pop()
            self._take(slip, False)
            return
        end = unknown_end(self.words, body.start, self.at)
        longer = unknown_body(self.words, body.start, end, self.own)
        named = body.entry is not None and body.entry.place != "group" and not body.suffix
        rest = spelt_out(self.words.printed(body.end, end)) if named else ""
        joiner = " - " if self.words.gap[body.end : body.end + 1] == ["-"] else " "
        body.name = f"{body.name}{joiner}{rest}" if rest else longer.name
        body.kind, body.end, self.at = "group" if body.suffix_kind == "group" else longer.kind, end, end
        body.level = body.level if body.level == "party" else longer.level
        body.known, body.rule, body.suffix, body.bare = False, "as printed", "", False

    def _end_of_clause(self, body: Body) -> None:
        """A class told by a clause goes on up to the next item."""
        end = unknown_end(self.words, body.start, self.at)
        name = unknown_body(self.words, body.start, end, self.own).name
        body.name = name if name.startswith("Các ") else f"Các {name[0].lower()}{name[1:]}"
        body.end = self.at = end

    def _unknown(self) -> None:
        """A name that the register does not have: mended where the slip is clear, else kept as printed."""
        words, at = self.words, self.at
        self._item_start = None
        self.at = sentence_end(words, at)
        if self.at > at:
            return
        slip = read_slip(words, at, self.own)
        if slip:
            self._take(slip, False)
            return
        body = unknown_body(words, at, unknown_end(words, at, at + 1), self.own)
        self.at = body.end
        if body.name:
            self.bodies.append(body)
            inside = [words.brackets[k] for k in range(at, body.end) if k in words.brackets]
            body.detail = "; ".join(inside)
            if self.at < len(words.low) and words.gap[self.at] == ":":
                self._detail([body])


def read_cell(text: str, own: Province | None) -> tuple[list[Body], Words]:
    """The bodies of a cell in order, and its words; a cell that is one bracket is read from inside it."""
    words = Words(text)
    if not words.low and words.brackets:
        words = Words("; ".join(words.brackets.values()))
    return CellReader(words, own).read(), words
