"""Statements out of attributions."""

import dataclasses

import pytest

from dragoman.coding.setting import set_out
from dragoman.coding.statements import code_statements
from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, code_report
from dragoman.model import Attribution, Span
from dragoman.understand.attribution import find_attributions
from tests.coding.understanding import understand_actors

CALL = "Kenya's president called for national unity in an address to mark the holiday."
TEXT = 'Norwegian voters said the budget doesn\'t "speak" to them.'


def test_marks_alone_are_no_words():
    """A content that is quotation marks around the cue makes no statement, and hurts none."""
    report, analysis = understand_actors(TEXT)
    first, last = TEXT.index('"'), TEXT.rindex('"')
    marks = (Span(first, first + 1), Span(last, last + 1))
    item = Attribution((Span(0, 16),), (Span(first + 1, last),), marks, "direct", "attribution.none.v1:speak")
    analysis = dataclasses.replace(analysis, attributions=(item,))
    assert code_statements(set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")) == ()


def _sources(text, *items):
    report, analysis = understand_actors(text)
    analysis = dataclasses.replace(analysis, attributions=items)
    setting = set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")
    return [[participant.name for participant in s.source] for s in code_statements(setting)]


def test_who_stands_behind_a_saying_says_it():
    """Though the parse takes "the governor" for the object of "added"; whoever else is its object suffers a deed."""
    for text, words, name in (
        ("The raid did not cause any damage to the port, added the governor.", "the governor", [["governor"]]),
        ("The raid did not cause any damage to the port, added the governor.", "The raid", []),
    ):
        source, cue, content = (
            Span(text.index(part), text.index(part) + len(part))
            for part in (words, "added", "did not cause any damage to the port")
        )
        item = Attribution((source,), (cue,), (content,), "indirect", "attribution.none.v1:add")
        assert _sources(text, item) == name


@pytest.mark.parametrize(("cue", "lemma", "number"), [("welcomed", "welcome", 1), ("had proposed", "propose", 2)])
def test_what_a_speaker_says_of_his_own_saying_is_told_once(cue, lemma, number):
    """But an earlier saying is another."""
    text = f"President Mara Lind said she {cue} a new plan for the valley."
    speaker, said, again, plan = (
        Span(text.index(part), text.index(part) + len(part))
        for part in ("President Mara Lind", "said", cue, "a new plan for the valley")
    )
    around = Span(text.index("she"), plan.end)
    outer = Attribution((speaker,), (said,), (around,), "indirect", "attribution.clause.v1:say")
    inner = Attribution((speaker,), (again,), (plan,), "indirect", f"attribution.object.v1:{lemma}", parent=0)
    assert len(_sources(text, outer, inner)) == number


@pytest.mark.parametrize(
    ("words", "said"),
    [("“guilty of the worst fraud”", True), ("“guilty” of fraud", False), ("guilty of the worst fraud", False)],
)
def test_what_somebody_considers_in_marks_he_has_said(words, said):
    """A thought is said where several words of it are quoted."""
    text = f"The list names officials whom Kenya considers {words}."
    content = text[text.index(words) : -1]
    source, cue, *told = (
        Span(text.index(part), text.index(part) + len(part)) for part in ("Kenya", "considers", "officials", content)
    )
    item = Attribution((source,), (cue,), tuple(told), "mixed", "attribution.clause.v1:consider")
    assert _sources(text, item) == ([["Kenya"]] if said else [])


def test_a_source_ends_before_its_relative_pronoun_and_a_pronoun_alone_is_what_it_refers_to():
    """The villages claim, not "the villages who"; the signs suggest, not "that"."""
    for text, words in (
        ("The company was blamed by five villages who claim the dam is unsafe.", "five villages who"),
        ("The company was blamed by five villages who claim the dam is unsafe.", "who"),
    ):
        source, cue, content = (
            Span(text.index(part), text.index(part) + len(part)) for part in (words, "claim", "the dam is unsafe")
        )
        item = Attribution((source,), (cue,), (content,), "indirect", "attribution.clause.v1:claim")
        assert _sources(text, item) == [["five villages"]]


def test_a_body_of_states_is_named_and_not_its_states():
    """The words behind "of" tell what a known body is; of people they tell who they are."""
    for text, words, name in (
        (
            "The IGAD group of East African countries said the truce held.",
            "The IGAD group of East African countries",
            "IGAD",
        ),
        (
            "A group of Kenyan officials said the truce held.",
            "A group of Kenyan officials",
            "A group of Kenyan officials",
        ),
    ):
        source, cue, content = (
            Span(text.index(part), text.index(part) + len(part)) for part in (words, "said", "the truce held")
        )
        item = Attribution((source,), (cue,), (content,), "indirect", "attribution.clause.v1:say")
        assert _sources(text, item) == [[name]]


def _contents(text, words):
    span = Span(text.index(words), text.index(words) + len(words))
    report, analysis = understand_actors(text)
    item = Attribution((Span(0, 9),), (Span(10, 14),), (span,), "mixed", "attribution.clause.v1:say")
    analysis = dataclasses.replace(analysis, attributions=(item,))
    setting = set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")
    return [piece.of(text) for statement in code_statements(setting) for piece in statement.content]


def test_that_goes_where_it_is_a_conjunction_and_stays_where_it_is_what_is_spoken_of():
    """The words of a content begin behind "that", but with the pronoun."""
    assert _contents("The envoy said that the road is open.", "that the road is open") == ["the road is open"]
    mistaken = "The envoy told the Herald's board that he supported a policy focused on trade."
    told = "that he supported a policy focused on trade"
    assert _contents(mistaken, told) == ["he supported a policy focused on trade"]
    text = "The envoy said: “That is the only road.”"
    assert _contents(text, "“That is the only road.”") == ["That is the only road."]


def test_a_content_has_no_loose_edges():
    """No comma behind "that", nor "only" before it, and no conjunction at the end; what is quoted stays as it is."""
    text = "The envoy said that, since May, the road is open."
    assert _contents(text, "that, since May, the road is open") == ["since May, the road is open"]
    text = "The envoy said only that the road is open."
    assert _contents(text, "only that the road is open") == ["the road is open"]
    text = "The envoy said the road is open, but he left."
    assert _contents(text, "the road is open, but") == ["the road is open"]


def test_what_is_told_inside_anothers_words_goes_as_far_as_these():
    """The agency's credit is no part of what the army said."""
    text = "Kenyan television quoted the army as saying the road was shut, Norwegian radio reports."

    def spans(*words):
        return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)

    outer = Attribution(
        spans("Kenyan television"),
        spans("quoted"),
        spans("the army as saying the road was shut"),
        "indirect",
        "attribution.clause.v1:quote",
    )
    inner = Attribution(
        spans("the army"),
        spans("saying"),
        spans("the road was shut, Norwegian radio reports"),
        "indirect",
        "attribution.clause.v1:say",
        parent=0,
    )
    report, analysis = understand_actors(text)
    analysis = dataclasses.replace(analysis, attributions=(outer, inner))
    statements = code_statements(set_out(report, analysis, standings=("news",), run_id="run"))
    assert [s.content[0].of(text) for s in statements if s.parent_id] == ["the road was shut"]


