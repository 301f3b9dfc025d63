"""Every task of `dragoman evaluate` reads its gold, predicts, scores, and says what is wrong with a malformed set."""

import contextlib
import json
from pathlib import Path

import pytest

from dragoman.errors import EvaluationError
from dragoman.evaluate.record import agreement, predict_records, read_gold, score_records
from dragoman.evaluate.run import evaluate_task

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "examples" / "pages" / "vpa-2022-03-03-darov-hotline.txt"
ACTORS = ROOT / "examples" / "actors.tsv"


def _run(task, gold, tmp_path):
    out = tmp_path / "out.jsonl"
    with out.open("w", encoding="utf-8") as sink:
        scores = evaluate_task(task, gold, sink, lambda items, **_: items)
    return scores, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def _gold(tmp_path, body):
    path = tmp_path / "gold.yaml"
    path.write_text(f"file: {PAGE}\nactors: [{ACTORS}]\n{body}", encoding="utf-8")
    return path


def test_relations(tmp_path):
    """A row gives root, quad and confidence; a row with gold is scored."""
    path = tmp_path / "rows.tsv"
    path.write_text(
        "marked_sentence\tgold_root\tgold_penta\n<s>Velmora</s> condemned <t>Karsenia</t> on Monday.\tACCUSE\t3\n",
        encoding="utf-8",
    )
    scores, lines = _run("relations", path, tmp_path)
    assert (lines[0]["id"], lines[0]["root"], lines[0]["quad"]) == (0, "ACCUSE", 3)
    assert 0 < lines[0]["confidence"] <= 1
    assert scores["root_macro_f1"] == 1.0


def test_spans(tmp_path):
    """Source and target are pieces of the file's own words."""
    path = tmp_path / "sentences.bio"
    words = [("Velmora", "B-S"), ("shelled", "O"), ("Karsenia", "B-T"), (".", "O")]
    path.write_text("\n".join(f"{word} {tag}" for word, tag in words) + "\n\n", encoding="utf-8")
    scores, lines = _run("spans", path, tmp_path)
    assert lines[0] == {"id": 0, "source": [[0, 1]], "target": [[2, 3]]}
    assert scores["exact_f1"] == 1.0


def test_without_labels_attribution_is_only_predicted(tmp_path):
    """No score of nothing."""
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "one.txt").write_text("The minister said that he would leave.", encoding="utf-8")
    scores, lines = _run("attribution", tmp_path, tmp_path)
    assert scores == {"articles": 1, "judged": 0}
    assert len(lines) == 1


def test_attribution(tmp_path):
    """A folder of texts gives characters; with annotations it is scored."""
    text = "The minister said that the talks would go on."
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "one.txt").write_text(text, encoding="utf-8")
    notes = "T1\tSource 0 12\tThe minister\nT2\tCue 13 17\tsaid\nT3\tContent 18 44\tthat the talks would go on\n"
    (tmp_path / "attributions" / "one_ab.ann").write_text(
        notes + "E1\tAttribution:T3 Source:T1 Cue:T2 Content:T3\n", encoding="utf-8"
    )
    scores, lines = _run("attribution", tmp_path, tmp_path)
    assert lines[0]["attributions"] == [{"source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 44]]}]
    assert scores["statement"]["f1"] == 1.0


def test_places(tmp_path):
    """An article's places have coordinates."""
    path = tmp_path / "articles.xml"
    path.write_text(
        "<articles><article><text>The envoy flew to Paris, France.</text></article></articles>", encoding="utf-8"
    )
    _, lines = _run("places", path, tmp_path)
    found = {item["start"]: item for item in lines[0]["places"]}
    assert abs(found[18]["lat"] - 48.85) < 0.2


def test_standing(tmp_path):
    """Every sentence is judged; a day's text tells news from what is recalled."""
    text = "Iran shelled Iraq on Wednesday evening.\nThe governor resigned on Wednesday.\nIran invaded Iraq in 1980.\nThe weather is mild."
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "days.json").write_text('{"one.txt": "2021-10-13"}', encoding="utf-8")
    gold = [
        {"start": 63, "end": 89, "standing": "background", "event": True, "modality": "happened"},
        {"start": 0, "end": 38, "standing": "news", "event": True, "modality": "happened"},
    ]
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "one.txt", "sentences": gold}) + "\n", encoding="utf-8")
    scores, lines = _run("standing", tmp_path, tmp_path)
    assert [item["standing"] for item in lines[0]["sentences"]][:3] == ["news", "news", "background"]
    assert scores["background_f1"] == scores["event_f1"] == scores["modality_macro_f1"] == 1.0


