"""Who signed: the title lines of the signature block, then the name below the stamp."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from parsers.document_text import DocumentText
from parsers.front_matter.fragments import Fragment, fragments
from parsers.front_matter.joined_blocks import unfolded
from parsers.openings import is_capitals, parted, plain_lines
from parsers.registers import read_register

_MOST_LINES = 60
_LONGEST_NAME = 60


class Signature(NamedTuple):
    """The signer's name and title as printed, and the name's 0-based line; empty where nothing was found."""

    name: str = ""
    title: str = ""
    line: int = -1


class _Words(NamedTuple):
    prefix: re.Pattern[str]
    titles: frozenset[str]
    title_start: re.Pattern[str]
    block_start: re.Pattern[str]
    signed: tuple[str, ...]
    stamps: tuple[str, ...]
    families: frozenset[str]


@cache
def _words() -> _Words:
    register = read_register("front_matter")["signature"]
    prefixes = sorted(plain_lines(register["prefixes"]), key=len, reverse=True)
    titles = plain_lines(register["titles"])
    longest_first = parted(re.escape(title) for title in sorted(titles, key=len, reverse=True))
    prefix = rf"(?:{parted(map(re.escape, prefixes))})(?:\s?[./,]\s?|\s)(?=[a-z])"
    title = rf"(?:{longest_first})(?![a-z])"
    return _Words(
        re.compile(prefix),
        frozenset(titles),
        re.compile(title),
        re.compile(rf"\n(?:{prefix}|{title})"),
        tuple(register["signed"]),
        tuple(register["stamps"]),
        frozenset(register["family_names"]),
    )


# What the right-hand column of a line holds where a signature block begins.
_HINTS = (
    *("TM.", "KT.", "TL.", "TUQ.", "T/M", "K/T", "T/L", "Q. ", "TM ", "KT ", "CHỦ T", "GIÁM ĐỐC", "TRƯỞNG", "CHÁNH "),
    *("BÍ THƯ", "THỦ TƯỚNG", "TỔNG ", "CHỦ NHIỆM", "THỐNG ĐỐC", "CHỈ HUY"),
)


def find_signature(text: DocumentText, *, after: int) -> Signature:
    """The first signature block with a name below line `after` (0-based); a block without one where none has."""
    title_only = Signature()
    done = after
    titles = _words().title_start
    for index in _may_begin_block(text):
        if index <= done or not any(_begins_block(piece) for piece in unfolded(fragments(text, [index]), titles)):
            continue
        block = fragments(text, range(index, min(len(text.lines), index + _MOST_LINES)))
        found, last = _read_block(unfolded(block, titles))
        done = max(done, last)
        if found.name:
            return found
        title_only = title_only if title_only.title else found
    return title_only


def _may_begin_block(text: DocumentText) -> list[int]:
    """The lines that begin as a block does, and those with columns, in capitals or with a word of the block in them."""
    lines = [*text.matching(_words().block_start), *(index for index in text.beside if text.plains[index])]
    return sorted({index for index in lines if _has_capitals(text.lines[index])})


def _has_capitals(line: str) -> bool:
    return line.isupper() or line[:8].isupper() or any(hint in line for hint in _HINTS)


def _begins_block(piece: Fragment) -> bool:
    """Whether a signature block can begin with this piece: a prefix and a body in capitals, or a title."""
    words = _words()
    if not is_capitals(piece.text):
        return False
    prefix = words.prefix.match(piece.plain)
    if prefix:
        return len(piece.plain) < 110 and not piece.plain.startswith(_NO_PREFIX)
    match = words.title_start.match(piece.plain)
    return bool(match and _is_title(piece, match))


# "QUYẾT ĐỊNH", "TT", "QUÝ": capitals that begin like a prefix.
_NO_PREFIX = ("quyet", "quy ", "quan ", "quoc", "quang")


def _read_block(pieces: Iterable[Fragment]) -> tuple[Signature, int]:
    """The name and the title that it signs under, and the last line of the block's titles."""
    words = _words()
    title, titled, last = "", False, -1
    stamped, second_choice = False, Signature()
    for piece in pieces:
        plain = piece.plain
        if words.prefix.match(plain) and is_capitals(piece.text) and not plain.startswith(_NO_PREFIX):
            # "KT. CHỦ TỊCH" names whose place is taken; the title is on the next line, unless it is acting ("Q.").
            title, titled, last = (
                _title_of(piece.text, acting=plain.startswith(("q.", "q ", "quyen"))),
                False,
                piece.line,
            )
            continue
        match = words.title_start.match(plain)
        if match and _is_title(piece, match):
            name = _name_behind(piece.text, match.end())
            if not titled:
                title, titled = _title_of(piece.text[: match.end()] if name else piece.text), True
            last = piece.line
            if name:
                return Signature(name, title, piece.line), last
            continue
        if last >= 0 and (piece.kind in _BLOCK_ENDS or piece.line - last > _MOST_LINES - 15):
            break
        stamped = _in_stamp(piece, stamped)
        if last < 0 or not (person := _person_in(piece)):
            continue
        found = Signature(person, title, piece.line)
        if plain_lines([person])[0].split()[0] in words.families:
            return found, last
        if not stamped and not second_choice.name and not _skipped(plain):
            second_choice = found
    return second_choice if second_choice.name else Signature("", title, last), last


