"""A plan's front page as values, from the document's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from normalize.citations import clean_number, kind_of_number
from normalize.front_matter.dates import find_date, place_of, year_of
from normalize.front_matter.issuing import find_issuer, find_issuing_province
from normalize.front_matter.people import signer_name, signer_title_name
from normalize.front_matter.totals import read_total
from normalize.front_matter.years import Term, horizon_of, term_of
from normalize.places import province_in_force
from schema.folding import fold_space


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says about itself. `plan_year_stated` is false where the year follows from the date of issue."""

    number: str = ""
    kind: str = ""
    title: str = ""
    issuer: str = ""
    province: str = ""
    province_code: str = ""
    province_now: str = ""
    province_now_code: str = ""
    place: str = ""
    issued_on: date | None = None
    plan_year: int | None = None
    plan_start: date | None = None
    plan_end: date | None = None
    signer: str = ""
    signer_title: str = ""
    stated_total_vnd: int | None = None
    stated_total_in_words_vnd: int | None = None
    plan_year_stated: bool = True

    def fields(self) -> dict[str, Any]:
        """The fields that a document's record has."""
        return {name: getattr(self, name) for name in _DOCUMENT_FIELDS}


_DOCUMENT_FIELDS = tuple(
    field.name for field in fields(Identity) if field.name not in ("stated_total_in_words_vnd", "plan_year_stated")
)


def read_identity(
    *,
    number: str = "",
    kind: str = "",
    title: str = "",
    carrier_title: str = "",
    issuer_lines: Sequence[str] = (),
    authority: str = "",
    place_date: str = "",
    signer: str = "",
    signer_title: str = "",
    annex_number: str = "",
    annex: str = "",
    place_mentions: Sequence[str] = (),
    stated_total: str = "",
    properties: Mapping[str, str] | None = None,
) -> Identity:
    """The identity of a document from the fields of the front matter that the parsers find ("" for nothing said).

    Where the page itself is silent, a law site's `properties` and the enclosed plan's bracket (`annex`) speak for it.
    """
    known = dict(properties or {})
    clean, kind = _number_and_kind(number, kind, annex_number, annex, known)
    issued_on = _issued_on(place_date, known, annex)
    title = _title(title, carrier_title)
    term, stated = _term(title, carrier_title, known, issued_on, place_date)
    on = issued_on or (date(term.year, 1, 1) if term else None)
    province = find_issuing_province(issuer_lines, authority, known, annex, title, place_date, place_mentions, on)
    in_force = province_in_force(province.name, on) if province else None
    figures, in_words = read_total(stated_total)
    return Identity(
        number=clean,
        kind=kind,
        title=title,
        issuer=find_issuer(issuer_lines, authority, annex, known, clean, in_force, decision=kind == "Quyết định"),
        province=in_force.name if in_force else "",
        province_code=in_force.code if in_force else "",
        province_now=in_force.now if in_force else "",
        province_now_code=in_force.now_code if in_force else "",
        place=place_of(place_date),
        issued_on=issued_on,
        plan_year=term.year if term else None,
        plan_start=term.start if term else None,
        plan_end=term.end if term else None,
        signer=signer_name(signer or known.get("nguoi ky", "")),
        signer_title=signer_title_name(signer_title or known.get("chuc danh", "")),
        stated_total_vnd=figures,
        stated_total_in_words_vnd=in_words,
        plan_year_stated=stated,
    )


def _number_and_kind(
    number: str, kind: str, annex_number: str, annex: str, properties: Mapping[str, str]
) -> tuple[str, str]:
    """The document's number, and the kind of what carries it: of the enclosing decision where only that is numbered."""
    own = _filled(number) or _filled(properties.get("so hieu", ""))
    if own:
        return own, kind or kind_of_number(own)
    enclosed_in = _filled(annex_number)
    if enclosed_in and ("kèm" in annex.lower()):
        return enclosed_in, kind_of_number(enclosed_in) or kind
    return "", kind


def _filled(number: str) -> str:
    """The cleaned number; "" where the figures were left for the pen (`Số:      /KH-UBND`)."""
    clean = clean_number(number.replace("…", "").replace("_", "").strip(". "))
    return clean if clean[:1].isdigit() else ""


def _issued_on(place_date: str, properties: Mapping[str, str], annex: str) -> date | None:
    for words in (place_date, properties.get("ngay ban hanh", ""), properties.get("ngay ky", ""), annex):
        if words and (found := find_date(words)):
            return found
    return None


def _title(title: str, carrier_title: str) -> str:
    """The plan's own title; from what the decision decides where the plan bears none."""
    if title:
        return fold_space(title)
    words = fold_space(carrier_title)
    for kind in ("Kế hoạch", "Chương trình", "Đề án", "Phương án"):
        at = words.lower().find(kind.lower())
        if at >= 0:
            return f"{kind.upper()}{words[at + len(kind) :]}".strip(" .")
    return words


def _term(
    title: str, carrier_title: str, properties: Mapping[str, str], issued_on: date | None, place_date: str
) -> tuple[Term | None, bool]:
    """The term, and whether the document states its year.

    Without one in its titles a plan issued in December is for the year that follows, any other for the year of issue.
    """
    for words in (title, carrier_title):
        if found := term_of(words):
            return found, True
    year = issued_on.year if issued_on else year_of(place_date)
    if year is None:
        found = term_of(properties.get("trich yeu", ""))
        return found, found is not None
    if issued_on and issued_on.month == 12:
        year += 1
    horizon = horizon_of(title) or horizon_of(carrier_title)
    if horizon and horizon >= year:
        return Term(year, None, date(horizon, 12, 31)), False
    return Term(year, date(year, 1, 1), date(year, 12, 31)), False
