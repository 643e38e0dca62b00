"""The forms of a run that have changed since a revision."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pfglint.changed.content import content_of
from pfglint.changed.git import GitError, changed_files, commit_of, root_of, write_old
from pfglint.form.labels import Vocabulary
from pfglint.form.model import Form
from pfglint.lint import read_forms
from pfglint.source.document import Fact
from pfglint.source.limits import Limits


@dataclass(frozen=True, slots=True)
class Old:
    """A file as it was. name: relative to the root of its repository; inside: where in an archive, if it is one."""

    root: str
    commit: str
    name: str
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Since:
    """What has changed since a revision. It can be sent to other processes.

    revision:  as it was asked for.
    files:     those that have changed, by their paths, in order, with what they were; None for a new one.
    unchanged: how many have not.
    """

    revision: str
    files: Mapping[str, Old | None]
    unchanged: int

    def known(self, path: str, words: Vocabulary | None, limits: Limits | None) -> Container[object]:
        """The forms and facts that the old version of a file had; none for a new file, and where it cannot be read."""
        old = self.files.get(path)
        if old is None:
            return Known(frozenset())
        with tempfile.TemporaryDirectory(prefix="pfglint-") as folder:
            copy = Path(folder, os.path.basename(old.name))  # noqa: PTH119 - names tell formats apart
            with copy.open("wb") as stream:
                if not write_old(old.root, old.commit, old.name, stream):
                    return Known(frozenset())
            where = f"{copy}/{old.inside}" if old.inside else str(copy)
            return Known(frozenset(map(content_of, read_forms(where, limits, words))))


@dataclass(frozen=True, slots=True)
class Known:
    """The contents of forms and facts."""

    contents: frozenset[bytes]

    def __contains__(self, item: object) -> bool:
        return isinstance(item, (Form, Fact)) and content_of(item) in self.contents


def changed_since(revision: str, paths: Iterable[str]) -> Since:
    """Which of some files have changed since a revision of their repositories, and what they were. Raises GitError.

    Folders, and files that are not there, count as new: reading them says what is the matter.
    """
    asked: dict[str, dict[str, str]] = {}  # by the root: paths and the names that git has for them
    order = list(paths)
    outside = set()
    for path in order:
        file = _file_of(path)
        if file is None and os.path.exists(path) and not os.path.isdir(path):  # noqa: PTH110, PTH112
            raise GitError("repository", path)  # a pipe, which can be read once only
        if file is None:
            outside.add(path)
            continue
        real = os.path.realpath(file)
        root = root_of(os.path.dirname(real))  # noqa: PTH120 - a string stays one
        if root is None:
            raise GitError("repository", path)
        asked.setdefault(root, {})[path] = os.path.relpath(real, root).replace(os.sep, "/")
    found: dict[str, Old | None] = {}
    for root, names in asked.items():
        commit = commit_of(root, revision)
        changed = changed_files(root, commit, dict.fromkeys(names.values()))
        found.update(_olds(root, commit, names, changed))
    files = {path: found.get(path) for path in order if path in found or path in outside}
    return Since(revision, files, len(order) - len(files))


def _olds(
    root: str, commit: str, names: Mapping[str, str], changed: Mapping[str, str | None]
) -> Iterator[tuple[str, Old | None]]:
    """The paths that have changed, with what they were."""
    for path, name in names.items():
        if name in changed:
            old = changed[name]
            file = _file_of(path) or path
            yield path, None if old is None else Old(root, commit, old, path[len(file) + 1 :])


def _file_of(path: str) -> str | None:
    """The file on the disk that a path leads to, which may go on inside of an archive; None where there is none."""
    file = path
    while file and not os.path.isfile(file):  # noqa: PTH113 - says no where Path raises
        if os.path.isdir(file):  # noqa: PTH112
            return None
        file = os.path.dirname(file)  # noqa: PTH120
    return file or None
