"""One line a finding, for editors and scripts: ``path:line:column: severity name message (code)``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from pfglint.finding import Finding
from pfglint.report import Reporter, Setting, Summary
from pfglint.report.plain import location, printable


def open_report(out: TextIO, setting: Setting) -> Reporter:
    """A report of one line a finding and nothing else."""
    return _Concise(out, setting.lang)


class _Concise:
    def __init__(self, out: TextIO, lang: str) -> None:
        self.out = out
        self.lang = lang

    def show(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            where = location(finding.path, finding.place, self.lang)
            message = printable(finding.message)
            self.out.write(f"{where}: {finding.severity.label} {finding.name} {message} ({finding.code})\n")

    def close(self, summary: Summary) -> None:
        pass
