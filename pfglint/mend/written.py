"""What a format's writer gives back, and why it leaves a cell as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pfglint.finding import Place


class Written(NamedTuple):
    """A file's content with the edits made. refused: the lines and cells left as they were, and the kind of reason.

    Kinds: ``moved`` (something else stands there), ``encoding``, ``layout`` (the text would make other cells), and those
    of `RefusedError`.
    """

    data: bytes
    refused: Mapping[Place, str]


class RefusedError(Exception):
    """A cell of an Office file that is left as it is.

    kind: ``moved``; ``formula``; ``number`` (which its format would not show so); ``table-head``, ``protected``,
          ``tracked``, ``field``, ``control``, ``symbol`` (what is to be edited is no plain text), ``twice`` (it stands
          there in two versions); and of the whole file ``signed``, ``protected``, ``encoding``, ``large``, ``damaged``.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind
