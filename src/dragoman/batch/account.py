"""What became of everything that came in: in = recorded + skipped + quarantined, checked at the end of every run.

Documents come in through `Counted`, their outcomes through `Tally.take`; a difference between the two is a fault of ours and propagates.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dragoman.model import Document, Failed, Record, Report


class Counted:
    """An iterator over documents that knows how many it has given."""

    def __init__(self, items: Iterable[Document | Failed]) -> None:
        self.items = iter(items)
        self.count = 0

    def __iter__(self) -> Iterator[Document | Failed]:
        for item in self.items:
            self.count += 1
            yield item


@dataclass(slots=True)
class Tally:
    """Counts of a run; a report in a language that is not coded counts as skipped, its Report is recorded all the same.

    `kept` are the inputs that an earlier run has recorded, where this one goes on with it.
    """

    kept: int = 0
    recorded: int = 0
    skipped: int = 0
    quarantined: int = 0
    started: float = field(default_factory=time.monotonic)

    def take(self, item: Record | Report | Failed) -> None:
        """Count one outcome."""
        if isinstance(item, Failed):
            self.quarantined += item.quarantined
            self.skipped += not item.quarantined
        elif isinstance(item, Record) and any(gap.field == "language" for gap in item.gaps):
            self.skipped += 1
        else:
            self.recorded += 1

    @property
    def seen(self) -> int:
        """How many outcomes were counted."""
        return self.recorded + self.skipped + self.quarantined

    def line(self, verb: str) -> str:
        """The account in words, with the rate."""
        kept = f"kept {self.kept} + " if self.kept else ""
        took_s = time.monotonic() - self.started
        return (
            f"in {self.kept + self.seen} = {kept}{verb} {self.recorded} + skipped {self.skipped} + quarantined {self.quarantined}"
            f"   {took_s:.1f} s, {self.seen / max(took_s, 1e-9):.1f} reports/s"
        )

    def exit_code(self) -> int:
        """0 when all was recorded or rightly passed over, 1 when something was quarantined, 3 when nothing was recorded."""
        recorded = self.kept + self.recorded
        if self.quarantined:
            return 1 if recorded else 3
        return 0 if recorded or self.skipped else 3
