"""The error tree. Imports nothing of ours.

    DragomanError                 a user's input or a report that cannot be processed
    ├── ReadError     DRG-R…      bytes that cannot be read (a broken archive, a binary, too large)
    ├── ParseError    DRG-P…      a document that holds no report (a listing page, a paywall stub)
    ├── VocabularyError DRG-V…    a codebook or list that is malformed
    ├── CodingError   DRG-C…      a report whose coding was stopped (too slow, a worker that died)
    └── EvaluationError DRG-E…    gold or predictions that cannot be scored

What the text does not say is no error but a value, `dragoman.model.Gap`. A fault of ours propagates.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Something a user can act on: `code` for searching, `message` says what, where and what to do.

    Survives pickling, so that worker processes can raise it.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.code, self.message))


class ReadError(DragomanError):
    """Bytes that cannot be read."""


class ParseError(DragomanError):
    """A document that holds no report."""


class VocabularyError(DragomanError):
    """A codebook, dictionary or list that is malformed."""


class CodingError(DragomanError):
    """A report whose coding was stopped."""


class EvaluationError(DragomanError):
    """Gold or predictions that cannot be scored."""