def test_what_is_told_outside_anothers_words_is_not_told_inside_them():
    """Of a saying of which but a mark lies inside, nothing is left."""
    text = 'Kenyan television quoted the army as saying the road was "shut", Norwegian radio reports.'

    def spans(words):
        return (Span(text.index(words), text.index(words) + len(words)),)

    outer = Attribution(
        spans("Kenyan television"),
        spans("quoted"),
        spans('the army as saying the road was "shut"'),
        "mixed",
        "attribution.clause.v1:quote",
    )
    inner = Attribution(
        spans("the army"),
        spans("saying"),
        spans('", Norwegian radio reports'),
        "mixed",
        "attribution.clause.v1:say",
        parent=0,
    )
    report, analysis = understand_actors(text)
    analysis = dataclasses.replace(analysis, attributions=(outer, inner))
    statements = code_statements(set_out(report, analysis, standings=("news",), run_id="run"))
    assert [s.parent_id for s in statements] == [None]


def test_what_one_declines_to_say_is_not_said():
    """Nor what one fails to explain; what one goes on to say is."""
    assert _told("Mira Solvan declined to say whether planes were flying in the area.") == ()
    assert _told("Mira Solvan failed to explain why the talks broke down in May.") == ()
    assert len(_told("Mira Solvan went on to say that the road was shut.")) == 1


