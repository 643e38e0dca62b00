"""From paths to files: what is searched, what is read, and what is said of the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pfglint.config import Configs, Given
from pfglint.lint import check_file, check_files
from pfglint.rule.pack import load_builtin
from pfglint.source.files import find_files

GOOD = "项目名称\t河道保洁\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t保洁次数\t≥24(次)\n"


def test_folders_are_searched_for_text_files_in_order_and_each_file_is_named_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.tsv", "c.exe", ".hidden.txt", "deep/d.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    found = [Path(path).name for path in find_files([str(tmp_path), str(tmp_path / "deep" / ".." / "b.txt")])]
    assert found == ["a.tsv", "b.txt", "d.TXT"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    assert [Path(path).name for path in find_files([str(tmp_path)])] == ["a.txt"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [("", "unreadable-file"), ("x" * 5000, "unreadable-file"), ("no.txt", "unreadable-file")],
)
def test_a_path_that_names_nothing_is_a_finding(path: str, kind: str) -> None:
    result = check_file(path, load_builtin())
    assert ([item.name for item in result.findings], result.unreadable) == ([kind], True)


def test_a_nul_anywhere_makes_a_form_unreadable_and_never_formless(tmp_path: Path) -> None:
    text = GOOD.encode()
    for at in range(0, len(text) + 1, 7):
        path = tmp_path / "nul.txt"
        path.write_bytes(text[:at] + b"\0" + text[at:])
        assert [item.name for item in check_file(str(path), load_builtin()).findings] == [
            "unreadable-file"
        ], at


def test_several_processes_give_what_one_gives_in_the_same_order(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(GOOD.replace("24(次)", f"{number}"), encoding="utf-8")
    rules_of = Configs(Given()).rules
    one = list(check_files([str(tmp_path)], rules_of))
    assert list(check_files([str(tmp_path)], rules_of, jobs=2)) == one


def test_the_pack_that_newcomers_copy_from_holds() -> None:
    from pfglint.rule.examples import outcomes
    from pfglint.rule.pack import load

    pack = Path(__file__).parents[1] / "examples" / "rules" / "本单位.yaml"
    rules = load([pack])
    own = [rule for rule in rules if rule.code.startswith("OWN")]
    assert len(own) == 2
    assert [item for item in outcomes(rules, own) if not item.ok] == []
