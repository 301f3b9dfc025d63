"""Attributions: source, cue and content, whatever marks and order a text uses."""

import pytest
from tests.coding.understanding import understand_actors

from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, understand_report
from dragoman.model import Span
from dragoman.understand.attribution import find_attributions
from dragoman.understand.cues import draft_cues
from dragoman.understand.drafts import Page
from dragoman.understand.labelled import TURN
from dragoman.understand.language import analyse_language
from dragoman.understand.reading import Reading, Told, read_report
from dragoman.understand.refining import refine
from dragoman.understand.sharing import make_whole


def _read(text):
    """What the rules and the reader find together."""
    return understand_report(plain_report(text), Options(), run_id="run").attributions


def _find(text):
    report = plain_report(text)
    return [
        (
            " ".join(span.of(text) for span in item.source),
            " ".join(span.of(text) for span in item.cue),
            " … ".join(span.of(text) for span in item.content),
            item.kind,
            item.parent is not None,
        )
        for item in find_attributions(report, analyse_language(report))
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Velmora's foreign minister said that the talks would go on.",
            ("Velmora's foreign minister", "said", "that the talks would go on", "indirect", False),
        ),
        (
            "“We will wait for an answer,” President Solvan said.",
            ("President Solvan", "said", "“We will wait for an answer,”", "direct", False),
        ),
        (
            '"We will wait for an answer,” said President Solvan.',
            ("President Solvan", "said", '"We will wait for an answer,”', "direct", False),
        ),
        (
            "According to the ministry, two soldiers were wounded near the pass.",
            ("the ministry", "According to", "two soldiers were wounded near the pass", "indirect", False),
        ),
        (
            "The mediators urged both governments to pull their guns back.",
            ("The mediators", "urged", "both governments to pull their guns back", "indirect", False),
        ),
        (
            "Karsenia accused Velmora of shelling a market.",
            ("Karsenia", "accused", "Velmora of shelling a market", "indirect", False),
        ),
        (
            "The talks, the envoy said in a statement, had not failed.",
            ("the envoy", "said in a statement", "The talks … had not failed", "indirect", False),
        ),
        (
            "Brown compared the tactics to “methods of the mafia that spread to every office”.",
            ("Brown", "compared", "“methods of the mafia that spread to every office”", "direct", False),
        ),
        (
            "Farmers gathered at the crossing.\n“Nobody asked us, and nobody will.”\n— Mara Test, a farmer near Talvik\n",
            ("Mara Test", "—", "“Nobody asked us, and nobody will.”", "direct", False),
        ),
        (
            "REPORTER: What will you do?\nDORVAL: We will go back to our parliament.\nREPORTER: And then?\nDORVAL: Wait.\n",
            ("DORVAL", ":", "We will go back to our parliament", "direct", False),
        ),
        (
            "The head of the Veldan delegation said in a letter:\nNo village changes hands under the plan.\n",
            (
                "The head of the Veldan delegation",
                "said in a letter:",
                "No village changes hands under the plan",
                "indirect",
                False,
            ),
        ),
    ],
    ids=[
        "indirect",
        "direct",
        "mismatched marks",
        "according",
        "appeal",
        "charge",
        "inserted",
        "comparison",
        "signature",
        "turn",
        "announced",
    ],
)
def test_one_attribution(text, found):
    """Each way of telling gives its source, cue and content."""
    assert found in _find(text)


def test_a_quotation_goes_on_after_its_cue_and_in_the_next_paragraph():
    """What stands in the same marks after the cue, and the quotation that opens the next paragraph, are of the same attribution."""
    text = (
        "“We waited,” President Solvan told reporters in the capital. “Nobody came to the meeting at all.”\n"
        "“The door stays open, and it will stay open next year too.”"
    )
    direct = [item for item in _find(text) if item[3] == "direct"]
    assert len(direct) == 1
    assert "Nobody came" in direct[0][2]
    assert "The door stays open" in direct[0][2]


def test_nesting():
    """Somebody told to have said that somebody said: the inner stands inside the outer."""
    found = _find("Solvan said that the mediators had announced that they would return to the city in June.")
    assert [(item[0], item[4]) for item in found] == [("Solvan", False), ("the mediators", True)]


def test_who_said_it_is_no_content():
    """The words that tell who spoke are nobody's statement."""
    assert all("said" not in item[2] for item in _find("“We continue to wait for them,” said Ben Rodas, an adviser."))