def test_the_clause_that_comes_next_is_not_told():
    """What one denied is "which", and no row that went on."""
    text = "Kenya blamed Norway for the leak, which it denied, and the row went on."
    source, cue, content = (
        (Span(text.index(part), text.index(part) + len(part)),) for part in ("it", "denied", "and the row went on")
    )
    item = Attribution(source, cue, content, "indirect", "attribution.clause.v1:deny")
    assert _sources(text, item) == []


def test_what_is_called_for_may_be_two_words():
    """Unity is what is wanted."""
    (statement,) = _told(CALL)
    assert [piece.of(CALL) for piece in statement.content] == ["national unity"]


def test_a_mark_stays_where_its_partner_stands_within():
    """Marks around the first words of a content stay both; those around the whole go both."""
    assert _contents('The envoy said "hardly a road" was open.', '"hardly a road" was open') == [
        '"hardly a road" was open'
    ]
    assert _contents("The envoy said he was 'safe'.", "he was 'safe'") == ["he was 'safe'"]
    assert _contents("They left (the envoy said no road is open).", "no road is open)") == ["no road is open"]
    assert _contents('The envoy said "not one road is open".', '"not one road is open"') == ["not one road is open"]
    assert _contents('The envoy said that "no road is open".', 'that "no road is open"') == ["no road is open"]


def test_nobody_speaks_to_himself():
    """An addressee that is the speaker again is a misread pronoun, and left out."""
    text = "Peter Hall spoke to the mayor and urged him to wait."
    report, analysis = understand_actors(text)
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in ("Peter Hall", "urged", "him to wait")]
    item = Attribution(
        (spans[0],), (spans[1],), (spans[2],), "indirect", "attribution.xcomp.v1:urge", None, (spans[0],)
    )
    analysis = dataclasses.replace(analysis, attributions=(item,))
    setting = set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")
    assert [statement.addressee for statement in code_statements(setting)] == [()]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "rule"),
    [
        (
            "The ministry would welcome an end of the strike.",
            "The ministry",
            "would welcome",
            "an end of the strike",
            "object.v1:welcome",
        ),
        (
            "The committee concluded its second public hearing.",
            "The committee",
            "concluded",
            "its second public hearing",
            "none.v1:conclude",
        ),
        (
            "The bridge over the strait is threatened by storms.",
            "storms",
            "is threatened",
            "The bridge over the strait",
            "none.v1:threaten",
        ),
        ("That said, the bridge is still open.", "That", "said", "the bridge is still open", "inserted.v1:say"),
        (
            "Another suicide attack by the rebels shook the town.",
            "the rebels",
            "suicide attack",
            "shook the town",
            "reader.v2:attack",
        ),
        (
            "The envoy did not mention the need for talks.",
            "The envoy",
            "mention",
            "the need for talks",
            "object.v1:mention",
        ),
        (
            "The envoy had nothing to say about more talks.",
            "The envoy",
            "say about",
            "more talks",
            "preposition.v1:say",
        ),
        (
            "The envoy stopped short of announcing a truce.",
            "The envoy",
            "announcing",
            "a truce",
            "object.v1:announce",
        ),
        (
            "The debate revealed that the mill is shut.",
            "The debate",
            "revealed",
            "that the mill is shut",
            "clause.v1:reveal",
        ),
        ("That will confirm that the mill is shut.", "That", "confirm", "that the mill is shut", "clause.v1:confirm"),
        (
            "It means admitting that the mill is shut.",
            "It",
            "admitting",
            "that the mill is shut",
            "clause.v1:admit",
        ),
        (
            "The envoy continues to believe that the mill is shut.",
            "The envoy",
            "continues to believe",
            "that the mill is shut",
            "none.v1:continue",
        ),
        (
            "It would be hard to ask Kenya to announce that the mill is shut.",
            "Kenya",
            "to announce",
            "that the mill is shut",
            "clause.v1:announce",
        ),
        (
            "Norway would not confirm whether the mill is shut.",
            "Norway",
            "would not confirm",
            "whether the mill is shut",
            "clause.v1:confirm",
        ),
        (
            "The envoy did not say how many mills are shut.",
            "The envoy",
            "say",
            "how many mills are shut",
            "clause.v1:say",
        ),
        (
            "The ministry recalled its envoy from the capital.",
            "The ministry",
            "recalled",
            "its envoy from the capital",
            "none.v1:recall",
        ),
    ],
)
def test_what_is_only_thought_of_done_or_a_turn_of_phrase_is_no_saying(text, source, cue, content, rule):
    """What somebody would say, what a verb of telling has for its object, and "That said" make no statement."""
    spans = [(Span(text.index(part), text.index(part) + len(part)),) for part in (source, cue, content)]
    assert _sources(text, Attribution(*spans, "indirect", f"attribution.{rule}")) == []


