"""Waivers as users meet them: ``check`` with a file of them beside the forms."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ..conftest import WRONG, Run, form

WAIVER = """\
- rule: percent-on-count
  project: 乡镇图书室购书经费
  indicator: 购置图书数量
  reason: 任务书按比例下达
"""
OTHER = "老年食堂补助"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "甲.txt").write_text(form(**WRONG), encoding="utf-8")
    (tmp_path / "乙.txt").write_text(form(project=OTHER, **WRONG), encoding="utf-8")
    # The two forms are alike, which is not what these tests are about.
    alike = "ignore: [copied-goal, copied-indicators, similar-project, duplicate-project, uniform-targets]"
    (tmp_path / "pfglint.yaml").write_text(alike, encoding="utf-8")
    return tmp_path


def waive(folder: Path, text: str, name: str = "pfglint-waivers.yaml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def found(run: Run, *args: str, **more: Any) -> tuple[list[tuple[str, str, int]], dict[str, int], int]:
    done = run(*args, "-f", "json", **more)
    assert done.returncode < 2, done.stderr
    report = json.loads(done.stdout)
    return (
        [(one["path"], one["name"], one["place"]["line"]) for one in report["findings"]],
        report["summary"],
        done.returncode,
    )


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_waived_finding_is_neither_shown_nor_counted_and_does_not_fail(
    jobs: str, folder: Path, pfglint: Run
) -> None:
    waive(folder, WAIVER)
    findings, summary, status = found(pfglint, ".", "-j", jobs)
    assert findings == [("乙.txt", "percent-on-count", 14)]
    assert (summary["error"], summary["waived"], status) == (1, 1, 1)
    waive(folder, WAIVER + WAIVER.replace("乡镇图书室购书经费", OTHER))
    findings, summary, status = found(pfglint, ".", "-j", jobs)
    assert (findings, summary["error"], summary["waived"], status) == ([], 0, 2, 0)


def test_every_report_tells_or_keeps_to_its_lines(folder: Path, pfglint: Run) -> None:
    waive(folder, WAIVER)
    assert "豁免 1 处" in pfglint(".").stdout
    assert "Waived: 1." in pfglint(".", "--lang", "en").stdout
    lines = pfglint(".", "-f", "concise").stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == ["乙.txt"]
    assert "豁免" not in pfglint(".", "--no-config").stdout


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("percent-on-count", "pfg301"),
        ("乡镇图书室购书经费", "乡镇图书室　购书经费"),
        ("indicator: 购置图书数量", 'indicator: "指标1：购置 图书数量"'),
        ("  indicator: 购置图书数量\n", ""),
        ("reason:", "until: 2999-12-31\n  reason:"),
    ],
)
def test_it_is_found_however_it_is_written(old: str, new: str, folder: Path, pfglint: Run) -> None:
    assert old in WAIVER
    waive(folder, WAIVER.replace(old, new))
    assert found(pfglint, "甲.txt")[0] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("percent-on-count", "count-on-ratio"),
        ("乡镇图书室购书经费", "乡镇图书室维修经费"),
        ("购置图书数量", "图书上架完成时间"),
    ],
)
def test_another_rule_project_or_indicator_is_another_finding_and_the_waiver_is_told_to_be_for_nothing(
    old: str, new: str, folder: Path, pfglint: Run
) -> None:
    waive(folder, "# 豁免\n" + WAIVER.replace(old, new))
    findings, summary, status = found(pfglint, ".")
    assert ("甲.txt", "percent-on-count", 14) in findings
    assert ("pfglint-waivers.yaml", "unused-waiver", 2) in findings
    assert (summary["waived"], status) == (0, 1)


def test_a_waiver_that_has_run_out_waives_nothing_and_is_told_at_its_day(folder: Path, pfglint: Run) -> None:
    waive(folder, WAIVER + "  until: 2024-12-31\n")
    findings, _, _ = found(pfglint, "甲.txt")
    assert findings == [("甲.txt", "percent-on-count", 14), ("pfglint-waivers.yaml", "expired-waiver", 5)]
    assert "只到 2024-12-31" in pfglint("甲.txt").stdout


@pytest.mark.parametrize(
    "args",
    [
        ("乙.txt",),
        (".", "--exclude", "甲.txt"),
        (".", "--select", "PFG4"),
        ("乙.txt", "没有.txt"),
        ("-",),
    ],
)
def test_a_run_over_some_files_or_rules_does_not_tell_of_waivers_for_others(
    args: tuple[str, ...], folder: Path, pfglint: Run
) -> None:
    waive(folder, WAIVER)
    assert "unused-waiver" not in pfglint(*args, "-f", "concise", stdin=form()).stdout


def test_files_that_can_have_no_say_do_not_matter(folder: Path, pfglint: Run) -> None:
    """Those that the configuration leaves out, and those that have waivers of their own."""
    waive(folder, WAIVER.replace("percent-on-count", "count-on-ratio"))
    (folder / "pfglint.yaml").write_text("exclude: [旧/]\n", encoding="utf-8")
    for name in ("旧", "别处"):
        (folder / name).mkdir()
        (folder / name / "丙.txt").write_text(form(), encoding="utf-8")
    assert "unused-waiver" not in pfglint("甲.txt", "乙.txt", "-f", "concise").stdout
    waive(folder / "别处", "")
    assert "unused-waiver" in pfglint("甲.txt", "乙.txt", "-f", "concise").stdout


def test_the_nearest_file_holds_unless_the_configuration_names_one(folder: Path, pfglint: Run) -> None:
    below = folder / "报送"
    below.mkdir()
    (below / "丙.txt").write_text(form(**WRONG), encoding="utf-8")
    waive(folder, WAIVER)
    assert found(pfglint, "报送")[0] == []
    waive(below, "")
    assert len(found(pfglint, "报送")[0]) == 1
    (folder / "pfglint.yaml").write_text("waivers: 豁免/二〇二五.yaml\n", encoding="utf-8")
    (folder / "豁免").mkdir()
    waive(folder / "豁免", WAIVER, "二〇二五.yaml")
    assert found(pfglint, "报送")[0] == []
    assert found(pfglint, "丙.txt", cwd=below)[0] == []
    (folder / "豁免" / "二〇二五.yaml").unlink()
    done = pfglint("报送")
    assert (done.returncode, done.stdout) == (2, "")
    assert "pfglint.yaml:1:1: 没有“豁免/二〇二五.yaml”这个豁免清单" in done.stderr


def test_what_is_wrong_ends_the_run_before_any_report(folder: Path, pfglint: Run) -> None:
    waive(folder, WAIVER.replace("reason", "reasn"))
    done = pfglint(".", "-f", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "pfglint-waivers.yaml:4:3: 没有键“reasn”，是“reason”吗？" in done.stderr


def test_standard_input_has_the_waivers_of_the_working_folder(folder: Path, pfglint: Run) -> None:
    waive(folder, WAIVER)
    assert found(pfglint, "-", stdin=form(**WRONG))[2] == 0


def test_what_is_said_of_waivers_can_be_switched_off_and_graded(folder: Path, pfglint: Run) -> None:
    waive(folder, WAIVER.replace("购书", "维修"))
    (folder / "pfglint.yaml").write_text("ignore: [unused-waiver]\n", encoding="utf-8")
    assert "unused-waiver" not in pfglint(".", "-f", "concise").stdout
    (folder / "pfglint.yaml").write_text(
        "ignore: [percent-on-count]\nseverities: {unused-waiver: error}\n", encoding="utf-8"
    )
    assert pfglint(".").returncode == 0, "a rule that is switched off finds nothing to waive"
    waive(folder, WAIVER.replace("percent-on-count", "count-on-ratio"))
    assert pfglint(".").returncode == 1


def test_only_changed_forms_say_nothing_of_waivers_for_others(folder: Path, pfglint: Run) -> None:
    import subprocess

    waive(folder, WAIVER)
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], cwd=folder, check=True)
    (folder / "乙.txt").write_text(form(project=OTHER), encoding="utf-8")
    (folder / "甲.txt").write_text(form(**WRONG) + "\n", encoding="utf-8")
    done = pfglint(".", "--diff-against", "HEAD", "-f", "concise")
    assert (done.returncode, done.stdout) == (0, "")
