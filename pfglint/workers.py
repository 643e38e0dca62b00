"""Work shared among processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def share(
    begin: Callable[..., Callable[[Item], Result]],
    setting: tuple[Any, ...],
    items: Sequence[Item],
    jobs: int,
    chunk: int | None = None,
) -> Iterator[Result]:
    """What becomes of each of `items`, in order; what several processes leave when one is killed is done here.

    begin: makes of `setting` what is done with an item; called once in each process.
    jobs:  how many processes share the items; 1 for this one alone.
    chunk: how many items a process takes at a time; None for as many as suit their number.
    """
    done = 0
    workers = min(jobs, len(items))
    if workers > 1:
        from concurrent.futures.process import BrokenProcessPool

        try:
            for result in _spread(begin, setting, items, workers, chunk or len(items) // (workers * 4)):
                yield result
                done += 1
        except BrokenProcessPool:
            pass
    if done < len(items):
        yield from map(begin(*setting), items[done:])


_MOST = 16
"""The most items that a process takes at a time."""


def _spread(
    begin: Callable[..., Callable[[Item], Result]],
    setting: tuple[Any, ...],
    items: Sequence[Item],
    count: int,
    chunk: int,
) -> Iterator[Result]:
    """The same by `count` processes; interrupted, they are ended at once.

    Raises BrokenProcessPool where a process was killed: what it has not yielded is still to be done.
    """
    import multiprocessing
    import threading
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(count, initializer=_start, initargs=(begin, setting))
    try:
        yield from pool.map(_do, items, chunksize=max(1, min(_MOST, chunk)))
        pool.shutdown()  # with nothing left to do it ends at once; whom nobody waits for may speak at the exit
    except BrokenProcessPool:
        raise
    except BaseException:
        # Interrupted: the workers do not hear of it, and nobody waits for them. The pool's own thread would tell of
        # their end at length.
        threading.excepthook = lambda _: None
        for process in multiprocessing.active_children():
            process.kill()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_work: Callable[[Any], Any] | None = None


def _start(begin: Callable[..., Callable[[Any], Any]], setting: tuple[Any, ...]) -> None:
    import signal

    # Who is interrupted is the command; it ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # One per process, set once when the process starts: what a pool's initializer is for.
    global _work
    _work = begin(*setting)


def _do(item: Any) -> Any:
    assert _work is not None
    return _work(item)
