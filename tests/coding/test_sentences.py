"""Sentences judged: the reader's chances and what was coded, weighed together; what was coded alone without the reader."""

import dataclasses

from dragoman.coding.sentences import judge_sentences
from dragoman.coding.standing import judge_standing
from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, code_analysis, code_report, describe_run, understand_report
from dragoman.model import MODALITIES, Judgement

TEXT = "Norway condemned Sweden on Monday.\nThe harbour lies between two hills.\n"


def _understood():
    report, run = plain_report(TEXT, day="2021-10-13"), describe_run(Options())
    return report, run, understand_report(report, Options(), run_id=run.id)


def _sure(*, background=0.001, deed=0.001, said=0.001, modality="happened"):
    """A reader that is sure."""
    kinds = (("deed", deed), ("occurrence", 0.0), ("none", 1 - deed))
    chances = tuple((name, 0.99 if name == modality else 0.001) for name in MODALITIES)
    return Judgement(background, said, kinds, chances)


def test_without_the_reader_what_was_coded_decides():
    """The condemnation is an event that happened; the landscape is none."""
    report, run, analysis = _understood()
    analysis = dataclasses.replace(analysis, judgements=())
    first, second = judge_sentences(code_analysis(report, analysis, run), analysis)
    assert (first.event, first.modality, first.standing) == (True, "happened", "news")
    assert (second.event, second.modality) == (False, None)


def test_a_sure_reader_is_heard():
    """What it is sure of stands in the judgement: an event, its modality, and that it is recalled."""
    report, run, analysis = _understood()
    told = (_sure(deed=0.999), _sure(background=0.999, deed=0.999, modality="ongoing"))
    analysis = dataclasses.replace(analysis, judgements=told)
    assert judge_standing(report, analysis)[1] == "background"
    _, second = judge_sentences(code_analysis(report, analysis, run), analysis)
    assert (second.event, second.modality, second.standing) == (True, "ongoing", "background")


def test_every_sentence_of_a_report_is_judged():
    """One judgement a sentence, in order, with chances that add up to one."""
    _, _, analysis = _understood()
    assert len(analysis.judgements) == len(analysis.sentences) == 2
    for judgement in analysis.judgements:
        assert abs(sum(chance for _, chance in judgement.kinds) - 1) < 0.01
        assert abs(sum(chance for _, chance in judgement.modalities) - 1) < 0.01
    assert code_report(plain_report(TEXT, day="2021-10-13"), Options()).events
