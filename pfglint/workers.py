"""Work shared among processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(
    work: Callable[[Item], Result],
    items: Sequence[Item],
    count: int,
    start: Callable[..., None],
    setting: tuple[Any, ...],
    chunk: int = 1,
) -> Iterator[Result]:
    """What `work` makes of each of `items`, in order, by `count` processes; interrupted, they are ended at once.

    start: called with `setting` in each process before its first item.
    chunk: how many items a process takes at a time.

    Raises BrokenProcessPool where a process was killed: what it has not yielded is still to be done.
    """
    import multiprocessing
    import threading
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(count, initializer=_begin, initargs=(start, setting))
    try:
        yield from pool.map(work, items, chunksize=chunk)
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


def _begin(start: Callable[..., None], setting: tuple[Any, ...]) -> None:
    import signal

    # Who is interrupted is the command; it ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    start(*setting)
