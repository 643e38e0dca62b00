"""Names of indicators (三级指标): what in them is numbering, a template's placeholder or a unit, and what is the name."""

from __future__ import annotations

from functools import lru_cache

from pfglint.form.labels import squeeze
from pfglint.patterns import late

_NUMBERING = late(
    r"^(?:[★☆*※●▲\-—]+|指标(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[:.、]|(?=[^\d年月日%])|$|(?=20\d\d年))"
    r"|\d{1,2}(?:、|\.(?!\d)|\)|:)|\(\d{1,2}\)|[①-⑳]|[(（]?[一二三四五六七八九十]{1,2}[)）、])"
)
_TEMPLATE = late(r"\((?:[≥≤><=〉《》≧≦]|>=|<=)*(?:\*+|[xX×]{2,}|_+)[^()]*\)|[≥≤><=≧≦]+\*+[^()*]{0,6}$")
_UNIT_IN_NAME = late(
    r"\((?:[≥≤><=〉≧≦]|>=|<=)*(?:\*+|[xX×]{2,}|_+)?(?P<unit>[^()*\d]{1,8})\)$|[≥≤><=≧≦]+\*+(?P<bare>[^()*]{1,6})$"
)
_INNER_SPACE = late(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


def numbering_length(text: str) -> int:
    """How many characters of `text` are numbering or ★ before a name."""
    half = text.replace("（", "(").replace("）", ")").replace("：", ":")
    at = 0
    while (found := _NUMBERING.match(half[at:].lstrip(" :、."))) and found.end():
        at += len(half[at:]) - len(half[at:].lstrip(" :、.")) + found.end()
    return at


@lru_cache(maxsize=8192)
def plain_name(text: str) -> str:
    """An indicator's name as rules see it: no white space between Chinese characters, no numbering, ★ or ``(≥**个)``."""
    name = _INNER_SPACE.sub("", text.replace("（", "(").replace("）", ")").replace("：", ":").strip())
    while (found := _NUMBERING.match(name)) and found.end():
        name = name[found.end() :].lstrip(" :、.")
    return _TEMPLATE.sub("", name).strip()


def unit_in_name(text: str) -> str | None:
    """The unit in the brackets at a name's end (``里程(公里)``, ``成活率(≥**%)``); None where there are none."""
    if text[-1:] not in (")", "）") and "*" not in text:
        return None
    found = _UNIT_IN_NAME.search(squeeze(text))
    return (found["unit"] or found["bare"]) if found else None


_OFFICE_CODE = late(r"^[\[\d\]]*[-—_ ]*")


def uncoded(office: str | None) -> str | None:
    """A department or a unit without the code before its name (``101-示范市财政局``); None for a blank."""
    return squeeze(_OFFICE_CODE.sub("", office)) or None if office else None


def tight(text: str) -> str:
    """`text` without the white space beside Chinese characters, which is the layout's."""
    return _INNER_SPACE.sub("", text.strip())
