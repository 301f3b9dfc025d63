"""How much one input may cost. Comes in: nothing. Goes out: `Limits`, which every reader obeys. Refuses nothing itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one page, feed or archive record may take, packed or unpacked.

    `page_bytes` bounds a page, a feed and one record of an archive, unpacked (an archive as a whole may be of any size).
    `seconds` bounds how long it takes to unpack and decode one of them.
    `ratio` bounds unpacked to packed bytes, asked only past `ratio_floor` bytes: markup packs 5 to 40 times smaller, a bomb 1,000.
    """

    page_bytes: int = 16 * 2**20
    seconds: int = 60
    ratio: int = 200
    ratio_floor: int = 2**20


DEFAULT_LIMITS = Limits()
