"""Sections get the domain that their titles name, whatever the plan is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from normalize.domains import read_domain
from normalize.registers import read_register

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.gold.json"))
ENTRIES = read_register("domains")["entry"]
EXAMPLES = [(entry["domain"], title) for entry in ENTRIES for title in entry["examples"]]
SECTIONS = sorted({(t["domain"], t["section"]) for path in GOLD for t in json.loads(path.read_text("utf-8"))["tasks"]})

# Titles of plans that the register was not written from.
UNSEEN = {
    "direction": ["Công tác chỉ đạo điều hành CCHC", "VII. CHỈ ĐẠO, ĐIỀU HÀNH VÀ KIỂM TRA"],
    "communication": ["Thông tin tuyên truyền về CCHC", "Tuyên truyền, vận động nhân dân"],
    "institutions": ["Cải cách thể chế hành chính nhà nước", "Công tác xây dựng văn bản quy phạm pháp luật"],
    "procedures": ["CẢI CÁCH TTHC", "Cải cách thủ tục hành chính gắn với cơ chế một cửa"],
    "organisation": ["CẢI CÁCH TỔ CHỨC BỘ MÁY HCNN", "Tổ chức bộ máy và biên chế"],
    "civil_service": ["Cải cách chế độ công vụ, công chức", "Nâng cao chất lượng cán bộ, công chức cấp xã"],
    "public_finance": ["Cải cách tài chính công", "Quản lý tài chính, tài sản công"],
    "digital_government": ["Xây dựng, phát triển Chính quyền điện tử", "Hiện đại hoá hành chính; ứng dụng CNTT"],
    "impact": ["Đánh giá tác động của cải cách hành chính", "Tác động của CCHC đến người dân, tổ chức"],
    "other": ["Phát triển du lịch", "Y tế, dân số", "Quốc phòng, an ninh", "Trồng trọt", "Xây dựng nông thôn mới"],
}


@pytest.mark.parametrize(("domain", "title"), EXAMPLES)
def test_each_register_example_is_read(domain: str, title: str) -> None:
    assert read_domain(title) == domain


@pytest.mark.parametrize(("domain", "title"), SECTIONS)
def test_sections_of_the_annotated_plans(domain: str, title: str) -> None:
    assert read_domain(title) == domain


@pytest.mark.parametrize(("domain", "title"), [(d, t) for d, titles in UNSEEN.items() for t in titles])
def test_titles_of_other_plans(domain: str, title: str) -> None:
    assert read_domain(title) == domain


def test_every_entry_has_examples() -> None:
    assert all(entry["examples"] for entry in ENTRIES)