@pytest.mark.parametrize(
    "text",
    [
        "The road runs along the river for ten kilometres.",
        "The drills will help the allies respond to “any crisis or contingencies.”",
        "They met in order to reach “a lasting peace”.",
    ],
    ids=["no source", "what is responded to", "in order to"],
)
def test_what_nobody_says_is_attributed_to_nobody(text):
    """A text without a source or a saying has no attributions."""
    assert _find(text) == []


def test_a_label_that_comes_once_is_no_speaker():
    """A dateline's place and a note's label tell nothing."""
    text = "TALVIK: The minister arrived on Monday.\nNOTE: Prices are in crowns.\nThe road was closed.\n"
    assert not [item for item in _find(text) if item[0] in {"TALVIK", "NOTE"}]


def test_a_list_of_labels_is_no_interview():
    """Prices and places have labels again and again, and say nothing."""
    text = "Price: It costs ten crowns.\nPlace: It lies near the sea.\nPrice: It costs two crowns.\nPlace: It lies inland.\n"
    assert not _find(text)


def test_what_a_participle_adds_is_the_speakers_and_not_told_inside():
    """A verb of saying and its participle tell two things of one speaker, side by side."""
    found = _find("The envoy said the army had shelled the town, adding that the talks would go on.")
    assert ("The envoy", "said", "the army had shelled the town", "indirect", False) in found
    assert ("The envoy", "adding", "that the talks would go on", "indirect", False) in found


def test_what_is_told_of_is_not_told_to():
    """Behind "to" may stand the topic; then it is no addressee."""
    report = plain_report("The governor objected to new provisions of the budget.\n")
    (item,) = find_attributions(report, analyse_language(report))
    assert item.addressee == ()


def _release(*paragraphs):
    """What the minister of a release says, by pieces, and in which kind."""
    report, analysis = understand_actors("\n".join(("Foreign Secretary Anna Verran said:", *paragraphs)))
    item = find_attributions(report, analysis)[0]
    assert [span.of(report.text) for span in item.source] == ["Foreign Secretary Anna Verran"]
    return [span.of(report.text) for span in item.content], item.kind


def test_a_release_is_one_direct_saying():
    """Behind "said:" the paragraphs without marks are told too, in the speaker's own words, whether or not "I" stands in each."""
    said = [
        "The truce in the valley is welcome",
        "The army of Velmora must keep to it. The road ahead is long",
        "Karsenia will send monitors",
    ]
    assert _release(*(f"{words}." for words in said)) == (said, "direct")


@pytest.mark.parametrize(
    "rest",
    [
        "Notes to editors\nThe valley has been closed since May.",
        "The Foreign Secretary will return on Monday.",
        "Verran took office in May.",
    ],
    ids=["a heading", "the speaker's office", "the speaker's name"],
)
def test_a_release_ends_where_it_tells_of_its_speaker(rest):
    """Nor is a heading said, nor what stands below it."""
    assert _release("The truce is welcome.", "It must last.", rest)[0] == ["The truce is welcome", "It must last"]


def test_a_report_that_quotes_others_too_is_no_release():
    """Only the paragraph that is announced is told then, or those up to the last "I" or "we"."""
    rest = "The road was shut.", "“Nobody asked the farmers,” said Oren Tal."
    assert _release("The truce is welcome.", *rest)[0] == ["The truce is welcome"]
    first = "The truce is welcome.", "It must last.", "I hope that both armies keep to it."
    assert _release(*first, *rest)[0] == [paragraph.rstrip(".") for paragraph in first]


def test_a_release_ends_where_another_speaks():
    """What somebody else says after it is not the first speaker's."""
    text = (
        "Foreign Secretary Anna Verran said:\n"
        "I welcome the truce in the valley.\n"
        "General Orsk said that his men had left it.\n"
        "We wait for them."
    )
    assert _find(text)[0][2] == "I welcome the truce in the valley"


