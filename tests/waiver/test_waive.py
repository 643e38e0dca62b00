"""``pfglint waive`` as users call it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..conftest import WRONG, Run, form

ARGS = (
    "percent-on-count",
    "--project",
    "乡镇图书室购书经费",
    "--indicator",
    "购置图书数量",
    "--reason",
    "按比例下达",
)
ENTRY = "- rule: percent-on-count\n  project: 乡镇图书室购书经费\n  indicator: 购置图书数量\n  reason: 按比例下达\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送" / "甲.txt").write_text(form(**WRONG), encoding="utf-8")
    return tmp_path


def test_a_finding_is_waived_and_the_next_check_passes(folder: Path, pfglint: Run) -> None:
    assert pfglint("报送").returncode == 1
    done = pfglint("waive", *ARGS, "--until", "2999-12-31", "报送")
    assert done.returncode == 0, done.stderr
    assert "报送/pfglint-waivers.yaml:4" in done.stdout
    assert "豁免了 1 处" in done.stdout
    assert (
        (folder / "报送" / "pfglint-waivers.yaml")
        .read_text("utf-8")
        .endswith(ENTRY + "  until: 2999-12-31\n")
    )
    assert pfglint("报送").returncode == 0


def test_it_goes_into_the_file_that_holds(folder: Path, pfglint: Run) -> None:
    (folder / "pfglint.yaml").write_text("waivers: 豁免.yaml\n", encoding="utf-8")
    (folder / "豁免.yaml").write_text("# 我们的\n", encoding="utf-8")
    assert pfglint("waive", *ARGS, "报送/甲.txt").returncode == 0
    assert (folder / "豁免.yaml").read_text("utf-8") == "# 我们的\n" + ENTRY
    (folder / "豁免.yaml").unlink()
    assert pfglint("waive", *ARGS, cwd=folder / "报送").returncode == 0
    assert (folder / "豁免.yaml").read_text("utf-8").endswith(ENTRY)


def test_a_new_file_stands_beside_the_configuration(folder: Path, pfglint: Run) -> None:
    (folder / "pfglint.yaml").write_text("lang: en\n", encoding="utf-8")
    done = pfglint("waive", *ARGS, "报送")
    assert "Added at pfglint-waivers.yaml:4" in done.stdout
    assert "It waives: 1." in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("乡镇图书室购书经费", "乡镇图书馆购书经费", "是不是想写 乡镇图书室购书经费？"),
        ("购置图书数量", "图书数量", "这个项目里，percent-on-count 报的是“购置图书数量”。"),
        ("percent-on-count", "funding-total", "查过的表里没有这样的问题。"),
    ],
)
def test_what_is_for_nothing_is_not_added_but_told_with_what_was_probably_meant(
    old: str, new: str, said: str, folder: Path, pfglint: Run
) -> None:
    done = pfglint("waive", *(new if arg == old else arg for arg in ARGS), "报送")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("没有记：")
    assert said in done.stdout
    assert not list(folder.rglob("pfglint-waivers.yaml"))


def test_what_is_for_nothing_yet_is_added_where_that_is_wanted(folder: Path, pfglint: Run) -> None:
    args = [("图书数量" if arg == "购置图书数量" else arg) for arg in ARGS]
    done = pfglint("waive", *args, "报送", "--anyway")
    assert (done.returncode, done.stderr) == (0, "")
    assert "现在还用不上。" in done.stdout
    assert list(folder.rglob("pfglint-waivers.yaml"))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("percent-on-cuont", *ARGS[1:]), "没有规则“percent-on-cuont”，是“percent-on-count”吗？"),
        (("PFG3", *ARGS[1:]), "“PFG3”是一类规则"),
        ((*ARGS, "--until", "2024-12-31"), "--until：2024-12-31 已经过了。"),
        ((*ARGS, "--until", "2026-02-30"), "--until：没有 2026-02-30 这一天。"),
        ((*ARGS, "--until", "明年"), "--until：日期要写成 2026-12-31 这样，不是“明年”。"),
        (ARGS[:-2], "缺少 --reason"),
        ((*ARGS[:-1], " "), "--reason 是空的。"),
        ((ARGS[0], *ARGS[3:]), "缺少 --project"),
        ((*ARGS, "没有.txt"), "找不到文件"),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_written(
    args: tuple[str, ...], said: str, folder: Path, pfglint: Run
) -> None:
    done = pfglint("waive", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not list(folder.rglob("pfglint-waivers.yaml"))


def test_the_same_waiver_is_not_written_twice(folder: Path, pfglint: Run) -> None:
    pfglint("waive", *ARGS)
    done = pfglint("waive", *ARGS)
    assert done.returncode == 2
    assert "pfglint-waivers.yaml:4 已经有这一条。" in done.stderr
    text = ENTRY + "  until: 2024-12-31\n"
    (folder / "pfglint-waivers.yaml").write_text(text, encoding="utf-8")
    assert "改那里的 until 就行" in pfglint("waive", *ARGS).stderr
    assert (folder / "pfglint-waivers.yaml").read_text("utf-8") == text


def test_a_file_with_a_mistake_is_left_alone(folder: Path, pfglint: Run) -> None:
    (folder / "pfglint-waivers.yaml").write_text("- rule: 甲\n", encoding="utf-8")
    done = pfglint("waive", *ARGS)
    assert done.returncode == 2
    assert "pfglint-waivers.yaml:1:9: 没有规则“甲”" in done.stderr
    assert (folder / "pfglint-waivers.yaml").read_text("utf-8") == "- rule: 甲\n"


def test_a_file_that_nothing_can_be_added_to_is_left_alone(folder: Path, pfglint: Run) -> None:
    (folder / "pfglint-waivers.yaml").write_text(ENTRY + "...\n# 完\n", encoding="utf-8")
    done = pfglint("waive", "funding-total", *ARGS[1:])
    assert done.returncode == 2
    assert "- rule: funding-total" in done.stderr
    assert (folder / "pfglint-waivers.yaml").read_text("utf-8") == ENTRY + "...\n# 完\n"