def test_who_is_a_person_and_not_the_thing_before_it():
    """The pronoun behind a yard goes back to the subject."""
    text = "Three drivers were seen in the court of the mill who claim they were robbed."
    spans = [(Span(text.index(part), text.index(part) + len(part)),) for part in ("who", "claim", "they were robbed")]
    assert _sources(text, Attribution(*spans, "indirect", "attribution.clause.v1:claim")) == [["Three drivers"]]


def test_a_source_is_named_without_what_is_told_of_it():
    """The relative clause of who speaks is no part of the name."""
    text = "The bill, which must now be approved, says that three candidates stand."
    spans = [
        (Span(text.index(part), text.index(part) + len(part)),)
        for part in ("The bill, which must now be approved,", "says", "three candidates stand")
    ]
    assert _sources(text, Attribution(*spans, "indirect", "attribution.clause.v1:say")) == [["The bill"]]
    text = "A model made public in March by several people at the coast says that three mills stand."
    spans = [
        (Span(text.index(part), text.index(part) + len(part)),)
        for part in ("A model made public in March by several people at the coast", "says", "three mills stand")
    ]
    assert _sources(text, Attribution(*spans, "indirect", "attribution.clause.v1:say")) == [["A model"]]


def test_who_says_that_he_says_it_says_it_once():
    """The promise inside the quotation is the quotation's; what he said before is a statement of its own."""
    for cue, number in (("promise", 1), ("said", 2)):
        text = f'"I {cue} that the road is open," the Norwegian envoy told them.'
        inner, told = text.index(cue), text.index("told")
        mark = text.rindex('"')
        outer = Attribution(
            (Span(mark + 2, told - 1),),
            (Span(told, told + 4),),
            (Span(0, mark + 1),),
            "direct",
            "attribution.none.v1:tell",
        )
        own = Attribution(
            (Span(1, 2),),
            (Span(inner, inner + len(cue)),),
            (Span(text.index("that"), mark - 1),),
            "indirect",
            f"attribution.clause.v1:{cue.replace('said', 'say')}",
            0,
        )
        assert len(_sources(text, outer, own)) == number


def _told(text):
    report, analysis = understand_actors(text)
    analysis = dataclasses.replace(analysis, attributions=find_attributions(report, analysis))
    setting = set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")
    return code_statements(setting)


@pytest.mark.parametrize(
    "text",
    [
        "Mira Solvan said at a joint press conference in Geneva that the road is open.",
        "Mira Solvan told a joint press conference in Geneva that the road is open.",
    ],
)
def test_a_venue_and_its_place(text):
    """A press conference is where it is said, not to whom."""
    (statement,) = _told(text)
    assert (statement.venue, statement.place.name, statement.addressee) == ("joint press conference", "Geneva", ())


