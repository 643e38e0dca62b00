"""What every command that writes promises: no form is written over, and what cannot be written or read is said in a sentence."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from benchmarks.forms import forms
from tests.conftest import WRONG, Run, form
from tests.formats.writers import WRITERS, grid

NAMES = ("表.txt", "表.docx", "表.xlsx", "表.zip")
WAIVE = ("waive", "percent-on-count", "--project", "甲", "--reason", "乙", "--anyway")


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    """A folder 今年 with a form in several formats, and 去年 with another."""
    text = form(**WRONG)
    grids = [grid(one, merge=True) for one in forms(1, 1)]
    for year in ("今年", "去年"):
        folder = tmp_path / year
        folder.mkdir()
        (folder / "表.txt").write_text(
            text if year == "今年" else text.replace("2025", "2024"), encoding="utf-8"
        )
        for kind in ("docx", "xlsx"):
            (folder / f"表.{kind}").write_bytes(WRITERS[kind](grids))
        with ZipFile(folder / "表.zip", "w") as archive:
            archive.writestr("里面的.txt", text)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("表.*") if path.is_file()}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "command",
    [
        ("baseline", "今年", "--baseline", "{form}"),
        ("new-rule", "own-rule", "--pack", "{form}"),
        ("annotate", "今年", "-o", "{form}"),
        ("annotate", "今年", "-o", "{form}", "--force"),
        ("annotate", "今年/表.docx", "-o", "{form}"),
        ("annotate", "{form}", "-o", "{form}", "--force"),
        ("compare", "去年", "今年", "-o", "{form}"),
        ("compare", "去年", "今年", "-o", "{form}", "--force"),
        ("compare", "去年/表.txt", "今年/表.txt", "-o", "{form}"),
        ("schema", "pack", "-o", "{form}"),
    ],
    ids=" ".join,
)
def test_no_command_writes_over_a_form(
    pfglint: Run, filed: Path, command: tuple[str, ...], name: str
) -> None:
    before = contents(filed)
    done = pfglint(*(word.format(form=f"今年/{name}") for word in command))
    assert done.returncode == 2
    assert done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert contents(filed) == before


@pytest.mark.parametrize("command", [("init", "今年", "--force"), (*WAIVE, "今年")], ids=" ".join)
def test_what_is_written_beside_forms_leaves_them_alone(
    pfglint: Run, filed: Path, command: tuple[str, ...]
) -> None:
    before = contents(filed)
    assert pfglint(*command).returncode == 0
    assert contents(filed) == before


SYSTEM = re.compile(r"\b(?:No such|Is a|Not a|Permission|Read-only|Errno|No space)\b")


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("baseline", "今年", "--baseline", "没有/基线.jsonl"), "基线.jsonl 没有写：没有这个文件夹。"),
        (("baseline", "今年", "--baseline", "今年"), "基线读不了：这是文件夹，要一个文件"),
        (("new-rule", "own-rule", "--pack", "没有/包.yaml"), "包.yaml 没有写：没有这个文件夹。"),
        (("compare", "去年", "今年", "-o", "没有/对照.xlsx"), "对照.xlsx 没有写：没有这个文件夹。"),
        (("check", "今年", "--config", "今年"), "配置文件读不了：这是文件夹，要一个文件"),
        (("check", "今年", "--config", "没有.yaml"), "没有.yaml"),
        (("check", "今年", "--rules", "没有.yaml"), "规则包 没有.yaml 读不了：没有这个文件。"),
        (("check", "今年", "--profile", "没有.yaml"), "没有.yaml"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_said_in_our_words(
    pfglint: Run, filed: Path, command: tuple[str, ...], says: str
) -> None:
    done = pfglint(*command)
    assert done.returncode == 2
    assert says in done.stderr
    assert not SYSTEM.search(done.stderr)
    assert not SYSTEM.search(pfglint(*command, "--lang", "en").stderr)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no folder in which nobody may write")
@pytest.mark.parametrize(
    "command",
    [
        ("init", "/proc"),
        ("new-rule", "own-rule", "--pack", "/proc/包.yaml"),
        ("baseline", "今年", "--baseline", "/proc/基线.jsonl"),
        ("compare", "去年", "今年", "-o", "/proc/对照.xlsx"),
    ],
    ids=" ".join,
)
def test_a_folder_in_which_nothing_can_be_written(
    pfglint: Run, filed: Path, command: tuple[str, ...]
) -> None:
    done = pfglint(*command)
    assert done.returncode == 2
    assert "没有写：" in done.stderr
    assert not SYSTEM.search(done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_report_for_which_there_is_no_room(filed: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pfglint", "今年"],
            cwd=filed,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        )
    assert done.returncode == 2
    assert done.stderr.decode().strip() == "pfglint: 写不出结果：磁盘空间不够。"
