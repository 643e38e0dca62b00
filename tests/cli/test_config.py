"""Configurations as users meet them: ``check`` with one, and ``config``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..conftest import WRONG, Run, form


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "错.txt").write_text(form(**WRONG), encoding="utf-8")
    (tmp_path / "另.txt").write_text(form(**WRONG), encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "pfglint.yaml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_configuration_beside_the_forms_holds(jobs: str, folder: Path, pfglint: Run) -> None:
    write(
        folder,
        "ignore: [PFG8]\nper-path: {错.txt: {ignore: [percent-on-count]}}\n"
        "format: concise\nlang: en\nfail-on: warning\n",
    )
    done = pfglint(".", "-j", jobs)
    assert (done.returncode, done.stderr) == (1, "")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["另.txt"]
    assert "counts things" in done.stdout or "percent-on-count" in done.stdout


def test_the_command_line_beats_the_configuration(folder: Path, pfglint: Run) -> None:
    write(folder, "ignore: [PFG3]\nformat: json\nlang: en\n")
    assert pfglint(".").returncode == 0
    assert pfglint(".", "--no-config").returncode == 1
    assert (
        pfglint(".", "--select", "PFG301", "-f", "text", "--lang", "zh")
        .stdout.splitlines()[-1]
        .startswith("暂不能")
    )
    assert pfglint(".", env={"PFGLINT_LANG": "zh"}, stdin="").returncode == 0


def test_a_wrong_configuration_ends_the_run_before_any_report(folder: Path, pfglint: Run) -> None:
    write(folder, "formt: json\n")
    done = pfglint(".", "-f", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert "pfglint.yaml:1:1: 没有键“formt”，是“format”吗？" in done.stderr


def test_an_unknown_rule_on_the_command_line(folder: Path, pfglint: Run) -> None:
    done = pfglint(".", "--ignore", "percent-on-cuont")
    assert done.returncode == 2
    assert "没有规则“percent-on-cuont”，是“percent-on-count”吗？" in done.stderr


def test_config_says_where_each_value_comes_from(folder: Path, pfglint: Run) -> None:
    write(folder, "severity: info\nseverities:\n  PFG3: warning\n")
    text = pfglint("config", "错.txt", "--ignore", "PFG1").stdout
    lines = {line.split()[0]: line for line in text.splitlines() if line.startswith("  ")}
    assert "pfglint.yaml:1" in lines["severity"]
    assert "pfglint.yaml:2" in lines["severities"]
    assert "命令行" in lines["ignore"]
    assert "默认" in lines["fail-on"]
    found = json.loads(pfglint("config", "错.txt", "--ignore", "PFG1", "-f", "json").stdout)
    assert found["settings"]["severity"] == {
        "value": "info",
        "from": "file",
        "path": "pfglint.yaml",
        "line": 1,
    }
    assert found["settings"]["ignore"]["from"] == "command-line"
    assert {rule["severity"] for rule in found["rules"] if rule["code"].startswith("PFG3")} == {"warning"}
    assert not any(rule["code"].startswith("PFG1") for rule in found["rules"])


def test_config_without_one(folder: Path, pfglint: Run) -> None:
    assert "没有配置文件" in pfglint("config").stdout


SICHUAN = {"project": "51010025T000000000001-乡镇图书室购书经费"}


def test_the_report_says_by_whose_practice_a_form_was_checked(folder: Path, pfglint: Run) -> None:
    (folder / "川.txt").write_text(form(**SICHUAN), encoding="utf-8")
    assert "1 张按“四川省”的口径查：项目代码以51（四川）开头。" in pfglint("川.txt").stdout
    assert "口径" not in pfglint("另.txt").stdout
    assert "口径" not in pfglint("川.txt", "--profile", "national").stdout
    assert (
        "1 by the practice of Hunan: command line."
        in pfglint("川.txt", "--profile", "hunan", "--lang", "en").stdout
    )
    assert "按“四川省”的口径查：项目代码以51（四川）开头" in pfglint("forms", "川.txt").stdout


def test_a_profile_is_chosen_by_the_configuration(folder: Path, pfglint: Run) -> None:
    (folder / "临江.yaml").write_text(
        "title: 临江市\nsource: 布置会\ninherits: national\nseverities: {percent-on-count: info}\n",
        encoding="utf-8",
    )
    write(folder, "profile: 临江.yaml\nper-path: {另.txt: {profile: national}}\n")
    for jobs in ("1", "2"):
        found = json.loads(pfglint(".", "-f", "json", "--severity", "info", "-j", jobs).stdout)
        told = [
            (one["path"], one["severity"]) for one in found["findings"] if one["name"] == "percent-on-count"
        ]
        assert told == [("另.txt", "error"), ("错.txt", "info")]
    assert "1 张按“临江市”的口径查：pfglint.yaml:1。" in pfglint(".").stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("profile: sichaun\n", "pfglint.yaml:1:10: 没有口径“sichaun”，是“sichuan”吗？"),
        ("per-path: {a: {profile: hunna}}\n", "pfglint.yaml:1:25: 没有口径“hunna”，是“hunan”吗？"),
        ("profile: 坏.yaml\n", "坏.yaml:1:1: 缺少 source"),
    ],
)
def test_a_profile_that_is_wrong(text: str, said: str, folder: Path, pfglint: Run) -> None:
    (folder / "坏.yaml").write_text("title: 坏\n", encoding="utf-8")
    write(folder, text)
    done = pfglint(".")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_an_unknown_profile_on_the_command_line(folder: Path, pfglint: Run) -> None:
    done = pfglint(".", "--profile", "sichaun")
    assert (done.returncode, done.stderr) == (2, "pfglint: --profile: 没有口径“sichaun”，是“sichuan”吗？\n")


def test_rules_show_what_is_switched_off(folder: Path, pfglint: Run) -> None:
    write(folder, "ignore: [PFG1]\nseverities: {PFG301: info}\nrefine: [{rule: PFG301, unless: inferred}]\n")
    rules = {one["code"]: one for one in json.loads(pfglint("rules", "-f", "json").stdout)["rules"]}
    assert not rules["PFG101"]["on"]
    assert (rules["PFG301"]["on"], rules["PFG301"]["severity"]) == (True, "info")
    assert "关掉了" in pfglint("rules").stdout
    assert "这条规则在这里关掉了。" in pfglint("rule", "PFG101").stdout
    assert "unless" in pfglint("rule", "PFG301").stdout
    assert "这条规则在这里关掉了。" not in pfglint("rule", "PFG101", "--no-config").stdout


def test_profiles_are_listed_and_explained(folder: Path, pfglint: Run) -> None:
    listed = pfglint("profiles").stdout
    assert {"national", "shanghai-2025", "sichuan", "hunan", "hubei"} <= {
        line.split()[0] for line in listed.splitlines()
    }
    text = pfglint("profiles", "hunan").stdout
    for part in (
        "通行做法",
        "项目代码以43（湖南）开头",
        "产出指标: [数量指标, 质量指标, 时效指标, 成本指标]",
        "mixed-taxonomy",
    ):
        assert part in text
    (hunan,) = json.loads(pfglint("profiles", "hunan", "-f", "json", "--lang", "en").stdout)["profiles"]
    assert (hunan["title"], hunan["inherits"]) == ("Hunan", "national")
    assert hunan["changes"]["off"] == ["mixed-taxonomy", "missing-operator"]
    assert hunan["recognise"][0]["sign"] == "its project code begins with 43 (Hunan)"
    done = pfglint("profiles", "hunann")
    assert (done.returncode, "没有口径“hunann”，是“hunan”吗？" in done.stderr) == (2, True)


def test_config_of_a_file_says_which_profile_each_form_follows(folder: Path, pfglint: Run) -> None:
    (folder / "川.txt").write_text(form(**SICHUAN) + "\n" + form(), encoding="utf-8")
    assert "表 2  乡镇图书室购书经费  全国通行" in pfglint("config", "川.txt").stdout
    forms = json.loads(pfglint("config", "川.txt", "-f", "json").stdout)["forms"]
    assert [(one["number"], one["profile"]["name"]) for one in forms] == [(1, "sichuan"), (2, "national")]


def test_config_shows_every_kind_of_setting(folder: Path, pfglint: Run) -> None:
    write(
        folder,
        "severities: {PFG3: warning}\nconstants: {最少指标数: 6}\nwords: {计数词尾: [批数]}\n"
        "refine: [{rule: PFG301, unless: inferred, reason: 试点}]\nper-path: {旧/: {ignore: [PFG9]}}\n"
        "waivers: 豁免.yaml\njobs: auto\n",
    )
    text = pfglint("config").stdout
    for part in (
        "PFG3: warning",
        "最少指标数: 6",
        "计数词尾: [批数]",
        "{rule: percent-on-count, unless: inferred, reason: 试点}",
        "旧/: {ignore: [PFG9]}",
        "豁免.yaml",
        "auto",
    ):
        assert part in text


def test_config_shows_the_waivers_that_hold(folder: Path, pfglint: Run) -> None:
    (folder / "pfglint-waivers.yaml").write_text("", encoding="utf-8")
    below = folder / "报送"
    below.mkdir()

    def waivers(*args: str) -> dict[str, object]:
        found = json.loads(pfglint("config", *args, "-f", "json").stdout)
        setting: dict[str, object] = found["settings"]["waivers"]
        return setting

    assert waivers("报送") == {"value": "pfglint-waivers.yaml", "from": "found", "path": None, "line": None}
    assert "往上找到" in pfglint("config", "报送").stdout
    assert waivers("报送", "--no-config")["value"] is None
    write(folder, "waivers: 别的.yaml\n")
    assert waivers("报送") == {"value": "别的.yaml", "from": "file", "path": "pfglint.yaml", "line": 1}