@pytest.mark.parametrize(
    ("text", "told_to"),
    [
        ("The envoy urged calm.", []),
        ("The envoy told a news briefing that the road was open.", []),
        ("The envoy called the march a defeat.", []),
        ("The envoy told the governor that the road was open.", ["the governor"]),
        ("The envoy urged the governor to open the road.", ["the governor"]),
        ("The envoy called on Velmora to open the road.", ["Velmora"]),
        ("The envoy was told by the governor that the road was open.", ["The envoy"]),
        ("The envoy was summoned by the governor and told that the road was open.", ["The envoy"]),
    ],
)
def test_who_is_told(text, told_to):
    """What is urged, where it is said and what is given a name is told nothing."""
    report = plain_report(text + "\n")
    (item,) = find_attributions(report, analyse_language(report))
    assert [span.of(text) for span in item.addressee] == told_to


def test_whom_somebody_quotes_says_it_inside():
    """Y says it, and X, who cited him as saying so, tells that."""
    found = _find("The court cited the harbour police as saying that twelve boats had been stopped.")
    assert found == [
        ("The court", "cited", "the harbour police as saying that twelve boats had been stopped", "indirect", False),
        ("the harbour police", "saying", "that twelve boats had been stopped", "indirect", True),
    ]


@pytest.mark.parametrize(
    ("text", "told", "told_to"),
    [
        ("Workers asked their employers for help with the matter.", "help with the matter", "their employers"),
        (
            "The army has announced a curfew, warning residents it is “strictly forbidden to move” after dark.",
            "it is “strictly forbidden to move” after dark",
            "residents",
        ),
    ],
)
def test_whom_something_is_told_without_that_is_not_told(text, told, told_to):
    """The words begin behind who is asked or warned."""
    last = _read(text)[-1]
    assert ([span.of(text) for span in last.content], [span.of(text) for span in last.addressee]) == ([told], [told_to])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The army said the raid could be the start of a war and ordered its men to the border.", "a war"),
        ("Police said that his papers had expired, and fired a warning shot.", "expired"),
        ("The army said that the rebels had attacked and killed six villagers.", "villagers"),
        ("The army said the men would be tried and sent home.", "home"),
        ("Police said the leaders had incited violence and urged protests.", "protests"),
        ("The minister said the raid could be “the start of a war” and ordered the army to the border.", "a war”"),
        ("The army held a mayor for two hours, saying his papers had expired, and fired a warning shot.", "expired"),
    ],
)
def test_what_somebody_does_besides_he_does_not_tell(text, told):
    """What is told ends before a deed in the plain past that it cannot go on with."""
    assert _read(text)[-1].content[-1].of(text).endswith(told)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The envoy was summoned by the ministry and told that the raids must stop.", ["the ministry"]),
        ("The envoy was summoned by the ministry and told reporters that the raids had stopped.", ["The envoy"]),
        (
            "The Kenyan envoy was summoned to the foreign ministry and warned that talks may end.",
            ["the foreign ministry"],
        ),
        ("Chad summoned the Kenyan ambassador. The envoy was told that the raids must stop.", ["Chad"]),
        ("The envoy was summoned and told that the raids must stop.", []),
        ("Chad summoned the Kenyan ambassador. The mayor was told that the raids must stop.", []),
    ],
)
def test_who_tells_somebody_summoned_something(text, source):
    """By whom it is said, else his host, and never he himself; whatever he then says he says himself."""
    last = _read(text)[-1]
    assert [span.of(text) for span in last.source] == source


@pytest.mark.parametrize(
    "text",
    [
        "The talks were described as “fruitful” by both sides, raising hopes that a truce is near.",
        "Both sides described the talks as “fruitful”.",
    ],
)
def test_what_somebody_calls_something(text):
    """Both the thing and the name are told, and not what follows of it."""
    (item,) = (item for item in _read(text) if item.source)
    assert item.source[0].of(text).lower() == "both sides"
    assert (
        " … ".join(span.of(text) for span in item.content).lower().replace("… “", "as “") == "the talks as “fruitful”"
    )


def test_what_is_denounced_by_somebody_is_what_he_says():
    """In the passive the subject is told of, and the agent speaks."""
    found = _find("The vote in the valley was dismissed by the ministry.")
    assert found == [("the ministry", "was dismissed", "The vote in the valley", "indirect", False)]


@pytest.mark.parametrize(
    "text",
    [
        "It is hard to say that the talks have failed.",
        "The old bridge is cited as a cause of the floods.",
    ],
)
def test_what_cannot_speak_says_nothing(text):
    """The "it" of a judgement and what is cited are no speakers."""
    assert not any(source for source, *_ in _find(text))


