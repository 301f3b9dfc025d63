"""Standing: what a report tells as news, and what it recalls.

A report and its analysis come in; one standing per sentence goes out, then one per clause, each with its rule and words. News happened, was
said, decided or announced within three days of the report's day, or lies ahead. A date decides where there is one; then the learnt reader, where it has judged the
sentences, by a cut of its chance (`training/judging.py`), and by the rules who speaks now, tense, standing facts, and the run of a history paragraph. A paragraph known from other
reports is background.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.coding.clauses import Clauses, read_clauses
from dragoman.coding.modality import judge_modality
from dragoman.coding.timing import time_for
from dragoman.model import Analysis, Judgement, Report, Sentence, Span, Standing, Time, TimeMention
from dragoman.vocab.cues import cue_lexicon
from dragoman.vocab.judging import load_weights, log_odds, weigh
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.standing import load_standing
from dragoman.vocab.times import load_time_words

WINDOW_DAYS = 3
_HALF_A_YEAR = 183
# The lead tells the news, whatever its tense.
_LEAD_PARAGRAPHS = 2
_EARLIER = "standing.earlier.v1"
# How a deed is bound to the noun that it tells of, and over how many steps.
_INTO_NOUN = frozenset({"relcl", "acl", "conj"})
_UPWARD = 3
_NOT_PAST = frozenset({"VB", "VBG", "VBZ", "VBP"})
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[\"“”«»„]")
_FINGERPRINT_WORDS = 12

Reading = tuple[Standing, str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class View:
    """What judging one sentence needs to see; where the report's day is not known, `latest` is the last of the days it names without a year; `told` are the sentences that quote somebody, where that is asked."""

    report: Report
    analysis: Analysis
    tree: Clauses
    today: dt.date | None
    latest: dt.date | None
    told: frozenset[int]


def judge_standing(
    report: Report, analysis: Analysis, *, recurring: frozenset[str] = frozenset()
) -> tuple[Standing, ...]:
    """The standing of every sentence of `analysis`, in order.

    `recurring` are the fingerprints of paragraphs that other reports carry too.
    """
    pasted = {index for index, span in enumerate(report.paragraphs) if fingerprint(span.of(report.text)) in recurring}
    view = view_of(report, analysis, read_clauses(analysis.tokens), _quoting_sentences(report, analysis))
    if not analysis.judgements:
        return tuple(_judge_by_rule(view, pasted))
    judged = zip(analysis.sentences, analysis.judgements, strict=True)
    return tuple("background" if s.paragraph in pasted else _judge_by_reader(view, s, own) for s, own in judged)


def _judge_by_rule(view: View, pasted: Collection[int]) -> list[Standing]:
    standings: list[Standing] = []
    for sentence in view.analysis.sentences:
        if sentence.paragraph in pasted:
            standings.append("background")
        else:
            standings.append(_judge_sentence(view, sentence, standings))
    return _close_tail(view, standings)


def _judge_by_reader(view: View, sentence: Sentence, judgement: Judgement) -> Standing:
    """By its date where it has one and nobody speaks, else as the reader sees it."""
    root = _root(view, sentence)
    dated = _dated(view, time_for(view.tree, view.analysis, root)) if root is not None else None
    if dated == "news" or (dated == "background" and sentence.index not in view.told):
        return dated
    if root is not None and _is_news_of_lead(view, root):
        return "news"
    return "background" if weigh(load_weights()["background"], standing_features(judgement)) > 0 else "news"


def _is_news_of_lead(view: View, index: int) -> bool:
    """Whether it is news of an unnamed day, told in the perfect where the report begins: "The bloc has imposed sanctions …"."""
    sentence = view.analysis.sentences[view.tree.token(index).sentence]
    return _opens_report(view, sentence) and index == _root(view, sentence) and _is_present_perfect(view.tree, index)


def _opens_report(view: View, sentence: Sentence) -> bool:
    """Whether it is the first sentence of a report with a headline."""
    first = sentence.index == 0 or view.analysis.sentences[sentence.index - 1].paragraph < 0
    return view.report.headline is not None and sentence.paragraph == 0 and first


