"""What is said of a bad file is one sentence that tells what is wrong with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pfglint.finding import Finding
from pfglint.form.model import Form
from pfglint.lint import check_file, read_forms
from pfglint.rule.pack import load_builtin
from pfglint.source.document import Fact
from pfglint.source.limits import Limits
from pfglint.source.open import opened
from tests.conftest import form
from tests.hostile.make import FILES

DAMAGED = "文件不完整或已损坏，打不开。"
UNSAFE = "文件里有正常文档不会有的定义（DTD），可能有害，没有读取。"
LOCKED = "文件设了打开密码，读不了。"
DEEP = "文件里的表格或标记嵌套太深，已停止读取。"
SENTENCES = {
    "空.docx": "文件“空.docx”是空的。",
    "截断.docx": DAMAGED,
    "中间坏了.docx": DAMAGED,
    "截断.pdf": DAMAGED,
    "目录错位.pdf": DAMAGED,
    "页树成环.pdf": DAMAGED,
    "没有正文.docx": DAMAGED,
    "坏的复合文档.xls": DAMAGED,
    "实体膨胀.docx": UNSAFE.replace("DTD", "ENTITY"),
    "外部实体.docx": UNSAFE,
    "实体膨胀.xlsx": UNSAFE,
    "嵌套千层.docx": DEEP,
    "字符串炸弹.xlsx": "文件太大：解开后超过 32 MB 的上限，已停止读取。",
    "一个大字符串.docx": "文件里有一段文字超过 10 MB，不像申报表，已停止读取。",
    "其实是图片.pdf": "这是图片，没有文字，读不了。",
    "没有文字.pdf": "这份 PDF（1 页）没有文字，多半是扫描件或图片，读不了。",
    "有密码.docx": LOCKED,
    "有密码.xls": LOCKED,
    "有密码.pdf": LOCKED,
}


def said(path: Path, **limits: int) -> list[str]:
    found = check_file(str(path), load_builtin(), limits=Limits(**limits)).findings
    return [one.message.replace(f"{path.parent}{os.sep}", "") for one in found]


@pytest.mark.parametrize("name", SENTENCES)
def test_of_a_bad_file_is_said_what_is_wrong_with_it(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name][0]())
    assert said(tmp_path / name) == [SENTENCES[name]]


def test_a_file_in_an_archive_with_a_password(tmp_path: Path) -> None:
    (tmp_path / "有密码.zip").write_bytes(FILES["有密码.zip"][0]())
    found = check_file(str(tmp_path / "有密码.zip" / "表.txt"), load_builtin()).findings
    assert [one.message for one in found] == [LOCKED]


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "圈.docx").symlink_to(tmp_path / "圈.docx")
    (tmp_path / "断.docx").symlink_to(tmp_path / "没有.docx")
    assert said(tmp_path / "圈.docx") == ["“圈.docx”是绕回自己的链接，打不开。"]
    assert said(tmp_path / "断.docx") == ["找不到文件“断.docx”。"]


CHANGED = "文件“表.txt”在检查的时候被改动了，结果不可靠。"


@pytest.mark.parametrize("change", ["grows", "is cut", "is written over"])
def test_a_file_that_changes_while_it_is_read(change: str, tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_text(form() + "\n" + form(project="别的"), encoding="utf-8")
    os.utime(path, (1, 1))
    found: list[Form | Fact] = []
    for item in read_forms(str(path)):
        found.append(item)
        if len(found) == 1:
            {
                "grows": lambda: path.write_text(path.read_text("utf-8") + "尾\n", "utf-8"),
                "is cut": lambda: os.truncate(path, 100),
                "is written over": lambda: path.write_bytes(path.read_bytes()[::-1]),
            }[change]()
    last = found[-1]
    assert isinstance(last, Fact)
    assert (last.kind, last.detail) == ("unreadable", "changed")


def test_what_is_said_of_a_file_that_changes(tmp_path: Path) -> None:
    from pfglint.rule.run import Checker

    fact = Fact("unreadable", str(tmp_path / "表.txt"), None, "changed")
    told: list[Finding] = list(Checker(load_builtin(), "表.txt").facts([fact]))
    assert [one.message.replace(f"{tmp_path}{os.sep}", "") for one in told] == [CHANGED]


def test_a_file_that_vanishes_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_text(form(), encoding="utf-8")
    path.unlink()
    assert said(path) == ["找不到文件“表.txt”。"]


def test_a_file_that_vanishes_while_it_is_read_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_text(form() + "\n" + form(project="别的"), encoding="utf-8")
    with opened(str(path)) as document:
        rows = document.rows()
        next(rows)
        if os.name != "nt":
            path.unlink()
        assert len(list(rows)) > 30
