"""Bytes in every encoding that plans come in; valid UTF-8 is never touched."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.decode import decode, encoding_name
from ingest.encodings.detection import syllable_share
from ingest.encodings.legacy import NAMES, legacy_encoding
from ingest.encodings.syllables import is_syllable, is_vietnamese, syllable_table
from ingest.errors import ReadError
from tests.ingest.encoders import ENCODINGS, codes, encode
from tests.ingest.paragraphs import PARAGRAPHS


@pytest.mark.parametrize("word", syllable_table()["examples"].split())
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", syllable_table()["not_syllables"].split())
def test_mojibake_is_no_syllable(word: str) -> None:
    assert not is_vietnamese(word)


@pytest.mark.parametrize("name", NAMES)
def test_the_national_motto_converts(name: str) -> None:
    encoding = legacy_encoding(name)
    assert encoding.convert(encoding.sample[0]) == encoding.sample[1]


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_comes_back(name: str) -> None:
    encoding = legacy_encoding(name)
    assert {letter: encoding.convert(sequence) for letter, sequence in encoding.letters.items()} == {
        letter: letter for letter in encoding.letters
    }
    assert len(encoding.letters) == (90 if name == "tcvn3" else 134)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_windows_of_200_characters_are_detected(encoding: str) -> None:
    text = "\n".join(PARAGRAPHS)
    windows = [text[start : start + 200] for start in range(0, len(text) - 200, 7)]
    decoded = [decode(encode(window, encoding)) for window in windows]
    assert [d.encoding for d in decoded] == [encoding] * len(windows)
    assert [d.text.lower() for d in decoded] == [window.lower() for window in windows]
    assert not any(d.findings for d in decoded)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16", "utf-32"])
def test_utf_16_needs_no_mark(codec: str) -> None:
    text = PARAGRAPHS[0]
    assert decode(text.encode(codec)).text == text


def test_capitals_come_back_from_tcvn3() -> None:
    text = "KẾ HOẠCH\nCẢI CÁCH HÀNH CHÍNH NĂM 2009\nĐề án của UBND tỉnh\n" + PARAGRAPHS[0]
    assert decode(encode(text, "tcvn3")).text == text


def test_old_tone_placement_stays() -> None:
    text = "Uỷ ban nhân dân hoà bình thuỷ lợi khoẻ mạnh tuỳ thuộc " + PARAGRAPHS[2]
    assert decode(encode(text, "vni")).text == text


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_valid_utf_8_is_never_repaired(text: str) -> None:
    content = text.encode()
    if b"\0" in content or content[:3] == b"\xef\xbb\xbf":
        return
    decoded = decode(content)
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    assert decoded.encoding == "utf-8"
    assert decoded.text in (normal, normal.replace("\r", "\n"))


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_font_codes_in_unicode_are_kept_with_a_finding_and_converted_on_demand(name: str) -> None:
    text = PARAGRAPHS[0]
    content = codes(text, name).encode()
    kept = decode(content)
    assert (kept.text, kept.encoding) == (codes(text, name), "utf-8")
    assert [f.code for f in kept.findings] == ["doubtful_encoding"]
    assert name in kept.findings[0].message
    assert decode(content, encoding=name).text == text


@pytest.mark.parametrize("text", ["Plan of the year 2021", "Café crème, déjà vu, naïve", "КИРИЛЛИЦА и всё такое", ""])
def test_other_languages_in_unicode_are_no_doubt(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", [])


def test_stray_bytes_in_utf_8_are_replaced_and_reported() -> None:
    content = PARAGRAPHS[0].encode() + b"\ndong \xff\xfe hai\n" + PARAGRAPHS[1].encode()
    decoded = decode(content)
    assert decoded.text.split("\n") == [PARAGRAPHS[0], "dong \ufffd hai", PARAGRAPHS[1]]
    assert [(f.code, f.line_start) for f in decoded.findings] == [("doubtful_encoding", 2)]


def test_a_text_cut_within_a_letter_keeps_the_rest() -> None:
    content = "Kế hoạch của tỉnh về việc ấ".encode()[:-1]
    decoded = decode(content)
    assert decoded.text == "Kế hoạch của tỉnh về việc \ufffd"
    assert decoded.encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["windows-1258", "tcvn3", "vni", "viscii"])
def test_lines_of_another_encoding_within_utf_8_are_read_and_reported(encoding: str) -> None:
    content = b"\n".join([PARAGRAPHS[0].encode(), encode(PARAGRAPHS[1], encoding), PARAGRAPHS[2].encode()])
    decoded = decode(content)
    assert decoded.text.lower().split("\n") == [paragraph.lower() for paragraph in PARAGRAPHS[:3]]
    assert decoded.encoding == "utf-8"
    assert encoding in decoded.findings[0].message
    assert decoded.findings[0].line_start == 2


def test_two_legacy_encodings_in_one_text_are_a_finding() -> None:
    content = b"\n".join([encode(p, "tcvn3") for p in PARAGRAPHS[:6]] + [encode(PARAGRAPHS[6], "vni")])
    decoded = decode(content)
    assert decoded.encoding == "tcvn3"
    assert [f.code for f in decoded.findings] == ["doubtful_encoding"]


def test_western_text_is_read_with_a_doubt() -> None:
    decoded = decode("Café crème, déjà vu, tout à fait naïf".encode("cp1252"))
    assert decoded.text == "Café crème, déjà vu, tout à fait naïf"
    assert [f.code for f in decoded.findings] == ["doubtful_encoding"]


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01\x00" + bytes(64), b"\x80\x01\x02" * 50]
)
def test_binary_content_is_refused(content: bytes) -> None:
    with pytest.raises(ReadError, match="neither a text nor"):
        decode(content)


@pytest.mark.parametrize(
    ("given_name", "name"),
    [("ABC", "tcvn3"), ("VNI-Windows", "vni"), ("CP1258", "windows-1258"), ("utf8", "utf-8"), ("UTF_16", "utf-16")],
)
def test_encodings_have_their_usual_names(given_name: str, name: str) -> None:
    assert encoding_name(given_name) == name
    assert decode("plan".encode("utf-16" if name == "utf-16" else "ascii"), encoding=given_name).encoding == name


@pytest.mark.parametrize("name", ["klingon", "hex", "zlib", "rot13", "", "a\0b"])
def test_unknown_encodings_are_refused(name: str) -> None:
    with pytest.raises(ReadError, match="encoding"):
        decode(b"x", encoding=name)


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for encoding in (None, "tcvn3", "vni", "idna", "utf-7"):
        try:
            text = decode(content, encoding=encoding).text
        except ReadError:
            continue
        assert unicodedata.is_normalized("NFC", text)
        text.encode()


def test_share_counts_accented_words_only() -> None:
    assert syllable_share("PAR INDEX 2021 kế hoạch xyzự") == pytest.approx(2 / 3)
    assert syllable_share("plain words") == 0


@pytest.mark.parametrize("marks", ["\u0301\u0323", "\u0323\u0301", "\u05b0\u05b1", "\u064b\u0651"])
@pytest.mark.timing
def test_endless_combining_marks_take_no_endless_time(marks: str) -> None:
    started = time.monotonic()
    decoded = decode(("a" + marks * 100_000).encode())
    assert time.monotonic() - started < 5
    assert unicodedata.is_normalized("NFC", decoded.text[:60])
    assert decoded.text.count(marks[0]) + decoded.text.count("\u00e1") + decoded.text.count("\u1ea1") >= 99_000


def test_a_lone_carriage_return_is_no_line_end_in_a_mixed_text() -> None:
    content = PARAGRAPHS[0].encode() + b"\n" + encode(PARAGRAPHS[2], "vni") + b"\rx\n" + PARAGRAPHS[1].encode()
    assert decode(content).text.split("\n") == [PARAGRAPHS[0], PARAGRAPHS[2] + "\rx", PARAGRAPHS[1]]
