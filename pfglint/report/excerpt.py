"""The part of a cell that a report shows: the culprit, and as much around it as there is room for."""

from __future__ import annotations

from dataclasses import dataclass

from pfglint.finding import Quote
from pfglint.report.plain import columns, printable, shorten, width

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One line of a cell.

    before, culprit, after: its three parts, an ellipsis wherever something was left out.
    """

    before: str
    culprit: str
    after: str

    @property
    def text(self) -> str:
        """The line."""
        return self.before + self.culprit + self.after

    @property
    def underline(self) -> str:
        """The line below it: carets under the culprit, two under a Chinese character."""
        return " " * columns(self.before) + "^" * max(columns(self.culprit), 1)


def excerpt(quote: Quote, room: int) -> Excerpt:
    """The excerpt of `quote` that fits into `room` columns."""
    text = printable(quote.text)
    start = min(max(quote.start, 0), len(text))
    end = min(max(quote.end, start), len(text))
    culprit = shorten(text[start:end], room - 2 * columns(ELLIPSIS))
    left, right = _around(text, start, end, room - columns(culprit))
    return Excerpt(
        before=(ELLIPSIS if left > 0 else "") + text[left:start],
        culprit=culprit,
        after=text[end:right] + (ELLIPSIS if right < len(text) else ""),
    )


def _around(text: str, start: int, end: int, room: int) -> tuple[int, int]:
    """How far the context reaches to both sides of text[start:end], in at most `room` columns.

    Both sides get the same room, and what one does not need goes to the other.
    """
    if columns(text[:start]) + columns(text[end:]) <= room:
        return 0, len(text)
    room -= 2 * columns(ELLIPSIS)
    left, right = start, end
    while True:
        before, after = columns(text[left:start]), columns(text[end:right])
        can_left = left > 0 and before + after + width(text[left - 1]) <= room
        can_right = right < len(text) and before + after + width(text[right]) <= room
        if can_left and (before <= after or not can_right):
            left -= 1
        elif can_right:
            right += 1
        else:
            return left, right
