"""Baselines as users meet them: ``pfglint baseline``, and ``check`` with one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ..conftest import WRONG, Run, form

BASELINE = "pfglint-baseline.jsonl"
OTHER = "老年食堂补助"
ALIKE = "ignore: [copied-goal, copied-indicators, similar-project, duplicate-project, uniform-targets]\n"
"""The forms are alike, which is not what most of these tests are about."""
CONFIG = f"baseline: {BASELINE}\n{ALIKE}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "报送").mkdir()
    (tmp_path / "报送" / "甲.txt").write_text(form(**WRONG), encoding="utf-8")
    (tmp_path / "报送" / "乙.txt").write_text(form(project=OTHER, **WRONG), encoding="utf-8")
    (tmp_path / "pfglint.yaml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def known(folder: Path, pfglint: Run) -> Path:
    """The same with a baseline of it."""
    assert pfglint("baseline", "报送").returncode == 0
    return folder


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / BASELINE).read_text("utf-8").splitlines()]


def found(run: Run, *args: str, **more: Any) -> tuple[list[str], dict[str, int], int]:
    done = run(*args, "-f", "json", **more)
    assert done.returncode < 2, done.stderr
    report = json.loads(done.stdout)
    return (
        [f"{one['path']}:{one['place']['line']} {one['name']}" for one in report["findings"]],
        report["summary"],
        done.returncode,
    )


def test_it_is_sorted_and_says_what_it_is_about(folder: Path, pfglint: Run) -> None:
    (folder / "pfglint.yaml").write_text(ALIKE, encoding="utf-8")
    done = pfglint("baseline", "报送")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{BASELINE}：2 张表，记下 2 处。",
        f"在 pfglint.yaml 里写上 baseline: {BASELINE}，以后只报新的。",
    ]
    head, *entries = lines(folder)
    assert head == {"schema": "pfglint/baseline/2", "paths": ["报送"]}
    assert [
        (one["project"], one["rule"], one["indicator"], one["count"], one["path"]) for one in entries
    ] == [
        ("乡镇图书室购书经费", "percent-on-count", "购置图书数量", 1, "报送/甲.txt"),
        (OTHER, "percent-on-count", "购置图书数量", 1, "报送/乙.txt"),
    ]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_only_what_is_new_is_reported(jobs: str, known: Path, pfglint: Run) -> None:
    findings, summary, status = found(pfglint, "报送", "-j", jobs)
    assert (findings, summary["error"], summary["baseline"], summary["stale"], status) == ([], 0, 2, 0, 0)
    (known / "报送" / "丙.txt").write_text(form(project="新项目", **WRONG), encoding="utf-8")
    findings, summary, status = found(pfglint, "报送", "-j", jobs)
    assert (findings, summary["error"], status) == (["报送/丙.txt:14 percent-on-count"], 1, 1)


def test_every_report_tells_or_keeps_to_its_lines(known: Path, pfglint: Run) -> None:
    assert "基线里的 2 处没有列出。" in pfglint("报送").stdout
    assert "In the baseline: 2." in pfglint("报送", "--lang", "en").stdout
    assert pfglint("报送", "-f", "concise").stdout == ""
    assert pfglint("报送", "-q").stdout == ""
    assert pfglint("报送", "--no-config").returncode == 1
    assert pfglint("报送", "--no-config", "--baseline", BASELINE).returncode == 0
    assert "percent-on-count" not in pfglint("报送", "--statistics").stdout


def test_forms_may_change_places_files_and_neighbouring_lines(known: Path, pfglint: Run) -> None:
    one, other = known / "报送" / "甲.txt", known / "报送" / "乙.txt"
    both = other.read_text("utf-8") + "\n" + one.read_text("utf-8").replace("420,000.00", "520,000.00")
    one.unlink()
    other.unlink()
    (known / "报送" / "全部.txt").write_text(both, encoding="utf-8")
    findings, summary, status = found(pfglint, "报送", "--strict-baseline", "--ignore", "PFG8")
    assert (findings, summary["baseline"], summary["stale"], status) == ([], 2, 0, 0)


def test_the_same_finding_once_more_is_new(known: Path, pfglint: Run) -> None:
    one = (known / "报送" / "甲.txt").read_text("utf-8")
    (known / "报送" / "甲.txt").write_text(one + "\n" + one, encoding="utf-8")
    findings, _, status = found(pfglint, "报送", "--ignore", "PFG8")
    assert (len(findings), status) == (1, 1)


def test_what_was_mended_is_told_at_its_line_and_an_error_where_it_is_strict(
    known: Path, pfglint: Run
) -> None:
    (known / "报送" / "甲.txt").write_text(form(), encoding="utf-8")
    done = pfglint("报送")
    assert done.returncode == 0
    assert "基线里有 1 处已经不在了" in "".join(done.stdout.split("\n"))
    findings, summary, status = found(pfglint, "报送", "--severity", "info", "--select", "PFG0,PFG301")
    assert (findings, summary["stale"], status) == ([f"{BASELINE}:2 stale-baseline"], 1, 0)
    findings, summary, status = found(pfglint, "报送", "--strict-baseline")
    assert (findings, summary["error"], status) == ([f"{BASELINE}:2 stale-baseline"], 1, 1)


@pytest.mark.parametrize(
    "args",
    [
        ("报送/乙.txt",),
        ("报送", "--select", "PFG4"),
        ("-",),
        ("报送", "--exclude", "甲.txt"),
    ],
)
def test_a_run_over_some_files_or_rules_does_not_tell_of_the_others(
    args: tuple[str, ...], known: Path, pfglint: Run
) -> None:
    (known / "报送" / "甲.txt").write_text(form(), encoding="utf-8")
    _, summary, status = found(pfglint, *args, "--strict-baseline", stdin=form())
    assert (summary["stale"], status) == (0, 0)


def test_a_run_over_the_file_itself_does(known: Path, pfglint: Run) -> None:
    (known / "报送" / "甲.txt").write_text(form(), encoding="utf-8")
    assert pfglint("报送/甲.txt", "--strict-baseline").returncode == 1
    (known / "报送" / "甲.txt").rename(known / "报送" / "丁.txt")
    assert pfglint("报送/丁.txt", "--strict-baseline").returncode == 0, "it may have gone elsewhere"
    assert pfglint("报送", "--strict-baseline").returncode == 1
    assert pfglint(".", "--strict-baseline").returncode == 1


def test_made_anew_it_loses_what_was_mended_and_refuses_what_is_new(known: Path, pfglint: Run) -> None:
    (known / "报送" / "甲.txt").write_text(form(), encoding="utf-8")
    (known / "报送" / "丙.txt").write_text(form(project="新项目", **WRONG), encoding="utf-8")
    done = pfglint("baseline", "报送")
    assert done.returncode == 1
    first, *rest = done.stdout.splitlines()
    assert first.startswith("报送/丙.txt:14:19: error percent-on-count")
    assert rest == [
        f"{BASELINE}：去掉 1 处，新收 0 处，现有 1 处。",
        "上面 1 处是新的，没有记；先改表，确实要记的加 --accept-new。",
    ]
    assert [one["project"] for one in lines(known)[1:]] == [OTHER]
    done = pfglint("baseline", "报送", "--accept-new")
    assert (done.returncode, done.stdout) == (0, f"{BASELINE}：去掉 0 处，新收 1 处，现有 2 处。\n")
    before = (known / BASELINE).stat().st_mtime_ns
    assert pfglint("baseline", "报送").stdout == f"{BASELINE}：没有变化，2 处。\n"
    assert (known / BASELINE).stat().st_mtime_ns == before


def test_what_is_recorded_of_rules_that_are_off_is_told_and_of_those_that_are_gone_is_pruned(
    known: Path, pfglint: Run
) -> None:
    gone = {"project": None, "rule": "nope", "indicator": None, "count": 3, "path": "别处/丁.txt"}
    with (known / BASELINE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(gone | {"fingerprint": "0123456789abcdef"}, ensure_ascii=False) + "\n")
    config = CONFIG.replace("ignore: [", "ignore: [percent-on-count, ")
    (known / "pfglint.yaml").write_text(config, encoding="utf-8")
    said = "".join(pfglint("报送").stdout.split())
    assert "基线里有3处已经不在了" in said
    assert "基线里有2处的规则这次没有查。" in said
    done = pfglint("baseline", "报送")
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            f"{BASELINE}：去掉 3 处，新收 0 处，现有 2 处。",
            "其中 2 处的规则这次没有查（关掉了或没有选），照旧留着。",
        ],
    )
    assert {one["rule"] for one in lines(known)[1:]} == {"percent-on-count"}


def test_made_anew_over_some_files_it_keeps_the_others(known: Path, pfglint: Run) -> None:
    (known / "报送" / "甲.txt").write_text(form(), encoding="utf-8")
    (known / "报送" / "乙.txt").write_text(form(), encoding="utf-8")
    assert pfglint("baseline", "报送/甲.txt").returncode == 0
    head, *entries = lines(known)
    assert head["paths"] == ["报送"]
    assert [one["project"] for one in entries] == [OTHER]


def test_what_is_waived_is_not_recorded(folder: Path, pfglint: Run) -> None:
    (folder / "pfglint-waivers.yaml").write_text(
        f"- {{rule: percent-on-count, project: {OTHER}, reason: 原件如此}}\n", encoding="utf-8"
    )
    assert pfglint("baseline", "报送").returncode == 0
    assert [one["project"] for one in lines(folder)[1:]] == ["乡镇图书室购书经费"]
    _, summary, status = found(pfglint, "报送")
    assert (summary["waived"], summary["baseline"], status) == (1, 1, 0)


def test_the_least_severity_recorded_is_that_shown_unless_told_otherwise(folder: Path, pfglint: Run) -> None:
    pfglint("baseline", "报送")
    few = len(lines(folder))
    assert pfglint("baseline", "报送", "--accept-new", "--severity", "info").returncode == 0
    assert len(lines(folder)) > few
    assert found(pfglint, "报送", "--severity", "info")[1]["info"] == 0
    assert pfglint("baseline", "报送").stdout.startswith(f"{BASELINE}：没有变化"), "what is recorded stays"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", f"{BASELINE}:1:1: 这不是基线"),
        (
            '{"schema": "pfglint/baseline/9", "paths": []}\n',
            f"{BASELINE}:1:1: 这是“pfglint/baseline/9”的基线",
        ),
        (
            '{"schema": "pfglint/baseline/2", "paths": []}\n<<<<<<< HEAD\n',
            f"{BASELINE}:2:1: 基线里有没解决的合并冲突",
        ),
        ('{"schema": "pfglint/baseline/2", "paths": []}\n{}\n', f"{BASELINE}:2:1: 这里缺少 project"),
    ],
)
def test_a_broken_one_ends_every_command(text: str, said: str, folder: Path, pfglint: Run) -> None:
    (folder / BASELINE).write_text(text, encoding="utf-8")
    done = pfglint("baseline", "报送", "--accept-new")
    assert (done.returncode, done.stdout) == (2, "")
    assert (folder / BASELINE).read_text("utf-8") == text
    for args in (("报送",), ("报送", "-f", "json"), ("报送", "--no-config", "--baseline", BASELINE)):
        done = pfglint(*args)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr


def test_what_the_message_of_a_broken_one_says_mends_it(folder: Path, pfglint: Run) -> None:
    (folder / BASELINE).write_text('{"schema"', encoding="utf-8")
    done = pfglint("baseline", "报送")
    assert "删掉它，用 pfglint baseline 重新生成（删掉后，现有的问题会全部记下）" in done.stderr
    (folder / BASELINE).unlink()
    assert pfglint("baseline", "报送").returncode == 0
    assert found(pfglint, "报送")[1]["baseline"] == 2


def test_a_missing_one_is_told_where_it_is_named(folder: Path, pfglint: Run) -> None:
    (folder / "pfglint.yaml").write_text(f"{ALIKE}baseline: {BASELINE}\n", encoding="utf-8")
    for args in (("报送",), ("报送", "-f", "json")):
        done = pfglint(*args)
        assert (done.returncode, done.stdout) == (2, "")
        assert (
            f"pfglint.yaml:2:1: 没有“{BASELINE}”这个基线文件；先用 pfglint baseline PATH… 生成" in done.stderr
        )
    done = pfglint("报送", "--no-config", "--baseline", BASELINE)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"{BASELINE}: 没有这个基线文件；先用 pfglint baseline PATH… 生成" in done.stderr


@pytest.mark.parametrize("path", ["报颂", "报送/没有.txt", "空", "报送/坏.txt"])
def test_of_nothing_no_baseline_is_made(path: str, folder: Path, pfglint: Run) -> None:
    (folder / "空").mkdir()
    (folder / "报送" / "坏.txt").write_bytes(b"\x00\x01")
    done = pfglint("baseline", path, "--baseline", "q.jsonl")
    assert done.returncode == 2
    assert "基线没有写。" in done.stderr
    assert not (folder / "q.jsonl").exists()


def test_a_path_that_leads_nowhere_leaves_the_baseline_as_it_is(known: Path, pfglint: Run) -> None:
    before = (known / BASELINE).read_bytes()
    assert pfglint("baseline", "报送", "报颂", "--accept-new").returncode == 2
    assert (known / BASELINE).read_bytes() == before


def test_a_file_that_cannot_be_read_is_told_and_nothing_of_it_is_recorded_or_lost(
    known: Path, pfglint: Run
) -> None:
    (known / "报送" / "乙.txt").write_bytes(b"\x00\x01")
    done = pfglint("baseline", "报送")
    assert done.returncode == 2
    assert "报送/乙.txt" in done.stdout
    assert "unreadable-file" in done.stdout
    assert [one["project"] for one in lines(known)[1:]] == ["乡镇图书室购书经费", OTHER]
    assert pfglint("报送").returncode == 2


def test_standard_input_has_the_baseline_of_the_working_folder(known: Path, pfglint: Run) -> None:
    assert found(pfglint, "-", stdin=form(**WRONG))[2] == 0
    assert found(pfglint, "-", stdin=form(project="新项目", **WRONG))[2] == 1


def test_it_stands_where_it_is_told_to_and_config_shows_it(folder: Path, pfglint: Run) -> None:
    (folder / "pfglint.yaml").write_text("baseline: 记录/基线.jsonl\n" + ALIKE, encoding="utf-8")
    done = pfglint("baseline", "报送")
    assert done.returncode == 2
    assert "记录/基线.jsonl 没有写：没有这个文件夹。" in done.stderr
    (folder / "记录").mkdir()
    assert pfglint("baseline", "报送").returncode == 0
    assert found(pfglint, "甲.txt", cwd=folder / "报送")[1]["baseline"] == 1
    assert "记录/基线.jsonl" in pfglint("config").stdout
    done = pfglint("baseline", ".", "--baseline", "另.jsonl")
    assert "在 pfglint.yaml 里写上 baseline: 另.jsonl" in done.stdout


def test_only_changed_forms_are_held_against_it(known: Path, pfglint: Run) -> None:
    import subprocess

    git = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], cwd=known, check=True)
    (known / "报送" / "甲.txt").write_text(form(**WRONG) + form(project=OTHER), encoding="utf-8")
    done = pfglint("报送", "--diff-against", "HEAD", "--strict-baseline", "--ignore", "PFG8", "-f", "concise")
    assert (done.returncode, done.stdout) == (0, "")


def test_what_forms_have_in_common_is_not_called_gone_where_the_other_was_not_read(
    known: Path, pfglint: Run
) -> None:
    (known / "pfglint.yaml").write_text(f"baseline: {BASELINE}\n", encoding="utf-8")
    assert pfglint("baseline", "报送", "--accept-new").returncode == 0
    assert any(one["rule"] == "copied-goal" for one in lines(known)[1:])
    for args in (("报送/甲.txt",), ("报送/乙.txt",), ("报送",)):
        _, summary, status = found(pfglint, *args, "--strict-baseline", "--fail-on", "warning")
        assert (summary["stale"], status) == (0, 0)
    before = lines(known)
    assert pfglint("baseline", "报送/甲.txt").returncode == 0
    assert pfglint("baseline", "报送/乙.txt").returncode == 0
    assert lines(known) == before


@pytest.mark.parametrize(
    "names",
    [("甲.txt", "乙.txt", "丙.txt"), ("1.txt", "2.txt", "3.txt"), ("3.txt", "1.txt", "2.txt")],
    ids=["as they were", "renamed", "in another order"],
)
def test_what_forms_have_in_common_is_known_whichever_comes_first(
    names: tuple[str, str, str], tmp_path: Path, pfglint: Run
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    texts = [form(project=project) for project in ("乡镇图书室购书经费", OTHER, "河道保洁")]
    for name, text in zip(("甲.txt", "乙.txt", "丙.txt"), texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "pfglint.yaml").write_text(
        f"baseline: {BASELINE}\nfail-on: info\nseverity: info\n", encoding="utf-8"
    )
    assert pfglint("baseline", "报送").returncode == 0
    assert {"copied-goal", "copied-indicators"} <= {one["rule"] for one in lines(tmp_path)[1:]}
    for path in folder.iterdir():
        path.unlink()
    for name, text in zip(names, texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    findings, summary, status = found(pfglint, "报送", "--strict-baseline")
    assert (findings, summary["stale"], status) == ([], 0, 0)
    one_file = "\n".join(reversed(texts))
    for path in folder.iterdir():
        path.unlink()
    (folder / "全部.txt").write_text(one_file, encoding="utf-8")
    findings, summary, status = found(pfglint, "报送", "--strict-baseline")
    assert (findings, summary["stale"], status) == ([], 0, 0)
    (folder / "又.txt").write_text(form(project="垃圾清运"), encoding="utf-8")
    findings, _, status = found(pfglint, "报送")
    assert (len([one for one in findings if one.endswith("copied-goal")]), status) == (1, 1)
