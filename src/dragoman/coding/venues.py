"""Where something was said: "at a press conference in Geneva".

A verb of saying comes in; the venue goes out, with its place where one is named; so does the venue that a sentence gives all remarks of a speaker.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman.coding.clauses import prepositions, subjects
from dragoman.coding.setting import Setting, place_of
from dragoman.model import Evidence, Place, Span
from dragoman.vocab.cues import cue_words

_VENUE_PREPOSITIONS = frozenset({"at", "in", "during", "on", "after", "to"})


@dataclass(frozen=True, slots=True)
class Venue:
    """Where something was said: the noun's span, the place, and the evidence."""

    span: Span
    place: Place | None
    evidence: tuple[Evidence, ...]


def venue_at(setting: Setting, verb: int) -> Venue | None:
    """The venue that a preposition of the verb of saying names, or the place alone of its addressee."""
    tree = setting.tree
    told = [noun for noun in tree.below(verb, "dobj", "dative") if tree.lemma(noun) in _venue_words()]
    pairs = [("to", noun) for noun in told] + prepositions(tree, verb)
    # The parser may hang "at a press conference" on the object: "made the remark at …".
    pairs += [pair for noun in tree.below(verb, "dobj") for pair in prepositions(tree, noun)]
    for name, noun in pairs:
        if name in _VENUE_PREPOSITIONS and tree.lemma(noun) in _venue_words():
            place, place_evidence, _ = place_of(setting, [noun, verb, *tree.below(verb, "dobj")])
            if place is None:
                place, place_evidence, _ = place_of(setting, [inner for _, inner in prepositions(tree, noun)])
            span = _phrase(setting, noun)
            return Venue(span, place, (Evidence("venue", (span,), "statement.venue.v1"), *place_evidence))
    return None


def _venue_words() -> frozenset[str]:
    return frozenset(word.split()[-1] for word in cue_words("venue"))


def _phrase(setting: Setting, noun: int) -> Span:
    """The noun with what stands before it, without its determiner."""
    first = noun
    before = set(setting.tree.below(noun, "amod", "compound", "nmod", "nummod"))
    while first - 1 in before or (first > 1 and setting.tree.token(first - 1).head in before):
        first -= 1
    return Span(setting.words(first).start, setting.words(noun).end)


def venues_of_remarks(setting: Setting) -> dict[str, Venue]:
    """Speaker -> the venue of a sentence that tells where the remarks were made: "X made the remark at …"."""
    tree = setting.tree
    found: dict[str, Venue] = {}
    for token in setting.analysis.tokens:
        verb = token.lemma.lower()
        if token.pos != "VERB" or verb not in cue_words("speak") | cue_words("deliver"):
            continue
        delivered = any(tree.lemma(noun) in cue_words("remark") for noun in tree.below(token.index, "dobj"))
        if not delivered and verb not in cue_words("speak"):
            continue
        venue = venue_at(setting, token.index)
        if venue is None:
            continue
        for subject in subjects(tree, token.index):
            mention = setting.actors.mention_at(subject)
            if mention is not None and mention.actor_id is not None:
                shared = tuple(
                    replace(piece, rule="statement.venue.remark.v1") if piece.field == "venue" else piece
                    for piece in venue.evidence
                )
                found.setdefault(mention.actor_id, replace(venue, evidence=shared))
    return found