def test_a_sentence_told_twice_by_one_speaker_is_shared_out():
    """What stands before the first cue is the first's, the rest the second's."""
    found = _find('There is no bread in the town, she said, and no way to leave it "by any road," she added.')
    assert [(item[1], item[2]) for item in found] == [
        ("said", "There is no bread in the town"),
        ("added", 'and no way to leave it "by any road,"'),
    ]


def test_a_quotation_is_told_by_the_cue_on_the_next_line():
    """A line may be broken between words and speaker."""
    found = _find(
        "The port closes in May.\n“That would be the end of two hundred boats,”\nMayor Orsk said on Monday.\nIt rained."
    )
    assert [(item[0], item[2]) for item in found] == [
        ("Mayor Orsk", "“That would be the end of two hundred boats,”"),
    ]


def test_words_outside_the_marks_make_a_quotation_mixed():
    """One word of the reporter's is enough, however long the quotation."""
    (found,) = _find("Orsk “is somebody who grew up in the port and knows every boat in it by name,” said Mara Lind.")
    assert found[3] == "mixed"


def test_who_is_quoted_as_saying_says_it_once():
    """The quoting is part of the cue."""
    found = _find("A baker was quoted as saying that the road had been shut.")
    assert found == [("A baker", "was quoted as saying", "that the road had been shut", "indirect", False)]


def test_what_a_thing_cannot_say_its_speaker_goes_on_to_say():
    """The parse joins the second saying to what the thing does."""
    found = _find("A spokeswoman confirmed that the food was being held at the port but denied any plans to burn it.")
    assert [source for source, cue, *_ in found if "denied" in cue] == ["A spokeswoman"]


def test_a_text_that_asks_twice_asks_for_each_once():
    """The first demand is no part of the second."""
    told = {
        cue: content
        for _, cue, content, *_ in _find(
            "The resolution demanded full access and requested the army to leave the town."
        )
    }
    assert all("demanded" not in content for content in told.values())


def test_the_name_of_who_it_is_according_to_is_no_part_of_what_is_told():
    """The parse gives it to the clause behind."""
    text = "According to a provincial doctor, Jean-Constatin Kanow, the epidemic has affected four villages."
    ((source, _, content, *_),) = _find(text)
    assert source == "a provincial doctor, Jean-Constatin Kanow"
    assert content == "the epidemic has affected four villages"
    ((source, *_),) = _find("The road is shut, according to a doctor")
    assert source == "a doctor"


def test_the_answers_of_an_interview_go_on_to_the_next_question():
    """Over paragraphs; the questions are nobody's statements."""
    text = (
        "Q: What did the envoys want?\nVELDAR: They wanted a truce.\nThey did not get it.\n"
        "Q: And now?\nVELDAR: Now they wait.\nSo do we.\nThe talks were held in May.\n"
    )
    assert [(source, content) for source, _, content, *_ in _find(text)] == [
        ("VELDAR", "They wanted a truce … They did not get it"),
        ("VELDAR", "Now they wait … So do we"),
    ]


@pytest.mark.parametrize(
    "text",
    ["Have the envoys said that the war is over?", "The envoy, referring to the last clause of the text, left."],
    ids=["a question", "what is referred to"],
)
def test_what_is_asked_or_only_referred_to_is_not_told(text):
    """A question tells nothing, nor does a bare noun behind "referring to"."""
    assert _find(text) == []


def test_a_question_is_his_whose_word_for_asking_stands_behind_it():
    """Also where the language component makes two sentences of it, and another spoke before."""
    text = (
        "'We all have to make some adjustments,' Marr testified.\n\n"
        "'How in the world can you step up efforts if you keep cutting the budget?' asked Chairman William Holt, a judge."
    )
    found = [(source, cue) for source, cue, *_ in _find(text) if source]
    assert found == [("Marr", "testified"), ("Chairman William Holt, a judge", "asked")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            '"Will they sign the accord?" Oren Tal asked.',
            ("Oren Tal", "asked", '"Will they sign the accord?"', "direct"),
        ),
        (
            '"We wait," Mara Solvan said. "Will they sign the accord?" Oren Tal asked.',
            ("Oren Tal", "asked", '"Will they sign the accord?"', "direct"),
        ),
        (
            "Oren Tal rose. Will they sign the accord? he asked.",
            ("he", "asked", "Will they sign the accord?", "indirect"),
        ),
        ("Asked whether he would sign, Oren Tal said no.", ("Oren Tal", "said", "no", "indirect")),
    ],
    ids=["a sentence of its own", "another speaks before", "no marks", "an answer of a word"],
)
def test_questions_are_told_by_whose_word_for_asking_follows(text, found):
    """Whatever sentences the language component makes of it."""
    assert found in [item[:4] for item in _find(text)]


