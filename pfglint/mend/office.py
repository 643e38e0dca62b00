"""What mending Word documents and workbooks have in common: a package, edited cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol, TypeAlias

from pfglint.finding import Place
from pfglint.mend.package import Package
from pfglint.mend.plan import Span, Spans
from pfglint.mend.written import RefusedError, Written
from pfglint.source.document import SourceError
from pfglint.source.limits import Limits


class Editor(Protocol):
    """Edits the cells of an open package."""

    def edit(self, place: Place, spans: Sequence[Span]) -> None:
        """Edit one cell. Raises RefusedError."""
        ...

    def finish(self) -> None:
        """Do what is to be done once, after all cells."""
        ...


Editing: TypeAlias = Callable[[Package, Collection[Place]], Editor]
"""Makes an editor of a package for the cells that will be edited."""


def write(data: bytes, spans: Spans, editing: Editing, limits: Limits | None) -> Written:
    """`data` with the spans put in; cells that cannot be edited are refused, or all where the file cannot be."""
    refused: dict[Place, str] = {}
    try:
        package = Package(data, limits)
        if package.is_signed:
            raise RefusedError("signed")
        making = editing(package, spans.keys())
        for place, wanted in spans.items():
            try:
                making.edit(place, wanted)
            except RefusedError as error:
                refused[place] = error.kind
        making.finish()
        return Written(package.written(), refused)
    except RefusedError as error:
        return Written(data, dict.fromkeys(spans, error.kind))
    except SourceError as error:
        kind = "large" if error.kind.startswith("limit") else error.kind
        return Written(data, dict.fromkeys(spans, kind if kind in ("large", "encoding") else "damaged"))
