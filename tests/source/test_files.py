"""What is found in folders and archives."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pfglint.form.model import Form
from pfglint.lint import check_file, read_forms
from pfglint.rule.pack import load_builtin
from pfglint.source.files import Wanted, find_files

GOOD = "项目名称\t河道保洁\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t保洁次数\t≥24(次)\n"


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(GOOD, encoding="utf-8")


def found(folder: Path, wanted: Wanted | None = None) -> list[str]:
    return [Path(path).relative_to(folder).as_posix() for path in find_files([str(folder)], wanted)]


def test_known_names_are_searched_for_and_what_office_keeps_beside_them_is_not(tmp_path: Path) -> None:
    put(tmp_path, "a.docx", "b.XLSX", "~$a.docx", "c.exe", ".d.txt", "深/e.pdf", "深/.git/f.txt")
    assert found(tmp_path) == ["a.docx", "b.XLSX", "深/e.pdf"]


def test_patterns_choose_files(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.csv", "旧/c.txt", "旧/d.表", "新/旧/e.txt")
    assert found(tmp_path, Wanted(include=("*.表", "a.*"))) == ["a.txt", "旧/d.表"]
    assert found(tmp_path, Wanted(exclude=("旧/",))) == ["a.txt", "b.csv"]
    assert found(tmp_path, Wanted(exclude=("/旧", "*.csv"))) == ["a.txt", "新/旧/e.txt"]


def test_what_git_ignores_is_left_out(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "草稿/b.txt", "草稿/c.txt", "深/d.txt", "深/e.txt", "f.txt")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("草稿/\nf.txt\n", encoding="utf-8")
    (tmp_path / "深" / ".gitignore").write_text("/e.txt\n", encoding="utf-8")
    assert found(tmp_path) == ["a.txt", "深/d.txt"]
    assert found(tmp_path, Wanted(ignored=True)) == [
        "a.txt",
        "f.txt",
        "深/d.txt",
        "深/e.txt",
        "草稿/b.txt",
        "草稿/c.txt",
    ]
    (tmp_path / ".gitignore").write_text("深/\n!深/\n*.txt\n!d.txt\n", encoding="utf-8")
    assert found(tmp_path / "深") == ["d.txt"]


BAD = os.fsdecode("预算.txt".encode("gbk"))
"""A name as an old Windows archive leaves it: bytes that are no UTF-8."""


def test_a_name_that_is_no_utf8_is_held_against_patterns_as_any_other(tmp_path: Path) -> None:
    put(tmp_path, BAD, "a.txt", f"{BAD}旧/b.csv")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("a.txt\n", encoding="utf-8")
    assert found(tmp_path) == [BAD, f"{BAD}旧/b.csv"]
    assert found(tmp_path, Wanted(include=("*.txt",))) == [BAD]
    assert found(tmp_path, Wanted(exclude=("*.csv",))) == [BAD]
    assert found(tmp_path, Wanted(exclude=(BAD,))) == [f"{BAD}旧/b.csv"]


def test_a_folder_that_may_not_be_looked_into_stands_for_itself_beside_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a.txt", "锁/b.txt")
    locked = str(tmp_path / "锁")

    def guarded(call: Callable[..., Any]) -> Callable[..., Any]:
        def refuse(path: Any = ".", *args: Any, **more: Any) -> Any:
            inside = isinstance(path, str | os.PathLike) and os.fspath(path).startswith(locked + os.sep)
            if inside or (call is scandir and path == locked):
                raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
            return call(path, *args, **more)

        return refuse

    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", guarded(os.scandir))
    monkeypatch.setattr(os, "stat", guarded(os.stat))
    assert found(tmp_path) == ["a.txt", "锁"]
    assert list(find_files([locked])) == [locked]


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def forms(path: str) -> int:
    return sum(isinstance(item, Form) for item in read_forms(path))


def test_archives_are_looked_into_and_lead_nowhere_outside(tmp_path: Path) -> None:
    good = GOOD.encode()
    inner = zipped(("甲.txt", good))
    path = tmp_path / "表.zip"
    path.write_bytes(
        zipped(
            ("内/乙.csv", good),
            ("套.zip", inner),
            ("../../逃.txt", good),
            ("__MACOSX/._乙.csv", good),
            ("图.png", b""),
        )
    )
    names = found(tmp_path)
    assert names == ["表.zip/内/乙.csv", "表.zip/套.zip/甲.txt", "表.zip/逃.txt"]
    assert [forms(str(tmp_path / name)) for name in names] == [1, 1, 1]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    path = tmp_path / "表.zip"
    path.write_bytes(zipped(("AAAA.txt", GOOD.encode())).replace(b"AAAA.txt", "申报".encode("gbk") + b".txt"))
    assert found(tmp_path) == ["表.zip/申报.txt"]
    assert forms(str(path / "申报.txt")) == 1


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (zipped(("图.png", b"")), "no-form-found"),
        (zipped(), "no-form-found"),
        (zipped(("a.txt", GOOD.encode()))[:-30], "unreadable-file"),
        (b"PK\x03\x04", "unreadable-file"),
    ],
)
def test_an_archive_with_nothing_in_it_is_said(content: bytes, name: str, tmp_path: Path) -> None:
    path = tmp_path / "表.zip"
    path.write_bytes(content)
    (only,) = find_files([str(path)])
    assert [item.name for item in check_file(only, load_builtin()).findings] == [name]


def test_a_member_that_is_not_there_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "表.zip"
    path.write_bytes(zipped(("a.txt", GOOD.encode())))
    assert check_file(str(path / "b.txt"), load_builtin()).unreadable
