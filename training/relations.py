"""Learn the weights of relation typing from marked sentences, and say how good they are on sentences kept aside.

    python training/relations.py DATA.tsv [--write OUT.npz]

`DATA.tsv` has the columns marked_sentence and gold_root; the sentences that we wrote (`relations_written.tsv`) are learnt too. The rows kept aside (`aside.py`) are never
trained on: the figures are on them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from aside import is_aside
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score

from dragoman.coding.relations import ROOT_QUADS, relation_features
from dragoman.evaluate.plain import plain_report
from dragoman.evaluate.relations import read_gold
from dragoman.understand.language import analyse_many

PENALTY = 30.0


def read_rows(path: Path) -> list[tuple[str, list[str], str]]:
    """(sentence, features, label) of each row."""
    # Those written with their code are hard on purpose: words and paths learn worse with them (macro-F1 0.76 for 0.80).
    gold = [item for item in read_gold(path) if item.cameo is None]
    analyses = analyse_many(plain_report(item.text) for item in gold)
    made = zip(gold, analyses, strict=True)
    return [(item.text, relation_features(a, item.source, item.target), item.root or "") for item, a in made]


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
    options = parser.parse_args()
    rows = read_rows(options.data)
    written = read_rows(Path(__file__).with_name("relations_written.tsv"))
    model, vocabulary = learn([*(row for row in rows if not is_aside(row[0])), *written], PENALTY)
    held = [row for row in rows if is_aside(row[0])]
    show("aside", [row[2] for row in held], list(model.predict(to_matrix([row[1] for row in held], vocabulary))))
    if options.write:
        np.savez_compressed(
            options.write,
            features=np.array("\n".join(vocabulary)),
            labels=np.array("\n".join(model.classes_)),
            weights=model.coef_.T.astype(np.float16),
            bias=model.intercept_.astype(np.float16),
        )


if __name__ == "__main__":
    main()
