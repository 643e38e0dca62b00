"""Our own command, run for what it prints."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def ran(*args: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """``pfglint`` with `args` in a folder, by its own settings alone, and in UTF-8 on any machine."""
    return subprocess.run(  # noqa: S603 - our own command, on our own files
        [sys.executable, "-m", "pfglint", *args],
        cwd=folder,
        env={key: value for key, value in os.environ.items() if not key.startswith("PFGLINT")}
        | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
