"""Background is told from news: dates first, then who speaks now, then tense and the run of history."""

import dataclasses

import pytest

from dragoman.coding.clauses import read_clauses
from dragoman.coding.standing import (
    find_background,
    fingerprint,
    judge_clause_standing,
    judge_deed_standing,
    judge_standing,
    view_of,
)
from dragoman.evaluate.plain import plain_report
from dragoman.model import Attribution, Judgement, Span
from dragoman.understand.attribution import find_attributions
from dragoman.understand.language import analyse_language
from tests.coding.understanding import understand

NEWS = "The army shelled the village of Dolm on Tuesday, wounding four people.\nThe governor visited the wounded."
HISTORY = (
    "The war between the two states began in 1988 over the valley. The army then seized most of it."
    " A truce was signed in 1994."
)


def standings_of(text, **options):
    """(sentence, standing) pairs of a text."""
    report, analysis = understand(text)
    return [
        (sentence.span.of(text), standing)
        for sentence, standing in zip(analysis.sentences, judge_standing(report, analysis, **options), strict=True)
    ]


def test_history_under_a_report_is_background():
    """A dated history paragraph is background throughout, with its undated middle sentence."""
    judged = standings_of(f"{NEWS}\n{HISTORY}")
    assert [standing for _, standing in judged] == ["news"] * 2 + ["background"] * 3


@pytest.mark.parametrize(
    ("sentence", "standing"),
    [
        ("Troops crossed the river on Monday.", "news"),
        ("Troops crossed the river in 2014.", "background"),
        ("The envoys will meet in Geneva next month.", "news"),
        ("The two states have been at odds for decades.", "background"),
        ("The valley is a region of lakes between the two states.", "background"),
        ("Parliament had rejected the plan.", "background"),
        ("Troops have held the pass since 2016.", "background"),
    ],
)
def test_a_sentence_by_its_own_marks(sentence, standing):
    """Date, tense and standing facts decide outside the lead."""
    judged = standings_of(f"{NEWS}\n{sentence}\nPeople left their houses on Tuesday.")
    assert dict(judged)[sentence] == standing


def test_a_statement_made_now_about_the_past_is_news_its_past_is_not():
    """Saying is news; what was done in 2014 inside it is background."""
    text = f"{NEWS}\nThe governor said that rebels burned the bridge in 2014."
    report, analysis = understand(text)
    start = text.index("said")
    content = Span(text.index("that rebels"), len(text) - 1)
    attribution = Attribution(
        (Span(start - 13, start - 1),), (Span(start, start + 4),), (content,), "indirect", "test.v1"
    )
    analysis = dataclasses.replace(analysis, attributions=(attribution,))
    standings = judge_standing(report, analysis)
    assert standings[-1] == "news"
    tree = read_clauses(analysis.tokens)
    burned = next(token for token in analysis.tokens if token.text == "burned")
    standing, rule, spans = judge_clause_standing(view_of(report, analysis, tree), burned.index, standings[-1])
    assert (standing, rule) == ("background", "standing.dated.v1")
    assert spans[0].of(text) == "2014"


def test_a_paragraph_of_other_reports_is_background():
    """What several reports carry word for word is pasted history, whatever its tense."""
    pasted = "Observers of the mission watch the line of contact and send a report to the council every week."
    assert dict(standings_of(f"{NEWS}\n{pasted}", recurring=frozenset({fingerprint(pasted)})))[pasted] == "background"
    assert fingerprint(pasted.replace(",", " ").upper()) == fingerprint(pasted)
    assert fingerprint("Too short to tell.") == ""


def test_background_is_given_as_stretches():
    """Neighbouring sentences of one paragraph make one span that slices to their words."""
    text = f"{NEWS}\n{HISTORY}"
    report, analysis = understand(text)
    spans = find_background(report, analysis, judge_standing(report, analysis))
    assert [span.of(text) for span in spans] == [HISTORY]


def test_without_a_day_old_dates_still_tell():
    """The latest day in the text bounds the news of an undated report."""
    text = "Troops crossed the river on 12 October 2021.\nThe governor spoke.\nThey had crossed it on 3 May 2014."
    report, analysis = understand(text, day=None)
    assert judge_standing(report, analysis) == ("news", "news", "background")


def test_without_a_day_of_the_report_its_own_days_tell():
    """Nothing recalled lies after the latest day that the text names; what it tells of that day is news."""
    text = (
        f"{NEWS.replace('on Tuesday', 'on 12 May 2021')}\nTroops crossed the river in 2014.\nOn 11 May 2021 they left."
    )
    assert [standing for _, standing in standings_of(text)][2] == "background"
    report, analysis = understand(text, day=None)
    assert judge_standing(report, analysis) == ("news", "news", "background", "news")


