"""What stands behind a class of bodies: "có liên quan", "cấp tỉnh", "thuộc Sở Y tế", "trên địa bàn tỉnh"."""

from __future__ import annotations

from typing import NamedTuple

from normalize.agencies.bodies import read_bodies
from normalize.agencies.levels import read_levels
from normalize.agencies.phrases import phrase_set
from normalize.agencies.words import SOFT, Words
from normalize.places import Province
from schema.records import AgencyLevel

_BELONGS = {("trực", "thuộc"): "trực thuộc", ("thuộc",): "thuộc", ("của",): "của"}
_OWNERS: dict[str, AgencyLevel] = {"bộ": "central", "sở": "province", "ngành": "province"}
_TAILS = {("trung", "ương"): "Trung ương", ("chuyên", "môn"): "chuyên môn", ("các", "cấp"): "các cấp"}
# "các Ban xây dựng Đảng Tỉnh ủy", "các Ban HĐND tỉnh": an owner without "của".
_COMMITTEES = {"tỉnh", "thành", "huyện", "hđnd"}
_PLACES: dict[str, AgencyLevel] = {
    "tỉnh": "province",
    "phố": "province",
    "huyện": "district",
    "quận": "district",
    "xã": "commune",
    "phường": "commune",
    "ương": "central",
}
_MOST_PIECES = 4


class Suffix(NamedTuple):
    """Where the suffix ends, its words worth keeping, the level they tell, whether they name an owner."""

    end: int
    words: str = ""
    level: AgencyLevel | None = None
    belongs: bool = False


def read_suffix(words: Words, at: int, own: Province | None) -> Suffix:
    """The suffix that begins at word `at`, in up to four pieces; qualifiers ("có liên quan") are not kept."""
    kept: list[str] = []
    level: AgencyLevel | None = None
    belongs, here = False, at
    for _ in range(_MOST_PIECES):
        if here >= len(words.low) or words.gap[here] not in SOFT:
            break
        end = phrase_set("qualifiers").match(words, here)
        if end > here:
            here = end
            continue
        piece = _owner(words, here, own) or _location(words, here) or _level(words, here, own)
        if piece is None:
            break
        kept.append(piece.words)
        level, belongs, here = piece.level or level, belongs or piece.belongs, piece.end
    return Suffix(here, " ".join(word for word in kept if word), level, belongs)


def _location(words: Words, at: int) -> Suffix | None:
    end = phrase_set("locations").match(words, at)
    if end == at:
        return None
    last, level = words.low[end - 1], None
    if words.low[at] in {"thuộc", "của", "trực"}:
        level = _PLACES.get(last)
    return Suffix(end, words.printed(at, end).lower().replace("trung ương", "Trung ương"), level)


def _owner(words: Words, at: int, own: Province | None) -> Suffix | None:
    """ "thuộc Ủy ban nhân dân tỉnh", "trực thuộc Sở", "của Bộ"."""
    for phrase, standard in _BELONGS.items():
        here = at + len(phrase)
        if tuple(words.low[at:here]) != phrase or here >= len(words.low) or words.gap[here] not in SOFT:
            continue
        bodies = read_bodies(words, here, own)
        if bodies:
            return Suffix(bodies[0].end, f"{standard} {bodies[0].name}", bodies[0].level, True)
        level = _OWNERS.get(words.low[here])
        if level:
            return Suffix(here + 1, f"{standard} {words.printed(here, here + 1)}", level, True)
    bodies = read_bodies(words, at, own) if words.low[at - 1] == "thuộc" or words.low[at] in _COMMITTEES else []
    if bodies and words.gap[at] == " ":
        return Suffix(bodies[0].end, bodies[0].name, bodies[0].level, True)
    return Suffix(at + 2, "trực thuộc", None, True) if tuple(words.low[at : at + 2]) == ("trực", "thuộc") else None


def _level(words: Words, at: int, own: Province | None) -> Suffix | None:
    """ "tỉnh", "cấp huyện", "huyện Tam Nông", "Trung ương", "chuyên môn": one level, not the list behind it."""
    pair = tuple(words.low[at : at + 2])
    if pair in _TAILS:
        return Suffix(at + 2, _TAILS[pair], "central" if pair[0] == "trung" else None)
    if words.low[at] == "tw":
        return Suffix(at + 1, "Trung ương", "central")
    size = 1 if words.low[at] in {"tỉnh", "huyện", "quận", "xã", "phường", "tp", "tx"} else 2
    if (
        size == 2
        and pair not in {("thành", "phố"), ("thị", "xã"), ("thị", "trấn"), ("đặc", "khu")}
        and pair[0] != "cấp"
    ):
        return None
    levels, end = read_levels(words, at, own)
    if not levels:
        return None
    if len(levels) > 1 or not levels[0].name:
        end = at + size
    words_kept = levels[0].words if levels[0].name or pair[0] != "cấp" else f"cấp {words.low[at + 1]}"
    if not levels[0].name and pair[0] != "cấp":
        words_kept = " ".join(words.low[at : at + size])
    return Suffix(end, words_kept, levels[0].level)
