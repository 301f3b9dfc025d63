"""How long the work on one report may take. Imports the errors only."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from dragoman.errors import DragomanError

Item = TypeVar("Item")

_LEAST_S = 60
_CHARS_A_SECOND = 2_000
# Beyond this, text is refused and markup is passed over.
_CHARS_THAT_COUNT = 300_000


class _TimeIsUpError(BaseException):
    """No Exception: whoever catches those of a library must not catch this."""


def seconds_for(chars: int) -> int:
    """A minute, and more for a long text: many times what it takes."""
    return _LEAST_S + min(chars, _CHARS_THAT_COUNT) // _CHARS_A_SECOND


@contextmanager
def time_limit(seconds: int, error: DragomanError) -> Iterator[None]:
    """Raises `error` when the body takes longer.

    There is no limit outside of a process's main thread, where the system has no alarms, and where one is set already: the outer one holds.
    """
    if (
        not hasattr(signal, "SIGALRM")
        or threading.current_thread() is not threading.main_thread()
        or signal.getitimer(signal.ITIMER_REAL)[0]
    ):
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    try:
        try:
            # Again every second: where a library calls back, an exception may be lost.
            signal.setitimer(signal.ITIMER_REAL, seconds, 1)
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _TimeIsUpError:
        raise error from None
    finally:
        signal.signal(signal.SIGALRM, before)


def each_within(seconds: int, error: DragomanError, items: Iterator[Item]) -> Iterator[Item]:
    """The items; `error` when one of them takes longer to come."""
    while True:
        with time_limit(seconds, error):
            try:
                item = next(items)
            except StopIteration:
                return
        yield item


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TimeIsUpError
