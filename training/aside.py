"""What is kept aside of the research data: never trained on, scored by `benchmarks/`."""

from __future__ import annotations

import hashlib

# Per cent of the sentences, relations and labelled documents that the encoder is not trained on.
SHARE = 20
# Of the labelled documents: what the weights of judgements are fitted on (judging.py).
SHARE_OF_DOCUMENTS = 10


def is_aside(text: str, share: int = SHARE) -> bool:
    """Whether a sentence or a document's id belongs to the `share` per cent kept aside."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 100 < share
