"""The codebooks agree with each other and with the lexicon."""

from pathlib import Path

import pytest

import dragoman
from dragoman.errors import VocabularyError
from dragoman.flow import Options, prepare
from dragoman.vocab.cameo import cameo_label, cameo_labels, quad_of
from dragoman.vocab.goldstein import goldstein_of, goldstein_tables
from dragoman.vocab.lexicon import event_lexicon, family_shifts, shift_code
from dragoman.vocab.plover import QUADS, context_names, contexts_among, plover_of, plover_table

MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": (
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional"
    ),
}


def test_codes_keep_their_leading_zero():
    """A code is a string and its label is the codebook's."""
    assert cameo_label("039") == "Express intent to mediate"
    assert len([code for code in cameo_labels() if len(code) == 2]) == 20


def test_an_unknown_code_is_refused():
    """A number, or a code that does not exist, names no event."""
    with pytest.raises(VocabularyError, match="DRG-V010"):
        cameo_label("39")


def test_every_code_has_a_plover_row_with_a_mode_that_the_manual_defines():
    """None of the 23 undefined modes and contexts of the published table is here."""
    assert set(plover_table()) == set(cameo_labels())
    for code, row in plover_table().items():
        assert (row.type is None) == (code[:2] == "01")
        assert row.type is None or row.type in QUADS
        assert row.mode is None or row.mode in MODES[row.type or ""].split(), code
        assert set(row.contexts) <= set(context_names()), code


def test_there_are_37_contexts():
    """The cue words cover PLOVER's contexts, each of them."""
    assert len(context_names()) == 37
    assert contexts_among(["embassy", "oil"]) == ("diplomatic", "economic", "natural_resource")


@pytest.mark.parametrize(
    ("code", "kind", "quad"),
    [("039", "AGREE", 1), ("0874", "RETREAT", 2), ("081", "CONCEDE", 2), ("163", "SANCTION", 4), ("20", "ASSAULT", 4)],
)
def test_types_and_quads(code, kind, quad):
    """Types are PLOVER's, quads GDELT's practice."""
    assert (plover_of(code).type, quad_of(code)) == (kind, quad)


def test_goldstein_names_its_table_and_its_parent():
    """A code without a value of its own takes its parent's and says whose."""
    assert goldstein_of("1951") == (-10.0, "195", "phoenix")
    assert goldstein_of("163") == (-6.5, "163", "phoenix")
    assert goldstein_of("163", table="gdelt").value == -8.0
    assert goldstein_of("1014").code == "1014"
    assert set(goldstein_tables()) == {"phoenix", "gdelt"}
    with pytest.raises(VocabularyError, match="DRG-V011"):
        goldstein_of("163", table="cameo_goldstein")
    with pytest.raises(VocabularyError, match="DRG-V011"):
        prepare(Options(goldstein="cameo_goldstein"))


def test_a_run_chooses_its_goldstein_table():
    """Every event names the table, and so does the run unless it is the usual one."""
    page = Path(__file__).parents[2] / "examples" / "pages" / "interwire-2022-09-06-nordavia-sanctions.txt"
    usual, other = (dragoman.code(page, dragoman.Options(goldstein=table)) for table in ("phoenix", "gdelt"))
    values = [
        [(event.goldstein, event.goldstein_table) for event in record.events if event.cameo == "163"]
        for record in (usual, other)
    ]
    assert values[0] == [(-6.5, "phoenix")] * len(values[0])
    assert values[1] == [(-8.0, "gdelt")] * len(values[0])
    assert values[0]
    assert usual.run == dragoman.code(page).run
    assert "goldstein:gdelt" in other.run.components
    assert usual.run.id != other.run.id


def test_the_lexicon_covers_all_roots_but_comments():
    """Every root from 02 to 20 can be coded; root 01 keeps senses that are no deed from the other roots."""
    roots = {entry.code[:2] for entries in event_lexicon().values() for entry in entries}
    assert roots - {"01"} == {f"{n:02}" for n in range(2, 21)}
    assert len(event_lexicon()) > 500


@pytest.mark.parametrize(
    ("deed", "family", "code"),
    [
        ("045", "03", "039"),
        ("045", "02", "028"),
        ("0874", "02", "0256"),
        ("073", "10", "1033"),
        ("190", "13", "1384"),
        ("163", "13", "1312"),
        ("0841", "12", "1243"),
        ("201", "03", "030"),
    ],
)
def test_families_shift_a_deed_to_its_offer_demand_refusal_or_threat(deed, family, code):
    """CAMEO's parallel families are followed; where there is none, the root alone is meant."""
    assert shift_code(deed, family) == code


def test_shifts_name_codes_of_the_codebook():
    """No invented code."""
    assert {code for code in family_shifts().values() if code not in cameo_labels()} == set()
