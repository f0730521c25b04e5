"""Encodings that are tables of letters: TCVN3 (ABC), VNI and VISCII, in bytes or as the fonts of a Word file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NAMES = ("tcvn3", "vni", "viscii")


@dataclass(frozen=True, slots=True)
class LegacyEncoding:
    """One table. `convert` turns text whose characters are the font's codes into Vietnamese letters."""

    name: str
    aliases: frozenset[str]
    container: str
    sample: tuple[str, str]
    letters: dict[str, str]
    convert: Callable[[str], str]

    def decode(self, content: bytes) -> str:
        """Bytes into text; those in UTF-8 that holds the font's codes are taken as such."""
        return self.convert(decode_container(content, self.container))


def decode_container(content: bytes, container: str) -> str:
    """The characters that a Windows program shows for the bytes (or for UTF-8 made from what it showed)."""
    if container == "latin-1":
        return content.decode("latin-1")
    for encoding in ("utf-8", container):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1").translate(_windows_punctuation())


@cache
def _windows_punctuation() -> dict[int, str]:
    return {code: bytes([code]).decode("windows-1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}


@cache
def legacy_encoding(name: str) -> LegacyEncoding:
    """The encoding of that canonical name. Raises FileNotFoundError for another."""
    table = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    letters: dict[str, str] = table["letters"]
    sample = table["sample"]
    return LegacyEncoding(
        table["name"],
        frozenset(table["aliases"]),
        table["container"],
        (sample["legacy"], sample["text"]),
        letters,
        _converter({sequence: letter for letter, sequence in letters.items()}),
    )


def _converter(letters: dict[str, str]) -> Callable[[str], str]:
    if all(len(sequence) == 1 for sequence in letters):
        table = str.maketrans(letters)
        return lambda text: text.translate(table)
    # VNI: `A` with a small accent, and the reverse, are typed as often as not; the base letter decides.
    swapped = {s[0] + s[1].swapcase(): letter for s, letter in letters.items() if len(s) == 2}
    letters = {**swapped, **letters}
    longest_first = sorted(letters, key=len, reverse=True)
    sequence = re.compile("|".join(map(re.escape, longest_first)))
    return lambda text: sequence.sub(lambda found: letters[found[0]], text)


_WORD = re.compile(r"[^\W\d_]+")


def restore_capitals(text: str) -> str:
    """Capitals in text from TCVN3, whose letters with a tone are small only: `KÕ HO¹CH` reads `KẾ HOẠCH`.

    A line whose untoned letters are all capitals becomes capitals, as does a word with two or more.
    """
    return "\n".join(_restore_line(line) for line in text.split("\n"))


def _restore_line(line: str) -> str:
    if line.isascii():
        return line
    if _only_capitals(line):
        return line.upper()
    return _WORD.sub(lambda word: word[0].upper() if _only_capitals(word[0]) else word[0], line)


def _only_capitals(text: str) -> bool:
    """Whether the letters that TCVN3 has in both cases are capitals here, and at least two of them."""
    capitals = sum(map(str.isupper, text))
    return capitals > 1 and not any(c.islower() and (c.isascii() or c in "ăâêôơưđ") for c in text)
