"""The quality gate: a floor holds, a changed gold set is a failure, and a floor is lowered only in the open."""

import json
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))
import gate  # noqa: E402

ROWS = "marked_sentence\tgold_root\n<s>Velmora</s> condemned <t>Karsenia</t> on Monday.\tACCUSE\n"


@pytest.fixture
def floors(tmp_path):
    """One task with a gold row of our own."""
    (tmp_path / "rows.tsv").write_text(ROWS, encoding="utf-8")
    gold = "data:rows.tsv"
    return {"rows": {"task": "relations", "gold": gold, "sha256": gate.digest(tmp_path / "rows.tsv"), "floors": {"root_macro_f1": 0.9}}}  # fmt: skip


def test_a_floor_that_holds_is_ok_and_one_above_the_score_is_not(floors, tmp_path):
    """The verdict is by the score."""
    assert [row[-1] for row in gate.check(floors, tmp_path)] == ["ok"]
    floors["rows"]["floors"]["root_macro_f1"] = 1.1
    assert [row[-1] for row in gate.check(floors, tmp_path)] == ["below"]


def test_another_gold_set_is_not_the_one_that_was_pinned(floors, tmp_path):
    """Changed bytes fail; an absent set is passed over and named."""
    (tmp_path / "rows.tsv").write_text(ROWS + ROWS.splitlines()[1] + "\n", encoding="utf-8")
    assert [row[-1] for row in gate.check(floors, tmp_path)] == ["gold changed"]
    assert [row[-1] for row in gate.check(floors, tmp_path / "elsewhere")] == ["gold absent"]


def test_a_floor_goes_up_by_itself_and_down_only_when_the_changelog_says_so(floors, tmp_path):
    """--pin raises; to lower takes the flag and a line."""
    told = "# Changelog\n\n## Unreleased\n\n- floor rows: another gold set.\n"
    quiet = "# Changelog\n\n## Unreleased\n"
    assert gate.pin(floors, tmp_path, only=None, allow_lower=False, changelog=quiet) == []
    assert floors["rows"]["floors"]["root_macro_f1"] == 0.99
    floors["rows"]["floors"]["root_macro_f1"] = 1.1
    assert gate.pin(floors, tmp_path, only=None, allow_lower=True, changelog=quiet)
    assert gate.pin(floors, tmp_path, only=None, allow_lower=True, changelog=told) == []
    assert floors["rows"]["floors"]["root_macro_f1"] == 0.99


def test_the_shipped_golds_are_above_their_floors():
    """The records of the example pages are as good as pinned."""
    entries = json.loads(gate.FLOORS.read_text(encoding="utf-8"))
    shipped = {name: floor for name, floor in entries.items() if not floor["gold"].startswith("data:") and not floor.get("needs_data")}  # fmt: skip
    assert shipped
    assert {row[-1] for row in gate.check(shipped, ROOT)} == {"ok"}
