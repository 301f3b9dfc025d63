"""CAMEO codes and their labels, typed and cached. Codes are strings; a code that the codebook lacks is refused."""

from __future__ import annotations

import functools

from dragoman.errors import VocabularyError
from dragoman.vocab.rows import numbered_rows

CODEBOOK = "cameo.1.1b3"


@functools.cache
def cameo_labels() -> dict[str, str]:
    """Label of each code of the codebook."""
    return {code: label for _, (code, label) in numbered_rows("cameo.tsv", 2)}


def cameo_label(code: str) -> str:
    """The codebook's label of `code`.

    Raises: VocabularyError if the codebook has no such code.
    """
    labels = cameo_labels()
    if code not in labels:
        raise VocabularyError("DRG-V010", f"CAMEO 1.1b3 has no code {code!r}; codes are strings such as '039'")
    return labels[code]


def quad_of(code: str) -> int:
    """The quad class of a code by GDELT's practice: roots 01-05 are 1, 06-08 are 2, 09-13 are 3, 14-20 are 4."""
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4
