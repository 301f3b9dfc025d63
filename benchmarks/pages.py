"""Pages through the whole product, beside trafilatura: `python benchmarks/pages.py [--data ../shared/data]`.

Every English gold page is read three times: as HTML, as a dump with a line a block, as a dump with a line a text node; always with models that were
trained without its publisher (six folds, made anew here: some ten minutes). Body F1 over 4-word shingles; headline and day: the share that is right of those
that the gold has (for dumps: of those that the dump shows). Trafilatura reads the same HTML pages, without comments.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest import mock

import trafilatura

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from page_gold import GoldPage, read_pages
from page_lines import LANGUAGES, cross_validate, folds, make_samples, split_nodes, train, train_headlines
from page_net import EPOCHS, TIMES, learn
from page_parts import read_parts

from dragoman.errors import ParseError
from dragoman.evaluate.shingles import shingle_f1
from dragoman.flow import parse_document
from dragoman.model import Document, Report, Source
from dragoman.parse.blocks import scan_blocks
from dragoman.parse.dates import find_dates
from dragoman.parse.net import Net
from dragoman.parse.trees import Trees
from dragoman.read.decode import decode

_WORD = re.compile(r"\w+")


def main() -> None:
    """A table is printed: form, part, pages, body beside trafilatura's, headline, day."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--worst", type=int, default=0, help="also name so many of the worst pages of each row")
    args = parser.parse_args()
    pages = [page for page in read_pages(args.data, english=False) if page.language in LANGUAGES]
    rows: dict[tuple[str, str], list[tuple[tuple[float | None, ...], str]]] = {}
    for models, aside in fold_models(pages):
        with (
            mock.patch.multiple("dragoman.parse.html", load_trees=models.get),
            mock.patch.multiple("dragoman.parse.dump", load_trees=models.get, load_net=models.get),
        ):
            for page in aside:
                for form, make in FORMS.items():
                    rows.setdefault((form, page.part), []).append((score(page, form, make), page.name))
    print(f"{'form':<6} {'part':<11} pages   body  trafilatura  headline       day")
    for (form, part), scored in sorted(rows.items()):
        print(
            f"{form:<6} {part:<11} {len(scored):>5}  "
            + "  ".join(mean([row[key] for row, _ in scored]) for key in range(4))
        )
        for row, name in sorted(scored, key=lambda item: item[0][0] or 0)[: args.worst]:
            print(f"       {row[0]:.3f} {row[1] or 0:.3f} {row[2]} {row[3]} {name}")


def fold_models(pages: Sequence[GoldPage]) -> Iterator[tuple[dict[str, Any], list[GoldPage]]]:
    """The four models made without a sixth of the publishers, and the English pages of these."""
    samples = {model: [sample for page in pages for sample in make_samples(page, model)] for model in ("html", "dump")}
    cross_validate(samples["dump"])
    parts = read_parts()
    for (html, aside), (dump, _) in zip(folds(samples["html"]), folds(samples["dump"]), strict=True):
        models = {"html": Trees(train(html)), "dump": Trees(train(dump)), "headline": Trees(train_headlines(dump))}
        models["dump_net"] = Net(learn(dump, parts, times=TIMES, epochs=EPOCHS, seed=0))
        groups = {sample.page.group for sample in aside}
        yield models, [page for page in pages if page.group in groups and page.language == "en"]


def dump_blocks(source: str) -> str:
    """The page's text, a line a block."""
    return "\n".join(block.text for block in scan_blocks(source))


def dump_nodes(source: str) -> str:
    """The page's text, a line a text node."""
    return "\n".join(split_nodes(list(scan_blocks(source))))


FORMS: dict[str, Callable[[str], str]] = {"html": str, "block": dump_blocks, "node": dump_nodes}


def score(page: GoldPage, form: str, make: Callable[[str], str]) -> tuple[float | None, ...]:
    """Body F1, trafilatura's, headline right, day right; None where there is nothing to compare with."""
    text = make(decode(page.html).text)
    report = read_page(text, "html" if form == "html" else "dump")
    body = shingle_f1(report.body if report else "", page.body)
    peer = (
        shingle_f1(trafilatura.extract(decode(page.html).text, include_comments=False) or "", page.body)
        if form == "html"
        else None
    )
    headline = _same(report.headline if report else None, page.headline) if _shows_headline(text, form, page) else None
    published = report.published.iso[:10] if report and report.published else ""
    day = float(published == (page.published or "")[:10]) if _shows_day(text, form, page) else None
    return body, peer, headline, day


def read_page(text: str, form: str) -> Report | None:
    """The report that the product reads; None where it refuses the page."""
    data = text.encode()
    source = Source("page", form, sha256(data).hexdigest(), len(data), "utf-8", "default")  # type: ignore[arg-type]
    try:
        return parse_document(Document(source, text))
    except ParseError:
        return None


def _same(found: str | None, wanted: str | None) -> float:
    return float(_WORD.findall((found or "").lower()) == _WORD.findall((wanted or "").lower()))


def _shows_headline(text: str, form: str, page: GoldPage) -> bool:
    wanted = _WORD.findall((page.headline or "").lower())
    if form == "html" or not wanted:
        return bool(wanted)
    return any(" ".join(wanted) in " ".join(_WORD.findall(line.lower())) for line in text.splitlines())


def _shows_day(text: str, form: str, page: GoldPage) -> bool:
    if form == "html" or not page.published:
        return bool(page.published)
    return any(found.instant.day == page.published[:10] for line in text.splitlines() for found in find_dates(line))


def mean(values: Sequence[float | None]) -> str:
    """The mean of what there is, and of how many."""
    given = [value for value in values if value is not None]
    return f"{sum(given) / len(given):.3f} ({len(given)})" if given else "    –     "


if __name__ == "__main__":
    main()
