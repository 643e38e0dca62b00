"""Whatever pfglint writes as JSON is as its schema says, to the last key."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from handbook.schemas import OUTPUTS
from pfglint import resources

from ..conftest import ROOT, WRONG, Run, form

EXAMPLES = ROOT / "examples"
FORMATS = ROOT / "tests" / "formats" / "libreoffice"
LAYOUTS = ROOT / "tests" / "form"
VALUES = ["≤550.00(元/人·天)", "90%-95%", "约90%", "较上年增长10%以上", "减少", "2025年12月31日前", "3季度"]
VALUES += ["9个行业大类和9项指标", "持续提升", "", "≥90(某)", "≥", "不低于去年", "（（", "=1,00"]

CALLS: list[tuple[str, list[str | Path]]] = [
    ("findings", ["check", EXAMPLES, "--severity", "info"]),
    ("findings", ["check", EXAMPLES, "--severity", "info", "--lang", "en"]),
    ("findings", ["check", FORMATS, "--severity", "info"]),
    ("findings", ["check", "对.txt", "没有.txt"]),
    ("findings", ["check", "表", "--severity", "info"]),
    ("statistics", ["check", EXAMPLES, "没有.txt", "--statistics"]),
    ("statistics", ["check", EXAMPLES, "--statistics", "--severity", "info"]),
    ("statistics", ["check", "对.txt", "--statistics"]),
    ("forms", ["forms", EXAMPLES]),
    ("forms", ["forms", FORMATS, LAYOUTS, "没有.txt"]),
    ("values", ["value", "--", *VALUES]),
    ("query", ["query", "unit is ratio", EXAMPLES, "--show", "number,value"]),
    ("query", ["query", "funding.annual_total > 1(万元)", EXAMPLES, "--for", "form"]),
    ("query", ["query", "text is known", EXAMPLES, "--for", "field"]),
    ("query", ["query", "text is known", EXAMPLES, "--for", "cell"]),
    ("query", ["query", "noun is known", EXAMPLES, "--for", "promise"]),
    ("query", ["query", "kind is known", "没有.txt", FORMATS, "--for", "fact"]),
    ("query", ["query", "value > 5(人)", EXAMPLES, "--unknown"]),
    ("compare", ["compare", "去年.txt", "对.txt"]),
    ("compare", ["compare", EXAMPLES / "right", EXAMPLES]),
    ("rules", ["rules"]),
    ("rules", ["rules", "--ignore", "PFG3", "--lang", "en"]),
    ("fields", ["fields"]),
    ("profiles", ["profiles"]),
    ("profiles", ["profiles", "sichuan", "--lang", "en"]),
    ("config-output", ["config"]),
    ("config-output", ["config", "对.txt", "--no-config"]),
    ("config-output", ["config", "对.txt", "--select", "PFG3", "--profile", "sichuan"]),
    ("test", ["test", EXAMPLES / "rules" / "本单位.yaml"]),
    ("test", ["test", "坏.yaml"]),
    ("test", ["test", EXAMPLES / "rules" / "本单位.yaml", "--mutate", "-j", "1"]),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files with all that there is to be told of: waivers, a configuration with every key, an example that is not as it says."""
    (tmp_path / "对.txt").write_text(form(), encoding="utf-8")
    (tmp_path / "去年.txt").write_text(
        form().replace("2025", "2024").replace("≥90.00(%)", "≥85.00(%)"), encoding="utf-8"
    )
    (tmp_path / "表").mkdir()
    (tmp_path / "表" / "错.txt").write_text(form(**WRONG), encoding="utf-8")
    (tmp_path / "表" / "pfglint-waivers.yaml").write_text(
        "- {rule: percent-on-count, project: 乡镇图书室购书经费, reason: 按比例下达}\n"
        "- {rule: percent-on-count, project: 没有, reason: 没有}\n",
        encoding="utf-8",
    )
    (tmp_path / "pfglint.yaml").write_text(
        "ignore: [PFG9]\nseverities: {vague-goal: info}\nconstants: {最低目标: 50(%)}\nwords: {计数词尾: [批数]}\n"
        "per-path: {/旧/: {ignore: [PFG3], profile: national}}\nlimits: {size: 20}\nexclude: ['*.bak']\n"
        "refine:\n- {rule: percent-on-count, unless: 'name contains \"抽检\"', reason: 按比例}\n"
        "- {rule: no-cost-indicator, severity-when: [{when: funding.annual_total < 5(万元), severity: info}]}\n",
        encoding="utf-8",
    )
    text = (EXAMPLES / "rules" / "本单位.yaml").read_text(encoding="utf-8")
    (tmp_path / "坏.yaml").write_text(text.replace("≤600(元/人·天)", "≤500(元/人·天)"), encoding="utf-8")
    return tmp_path


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(resources.read("schemas", f"{name}.json")))


def wrong_in(name: str, data: Any) -> list[str]:
    """What of some data is not as the schema says."""
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(data)]


def written(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("name", "args"), CALLS, ids=[" ".join(map(str, args))[-60:] for _, args in CALLS])
def test_what_is_written_is_as_the_schema_says(
    name: str, args: list[str | Path], folder: Path, pfglint: Run
) -> None:
    command, *rest = args
    assert wrong_in(name, written(pfglint(command, "-f", "json", *rest))) == []


def test_real_documents_are_written_as_the_schema_says(corpus: Path, pfglint: Run) -> None:
    for name, command in (("findings", "check"), ("forms", "forms")):
        files = [corpus / "hrss-2025.txt", corpus / "layouts"]
        assert wrong_in(name, written(pfglint(command, "-f", "json", *files))) == []


def test_every_output_that_there_is_has_a_schema_and_a_call() -> None:
    ids = set()
    for path in sorted((ROOT / "pfglint").rglob("*.py")):
        ids.update(re.findall(r'"schema": "(pfglint/[a-z]+/\d+)"', path.read_text(encoding="utf-8")))
    found = {
        schema["$defs"][schema["$ref"].rpartition("/")[2]]["properties"]["schema"]["enum"][0]
        for schema in (json.loads(resources.read("schemas", f"{name}.json")) for name in OUTPUTS)
    }
    assert found >= ids
    assert {name for name, _ in CALLS} == set(OUTPUTS)


@pytest.mark.parametrize(("name", "args"), dict(CALLS).items(), ids=lambda one: str(one)[:20])
def test_the_schema_takes_nothing_else(name: str, args: list[str | Path], folder: Path, pfglint: Run) -> None:
    command, *rest = args
    data = written(pfglint(command, "-f", "json", *rest))
    assert not validator(name).is_valid({**data, "more": 1})
    for key in data:
        if key != "forms" or name != "config-output":
            assert not validator(name).is_valid({other: data[other] for other in data if other != key}), key
            assert not validator(name).is_valid({**data, key: 5}), key
