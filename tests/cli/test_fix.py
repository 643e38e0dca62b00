"""``pfglint fix`` as users call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..conftest import WRONG, Run, form
from ..mend.pack import PACK

ODD = form(quantity="≧12000(本)")
RIGHT = form(quantity="≥12000(册)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pack.yaml").write_text(PACK, encoding="utf-8")
    (tmp_path / "odd.txt").write_bytes(ODD.encode("gb18030"))
    (tmp_path / "right.txt").write_text(RIGHT, encoding="utf-8")
    return tmp_path


def test_mends_in_place_and_says_what(folder: Path, pfglint: Run) -> None:
    done = pfglint("fix", "odd.txt", "right.txt", "--rules", "pack.yaml")
    assert done.returncode == 0
    assert (folder / "odd.txt").read_bytes() == RIGHT.encode("gb18030")
    assert done.stdout.splitlines() == [
        "odd.txt:14:26  ≧12000(本) → ≧12000(册)  odd-unit",
        "odd.txt:14:19  ≧12000(本) → ≥12000(本)  odd-glyph",
        "修正了 1 个文件中的 2 处。",
    ]
    again = pfglint("fix", "odd.txt", "--rules", "pack.yaml")
    assert (again.returncode, again.stdout) == (0, "没有能自动修正的地方。\n")


def test_diff_writes_nothing(folder: Path, pfglint: Run) -> None:
    done = pfglint("fix", "--diff", "odd.txt", "--rules", "pack.yaml")
    assert done.returncode == 1
    assert (folder / "odd.txt").read_bytes() == ODD.encode("gb18030")
    assert "-\t产出指标\t数量指标\t购置图书数量\t≧12000(本)" in done.stdout
    assert "+\t产出指标\t数量指标\t购置图书数量\t≥12000(册)" in done.stdout
    assert done.stdout.splitlines()[-1] == "能修正 1 个文件中的 2 处，还没有写入；去掉 --diff 就写入。"


def test_one_rule_only(folder: Path, pfglint: Run) -> None:
    pfglint("fix", "odd.txt", "--rules", "pack.yaml", "--select", "LOC002")
    assert (folder / "odd.txt").read_bytes() == form(quantity="≧12000(册)").encode("gb18030")
    done = pfglint("fix", "odd.txt", "--rules", "pack.yaml", "--select", "od-unit")
    assert done.returncode == 2
    assert "odd-unit" in done.stderr


def test_what_changes_the_meaning_is_asked_for(folder: Path, pfglint: Run) -> None:
    wrong = folder / "wrong.txt"
    wrong.write_text(form(**WRONG), encoding="utf-8")
    done = pfglint("fix", "wrong.txt", "--rules", "pack.yaml", "--select", "percent-for-number")
    assert done.returncode == 1
    assert wrong.read_text(encoding="utf-8") == form(**WRONG)
    assert "另有 1 处改了意思会变" in done.stdout
    assert "还有 1 处错误" in done.stdout
    done = pfglint("fix", "wrong.txt", "--rules", "pack.yaml", "--unsafe", "--backup")
    assert done.returncode == 0
    assert wrong.read_text(encoding="utf-8") == form(quantity="=100.00(个)")
    assert (folder / "wrong.txt.bak").read_text(encoding="utf-8") == form(**WRONG)


def test_what_cannot_be_read_or_written_is_said_and_the_rest_goes_on(folder: Path, pfglint: Run) -> None:
    (folder / "locked.txt").write_text(ODD, encoding="utf-8")
    (folder / "locked.txt").chmod(0o444)
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02")
    done = pfglint("fix", "gone.txt", "broken.txt", "locked.txt", "odd.txt", "--rules", "pack.yaml")
    assert done.returncode == 2
    assert done.stderr == ""
    for name in ("gone.txt", "broken.txt", "locked.txt：文件是只读的，没有改动。"):
        assert name in done.stdout
    assert (folder / "locked.txt").read_text(encoding="utf-8") == ODD
    assert (folder / "odd.txt").read_bytes() == RIGHT.encode("gb18030")
    assert done.stdout.splitlines()[-1] == "修正了 1 个文件中的 2 处。"


def test_standard_input_goes_to_standard_output(folder: Path, pfglint: Run) -> None:
    done = pfglint("fix", "-", "--rules", "pack.yaml", stdin=ODD)
    assert done.stdout == RIGHT
    assert "修正了 1 个文件中的 2 处" in done.stderr
    assert pfglint("fix", "-", "--rules", "pack.yaml", stdin=RIGHT).stdout == RIGHT


def test_english(folder: Path, pfglint: Run) -> None:
    done = pfglint("fix", "odd.txt", "--rules", "pack.yaml", "--lang", "en")
    assert done.stdout.splitlines()[-1] == "Mended: places 2, files 1."
