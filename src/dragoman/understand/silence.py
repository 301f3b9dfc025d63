"""Who is told to have said nothing: "declined to comment", "could not be reached", "was not available for comment".

A text and a token come in; goes out whether the clause that the token is the subject of tells that.
"""

from __future__ import annotations

from dragoman.understand.phrases import Text
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.tokens import SUBJECTS

_TOLD = frozenset({"xcomp", "acomp", "dobj"})


def kept_silent(text: Text, index: int) -> bool:
    """Whether whoever the token names did not answer, or could not be asked: no words that follow are his."""
    token, words = text.tokens[index], discourse_words()
    if token.dep == "appos":
        # "The mayor, | X, declined to comment"
        token = text.tokens[token.head]
    if token.dep not in SUBJECTS:
        return False
    verb = token.head
    below = {text.tokens[child].lemma.lower() for child in text.children[verb] if text.tokens[child].dep in _TOLD}
    lemma = text.tokens[verb].lemma.lower()
    if any(text.tokens[child].dep == "neg" for child in text.children[verb]):
        return lemma in words["answering"] or bool(below & words["reachable"])
    return (lemma in words["declining"] and bool(below & words["answering"])) or bool(below & words["unreachable"])
