"""One relation in one sentence: its type when the two sides are known, the two sides when they are not.

An `Analysis` comes in (a sentence marked up by nobody, the sides as spans of its text); one of the 15 root labels with its quad goes
out, or the token spans of source and target. Every sentence gets a label: weights learnt over words, dependency paths and the event
lexicon's readings decide, and where the learnt weights are absent the lexicon alone.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

from dragoman.coding.clauses import Clauses, counting, prepositions, read_clauses
from dragoman.coding.frames import Frame, find_frames
from dragoman.model import Analysis, Span
from dragoman.vocab.lexicon import event_lexicon
from dragoman.vocab.plover import root_of
from dragoman.vocab.relations import relation_weights

COMPONENT = "relation.lexicon-linear.v1"
ROOT_QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "COOPERATE": 2,
    "AID": 2,
    "YIELD": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 4,
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
# Two readers that agree are surer than either: with this power of their product, confidences are what they are worth (docs/models.md).
_TRUST = 0.6


def type_relation_text(
    analysis: Analysis, source: Span | None, target: Span | None, read: Mapping[str, float] | None = None
) -> tuple[str, int, float]:
    """Root label, quad and confidence of what `source` does to `target` in the sentences of `analysis`.

    `read` are a learnt reader's chances by label: both decide together. The quad is the likeliest of the four, whatever the label.
    """
    chances = relation_chances(analysis, source, target)
    if read is not None:
        joint = {label: (chances[label] * read[label]) ** _TRUST for label in chances}
        chances = {label: value / sum(joint.values()) for label, value in joint.items()}
    label = min(chances, key=lambda name: (-chances[name], name))
    quads = {quad: sum(chances[name] for name, own in ROOT_QUADS.items() if own == quad) for quad in (1, 2, 3, 4)}
    return label, min(quads, key=lambda quad: (-quads[quad], quad)), chances[label]


def relation_chances(analysis: Analysis, source: Span | None, target: Span | None) -> dict[str, float]:
    """The chance of each root label, by learnt weights over words, paths and the lexicon; without them by the lexicon alone."""
    features = relation_features(analysis, source, target)
    weights = relation_weights()
    scores = dict.fromkeys(ROOT_QUADS, 0.0)
    if weights is not None:
        scores = dict(zip(weights.labels, weights.score(features), strict=True))
    else:
        for feature in features:
            kind, _, label = feature.partition("=")
            if label in scores:
                scores[label] += {"frame": 4.0, "sided": 4.0, "reading": 1.0}.get(kind, 0.0)
    top = max(scores.values())
    raised = {label: math.exp(score - top) for label, score in scores.items()}
    return {label: value / sum(raised.values()) for label, value in raised.items()}


def relation_features(analysis: Analysis, source: Span | None, target: Span | None) -> list[str]:
    """What the type is decided by: words, what stands between and on the path of the two sides, the lexicon's frames and readings."""
    tree = read_clauses(analysis.tokens)
    tokens = analysis.tokens
    aside = [span for span in (source, target) if span is not None]
    outside = [
        t for t in tokens if not any(span.overlaps(t.span) for span in aside) and t.pos not in {"PUNCT", "SPACE"}
    ]
    words = [t.lemma.lower() if t.pos != "PROPN" else "NAME" for t in outside]
    features = [f"w={word}" for word in words]
    features += [f"b={one}_{two}" for one, two in itertools.pairwise(words)]
    if source is not None and target is not None:
        low, high = min(source.end, target.end), max(source.start, target.start)
        between = [t for t in outside if low <= t.span.start < high]
        features += [f"m={t.lemma.lower()}" for t in between if t.pos in {"VERB", "NOUN", "ADP", "ADJ", "PART", "ADV"}]
    for name, span in (("s", source), ("t", target)):
        features += _upward(tree, name, span)
    features += _lexical(tree, source, target)
    root = next((t for t in tokens if t.dep == "ROOT"), None)
    if root is not None:
        features.append(f"root={root.lemma.lower()}")
    return sorted(set(features))


def _upward(tree: Clauses, name: str, span: Span | None) -> list[str]:
    """The predicates over a side, nearest first, with the relation by which it hangs."""
    head = head_in(tree, span)
    if head is None:
        return []
    found: list[str] = []
    current, link = head, tree.token(head).dep
    for _ in range(6):
        above = tree.token(current).head
        if above == current:
            break
        current = above
        token = tree.token(current)
        if token.pos in {"VERB", "NOUN", "ADJ"}:
            found.append(f"{name}{'' if found else '1'}up={token.lemma.lower()}")
            found.append(f"{name}link={link}_{token.lemma.lower()}")
            entries = event_lexicon().get((token.lemma.lower(), "v" if token.pos == "VERB" else "n"), ())
            found += [f"{name}upr={root_of(entry.code)}" for entry in entries[-1:]]
        if token.pos == "VERB" and len(found) > 4:
            break
    return found


