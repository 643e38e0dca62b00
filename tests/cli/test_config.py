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
        "per-path: {错.txt: {ignore: [percent-on-count]}}\nformat: concise\nlang: en\nfail-on: warning\n",
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
