"""The data that pfglint carries (grammars, units, labels, rule packs), and what was computed from it beforehand.

The same from a checkout, a wheel and an sdist: everything is a resource of the packages ``pfglint.grammar``,
``pfglint.rules`` and ``pfglint.prebuilt``.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from functools import cache
from importlib import import_module
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lark import Lark


def read(package: str, name: str) -> bytes:
    """The resource `name` of ``pfglint.<package>``. Raises FileNotFoundError where there is none."""
    found = get_data(f"pfglint.{package}", name)
    if found is None:  # a package without files
        raise FileNotFoundError(name)
    return found


def names(package: str, suffix: str) -> list[str]:
    """The names of the resources of ``pfglint.<package>`` that end with `suffix`, sorted."""
    folder = import_module(f"pfglint.{package}").__path__[0]
    if os.path.isdir(folder):  # noqa: PTH112 - imports nothing
        listed = os.listdir(folder)  # noqa: PTH208
    else:  # in an archive
        from importlib.resources import files

        listed = [item.name for item in files(f"pfglint.{package}").iterdir()]
    return sorted(name for name in listed if name.endswith(suffix))


def digest(*parts: bytes) -> str:
    """A checksum of all parts, by which a prebuilt result is known to belong to its source.

    It tells an old source from a new one and guards against nothing else: both come from the same package.
    """
    return "-".join(f"{zlib.crc32(part):08x}.{len(part)}" for part in parts)


def prebuilt(name: str, source: str) -> Any | None:
    """The content of ``pfglint/prebuilt/<name>.json``, or None where it was made from other data than `source`.

    source: the digest that the content must have been made from.
    """
    try:
        found = json.loads(read("prebuilt", f"{name}.json"), object_hook=_numbered)
    except (FileNotFoundError, ValueError):
        return None
    return found["content"] if found["source"] == source else None


def prebuilt_text(content: Any, source: str) -> str:
    """What belongs into ``pfglint/prebuilt/<name>.json``: the inverse of `prebuilt`."""
    return json.dumps({"source": source, "content": content}, ensure_ascii=False, sort_keys=True) + "\n"


def words(name: str) -> Any:
    """What ``grammar/<name>.yaml`` says, by what was prebuilt of it where that is up to date."""
    source = read("grammar", f"{name}.yaml")
    found = prebuilt(name, digest(source))
    return _yaml(source) if found is None else found


def words_text(name: str) -> str:
    """What belongs into ``pfglint/prebuilt/<name>.json`` for it."""
    source = read("grammar", f"{name}.yaml")
    return prebuilt_text(_yaml(source), digest(source))


def _yaml(source: bytes) -> Any:
    import yaml

    return yaml.safe_load(source)


@cache
def grammar_digest(name: str) -> str:
    """The digest that the tables of ``grammar/<name>.lark`` are stored under: its text, Lark's version, our format."""
    import lark

    return digest(read("grammar", f"{name}.lark"), lark.__version__.encode(), b"format 2")


def grammar(name: str, start: tuple[str, ...], transformer: Any = None) -> Lark:
    """The LALR parser of ``grammar/<name>.lark``, from its prebuilt tables where they are up to date.

    transformer: given to Lark, so that values are built while parsing, without a tree.
    """
    from lark import Lark

    from pfglint.lexer import LazyLexer

    plugins = {"ContextualLexer": LazyLexer}
    tables = prebuilt(f"{name}.lark", grammar_digest(name))
    if tables is not None:
        parser: Lark = Lark.__new__(Lark)
        return parser._load(tables, transformer=transformer, _plugins=plugins)
    text = read("grammar", f"{name}.lark").decode()
    return Lark(
        text,
        parser="lalr",
        start=list(start),
        transformer=transformer,
        propagate_positions=False,
        _plugins=plugins,
    )


def grammar_tables(name: str, start: tuple[str, ...]) -> Any:
    """What `grammar` finds prebuilt: Lark's own tables as plain JSON data."""
    from lark import Lark
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    text = read("grammar", f"{name}.lark").decode()
    parser = Lark(text, parser="lalr", start=list(start), propagate_positions=False)
    data, memo = parser.memo_serialize([TerminalDef, Rule])
    return _plain({"data": data, "memo": memo})


def grammar_text(name: str, start: tuple[str, ...]) -> str:
    """What belongs into ``pfglint/prebuilt/<name>.lark.json``.

    Where the file is up to date it is kept: Lark's tables are in another order each time, and mean the same.
    """
    source = grammar_digest(name)
    with suppress(FileNotFoundError, ValueError):
        carried = read("prebuilt", f"{name}.lark.json").decode()
        if json.loads(carried)["source"] == source:
            return carried
    return prebuilt_text(grammar_tables(name, start), source)


def _plain(data: Any) -> Any:
    """JSON has no sets."""
    if isinstance(data, dict):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(item) for item in data]
    return sorted(data) if isinstance(data, (set, frozenset)) else data


def _numbered(data: dict[str, Any]) -> dict[Any, Any]:
    """JSON has only words for keys, Lark's tables have numbers."""
    if next(iter(data), "").isdecimal():
        return {int(key): value for key, value in data.items()}
    return data
