"""The files that a pack is made of: on disk, or in a distribution that is installed.

A distribution offers packs by an entry point, whose value is the package that the YAML files are in::

    [project.entry-points."pfglint.packs"]
    linjiang = "linjiang_rules"

A folder's profiles stand in its folder ``profiles``.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from pfglint.rule.problem import PackError, Problem, Said, did_you_mean

GROUP = "pfglint.packs"
"""The group of the entry points."""
PROFILES = "profiles"
_SUFFIXES = (".yaml", ".yml")


class PackFiles(NamedTuple):
    """Files with their paths as people know them, and their contents."""

    rules: tuple[tuple[str, bytes], ...]
    profiles: tuple[tuple[str, bytes], ...] = ()


def files_of(pack: str) -> PackFiles:
    """The files of a pack: a path of a file or a folder, or the name of an installed one.

    Raises PackError where there is none, and OSError where one cannot be read.
    """
    path = Path(pack)
    if path.is_dir():
        return _in_folder(path, pack)
    if path.exists():
        return PackFiles(((pack, path.read_bytes()),))
    folder = _installed().get(pack)
    if folder is not None:
        return _in_package(folder, pack)
    if os.sep in pack or pack.endswith(_SUFFIXES):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), pack)
    hint = did_you_mean(pack, [*_installed(), *(one.name for one in Path().glob("*.y*ml"))])
    raise _wrong(
        pack,
        f"没有规则包“{pack}”：既没有这个文件，也没有安装这个名字的规则包{hint.zh}",
        f"there is no rule pack “{pack}”, neither a file nor an installed one{hint.en}",
    )


def is_pack(pack: str) -> bool:
    """Whether there is a pack of that path or name."""
    return Path(pack).exists() or pack in _installed()


def installed() -> Iterable[str]:
    """The names of the packs that are installed."""
    return _installed().keys()


def _installed() -> dict[str, str]:
    """The packages of the installed packs, by their names."""
    from importlib.metadata import entry_points

    return {point.name: point.module for point in entry_points(group=GROUP)}


def _in_package(package: str, pack: str) -> PackFiles:
    from importlib.resources import files

    try:
        return _in_folder(files(package), pack)
    except ImportError as error:
        raise _wrong(
            pack,
            f"规则包“{pack}”装坏了：导入不了 {package}（{error}）",
            f"the pack “{pack}” is broken: cannot import {package} ({error})",
        ) from error


def _in_folder(folder: Traversable, shown: str) -> PackFiles:
    rules = _yaml_files(folder, shown)
    profiles = _yaml_files(folder / PROFILES, f"{shown}/{PROFILES}") if (folder / PROFILES).is_dir() else ()
    if not rules and not profiles:
        raise _wrong(shown, "文件夹里没有规则包（.yaml）", "the folder holds no rule pack (.yaml)")
    return PackFiles(rules, profiles)


def _yaml_files(folder: Traversable, shown: str) -> tuple[tuple[str, bytes], ...]:
    found = [item for item in folder.iterdir() if item.name.endswith(_SUFFIXES) and item.is_file()]
    return tuple(
        (os.path.join(shown, item.name), item.read_bytes())  # noqa: PTH118 - of a text that need not be a path
        for item in sorted(found, key=lambda item: item.name)
    )


def _wrong(pack: str, zh: str, en: str) -> PackError:
    return PackError([Problem(pack, 0, 0, 0, Said(zh, en))])
