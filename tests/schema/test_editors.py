"""Editors with the YAML language server complete our files: each names its schema, where that program finds it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pfglint import resources

from ..conftest import ROOT, WRONG, Run, form
from .yaml12 import load

LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")
"""What the language server looks for; the path is relative to the file."""
KINDS = {"rules": "pack", "rules/profiles": "profile", "examples/rules": "pack"}
CARRIED = [path for folder in KINDS for path in sorted((ROOT / folder).glob("*.yaml"))]


def schema_of(path: Path) -> Path:
    """The schema that a file names, at its head and once."""
    head, *rest = path.read_text(encoding="utf-8").splitlines()
    found = LINE.fullmatch(head)
    assert found is not None, f"{path} begins with: {head}"
    assert not [line for line in rest if LINE.match(line)]
    return path.parent / found[1]


def wrong_in(path: Path) -> list[str]:
    """What of a file is not as the schema says that it names."""
    schema: Any = json.loads(schema_of(path).read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    return [
        f"{error.json_path}: {error.message[:200]}"
        for error in validator.iter_errors(load(path.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize("path", CARRIED, ids=lambda path: path.name)
def test_each_file_that_is_carried_names_its_schema_and_agrees_with_it(path: Path) -> None:
    kind = "words" if path.name == "words.yaml" else KINDS[path.parent.relative_to(ROOT).as_posix()]
    assert schema_of(path).resolve() == ROOT / "pfglint" / "schemas" / f"{kind}.json"
    assert wrong_in(path) == []


WRITTEN = [
    ("config", "pfglint.yaml", ["init"]),
    ("pack", "本单位规则.yaml", ["new-rule", "long-training"]),
    ("waivers", "pfglint-waivers.yaml", ["waive", "PFG301", "--project", "乡镇图书室", "--reason", "按比例"]),
]


@pytest.mark.parametrize(("kind", "name", "args"), WRITTEN, ids=[kind for kind, *_ in WRITTEN])
@pytest.mark.parametrize(
    ("made", "at"),
    [
        ((), ".pfglint"),
        ((".git",), ".pfglint"),
        (("../.git",), "../.pfglint"),
        (("../.pfglint",), "../.pfglint"),
    ],
)
def test_what_a_command_writes_names_a_schema_that_it_writes_too(
    kind: str, name: str, args: list[str], made: tuple[str, ...], at: str, tmp_path: Path, pfglint: Run
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    for other in made:
        (folder / other).mkdir()
    done = pfglint(*args, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert schema_of(folder / name) == folder / at / f"{kind}.json"
    assert schema_of(folder / name).read_bytes() == resources.read("schemas", f"{kind}.json")
    assert wrong_in(folder / name) == []


def test_a_schema_of_an_older_version_is_renewed_and_others_are_left_alone(
    tmp_path: Path, pfglint: Run
) -> None:
    (tmp_path / ".pfglint").mkdir()
    (tmp_path / ".pfglint" / "pack.json").write_text("{}", encoding="utf-8")
    (tmp_path / ".pfglint" / "config.json").write_text("{}", encoding="utf-8")
    assert ".pfglint/pack.json" in pfglint("new-rule", "one").stdout
    assert (tmp_path / ".pfglint" / "pack.json").read_bytes() == resources.read("schemas", "pack.json")
    assert (tmp_path / ".pfglint" / "config.json").read_text(encoding="utf-8") == "{}"
    assert ".pfglint" not in pfglint("new-rule", "two", "--pack", "另一个.yaml").stdout
    assert (tmp_path / "另一个.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: ")


def test_files_that_are_there_get_no_line(tmp_path: Path, pfglint: Run) -> None:
    (tmp_path / "包.yaml").write_text("title: 包\nen: {title: Pack}\n", encoding="utf-8")
    (tmp_path / "pfglint-waivers.yaml").write_text("# 我们的\n", encoding="utf-8")
    assert not pfglint("new-rule", "one", "--pack", "包.yaml").returncode
    assert not pfglint(*WRITTEN[2][2]).returncode
    for name in ("包.yaml", "pfglint-waivers.yaml"):
        assert "yaml-language-server" not in (tmp_path / name).read_text(encoding="utf-8")
    assert not (tmp_path / ".pfglint").exists()


def test_schemas_beside_forms_are_no_forms(tmp_path: Path, pfglint: Run) -> None:
    (tmp_path / "表.txt").write_text(form(**WRONG), encoding="utf-8")
    pfglint("init")
    pfglint("new-rule", "one", "--pack", "规则/包.yaml")
    assert "查了 1 个文件" in pfglint(".").stdout


def test_where_the_schema_cannot_be_written_that_is_said(tmp_path: Path, pfglint: Run) -> None:
    (tmp_path / ".pfglint").write_text("在用", encoding="utf-8")
    done = pfglint("new-rule", "one")
    assert done.returncode == 2
    assert ".pfglint/pack.json 没有写" in done.stderr
    assert done.stderr.count("\n") == 1
