"""The pre-commit hook, run by pre-commit itself in a repository of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .conftest import ROOT, WRONG, form

SLOW = 600


def run(*args: str | Path, cwd: Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, args)),
        cwd=cwd,
        env=env,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=SLOW,
    )


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which neither the user's git settings nor their pre-commit cache play a part."""
    home = tmp_path_factory.mktemp("home")
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GIT_", "PRE_COMMIT", "PFGLINT"))
    }
    return kept | {
        "PRE_COMMIT_HOME": str(home / "cache"),
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.org",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org",
        "PYTHONUTF8": "1",
    }


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory, environ: dict[str, str]) -> tuple[Path, str]:
    """A repository with this checkout as its one commit, changes that are not committed yet included."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    repository = tmp_path_factory.mktemp("pfglint")
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT, env=environ)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (repository / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, repository / name)
    for command in (["init", "-q"], ["add", "-A", "-f"], ["commit", "-q", "--no-verify", "-m", "x"]):
        done = run("git", *command, cwd=repository, env=environ)
        assert done.returncode == 0, done.stderr
    return repository, run("git", "rev-parse", "HEAD", cwd=repository, env=environ).stdout.strip()


@pytest.fixture(scope="module")
def forms(
    tmp_path_factory: pytest.TempPathFactory, environ: dict[str, str], released: tuple[Path, str]
) -> Iterator[Path]:
    """A repository of forms with the hook installed."""
    repository = tmp_path_factory.mktemp("forms")
    run("git", "init", "-q", cwd=repository, env=environ)
    (repository / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {released[0].as_uri()}\n  rev: {released[1]}\n  hooks: [{{id: pfglint}}]\n",
        encoding="utf-8",
    )
    if run(sys.executable, "-m", "pre_commit", "--version", cwd=repository, env=environ).returncode:
        pytest.skip("pre-commit is not installed")
    done = run(sys.executable, "-m", "pre_commit", "install", "--install-hooks", cwd=repository, env=environ)
    if done.returncode:
        pytest.skip("pre-commit cannot install the hook's environment here: " + done.stdout[-300:])
    yield repository


def commit(repository: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    run("git", "add", "-A", cwd=repository, env=environ)
    return run("git", "commit", "-m", "x", cwd=repository, env=environ)


def test_a_defective_form_stops_the_commit_and_a_right_one_does_not(
    forms: Path, environ: dict[str, str]
) -> None:
    (forms / "README.md").write_text("=100.00(%)", encoding="utf-8")
    done = commit(forms, environ)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Skipped" in done.stdout + done.stderr

    (forms / "表.txt").write_text(form(**WRONG), encoding="utf-8")
    done = commit(forms, environ)
    assert done.returncode != 0
    assert "percent-on-count" in done.stdout + done.stderr
    assert "表.txt:14:" in done.stdout + done.stderr

    (forms / "表.txt").write_text(form(), encoding="utf-8")
    (forms / "说明.txt").write_text("这里没有申报表。\n", encoding="utf-8")
    done = commit(forms, environ)
    assert done.returncode == 0, done.stdout + done.stderr


def test_many_files_are_shared_among_processes(forms: Path, environ: dict[str, str]) -> None:
    folder = forms / "many"
    folder.mkdir()
    for number in range(120):
        wrong = WRONG if number == 77 else {}
        (folder / f"{number}.tsv").write_text(form(project=f"项目{number}", **wrong), encoding="utf-8")
    done = commit(forms, environ)
    assert done.returncode != 0
    assert (done.stdout + done.stderr).count("percent-on-count PFG") == 1
    assert "77.tsv:14:" in done.stdout + done.stderr
