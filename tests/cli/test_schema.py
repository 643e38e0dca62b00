"""``pfglint schema`` as users call it."""

from __future__ import annotations

import json
from pathlib import Path

from pfglint import resources

from ..conftest import Run


def test_it_lists_what_there_is_and_prints_each(pfglint: Run) -> None:
    listed = pfglint("schema")
    assert listed.returncode == 0
    names = [line.split()[0] for line in listed.stdout.splitlines()]
    assert names == [name.removesuffix(".json") for name in resources.names("schemas", ".json")]
    for name in names:
        done = pfglint("schema", name)
        assert json.loads(done.stdout)["$id"] == f"urn:pfglint:{name}"
    assert "a rule pack" in pfglint("schema", "--lang", "en").stdout


def test_it_writes_one_to_a_file(pfglint: Run, tmp_path: Path) -> None:
    done = pfglint("schema", "pack", "-o", "pack.json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "pack.json").read_bytes() == resources.read("schemas", "pack.json")
    for args, said in (
        (("pack", "-o", "没有/pack.json"), "没有/pack.json 没有写：没有这个文件夹"),
        (("-o", "x.json"), "-o 要写明是哪一个格式"),
    ):
        done = pfglint("schema", *args)
        assert done.returncode == 2
        assert said in done.stderr


def test_one_that_is_not_there_is_told_with_the_nearest(pfglint: Run) -> None:
    done = pfglint("schema", "profil")
    assert done.returncode == 2
    assert "profile" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_in_an_encoding_without_chinese_it_is_json_still(pfglint: Run) -> None:
    done = pfglint("schema", "pack", env={"PYTHONIOENCODING": "ascii"})
    assert json.loads(done.stdout)["title"].startswith("规则包")
