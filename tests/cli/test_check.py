"""``pfglint check`` as users call it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import WRONG, Run, form


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A right form, a wrong one, and one with a warning only."""
    (tmp_path / "对.txt").write_text(form(), encoding="utf-8")
    (tmp_path / "错.txt").write_text(form(**WRONG), encoding="utf-8")
    lacking = "".join(line for line in form().splitlines(keepends=True) if "满意度指标" not in line)
    (tmp_path / "缺.tsv").write_text(lacking.replace("，读者满意度达到 90%以上", ""), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["对.txt"], 0),
        (["错.txt"], 1),
        (["缺.tsv"], 0),
        (["缺.tsv", "--fail-on", "warning"], 1),
        (["错.txt", "没有.txt"], 2),
        (["."], 1),
        (["对.txt", "--fail-on", "nonsense"], 2),
    ],
)
@pytest.mark.parametrize("form_", ["text", "json", "concise"])
def test_exit_status(args: list[str], status: int, form_: str, files: Path, pfglint: Run) -> None:
    assert pfglint(*args, "-f", form_).returncode == status


def test_what_is_not_there_is_no_file_that_was_checked(files: Path, pfglint: Run) -> None:
    (files / "空").mkdir()
    for path, count in (("没有.txt", 0), ("空", 0), ("错.txt", 1), (".", 3)):
        assert json.loads(pfglint(path, "-f", "json").stdout)["summary"]["files"] == count, path
    assert json.loads(pfglint("-", "-f", "json", stdin="").stdout)["summary"]["files"] == 1


def test_json_counts_what_is_not_shown(files: Path, pfglint: Run) -> None:
    found = json.loads(pfglint(".", "-f", "json", "--severity", "error").stdout)
    assert found["schema"] == "pfglint/findings/1"
    assert [(one["path"], one["name"], one["place"]["line"]) for one in found["findings"]] == [
        ("错.txt", "percent-on-count", 14)
    ]
    assert found["summary"]["files"] == 3
    assert found["summary"]["forms"] == 3
    assert found["summary"]["error"] == 1
    assert found["summary"]["warning"] >= 1


def test_what_fails_is_shown_whatever_the_severity(files: Path, pfglint: Run) -> None:
    done = pfglint("缺.tsv", "-f", "concise", "--severity", "error", "--fail-on", "warning")
    assert "no-satisfaction-indicator" in done.stdout
    assert done.returncode == 1


def test_quiet_says_nothing_of_what_passes(files: Path, pfglint: Run) -> None:
    assert pfglint("-q", "对.txt", "缺.tsv").stdout == ""
    text = pfglint("-q", ".").stdout
    assert "percent-on-count" in text
    assert "no-satisfaction-indicator" not in text


def test_the_verdict_is_the_last_line(files: Path, pfglint: Run) -> None:
    assert pfglint("对.txt").stdout.splitlines()[-1] == "可以提交"
    assert pfglint("错.txt").stdout.splitlines()[-1] == "暂不能提交：1 处错误"
    assert pfglint("缺.tsv").stdout.splitlines()[-1].startswith("可以提交，但有 ")
    assert pfglint("错.txt", "--lang", "en").stdout.splitlines()[-1] == "Not ready: 1 error"
    assert pfglint("对.txt", env={"PFGLINT_LANG": "en"}).stdout.splitlines()[-1] == "Ready to submit"


@pytest.mark.parametrize("jobs", ["2", "auto", "0"])
def test_processes_change_nothing(jobs: str, files: Path, pfglint: Run) -> None:
    assert pfglint(".", "-f", "json", "-j", jobs).stdout == pfglint(".", "-f", "json").stdout


def test_nothing_but_the_report_in_a_pipe(files: Path, pfglint: Run) -> None:
    done = pfglint(".")
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "\x1b" in pfglint(".", "--color", "always").stdout


def test_a_pack_of_ones_own(files: Path, pfglint: Run) -> None:
    (files / "本单位.yaml").write_text(
        """\
rules:
- code: LOC001
  name: no-purchase
  title: 不得购书
  severity: error
  aspect: 可行性
  for: indicator
  when: name contains "购置"
  require: name contains "租"
  message: “{name}”是购置
  help: 改为租用。
  source: 本单位规定
  en: {title: No purchases, message: "“{name}” is a purchase", help: Rent.}
  examples:
    fail: ["数量指标 | 购置图书数量 | ≥12(册)", "数量指标 | 购置桌椅数量 | ≥12(套)"]
    pass: ["数量指标 | 购置租用图书数量 | ≥12(册)", "数量指标 | 租用桌椅数量 | ≥12(套)"]
""",
        encoding="utf-8",
    )
    done = pfglint("对.txt", "--rules", "本单位.yaml", "-f", "concise")
    assert "对.txt:14:" in done.stdout, done.stderr
    assert "no-purchase" in done.stdout
    assert done.returncode == 1
    assert pfglint("test", "本单位.yaml").returncode == 0
    assert "no-purchase" in pfglint("rules", "--rules", "本单位.yaml").stdout


def test_files_of_folders_are_chosen_by_the_command_line_or_else_by_the_configuration(
    pfglint: Run, tmp_path: Path
) -> None:
    for name in ("报送/甲.txt", "报送/旧稿/乙.txt", "报送/丙.表"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(form(), encoding="utf-8")

    def files(*args: str) -> int:
        return int(json.loads(pfglint("报送", "-f", "json", *args).stdout)["summary"]["files"])

    assert files() == 2
    assert files("--include", "*.表") == 1
    (tmp_path / "pfglint.yaml").write_text("exclude: [/报送/旧稿/]\n", encoding="utf-8")
    assert files() == 1
    assert files("--include", "*.txt") == 2


@pytest.mark.parametrize(
    ("limit", "said"), [("cell=5", "cells"), ("cells", "cells=1000"), ("cells=x", "cells=1000")]
)
def test_a_limit_that_is_none_is_told(limit: str, said: str, pfglint: Run) -> None:
    done = pfglint("表.txt", "--limit", limit)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_statistics_count_what_would_be_shown_and_the_exit_status_is_the_same(
    files: Path, pfglint: Run
) -> None:
    found = json.loads(pfglint(".", "-f", "json", "--severity", "info").stdout)
    done = pfglint(".", "-f", "json", "--severity", "info", "--statistics")
    counted = json.loads(done.stdout)
    assert done.returncode == 1
    assert counted["summary"] == found["summary"]
    assert sum(rule["count"] for rule in counted["rules"]) == len(found["findings"])
    assert {rule["name"] for rule in counted["rules"]} == {one["name"] for one in found["findings"]}
    assert [one["forms"] for one in counted["departments"]] == [3]
    assert counted["departments"][0]["failing"] == 1
    assert counted["forms"][0]["path"] == "错.txt"
    jobs = pfglint(".", "-f", "json", "--severity", "info", "--statistics", "-j", "2")
    assert jobs.stdout == done.stdout


def test_a_format_that_does_not_go_with_statistics_is_told(pfglint: Run) -> None:
    done = pfglint("对.txt", "-f", "concise", "--statistics")
    assert done.returncode == 2
    assert "text、json、csv" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_format_of_a_configuration_does_not_stand_in_the_way_of_statistics(
    files: Path, pfglint: Run
) -> None:
    (files / "pfglint.yaml").write_text("format: concise\n", encoding="utf-8")
    assert "按规则" in pfglint(".", "--statistics").stdout
