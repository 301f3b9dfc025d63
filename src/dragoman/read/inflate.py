"""Gzip, unpacked piece by piece. Comes in: packed bytes. Goes out: unpacked pieces, and a `Fault` where some are lost.

Refuses bombs. Damage costs the damaged member only: reading goes on at the next one.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.read.limits import Limits

MAGIC = b"\x1f\x8b\x08"
CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Fault:
    """A stretch of the input that could not be read, and why."""

    code: str
    reason: str


def inflate(read: Callable[[int], bytes], limits: Limits) -> Iterator[bytes | Fault]:
    """Yield what the gzip members hold, in order; one `Fault` for each damaged stretch, and none after a bomb."""
    pending = b""
    engine: zlib._Decompress | None = None
    taken = given = 0
    resyncing = False
    while True:
        if not pending and not (pending := read(CHUNK)):
            break
        if engine is None:
            start = pending.find(MAGIC)
            if start < 0:
                # Padding or damage between members; a magic number may straddle two chunks.
                more = read(CHUNK)
                if not more:
                    break
                pending = pending[-2:] + more
                continue
            pending = pending[start:]
            engine, taken, given = zlib.decompressobj(wbits=31), 0, 0
        try:
            piece = engine.decompress(pending, CHUNK)
        except zlib.error as error:
            if not resyncing:
                yield Fault("DRG-R007", f"the gzip data is damaged ({error}); fetch the file again")
            engine, resyncing, pending = None, True, pending[1:]
            continue
        rest = engine.unused_data if engine.eof else engine.unconsumed_tail
        taken, given, pending = taken + len(pending) - len(rest), given + len(piece), rest
        if given > limits.ratio_floor and given > limits.ratio * taken:
            yield Fault(
                "DRG-R006", f"unpacks to over {limits.ratio} times its size, as only bombs do; not read further"
            )
            return
        if piece:
            yield piece
        if engine.eof:
            engine, resyncing = None, False
    if engine is not None and not resyncing:
        yield Fault("DRG-R007", "the gzip data ends too early; fetch the file again")
