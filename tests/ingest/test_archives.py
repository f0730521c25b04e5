"""Archives of plans: members in order, archives within archives, and nothing that leads out of them."""

import bz2
import gzip
import io
import lzma
import os
import pickle
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from ingest.archives import safe_name
from ingest.errors import ReadError
from ingest.limits import Limits
from ingest.read import read
from ingest.sources import Source, find_sources, load


def zip_of(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tar_of(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return stream.getvalue()


def listed(path: Path, limits: Limits | None = None) -> list[Source]:
    return list(find_sources([str(path)], limits=limits))


def contents(sources: list[Source]) -> dict[str, bytes | str]:
    found: dict[str, bytes | str] = {}
    for source in sources:
        try:
            found[source.name] = load(source, Limits())
        except ReadError as error:
            found[source.name] = error.reason
    return found


PLANS = {"2021/kế hoạch một.txt": "một".encode(), "2022/hai.txt": b"hai"}


@pytest.mark.parametrize(
    "content",
    [zip_of(PLANS), tar_of(PLANS, "w"), tar_of(PLANS, "w:gz"), tar_of(PLANS, "w:bz2"), tar_of(PLANS, "w:xz")],
    ids=["zip", "tar", "tar.gz", "tar.bz2", "tar.xz"],
)
@pytest.mark.parametrize("name", ["plans.archive", "plans.txt"])
def test_archives_are_known_by_their_content(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    sources = listed(tmp_path)
    assert contents(sources) == {f"{name}/{member}": text for member, text in PLANS.items()}
    assert contents(list(reversed(sources))) == contents(sources)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_a_packed_file_is_an_archive_of_one(tmp_path: Path, pack: object) -> None:
    (tmp_path / "plan.txt.packed").write_bytes(pack(b"text"))  # type: ignore[operator]
    assert contents(listed(tmp_path)) == {"plan.txt.packed/plan.txt": b"text"}


def test_archives_within_archives(tmp_path: Path) -> None:
    inner = zip_of({"c.txt": b"c"})
    (tmp_path / "a.zip").write_bytes(zip_of({"x.txt": b"x", "b.tgz": tar_of({"in.zip": inner, "y.txt": b"y"})}))
    sources = listed(tmp_path)
    assert contents(sources) == {"a.zip/x.txt": b"x", "a.zip/b.tgz/in.zip/c.txt": b"c", "a.zip/b.tgz/y.txt": b"y"}
    assert sources[1].members == ("b.tgz", "in.zip", "c.txt")
    assert pickle.loads(pickle.dumps(sources)) == sources


def test_nesting_has_a_limit(tmp_path: Path) -> None:
    content = zip_of({"a.txt": b"a"})
    for _ in range(6):
        content = zip_of({"deeper.zip": content})
    (tmp_path / "deep.zip").write_bytes(content)
    (found,) = contents(listed(tmp_path)).values()
    assert found == "archives are nested deeper than 4 (raise it with --limit nesting=N)"
    assert list(contents(listed(tmp_path, Limits(nesting=6))).values()) == [b"a"]


@pytest.mark.parametrize(
    "name", ["../x.txt", "a/../../x.txt", "/etc/passwd", "C:\\x.txt", "..\\x.txt", "a/b/../../../x", "\\\\server\\x"]
)
def test_no_path_leads_out(tmp_path: Path, name: str) -> None:
    assert safe_name(name) is None
    for content in (zip_of({name: b"x"}), tar_of({name: b"x"})):
        (tmp_path / "a.zip").write_bytes(content)
        assert list(contents(listed(tmp_path)).values()) == ["its path leads out of the archive"]


def test_links_in_a_tar_are_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo(f"link{int(kind)}")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    assert set(contents(listed(tmp_path)).values()) == {"it is a link or device in the archive"}


def test_members_of_one_name_are_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.txt", "first")
        archive.writestr("a.txt", "second")
    reasons = [s.problem and s.problem[1] for s in listed(tmp_path)]
    assert reasons == ["another member of the archive has the same name", None]


def test_bombs_are_refused_unopened(tmp_path: Path) -> None:
    (tmp_path / "bomb.zip").write_bytes(zip_of({"zeros.txt": bytes(40 << 20)}))
    (tmp_path / "bomb.tgz").write_bytes(tar_of({"zeros.txt": bytes(40 << 20)}))
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(bytes(40 << 20)))
    found = contents(listed(tmp_path))
    assert len(found) == 3
    assert all("more times its size than 300" in str(reason) for reason in found.values())


def test_members_have_a_limit(tmp_path: Path) -> None:
    for name, content in (("a.zip", zip_of(PLANS)), ("a.tgz", tar_of(PLANS))):
        (tmp_path / name).write_bytes(content)
    sources = listed(tmp_path, Limits(archive_members=1))
    assert [s.problem and s.problem[0] for s in sources] == [None, "limit_exceeded", "limit_exceeded"]


def test_larger_members_are_refused_alone(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zip_of({"large.txt": os.urandom(3000), "small.txt": b"x"}))
    large, small = listed(tmp_path)
    with pytest.raises(ReadError, match="larger unpacked"):
        load(large, Limits(file_size=1000))
    assert load(small, Limits(file_size=1000)) == b"x"


@pytest.mark.parametrize("content", [zip_of(PLANS)[:-30], tar_of(PLANS)[:60], tar_of(PLANS, "w")[:700]])
def test_damaged_archives_fail_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    (tmp_path / "b.txt").write_bytes(b"text")
    *damaged, whole = listed(tmp_path)
    assert load(whole, Limits()) == b"text"
    reasons = []
    for source in damaged:
        with pytest.raises(ReadError) as caught:
            read(source)
        reasons.append(caught.value.reason)
    assert any("damaged" in reason or "cut off" in reason for reason in reasons)


def test_encrypted_members_are_told(tmp_path: Path) -> None:
    content = bytearray(zip_of({"a.txt": b"text"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    content[6] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    assert list(contents(listed(tmp_path)).values()) == ["it is protected by a password; unpack the archive first"]


def test_names_in_utf_8_without_a_flag(tmp_path: Path) -> None:
    content = zip_of({"kế hoạch.txt": b"x"})
    name = "kế hoạch.txt".encode()
    flagless = content.replace(b"\x00\x08\x08\x00", b"\x00\x00\x08\x00")
    assert flagless != content
    assert name in flagless
    (tmp_path / "a.zip").write_bytes(flagless)
    assert contents(listed(tmp_path)) == {"a.zip/kế hoạch.txt": b"x"}


def test_what_systems_leave_in_archives_is_passed_over(tmp_path: Path) -> None:
    members = {"__MACOSX/._a.txt": b"", ".DS_Store": b"", "~$plan.docx": b"", "a.txt": b"a"}
    (tmp_path / "a.zip").write_bytes(zip_of(members))
    assert contents(listed(tmp_path)) == {"a.zip/a.txt": b"a"}


def test_a_word_document_is_no_archive(tmp_path: Path) -> None:
    word = zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
    (tmp_path / "plan").write_bytes(word)
    assert [s.members for s in listed(tmp_path)] == [()]


@pytest.mark.parametrize("content", [b"text\n", zip_of({"a.txt": b"text\n"})], ids=["document", "archive"])
def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    (tmp_path / "input").write_bytes(content)
    with (tmp_path / "input").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        (source,) = find_sources(["-"])
    assert source.path == "-"
    assert source.name.startswith("-")
    assert load(source, Limits()) == b"text\n"
    Path(source.spooled).unlink()


def test_urls_go_through_fsspec(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    for name, content in (("/plans/b/2.txt", b"two"), ("/plans/1.txt", b"one"), ("/plans/c.zip", zip_of(PLANS))):
        memory.pipe(name, content)
    expected = {"1.txt": b"one", "b/2.txt": b"two", **{f"c.zip/{name}": text for name, text in PLANS.items()}}
    assert contents(list(find_sources(["memory://plans"]))) == expected
    assert contents(list(find_sources(["memory://plans/1.txt"]))) == {"1.txt": b"one"}
    assert contents(list(find_sources(["memory://plans/*.txt"]))) == {"1.txt": b"one"}
    (absent,) = find_sources(["memory://none/x.txt"])
    with pytest.raises(ReadError, match="cannot be opened"):
        load(absent, Limits())
    with pytest.raises(ReadError, match="it is larger"):
        load(Source("1.txt", "memory://plans/1.txt"), Limits(file_size=2))


def test_without_fsspec_a_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    (source,) = find_sources(["s3://bucket/plan.txt"])
    with pytest.raises(ReadError, match=r"pip install 'kehoach\[remote\]'"):
        load(source, Limits())
