"""The ``pfglint`` command."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

BAD_INPUT = 2
INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command line; every way out of it ends in an exit status and at most one sentence."""
    # Forms are let go of one by one (see `rule.run`) and nothing else is made in bulk: looking for garbage in
    # circles would find none, and take a seventh of the time.
    gc.disable()
    try:
        status = _run()
    except KeyboardInterrupt:
        from pfglint.cli.language import say

        status = _last_words(say("已中断。", "Interrupted."), INTERRUPTED)
    except Exception as error:
        if os.environ.get("PFGLINT_DEBUG"):
            raise
        status = _last_words(_apology(error), BAD_INPUT)
    sys.exit(status)


def _run() -> int:
    import click

    from pfglint.cli.language import language, spoken
    from pfglint.cli.root import Interrupted, root
    from pfglint.cli.usage import usage

    language.set(spoken(sys.argv[1:], os.environ))
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = sys.stdout
    # Ended from outside, a run ends its workers first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    for stream in (sys.stdout, sys.stderr):
        # No console encoding (cp936, ASCII) may end a report: what it cannot show is escaped.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = root.main(prog_name="pfglint", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        return _last_words(usage(error), BAD_INPUT)
    except Interrupted as interrupted:
        raise KeyboardInterrupt from interrupted
    return status if isinstance(status, int) else 0


def _last_words(text: str, status: int) -> int:
    sys.stderr.write(f"pfglint: {text}\n")
    return status


def _apology(error: Exception) -> str:
    from pfglint.cli.language import say

    if isinstance(error, OSError) and error.filename is None:
        from pfglint.cli.writing import reason_of

        reason = reason_of(error)
        return say(f"写不出结果：{reason}。", f"cannot write the result: {reason}.")
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return say(
        f"程序自己出了错（{what}），请把这一行和所查的文件告诉维护者；设 PFGLINT_DEBUG=1 再运行可看到详情。",
        f"an error of its own ({what}); please report this line with the file. PFGLINT_DEBUG=1 shows more.",
    )
