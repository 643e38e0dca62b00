"""What a format's writer gives back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pfglint.finding import Place


class Written(NamedTuple):
    """A file's content with the edits made. refused: the lines and cells left as they were, and the kind of reason.

    Kinds: ``moved`` (something else stands there), ``encoding``, ``layout`` (the text would make other cells).
    """

    data: bytes
    refused: Mapping[Place, str]