def test_what_stands_around_a_quotation_is_no_part_of_it():
    """Neither what its speaker does behind it, nor what another cue tells before it."""
    ((*_, content, kind, _),) = _find('The envoy said "we will wait for an answer" and left the hall.')
    assert (content, kind) == ('"we will wait for an answer"', "direct")
    text = 'Solvan suggested that the plan was weak - "we need the details," she said - and left.'
    assert ("she", "said", '"we need the details,"', "direct", False) in _find(text)


def test_the_day_behind_a_cue_is_no_part_of_what_is_told():
    """But of a clause of which it is the subject."""
    ((*_, content, _, _),) = _find("The minister said Tuesday his deeds were lawful.")
    assert content == "his deeds were lawful"
    ((*_, content, _, _),) = _find("The minister said Friday was a good day.")
    assert content == "Friday was a good day"


def test_a_second_object_of_telling_is_the_subject_that_the_clause_lacks():
    """The parse gives it to the verb of telling."""
    text = "Local residents told him parts of the aircraft were also lying scattered inside a yard."
    ((*_, content, _, _),) = _find(text)
    assert content == "parts of the aircraft were also lying scattered inside a yard"


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The envoy called for an end to the siege.", "called for", "an end to the siege"),
        ("The envoy wrote: “The road is open.”", "wrote:", "“The road is open.”"),
        ("The envoy agreed to open the road.", "agreed", "to open the road"),
    ],
)
def test_what_leads_over_to_the_content_is_of_the_cue(text: str, cue: str, content: str):
    """A colon and a preposition of the cue's own; "to" belongs to what is told."""
    assert [found[1:3] for found in _find(text)] == [(cue, content)]


def test_whom_a_turn_only_calls_answer_is_who_was_interviewed():
    """The one person named before, or, of several, the one who is spoken to."""
    turns = "\nQ: Will it hold?\nA: It will hold.\nQ: When?\nA: In June.\n"
    one = "Minister Oskar Lind has led the talks since May."
    two = "The Herald spoke to Minister Oskar Lind about the truce. Ada Renn led the talks before."
    for text in (one, two):
        report, analysis = understand_actors(text + turns)
        found = find_attributions(report, analysis)
        answers = [item.source[0].of(report.text) for item in found if item.rule == TURN]
        assert answers == ["Minister Oskar Lind"] * 2


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The envoy assured residents that the truce would hold.", "that the truce would hold"),
        ("The envoy told the mayor that was elected in May that the road was shut.", "that the road was shut"),
    ],
)
def test_what_somebody_is_told_is_not_told_of_him(text, content):
    """A clause with "that" and a subject which lacks nothing is told, whatever noun the parser gives it to."""
    assert [item[2] for item in _find(text)] == [content]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The envoy told them what he would do: “The first thing to do is to shut the port.”",
            "The envoy",
            "what he would do … “The first thing to do is to shut the port.”",
        ),
        (
            "The envoys met.\n“Claims will not end the war. They will not bring anybody home.\n“We support the aid,” Oren Tal concluded.",
            "Oren Tal",
            "“Claims will not end the war. They will not bring anybody home. … “We support the aid,”",
        ),
        (
            "Oren Tal said the count was over.\nMara Solvan asked if the law had been kept.\n“Is that not a different standard from the law's?”",
            "Mara Solvan",
            "if the law had been kept … “Is that not a different standard from the law's?”",
        ),
    ],
    ids=["behind a colon", "left open before the next paragraph", "alone behind a paragraph that tells"],
)
def test_a_quotation_is_whose_the_words_beside_it_are(text, source, content):
    """Also where no cue stands in its own sentence."""
    assert (source, content) in [(item[0], item[2]) for item in _find(text)]


