"""What a run shows of waivers: which are for nothing, and which have run out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from pfglint.source.document import Fact
from pfglint.waiver.model import Waiver, Waivers


@dataclass(slots=True)
class Use:
    """Counts what the waivers of one file were used for. used: by the number of the waiver."""

    waivers: Waivers
    today: date
    used: Counter[int] = field(default_factory=Counter)

    @property
    def some_unused(self) -> bool:
        """Whether one was for nothing, and still holds."""
        return any(True for _ in self._unused())

    def expired(self) -> Iterator[tuple[Waiver, Fact]]:
        """Those that have run out, with what is to be said."""
        for waiver in self.waivers.waivers:
            if waiver.until is not None and waiver.has_run_out(self.today):
                yield (
                    waiver,
                    Fact("waiver-expired", waiver.until.isoformat(), waiver.until_place, waiver.about),
                )

    def unused(self, in_force: Callable[[str], bool]) -> Iterator[tuple[Waiver, Fact]]:
        """Those that were for nothing, although the rule looked. in_force: whether a rule did, by its name."""
        for waiver in self._unused():
            if in_force(waiver.rule):
                yield waiver, Fact("waiver-unused", "", waiver.place, waiver.about)

    def _unused(self) -> Iterator[Waiver]:
        for number, waiver in enumerate(self.waivers.waivers):
            if not self.used[number] and not waiver.has_run_out(self.today):
                yield waiver
