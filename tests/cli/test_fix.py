"""``pfglint fix`` as users call it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ..conftest import WRONG, Run, form
from ..formats.writers import WRITERS, Grid
from ..mend.office import changed
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
    assert "locked.txt:" not in done.stdout  # nothing is said to be mended there
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


def grid_of(text: str) -> Grid:
    lines = [tuple(line.split("\t")) for line in text.splitlines()]
    width = max(map(len, lines))
    return Grid((lines[0][0], lines[1][0]), tuple((*line, *[""] * (width - len(line))) for line in lines[2:]))


PLACES = {"docx": "第1个表格第12行第5列", "xlsx": "工作表“Sheet” E14"}


@pytest.mark.parametrize("suffix", PLACES)
def test_office_files_are_mended_in_place(folder: Path, pfglint: Run, suffix: str) -> None:
    path = folder / f"odd.{suffix}"
    path.write_bytes(WRITERS[suffix]([grid_of(ODD)]))
    old = path.read_bytes()
    done = pfglint("fix", "--diff", path.name, "--rules", "pack.yaml")
    assert done.returncode == 1
    assert path.read_bytes() == old
    assert done.stdout.splitlines() == [
        f"--- {path.name}",
        f"+++ {path.name}",
        f"@@ {PLACES[suffix]} @@",
        "-≧12000(本)",
        "+≥12000(册)",
        "能修正 1 个文件中的 2 处，还没有写入；去掉 --diff 就写入。",
    ]
    done = pfglint("fix", path.name, "--rules", "pack.yaml", "--backup")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        f"{path.name}:{PLACES[suffix]}  ≧12000(本) → ≧12000(册)  odd-unit",
        f"{path.name}:{PLACES[suffix]}  ≧12000(本) → ≥12000(本)  odd-glyph",
        f"原文件另存为 {path.name}.bak",
        "修正了 1 个文件中的 2 处。",
    ]
    assert (folder / f"{path.name}.bak").read_bytes() == old
    again = pfglint("fix", path.name, "--rules", "pack.yaml")
    assert (again.returncode, again.stdout) == (0, "没有能自动修正的地方。\n")


SAVE_AS = "这种格式不能直接改，请另存为 {} 再修正。"
ELSEWHERE = {
    "xls": SAVE_AS.format(".xlsx"),
    "html": SAVE_AS.format(".docx"),
    "ofd": "OFD 不能直接改，请在原来的 Word 或 Excel 文件里改。",
    "pdf": "PDF 不能直接改，请在原来的 Word 或 Excel 文件里改。",
}


@pytest.mark.parametrize("suffix", ELSEWHERE)
def test_what_cannot_be_mended_is_said_with_what_to_do(folder: Path, pfglint: Run, suffix: str) -> None:
    path = folder / f"odd.{suffix}"
    path.write_bytes(WRITERS[suffix]([grid_of(ODD)]))
    old = path.read_bytes()
    done = pfglint("fix", path.name, "--rules", "pack.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"odd.{suffix}：有 2 处能自动修正。{ELSEWHERE[suffix]}\n"
    assert path.read_bytes() == old
    assert ". " in pfglint("fix", path.name, "--rules", "pack.yaml", "--lang", "en").stdout


def test_archives_are_left(folder: Path, pfglint: Run) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w") as file:
        file.writestr("odd.docx", WRITERS["docx"]([grid_of(ODD)]))
    old = (folder / "a.zip").read_bytes()
    done = pfglint("fix", "a.zip", "--rules", "pack.yaml")
    assert done.stdout == "a.zip/odd.docx：有 2 处能自动修正。压缩包里的文件不能直接改，请先解压。\n"
    assert (folder / "a.zip").read_bytes() == old


def test_folders_and_limits_are_as_for_checking(folder: Path, pfglint: Run) -> None:
    (folder / "pack.yaml").rename(folder.parent / "pack.yaml")
    (folder / "big.docx").write_bytes(WRITERS["docx"]([grid_of(ODD)]))
    pack = ("--rules", folder.parent / "pack.yaml")
    done = pfglint("fix", ".", *pack, "--exclude", "*.docx", "--diff")
    assert done.stdout.splitlines()[-1].startswith("能修正 1 个文件中的 2 处")
    done = pfglint("fix", ".", *pack, "--include", "big.*", "--limit", "cells=5")
    assert done.returncode == 2
    assert "big.docx" in done.stdout
    assert "5" in done.stdout
    assert pfglint("fix", ".", *pack, "--limit", "cell=5").returncode == 2
    (folder / "long.txt").write_bytes(b" " * ((1 << 20) + 1))
    done = pfglint("fix", "long.txt", *pack, "--limit", "size=1")
    assert done.returncode == 2
    assert done.stdout.startswith("long.txt：文件超过 1 MB 的上限（--limit size=N），没有改动。")


def test_an_office_file_from_standard_input_goes_to_standard_output(folder: Path) -> None:
    data = WRITERS["docx"]([grid_of(ODD)])
    command = [sys.executable, "-m", "pfglint", "fix", "-", "--rules", "pack.yaml"]
    done = subprocess.run(command, input=data, capture_output=True, cwd=folder, check=False)
    assert done.returncode == 0
    assert changed(data, done.stdout) == ["word/document.xml"]


def test_limits_stand_in_the_configuration_and_the_command_line_holds_over_them(
    folder: Path, pfglint: Run
) -> None:
    (folder / "pfglint.yaml").write_text("limits: {cells: 5}\npacks: [pack.yaml]\n", encoding="utf-8")
    (folder / "odd.docx").write_bytes(WRITERS["docx"]([grid_of(ODD)]))
    for command in ("check", "forms", "fix"):
        done = pfglint(command, "odd.docx")
        assert done.returncode == 2
        assert pfglint(command, "odd.docx", "--limit", "cells=5000").returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the size of files is limited otherwise elsewhere")
@pytest.mark.parametrize("name", ["odd.docx", "odd.xlsx", "odd.txt"])
def test_without_space_nothing_is_changed_and_nothing_is_left(folder: Path, name: str) -> None:
    import resource

    if name != "odd.txt":
        (folder / name).write_bytes(WRITERS[name[-4:]]([grid_of(ODD)]))
    old = {path.name: path.read_bytes() for path in folder.iterdir()}
    command = [sys.executable, "-m", "pfglint", "fix", name, "--rules", "pack.yaml", "--backup"]
    done = subprocess.run(
        command,
        capture_output=True,
        cwd=folder,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)),
    )
    assert done.stderr == b""
    assert done.returncode == 2
    assert f"{name}：磁盘空间不够，没有改动。" in done.stdout.decode().splitlines()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == old


@pytest.mark.skipif(os.name == "nt", reason="there is no such device")
def test_where_the_report_cannot_be_written_nothing_is_said_to_be_done(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pfglint", "fix", "odd.txt", "--rules", "pack.yaml", "--diff"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=folder,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("pfglint: 写不出结果：")


def test_a_file_that_is_open_in_office_is_said_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows tells of it."""
    from click.testing import CliRunner

    from pfglint.cli.fix import command
    from pfglint.mend import file

    def held(*_: object) -> None:
        raise PermissionError(
            13, "The process cannot access the file because it is being used by another process"
        )

    monkeypatch.chdir(folder)
    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(
        file, "kind_of", lambda error: "busy" if isinstance(error, PermissionError) else "system"
    )
    done = CliRunner().invoke(command, ["odd.txt", "--rules", "pack.yaml"])
    assert done.exit_code == 2
    assert (
        "odd.txt：写不进去，多半是在 Word、Excel 或 WPS 里开着，关掉以后再运行一次，没有改动。"
        in done.output.splitlines()
    )
    assert (folder / "odd.txt").read_bytes() == ODD.encode("gb18030")
    assert sorted(path.name for path in folder.iterdir()) == ["odd.txt", "pack.yaml", "right.txt"]