def test_whoever_tells_at_the_end_of_a_sentence_tells_all_of_it():
    """What another said is inside it, and who tells that is no part of it."""
    found = _find("Oren Tal said that the road was shut, according to the Karsenia Herald.")
    assert [item[2] for item in found] == ["Oren Tal said that the road was shut", "that the road was shut"]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        # Who tells of a saying, inserted behind it, is no part of it.
        (
            "The leaders of Velmora and Karsenia agreed that no more talks were needed on the plan, the envoy said, although neither signed it.",
            "The leaders of Velmora and Karsenia",
            "that no more talks were needed on the plan",
        ),
        # The teller sets one saying beside another's.
        (
            "Velmora's president said Ostrava would pay its share, while Karsenia warned that no road would be opened.",
            "Velmora's president",
            "Ostrava would pay its share",
        ),
        # What another says in the next sentence with words in marks.
        (
            'The Velmoran ministry said in a letter that the draft was ready and that a date could be set. In Karsen, the council "noted with regret" that nobody had asked it.',
            "The Velmoran ministry",
            "that the draft was ready and that a date could be set",
        ),
        # To the verb at the end the parse gives nobody.
        (
            "Its jets bombed a town held by rebels, killing 13 people, residents and a rebel group said on Wednesday.",
            "residents and a rebel group",
            "Its jets bombed a town held by rebels, killing 13 people",
        ),
    ],
)
def test_sayings_of_one_sentence_share_its_words(text, source, content):
    """With the reader and without: what is told of one ends where the other is told of."""
    found = [(who, what) for who, _, what, *_ in _find(text)]
    read = [
        (" ".join(s.of(text) for s in item.source), " … ".join(s.of(text) for s in item.content))
        for item in _read(text)
    ]
    assert (source, content) in {*found, *read}
    assert not any(who == source and what != content for who, what in read)


def test_what_is_told_before_an_inserted_saying_is_its_whole_sentence():
    """Though another's saying stands in it; not a clause that goes on behind the saying, nor one that tells when it is said."""
    text = "The leaders met on Monday and agreed that no more talks were needed on the plan, the bloc's envoy said, although neither signed it."
    told = next(item for item in _read(text) if item.source and "envoy" in item.source[0].of(text))
    assert [span.of(text) for span in told.content] == [
        "The leaders met on Monday and agreed that no more talks were needed on the plan",
        "although neither signed it",
    ]


def test_both_of_two_who_say_it_are_its_source():
    """The reader may see the first alone."""
    text = "Armenia and Azerbaijan said on Thursday that they had agreed the text of a treaty."
    assert _read(text)[0].source[0].of(text) == "Armenia and Azerbaijan"


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        # Of two verbs the second, in the plain past, asks for something: who tells of what others had done asks.
        (
            "The head of the council told reporters that the faction had broken the accord and urged the government to step in.",
            "The head of the council",
            ["that the faction had broken the accord", "the government to step in"],
        ),
        # Behind a semicolon another tells something.
        (
            "Velmora drafted a text that would delay the deadline, its envoy said; Karsenia expressed support for it.",
            "its envoy",
            ["Velmora drafted a text that would delay the deadline"],
        ),
        (
            "The envoy regretted that Karsenia had not explained its plan.",
            "The envoy",
            ["that Karsenia had not explained its plan"],
        ),
    ],
)
def test_what_stands_behind_a_saying_is_whose_it_is(text, source, content):
    """All that one speaker says, piece by piece."""
    own = [item for item in _read(text) if item.source and item.source[0].of(text) == source]
    assert [span.of(text) for item in own for span in item.content] == content


def test_the_plainest_saying_needs_no_confirmation():
    """What "two officials said" stands behind a whole clause is kept, though the reader sees nothing said."""
    text = "Oria told Ruritania that it would close the road, two officials said."
    report = plain_report(text)
    page = Page(report, understand_report(report, Options(), run_id="run"))
    drafts = draft_cues(page)
    silent = Reading()
    assert ["two officials"] in [[span.of(text) for span in d.source] for d in refine(page, drafts, silent)]


