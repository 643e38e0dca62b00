"""``pfglint check --diff-against REV`` in repositories made for it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..conftest import WRONG, Run, form
from ..formats import writers
from ..formats.writers import Grid

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

Git = Callable[..., str]
Names = list[tuple[str, int | None, str]]
ENVIRON = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Run git in the folder that pfglint is run in, which is a repository."""

    def run(*args: str, cwd: Path = tmp_path) -> str:
        environ = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | ENVIRON
        done = subprocess.run(
            ["git", *args], cwd=cwd, env=environ, check=True, capture_output=True, text=True, encoding="utf-8"
        )
        return done.stdout

    run("init", "-q", "-b", "main")
    return run


def commit(git: Git) -> None:
    git("add", "-A", "-f")
    git("commit", "-q", "--no-verify", "-m", "x")


def write(path: Path, *forms: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(forms), encoding="utf-8")


def grid(text: str) -> Grid:
    """A form's text as a grid."""
    title, year, *rows = (line.split("\t") for line in text.splitlines())
    width = max(map(len, rows))
    return Grid((title[0], year[0]), tuple((*row, *[""] * (width - len(row))) for row in rows))


def findings(pfglint: Run, *args: str) -> Names:
    """What is shown: file, form and rule of each finding of an error."""
    found = checked(pfglint, *args)["findings"]
    return [(one["path"], one["form"], one["name"]) for one in found if one["severity"] == "error"]


def checked(pfglint: Run, *args: str) -> Any:
    done = pfglint("check", ".", "--diff-against=HEAD", "-f", "json", *args)
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_only_forms_that_have_changed_are_told(tmp_path: Path, git: Git, pfglint: Run) -> None:
    old = form(project="甲", **WRONG)
    write(tmp_path / "表.txt", old, form(project="乙"), form(project="丙"))
    write(tmp_path / "旧.txt", old)
    commit(git)
    assert findings(pfglint) == []
    write(tmp_path / "表.txt", form(project="新"), old, form(project="乙", **WRONG), form(project="丙"))
    assert findings(pfglint) == [("表.txt", 3, "percent-on-count")]
    summary = checked(pfglint)["summary"]
    assert (summary["files"], summary["forms"], summary["error"]) == (1, 2, 1)


def test_the_exit_status_is_that_of_what_has_changed(tmp_path: Path, git: Git, pfglint: Run) -> None:
    write(tmp_path / "表.txt", form(**WRONG))
    commit(git)
    assert pfglint(".").returncode == 1
    done = pfglint(".", "--diff-against", "HEAD")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "没有改过的表"
    write(tmp_path / "表.txt", form(project="改过", **WRONG))
    done = pfglint(".", "--diff-against", "HEAD")
    assert done.returncode == 1
    assert "只看自 HEAD 以来改过的表" in done.stdout


def test_committed_staged_and_other_changes_all_count(tmp_path: Path, git: Git, pfglint: Run) -> None:
    for name in "甲乙丙丁":
        write(tmp_path / f"{name}.txt", form(project=name))
    commit(git)
    base = git("rev-parse", "HEAD").strip()
    write(tmp_path / "甲.txt", form(project="甲", **WRONG))
    commit(git)
    write(tmp_path / "乙.txt", form(project="乙", **WRONG))
    git("add", "-A")
    write(tmp_path / "丙.txt", form(project="丙", **WRONG))
    write(tmp_path / "戊.txt", form(project="戊", **WRONG))  # git has never heard of it
    done = pfglint(".", "--diff-against", base, "-f", "concise", "--severity", "error")
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        f"{name}.txt" for name in sorted("甲乙丙戊")
    ]
    assert git("status", "--porcelain", "-z").count("\0") == 3, "the user's index is as it was"


@pytest.mark.parametrize("staged", [True, False])
def test_a_file_that_was_renamed_is_followed(staged: bool, tmp_path: Path, git: Git, pfglint: Run) -> None:
    old = [form(project=f"项目{number}", **WRONG) for number in range(4)]
    write(tmp_path / "旧" / "表.txt", *old)
    commit(git)
    (tmp_path / "旧" / "表.txt").unlink()
    write(tmp_path / "新" / "送审.txt", *old, form(project="又一个", **WRONG))
    if staged:
        git("add", "-A")
    assert findings(pfglint) == [("新/送审.txt", 5, "percent-on-count")]


def test_a_duplicate_of_an_unchanged_form_is_told_at_the_changed_one_wherever_that_is(
    tmp_path: Path, git: Git, pfglint: Run
) -> None:
    write(tmp_path / "表.txt", form(project="甲"))
    commit(git)
    for forms, number in (("甲乙", 2), ("乙甲", 1)):
        write(tmp_path / "表.txt", *(form(project=name) for name in forms))
        found = checked(pfglint, "--select", "copied-goal")["findings"]
        assert [(one["form"], one["name"]) for one in found] == [(number, "copied-goal")]
        assert found[0]["related"]


