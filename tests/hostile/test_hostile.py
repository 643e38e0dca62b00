"""Nothing that is in a file does harm: it is a finding on that file, in bounded time and memory, and others go on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.make import FILES, write

MEGABYTES = 500
CHECK = """
import json, sys, time
from pfglint.lint import check_files
from pfglint.rule.pack import load_builtin
rules = load_builtin()
for path in sys.argv[1:]:
    begun = time.process_time()
    for result in check_files([path], lambda _: rules):
        names = [item.name for item in result.findings if item.code < "PFG010"]
        with open("/proc/self/status") as status:
            (peak,) = (int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
        told = [item.message for item in result.findings]
        print(json.dumps([path, names, peak, round(time.process_time() - begun, 2), told]), flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured otherwise elsewhere")
def test_hostile_files_are_findings_and_take_little_memory(tmp_path: Path) -> None:
    write(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", CHECK, *(str(tmp_path / name) for name in FILES)],
        capture_output=True,
        check=False,
        env=os.environ | {"PATH": ""},  # without LibreOffice
    )
    assert done.stderr.decode() == ""
    told = [json.loads(line) for line in done.stdout.decode().splitlines()]
    for name, (_, rule) in FILES.items():
        mine = [item for item in told if item[0].startswith(str(tmp_path / name))]
        assert mine, name
        for path, names, peak, _, messages in mine:
            assert set(names) == {rule}, (path, messages)
            assert peak < MEGABYTES, path


def test_what_is_not_there_is_missing(tmp_path: Path) -> None:
    from pfglint.lint import check_file
    from pfglint.rule.pack import load_builtin

    (tmp_path / "链.docx").symlink_to(tmp_path / "没有.docx")
    (tmp_path / "圈.docx").symlink_to(tmp_path / "圈.docx")
    for name in ("没有.docx", "链.docx", "圈.docx"):
        result = check_file(str(tmp_path / name), load_builtin())
        assert [item.name for item in result.findings] == ["unreadable-file"]