def window_of(report: Report) -> tuple[Time, tuple[Span, ...]] | None:
    """When undated news was: on the report's day or just before it, and the words that give the day; None where it has none."""
    if report.published is None:
        return None
    last = dt.date.fromisoformat(report.published.day)
    first = last - dt.timedelta(days=WINDOW_DAYS)
    spans = (report.published.span,) if report.published.span else ()
    return Time(first.isoformat(), last.isoformat(), "day"), spans


def standing_features(judgement: Judgement) -> dict[str, float]:
    """What is weighed: the reader's log-odds."""
    return {"bias": 1.0, "reader": log_odds(judgement.background)}


def fingerprint(paragraph: str) -> str:
    """A paragraph's words as 16 hex digits; empty for one too short to be told from others."""
    words = _WORD.findall(paragraph.lower())
    if len(words) < _FINGERPRINT_WORDS:
        return ""
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16]


def find_background(report: Report, analysis: Analysis, standings: Sequence[Standing]) -> tuple[Span, ...]:
    """The stretches of background: neighbouring sentences of one paragraph drawn together."""
    runs: list[tuple[int, Span]] = []
    for sentence, standing in zip(analysis.sentences, standings, strict=True):
        if standing != "background":
            continue
        if (
            runs
            and runs[-1][0] == sentence.paragraph
            and not report.text[runs[-1][1].end : sentence.span.start].strip()
        ):
            runs[-1] = (sentence.paragraph, Span(runs[-1][1].start, sentence.span.end))
        else:
            runs.append((sentence.paragraph, sentence.span))
    return tuple(span for _, span in runs)


def judge_clause_standing(view: View, index: int, sentence_standing: Standing) -> Reading:
    """The standing of the deed that token `index` names, the rule and its words: its own date first, then its tense, then its sentence."""
    analysis, tree = view.analysis, view.tree
    mention = time_for(tree, analysis, index)
    dated = _dated(view, mention)
    if dated is not None and mention is not None:
        return dated, "standing.dated.v1", (mention.span,)
    earlier = _earlier_one(tree, index)
    if earlier is not None:
        return "background", _EARLIER, (tree.token(earlier).span,)
    if sentence_standing == "background":
        return "background", "standing.sentence.v1", (analysis.sentences[tree.token(index).sentence].span,)
    recalled = _recalled(tree, index)
    if recalled is not None:
        return "background", "standing.recalled.v1", (tree.token(recalled).span,)
    sentence = analysis.sentences[tree.token(index).sentence]
    if _lasting(view, sentence, index):
        return "background", "standing.lasting.v1", (tree.token(index).span,)
    if sentence.paragraph >= _LEAD_PARAGRAPHS and _has_said(tree, index):
        return "background", "standing.perfect.v1", (tree.token(index).span,)
    return "news", "standing.sentence.v1", (analysis.sentences[tree.token(index).sentence].span,)


def judge_deed_standing(view: View, index: int, sentence_standing: Standing) -> Reading:
    """The same of a deed; where no date decides, the rules' verdict and the reader's chance for its sentence are weighed with where the deed is told."""
    reading = judge_clause_standing(view, index, sentence_standing)
    decided = reading[1] in {"standing.dated.v1", _EARLIER} or _is_told_of(view, index)
    if not view.analysis.judgements or decided or _is_news_of_lead(view, index):
        return reading
    features = deed_features(view, index, reading[0])
    standing: Standing = "background" if weigh(load_weights()["deed"], features) > 0 else "news"
    return reading if standing == reading[0] else (standing, "standing.weighed.v1", (view.tree.token(index).span,))


def _is_told_of(view: View, index: int) -> bool:
    """Whether by it is only told who is meant, in the pluperfect of no verb around it: "freed two women | who had been seized"."""
    tree, told_of = view.tree, view.tree.token(index).head
    relative = tree.token(index).dep == "relcl" and _pluperfect(tree, index)
    # "It was the first time | that they had met"
    dated = tree.lemma(told_of) in word_classes()["time"]
    return relative and not dated and not _pluperfect(tree, tree.token(told_of).head)


