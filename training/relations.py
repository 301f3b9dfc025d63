"""Learn the weights of relation typing from marked sentences, and say how good they are on sentences kept aside.

    python training/relations.py DATA.tsv [--write OUT.npz] [--spans SPANS.bio]

`DATA.tsv` has the columns sentence, source, target, marked_sentence, gold_root. 30 % of the rows, picked by the hash of the sentence,
are kept aside and never trained on; the shipped weights are those trained on the other 70 %.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score

from dragoman.coding.relations import ROOT_QUADS, predict_spans, relation_features, type_relation_text
from dragoman.model import Report, Source, Span
from dragoman.understand.language import analyse_many


def is_aside(sentence: str) -> bool:
    """Whether the sentence belongs to the 30 % kept aside."""
    return int(hashlib.sha256(sentence.encode()).hexdigest()[:8], 16) % 10 < 3


def as_report(text: str) -> Report:
    """A report of one paragraph."""
    source = Source("sentence", "text", "0" * 64, len(text), "utf-8", "default")
    return Report(text[:40], text, source, (Span(0, len(text)),), (), ())


def unmark(marked: str) -> tuple[str, Span | None, Span | None]:
    """The bare sentence and the spans of the marked sides."""
    text, spans, start = "", {}, {}
    for piece in re.split(r"(</?[st]>)", marked):
        if match := re.fullmatch(r"<(/?)([st])>", piece):
            if match[1]:
                spans.setdefault(match[2], Span(start[match[2]], len(text)))
            else:
                start[match[2]] = len(text)
        else:
            text += piece
    return text, spans.get("s"), spans.get("t")


def read_rows(path: Path) -> list[tuple[str, list[str], str]]:
    """(sentence, features, label) of each row."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    bare = [unmark(row["marked_sentence"]) for row in rows]
    analyses = analyse_many(as_report(text) for text, _, _ in bare)
    made = zip(rows, bare, analyses, strict=True)
    return [(row["sentence"], relation_features(a, s, t), row["gold_root"]) for row, (_, s, t), a in made]


def to_matrix(rows: list[list[str]], vocabulary: dict[str, int]) -> csr_matrix:
    """Ones scaled to unit length."""
    matrix = np.zeros((len(rows), len(vocabulary)), dtype=np.float32)
    for number, features in enumerate(rows):
        known = [vocabulary[feature] for feature in features if feature in vocabulary]
        matrix[number, known] = 1.0 / max(1.0, len(known) ** 0.5)
    return csr_matrix(matrix)


def learn(rows: list[tuple[str, list[str], str]], penalty: float) -> tuple[LogisticRegression, dict[str, int]]:
    """A balanced multinomial logistic regression over the features seen twice."""
    counts = Counter(feature for _, features, _ in rows for feature in features)
    vocabulary = {feature: row for row, feature in enumerate(sorted(f for f, n in counts.items() if n >= 2))}
    model = LogisticRegression(C=penalty, max_iter=2000, class_weight="balanced")
    model.fit(to_matrix([features for _, features, _ in rows], vocabulary), [label for _, _, label in rows])
    return model, vocabulary


def show(name: str, gold: list[str], predicted: list[str]) -> None:
    """Macro-F1 of the roots, and of the quads that follow from them."""
    quads = [[ROOT_QUADS[label] for label in labels] for labels in (gold, predicted)]
    root, quad = f1_score(gold, predicted, average="macro"), f1_score(*quads, average="macro")
    print(
        f"{name}: n={len(gold)} root macro-F1 {root:.3f} acc {accuracy_score(gold, predicted):.3f} quad macro-F1 {quad:.3f}"
    )
    by_label = f1_score(gold, predicted, average=None, labels=sorted(ROOT_QUADS))
    print("  " + " ".join(f"{label} {score:.2f}" for label, score in zip(sorted(ROOT_QUADS), by_label, strict=True)))


def score_spans(path: Path, *, aside: bool) -> None:
    """Exact and overlap F1 of source and target spans on a part of a BIO file."""
    sentences = [block.split("\n") for block in path.read_text(encoding="utf-8").strip().split("\n\n")]
    pairs = [[line.rsplit(" ", 1) for line in block if " " in line] for block in sentences]
    pairs = [pair for pair in pairs if pair and is_aside(" ".join(word for word, _ in pair)) == aside]
    analyses = analyse_many(as_report(" ".join(word for word, _ in pair)) for pair in pairs)
    counts: Counter[tuple[str, str]] = Counter()
    for pair, analysis in zip(pairs, analyses, strict=True):
        starts, position = [], 0
        for word, _ in pair:
            starts.append(position)
            position += len(word) + 1
        for kind, pieces in zip("ST", predict_spans(analysis), strict=True):
            chars = [(analysis.tokens[a].span.start, analysis.tokens[b - 1].span.end) for a, b in pieces]
            found = {to_words(start, end, starts) for start, end in chars}
            gold = gold_spans(pair, kind)
            counts[kind, "gold"] += len(gold)
            counts[kind, "found"] += len(found)
            counts[kind, "exact"] += len(gold & found)
            counts[kind, "over"] += sum(any(a < d and c < b for c, d in found) for a, b in gold)
    for kind in "ST":
        total = counts[kind, "gold"] + counts[kind, "found"]
        print(
            f"{kind} exact F1 {2 * counts[kind, 'exact'] / total:.3f} overlap F1 {2 * counts[kind, 'over'] / total:.3f}"
        )


def to_words(start: int, end: int, starts: list[int]) -> tuple[int, int]:
    """Characters to words."""
    first = max(i for i, begin in enumerate(starts) if begin <= start)
    return first, max(i for i, begin in enumerate(starts) if begin < end) + 1


def gold_spans(pair: list[list[str]], kind: str) -> set[tuple[int, int]]:
    """The spans that the tags of one kind make."""
    spans, start = set(), None
    for number, (_, tag) in enumerate([*pair, ["", "O"]]):
        if start is not None and tag != f"I-{kind}":
            spans.add((start, number))
            start = None
        if tag == f"B-{kind}":
            start = number
    return spans


def main() -> None:
    """Train, score, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--spans", type=Path)
    parser.add_argument("--final", action="store_true", help="show the figures on the part kept aside")
    options = parser.parse_args()
    if options.spans:
        score_spans(options.spans, aside=options.final)
        return
    rows = read_rows(options.data)
    train = [row for row in rows if not is_aside(row[0])]
    folds = [int(hashlib.sha256(("fold" + row[0]).encode()).hexdigest()[:8], 16) % 5 for row in train]
    for penalty in (3.0, 10.0, 30.0):
        predicted, gold = [], []
        for fold in range(5):
            model, vocabulary = learn([r for r, f in zip(train, folds, strict=True) if f != fold], penalty)
            held = [r for r, f in zip(train, folds, strict=True) if f == fold]
            predicted += list(model.predict(to_matrix([r[1] for r in held], vocabulary)))
            gold += [r[2] for r in held]
        show(f"5 folds of the 70 %, C={penalty}", gold, predicted)
    model, vocabulary = learn(train, 30.0)
    if options.final:
        held = [row for row in rows if is_aside(row[0])]
        show("aside", [r[2] for r in held], list(model.predict(to_matrix([r[1] for r in held], vocabulary))))
    if options.write:
        np.savez_compressed(
            options.write,
            features=np.array("\n".join(vocabulary)),
            labels=np.array("\n".join(model.classes_)),
            weights=model.coef_.T.astype(np.float16),
            bias=model.intercept_.astype(np.float16),
        )


__all__ = ["main", "type_relation_text"]

if __name__ == "__main__":
    main()
