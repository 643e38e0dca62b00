"""``--diff-against``: only what has changed since a revision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pfglint.cli.language import say

if TYPE_CHECKING:
    from pfglint.changed.since import Since

Wrapped = TypeVar("Wrapped", bound=Callable[..., Any])

_WHY = {
    "missing": (
        "--diff-against 要用 git，这里没有装。",
        "--diff-against needs git, which is not installed here.",
    ),
    "repository": (
        "--diff-against 没有可比的：{detail} 不在 git 仓库里。",
        "--diff-against has nothing to compare with: {detail} is in no git repository.",
    ),
    "revision": ("--diff-against 没有 {detail} 这个版本。", "--diff-against knows no revision {detail}."),
    "shallow": (
        "--diff-against 没有 {detail} 这个版本：仓库只取了最近的历史，先运行 git fetch --unshallow。",
        "--diff-against knows no revision {detail}: this is a shallow clone; run git fetch --unshallow first.",
    ),
    "refused": (
        "--diff-against 没能比较，git 说：{detail}。",
        "--diff-against cannot compare; git says: {detail}.",
    ),
}


def diff_option(command: Wrapped) -> Wrapped:
    """``--diff-against``."""
    return click.option(
        "--diff-against",
        metavar="REV",
        help="只看自这个 git 版本以来改过的表 Only forms changed since",
    )(command)


def changed_since(revision: str, files: Iterable[str]) -> Since:
    """Those of the files that have changed since a revision. Raises click.ClickException where git cannot tell."""
    from pfglint.changed.git import GitError
    from pfglint.changed.since import changed_since
    from pfglint.report.plain import printable
    from pfglint.source.files import STDIN

    listed = list(files)
    if STDIN in listed:
        raise click.UsageError(
            say(
                "--diff-against 不能用于标准输入：它没有旧版本可比。",
                "--diff-against cannot be used for standard input, which has no older version.",
            )
        )
    try:
        return changed_since(revision, listed)
    except GitError as error:
        zh, en = (text.format(detail=printable(error.detail)) for text in _WHY[error.kind])
        raise click.ClickException(say(zh, en)) from error
