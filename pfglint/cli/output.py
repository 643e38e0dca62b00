"""Where commands write."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def output() -> Iterator[TextIO]:
    """Standard output. A reader that has gone away (``| head``) ends the writing, without a word."""
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        # Windows has no EPIPE for a closed pipe.
        if error.errno not in (errno.EPIPE, errno.EINVAL) or error.filename is not None:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