def test_what_i_would_say_is_said_and_what_others_would_say_is_not():
    """It is a way to say it; of somebody else it has not been said."""
    assert len(_told("I would say that the road is open.")) == 1
    assert _told("Mira Solvan would say that the road is open.") == ()


def test_a_saying_inside_a_saying_has_it_as_its_parent():
    """What somebody tells that another has told is a statement of its own inside the first."""
    outer, inner = _told("Mira Solvan said that Oru Tamm had told her the road is open.")
    assert ([p.name for p in outer.source], [p.name for p in inner.source]) == (["Mira Solvan"], ["Oru Tamm"])
    assert (outer.parent_id, inner.parent_id) == (None, outer.id)


def test_a_body_whose_letters_are_a_pronouns_is_named_whole():
    """The WHO is no "who"."""
    text = "The road is open, said the doctors of the WHO."
    spans = [
        (Span(text.index(w), text.index(w) + len(w)),) for w in ("the doctors of the WHO", "said", "The road is open")
    ]
    assert _sources(text, Attribution(*spans, "indirect", "attribution.clause.v1:say")) == [["doctors of the WHO"]]


def test_who_denies_in_his_own_words_denies():
    """What he promises he only says."""
    assert len(_told('"I deny that the road is shut," Mira Solvan said.')) == 2
    assert len(_told('"I promise that the road will open," Mira Solvan said.')) == 1


def _object_of(text, source, cue, content):
    source, cue, content = (Span(text.index(part), text.index(part) + len(part)) for part in (source, cue, content))
    return _sources(text, Attribution((source,), (cue,), (content,), "indirect", "attribution.object.v1:dismiss"))


def test_whom_a_verb_is_about_is_nothing_said():
    """To dismiss a man is a deed; to dismiss him as something is to say so."""
    text = "Kenya's president dismissed the army chief of Uganda."
    assert _object_of(text, "Kenya's president", "dismissed", "the army chief of Uganda") == []
    text = "Kenya's president dismissed the army chief as a fool."
    assert _object_of(text, "Kenya's president", "dismissed", "the army chief as a fool") != []


def test_of_a_number_of_people_the_people_say_it():
    """Lawmakers do, not their group; and the words still tell how many of them."""
    text = "A group of Kenyan lawmakers said the dam is unsafe."
    source, cue, content = (
        Span(text.index(part), text.index(part) + len(part))
        for part in ("A group of Kenyan lawmakers", "said", "the dam is unsafe")
    )
    item = Attribution((source,), (cue,), (content,), "indirect", "attribution.clause.v1:say")
    report, analysis = understand_actors(text)
    analysis = dataclasses.replace(analysis, attributions=(item,))
    (statement,) = code_statements(set_out(report, analysis, standings=("news",), run_id="run"))
    (speaker,) = statement.source
    codes = {actor.id: actor.code for actor in analysis.actors}
    assert (speaker.name, speaker.span.of(text)) == ("A group of Kenyan lawmakers",) * 2
    assert codes[speaker.actor_id] == "KENLEG"


def test_who_is_named_as_the_author_of_a_report_is_who_tells():
    """Not the report."""
    report, analysis = understand_actors("According to a report by Minister Orhan Veldar, the dam is unsafe.")
    analysis = dataclasses.replace(analysis, attributions=find_attributions(report, analysis))
    (statement,) = code_statements(set_out(report, analysis, standings=("news",), run_id="run"))
    assert [participant.name for participant in statement.source] == ["Orhan Veldar"]


def test_a_content_ends_where_what_its_speaker_goes_on_with_is_quoted():
    """The words behind "referring to" end before the quotation that the verb outside them resumes; a quotation told within stays."""
    text = 'The envoy said, referring to the road, "and we will go on."'
    report, analysis = understand_actors(text)

    def spans(*words):
        return tuple(Span(text.index(word), text.index(word) + len(word)) for word in words)

    said = Attribution(
        spans("The envoy"), spans("said"), spans('"and we will go on."'), "direct", "attribution.clause.v1:say"
    )
    told = Attribution(
        spans("The envoy"),
        spans("referring"),
        spans('the road, "and we will go on."'),
        "mixed",
        "attribution.clause.v1:mention",
    )
    analysis = dataclasses.replace(analysis, attributions=(said, told))
    setting = set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")
    contents = [[piece.of(text) for piece in s.content] for s in code_statements(setting)]
    assert sorted(contents) == [["and we will go on."], ["the road"]]


