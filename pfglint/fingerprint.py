"""What makes a finding the same in another version of its file: a fingerprint of what was found, not of where.

It stays the same when other cells are edited, forms change places and files are renamed, and when the same thing is
written with other spaces, widths, operators or zeros (``≥ 90.00％`` is ``>=90%``). Two findings may share one: whoever
counts, counts how many there are. Of a group (forms with one goal) all but the first member are told of, whichever comes
first: these findings share the fingerprint of the group.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

from pfglint.finding import Finding

_GLYPHS = {ord(one): "≥" for one in "≧⩾"} | {ord(one): "≤" for one in "≦⩽"}
_GLYPHS |= {ord(one): '"' for one in "“”„‟"} | {ord(one): "'" for one in "‘’"}
_OPERATORS = (("≥", ">="), ("≤", "<="))
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ZEROS = re.compile(r"(?<=\d)(?:\.0+|(\.\d*?[1-9])0+)(?![\d.])")
_BETWEEN = "\x1f"


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """`text` as it counts for a fingerprint.

    Baselines are made of this: what it gives must not change, or `pfglint.baseline.VERSION` must.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_GLYPHS).casefold()
    tight = "".join(character for character in folded if character.isprintable() and not character.isspace())
    for sign, spelled in _OPERATORS:
        tight = tight.replace(spelled, sign)
    return _ZEROS.sub(lambda found: found[1] or "", _THOUSANDS.sub("", tight))


def fingerprint(finding: Finding) -> str:
    """The fingerprint of a finding: 16 hexadecimal digits."""
    return _digest((finding.name, *(finding.shared or (finding.project or "", *finding.about))))


def _digest(texts: Iterable[str]) -> str:
    data = _BETWEEN.join(map(plain, texts)).encode()
    return blake2b(data, digest_size=8).hexdigest()
