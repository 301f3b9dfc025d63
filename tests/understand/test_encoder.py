"""The learnt reader, and that the rules go on without it."""

import functools
from dataclasses import replace

import numpy as np
import pytest

from dragoman.errors import VocabularyError
from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, prepare, understand_report
from dragoman.model import Span
from dragoman.understand import encoder
from dragoman.understand.attribution import find_attributions
from dragoman.understand.encoder import EXACT_VARIABLE, FOLDER_VARIABLE, ROOTS, cases_of, load_encoder, reader_version
from dragoman.understand.language import analyse_language
from dragoman.understand.reading import Reading, Told, likeliest_tags, read_report
from dragoman.vocab.plover import root_of

TEXT = "The foreign minister of Norway said on Monday that the talks would go on.\n"
DEED = "Norwegian police arrested two Swedish officers on Monday.\n"


@pytest.fixture
def without_reader(monkeypatch):
    """No reader, as where its files are absent."""
    monkeypatch.setenv(FOLDER_VARIABLE, "none")


def _read(text):
    report = plain_report(text)
    analysis = analyse_language(report)
    return report, analysis, read_report(report, analysis.sentences)


def _sources(text):
    report, analysis, reading = _read(text)
    return [[span.of(text) for span in item.source] for item in find_attributions(report, analysis, reading)]


def _at(text, words):
    return Span(text.index(words), text.index(words) + len(words))


def test_what_is_told_is_tied_to_who_tells_it_and_the_same_every_time():
    """Content, source and cue of one attribution come together; two readings are equal; a long text gives all."""
    _, _, reading = _read(TEXT)
    (told,) = reading.told
    assert told.source.of(TEXT) == "The foreign minister of Norway"
    assert "said" in told.cue.of(TEXT)
    assert any(span.of(TEXT).startswith("that the talks") for span in told.content)
    assert _read(TEXT)[2] == reading
    states = ["Norway", "Sweden", "Chad", "Peru", "Japan", "Kenya", "Malta", "Nepal", "Oman", "Qatar"]
    long = "".join(TEXT.replace("Norway", state) for state in states * 4)
    assert len(_read(long)[2].told) >= 40


def test_tags_are_the_likeliest_sequence():
    """Nothing goes on that has not begun; a wavering piece in the middle does not break a run; a window may go on from the one before."""
    lone, wavering, goes_on = (
        np.log(np.array(rows))
        for rows in (
            [[0.8, 0.1, 0.1], [0.4, 0.15, 0.45], [0.8, 0.1, 0.1]],
            [[0.1, 0.8, 0.1], [0.1, 0.46, 0.44], [0.1, 0.1, 0.8]],
            [[0.1, 0.1, 0.8], [0.1, 0.1, 0.8], [0.8, 0.1, 0.1]],
        )
    )
    tags = likeliest_tags(np.stack([lone, wavering, goes_on]))
    assert tags.tolist() == [[0, 0, 0], [1, 2, 2], [2, 2, 0]]


def test_a_deed_is_seen_with_its_sides_and_its_type():
    """An arrest is one sentence's deed, by whom, of whom."""
    _, _, reading = _read(DEED)
    deed = max(reading.deeds, key=lambda deed: deed.chance)
    assert [span.of(DEED) for span in (deed.trigger, *deed.sources, *deed.targets)] == [
        "arrested",
        "Norwegian police",
        "two Swedish officers",
    ]
    assert deed.roots[0][0] == "COERCE"
    assert abs(sum(chance for _, chance in deed.roots) - 1) < 0.01


def test_relation_types_are_chances():
    """They add up to one, a plain case is plain, and the code is one of the type's."""
    (typed,) = load_encoder().type_relations([("Norway condemned Sweden on Monday.", Span(0, 6), Span(17, 23))])
    assert abs(typed.roots.sum() - 1) < 1e-6
    assert ROOTS[int(typed.roots.argmax())] == "ACCUSE"
    code, chance = typed.code_of("ACCUSE")
    assert root_of(code) == "ACCUSE"
    assert 0 < chance <= 1


def test_a_span_never_begins_or_ends_within_a_word():
    """Word pieces that the model tags apart are given whole words."""
    text = (
        "Ilse Brandvik, pointing to Ostrava-Nor, said Wieczorkowska-Niedzwiedzka acknowledged Przemyslaw's Szczebrzeszyn.\n"
        * 3
    )
    _, _, reading = _read(text)
    spans = [*reading.sources, *reading.cues, *(span for told in reading.told for span in told.content)]
    assert spans
    for at in (edge for span in spans for edge in span):
        assert not (text[at - 1 : at].isalnum() and text[at : at + 1].isalnum())