def test_a_preposition_between_two_pieces_is_told():
    """What ties the second to a noun of the first is kept where the reader leaves it out."""
    text = "The envoy described talks here on Saturday with the Kenyan minister as fruitful."
    report = plain_report(text)
    source, cue, *told = (
        Span(text.index(words), text.index(words) + len(words))
        for words in ("The envoy", "described", "talks", "the Kenyan minister as fruitful")
    )
    reading = Reading(told=[Told(told, source, cue)], cues=[cue], sources=[source])
    page = Page(report, analyse_language(report))
    (draft,) = refine(page, draft_cues(page), reading)
    assert [span.of(text) for span in draft.content][-1] == "with the Kenyan minister as fruitful"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Kenya agreed Monday to hold the talks as planned in May, the Kenyan chief delegate told a briefing.", True),
        ("When the talks failed in May, the Kenyan chief delegate told a briefing.", False),
    ],
)
def test_what_stands_before_whom_it_is_told_is_told_whole(text, whole):
    """Where the parse gives nothing to a saying at the sentence's end, all before it is told, if it stands by itself."""
    report = plain_report(text)
    page = Page(report, analyse_language(report))
    draft = next(draft for draft in draft_cues(page) if draft.rule.endswith(":tell"))
    draft.content = []
    draft.rule = "attribution.none.v1:tell"
    make_whole(page, [draft])
    assert [span.of(text) for span in draft.content] == ([text.rpartition(", the")[0]] if whole else [])


def test_a_clause_of_who_says_it_says_nothing():
    """A quotation is the saying's beside which it stands, and not of the asking in between."""
    text = "“The road is shut. They are ten or so. Nine left yesterday [Tuesday],” the mayor, who requested anonymity, told us."
    (item,) = (item for item in _find(text) if item[3] == "direct")
    assert item[1] == "told"


@pytest.mark.parametrize(
    ("text", "seen", "told"),
    [
        (
            "The army said it hit a base of the rebel group Harak, a day after a truce between the group and Chad began.",
            "a day after a truce",
            "Harak",
        ),
        ("The army said it had hit a base just one day after Chad had left.", "a base just one day", "a base"),
        ("The army said it had hit a base a day after the talks and denied that.", "after the talks", "the talks"),
        ("The army said it had hit a base after the talks failed.", "after the talks failed", "failed"),
    ],
)
def test_what_is_told_does_not_end_in_a_clause_that_tells_when(text, seen, told):
    """Of "a day after a truce with Chad began" nothing is told if not all of it."""
    report = plain_report(text)
    source, cue, content = Span(0, 8), Span(9, 13), Span(14, text.index(seen) + len(seen))
    reading = Reading(told=[Told([content], source, cue)], cues=[cue], sources=[source])
    item = find_attributions(report, analyse_language(report), reading, least=0)[0]
    assert item.content[-1].of(text).endswith(told)


def test_what_somebody_calls_something_in_marks_he_has_said():
    """However little the reader sees of it."""
    text = "Envoys tried to save Chad from what one visitor called “darkness, infinite chaos, fear and uncertainty.”"
    report = plain_report(text)
    analysis = analyse_language(report)
    reading = read_report(report, analysis.sentences)
    (item,) = (item for item in find_attributions(report, analysis, reading, least=0.9) if item.source)
    assert [span.of(text) for span in item.source] == ["one visitor"]


def test_a_few_words_of_another_saying_are_no_part_of_a_quotation():
    """Though the reader sees them told."""
    text = "“The port was quiet, and nobody was hurt,” it said on Monday, without referring to the raid."
    report = plain_report(text)
    source, cue, *told = (
        Span(text.index(words), text.index(words) + len(words))
        for words in ("it", "said", "“The port was quiet, and nobody was hurt,”", "the raid")
    )
    reading = Reading(told=[Told(told, source, cue)], cues=[cue], sources=[source])
    found = find_attributions(report, analyse_language(report), reading, least=0)
    assert [span.of(text) for item in found if item.kind == "direct" for span in item.content] == [told[0].of(text)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Three men were killed in the raid, the army said, as planes bombed the hills.",
            ["Three men were killed in the raid"],
        ),
        (
            "Troops exchanged fire on Monday, a commander said, as a row over the land grew worse.",
            ["Troops exchanged fire on Monday"],
        ),
        (
            "Replying to critics, he said he, as the leader of Chad, had supported Kenya I signed by Mara Lind.",
            ["he, as the leader of Chad, had supported Kenya I signed by Mara Lind"],
        ),
        (
            "The road was shut, the mayor said, because the bridge had fallen.",
            ["The road was shut", "because the bridge had fallen"],
        ),
    ],
)
def test_what_goes_on_while_somebody_speaks_is_not_told(text, told):
    """A clause of "as" behind an inserted saying is the report's; its reason is the speaker's."""
    (item,) = (item for item in _read(text) if item.source)
    assert [span.of(text) for span in item.content] == told


