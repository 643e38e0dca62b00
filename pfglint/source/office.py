"""Old and rare office files, converted by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import IO

from pfglint.source.document import SourceError
from pfglint.source.limits import Meter
from pfglint.source.open import CONVERTED

_ENDINGS = {"ole": "wps", "xml-word": "xml", "xml-excel": "xml"}
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_PATIENCE = 120.0
"""Seconds for one conversion."""


def converted(stream: IO[bytes], kind: str, meter: Meter) -> IO[bytes]:
    """The content of a file in a kind that has a reader. Each conversion has a folder and a profile of its own.

    Raises SourceError: ``no-office`` where LibreOffice is not installed, ``conversion`` where it fails, ``limit-…``.
    """
    program = (
        shutil.which("soffice") or shutil.which("libreoffice") or next(filter(os.path.exists, _PLACES), None)
    )
    if program is None:
        raise SourceError("no-office", kind)
    target = CONVERTED[kind]
    with tempfile.TemporaryDirectory(prefix="pfglint-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"in.{_ENDINGS.get(kind, kind)}"
        with source.open("wb") as copy:
            while block := stream.read(1 << 20):
                meter.take(len(block))
                copy.write(block)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
        ]
        command += ["--convert-to", target, "--outdir", str(folder / "out"), str(source)]
        try:
            subprocess.run(  # noqa: S603 - LibreOffice, with a file that no shell sees
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=max(min(meter.left(), _PATIENCE), 1),
                check=False,
                cwd=folder,
            )
        except subprocess.TimeoutExpired as error:
            raise SourceError("conversion", kind) from error
        result = folder / "out" / f"in.{target}"
        if not result.is_file():
            raise SourceError("conversion", kind)
        meter.hold(result.stat().st_size)
        return BytesIO(result.read_bytes())