def deed_features(view: View, index: int, verdict: Standing) -> dict[str, float]:
    """What is weighed of a deed: the rules' verdict, the reader's log-odds for its sentence, an old date there, whether it lies ahead or is only thought of, stands in a clause beside the main one, is told by somebody."""
    analysis, tree = view.analysis, view.tree
    token = tree.token(index)
    sentence = analysis.sentences[token.sentence]
    unreal = judge_modality(tree, index)[0] not in {"happened", "ongoing", "denied"}
    old = any(_dated(view, mention) == "background" for mention in view.analysis.times_in(sentence.span))
    return {
        "bias": 1.0,
        "reader": log_odds(analysis.judgements[token.sentence].background),
        "verdict": float(verdict == "background"),
        "old": float(old),
        "unreal": float(unreal),
        "beside": float(_is_beside(tree, index)),
        "told": float(analysis.tells(token.span)),
    }


def _earlier_one(tree: Clauses, index: int) -> int | None:
    """The word that tells another deed before the one reported, which the token names or tells of: "a week after | another attack, in which six were killed", "the anniversary of their meeting"."""
    for _ in range(_UPWARD):
        token = tree.token(index)
        of = tree.token(token.head)
        if token.dep == "pobj" and of.text.lower() == "of" and tree.lemma(of.head) in load_standing().recalling:
            return of.head
        if token.pos == "NOUN" and tree.token(token.head).text.lower() in load_standing().follows:
            words = (
                c for c in tree.below(index, "det", "amod") if tree.token(c).text.lower() in load_standing().others
            )
            return next(words, None)
        if token.dep not in _INTO_NOUN or token.head == index:
            return None
        index = token.head
    return None


def _is_beside(tree: Clauses, index: int) -> bool:
    """Whether the deed stands in a clause beside the main one; the occasion of a saying ("said after meeting X") is as new as that."""
    token = tree.token(index)
    if token.dep in {"relcl", "acl"}:
        return True
    above = tree.token(token.head).head if token.dep == "pcomp" else token.head
    cue = cue_lexicon().get((tree.lemma(above), "v"))
    return token.dep in {"advcl", "pcomp"} and not (cue and cue.spoken)


def _today(report: Report, analysis: Analysis) -> dt.date | None:
    """The report's day; without one, the latest day that its text names: nothing recalled lies after it."""
    if report.published:
        return dt.date.fromisoformat(report.published.day)
    named = [m.time.start for m in analysis.times if m.time and m.time.start and m.time.precision == "day"]
    return dt.date.fromisoformat(max(named)) if named else None


def view_of(report: Report, analysis: Analysis, tree: Clauses, told: frozenset[int] = frozenset()) -> View:
    """What is seen of a report by whoever asks what is news in it."""
    today = _today(report, analysis)
    named = [] if today else [day for mention in analysis.times if (day := _day_of_any_year(report, mention))]
    return View(report, analysis, tree, today, max(named, default=None), told)


def _quoting_sentences(report: Report, analysis: Analysis) -> frozenset[int]:
    """The sentences in which somebody is quoted: in a content that runs over several of them, too."""
    telling = np.zeros(len(report.text), dtype=bool)
    for attribution in analysis.attributions:
        if attribution.cue or attribution.kind != "indirect":
            for start, end in (*attribution.cue, *attribution.content):
                telling[start:end] = True
    return frozenset(s.index for s in analysis.sentences if telling[s.span.start : s.span.end].any())


def _day_of_any_year(report: Report, mention: TimeMention) -> dt.date | None:
    """A day such as "May 2" where neither it nor the report has a year: the day in a leap year, to be set against the report's other days."""
    words = _WORD.findall(mention.span.of(report.text).lower())
    month = next((load_time_words().months[word] for word in words if word in load_time_words().months), None)
    day = next((int(word) for word in words if word.isdigit() and len(word) < 3), None)
    if mention.time is not None or month is None or day is None:
        return None
    try:
        return dt.date(2000, month, day)
    except ValueError:
        return None