def test_an_article_says_nothing():
    """Where the reader takes the article for who says it, nobody does."""
    text = "The reported plan considering steps against the others fell."
    report = plain_report(text)
    at = [
        Span(text.index(words), text.index(words) + len(words))
        for words in ("plan considering steps against the others", "The", "reported")
    ]
    reading = Reading(told=[Told([at[0]], at[1], at[2])], cues=[at[2]], sources=[at[1]])
    assert not find_attributions(report, analyse_language(report), reading)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway pledged two million crowns for new wells.", []),
        ("Norway pledged to pay two million crowns.", ["to pay two million crowns"]),
    ],
)
def test_a_sum_of_money_is_given_and_not_said(text, told):
    """What is promised in words is told, what is handed over is not."""
    report = plain_report(text)
    found = find_attributions(report, analyse_language(report))
    assert [span.of(text) for item in found for span in item.content] == told


@pytest.mark.parametrize(
    "text",
    [
        '"The ceasefire holds," the minister was quoted by the Ostra Radio network as saying.',
        "The minister was quoted by Ostra Radio as saying that the rebels had fled.",
    ],
)
def test_whom_others_quote_says_it(text):
    """And not who quotes him, whose name is no part of the cue."""
    report = plain_report(text)
    (found,) = understand_report(report, Options(), run_id="run").attributions
    assert [span.of(text).lower() for span in found.source] == ["the minister"]
    assert not any("Ostra" in span.of(text) for span in found.cue)


def test_a_day_is_told_nothing():
    """Before the verb or behind it."""
    text = 'The council on Tuesday called on the Kenyan army to "stop fighting" at once.'
    found = understand_report(plain_report(text), Options(), run_id="run").attributions
    assert not any("Tuesday" in span.of(text) for item in found for span in item.addressee)


def test_what_stands_in_the_midst_of_what_is_told_is_told_nothing():
    """Only who stands before it, or is asked at its beginning."""
    text = "Ilya Soran told reporters that Kenya would follow “with care… the talks and the decisions of the council”."
    found = understand_report(plain_report(text), Options(), run_id="run").attributions
    assert {span.of(text) for item in found for span in item.addressee} <= {"reporters"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenya said its troops had withdrawn and Uganda accused Nairobi of lying.", "its troops had withdrawn"),
        ("Kenya said Chad would leave and Uganda would stay.", "Chad would leave and Uganda would stay"),
    ],
)
def test_what_another_says_behind_and_is_not_told(text, told):
    """A second speaker ends what the first says."""
    found = understand_report(plain_report(text), Options(), run_id="run").attributions
    assert told in [span.of(text) for item in found for span in item.content]


@pytest.mark.parametrize(
    "text",
    ["Kenya called off the meeting with Uganda.", "The army fights a war that has claimed hundreds of lives and burnt towns."],
)  # fmt: skip
def test_what_is_called_off_or_claimed_with_lives_is_not_said(text):
    """A verb with a sense of its own by its particle or object is no cue."""
    assert not understand_report(plain_report(text), Options(), run_id="run").attributions


def test_how_often_and_on_what_occasion_it_is_said_is_not_told():
    """Neither what stands between the verb and its object, nor a phrase of the verb that opens the sentence."""
    text = "Kenya denied several times in the past Chad's accusation of supporting the rebels."
    whole = find_attributions(plain_report(text), analyse_language(plain_report(text)))
    assert [span.of(text) for item in whole for span in item.content] == ["Chad's accusation of supporting the rebels"]
    text = "On the prospect of a wider meeting, Omar Daro mentioned that the envoy is expected in Kenya."
    report = plain_report(text)
    source, cue, *told = (
        Span(text.index(words), text.index(words) + len(words))
        for words in ("Omar Daro", "mentioned", "the prospect of a wider meeting", "the envoy is expected in Kenya")
    )
    reading = Reading(told=[Told(told, source, cue)], cues=[cue], sources=[source])
    (found,) = find_attributions(report, analyse_language(report), reading, least=0)
    assert [span.of(text).removeprefix("that ") for span in found.content] == [told[1].of(text)]
