"""Which configuration holds for which file, and which rules."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from pfglint.config import ConfigError, Configs, Given
from pfglint.finding import Severity
from pfglint.rule.pack import load_builtin

ALL = {rule.name for rule in load_builtin()}
UNITS = {rule.name for rule in load_builtin() if rule.code.startswith("PFG3")}


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a configuration, a folder with one of its own, and a folder that is a repository."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "pfglint.yaml": "select: [PFG3]\nper-path: {旧表/: {ignore: [percent-on-count]}, '*.tsv': {severities: {PFG3: info}}}",
        "市局/pyproject.toml": '[tool.pfglint]\nignore = ["PFG3"]',
        "市局/科室/pyproject.toml": "[tool.ruff]",
        "仓库/.git/HEAD": "",
        "旧表/说明.txt": "",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def names(path: str, **given: object) -> set[str]:
    return {rule.name for rule in Configs(Given(**given)).rules(path)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "on"),
    [
        ("a.txt", UNITS),
        ("-", UNITS),
        ("没有/a.txt", UNITS),
        ("旧表/a.txt", UNITS - {"percent-on-count"}),
        ("旧表/深/a.txt", UNITS - {"percent-on-count"}),
        ("市局/a.txt", ALL - UNITS),
        ("市局/科室/a.txt", ALL - UNITS),
        ("仓库/a.txt", ALL),
        ("仓库/..", UNITS),
        ("x" * 5000, UNITS),
    ],
)
def test_the_nearest_configuration_holds(path: str, on: set[str], tree: Path) -> None:
    assert names(path) == on


def test_severities_by_path(tree: Path) -> None:
    configs = Configs(Given())
    for path, severity in (("深/a.tsv", Severity.INFO), ("a.txt", Severity.ERROR)):
        rule = configs.rules(path).find("percent-on-count")
        assert rule is not None
        assert rule.severity is severity


def test_what_concerns_the_run_comes_from_above_all_its_paths(tree: Path) -> None:
    configs = Configs(Given())
    assert configs.common(["市局/a.txt", "市局/科室/"]).path == str(tree / "市局" / "pyproject.toml")
    assert configs.common(["市局/a.txt", "a.txt"]).path == str(tree / "pfglint.yaml")
    assert configs.common(["仓库"]).path is None


@pytest.mark.parametrize(
    ("given", "on"),
    [
        ({"isolated": True}, ALL),
        ({"config": "市局/pyproject.toml"}, ALL - UNITS),
        ({"select": ("PFG1",)}, {rule.name for rule in load_builtin() if rule.code.startswith("PFG1")}),
        ({"ignore": ("PFG301",)}, UNITS - {"percent-on-count"}),
        ({"select": ("percent-on-count", "pfg1"), "ignore": ("PFG1", "PFG3")}, {"percent-on-count"}),
        ({"ignore": ("ALL",)}, set()),
    ],
)
def test_the_command_line_beats_the_configuration(given: dict[str, object], on: set[str], tree: Path) -> None:
    assert names("a.txt", **given) == on


def test_a_rule_named_outright_is_on_whatever_the_configuration_says(tree: Path) -> None:
    assert names("旧表/a.txt", select=("percent-on-count",)) == {"percent-on-count"}
    assert names("旧表/a.txt", select=("PFG30",)) == {
        name
        for name in UNITS - {"percent-on-count"}
        if name in {r.name for r in load_builtin() if r.code < "PFG310"}
    }


def test_a_configuration_that_is_not_there_is_an_error(tree: Path) -> None:
    with pytest.raises(ConfigError):
        Configs(Given(config="没有.yaml")).common(["."])


def test_another_process_makes_the_same_of_it(tree: Path) -> None:
    configs = Configs(Given(select=("PFG1",)))
    again = pickle.loads(pickle.dumps(configs))
    for path in ("a.txt", "旧表/a.txt", "市局/a.txt"):
        assert [rule.name for rule in again.rules(path)] == [rule.name for rule in configs.rules(path)]


def test_two_files_alike_share_their_rules(tree: Path) -> None:
    configs = Configs(Given())
    assert configs.rules("a.txt") is configs.rules("深/b.txt")