def _dated(view: View, mention: TimeMention | None) -> Standing | None:
    """What a date says: over before the window, background; inside it or ahead, news; a wide interval around it, nothing.

    Some expressions say it by their words alone, whatever the report's day; so does a bare year where the day is not known.
    """
    if mention is None:
        return None
    words = " ".join(mention.span.of(view.report.text).lower().split())
    if load_standing().before.search(words):
        return "background"
    if mention.time is not None and view.today is not None:
        return _place_in_window(mention.time, view.today)
    if load_standing().now.search(words):
        return "news"
    day = _day_of_any_year(view.report, mention) if view.latest else None
    if day is not None and view.latest is not None and WINDOW_DAYS < (view.latest - day).days < _HALF_A_YEAR:
        return "background"
    return "background" if mention.time is not None and mention.time.precision in {"year", "decade"} else None


def _place_in_window(time: Time, today: dt.date) -> Standing | None:
    opens = (today - dt.timedelta(days=WINDOW_DAYS)).isoformat()
    if time.precision == "week" and time.start is not None and time.end is not None and time.end < today.isoformat():
        middle = dt.date.fromisoformat(time.start) + dt.timedelta(days=3)
        return "background" if middle.isoformat() < opens else "news"
    if time.end is not None and time.end < opens:
        return "background"
    if time.start is not None and time.start >= opens:
        return "news"
    if time.end is None and time.start is not None and time.start < opens:
        return "background"
    if time.start is None and time.end is not None and time.end >= opens:
        return None
    return "news" if time.precision == "week" else None


def _judge_sentence(view: View, sentence: Sentence, before: Sequence[Standing]) -> Standing:
    if sentence.paragraph < 0:
        return "news"
    root = _root(view, sentence)
    if root is None:
        return _carried_on(view, sentence, before) or "news"
    told = sentence.index in view.told
    dated = _dated(view, time_for(view.tree, view.analysis, root))
    if dated is not None and not (told and dated == "background" and not _on_cue(view, sentence, root)):
        return dated
    if told and not _goes_on_recalling(view, sentence, root, before):
        return "news"
    return _undated(view, sentence, root, before)


def _goes_on_recalling(view: View, sentence: Sentence, root: int, before: Sequence[Standing]) -> bool:
    """Whether what somebody is told to have said belongs to the history that the narrator tells right before it."""
    if sentence.index == 0 or not before or before[-1] == "news" or sentence.paragraph < _LEAD_PARAGRAPHS:
        return False
    previous = view.analysis.sentences[sentence.index - 1]
    quoted = _QUOTED.search(sentence.span.of(view.report.text))
    past = view.tree.token(root).tag == "VBD"
    return previous.paragraph == sentence.paragraph and past and not quoted and previous.index not in view.told


def _undated(view: View, sentence: Sentence, root: int, before: Sequence[Standing]) -> Standing:
    """A sentence that no date decides: history by tense and by what it follows, standing facts, old dates inside; otherwise news."""
    lead = sentence.paragraph < _LEAD_PARAGRAPHS
    carried = _carried_on(view, sentence, before)
    if carried == "background" and not (lead and before.count("background") < 2):
        return carried
    if lead:
        return "news"
    if _pluperfect(view.tree, root) or _lasting(view, sentence, root):
        return "background"
    inside = [_dated(view, m) for m in view.analysis.times_in(sentence.span)]
    if "news" in inside:
        return "news"
    if "background" in inside or _stative(view, root) or _recalled(view.tree, root) is not None:
        return "background"
    return "news"


def _root(view: View, sentence: Sentence) -> int | None:
    for index in range(sentence.first, sentence.last):
        token = view.tree.token(index)
        if token.head == index and token.pos in {"VERB", "AUX"}:
            return index
    return None