@pytest.mark.parametrize(
    "rest",
    [", an admission that cheered his foes", ", a claim Kenya denied", ", to which Kenya replied: “It is not.”"],
)
def test_what_the_teller_remarks_on_it_is_not_told(rest):
    """Behind the comma the teller speaks."""
    text = f"The envoy said that the road is open{rest}."
    assert _contents(text, f"that the road is open{rest}") == ["the road is open"]


def test_a_quotation_at_the_end_keeps_its_closing_mark():
    """Though a full stop stands before it."""
    text = 'The envoy said that the road is "bad" and "closed."'
    assert _contents(text, 'that the road is "bad" and "closed') == ['the road is "bad" and "closed."']


def test_the_last_mark_of_several_paragraphs_closes_them_all():
    """Each of them opens the quotation anew."""
    told = "“The road is bad.\n“It is closed.”"
    assert _contents(f"The envoy said: {told}", told) == ["The road is bad.\n“It is closed."]


def test_an_answer_of_a_word_is_told_with_what_was_asked():
    """No "no" without its question."""
    text = "Asked whether the road was open, the Norwegian envoy said no."
    (statement,) = _told(text)
    assert [piece.of(text) for piece in statement.content] == ["whether the road was open", "no"]


def test_words_in_marks_are_said_whatever_the_verb():
    """Those of a sentence; a word or three in marks are not."""
    for words, number in (("We will go on as before.", 1), ("bad road", 0)):
        text = f"The Norwegian envoy handed out a retort: “{words}”"
        source, cue, content = (
            (Span(text.index(part), text.index(part) + len(part)),) for part in ("envoy", "handed out", f"“{words}”")
        )
        item = Attribution(source, cue, content, "direct", "attribution.reader.v2:hand")
        assert len(_sources(text, item)) == number


@pytest.mark.parametrize(
    ("text", "parts", "told"),
    [
        (
            "The envoys condemned the raids that they said killed nine people.",
            ("they", "said", "killed nine people"),
            ["the raids", "killed nine people"],
        ),
        (
            "The army left the town, which the mayor said is safe.",
            ("the mayor", "said", "is safe"),
            ["the town", "is safe"],
        ),
    ],
)
def test_whom_an_inserted_saying_tells_of_is_told(text, parts, told):
    """It stands before its pronoun."""
    source, cue, content = ((Span(text.index(part), text.index(part) + len(part)),) for part in parts)
    item = Attribution(source, cue, content, "indirect", "attribution.clause.v1:say")
    report, analysis = understand_actors(text)
    analysis = dataclasses.replace(analysis, attributions=(item,))
    (statement,) = code_statements(set_out(report, analysis, standings=("news",), run_id="run"))
    assert [piece.of(text) for piece in statement.content] == told


@pytest.mark.parametrize(
    ("text", "parts", "rule"),
    [
        (
            "Velmora recalled its ambassador and expelled Karsenia's after a soldier lost a limb.",
            ("Velmora", "recalled", "Karsenia's after a soldier lost a limb"),
            "attribution.none.v1:recall",
        ),
    ],
)
def test_what_comes_behind_a_deed_done_to_a_person_is_not_told(text, parts, rule):
    """To recall an envoy is to say nothing."""
    source, cue, content = ((Span(text.index(part), text.index(part) + len(part)),) for part in parts)
    assert _sources(text, Attribution(source, cue, content, "indirect", rule)) == []


def test_whom_somebody_informs_is_not_what_he_says():
    """The addressee with the subject is no content."""
    text = "The minister informed the mission and the envoys about the talks."
    told = (Span(text.index("the mission"), len(text) - 1),)
    item = Attribution((Span(0, 12),), (Span(13, 21),), told, "indirect", "attribution.none.v1:inform", addressee=told)
    assert _sources(text, item) == []


