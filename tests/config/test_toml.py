"""TOML as nodes with places: the same data as Python's own reader gives, and each node at its text."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pfglint.config.toml import table
from pfglint.rule.nodes import YamlFile

TEXTS = [
    "",
    'a = 1\nb = "x"\nc.d = true\n',
    "a = [1, [2, 3], { b = 'c' }]\n",
    "a = \"\"\"\nlong \"\" text \\\n  goes on\"\"\"\nb = '''\n'raw' ''''\n",
    'a = "quote \\" and \\\\"\nb = "\\u8868"\n',
    "[a]\nb = 1.5\n[a.c]\nd = 1979-05-27 07:32:00Z # time\n[e]\nf = -3\n",
    "[[a]]\nb = 1\n[[a]]\nb = 2\n[[a.c]]\nd = 3\n[a.e]\nf = 4\n",
    "[ a . 'b c' ]\n\"d\" . e = 0xFF\n",
    "a = [\n  1, # one\n\n  2,\n]\r\nb = +1e3\r\n",
    "a = {}\nb = []\nc = inf\nd = 1_000\n",
]


def plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return node.value


def as_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: as_text(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_text(item) for item in data]
    return str(data).lower() if isinstance(data, bool) else str(data)


def read(text: str) -> yaml.MappingNode:
    found = table(YamlFile("x.toml", text), ())
    assert found is not None
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_data_as_the_standard_reader(text: str) -> None:
    assert plain(read(text)) == as_text(tomllib.loads(text))


def test_each_scalar_stands_where_it_is_written() -> None:
    text = "[a.b]\nc = [1, 'x']  # note\nd.e = true\n"
    for key, value in _leaves(read(text)):
        for node in (key, value):
            assert text[node.start_mark.index : node.end_mark.index].strip("'") == node.value
            assert (
                text.splitlines()[node.start_mark.line][node.start_mark.column :]
                .strip("'")
                .startswith(node.value)
            )


def _leaves(node: yaml.MappingNode) -> list[tuple[yaml.ScalarNode, yaml.ScalarNode]]:
    found = []
    for key, value in node.value:
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for item in items:
            found += _leaves(item) if isinstance(item, yaml.MappingNode) else [(key, item)]
    return found


def test_only_the_wanted_table_is_given() -> None:
    text = "[tool.a]\nx = 1\n[tool.b]\nx = 2\n"
    found = table(YamlFile("x.toml", text), ("tool", "b"))
    assert found is not None
    assert plain(found) == {"x": "2"}


@given(st.text("[]{}=.,\"'#\n x1a\\", max_size=40))
def test_whatever_python_takes_for_toml_is_read(text: str) -> None:
    file = YamlFile("x.toml", text)
    found = table(file, ())
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert (found, len(file.problems)) == (None, 1)
    else:
        assert found is not None
        assert plain(found) == as_text(data)
