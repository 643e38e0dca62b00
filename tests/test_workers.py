"""Work shared among processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from pfglint.workers import share


def doubling(factor: int) -> Callable[[int], int]:
    return lambda item: item * factor


@pytest.mark.parametrize("jobs", [1, 2, 9])
@pytest.mark.parametrize("chunk", [None, 1, 5])
def test_the_results_are_in_order_however_many_share_the_work(jobs: int, chunk: int | None) -> None:
    assert list(share(doubling, (2,), range(7), jobs, chunk)) == [0, 2, 4, 6, 8, 10, 12]


def test_of_nothing_comes_nothing() -> None:
    assert list(share(doubling, (2,), (), 2)) == []


def test_no_process_is_left_when_the_work_is_done() -> None:
    # One that is still ending when the program ends may tell of it at length.
    assert list(share(doubling, (2,), range(7), 2)) == [0, 2, 4, 6, 8, 10, 12]
    assert multiprocessing.active_children() == []


def fragile(home: int, mark: str) -> Callable[[int], int]:
    def work(item: int) -> int:
        if item == 3 and os.getpid() != home:
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    return work


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed so on POSIX")
def test_what_a_killed_process_leaves_is_done_all_the_same(tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    assert list(share(fragile, (os.getpid(), str(mark)), range(6), 2, 1)) == [0, 1, 2, 3, 4, 5]
    assert mark.exists()