def test_a_headline_that_says_what_the_lead_says_is_a_repeat_of_it():
    """With whatever verb, and not only behind a colon."""
    headline = "Kenya's army says the truce on the border is over"
    lead = "Kenya's army said on Wednesday that the truce on the border with the rebels was over."
    report = plain_report(f"{headline}\n{lead}", day="2021-10-13")
    report = dataclasses.replace(
        report, paragraphs=report.paragraphs[1:], headline=headline, headline_span=report.paragraphs[0]
    )
    (statement,) = code_report(report, Options()).statements
    assert [span.of(report.text) for span in statement.repeats] == ["the truce on the border is over"]


@pytest.mark.parametrize("mark", [" - ", ": "])
def test_who_a_headline_says_it_by_behind_a_mark(mark):
    """A few words that name somebody and tell nothing."""
    headline = f"Suspected rebels kill ten Kenyan soldiers{mark}security source"
    report = plain_report(f"{headline}\nThe blast was on Monday.", day="2021-10-13")
    report = dataclasses.replace(
        report, paragraphs=report.paragraphs[1:], headline=headline, headline_span=report.paragraphs[0]
    )
    record = code_report(report, Options())
    assert [[p.name for p in s.source] for s in record.statements] == [["security source"]]
    assert [[p.name for p in e.targets] for e in record.events] == [["ten Kenyan soldiers"]]


@pytest.mark.parametrize(
    ("label", "speakers"),
    [("SIERRA LEONE", []), ("Sierra Leone's army", ["Sierra Leone's army"]), ("UN", ["UN"])],
)
def test_a_state_in_capitals_before_a_headline_says_nothing(label, speakers):
    """It tells where the report is from; a body may be written so."""
    report = plain_report(f"{label}: Rebels free ten hostages\nThe men came home on Monday.", day="2021-10-13")
    headline = report.paragraphs[0]
    report = dataclasses.replace(
        report, paragraphs=report.paragraphs[1:], headline=headline.of(report.text), headline_span=headline
    )
    assert [p.name for s in code_report(report, Options()).statements for p in s.source] == speakers


def test_a_charge_is_told_whatever_the_parse_gives_it_to():
    """What somebody is accused of, as a phrase of him or of the verb."""
    text = "The minister spoke for an hour, accusing the three of bowing to the generals."
    item = Attribution(
        (Span(0, 12),),
        (Span(text.index("accusing"), text.index(" the three")),),
        (Span(text.index("the three"), len(text) - 1),),
        "indirect",
        "attribution.object.v1:accuse",
    )
    assert _sources(text, item) == [["minister"]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The rebels agreed to a truce in a steamroller offensive.", []),
        ("The two sides have agreed on a truce, which could end a month of fighting.", []),
        ("The minister agreed that the road was closed.", ["the road was closed"]),
        ("The official, who asked not to be named, said that the road was closed.", ["the road was closed"]),
        ("The president declared a state of emergency in Kenya.", []),
        ("The minister declared that the war was over.", ["the war was over"]),
    ],
)
def test_what_is_settled_or_asked_of_a_reporter_is_not_said(text, told):
    """A deed is none of the statements, nor is the wish to stay unnamed."""
    statements = code_report(plain_report(text), Options()).statements
    assert [span.of(text) for statement in statements for span in statement.content] == told


def test_no_comma_opens_what_is_said():
    """Where the piece begins with one."""
    text = "He had no doubts, Kenya had left the town, the radio reported."
    report, analysis = understand_actors(text)
    start = text.index(", Kenya")
    item = Attribution(
        (Span(text.index("the radio"), len(text) - 10),),
        (Span(text.index("reported"), len(text) - 1),),
        (Span(start, text.index(", the radio")),),
        "indirect",
        "attribution.clause.v1:report",
    )
    analysis = dataclasses.replace(analysis, attributions=(item,))
    setting = set_out(report, analysis, standings=("news",) * len(analysis.sentences), run_id="run")
    (statement,) = code_statements(setting)
    assert [span.of(text) for span in statement.content] == ["Kenya had left the town"]
