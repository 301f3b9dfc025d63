"""Many documents through worker processes: results in the order of the input, memory bounded, no document lost.

A document that takes too long or kills its worker becomes a `Failed`; the others go on.
"""

from __future__ import annotations

import collections
import concurrent.futures
import concurrent.futures.process
import functools
import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from dragoman.flow import try_document
from dragoman.model import Document, Failed

Result = TypeVar("Result")

_IN_FLIGHT_PER_WORKER = 4


def map_documents(
    documents: Iterable[Document | Failed], work: Callable[[Document], Result], *, workers: int
) -> Iterator[Result | Failed]:
    """`work` of every document, in order; a `Failed` passes through.

    With one worker everything runs in this process. `work` must be picklable otherwise.
    """
    guarded = functools.partial(run_guarded, work=work)
    if workers <= 1:
        for document in documents:
            yield document if isinstance(document, Failed) else guarded(document)
        return
    yield from _map_in_processes(iter(documents), guarded, workers)


def run_guarded(document: Document, *, work: Callable[[Document], Result]) -> Result | Failed:
    """`work` of one document, or why there is none."""
    result = try_document(document, work)
    _keep_loaded(getattr(work, "func", work).__qualname__)
    return result


@functools.cache
def _keep_loaded(_by: str) -> None:
    """What the first document of each kind of work had loaded stays for good: the collector need not walk through it again and again (a twentieth of the time)."""
    gc.collect()
    gc.freeze()


def _map_in_processes(
    documents: Iterator[Document | Failed], work: Callable[[Document], Result | Failed], workers: int
) -> Iterator[Result | Failed]:
    waiting: collections.deque[tuple[Document | Failed, concurrent.futures.Future[Result | Failed] | None]]
    waiting = collections.deque()
    pool = _pool(workers)
    # In this process it would be walked through with every result that comes back.
    _keep_loaded("results")
    try:
        while True:
            while len(waiting) < workers * _IN_FLIGHT_PER_WORKER:
                document = next(documents, None)
                if document is None:
                    break
                waiting.append((document, None if isinstance(document, Failed) else _submit(pool, work, document)))
            if not waiting:
                return
            document, future = waiting.popleft()
            if isinstance(document, Failed) or future is None:
                yield document  # type: ignore[misc]
                continue
            try:
                yield future.result()
            except concurrent.futures.process.BrokenProcessPool:
                # One of those in flight killed a worker, and nobody can say which: each is tried again alone.
                pool.shutdown(wait=False, cancel_futures=True)
                yield _alone(document, work)
                yield from _alone_each(waiting, work)
                pool = _pool(workers)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(
    pool: concurrent.futures.Executor, work: Callable[[Document], Result | Failed], document: Document
) -> concurrent.futures.Future[Result | Failed]:
    """The document's future; where a worker has died already, one that says so when its turn comes."""
    try:
        return pool.submit(work, document)
    except concurrent.futures.process.BrokenProcessPool as broken:
        future: concurrent.futures.Future[Result | Failed] = concurrent.futures.Future()
        future.set_exception(broken)
        return future


def _alone_each(
    waiting: collections.deque[tuple[Document | Failed, concurrent.futures.Future[Result | Failed] | None]],
    work: Callable[[Document], Result | Failed],
) -> Iterator[Result | Failed]:
    while waiting:
        document, _ = waiting.popleft()
        yield document if isinstance(document, Failed) else _alone(document, work)


def _alone(document: Document, work: Callable[[Document], Result | Failed]) -> Result | Failed:
    with _pool(1) as pool:
        try:
            return pool.submit(work, document).result()
        except concurrent.futures.process.BrokenProcessPool:
            reason = "its worker process died (out of memory?); the page is set aside"
            return Failed(document.source.name, "code", "DRG-C003", reason)


def _pool(workers: int) -> concurrent.futures.ProcessPoolExecutor:
    context = multiprocessing.get_context("forkserver" if hasattr(signal, "SIGALRM") else "spawn")
    return concurrent.futures.ProcessPoolExecutor(workers, mp_context=context)
