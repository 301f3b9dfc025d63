"""The tables that ship with the product are checked as they are read."""

import dataclasses
import re
import shutil
from pathlib import Path

import pytest

from dragoman.errors import VocabularyError
from dragoman.vocab import plover, rows, sections
from dragoman.vocab.actors import load_actors
from dragoman.vocab.cameo import cameo_labels
from dragoman.vocab.conflicts import load_conflicts, load_formats
from dragoman.vocab.cues import cue_lexicon, cue_words
from dragoman.vocab.dates import load_date_words
from dragoman.vocab.discourse import discourse_words
from dragoman.vocab.goldstein import goldstein_tables
from dragoman.vocab.judging import load_confidence, load_weights
from dragoman.vocab.lexicon import event_lexicon, family_shifts, word_classes
from dragoman.vocab.modality import load_modality
from dragoman.vocab.namesakes import load_namesakes
from dragoman.vocab.negotiation import load_negotiation
from dragoman.vocab.opening import load_opening_cues
from dragoman.vocab.pages import load_page_words
from dragoman.vocab.places import load_abbreviations, load_adjectives, load_kinds
from dragoman.vocab.posts import load_posts
from dragoman.vocab.sectors import load_sectors
from dragoman.vocab.standing import load_standing
from dragoman.vocab.times import load_time_words
from dragoman.vocab.tokens import base_forms


def _actors():
    own = Path(str(rows.DATA)) / "own.txt"
    own.write_text("ADA_RENN [VELGOV]\n", encoding="utf-8")
    load_actors([own])


@pytest.fixture
def data(monkeypatch, tmp_path):
    """A copy of the tables to spoil; what was read of it is forgotten afterwards."""
    folder = tmp_path / "data"
    shutil.copytree(Path(str(rows.DATA)), folder)
    monkeypatch.setattr(rows, "DATA", folder)
    monkeypatch.setattr(sections, "DATA", folder)
    rows.numbered_rows.cache_clear()
    yield folder
    rows.numbered_rows.cache_clear()


TABLES = [
    ("cameo.tsv", cameo_labels, "039\tStarted\tanew", "2 cells"),
    ("cameo.tsv", cameo_labels, "039\tStarted anew", "039"),
    ("goldstein.tsv", goldstein_tables, "phoenix\t999\tmuch", "'much'"),
    ("goldstein.tsv", goldstein_tables, "phoenix\t039\t1.0", "phoenix 039"),
    ("plover.tsv", plover.plover_table, "999\tAGREE\t\t", "'999'"),
    ("roots.tsv", plover._root_codes, "FROWN\t030", "FROWN"),
    ("cues.tsv", cue_lexicon, "shrug\tv\tshrug\tccomp", "shrug"),
    ("cues.tsv", lambda: cue_words.__wrapped__("venue"), "porch\tx\tvenues\t-", "venues"),
    ("event_classes.tsv", word_classes, "people\tperson", "people"),
    ("families.tsv", family_shifts, "99\t999\t-\t-\t-\t-", "'999'"),
    ("verbs.tsv", event_lexicon, "shrug\tv\t-\t999\t-\tobj", "malformed"),
    ("verbs.tsv", event_lexicon, "shrug\tv\t-\t020\t99\tobj", "malformed"),
    ("posts.tsv", load_posts, "keeper of the seal\tXXX", "'XXX'"),
    ("posts.tsv", load_posts, "keeper of the seal", "2 cells"),
    ("namesakes.tsv", load_namesakes, "Velmoras\tXXX", "'XXX'"),
    ("lemmas.tsv", base_forms, "hoist\tinterjection\tyes", "'interjection'"),
    ("lemmas.tsv", base_forms, "hoist\tverb\tperhaps", "'perhaps'"),
    ("lemmas.tsv", base_forms, "hop\tverb\tno", "hop verb"),
    ("place_abbreviations.tsv", load_abbreviations, "Ala.\tAlaska", "Ala."),
    ("place_kinds.tsv", load_kinds, "shire\tshire", "'shire'"),
    ("regions_adjectives.tsv", load_adjectives, "Europe\tEuropean\tEUR", "Europe"),
    ("states.tsv", _actors, "XYZ\tx\tVelmora\t\t\t\t\t\t", "'x'"),
    ("igos.tsv", _actors, "league\tclub\tLeague of Ports\t\t\tIGOLOP", "'club'"),
    ("nonstate.tsv", _actors, "taliban\tarmed-group\tTaliban\t\tAFG\tREB\t", "taliban"),
    ("not_actors.tsv", _actors, "South America", "South America"),
    ("titles.tsv", _actors, "keeper of the seal\tkeeper\tGOV", "'keeper'"),
    ("organs.tsv", _actors, "junta\torgan\tGOV", "'junta'"),
    ("policies.tsv", _actors, "neutral-1\tQQQ\tQQQ\t\t\t", "'QQQ'"),
    ("leaders.tsv", _actors, "Ada Renn\t\tPresident\tstate:QQQ\t1990-1991", "state:QQQ"),
    ("formats.tsv", load_formats, "minsk-group\tAgain\t\t\t\t\t", "minsk-group"),
    ("conflicts.tsv", load_conflicts, "orvan\tOrvan conflict\t\t\tlong ago", "'long ago'"),
]


