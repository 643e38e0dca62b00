"""How much of one file is read: whoever sends a file decides its size, and nobody need wait or run out of memory for it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import NamedTuple

from pfglint.source.document import SourceError


class Limits(NamedTuple):
    """The most that is read of one file; text that is read a line at a time needs none of them.

    size:    megabytes, unpacked. What has to be in memory as a whole may have an eighth of it.
    cells:   cells that have text.
    pages:   pages of a PDF.
    seconds: of reading, a conversion included.
    """

    size: int = 256
    cells: int = 2_000_000
    pages: int = 5_000
    seconds: int = 300


@dataclass(slots=True)
class Meter:
    """What reading one file has used up of its limits. Each method raises SourceError ``limit-…`` past one."""

    limits: Limits = field(default_factory=Limits)
    _size: int = 0
    _cells: int = 0
    _begun: float = field(default_factory=time.monotonic)

    def take(self, size: int) -> None:
        """Count bytes, as they are unpacked."""
        self._size += size
        if self._size > self.limits.size << 20:
            raise SourceError("limit-size", f"{self.limits.size:,}")

    @property
    def most_held(self) -> int:
        """How many bytes may be held in memory as a whole."""
        return self.limits.size << 17

    def hold(self, size: int) -> None:
        """See that what is held in memory as a whole is not too large."""
        if size > self.most_held:
            raise SourceError("limit-size", f"{self.limits.size / 8:,g}")

    def cells(self, number: int) -> None:
        """Count cells that have text, and look at the clock."""
        self._cells += number
        if self._cells > self.limits.cells:
            raise SourceError("limit-cells", f"{self.limits.cells:,}")
        self.tick()

    def page(self, number: int) -> None:
        """See whether a page, counted from 1, is still to be read."""
        if number > self.limits.pages:
            raise SourceError("limit-pages", f"{self.limits.pages:,}")
        self.tick()

    def tick(self) -> None:
        """Look at the clock."""
        if self.left() <= 0:
            raise SourceError("limit-seconds", f"{self.limits.seconds:,}")

    def left(self) -> float:
        """How many seconds are left."""
        return self._begun + self.limits.seconds - time.monotonic()
