"""How far a long check has come, on a terminal only."""

from __future__ import annotations

import sys
import threading
from types import TracebackType
from typing import TextIO

from pfglint.cli.language import say

_PATIENCE = 1.0
_PERIOD = 0.2
_BAR = 30


class Progress:
    """A line on standard error that appears after a second and leaves nothing behind.

    total: how many files there are; None where nobody is there to see it, and nothing is drawn.
    """

    def __init__(self, total: int | None) -> None:
        self.total = total
        self.done = 0
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._drawn = False
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Progress:
        if self.total is not None:
            self._thread = threading.Thread(target=self._draw_on, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self.clear()

    def step(self) -> None:
        """One more file is done; what is reported of it may be written once this has returned."""
        self.done += 1
        self.clear()

    def clear(self) -> None:
        """Take the line away."""
        with self._lock:
            if self._drawn:
                _write("\r\x1b[K")
            self._drawn = False

    def _draw_on(self) -> None:
        pause = _PATIENCE
        while not self._over.wait(pause):
            pause = _PERIOD
            with self._lock:
                if not self._over.is_set():
                    _write("\r\x1b[K" + self._line())
                    self._drawn = True

    def _line(self) -> str:
        total = self.total or 1
        full = min(_BAR * self.done // total, _BAR)
        return say("正在检查 ", "Checking ") + "━" * full + "─" * (_BAR - full) + f" {self.done}/{total}"


def watched(stream: TextIO | None = None) -> bool:
    """Whether a person sees what is written to standard error."""
    return (stream or sys.stderr).isatty()


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