def test_an_empty_text_has_nothing_told():
    """Nothing goes in, nothing comes out."""
    _, _, reading = _read("")
    assert (reading.told, reading.judgements, reading.deeds) == ([], (), ())


@pytest.mark.usefixtures("without_reader")
def test_without_the_model_the_rules_go_on_and_say_so():
    """Attributions are still found, and preparing a run tells that the reader is absent."""
    assert _read(TEXT)[2] is None
    assert _sources(TEXT) == [["The foreign minister of Norway"]]
    assert any("rules alone" in str(problem) for problem in prepare(Options()))
    assert reader_version() == "reader:none"


def test_a_folder_without_a_model_is_named_in_the_error(monkeypatch, tmp_path):
    """Whoever points at a model of their own hears where it is not."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    with pytest.raises(VocabularyError, match="DRG-V060"):
        load_encoder()


class _Earlier:
    """A model's session that lacks what tells how words are written."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def get_inputs(self):
        return []

    def get_outputs(self):
        return []


def test_a_model_of_an_earlier_version_is_refused_by_what_it_lacks(monkeypatch, tmp_path):
    """It is named before anything is read with it."""
    for name in ("encoder.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.setattr("onnxruntime.InferenceSession", _Earlier)
    with pytest.raises(VocabularyError, match=r"earlier version: it lacks cases, .*train it anew"):
        load_encoder()


def test_how_a_piece_is_written_is_told_by_its_first_letter_and_by_capitals_only_throughout():
    """Small, with a capital, in capitals; a single capital begins a word."""
    text = "the UN met Ada I 7"
    assert cases_of(text, [(0, 3), (4, 6), (7, 10), (11, 12), (12, 14), (15, 16), (17, 18), (18, 18)]) == [
        0,
        2,
        0,
        1,
        0,
        1,
        0,
        0,
    ]


def test_we_in_words_without_marks_is_the_body_that_says_them():
    """What the reader sees told tells whose "we" it is."""
    text = "Finnish officials told reporters we are ready to help. We had a long winter."
    report = plain_report(text)
    analysis = understand_report(report, Options(), run_id="run")
    names = {actor.id: actor.name for actor in analysis.actors}
    first, *others = [names.get(m.actor_id) for m in analysis.mentions if m.span.of(text).lower() == "we"]
    assert first == "Finnish officials"
    assert not any(others)


def test_what_two_rules_see_told_is_told_once():
    """The verb and its object are cues of one content, whose edges the reader sets."""
    text = (
        "OSTRAVA-NOR - Former mayor Ilse Brandvik said on Monday the harbour lease was signed in 2014. Ms Brandvik said some deputies now deny it. "
        "She also reiterated claims that Judge Tolan receives two percent of the fees from every barge of gravel unloaded in the port."
    )
    contents = [item.content for item in understand_report(plain_report(text), Options(), run_id="run").attributions]
    assert len(contents) == len(set(contents)) >= 3


def test_who_tells_of_others_is_not_whom_it_is_told_of():
    """A source outside a quotation is not taken for the source of what is said inside it."""
    text = 'Ms Strand came to Oslo. "While speaking about the valley, the sides emphasized the importance of further talks on the border," the minister added.'

    at = functools.partial(_at, text)
    inner = Told([at("the importance of further talks on the border")], at("the minister"), at("emphasized"))
    reading = Reading(told=[inner], cues=[at("emphasized"), at("added")], sources=[at("the minister")])
    report = plain_report(text)
    found = find_attributions(report, analyse_language(report), reading)
    (source,) = [item.source for item in found if at("emphasized") in item.cue]
    assert source == (at("the sides"),)


def test_who_is_named_paragraphs_later_is_not_whom_a_passive_leaves_out():
    """What is reported by nobody stays nobody's, whomever the reader sees further down."""
    text = "Smugglers are also reported to have used the valley road for years.\n\nThe minister will visit the valley."

    at = functools.partial(_at, text)
    told = Told([at("to have used the valley road for years")], at("The minister"), at("are also reported"))
    reading = Reading(told=[told], cues=[at("are also reported")], sources=[at("The minister")])
    report = plain_report(text)
    found = find_attributions(report, analyse_language(report), reading)
    assert [item.source for item in found if at("are also reported") in item.cue] == [()]


def test_whom_something_is_told_of_in_the_passive_does_not_say_it():
    """Whatever the reader sees; whom a feeling is told of has it."""
    for text, cue, source in (
        ("The mayor is said to have left the old town.", "is said", ()),
        ("The mayor was stunned that the old bridge was shut.", "was stunned", ("The mayor",)),
    ):
        at = functools.partial(_at, text)
        told = Told([at(text[text.index(cue) + len(cue) + 1 : -1])], at("The mayor"), at(cue))
        reading = Reading(told=[told], cues=[at(cue)], sources=[at("The mayor")])
        report = plain_report(text)
        found = find_attributions(report, analyse_language(report), reading)
        assert [tuple(s.of(text) for s in item.source) for item in found if at(cue) in item.cue] == [source]


def test_what_a_second_verb_tells_belongs_to_the_first():
    """Where the reader confirms one verb and says nothing of the other, both tell one content."""
    text = "The sides emphasized the importance of talks and reaffirmed the need for further steps."

    at = functools.partial(_at, text)
    reading = Reading(cues=[at("emphasized")])
    report = plain_report(text)
    found = find_attributions(report, analyse_language(report), reading)
    (content,) = [item.content for item in found if at("emphasized") in item.cue]
    assert content == (at("the importance of talks and reaffirmed the need for further steps"),)


def test_what_a_second_verb_tells_inside_what_somebody_says_belongs_to_the_first():
    """There the reader's word counts for nothing: it was taught outer sayings."""
    text = (
        '"The sides emphasized the importance of talks and reaffirmed the need for further steps," the minister said.'
    )

    at = functools.partial(_at, text)
    inner = "the importance of talks and reaffirmed the need for further steps"
    reading = Reading(
        told=[
            Told([at("the importance of talks")], at("The sides"), at("emphasized")),
            Told([at("the need for further steps")], at("The sides"), at("reaffirmed")),
        ],
        cues=[at("emphasized"), at("reaffirmed"), at("said")],
        sources=[at("The sides"), at("the minister")],
    )
    report = plain_report(text)
    found = find_attributions(report, analyse_language(report), reading)
    (content,) = [item.content for item in found if at("emphasized") in item.cue]
    assert content == (at(inner),)
    assert not any(at("reaffirmed") in item.cue for item in found)


def test_a_source_that_ends_in_a_verb_is_none():
    """The parse's phrase stays."""
    text = "The goal will be met, according to new modelling that minister Adam Renn will use to defend the policy."

    at = functools.partial(_at, text)
    told = Told([at("The goal will be met")], at("minister Adam Renn will use"), at("according to"))
    reading = Reading(told=[told], cues=[at("according to")], sources=[at("minister Adam Renn will use")])
    report = plain_report(text)
    (found,) = find_attributions(report, analyse_language(report), reading)
    assert found.source[0].of(text).startswith("new modelling")


def test_a_content_does_not_end_with_a_loose_word_nor_is_one():
    """Whatever the reader or a rule breaks off."""
    text = "The mayor said the bridge was old and narrow, a report which the port denied."

    at = functools.partial(_at, text)
    told = [
        Told([at("the bridge was old and")], at("The mayor"), at("said")),
        Told([at("which")], at("the port"), at("denied")),
    ]
    reading = Reading(told=told, cues=[at("said"), at("denied")], sources=[at("The mayor"), at("the port")])
    report = plain_report(text)
    contents = [s.of(text) for i in find_attributions(report, analyse_language(report), reading) for s in i.content]
    assert contents
    assert not any(content.endswith((" and", " the", "which")) for content in contents)


def test_what_another_is_quoted_with_is_cut_out():
    """Also where the reader runs on over it."""
    text = 'The mayor says that they expect no "further work on the bridge." "The bridge has been shut for years," said the port.'

    at = functools.partial(_at, text)
    seen = at('that they expect no "further work on the bridge." "The bridge has been shut for years')
    reading = Reading(
        told=[Told([seen], at("The mayor"), at("says"))], cues=[at("says"), at("said")], sources=[at("The mayor")]
    )
    report = plain_report(text)
    found = {
        item.source[0].of(text): [span.of(text) for span in item.content]
        for item in find_attributions(report, analyse_language(report), reading)
    }
    assert found == {
        "The mayor": ['that they expect no "further work on the bridge."'],
        "the port": ['"The bridge has been shut for years,"'],
    }


def test_a_content_does_not_end_with_a_subject():
    """What the reader breaks off before a verb takes the parsed clause."""
    text = "The mayor said that the bridge belonged to the port, which Oslo denies again and again."

    at = functools.partial(_at, text)
    told = Told([at("the bridge belonged to the port, which Oslo")], at("The mayor"), at("said"))
    reading = Reading(told=[told], cues=[at("said")], sources=[at("The mayor")])
    report = plain_report(text)
    (found,) = find_attributions(report, analyse_language(report), reading)
    assert found.content[-1].of(text).endswith("which Oslo denies again and again")


@pytest.mark.parametrize(
    ("text", "seen", "content"),
    [
        (
            "The mayor assured Secretary Orlan that the bridge would open.",
            "Secretary Orlan that the bridge would open",
            "that the bridge would open",
        ),
        (
            "The mayor announced at the meeting that Orlan will open the bridge.",
            "that Orlan will open the bridge",
            "that Orlan will open the bridge",
        ),
        (
            "The mayor complained to the port authority about the noise of the ships.",
            "the port authority about the noise of the ships",
            "the noise of the ships",
        ),
        (
            "The mayor urged the port authority to open the bridge.",
            "the port authority to open the bridge",
            "the port authority to open the bridge",
        ),
    ],
)
def test_who_is_told_is_no_content_and_who_is_urged_is(text, seen, content):
    """An addressee stands before what is told, as a venue does; with "urge" it belongs to it."""
    at = functools.partial(_at, text)
    cue = text.split()[2]
    reading = Reading(told=[Told([at(seen)], at("The mayor"), at(cue))], cues=[at(cue)], sources=[at("The mayor")])
    report = plain_report(text)
    (found,) = find_attributions(report, analyse_language(report), reading)
    assert [span.of(text) for span in found.content] == [content]


def test_who_does_it_in_the_passive_is_no_content():
    """What the reader takes of the agent's phrase as told is left out."""
    text = "The attacks in the valley were claimed by fighters angered by the closing of the port."
    at = functools.partial(_at, text)
    told = Told([at("angered by the closing of the port")], at("fighters"), at("were claimed"))
    reading = Reading(told=[told], cues=[at("were claimed")], sources=[at("fighters")])
    report = plain_report(text)
    contents = [s.of(text) for i in find_attributions(report, analyse_language(report), reading) for s in i.content]
    assert not any("angered" in content for content in contents)


@pytest.mark.parametrize(
    ("text", "seen", "source"),
    [
        ("Talvik is quiet, the state television said.", "the state", "the state television"),
        ("Talvik is quiet, Mara Orsk told the port radio.", "Mara Orsk told the", "Mara Orsk"),
        ("Talvik is quiet, his brother said.", "his", "his"),
    ],
)
def test_a_source_goes_to_the_head_of_its_phrase_and_not_over_its_cue(text, seen, source):
    """Whatever the reader breaks off or runs over."""
    at = functools.partial(_at, text)
    cue = at("told" if "told" in text else "said")
    reading = Reading(told=[Told([at("Talvik is quiet")], at(seen), cue)], cues=[cue], sources=[at(seen)])
    report = plain_report(text)
    (found,) = find_attributions(report, analyse_language(report), reading)
    assert [span.of(text) for span in found.source] == [source]


@pytest.mark.parametrize(
    ("text", "seen", "content"),
    [
        (
            "The port was also closing its old bridge to lorries, the mayor said.",
            ["its old bridge to lorries"],
            ["The port was also closing its old bridge to lorries"],
        ),
        (
            "Two men with old rifles opened fire on the patrol at the bridge, the mayor said.",
            ["Two men", "the patrol at the bridge"],
            ["Two men with old rifles opened fire on the patrol at the bridge"],
        ),
        (
            "Speaking on a short visit to Talvik, the mayor said the bridge would be closed.",
            ["a short visit to Talvik", "the bridge would be closed"],
            ["the bridge would be closed"],
        ),
        (
            "The bridge had been closed, the mayor said in May, marking the end of the works.",
            ["The bridge had been closed", "the end of the works"],
            ["The bridge had been closed"],
        ),
        (
            "The bridge had been closed, the mayor said at a ceremony in which two boats were given names.",
            ["The bridge had been closed", "a ceremony in which two boats were given names"],
            ["The bridge had been closed"],
        ),
    ],
    ids=["begun late", "with a gap", "when it is said", "what it marks", "where it is said"],
)
def test_a_parsed_content_is_whole_and_without_what_tells_of_the_saying(text, seen, content):
    """It begins where its clause begins, holds what lies within, and nothing of the verb's own participles."""
    at = functools.partial(_at, text)
    source = at("The mayor" if "The mayor" in text else "the mayor")
    told = Told([at(piece) for piece in seen], source, at("said"))
    report = plain_report(text)
    reading = Reading(told=[told], cues=[at("said")], sources=[source])
    (found,) = find_attributions(report, analyse_language(report), reading)
    assert [span.of(text) for span in found.content] == content


def test_a_content_holds_no_words_of_the_sentence_before_nor_of_anothers_quotation():
    """What the reader ties to a cue across sentences is not told by it, save quotations that nobody else is given."""
    text = 'Repairs took a year of hard work in the cold. "The bridge is open again and free for all," Mara Orsk said. The port is full of ships, according to the mayor.'
    at = functools.partial(_at, text)
    pieces = [
        "Repairs took a year of hard work in the cold",
        '"The bridge is open again and free for all,"',
        "The port is full of ships",
    ]
    told = Told([at(piece) for piece in pieces], at("the mayor"), at("according to"))
    reading = Reading(told=[told], cues=[at("according to"), at("said")], sources=[at("the mayor"), at("Mara Orsk")])
    report = plain_report(text)
    found = find_attributions(report, analyse_language(report), reading)
    (mayors,) = [item for item in found if at("according to") in item.cue]
    assert [span.of(text) for span in mayors.content] == ["The port is full of ships"]


def test_what_is_told_of_the_speaker_is_not_what_he_says():
    """The parse knows where who speaks ends."""
    text = "A lawyer for a Kenyan woman convicted of killing three relatives and a guard says the woman is ill."
    report = plain_report(text)
    analysis = understand_report(report, Options(), run_id="run")
    said = [item for item in analysis.attributions if [cue.of(text) for cue in item.cue] == ["says"]]
    assert [[span.of(text) for span in item.content] for item in said] == [["the woman is ill"]]


def test_a_folder_without_the_exact_graph_says_how_to_write_it(monkeypatch, tmp_path):
    """A model of one's own that was made before has none."""
    for name in ("encoder.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes(b"")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    monkeypatch.setenv(EXACT_VARIABLE, "1")
    with pytest.raises(VocabularyError, match=r"DRG-V060: .* lacks encoder-exact\.onnx.*training/exact\.py"):
        load_encoder()


def _tag_logits(monkeypatch, *, summed_otherwise):
    """Of a reader loaded anew, whose sums are ordered as the runtime likes best or as the graph says."""
    onnxruntime = pytest.importorskip("onnxruntime")
    session = onnxruntime.InferenceSession

    def otherwise(graph, settings, **how):
        settings.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        return session(graph, settings, **how)

    with monkeypatch.context() as patched:
        patched.setattr(onnxruntime, "InferenceSession", otherwise if summed_otherwise else session)
        reader = encoder._load.__wrapped__(None, exact=True)
    return np.concatenate([window.tags for window in reader.read(TEXT * 3 + DEED)])


def test_exact_products_are_alike_however_their_sums_are_ordered(monkeypatch):
    """What differs between machines is the order in which sums are worked out: it moves no logit by a thousandth; the run says that it was exact."""
    one, other = (_tag_logits(monkeypatch, summed_otherwise=own) for own in (False, True))
    np.testing.assert_allclose(one, other, atol=1e-4)
    quick = reader_version()
    monkeypatch.setenv(EXACT_VARIABLE, "1")
    assert reader_version() == f"{quick}-exact"
    assert _sources(TEXT) == [["The foreign minister of Norway"]]


def test_in_what_mood_somebody_says_it_is_not_what_he_says():
    """An adjective's phrase before the subject tells of the speaker."""
    text = "Wary of the old bridge, the mayor said that the port would be shut."
    at = functools.partial(_at, text)
    told = Told([at("Wary of the old bridge"), at("that the port would be shut")], at("the mayor"), at("said"))
    reading = Reading(told=[told], cues=[at("said")], sources=[at("the mayor")])
    report = plain_report(text)
    (found,) = find_attributions(report, analyse_language(report), reading)
    assert [span.of(text) for span in found.content] == ["that the port would be shut"]


def test_headline_and_article_tell_nothing_of_each_other():
    """What the reader sees told over the edge between the two is parted there."""
    headline = "Army, rebels blame each other as shelling kills 38"
    lead = "At least 38 people were killed when shells hit a market on Saturday, the health ministry said."
    report = plain_report(f"{headline}\n{lead}\n")
    report = replace(report, headline=headline, headline_span=Span(0, len(headline)), paragraphs=report.paragraphs[-1:])
    reading = read_report(report, analyse_language(report).sentences)
    for told in reading.told:
        spans = [*told.content, *([told.source] if told.source else []), *([told.cue] if told.cue else [])]
        assert len({span.start < len(headline) for span in spans}) == 1
    assert any(told.cue and told.cue.of(report.text) == "said" for told in reading.told)
