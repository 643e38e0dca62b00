"""Where a configuration stands, and a file of waivers: upward from a form, to the root of its repository."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

NAMES = ("pfglint.yaml", "pfglint.yml")
"""The files that are a configuration and nothing else."""
WAIVERS = ("pfglint-waivers.yaml", "pfglint-waivers.yml")
"""The files of waivers that are found without a configuration that names them."""
SCHEMAS = ".pfglint"
"""The folder of the schemas that editors look into."""
PYPROJECT = "pyproject.toml"
TABLE = b"[tool.pfglint"
"""How a table of ours begins in a pyproject.toml."""
ROOTS = (".git", ".hg", ".svn")
"""What only the root of a repository has."""


def find(folder: Path) -> Path | None:
    """The configuration that holds for what is in `folder`, an absolute path; None where there is none."""
    return _upward(folder, here)


def find_waivers(folder: Path) -> Path | None:
    """The file of waivers that holds for what is in `folder`, in the same way."""
    return _upward(folder, lambda above: _named(above, WAIVERS))


def schemas_folder(folder: Path) -> Path:
    """The folder with the schemas by which editors complete the files in `folder`, an absolute path: the nearest one
    upward; where there is none yet, at the root of the repository, or beside the files."""
    found = _upward(folder, lambda above: path if (path := above / SCHEMAS).is_dir() else None)
    return found or (_upward(folder, lambda above: above if _is_root(above) else None) or folder) / SCHEMAS


def _upward(folder: Path, look: Callable[[Path], Path | None]) -> Path | None:
    for above in (folder, *folder.parents):
        try:
            found = look(above)
            if found is not None or _is_root(above):
                return found
        except OSError:  # a folder that may not be looked into
            continue
    return None


def _is_root(folder: Path) -> bool:
    return any((folder / root).exists() for root in ROOTS)


def _named(folder: Path, names: Iterable[str]) -> Path | None:
    return next((path for name in names if (path := folder / name).is_file()), None)


def here(folder: Path) -> Path | None:
    """The configuration that stands in `folder` itself; None where it has none."""
    if (found := _named(folder, NAMES)) is not None:
        return found
    path = folder / PYPROJECT
    return path if path.is_file() and TABLE in path.read_bytes() else None


def folder_of(path: str) -> Path:
    """The folder to search from for `path`, itself where it is one; the working folder for standard input."""
    try:
        given = Path(path)
        return (given if path != "-" and given.is_dir() else given.parent).resolve()
    except (OSError, ValueError):  # a path that can name nothing
        return Path.cwd()


def common_folder(paths: Iterable[str]) -> Path:
    """The folder that all `paths` are in."""
    folders = [folder_of(path) for path in paths] or [Path.cwd()]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # on two drives
        return folders[0]
