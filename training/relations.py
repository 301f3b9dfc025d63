"""Learn the weights of relation typing from marked sentences, and say how good they are on sentences kept aside.

    python training/relations.py DATA.tsv [--final] [--write OUT.npz]

`DATA.tsv` has the columns sentence, marked_sentence, gold_root. 30 % of the rows, picked by the hash of the sentence, are kept aside: --final shows the
figures on them of weights trained on the other 70 %. What is written is trained on all.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score

from dragoman.coding.relations import ROOT_QUADS, relation_features
from dragoman.evaluate.plain import plain_report
from dragoman.evaluate.relations import unmark
from dragoman.understand.language import analyse_many

PENALTY = 30.0


def is_aside(sentence: str) -> bool:
    """Whether the sentence belongs to the 30 % kept aside."""
    return int(hashlib.sha256(sentence.encode()).hexdigest()[:8], 16) % 10 < 3


def read_rows(path: Path) -> list[tuple[str, list[str], str]]:
    """(sentence, features, label) of each row."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    bare = [unmark(row["marked_sentence"]) for row in rows]
    analyses = analyse_many(plain_report(text) for text, _, _ in bare)
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


def main() -> None:
    """Train, score, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--final", action="store_true", help="show the figures on the part kept aside")
    options = parser.parse_args()
    rows = read_rows(options.data)
    train = [row for row in rows if not is_aside(row[0])]
    folds = [int(hashlib.sha256(("fold" + row[0]).encode()).hexdigest()[:8], 16) % 5 for row in train]
    predicted, gold = [], []
    for fold in range(5):
        model, vocabulary = learn([r for r, f in zip(train, folds, strict=True) if f != fold], PENALTY)
        held = [r for r, f in zip(train, folds, strict=True) if f == fold]
        predicted += list(model.predict(to_matrix([r[1] for r in held], vocabulary)))
        gold += [r[2] for r in held]
    show("5 folds of the 70 %", gold, predicted)
    if options.final:
        model, vocabulary = learn(train, PENALTY)
        held = [row for row in rows if is_aside(row[0])]
        show("aside", [r[2] for r in held], list(model.predict(to_matrix([r[1] for r in held], vocabulary))))
    if options.write:
        model, vocabulary = learn(rows, PENALTY)
        np.savez_compressed(
            options.write,
            features=np.array("\n".join(vocabulary)),
            labels=np.array("\n".join(model.classes_)),
            weights=model.coef_.T.astype(np.float16),
            bias=model.intercept_.astype(np.float16),
        )


if __name__ == "__main__":
    main()