def test_what_is_told_of_a_file_as_a_whole_is_told_when_it_is_new(
    tmp_path: Path, git: Git, pfglint: Run
) -> None:
    write(tmp_path / "说明.txt", "没有表\n")
    (tmp_path / "坏.txt").write_bytes(b"\x00\x01")
    commit(git)
    assert checked(pfglint)["findings"] == []
    write(tmp_path / "说明.txt", "还是没有表\n")
    write(tmp_path / "又.txt", "没有表\n")
    assert [(one["path"], one["name"]) for one in checked(pfglint)["findings"]] == [
        ("又.txt", "no-form-found")
    ]
    (tmp_path / "坏.txt").write_bytes(b"\x00\x02")
    assert pfglint(".", "--diff-against", "HEAD").returncode == 2


@pytest.mark.parametrize("name", ["表.docx", "表.xlsx"])
def test_office_files_are_read_as_they_were(name: str, tmp_path: Path, git: Git, pfglint: Run) -> None:
    def save(*forms: str) -> None:
        save_as = writers.docx if name.endswith("docx") else writers.xlsx
        (tmp_path / name).write_bytes(save_as([grid(text) for text in forms]))

    save(form(project="甲", **WRONG), form(project="乙"))
    commit(git)
    save(form(project="甲", **WRONG), form(project="乙", **WRONG))
    assert findings(pfglint) == [(name, 2, "percent-on-count")]


def test_files_in_archives_are_compared_with_themselves(tmp_path: Path, git: Git, pfglint: Run) -> None:
    def save(**members: str) -> None:
        with zipfile.ZipFile(tmp_path / "报送.zip", "w") as archive:
            for member, text in members.items():
                archive.writestr(f"二〇二五/{member}.txt", text)

    save(甲=form(project="甲", **WRONG), 乙=form(project="乙"))
    commit(git)
    save(甲=form(project="甲", **WRONG), 乙=form(project="乙", **WRONG), 丙=form(project="丙", **WRONG))
    assert sorted(findings(pfglint)) == [
        ("报送.zip/二〇二五/丙.txt", 1, "percent-on-count"),
        ("报送.zip/二〇二五/乙.txt", 1, "percent-on-count"),
    ]


def test_processes_and_statistics_go_with_it(tmp_path: Path, git: Git, pfglint: Run) -> None:
    for number in range(12):
        write(tmp_path / f"{number}.txt", form(project="甲", **WRONG), form(project=str(number)))
    commit(git)
    for number in range(12):
        write(tmp_path / f"{number}.txt", form(project="甲", **WRONG), form(project=f"改{number}", **WRONG))
    one = checked(pfglint)
    assert one["summary"]["error"] == 12
    assert checked(pfglint, "-j", "2") == one
    counted = checked(pfglint, "--statistics")
    assert [rule["count"] for rule in counted["rules"] if rule["severity"] == "error"] == [12]
    assert counted["departments"][0]["forms"] == 12


def test_a_repository_within_a_repository_is_asked_itself(tmp_path: Path, git: Git, pfglint: Run) -> None:
    inner = tmp_path / "内"
    inner.mkdir()
    git("init", "-q", cwd=inner)
    write(inner / "表.txt", form(project="甲", **WRONG))
    write(tmp_path / "表.txt", form(project="乙"))
    git("add", "-A", cwd=inner)
    git("commit", "-q", "-m", "x", cwd=inner)
    git("add", "表.txt")
    git("commit", "-q", "-m", "x")
    write(tmp_path / "表.txt", form(project="乙", **WRONG))
    assert findings(pfglint) == [("表.txt", 1, "percent-on-count")]


def test_in_a_hook_the_files_own_repository_is_meant(tmp_path: Path, git: Git, pfglint: Run) -> None:
    write(tmp_path / "表.txt", form(project="甲"))
    commit(git)
    write(tmp_path / "表.txt", form(project="甲", **WRONG))
    done = pfglint(
        ".", "--diff-against", "HEAD", env={"GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index"}
    )
    assert done.returncode == 1


def test_what_git_cannot_tell_is_one_sentence(tmp_path: Path, git: Git, pfglint: Run) -> None:
    write(tmp_path / "表.txt", form())
    for args, env, said in (
        (["表.txt", "--diff-against", "HEAD"], {}, "没有 HEAD 这个版本"),  # nothing was ever committed
        (["表.txt", "--diff-against", "--output=x"], {}, "没有 --output=x 这个版本"),
        (["-", "--diff-against", "HEAD"], {}, "标准输入"),
        (["表.txt", "--diff-against", "HEAD"], {"PATH": ""}, "git"),
        (["表.txt", "--diff-against", "HEAD", "--lang", "en"], {}, "knows no revision HEAD"),
    ):
        done = pfglint(*args, env=env)
        assert done.returncode == 2, args
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert done.stdout == ""


def test_no_repository_is_one_sentence(tmp_path: Path, pfglint: Run) -> None:
    write(tmp_path / "表.txt", form())
    done = pfglint("表.txt", "--diff-against", "HEAD")
    assert done.returncode == 2
    assert "表.txt 不在 git 仓库里" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_path_that_is_not_there_is_told_as_ever(tmp_path: Path, git: Git, pfglint: Run) -> None:
    write(tmp_path / "表.txt", form())
    commit(git)
    done = pfglint("没有.txt", "--diff-against", "HEAD")
    assert done.returncode == 2
    assert "没有.txt" in done.stdout


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_has_nothing_to_be_compared_with(tmp_path: Path, git: Git, pfglint: Run) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    done = pfglint("管道.txt", "--diff-against", "HEAD")
    assert done.returncode == 2
    assert "管道.txt" in done.stderr