def test_pages(tmp_path):
    """Pages give headline, body and day."""
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "one.txt").write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    _, lines = _run("pages", tmp_path, tmp_path)
    assert lines[0]["id"] == "one.txt"
    assert lines[0]["published"].startswith("2022-03-03")
    assert lines[0]["headline"].startswith("Darov: Velmora ready")


def test_a_record_is_scored_by_pairs(tmp_path):
    """What is there is found, what is not costs recall; events pair only where their roots agree."""
    body = (
        "report: {publisher: VPA}\n"
        "events:\n"
        '  - {cameo: "192", sources: [XKNMIL], standing: background}\n'
        '  - {cameo: "202", sources: [XKNMIL], standing: background}\n'
    )
    golds = read_gold(_gold(tmp_path, body))
    records = list(predict_records(golds))
    scores = score_records(records, golds)
    assert scores["report"] == 1.0
    assert scores["events_recall"] == 0.5
    occupied = next(event for event in records[0].events if event.cameo == "192")
    assert agreement({"cameo": "192", "standing": "background"}, occupied, records[0]) == 1.0
    assert agreement({"cameo": "202", "standing": "background"}, occupied, records[0]) == 0.0


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("evnets: []\n", "DRG-E006"),
        ("report: {colour: red}\n", "DRG-E008"),
        ("events: [{colour: red}]\n", "DRG-E007"),
        ('statements: [{content: ["no such words are there"]}]\n', "DRG-E009"),
        ("sha256: '0000'\n", "DRG-E005"),
        ("statements: [5]\n", "DRG-E006"),
        ("report: [5]\n", "DRG-E006"),
        ("actors: [nobody.tsv]\n", "DRG-E004"),
        ("lines: 5\n", "DRG-E015"),
        ("item: 9\nevents: []\n", "DRG-E013"),
    ],
)
def test_a_malformed_gold_record_is_named(tmp_path, body, code):
    """Each mistake has its code."""
    path = _gold(tmp_path, body)
    with pytest.raises(EvaluationError) as caught:
        evaluate_task("record", path, None, lambda items, **_: items)
    assert caught.value.code == code


def test_an_unknown_task_and_an_empty_set_are_named(tmp_path):
    """No such task, no pages, no texts, no column."""
    (tmp_path / "empty.tsv").write_text("a\tb\n", encoding="utf-8")
    for task, gold, code in [
        ("poems", tmp_path, "DRG-E000"),
        ("pages", tmp_path, "DRG-E001"),
        ("attribution", tmp_path, "DRG-E010"),
        ("relations", tmp_path / "empty.tsv", "DRG-E020"),
    ]:
        with pytest.raises(EvaluationError) as caught:
            evaluate_task(task, gold, None, lambda items, **_: items)
        assert caught.value.code == code


@pytest.mark.parametrize("task", ["pages", "relations", "spans", "attribution", "places", "standing", "record"])
@pytest.mark.parametrize("data", [b"", b"\x8a\xff\x00", b"[5]\n", None])
def test_gold_of_another_form_ends_in_a_message(tmp_path, task, data):
    """An empty file, a binary, another's JSON and an empty folder are refused or score nothing; nothing else is raised."""
    gold = tmp_path / "gold"
    if data is None:
        gold.mkdir()
    else:
        gold.write_bytes(data)
    with contextlib.suppress(EvaluationError):
        evaluate_task(task, gold, None, lambda items, **_: items)


def test_a_line_of_gold_that_is_no_item_is_told(tmp_path):
    """Where a folder's pages are sound and its labels are not."""
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "a.txt").write_text("Nothing here.", encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("[5]\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match="DRG-E015"):
        evaluate_task("pages", tmp_path, None, lambda items, **_: items)


def test_the_golds_of_the_examples_load_and_score():
    """Every example page has its gold, and the records agree with it at least as well as when it was last measured."""
    golds = read_gold(ROOT / "benchmarks" / "record" / "examples")
    scores = score_records(list(predict_records(golds)), golds)
    floors = {"statements_f1": 0.90, "events_f1": 0.66, "formats_f1": 0.80, "agreements_f1": 0.74, "claims_f1": 0.75}
    assert {name: scores[name] for name in floors if scores[name] < floors[name]} == {}
