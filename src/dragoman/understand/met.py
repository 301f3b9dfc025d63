"""Who met: those to whom "their talks" belong after "X met with Y".

The token of a possessive comes in, with what was named before it; entities go out, or none where the text tells of no meeting there.
"""

from __future__ import annotations

from dragoman.understand.binding import conjuncts, governing_verb, understood_subjects
from dragoman.understand.memory import Entity, Memory, Seen
from dragoman.vocab.discourse import discourse_words

# In how many sentences before the meeting is told.
_BACK = 2
_MET = frozenset({"person", "state", "organ", "igo", "group", "armed-group", "party"})


def who_met(memory: Memory, index: int) -> list[Entity]:
    """Those who met last before "their meeting", whose "their" is at the token; none where the text does not tell of two."""
    text = memory.text
    if text.tokens[text.tokens[index].head].lemma.lower() not in discourse_words()["encounters"]:
        return []
    for seen in memory.seen_before(index, _BACK):
        verb = _met_in(memory, seen)
        if verb is None:
            continue
        partners = sorted({seen.token, *conjuncts(text, seen.token)})
        heads = [*sorted(understood_subjects(text, verb)), *partners]
        named = (next(memory.seen_at([head]), None) for head in heads if head < index)
        met = {one.key: memory.entities[one.key] for one in named if one is not None}
        return list(met.values()) if len(met) > 1 else []
    return []


def _met_in(memory: Memory, seen: Seen) -> int | None:
    """The verb by which somebody met whoever was seen: "met X", "met, spoke or held talks with X"."""
    text, words = memory.text, discourse_words()
    token = text.tokens[seen.token]
    entity = memory.entities[seen.key]
    if entity.kind not in _MET or entity.sector == "MED":
        # "Talked with reporters after their meeting"
        return None
    if token.dep == "dobj" and text.tokens[token.head].lemma.lower() in words["meets"]:
        return token.head
    if token.dep != "pobj" or text.lower(token.head) != "with":
        return None
    above = text.tokens[token.head].head
    verb = governing_verb(text, seen.token, through_nouns=True)
    meets = text.tokens[above].lemma.lower() in words["meets"] | words["encounters"]
    return verb if meets and verb is not None and understood_subjects(text, verb) else None
