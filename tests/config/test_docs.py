"""The documentation of configurations and profiles: complete, and its examples true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pfglint.config.model import KEYS
from pfglint.config.read import read_config
from pfglint.rule.keys import PACK, PROFILE
from pfglint.rule.model import RuleSet
from pfglint.rule.pack import load_builtin, read, read_builtin
from pfglint.rule.profile import load_builtin as profiles
from pfglint.rule.profile_reader import read as read_profiles
from pfglint.rule.shape import Either, Listed, Mapped, Shape, Table
from pfglint.rule.show import show_constant

DOCS = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"```yaml\n# (\S+)\n(.*?)```", re.DOTALL)
PAGES = {name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in ("configuration", "profiles")}
BLOCKS = [(name, text) for page in PAGES.values() for name, text in BLOCK.findall(page)]


@pytest.mark.parametrize(("name", "text"), BLOCKS, ids=[name for name, _ in BLOCKS])
def test_examples_are_true(name: str, text: str, tmp_path: Path) -> None:
    if name == "pfglint.yaml":
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert read_config(tmp_path / name).origins
    elif "title: 临江市" in text:
        assert read_profiles([(name, text.encode())], read_builtin(), profiles())
    else:
        base = load_builtin()
        assert isinstance(read([(name, text.encode())], base), RuleSet)


def test_every_key_and_every_constant_is_explained() -> None:
    page = PAGES["configuration"]
    assert [key for key in KEYS if f"| `{key}` |" not in page] == []
    for name, value in load_builtin().constants.items():
        assert f"| `{name}` | {show_constant(value)} |" in page
    assert [key for key in PROFILE.names if f"`{key}`" not in PAGES["profiles"]] == []


def test_every_key_of_a_pack_is_explained() -> None:
    pages = (
        PAGES["configuration"] + PAGES["profiles"] + (DOCS / "writing-rules.md").read_text(encoding="utf-8")
    )
    unknown = {name for name in names_in(PACK) if f"`{name}`" not in pages and f"{name}:" not in pages}
    assert unknown == set()


def names_in(shape: Shape) -> set[str]:
    """The keys of a shape and of all within it."""
    match shape:
        case Table():
            return {key.name for key in shape.keys}.union(*(names_in(key.shape) for key in shape.keys))
        case Mapped():
            return names_in(shape.value)
        case Listed():
            return names_in(shape.item)
        case Either():
            return names_in(shape.one) | names_in(shape.other)
    return set()


def test_every_profile_is_listed() -> None:
    assert [one.name for one in profiles() if f"| `{one.name}` |" not in PAGES["profiles"]] == []
