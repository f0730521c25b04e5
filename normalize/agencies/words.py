"""A cell or sentence as words, each knowing where it stands and what separates it from the word before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from normalize.spelling import lower_in_place, modern_tones
from schema.folding import fold_space

# "Ea H'leo" and "Cư M'gar" are one word each.
_WORD = re.compile(r"([^\W_]+(?:['’][^\W_]+)*)")
_CONJUNCTIONS = {"và"}
_BULLET = re.compile(r"\d{1,2}|[a-zđ]|[ivx]{1,4}")

# What stands between two words, as one character:
#   " "  blank (also the dot of "T.Ư", "TP.HCM")      "n"  new line
#   ","  comma      "v"  và, &, +      "-"  dash between blanks      "="  dash without blanks     "/"  slash
#   ":"  colon      ";"  semicolon, full stop, bar, dots: always ends a name      '"'  quotation mark
SOFT = " n"
JOINS = " nv-=/,"
# Words that make a class of what follows.
PLURALS = frozenset({"các", "những", "mọi", "mỗi", "từng"})


@lru_cache(maxsize=2048)
def _separator(gap: str) -> str:
    """The class of the characters between two words (none of them a letter)."""
    if gap == " ":
        return " "
    for mark in (";", "|", "…", "...", "\t", "(", ")", "[", "]"):
        if mark in gap:
            return ";"
    if ":" in gap:
        return ":"
    if "," in gap:
        return ","
    if re.search(r"\.\s|[?!]", gap):
        # The dot of "TP. HCM" is told from a full stop where the word before is known.
        return "." if "\n" not in gap else ";"
    if "\n" in gap:
        return "n"
    if "&" in gap or "+" in gap:
        return "v"
    if "/" in gap or "\\" in gap:
        return "/"
    if any(dash in gap for dash in "-–—−‑"):
        return "-" if any(map(str.isspace, gap)) else "="
    return " "


_DOTTED = {"tp", "tx", "tt", "ths", "ts", "pgs", "gs", "q", "p", "h", "t", "vp", "cty", "đ", "ubnd", "hđnd"}


_RUN_TOGETHER = {"catp": ("ca", "tp"), "ubndtp": ("ubnd", "tp"), "ubmttqtp": ("ubmttq", "tp"), "ubndtx": ("ubnd", "tx")}
# "phòng, chống tham nhũng", "phòng cháy, chữa cháy", "cứu nạn, cứu hộ": the comma stands inside one term.
_GOES_ON_BEHIND_COMMA = {"chống": ("phòng",), "chữa": ("cháy", "bệnh"), "cứu": ("nạn", "hộ")}
_NUMBERED = {"quận", "phường", "số", "khu", "vực", "cơ", "sở", "tổ", "ấp", "khóm"}


class Words:
    """The words of a text, in parallel lists; words inside brackets are apart, in `brackets`.

    `low[i]` is the word in small letters and modern tone style, `start[i]` and `end[i]` its place in `text`,
    `gap[i]` the class of what stands before it; `brackets[i]` the text in brackets right behind word `i`.
    """

    __slots__ = ("brackets", "end", "gap", "low", "start", "text")

    def __init__(self, text: str, *, brackets_apart: bool = True) -> None:
        self.text = text
        self.low: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.gap: list[str] = []
        self.brackets: dict[int, str] = {}
        folded = modern_tones(text)
        if brackets_apart and ("(" in folded or "[" in folded):
            folded = self._without_brackets(folded)
        self._split(lower_in_place(folded))

    def _split(self, folded: str) -> None:
        # Texts between words, and words, by turns.
        pieces = _WORD.split(folded)
        before, joined = 0, ""
        low, starts, ends, gaps = self.low, self.start, self.end, self.gap
        for index in range(1, len(pieces), 2):
            between, word, behind = pieces[index - 1 : index + 2]
            gap = (" " if between == " " else _separator(between)) if before else ";"
            start = before + len(between)
            before = start + len(word)
            if word in _CONJUNCTIONS:
                joined = gap if gap in ";,:" else "v"
                continue
            if joined:
                gap, joined = joined, ""
            if word in _RUN_TOGETHER:
                self._append(_RUN_TOGETHER[word], start, before, gap)
                continue
            if gap == "," and word in _GOES_ON_BEHIND_COMMA and low[-1] in _GOES_ON_BEHIND_COMMA[word]:
                gap = " "
            if gap == ".":
                gap = " " if low and low[-1] in _DOTTED else ";"
            if behind.startswith((".", ")")) and _BULLET.fullmatch(word) and self._is_bullet(gap, word):
                joined = ";"
                continue
            low.append(word)
            starts.append(start)
            ends.append(before)
            gaps.append(gap)
        if self.brackets:
            self._place_brackets()

    def _append(self, parts: tuple[str, ...], start: int, end: int, gap: str) -> None:
        """Two short forms written as one ("CATP"): a word each."""
        for part in parts:
            self.low.append(part)
            self.start.append(start)
            self.end.append(start + len(part) if part is parts[0] else end)
            self.gap.append(gap if part is parts[0] else " ")
            start += len(part)

    def _is_bullet(self, gap: str, word: str) -> bool:
        """ "1." before a name; in the middle of a line only a number, and not that of "Quận 1." or "số 2."."""
        return gap in ";n" or (gap == " " and word.isdigit() and self.low[-1] not in _NUMBERED)

    def _without_brackets(self, folded: str) -> str:
        """The text with each bracket blanked out; a bracket that is never closed ends with its line."""
        parts, position = [], 0
        for match in re.finditer(r"[(\[]", folded):
            if match.start() < position:
                continue
            close = _closing(folded, match.start())
            parts.append(folded[position : match.start()])
            parts.append(" " * (close - match.start()))
            self.brackets[match.start()] = self.text[match.start() + 1 : close].rstrip(")] ")
            position = close
        parts.append(folded[position:])
        return "".join(parts)

    def _place_brackets(self) -> None:
        """From places in the text to the word before; a bracket before all words belongs to none (-1)."""
        placed: dict[int, str] = {}
        for position, inside in self.brackets.items():
            index = bisect_right(self.end, position) - 1
            placed[index] = f"{placed[index]}; {fold_space(inside)}" if index in placed else fold_space(inside)
        self.brackets = placed

    def __len__(self) -> int:
        return len(self.low)

    def printed(self, first: int, end: int) -> str:
        """The words from `first` up to `end` (excluded) as printed, white space folded, brackets left out."""
        text = self.text[self.start[first] : self.end[end - 1]]
        if self.brackets and ("(" in text or "[" in text):
            text = re.sub(r"\([^()]*\)?|\[[^\[\]]*\]?", " ", text)
        return fold_space(text)

    def is_capital(self, index: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[self.start[index]].isupper()

    def index_at(self, position: int) -> int:
        """The first word that begins at or after a place in the text."""
        return bisect_left(self.start, position)


def _closing(text: str, opening: int) -> int:
    """One past the bracket that closes the one at `opening`, or the end of its line where none does."""
    depth = 0
    line_end = text.find("\n", opening)
    for match in re.compile(r"[()\[\]]").finditer(text, opening, opening + 2000):
        depth += 1 if match[0] in "([" else -1
        if depth == 0:
            return match.end()
    return line_end if line_end >= 0 else len(text)
