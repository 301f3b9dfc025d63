"""The documents keep up with the code."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.vocab.actors import load_actors

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_CODE = re.compile(r"DRG-[A-Z]\d{3}")


def test_every_error_code_is_documented_and_no_other():
    """docs/errors.md lists just the codes that the source can raise."""
    raised = {code for path in (ROOT / "src").rglob("*.py") for code in _CODE.findall(path.read_text(encoding="utf-8"))}
    documented = set(_CODE.findall((ROOT / "docs" / "errors.md").read_text(encoding="utf-8")))
    assert documented == raised


def test_links_between_documents_lead_somewhere():
    """No relative link of a document is broken."""
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_python_of_the_readme_runs(monkeypatch, capsys):
    """The README's library example prints statements of the shipped page."""
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code is not None
    monkeypatch.chdir(ROOT)
    exec(compile(code[1], "README.md", "exec"), {})
    assert "Ilian Darov" in capsys.readouterr().out


def test_what_the_readme_shows_of_a_record_is_printed(monkeypatch):
    """Every indented line of the README's first example is a line of the command's output, numbers of statements aside."""
    (shown,) = re.findall(r"```console\n\$ dragoman code (examples.*?)```", README, re.DOTALL)
    arguments, *lines = shown.splitlines()
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "200")
    result = CliRunner().invoke(app, ["code", *arguments.split()])
    printed = {line.strip(" 0123456789") for line in result.stdout.splitlines()}
    told = {line.strip(" 0123456789") for line in lines if line.startswith("  ")} - {"…"}
    assert told
    assert told <= printed


@pytest.mark.parametrize("form", ["tsv", "yaml"])
def test_the_lists_of_the_guide_to_actors_are_read(form, tmp_path):
    """docs/actors.md shows lists that work."""
    (shown,) = re.findall(rf"```{form}\n(.*?)```", (ROOT / "docs" / "actors.md").read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / f"mine.{form}"
    path.write_text(shown, encoding="utf-8")
    table = load_actors([path])
    assert [(actor.name, actor.kind, actor.code_on(None)) for actor in table.lookup("UDF")] == [
        ("Ushtal Defence Front", "armed-group", "XVEREB")
    ]
    assert table.lookup("Velmoran")[0].name == "Velmora"
    if form == "tsv":
        (person,) = table.lookup("Ilian Darov")
        assert [person.code_on(day) for day in ("2020-01-01", "2024-01-01")] == ["XVEGOV", "XVEELI"]
