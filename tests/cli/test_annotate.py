"""``pfglint annotate`` as users call it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..annotate.remarks import grid
from ..conftest import Run, form
from ..formats import writers

WRONG = writers.pdf([grid()])
RIGHT = writers.pdf([grid(quantity="=12000.00(册)")])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "表.pdf").write_bytes(WRONG)
    return tmp_path


def test_writes_a_copy_and_leaves_the_original(folder: Path, pfglint: Run) -> None:
    done = pfglint("annotate", "表.pdf", "-o", "意见/副本.pdf")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == "表.pdf → 意见/副本.pdf  1 处错误，批注 1 处\n"
    assert (folder / "表.pdf").read_bytes() == WRONG
    assert (folder / "意见" / "副本.pdf").read_bytes().startswith(WRONG)
    assert {path.name for path in folder.iterdir()} == {"表.pdf", "意见"}


def test_a_copy_of_what_has_nothing_wrong_is_as_the_original(folder: Path, pfglint: Run) -> None:
    (folder / "对.pdf").write_bytes(RIGHT)
    done = pfglint("annotate", "对.pdf", "-o", "副本.pdf")
    assert (done.returncode, done.stdout) == (0, "对.pdf → 副本.pdf  没有发现问题\n")
    assert (folder / "副本.pdf").read_bytes() == RIGHT


def test_severities_and_rules_are_chosen_as_for_check(folder: Path, pfglint: Run) -> None:
    done = pfglint("annotate", "表.pdf", "-o", "副本.pdf", "--severity", "info", "--lang", "en")
    assert (done.returncode, done.stdout) == (1, "表.pdf → 副本.pdf  1 error, 3 notes in 4 places\n")
    done = pfglint("annotate", "表.pdf", "-o", "副本.pdf", "--ignore", "PFG3", "--force")
    assert (done.returncode, done.stdout) == (0, "表.pdf → 副本.pdf  没有发现问题\n")
    (folder / "pfglint.yaml").write_text("fail-on: warning\nignore: [PFG3]\n", encoding="utf-8")
    assert pfglint("annotate", "表.pdf", "-o", "副本.pdf", "--force").returncode == 0


def test_what_is_there_is_written_over_only_when_asked_to(folder: Path, pfglint: Run) -> None:
    (folder / "副本.pdf").write_bytes(b"mine")
    done = pfglint("annotate", "表.pdf", "-o", "副本.pdf")
    assert (done.returncode, done.stdout) == (2, "表.pdf：副本.pdf 已经有了，要覆盖请加 --force。\n")
    assert (folder / "副本.pdf").read_bytes() == b"mine"
    assert pfglint("annotate", "表.pdf", "-o", "副本.pdf", "--force").returncode == 1
    assert (folder / "副本.pdf").read_bytes().startswith(WRONG)


@pytest.mark.parametrize("name", ["表.pdf", "./表.pdf", "软链接.pdf", "硬链接.pdf"])
def test_the_original_is_never_written_to(name: str, folder: Path, pfglint: Run) -> None:
    (folder / "软链接.pdf").symlink_to("表.pdf")
    os.link(folder / "表.pdf", folder / "硬链接.pdf")
    done = pfglint("annotate", "表.pdf", "-o", name, "--force")
    assert done.returncode == 2
    assert "原件不能动" in done.stdout
    assert (folder / "表.pdf").read_bytes() == WRONG


def test_several_files_go_into_a_folder_as_they_stood(folder: Path, pfglint: Run) -> None:
    (folder / "送审" / "甲").mkdir(parents=True)
    (folder / "送审" / "甲" / "表.pdf").write_bytes(WRONG)
    (folder / "送审" / "表.pdf").write_bytes(RIGHT)
    done = pfglint("annotate", "送审", "表.pdf", "-o", "意见")
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "送审/甲/表.pdf → 意见/甲/表-审核意见.pdf  1 处错误，批注 1 处",
        "送审/表.pdf → 意见/表-审核意见.pdf  没有发现问题",
        "表.pdf → 意见/表2-审核意见.pdf  1 处错误，批注 1 处",
        "写了 3 份副本，批注共 2 处；原件没有动。",
    ]
    assert pfglint("annotate", "送审", "表.pdf", "-o", "新.pdf").returncode == 2


def test_copies_among_the_originals_are_not_annotated(folder: Path, pfglint: Run) -> None:
    for out in (".", "意见"):
        first = pfglint("annotate", ".", "-o", out)
        again = pfglint("annotate", ".", "-o", out, "--force")
        assert again.stdout == first.stdout
        assert (folder / "表.pdf").read_bytes() == WRONG


def test_what_a_folder_holds_besides_is_passed_over_in_one_line(folder: Path, pfglint: Run) -> None:
    (folder / "报送").mkdir()
    (folder / "表.pdf").rename(folder / "报送" / "表.pdf")
    for name in ("说明.txt", "清单.csv"):
        (folder / "报送" / name).write_text("请各单位周五前报送。\n", encoding="utf-8")
    done = pfglint("annotate", "报送", "-o", "意见")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "报送/表.pdf → 意见/表-审核意见.pdf  1 处错误，批注 1 处\n"
        "跳过 2 个不能批注的文件（清单.csv、说明.txt）：能批注的是 Word（docx）、Excel（xlsx）、PDF。\n"
    )
    named = pfglint("annotate", "报送/表.pdf", "报送/说明.txt", "-o", "意见", "--force")
    assert named.returncode == 2
    assert "报送/说明.txt：" in named.stdout


def test_a_file_in_an_archive_and_from_standard_input(folder: Path, pfglint: Run) -> None:
    import zipfile

    with zipfile.ZipFile(folder / "材料.zip", "w") as file:
        file.writestr("二〇二五/表.pdf", WRONG)
    done = pfglint("annotate", "材料.zip", "-o", "意见")
    assert (
        done.stdout == "材料.zip/二〇二五/表.pdf → 意见/材料/二〇二五/表-审核意见.pdf  1 处错误，批注 1 处\n"
    )
    done = pfglint("annotate", "-", "-o", "副本.pdf", stdin=WRONG)
    assert done.returncode == 1
    assert (folder / "副本.pdf").read_bytes().startswith(WRONG)


def test_what_cannot_be_annotated_is_said_and_the_rest_goes_on(folder: Path, pfglint: Run) -> None:
    (folder / "表.txt").write_text(form(), encoding="utf-8")
    (folder / "坏.pdf").write_bytes(WRONG[:300])
    done = pfglint("annotate", "没有.pdf", "坏.pdf", "表.txt", "表.pdf", "-o", "意见")
    assert (done.returncode, done.stderr) == (2, "")
    missing, broken, text, made = done.stdout.splitlines()
    assert missing.startswith("没有.pdf  找不到文件")
    assert broken.startswith("坏.pdf")
    assert text.startswith("表.txt：能批注的是")
    assert made.startswith("表.pdf → ")
    assert [path.name for path in (folder / "意见").iterdir()] == ["表-审核意见.pdf"]


def test_what_cannot_be_read_is_told_as_check_tells_it(folder: Path, pfglint: Run) -> None:
    (folder / "空.docx").write_bytes(b"")
    (folder / "图.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    checked = pfglint("check", "空.docx", "图.pdf", "-f", "concise").stdout
    done = pfglint("annotate", "空.docx", "图.pdf", "-o", "意见")
    assert done.returncode == 2
    for line, known in zip(done.stdout.splitlines(), checked.splitlines(), strict=True):
        assert line.partition("  ")[2] in known
    (folder / "大.pdf").write_bytes(WRONG + b"%" * (2 << 20))
    large = pfglint("annotate", "大.pdf", "-o", "副本.pdf", "--limit", "size=1")
    assert (large.returncode, "--limit size=" in large.stdout) == (2, True)
    assert not (folder / "意见").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_where_there_is_no_room_nothing_half_written_is_left(folder: Path) -> None:
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); "
    run = (
        "from pfglint.cli import main; sys.argv = ['pfglint', 'annotate', '表.pdf', '-o', '副本.pdf']; main()"
    )
    done = subprocess.run([sys.executable, "-c", limited + run], cwd=folder, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (2, b"")
    assert done.stdout.decode().startswith("表.pdf → 副本.pdf：磁盘空间不够")
    assert [path.name for path in folder.iterdir()] == ["表.pdf"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("表.pdf",), "缺少 -o"),
        (("表.pdf", "-o", ""), "-o 要一个文件或文件夹的名字"),
        (("表.pdf", "-o", "-"), "-o 要一个文件或文件夹的名字"),
        (("表.pdf", "-o", "副本.docx"), "-o 请写成 副本.pdf"),
        (("表.pdf", "-o", "副本"), "-o 请写成 副本.pdf"),
        (("表.pdf", "另一张.pdf", "-o", "表.pdf"), "-o 要一个文件夹"),
    ],
)
def test_a_wrong_call_is_told_in_a_sentence(
    args: tuple[str, ...], said: str, folder: Path, pfglint: Run
) -> None:
    done = pfglint("annotate", *args)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in folder.iterdir()] == ["表.pdf"]


def test_a_folder_that_cannot_be_made_is_told(folder: Path, pfglint: Run) -> None:
    (folder / "占了").write_bytes(b"")
    done = pfglint("annotate", "表.pdf", "-o", "占了/副本.pdf")
    assert (done.returncode, done.stdout) == (2, "表.pdf：建不了文件夹 占了。\n")


def test_a_name_that_is_too_long_is_told(folder: Path, pfglint: Run) -> None:
    done = pfglint("annotate", "表.pdf", "-o", "长" * 300 + ".pdf")
    assert (done.returncode, done.stderr) == (2, "")
    assert len(done.stdout.splitlines()) == 1
    assert [path.name for path in folder.iterdir()] == ["表.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_device_is_not_written_over(folder: Path, pfglint: Run) -> None:
    (folder / "满.pdf").symlink_to("/dev/full")
    done = pfglint("annotate", "表.pdf", "-o", "满.pdf", "--force")
    assert (done.returncode, done.stdout) == (2, "表.pdf：满.pdf 不是普通文件，请换一个名字。\n")


def test_a_copy_keeps_the_kind_of_the_original_whatever_its_name_says(folder: Path, pfglint: Run) -> None:
    (folder / "表.doc").write_bytes(writers.docx([grid()]))
    assert "-o 请写成 副本.docx" in pfglint("annotate", "表.doc", "-o", "副本.doc").stderr
    done = pfglint("annotate", "表.doc", "-o", "意见/")
    assert done.stdout == "表.doc → 意见/表-审核意见.docx  1 处错误，批注 1 处\n"


def test_the_three_formats_are_annotated_alike_and_read_again_alike(folder: Path, pfglint: Run) -> None:
    for suffix in ("docx", "xlsx"):
        (folder / f"表.{suffix}").write_bytes(writers.WRITERS[suffix]([grid()]))
    before = pfglint("check", ".", "-f", "json").stdout
    done = pfglint("annotate", ".", "-o", "意见")
    assert [line.partition("  ")[2] for line in done.stdout.splitlines()[:-1]] == ["1 处错误，批注 1 处"] * 3
    after = pfglint("check", "意见", "-f", "json").stdout
    assert after.replace("意见/", "").replace("-审核意见", "") == before
    again = pfglint("annotate", "意见/表-审核意见.xlsx", "-o", "再批.xlsx")
    assert again.stdout.endswith("1 处错误，批注 1 处\n")
