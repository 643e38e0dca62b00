"""HTML that was pasted into a text along with its words."""

from __future__ import annotations

import re

from pfglint.patterns import late

_TAG = late(
    r"</?(?:p|br|div|span|table|tbody|tr|td|th|font|b|i|u|em|strong|ul|ol|li|a|img|h[1-6]|sup|sub|o:p)\b[^<>]*>"
    r"|&(?:[a-z]{2,8}|#\d{1,5}|#x[0-9a-f]{1,4});",
    re.IGNORECASE,
)


def first_tag(text: str) -> str | None:
    """The first tag or entity in `text`; None for a text without any. A ``<`` before a number is an operator."""
    found = _TAG.search(text) if "<" in text or "&" in text else None
    return found[0] if found else None


def without_tags(text: str) -> str:
    """`text` without its tags, each entity as the character that it stands for."""
    import html

    bare = _TAG.sub(lambda found: html.unescape(found[0]) if found[0].startswith("&") else "", text)
    return " ".join(bare.split())
