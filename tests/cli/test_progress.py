"""The line that shows how far a long check has come."""

from __future__ import annotations

import time

import pytest

from pfglint.cli import progress
from pfglint.cli.progress import Progress


def test_it_appears_only_after_a_while(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(3) as line:
        line.step()
    assert capsys.readouterr().err == ""


def test_it_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    with Progress(4) as line:
        line.step()
        time.sleep(0.1)
    text = capsys.readouterr().err
    assert "1/4" in text
    assert text.endswith("\r\x1b[K")


def test_where_nobody_watches_nothing_is_drawn(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_PATIENCE", 0.01)
    with Progress(None) as line:
        line.step()
        time.sleep(0.1)
    assert capsys.readouterr().err == ""
    assert not progress.watched()
