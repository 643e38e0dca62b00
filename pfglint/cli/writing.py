"""Files that commands write: wholly, or not at all with a sentence why."""

from __future__ import annotations

from pathlib import Path

import click

from pfglint.cli.language import say
from pfglint.mend.file import NotWrittenError, Original, create, replace
from pfglint.report.plain import printable


def put(path: Path, text: str, original: Original | None = None) -> None:
    """Write `text` to a file. original: what was read of it, in the place of which it comes, unless something else stands
    there by now; None for a file of our own, which may be overwritten."""
    try:
        if original is None:
            create(path, text.encode())
        else:
            replace(original, text.encode())
    except NotWrittenError as error:
        name, why = printable(str(path)), reason(error)
        raise click.ClickException(
            say(f"{name} 没有写：{why}。", f"{name} was not written: {why}.")
        ) from error


def reason(error: NotWrittenError) -> str:
    """Why a file was not written, for people."""
    from pfglint.cli.fix_text import NOT_WRITTEN

    return say(*NOT_WRITTEN[error.kind]).format(detail=error.detail)
