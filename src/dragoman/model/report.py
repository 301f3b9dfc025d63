"""The Report: one published version of one article, with everything its page carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.evidence import Evidence, Gap, Span
from dragoman.model.time import Instant

Form = Literal["html", "dump", "text", "feed"]
FurnitureKind = Literal[
    "follow-us",
    "related",
    "latest",
    "menu",
    "caption",
    "credit",
    "comment",
    "legal",
    "share",
    "promotion",
    "tags",
    "other",
]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the bytes came from and what was decided in reading them.

    `name` is the file's name, or that of the archive or feed with `#` and the record's number; `encoding_from` is one of
    `bom`, `header`, `meta`, `detection`, `default`; `sha256` is of the bytes as read.
    """

    name: str
    form: Form
    sha256: str
    byte_count: int
    encoding: str
    encoding_from: str
    url: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class OffsetRun:
    """Stored text `[start, end)` is the decoded source's `[source_start, source_end)`.

    Equal lengths mean character for character; otherwise (an entity, squeezed white space) the run maps as a whole.
    """

    start: int
    end: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a report says it was filed: `BAKU, Azerbaijan, Nov. 11`."""

    span: Span
    place: str | None
    day: str | None


@dataclass(frozen=True, slots=True)
class FurnitureItem:
    """One linked item of a list: its headline, and its section and clock or date as written, where given."""

    headline: str
    span: Span
    section: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the page carries around the article: kept, never coded. `text` is `span`'s own words."""

    kind: FurnitureKind
    span: Span
    text: str
    items: tuple[FurnitureItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One published version of one article.

    `text` is the stored text that every span of the record points into: the whole page as lines, furniture included. `paragraphs`
    are the article's body in order (without headline, byline, dateline and date lines; a paragraph that follows a dateline on the same
    line starts after it). `evidence` names the rule and words for `headline`, `bylines`, `publisher`, `dateline`, `published`,
    `section`, `language`; `gaps` says which of them the page does not give. `id` is a hash of the content.
    """

    id: str
    text: str
    source: Source
    paragraphs: tuple[Span, ...]
    furniture: tuple[Furniture, ...]
    offsets: tuple[OffsetRun, ...]
    url: str | None = None
    headline: str | None = None
    headline_span: Span | None = None
    bylines: tuple[str, ...] = ()
    publisher: str | None = None
    dateline: Dateline | None = None
    published: Instant | None = None
    section: str | None = None
    topics: tuple[str, ...] = ()
    language: str | None = None
    evidence: tuple[Evidence, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs, a blank line between them."""
        return "\n\n".join(span.of(self.text) for span in self.paragraphs)