def head_in(tree: Clauses, span: Span | None) -> int | None:
    """The token of the span that hangs from outside it."""
    if span is None:
        return None
    inside = tree.overlapping(span)
    members = {token.index for token in inside}
    return next((t.index for t in inside if t.head not in members or t.head == t.index), None)


def _lexical(tree: Clauses, source: Span | None, target: Span | None) -> list[str]:
    found: list[str] = []
    for frame in find_frames(tree):
        label = root_of(frame.code)
        found.append(f"frame={label}")
        found.append(f"code={frame.code[:3]}")
        if frame.family and frame.embedded is not None:
            found.append(f"deed={root_of(frame.deed)}")
        if _holds(tree, frame.sources, source) or _holds(tree, frame.targets, target):
            found.append(f"sided={label}")
            found.append(f"sidedcode={frame.code[:3]}")
        if _holds(tree, frame.sources, source) and _holds(tree, frame.targets, target):
            found.append(f"both={label}")
    for token in tree.tokens:
        kind = {"VERB": "v", "NOUN": "n"}.get(token.pos)
        entries = event_lexicon().get((token.lemma.lower(), kind or ""), ())
        found += [f"reading={root_of(entry.code)}" for entry in entries[-1:]]
    return found


def _holds(tree: Clauses, heads: Iterable[int], span: Span | None) -> bool:
    return span is not None and any(span.overlaps(tree.token(head).span) for head in heads)


Pieces = list[tuple[int, int]]


def predict_spans(analysis: Analysis) -> tuple[Pieces, Pieces]:
    """Token spans `[first, last)` of source and target of the sentence's main deed; several where actors are coordinated."""
    tree = read_clauses(analysis.tokens)
    frames = [frame for frame in find_frames(tree) if frame.sources or frame.targets]
    if not frames:
        return _plain_spans(tree)
    frame = max(frames, key=lambda f: (_mainness(tree, f), -f.trigger))
    return _pieces(tree, frame.sources, frame), _pieces(tree, frame.targets, frame)


def _mainness(tree: Clauses, frame: Frame) -> float:
    """How far the frame is the sentence's main deed: high in the tree, a verb, both sides named."""
    verb = tree.token(frame.trigger).pos == "VERB"
    return 1.2 * (bool(frame.sources) + bool(frame.targets)) + 1.5 * verb - 0.6 * _depth(tree, frame.trigger)


def _depth(tree: Clauses, index: int) -> int:
    depth = 0
    while tree.token(index).head != index and depth < 30:
        index, depth = tree.token(index).head, depth + 1
    return depth


def _plain_spans(tree: Clauses) -> tuple[Pieces, Pieces]:
    """Subject and object, or first prepositional noun, of the root."""
    root = next((t.index for t in tree.tokens if t.dep == "ROOT"), None)
    if root is None:
        return [], []
    sources = tree.below(root, "nsubj") or tree.below(root, "nsubjpass")
    targets = tree.below(root, "dobj") or [noun for _, noun in prepositions(tree, root)][:1]
    return _pieces(tree, sources, None), _pieces(tree, targets, None)


def _pieces(tree: Clauses, heads: Sequence[int], frame: Frame | None) -> Pieces:
    """The phrases of the heads, the deed's own words left out."""
    words = set(frame.words) if frame else set()
    pieces: list[tuple[int, int]] = []
    for first, last in sorted({_phrase(tree, counting(tree, head), words) for head in heads}):
        if pieces and first <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(last, pieces[-1][1]))
        else:
            pieces.append((first, last))
    return [(first - tree.base, last - tree.base) for first, last in pieces]


_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "npadvmod", "punct", "case"}
)
_INSIDE = frozenset({"of", "in", "near", "from", "at"})


def _phrase(tree: Clauses, head: int, words: set[int]) -> tuple[int, int]:
    """The noun phrase of a head with its `of` and `in` phrases and its apposition, as annotators mark an actor.

    Coordinated heads have pieces of their own.
    """
    inside = {head}
    queue = [head]
    while queue:
        current = queue.pop()
        for child in tree.children[current - tree.base]:
            token = tree.token(child)
            keep = token.dep in _LEFT and (child < current or token.dep in {"case", "punct"})
            keep = keep or (
                token.dep == "prep" and token.lemma.lower() in _INSIDE and tree.token(current).pos != "VERB"
            )
            keep = keep or (token.dep in {"pobj", "conj", "cc"} and current != head)
            keep = keep or (token.dep == "appos" and token.pos == "PROPN" and child - current <= 8)
            if keep and (child not in words or child < head):
                inside.add(child)
                queue.append(child)
    first = head
    while first - 1 in inside:
        first -= 1
    last = head
    while last + 1 in inside:
        last += 1
    while last > head and tree.token(last).pos == "PUNCT":
        last -= 1
    while first < head and tree.token(first).pos == "PUNCT":
        first += 1
    return first, last + 1
