"""``new-rule`` as users call it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ..conftest import Run

PACK = "本单位规则.yaml"


def test_a_new_rule_passes_its_test_right_away(pfglint: Run, tmp_path: Path) -> None:
    done = pfglint("new-rule", "long-training", "--title", "培训太长")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"新建了 {PACK}。{PACK}:")
    assert f"pfglint test {PACK} " in done.stdout
    done = pfglint("new-rule", "price-twice", "--group", "--lang", "en")
    assert done.stdout.startswith(f"{PACK}:")
    assert "has the rule OWN002 price-twice now." in done.stdout
    done = pfglint("test", PACK, "--mutate", "--at-least", "100")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("2 条规则，")


def test_what_is_refused_leaves_the_pack_as_it_is(pfglint: Run, tmp_path: Path) -> None:
    pfglint("new-rule", "long-training")
    before = (tmp_path / PACK).read_bytes()
    for args in (
        ("long-training",),
        ("percent-on-count",),
        ("Long",),
        ("other", "--code", "OWN001"),
        ("other", "--group", "--for", "form"),
        ("other", "--title", " "),
        ("other", "--for", "forms"),
    ):
        done = pfglint("new-rule", *args)
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert (tmp_path / PACK).read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {PACK, ".pfglint"}


def test_rules_of_the_configuration_are_not_doubled(pfglint: Run, tmp_path: Path) -> None:
    pfglint("new-rule", "long-training", "--pack", "甲.yaml")
    (tmp_path / "pfglint.yaml").write_text("packs: [甲.yaml]\n", encoding="utf-8")
    done = pfglint("new-rule", "long-training", "--pack", "乙.yaml")
    assert done.returncode == 2
    assert "甲.yaml:16" in done.stderr
    assert "OWN002 other" in pfglint("new-rule", "other", "--pack", "乙.yaml").stdout
    assert not pfglint("test", "甲.yaml", "乙.yaml").returncode


@pytest.mark.parametrize(
    ("pack", "said"),
    [
        ("包", "包 是文件夹，--pack 要一个文件。"),
        ("包.txt", "规则包的名字要以 .yaml 结尾，不是 包.txt。"),
        ("没有/包.yaml", "没有/包.yaml 没有写：没有这个文件夹。"),
        ("坏.yaml", "坏.yaml 不是 UTF-8 编码的文件。"),
    ],
)
def test_packs_that_cannot_be_written(pfglint: Run, tmp_path: Path, pack: str, said: str) -> None:
    (tmp_path / "包").mkdir()
    (tmp_path / "坏.yaml").write_bytes("规则".encode("gbk"))
    done = pfglint("new-rule", "long-training", "--pack", pack)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links and modes")
def test_a_link_stays_one_and_a_mode_is_kept(pfglint: Run, tmp_path: Path) -> None:
    pfglint("new-rule", "one", "--pack", "真.yaml")
    (tmp_path / "真.yaml").chmod(0o640)
    (tmp_path / "链.yaml").symlink_to("真.yaml")
    assert not pfglint("new-rule", "two", "--pack", "链.yaml").returncode
    assert (tmp_path / "链.yaml").is_symlink()
    assert "name: two" in (tmp_path / "真.yaml").read_text(encoding="utf-8")
    assert (tmp_path / "真.yaml").stat().st_mode & 0o777 == 0o640
