"""A new content in a file's place: wholly or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from pfglint.mend import file
from pfglint.mend.file import NotWrittenError, create, read, replace

POSIX = pytest.mark.skipif(os.name == "nt", reason="modes and links as POSIX has them")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "表.txt"
    path.write_bytes(b"old")
    return path


def left(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_the_mode_stays(old: Path, mode: int) -> None:
    old.chmod(mode)
    replace(read(str(old)), b"new")
    assert old.read_bytes() == b"new"
    assert stat.S_IMODE(old.stat().st_mode) == mode
    assert left(old.parent) == {"表.txt": b"new"}


@POSIX
def test_a_link_stays_a_link(old: Path) -> None:
    other = old.parent / "elsewhere"
    other.mkdir()
    link = other / "link.txt"
    link.symlink_to(old)
    replace(read(str(link)), b"new", backup=True)
    assert link.is_symlink()
    assert old.read_bytes() == b"new"
    assert (old.parent / "表.txt.bak").read_bytes() == b"old"
    assert list(other.iterdir()) == [link]


def test_no_copy_is_written_over(old: Path) -> None:
    for new in (b"1", b"2", b"3"):
        assert replace(read(str(old)), new, backup=True) is not None
    assert left(old.parent) == {
        "表.txt": b"3",
        "表.txt.bak": b"old",
        "表.txt.bak2": b"1",
        "表.txt.bak3": b"2",
    }


def test_a_file_that_changed_meanwhile_is_left_as_it_is(old: Path) -> None:
    original = read(str(old))
    old.write_bytes(b"somebody's")
    with pytest.raises(NotWrittenError) as caught:
        replace(original, b"new", backup=True)
    assert caught.value.kind == "changed"
    assert left(old.parent) == {"表.txt": b"somebody's"}


def test_a_file_that_is_gone_does_not_come_back(old: Path) -> None:
    original = read(str(old))
    old.unlink()
    with pytest.raises(NotWrittenError) as caught:
        replace(original, b"new")
    assert caught.value.kind == "changed"
    assert left(old.parent) == {}


def test_a_read_only_file_is_not_replaced(old: Path) -> None:
    old.chmod(0o444)
    with pytest.raises(NotWrittenError) as caught:
        replace(read(str(old)), b"new")
    assert caught.value.kind == "read-only"
    assert left(old.parent) == {"表.txt": b"old"}
    old.chmod(0o644)


@pytest.mark.parametrize("step", ["fsync", "replace", "copy"])
def test_without_space_the_file_is_as_it_was(old: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(
        *{
            "fsync": (file.os, "fsync", full),
            "replace": (Path, "replace", full),
            "copy": (file.shutil, "copyfileobj", full),
        }[step]
    )
    with pytest.raises(NotWrittenError) as caught:
        replace(read(str(old)), b"new", backup=True)
    monkeypatch.undo()
    assert caught.value.kind == "full"
    assert left(old.parent) == {"表.txt": b"old"}


def test_a_new_file_is_written_wholly_and_over_an_old_one(tmp_path: Path) -> None:
    path = tmp_path / "批注.docx"
    create(path, b"1")
    assert left(tmp_path) == {"批注.docx": b"1"}
    create(path, b"2")
    assert left(tmp_path) == {"批注.docx": b"2"}


@POSIX
def test_a_new_file_may_be_read_by_those_who_may_read_new_files(tmp_path: Path) -> None:
    path, other = tmp_path / "批注.docx", tmp_path / "other"
    create(path, b"1")
    other.touch()
    assert path.stat().st_mode == other.stat().st_mode
    path.chmod(0o600)
    create(path, b"2")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_where_there_is_no_folder_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(NotWrittenError) as caught:
        create(tmp_path / "没有" / "批注.docx", b"1")
    assert caught.value.kind == "missing"
    (tmp_path / "夹").mkdir()
    with pytest.raises(NotWrittenError):
        create(tmp_path / "夹", b"1")
    assert [one.name for one in tmp_path.iterdir()] == ["夹"]
