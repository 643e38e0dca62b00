"""Packs that are installed: found by their entry point, used by name, with their profiles and labels."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from pfglint.config import Configs, Given
from pfglint.rule.pack import PackError, load
from tests.rule.build import RULE

from ..conftest import Run, form

RULES = "title: 临江规则\nen: {title: Rules of Linjiang}\nrules:" + RULE.format(
    n=1,
    subject="form",
    body="  when: project contains “图书”",
    message="{project}",
    english="{project}",
    more="",
)
PROFILE = """\
title: 临江市
en: {title: Linjiang}
source: 临江市财政局布置会
inherits: national
recognise:
  - {when: department_name starts with "临江", sign: 主管部门在临江, en: its department is in Linjiang}
labels: {fields: {project: [工程叫法]}}
severities: {rule-1: warning}
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed distributions with one that offers a pack, and one whose pack is broken."""
    site = tmp_path / "site"
    for name, text in {
        "linjiang_rules/__init__.py": "",
        "linjiang_rules/规则.yaml": RULES,
        "linjiang_rules/profiles/linjiang.yaml": PROFILE,
        "linjiang_rules-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: linjiang-rules\nVersion: 1.0\n",
        "linjiang_rules-1.0.dist-info/entry_points.txt": "[pfglint.packs]\nlinjiang = linjiang_rules\n",
        "broken-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n",
        "broken-1.0.dist-info/entry_points.txt": "[pfglint.packs]\nbroken = no_such_package\n",
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    yield site
    for name in [name for name in sys.modules if name.startswith("linjiang")]:
        del sys.modules[name]


def test_a_pack_is_used_by_its_name(site: Path) -> None:
    rule = load(["linjiang"]).find("rule-1")
    assert rule is not None
    assert rule.path == "linjiang/规则.yaml"


def test_its_profiles_come_with_it(site: Path) -> None:
    configs = Configs(Given(isolated=True, packs=("linjiang",)))
    rules = configs.rules("-")
    assert "linjiang" in {one.profile.name for one in rules.variants if one.profile}
    assert rules.labels == ({"fields": {"project": ["工程叫法"]}},)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "linjian",
            "there is no rule pack “linjian”, neither a file nor an installed one; did you mean “linjiang”?",
        ),
        (
            "broken",
            "the pack “broken” is broken: cannot import no_such_package (No module named 'no_such_package')",
        ),
    ],
)
def test_what_cannot_be_used(name: str, said: str, site: Path) -> None:
    with pytest.raises(PackError) as caught:
        load([name])
    assert [one.said.en for one in caught.value.problems] == [said]


def test_a_path_comes_before_an_installed_name(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "linjiang").mkdir()
    (tmp_path / "linjiang" / "a.yaml").write_text(RULES.replace("rule-1", "mine"), encoding="utf-8")
    assert load(["linjiang"]).find("mine") is not None


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_in_a_configuration(site: Path, tmp_path: Path, pfglint: Run, jobs: str) -> None:
    (tmp_path / "pfglint.yaml").write_text("packs: [linjiang]\nignore: [PFG8]\n", encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(form().replace("项目名称", "工程叫法"), encoding="utf-8")
    env = {"PYTHONPATH": str(site)}
    found = json.loads(pfglint("a.txt", "b.txt", "-f", "json", "-j", jobs, env=env).stdout)
    assert [(one["path"], one["name"], one["severity"]) for one in found["findings"]] == [
        ("a.txt", "rule-1", "warning"),
        ("b.txt", "rule-1", "warning"),
    ]
    assert "2 张按“临江市”的口径查：主管部门在临江。" in pfglint("a.txt", "b.txt", env=env).stdout
    (one,) = json.loads(pfglint("forms", "a.txt", "-f", "json", env=env).stdout)["files"][0]["forms"]
    assert one["profile"] == {"name": "linjiang", "title": "临江市", "reason": "主管部门在临江"}
