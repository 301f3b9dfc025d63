"""Who-said-what against brat standoff (PolNeAR's layout): a folder with `text/` and, for gold, `attributions/`.

Comes in: the folder, or predictions as `{"id", "attributions": [{"source", "cue", "content"}]}` in characters. Goes out: token F1 of each
role, and F1 of whole statements (sources overlap, content at least half intersection over union). A folder without texts is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import EvaluationError
from dragoman.evaluate.plain import plain_report
from dragoman.model import Span, spans_agree
from dragoman.understand.attribution import find_attributions
from dragoman.understand.language import analyse_many
from dragoman.understand.reading import read_report

ROLES = ("source", "cue", "content")
_WORD = re.compile(r"\w+|[^\w\s]")
_LINKED = re.compile(r"(Source|Cue|Content)\d*:(T\d+)")
SAME_CONTENT = 0.5


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One gold attribution: the spans of each role, possibly none."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One text and its gold; `attributions` is None where no gold came with it."""

    name: str
    text: str
    attributions: tuple[GoldAttribution, ...] | None


def read_gold(folder: Path) -> list[Article]:
    """The folder's articles by name; an annotation file belongs to the text whose stem it starts with.

    Raises: EvaluationError if there is no text, or an annotation points outside its text.
    """
    texts = sorted((folder / "text").glob("*.txt"))
    if not texts:
        raise EvaluationError("DRG-E010", f"{folder} has no text/*.txt")
    notes = {path.stem.rpartition("_")[0]: path for path in sorted((folder / "attributions").glob("*.ann"))}
    return [_read_article(path, notes.get(path.stem)) for path in texts]


def _read_article(path: Path, notes: Path | None) -> Article:
    text = path.read_bytes().decode("utf-8")
    gold = None if notes is None else tuple(_read_notes(notes.read_bytes().decode("utf-8"), text, notes))
    return Article(path.name, text, gold)


def _read_notes(notes: str, text: str, path: Path) -> Iterator[GoldAttribution]:
    spans: dict[str, tuple[Span, ...]] = {}
    relations: list[str] = []
    for line in notes.split("\n"):
        fields = line.rstrip("\r").split("\t")
        if line.startswith("T") and len(fields) >= 2:
            spans[fields[0]] = _read_spans(fields[1], len(text), path)
        elif line.startswith("E") and len(fields) >= 2:
            relations.append(fields[1])
    for relation in relations:
        roles: dict[str, list[Span]] = {role: [] for role in ROLES}
        for role, key in _LINKED.findall(relation):
            roles[role.lower()].extend(spans.get(key, ()))
        if roles["content"]:
            yield GoldAttribution(*(tuple(sorted(roles[role])) for role in ROLES))


def _read_spans(field: str, length: int, path: Path) -> tuple[Span, ...]:
    pairs = [piece.split() for piece in field.partition(" ")[2].split(";")]
    try:
        found = tuple(Span(int(start), int(end)) for start, end in pairs)
    except ValueError as error:
        raise EvaluationError("DRG-E011", f"{path}: malformed offsets {field!r}") from error
    if any(not 0 <= span.start < span.end <= length for span in found):
        raise EvaluationError("DRG-E012", f"{path}: offsets {field!r} lie outside the text")
    return found


def predict_attributions(articles: Sequence[Article]) -> Iterator[dict[str, Any]]:
    """What the product finds in each text, headlines unknown, in the order of `articles`.

    What is told inside what another tells is left out: PolNeAR marks outer attributions alone.
    """
    reports = [plain_report(article.text) for article in articles]
    for article, report, analysis in zip(articles, reports, analyse_many(reports), strict=True):
        found = find_attributions(report, analysis, read_report(report, ()))
        yield {
            "id": article.name,
            "attributions": [
                {role: [list(span) for span in getattr(item, role)] for role in ROLES}
                for item in found
                if item.parent is None
            ],
        }


def score_attributions(predicted: Sequence[Mapping[str, Any]], articles: Sequence[Article]) -> dict[str, Any]:
    """Token F1 of source, cue and content, and F1 of whole statements, over the articles with gold; without any, only how many there are.

    A token counts once a role however many attributions it is in. Gold and predicted statements are paired one to one, the best
    overlap first; where neither names a source the sources agree.
    """
    made = {item["id"]: item["attributions"] for item in predicted}
    counts = {role: [0, 0, 0] for role in (*ROLES, "statement")}
    judged = [article for article in articles if article.attributions is not None]
    for article in judged:
        found = [_from_json(item) for item in made.get(article.name, ())]
        for role, part in _count(article, found).items():
            counts[role] = [a + b for a, b in zip(counts[role], part, strict=True)]
    scores = {role: _ratios(*part) for role, part in counts.items()} if judged else {}
    return {"articles": len(articles), "judged": len(judged), **scores}


def _from_json(item: Mapping[str, Iterable[Sequence[int]]]) -> GoldAttribution:
    return GoldAttribution(*(tuple(Span(start, end) for start, end in item.get(role, ())) for role in ROLES))


def _count(article: Article, found: Sequence[GoldAttribution]) -> dict[str, tuple[int, int, int]]:
    words, gold = _words(article.text), article.attributions or ()
    counts: dict[str, tuple[int, int, int]] = {}
    for role in ROLES:
        mine = set().union(*(_inside(words, getattr(item, role)) for item in found))
        theirs = set().union(*(_inside(words, getattr(item, role)) for item in gold))
        counts[role] = (len(mine & theirs), len(mine), len(theirs))
    counts["statement"] = (len(pair_statements(article, found)), len(found), len(gold))
    return counts


def _words(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def _inside(words: Sequence[Span], spans: Iterable[Span]) -> set[int]:
    ordered = list(spans)
    return {i for i, word in enumerate(words) if any(word.overlaps(span) for span in ordered)}


def pair_statements(article: Article, found: Sequence[GoldAttribution]) -> set[int]:
    """The numbers of those found that a gold statement is paired with, one to one, the best overlap first."""
    words, gold = _words(article.text), article.attributions or ()
    mine = [_inside(words, item.content) for item in found]
    theirs = [_inside(words, item.content) for item in gold]
    pairs = [
        (len(a & b) / len(a | b), i, j)
        for i, a in enumerate(mine)
        for j, b in enumerate(theirs)
        if a & b and len(a & b) / len(a | b) >= SAME_CONTENT and spans_agree(found[i].source, gold[j].source)
    ]
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
    return left


def _ratios(right: int, made: int, gold: int) -> dict[str, float]:
    precision = right / made if made else 0.0
    recall = right / gold if gold else 0.0
    total = made + gold
    return {
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * right / total if total else 0.0, 4),
    }
