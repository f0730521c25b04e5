"""Distinct copies of the sample plans: other words in the long sentences, another number, the same structure.

Headings, agencies and deadlines stay as they are, since their words are the same from plan to plan in life too;
what stands in long lines only is exchanged among itself, one permutation for each copy.
"""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "data" / "raw"
_WORD = re.compile(r"[^\W\d_]+")
_LONG_LINE = 90
_COPIES_PER_FOLDER = 200
# Numbers of documents, such as `Số: 285/KH-UBND`, which make their ids; also where a space has slipped in.
_NUMBER = re.compile(r"\b\d{1,5}(?=\**\s*/\s*(?:KH|QĐ)\b)")


@dataclass(frozen=True)
class Seed:
    """A sample with the words that may be exchanged."""

    name: str
    text: str
    words: list[str]


def seeds() -> list[Seed]:
    """The samples of this repository."""
    return [_seed(path) for path in sorted(SAMPLES.glob("*.txt"))]


def _seed(path: Path) -> Seed:
    text = unicodedata.normalize("NFC", path.read_text("utf-8-sig"))
    lines = text.split("\n")
    fixed = {word for line in lines if len(line) < _LONG_LINE for word in _WORD.findall(line)}
    free = {word for line in lines if len(line) >= _LONG_LINE for word in _WORD.findall(line) if word.islower()}
    return Seed(path.stem, text, sorted(free - fixed))


def write_copies(count: int, folder: Path) -> list[str]:
    """`count` files below `folder`, from all seeds in turn; gives their paths."""
    all_seeds, paths = seeds(), []
    for number in range(count):
        seed = all_seeds[number % len(all_seeds)]
        path = folder / f"{number // _COPIES_PER_FOLDER:04d}" / f"{number:06d}-{seed.name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_copy(seed, number), "utf-8")
        paths.append(str(path))
    return paths


def _copy(seed: Seed, number: int) -> str:
    others = seed.words[:]
    random.Random(number).shuffle(others)
    exchange = dict(zip(seed.words, others, strict=True))
    text = _WORD.sub(lambda match: exchange.get(match[0], match[0]), seed.text)
    return _NUMBER.sub(lambda match: str(10_000 * (number + 1) + int(match[0])), text)