def _on_cue(view: View, sentence: Sentence, root: int) -> bool:
    """Whether the main verb is itself the cue, so that its date is the date of saying."""
    span = view.tree.token(root).span
    cues = [cue for a in view.analysis.attributions for cue in a.cue if cue.overlaps(sentence.span)]
    return not cues or any(cue.overlaps(span) for cue in cues)


def _auxiliaries(tree: Clauses, index: int) -> set[str]:
    return {tree.token(aux).text.lower() for aux in tree.below(index, "aux", "auxpass")}


def _pluperfect(tree: Clauses, index: int) -> bool:
    return "had" in _auxiliaries(tree, index)


def _lasting(view: View, sentence: Sentence, root: int) -> bool:
    """A perfect over a long span: "have been at odds for decades", "since independence"."""
    if not _auxiliaries(view.tree, root) & {"has", "have", "'ve", "’ve"}:
        return False
    words = load_standing()
    tokens = view.analysis.sentence_tokens(sentence)
    return any(token.lemma.lower() in words.lasting or token.text.lower() == "since" for token in tokens)


def _has_said(tree: Clauses, index: int) -> bool:
    """Whether somebody "has said" it: below the lead, the perfect of a verb of saying recalls a known position."""
    cue = cue_lexicon().get((tree.lemma(index), "v"))
    spoken = cue is not None and cue.spoken
    return spoken and _is_present_perfect(tree, index) and not tree.below(index, "nsubjpass")


def _is_present_perfect(tree: Clauses, index: int) -> bool:
    return bool(_auxiliaries(tree, index) & {"has", "have", "'ve", "’ve"}) and tree.token(index).tag == "VBN"


def _stative(view: View, root: int) -> bool:
    """A standing fact: a verb of being in the simple present."""
    token = view.tree.token(root)
    verb = token
    if token.tag in {"VBN", "VBG"}:
        be = view.tree.below(root, "auxpass")
        verb = view.tree.token(be[0]) if be else token
    simple = verb.tag in {"VBZ", "VBP"} and not view.tree.below(root, "aux")
    return simple and (token.lemma.lower() in load_standing().stative or verb is not token)


def _recalled(tree: Clauses, index: int) -> int | None:
    """The word that puts a deed before the window: its adverb, or the `had` of a relative or adverbial clause."""
    token = tree.token(index)
    for child in tree.below(index, "advmod", "amod"):
        if tree.lemma(child) in load_standing().earlier and tree.token(child).head == index:
            if tree.lemma(child) in load_standing().only_past and token.tag in _NOT_PAST:
                continue
            return child
    if token.dep in {"relcl", "advcl", "acl"} or token.head == index:
        for aux in tree.below(index, "aux"):
            if tree.token(aux).text.lower() == "had":
                return aux
    return None


def _carried_on(view: View, sentence: Sentence, before: Sequence[Standing]) -> Standing | None:
    """History goes on within its paragraph until somebody speaks or a fresh date comes; so it does after a linking word."""
    if not before or sentence.index == 0:
        return None
    previous = view.analysis.sentences[sentence.index - 1]
    if previous.paragraph == sentence.paragraph:
        return before[-1] if before[-1] == "background" else None
    opening = view.analysis.sentence_tokens(sentence)[:6]
    linked = any(token.lemma.lower() in load_standing().links for token in opening)
    return "background" if linked and before[-1] == "background" else None


def _close_tail(view: View, standings: list[Standing]) -> list[Standing]:
    """History pasted under a report runs to its end: after its first paragraph, sentences that nothing ties to the day belong to it."""
    last_tied = -1
    for index, sentence in enumerate(view.analysis.sentences):
        fresh = any(_dated(view, mention) == "news" for mention in view.analysis.times_in(sentence.span))
        if standings[index] == "news" and (fresh or index in view.told or sentence.paragraph < _LEAD_PARAGRAPHS):
            last_tied = index
    tail = standings[last_tied + 1 :]
    if "background" in tail:
        start = last_tied + 1 + tail.index("background")
        standings[start:] = ["background"] * (len(standings) - start)
    return standings