def test_history_goes_on_in_a_new_paragraph_behind_a_linking_word():
    """What was recalled goes on with "subsequently"; without it the paragraph is news."""
    for opening, standing in (("Subsequently the army", "background"), ("The army", "news")):
        text = f"{NEWS}\nTroops fought over the valley in 1988.\n{opening} took the pass.\nPeople left on Tuesday."
        assert standings_of(text)[3][1] == standing


@pytest.mark.parametrize(
    ("before", "standing"), [("Troops fought over the valley in 1988. ", "background"), ("", "news")]
)
def test_what_somebody_said_in_the_history_belongs_to_it(before, standing):
    """A saying in the past tense right behind history that the narrator tells is recalled too."""
    text = f"{NEWS}\nPeople left their houses.\n{before}The governor said the pass was his.\nPeople left on Tuesday."
    report, analysis = understand(text)
    analysis = dataclasses.replace(analysis, attributions=find_attributions(report, analysis))
    judged = dict(zip((s.span.of(text) for s in analysis.sentences), judge_standing(report, analysis), strict=True))
    assert judged["The governor said the pass was his."] == standing


@pytest.mark.parametrize(
    ("sentence", "deed", "chance", "standing", "rule"),
    [
        ("The mayor left a camp that rebels shelled.", "shelled", 0.3, "background", "standing.weighed.v1"),
        ("The rebels shelled a camp.", "shelled", 0.3, "news", "standing.sentence.v1"),
        ("The rebels plan to shell a camp that burned.", "shell", 0.3, "news", "standing.sentence.v1"),
        ("The mayor spoke after visiting a camp.", "visiting", 0.3, "news", "standing.sentence.v1"),
        ("The mayor left a camp that rebels shelled on Tuesday.", "shelled", 0.3, "news", "standing.dated.v1"),
        ("The mayor left a camp that rebels shelled.", "shelled", 0.02, "news", "standing.sentence.v1"),
        ("The mayor left a camp that rebels had shelled.", "shelled", 0.02, "background", "standing.recalled.v1"),
    ],
)
def test_a_deed_is_weighed_by_where_it_is_told(sentence, deed, chance, standing, rule):
    """What a relative clause adds is older than the main deed, what lies ahead is not, and a date of its own decides."""
    report, analysis = understand(f"{NEWS}\n{sentence}")
    judgement = Judgement(chance, 0.5, (("deed", 1.0), ("occurrence", 0.0), ("none", 0.0)), ())
    analysis = dataclasses.replace(analysis, judgements=(judgement,) * len(analysis.sentences))
    tree = read_clauses(analysis.tokens)
    index = next(token.index for token in analysis.tokens if token.text == deed and token.sentence == 2)
    found = judge_deed_standing(view_of(report, analysis, tree), index, "news")
    assert found[:2] == (standing, rule)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army shelled the town after an earlier raid by rebels.", "raid"),
        ("The blast came a week after another attack in which six soldiers were killed.", "killed"),
        ("The visit falls on the anniversary of the meeting between the presidents.", "meeting"),
    ],
)
def test_what_another_deed_came_after_is_recalled(text, word):
    """A deed before the one reported is background, and what its clause tells; the reported one stays news."""
    report, analysis = understand(text)
    tree = read_clauses(analysis.tokens)
    index = next(token.index for token in analysis.tokens if token.text == word)
    assert judge_clause_standing(view_of(report, analysis, tree), index, "news")[0] == "background"
    assert judge_clause_standing(view_of(report, analysis, tree), 2, "news")[0] == "news"


@pytest.mark.parametrize("told", ["The president has said that he left.", "The bloc has imposed sanctions on Kenya."])
def test_a_lead_in_the_perfect_is_news(told):
    """Whatever the reader makes of its tense; further down it goes by the reader."""
    report = plain_report(f"President speaks\n{told}\n{told}")
    report = dataclasses.replace(
        report, headline="President speaks", headline_span=report.paragraphs[0], paragraphs=report.paragraphs[1:]
    )
    analysis = analyse_language(report)
    judgement = Judgement(0.99, 0.5, (("deed", 0.0), ("occurrence", 0.0), ("none", 1.0)), ())
    analysis = dataclasses.replace(analysis, judgements=(judgement,) * len(analysis.sentences))
    standings = judge_standing(report, analysis)[-2:]
    assert standings == ("news", "background")
    view = view_of(report, analysis, read_clauses(analysis.tokens))
    roots = [token.index for token in analysis.tokens if token.dep == "ROOT" and token.pos == "VERB"][-2:]
    deeds = [judge_deed_standing(view, root, standings[n])[0] for n, root in enumerate(roots)]
    assert deeds == ["news", "background"]