_BLOCK_ENDS = frozenset({"kind", "title", "annex_bracket", "appendix", "article", "motto"})


def _in_stamp(piece: Fragment, stamped: bool) -> bool:
    """Whether the piece is inside the stamp of an electronic signature, which ends with the time of day."""
    if _TIME_OF_DAY.search(piece.plain):
        return False
    return stamped or piece.plain.startswith(_words().stamps)


_TIME_OF_DAY = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")


def _is_title(piece: Fragment, match: re.Match[str]) -> bool:
    """A line that is a title, with at most the body's name or the signer's name behind it."""
    if piece.text[-1:] in ";:,." and not is_capitals(piece.text):
        return False
    head = piece.text[: match.end()]
    return is_capitals(head) and (len(piece.plain) <= 70)


def _title_of(text: str, *, acting: bool = False) -> str:
    words = re.sub(r"^(?:TM|T/M|KT|K/T|TL|T/L|TUQ|Q|QUYỀN)\s?[./,]?\s?", "", text, count=1) if acting else text
    return ("Q. " if acting else "") + words.strip(" .*_")


def _name_behind(text: str, end: int) -> str:
    rest = re.sub(r"\([^()]{0,30}\)|\[[^\[\]]{0,30}\]", " ", text[end:]).strip(" .:*_")
    return person_name(rest) if rest and not is_capitals(rest) else ""


def _person_in(piece: Fragment) -> str:
    """The person that a line of the block names, behind a signing mark ("(Đã ký) …") or alone."""
    if not _skipped(piece.plain):
        return person_name(piece.text)
    marked = _SIGNED_MARK.match(piece.text)
    return person_name(piece.text[marked.end() :]) if marked else ""


# (Đã ký) Nguyễn Văn A | Đã ký: Nguyễn Văn A | [daky] Nguyễn Văn A
_SIGNED_MARK = re.compile(r"[(\[]?(?:[Đđ]ã\s[Kk]ý|[Dd]aky|ĐÃ\sKÝ)(?:\ssố)?[)\]]?\s*:?\s*")


def _skipped(plain: str) -> bool:
    """Whether a line of the block is a signing mark, a stamp's line or a recipient."""
    words = _words()
    bare = plain.strip("()[] ")
    return plain[:1] in "-+*" or bare.startswith((*words.signed, *words.stamps, "noi nhan"))


# PGS.TS. Nguyễn Văn A | Thiếu tướng Lê B | BS.CKII Trần C
_DEGREES = re.compile(
    r"^(?:(?:PGS|GS|TS|TSKH|ThS|THS|Ths|Th\.S|BS|BSCKI{1,2}|BSCK|CKI{1,2}|CK\d|KS|KTS|CN|LS|DS|NGƯT|NGND|TTND|TTƯT|"
    r"Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|(?:Đại|Thượng|Trung|Thiếu)\s(?:tá|tướng|úy)|Ông|Bà|Đ/c|Đồng chí)[.,:\s]+)+"
)
_SYLLABLE = r"[A-ZĐÀ-Ỹ][^\W\d_]*(?:['’-][^\W\d_]+)?"
_NAME = re.compile(rf"{_SYLLABLE}(?:\s{_SYLLABLE}){{1,5}}$")
_BODY_WORDS = re.compile(
    r"""\b(?:uy\ ban|nhan\ dan|so|tinh|huyen|ban|van\ phong|thanh\ pho|chinh\ phu|viet\ nam|bo|hoi\ dong|noi\ nhan|phong
        |hanh\ phuc|doc\ lap|ke\ hoach|quyet\ dinh|phu\ luc)\b""",
    re.VERBOSE,
)


def person_name(text: str) -> str:
    """The name of a person that the text is, without degrees and ranks; "" when it is none.

    A name has two to six syllables with capitals; one that begins with no family name of the register must
    be printed in small letters and hold no word for a body.
    """
    words = _DEGREES.sub("", text.strip(" .*_,")).strip()
    if not words or len(words) > _LONGEST_NAME or not _NAME.match(words):
        return ""
    plain = plain_lines([words])[0]
    if _BODY_WORDS.search(plain) and (
        is_capitals(words) or not plain.startswith(tuple(f"{f} " for f in _words().families))
    ):
        return ""
    if plain.startswith(("uy ban", "so ", "van phong", "tinh uy", "ban chi dao")):
        return ""
    family = plain.split()[0]
    if family not in _words().families and (is_capitals(words) or len(plain.split()) > 5):
        return ""
    return words.title() if is_capitals(words) else words
