"""``pfglint init`` as users call it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from pfglint.baseline.model import NAME
from pfglint.config.configs import Configs, Given
from pfglint.config.find import WAIVERS
from pfglint.config.model import KEYS
from pfglint.config.read import read_config
from pfglint.config.starter import hook_entry, starter
from pfglint.source.files import SUFFIXES

from ..conftest import ROOT, WRONG, Run, form

LINE = "# yaml-language-server: $schema=.pfglint/config.json\n"


def uncommented() -> str:
    """The starter with everything set."""
    return re.sub(r"^#(?=[^ #])|^#(?=  )", "", starter(), flags=re.MULTILINE)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_the_starter_has_every_key_and_sets_none() -> None:
    assert yaml.safe_load(starter()) is None
    assert set(yaml.safe_load(uncommented())) == set(KEYS)


def test_the_starter_loads_strictly_as_it_is_and_with_everything_set(tmp_path: Path) -> None:
    path = tmp_path / "pfglint.yaml"
    path.write_text(starter(), encoding="utf-8")
    assert not read_config(path).origins
    shutil.copy(ROOT / "examples" / "rules" / "本单位.yaml", tmp_path / "本单位规则.yaml")
    path.write_text(uncommented(), encoding="utf-8")
    assert set(read_config(path).origins) == set(KEYS)
    assert len(Configs(Given(config=str(path))).rules(str(tmp_path / "旧表" / "甲.txt"))) > 10


def test_each_key_of_the_starter_is_accepted_on_its_own(tmp_path: Path) -> None:
    shutil.copy(ROOT / "examples" / "rules" / "本单位.yaml", tmp_path / "本单位规则.yaml")
    path = tmp_path / "pfglint.yaml"
    items = re.findall(r"^#(?=[^ #\n]).*\n(?:#  .*\n)*", starter(), flags=re.MULTILINE)
    assert len(items) == len(KEYS)
    for item in items:
        set_alone = re.sub(r"^#", "", item, flags=re.MULTILINE)
        path.write_text(starter().replace(item, set_alone), encoding="utf-8")
        (key,) = read_config(path).origins
        assert set_alone.startswith(f"{key}:")


def test_the_starter_calls_the_baseline_and_the_waivers_as_the_commands_do() -> None:
    said = yaml.safe_load(uncommented())
    assert (said["baseline"], said["waivers"]) == (NAME, WAIVERS[0])


def test_defaults_that_the_starter_names_are_the_defaults() -> None:
    config = Configs(Given(isolated=True)).common(["."])
    said = yaml.safe_load(uncommented())
    for key in ("profile", "format", "lang"):
        assert said[key] == getattr(config, key)
    assert said["severity"] == config.severity.label
    assert said["fail-on"] == config.fail_on.label


def test_it_writes_the_configuration_and_the_hook_and_says_what_next(repository: Path, pfglint: Run) -> None:
    done = pfglint("init")
    assert (done.returncode, done.stderr) == (0, "")
    assert (repository / "pfglint.yaml").read_text(encoding="utf-8") == LINE + starter()
    (hook,) = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    assert hook["hooks"][0]["entry"] == "pfglint check"
    for said in ("pfglint.yaml", ".pre-commit-config.yaml", "pfglint config", "pre-commit install"):
        assert said in done.stdout
    (repository / "表.txt").write_text(form(**WRONG), encoding="utf-8")
    assert pfglint(".").returncode == 1
    english = pfglint("init", "--lang", "en")
    assert "already" in english.stdout


def test_what_is_there_is_left_alone(repository: Path, pfglint: Run) -> None:
    own = "repos:\n- repo: https://example.org/x\n  rev: v1\n  hooks: [{id: x}]   # 我的\n"
    (repository / "pfglint.yaml").write_text("jobs: 2\n", encoding="utf-8")
    (repository / ".pre-commit-config.yaml").write_text(own, encoding="utf-8")
    done = pfglint("init")
    assert done.returncode == 2
    assert "--force" in done.stdout
    assert hook_entry() in done.stdout
    assert (repository / "pfglint.yaml").read_text(encoding="utf-8") == "jobs: 2\n"
    done = pfglint("init", "--force")
    assert done.returncode == 0
    assert (repository / "pfglint.yaml").read_text(encoding="utf-8") == LINE + starter()
    assert (repository / ".pre-commit-config.yaml").read_text(encoding="utf-8") == own
    (repository / ".pre-commit-config.yaml").write_text(own + hook_entry(), encoding="utf-8")
    assert "已有 pfglint" in pfglint("init", "--force").stdout


@pytest.mark.parametrize(
    ("name", "text"), [("pyproject.toml", "[tool.pfglint]\njobs = 2\n"), ("pfglint.yml", "jobs: 2\n")]
)
def test_a_configuration_of_another_name_is_not_hidden_by_a_new_one(
    name: str, text: str, repository: Path, pfglint: Run
) -> None:
    (repository / name).write_text(text, encoding="utf-8")
    done = pfglint("init", "--force")
    assert done.returncode == 2
    assert name in done.stdout
    assert not (repository / "pfglint.yaml").exists()


def test_in_a_folder_of_a_repository_the_hook_looks_at_that_folder(repository: Path, pfglint: Run) -> None:
    (repository / "报送 2025").mkdir()
    (repository / "pfglint.yaml").write_text("jobs: 2\n", encoding="utf-8")
    done = pfglint("init", "报送 2025")
    assert done.returncode == 0
    assert "不再是 pfglint.yaml" in done.stdout
    (hook,) = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    files = re.compile(hook["hooks"][0]["files"])
    assert files.search("报送 2025/甲/表.DOCX")
    assert not files.search("别处/表.docx")


def test_without_a_repository_there_is_no_hook(tmp_path: Path, pfglint: Run) -> None:
    done = pfglint("init")
    assert done.returncode == 0
    assert "不是 git 仓库" in done.stdout
    assert not (tmp_path / ".pre-commit-config.yaml").exists()


def test_a_folder_that_is_not_there_is_one_sentence(pfglint: Run) -> None:
    done = pfglint("init", "没有")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_the_hook_looks_at_what_the_published_one_does() -> None:
    (published,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    ours = yaml.safe_load(hook_entry())[0]["hooks"][0]
    for suffix in SUFFIXES:
        name = f"甲/表{suffix}"
        assert bool(re.search(ours["files"], name)) == bool(re.search(published["files"], name)), suffix
    assert ours["name"] == published["name"]