@pytest.mark.parametrize(("name", "load", "row", "what"), TABLES, ids=[f"{name}: {row}" for name, _, row, _ in TABLES])
def test_a_malformed_row_is_refused_with_its_file_and_line(data, name, load, row, what):
    """Too few cells, a code or kind that there is not, what is told twice: the error says where, and what."""
    path = data / name
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + f"\n{row}\n", encoding="utf-8")
    line = path.read_text(encoding="utf-8").count("\n")
    with pytest.raises(VocabularyError) as refused:
        getattr(load, "__wrapped__", load)()
    assert f"{name}, line {line}: " in str(refused.value)
    assert what in str(refused.value)


# (table, loader, what stands there and what is put instead, what the error says)
SECTIONS = [
    ("confidence.yaml", load_confidence, ("statement:", "statement: many\nother:"), "no sections by name"),
    ("contexts.yaml", plover.context_words, ("asylum: [asylum]", "asylum: asylum"), "no list of words"),
    ("dates.yaml", load_date_words, ("  gmt: 0", "  gmt: noon"), "'noon' is no number"),
    ("discourse.yaml", discourse_words, ("installs: [installed,", "installs: [on, installed,"), "'on' is no word"),
    ("judging.yaml", load_weights, ("bias:", "bias: much #"), "'much' is no number"),
    ("modality.yaml", load_modality, ("without: [", "with-out: ["), "no section is named 'with-out'"),
    ("negotiation.yaml", load_negotiation, ("truce: [truce, pause]", "truce: [truce, truce]"), "'truce' is told twice"),
    ("negotiation.yaml", load_negotiation, ("  fought: [", "  strife: ["), "'strife' is told twice"),
    ("opening.yaml", load_opening_cues, ("home: [", "crumbs: ["), "'crumbs' is told twice"),
    ("page_words.yaml", load_page_words, ("menu: [home,", "menu: [home home,,"), "not YAML"),
    ("sectors.yaml", load_sectors, ("rebels: [", "insurgents: ["), "no section is named 'insurgents'"),
    ("standing.yaml", load_standing, ("lasting: [decade,", "lasting: [decade, [era],"), "is no word"),
    ("times.yaml", load_time_words, ("units: {day: day,", "units: {day: 1,"), "no word"),
]


@pytest.mark.parametrize(("name", "load", "change", "what"), SECTIONS, ids=[case[2][1] for case in SECTIONS])
def test_a_malformed_section_is_refused_with_its_file_and_line(data, name, load, change, what):
    """A section unknown, told twice or of another form, a word that YAML takes for something else."""
    path = data / name
    before, found, after = path.read_text(encoding="utf-8").partition(change[0])
    assert found
    path.write_text(before + change[1] + after, encoding="utf-8")
    with pytest.raises(VocabularyError) as refused:
        load.__wrapped__()
    line = before.count("\n") + 1
    assert f"{name}, line {line}: " in str(refused.value)
    assert what in str(refused.value)


def test_a_section_that_is_lacking_is_named(data):
    """No default stands in for it."""
    path = data / "modality.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\nwithout: ", "\n# "), encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"modality.yaml, line \d+: lacks without"):
        load_modality.__wrapped__()


def test_every_table_is_one_of_those_tested():
    """A new table comes with its check. `regions.tsv` is read by training alone."""
    shipped = {path.name for path in Path(str(rows.DATA)).iterdir() if path.suffix in {".tsv", ".yaml"}}
    assert {name for name, *_ in [*TABLES, *SECTIONS]} == shipped - {"regions.tsv"}


def test_every_list_of_words_is_used():
    """What no rule asks for is struck out: a list's name stands in the code, a class's there or in the event lexicon."""
    package = Path(str(rows.DATA)).parents[1]
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    lexicon = (package / "vocab/data/verbs.tsv").read_text(encoding="utf-8")
    named = {*discourse_words(), *load_opening_cues(), *load_page_words(), *word_classes()}
    unused = [name for name in named if f'"{name}"' not in code and not re.search(rf"@{name}\b", lexicon)]
    tables = (load_modality(), load_standing(), load_sectors(), load_negotiation())
    parts = (*tables, *(getattr(tables[-1], part) for part in ("meetings", "formats", "agreements", "claims")))
    fields = {field.name for table in parts for field in dataclasses.fields(table)}
    assert [*unused, *(name for name in fields if not re.search(rf"\.{name}\b", code))] == []
