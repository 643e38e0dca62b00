"""Days as people write them in forms."""

from __future__ import annotations

import datetime
from functools import lru_cache

from pfglint.form.labels import squeeze
from pfglint.patterns import late

_DAY = late(
    r"(?P<y>\d{4})(?:年|[-/.])(?P<m>\d{1,2})(?:(?:月|[-/.])(?:(?P<d>\d{1,2})[日号]?)?)?(?:\d{1,2}:\d{2}(?::\d{2})?)?"
)
_TAIL = late(r"(?:之?前|止|起|[底末])$|T\d\d:\d\d(?::\d\d)?$")
_PACKED = late(r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)?")
_YEAR = late(r"(?P<y>(?:19|20)\d\d)年?")


@lru_cache(maxsize=1024)
def day(text: str, last: bool = False) -> datetime.date | None:
    """The day that `text` names: 2026/1/1, 2023.07, 202001, 2024年1月1日. None where it names none, or an impossible one.

    last: take the last day of a month or year that is named without a day, not the first.
    """
    tight = _tidy(text)
    found = _DAY.fullmatch(tight) or _PACKED.fullmatch(tight) or _YEAR.fullmatch(tight)
    if found is None:
        return None
    parts = found.groupdict()
    year, month = int(parts["y"]), int(parts.get("m") or (12 if last else 1))
    try:
        if parts.get("d"):
            return datetime.date(year, month, int(parts["d"]))
        first = datetime.date(year, month, 1)
    except ValueError:
        return None
    if not last:
        return first
    return (first.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)


def _tidy(text: str) -> str:
    """`text` without white space and without what may stand behind a day, with one kind of dash."""
    return _TAIL.sub("", squeeze(text).replace("—", "-").replace("–", "-"))


def looks_like_day(text: str) -> bool:
    """Whether `text` has the shape of a day, possible or not (2025-13-40 has)."""
    tight = _tidy(text)
    return bool(_DAY.fullmatch(tight) or _PACKED.fullmatch(tight))
