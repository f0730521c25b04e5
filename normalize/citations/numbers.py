"""The numbers of documents: `16/2015/NĐ-CP`, `285/KH-UBND`, `18-NQ/TW`, and what slips make of them."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.citations.vocabulary import accented_codes, kinds_by_code, register
from normalize.plain import plain

_SLASH = r"\s?/{1,2}\s?"
_DASH = r"\s?[-–—]\s?"
# QĐ  TTg  UBND  QH13  SGD&ĐT  N/Đ (a slip for NĐ)
_CODE = r"(?:[NQ]/[ĐÐD](?=[-–\s])|[A-ZĐÐƯ][A-Za-zĐđÐưƯ&]{0,13}\d{0,2})"
_MORE = rf"(?:(?:{_DASH}|/|\.)(?:{_CODE})){{0,5}}"

# 16/2015/NĐ-CP  54/2016NĐ-CP  141/2016//NĐ-CP  77/2015/QH13  130/2005/N/Đ-CP
_WITH_YEAR = rf"{_SLASH}(?:19|20)\d\d(?:{_SLASH}|\s?)(?:{_CODE}){_MORE}"
# 285/KH-UBND  3669 /QĐ-UBND  6459/BNV-CCHC  120/QĐ.UBND
_WITHOUT_YEAR = rf"{_SLASH}(?:{_CODE})(?:{_DASH}|/|\.)(?:{_CODE}){_MORE}"
# 18-NQ/TW  18- NQ/TW  23-CTr/TU
_OF_THE_PARTY = rf"{_DASH}(?:{_CODE}){_SLASH}(?:{_CODE}){_MORE}"
# 24/CP, only behind a kind
_SHORT = rf"{_SLASH}[A-ZĐÐ]{{2,8}}(?![\w-])"

# What may not stand in front is looked at behind the first digit: a search that begins with a sign is faster.
NUMBER = re.compile(
    rf"\d(?<![\w/.,-].)\d{{0,5}}[a-zđ]?"
    rf"(?:(?:{_WITH_YEAR}|{_WITHOUT_YEAR}|{_OF_THE_PARTY})(?!\w)|(?P<short>{_SHORT}))"
)

_ND_SLIP = re.compile(r"(?<=[/\s])([NQ])/([ĐÐD])(?=-)")
_YEAR_GLUED = re.compile(r"(?<=/)((?:19|20)\d\d)(?=[A-ZĐ])")
_UNACCENTED = re.compile(r"(?<=[/-])[A-Z]{2,6}(?=[-/])")


def clean_number(printed: str) -> str:
    """The number without inner spaces, slips read through: `141/2016//NĐ-CP` is `141/2016/NĐ-CP`."""
    codes = printed.lstrip("0123456789")
    figures = printed[: len(printed) - len(codes)]
    return (figures + _clean_codes(codes)).strip("-./")


@lru_cache(maxsize=4096)
def _clean_codes(printed: str) -> str:
    """What stands behind the figures, as `/2015/NĐ-CP`: the same codes return from number to number."""
    number = re.sub(r"\s+", "", printed).replace("–", "-").replace("—", "-").replace("Ð", "Đ")
    number = re.sub(r"/{2,}", "/", number)
    number = _ND_SLIP.sub(r"\1Đ", number)
    number = _YEAR_GLUED.sub(r"\1/", number)
    number = _GLUED.sub(_parted, number)
    # ND-CP: only where the code without its accent is no code of its own.
    return _UNACCENTED.sub(lambda code: accented_codes().get(code[0], code[0]), number)


# TTLTBTC, NĐCP: two codes without the dash between them.
_GLUED = re.compile(r"(?<=/)[A-ZĐ][A-Za-zĐ]{3,12}(?=-|$)")


def _parted(glued: re.Match[str]) -> str:
    code = glued[0]
    if _kind_of_code(code) or issuer_of_code(code):
        return code
    for cut in range(2, len(code) - 1):
        if plain(code[:cut]).upper() in kinds_by_code() and code[cut:] in register()["issuers"]:
            return f"{code[:cut]}-{code[cut:]}"
    return code


def codes_of(number: str) -> list[str]:
    """The letters of a number, left to right: `16/2015/NĐ-CP` gives NĐ, CP."""
    parts = number.replace("-", "/").replace(".", "/").split("/")
    return [part for part in parts if part and not part[0].isdigit()]


def kind_of_number(number: str) -> str:
    """The kind that the code in the number says; `Công văn` where a body's letters stand there; else ""."""
    codes = codes_of(number)
    if not codes:
        return ""
    if codes[0].startswith(("QH", "UBTVQH")):
        return "Luật" if codes[0].startswith("QH") else "Pháp lệnh"
    return _kind_of_code(codes[0]) or ("Công văn" if issuer_of_code(codes[0]) else "")


def issuer_of_number(number: str) -> str:
    """The issuer that the letters of the number say; "" where the register does not know them."""
    codes = codes_of(number)
    if not codes:
        return ""
    if len(codes) > 1 and _kind_of_code(codes[0]):
        return issuer_of_code(codes[1])
    return issuer_of_code(codes[0])


def _kind_of_code(code: str) -> str:
    return kinds_by_code().get(plain(code).upper(), "")


@lru_cache(maxsize=1024)
def issuer_of_code(code: str) -> str:
    """The body that a code stands for: `BNV`, `QH13`, `SGD&ĐT`; "" for one the register does not know."""
    issuers: dict[str, str] = register()["issuers"]
    letters = re.sub(r"\d+$", "", code.replace("&", "").replace("Ð", "Đ"))
    return issuers.get(letters) or issuers.get(accented_codes().get(letters.upper(), ""), "")
