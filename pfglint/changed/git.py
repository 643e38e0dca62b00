"""What git knows: the repository of a file, what has changed in it since a revision, and what was there before."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

_SET_BY_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""What git tells its hooks about the repository they run in; the files' own is looked for instead."""


class GitError(Exception):
    """Git cannot answer.

    kind:   ``missing`` (git is not installed), ``repository`` (detail: the path that is in none),
            ``revision`` (there is none of that name), ``shallow`` (the same, where the history was cut off),
            ``refused`` (detail: what git says).
    """

    def __init__(self, kind: str, detail: str = "") -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail


def root_of(folder: str) -> str | None:
    """The root of the repository that a folder is in; None where it is in none."""
    above = os.path.realpath(folder)
    while not os.path.exists(os.path.join(above, ".git")):  # noqa: PTH110, PTH118 - a string stays one
        above, before = os.path.dirname(above), above  # noqa: PTH120
        if above == before:
            return None
    return above


def commit_of(root: str, revision: str) -> str:
    """The full name of a commit. Raises GitError."""
    done = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
    if done.returncode == 0:
        return done.stdout.decode().strip()
    if said := _last_line(done.stderr):
        raise GitError("refused", said)
    shallow = _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    raise GitError("shallow" if shallow else "revision", revision)


def changed_files(root: str, commit: str, files: Collection[str]) -> Mapping[str, str | None]:
    """The files of the working tree that differ from `commit`, each with the name it had there; None for a new one.

    files: those that are asked about; git may not know them yet. All names are relative to the root, with ``/``.
    Renames are followed. Raises GitError.
    """
    with tempfile.TemporaryDirectory(prefix="pfglint-") as folder:
        # Files that were never added take part in the search for renames; the user's own index is left alone.
        index = str(Path(folder, "index"))
        found = os.fsdecode(_asked(root, "rev-parse", "--git-path", "index").rstrip(b"\n"))
        own = Path(root, found)
        if own.exists():
            shutil.copy2(own, index)
        environ = {"GIT_INDEX_FILE": index}
        listed = b"\0".join(os.fsencode(name) for name in files)
        options = ("--pathspec-from-file=-", "--pathspec-file-nul")
        add = ("--literal-pathspecs", "add", "--intent-to-add", "--force", *options)
        _asked(root, *add, environ=environ, stdin=listed)
        _git(root, "update-index", "-q", "--refresh", environ=environ)
        diff = ("diff-index", "-z", "-M", "--name-status", "--ignore-submodules", commit, "--")
        return dict(_names(_asked(root, *diff, environ=environ)))


def _names(output: bytes) -> Iterator[tuple[str, str | None]]:
    """Names and old names from what ``--name-status -z`` gives."""
    words = iter(output.rstrip(b"\0").split(b"\0") if output else ())
    for status in words:
        name = os.fsdecode(next(words))
        if status[:1] in (b"R", b"C"):
            new = os.fsdecode(next(words))
            if status != b"R100":
                yield new, name
        elif status[:1] == b"A":
            yield name, None
        elif status[:1] != b"D":
            yield name, name


def write_old(root: str, commit: str, name: str, to: IO[bytes]) -> bool:
    """Write a file as it was into `to`, as a checkout would; False where git cannot give it."""
    return _git(root, "cat-file", "--filters", f"{commit}:{name}", stdout=to).returncode == 0


def _asked(root: str, *args: str, environ: Mapping[str, str] | None = None, stdin: bytes = b"") -> bytes:
    done = _git(root, *args, environ=environ, stdin=stdin)
    if done.returncode:
        raise GitError("refused", _last_line(done.stderr))
    return done.stdout


def _git(
    root: str,
    *args: str,
    environ: Mapping[str, str] | None = None,
    stdin: bytes = b"",
    stdout: IO[bytes] | int = subprocess.PIPE,
) -> subprocess.CompletedProcess[bytes]:
    inherited = {key: value for key, value in os.environ.items() if key not in _SET_BY_HOOKS}
    command: Sequence[str] = ("git", "-C", root, *args)
    try:
        return subprocess.run(  # noqa: S603 - git, with arguments that it cannot take for options
            command,
            input=stdin,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env={**inherited, "LC_ALL": "C", **(environ or {})},
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError("missing") from error


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else ""
