"""What `read` hands to `parse`: one raw document, decoded, with what was decided on the way."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.report import Source


@dataclass(frozen=True, slots=True)
class Document:
    """One page, dump, plain text or feed item, decoded.

    `text` is the decoded source with its line ends as they were. A feed item's `text` is its content's HTML, and `hints` carries
    what the feed says beside it: `headline`, `published`, `byline`, `publisher`, `section`, `language`.
    """

    source: Source
    text: str
    hints: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that was not recorded: `stage` where, `code` and `reason` why; `quarantined` or, when rightly passed over, skipped."""

    name: str
    stage: str
    code: str
    reason: str
    quarantined: bool = True
