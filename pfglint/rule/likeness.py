"""How like two texts are, what differs, and by which marks the texts of a crowd find those that they may be like."""

from __future__ import annotations

import zlib
from struct import pack

from pfglint.patterns import late

_SHINGLE = 3
"""Characters that are compared together."""
_BANDS, _ROWS = 6, 4
"""Of two texts that have nine in ten shingles in common, one mark at least is the same in 999 of 1000 cases; of two that
have six in ten, in 6 of 10."""
_SEED = 20250101
_NUMBER = late(r"[0-9０-９][0-9０-９.,，．]*")
_LONGEST = 4000
"""Characters of a text that are compared."""


def marks(text: str) -> tuple[int, ...]:
    """The marks (of 32 bits) of a text without white space: two texts that share one may be alike. Numbers do not count.

    They are the same in every process: MinHash with fixed seeds.
    """
    from rensa import RMinHash

    masked = _NUMBER.sub("0", text[:_LONGEST])
    sketch = RMinHash(_BANDS * _ROWS, _SEED)
    sketch.update([masked[at : at + _SHINGLE] for at in range(max(1, len(masked) - _SHINGLE + 1))])
    digest = sketch.digest()
    return tuple(
        zlib.crc32(pack(f"<{_ROWS}I", *digest[at : at + _ROWS]), at) for at in range(0, len(digest), _ROWS)
    )


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, in their order: from 0 to 1."""
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one[:_LONGEST], other[:_LONGEST])


def differing(text: str, other: str) -> tuple[str, ...]:
    """The parts of `text` that `other` has not; whole words and numbers, as far as characters tell."""
    from rapidfuzz.distance import Indel

    text, other = text[:_LONGEST], other[:_LONGEST]
    parts: list[list[int]] = []
    for code in Indel.opcodes(other, text):
        if code.tag != "insert":
            continue
        start, end = _whole(text, code.dest_start, code.dest_end)
        if parts and start - parts[-1][1] <= _GAP and not _STOP.search(text[parts[-1][1] : start]):
            parts[-1][1] = max(end, parts[-1][1])
        else:
            parts.append([start, end])
    found = (_EDGE.sub("", text[start:end]) for start, end in parts)
    return tuple(dict.fromkeys(part for part in found if part))


_GAP = 3
"""Parts so near each other are one."""
_STOP = late(r"[，,。；;！!]")
_EDGE = late(r"^[，,。；;！!、：:]+|[，,。；;！!、：:]+$")
_NUMERAL = late(r"[0-9０-９.．]")


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A part with the rest of a number that it begins or ends in."""
    while 0 < start < len(text) and _NUMERAL.match(text[start]) and _NUMERAL.match(text[start - 1]):
        start -= 1
    while 0 < end < len(text) and _NUMERAL.match(text[end - 1]) and _NUMERAL.match(text[end]):
        end += 1
    return start, end
