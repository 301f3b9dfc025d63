"""The library as its users meet it: what goes in, what comes out, what is raised."""

import importlib.resources
from pathlib import Path

import pytest

import dragoman

PAGES = Path(__file__).parents[1] / "examples" / "pages"
DUMP = PAGES / "vpa-2022-03-03-darov-hotline.txt"


@pytest.mark.parametrize("source", [str(DUMP), DUMP, DUMP.read_bytes()], ids=["name", "path", "bytes"])
def test_a_page_is_read_by_its_name_or_its_bytes(source):
    """The same report, whatever it was given as."""
    assert dragoman.read(source).id == dragoman.read(DUMP).id


def test_several_pages_are_read_in_order():
    """A single name is one input; bytes and names go together, each under a name of its own."""
    assert [report.source.name for report in dragoman.read_many(str(DUMP))] == [str(DUMP)]
    page = DUMP.read_bytes()
    assert [report.source.name for report in dragoman.read_many([page, DUMP, page])] == [
        "bytes#1",
        str(DUMP),
        "bytes#3",
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (DUMP.read_text(encoding="utf-8"), "give its bytes"),
        ("https://interwire.example/2022/talks.html", "nothing is fetched"),
        ("x" * 5000, "no such file"),
        ("no\0name", "not the name of a file"),
        ("", "empty name"),
        (b"", "empty"),
        (PAGES, "read_many"),
    ],
    ids=["text", "address", "long", "zero", "empty", "no bytes", "folder"],
)
def test_what_is_no_file_says_what_to_do(source, words):
    """One kind of error, with a code, and a message of a few lines."""
    with pytest.raises(dragoman.DragomanError, match=words) as told:
        dragoman.read(source)
    assert told.value.code.startswith("DRG-R09")
    assert len(str(told.value)) < 400


def test_options_are_looked_at_before_the_first_page(tmp_path):
    """A list that is not there is no fault of each page."""
    with pytest.raises(FileNotFoundError):
        dragoman.code_many([DUMP], dragoman.Options(actors=(str(tmp_path / "none.tsv"),)))
    with pytest.raises(dragoman.DragomanError, match="DRG-V011"):
        dragoman.code(DUMP, dragoman.Options(goldstein="none"))


def test_a_record_goes_out_and_comes_in_again():
    """As JSON, equal to what it was; the schema is at hand."""
    record = dragoman.code(dragoman.read(DUMP))
    assert dragoman.decode_json(dragoman.encode_json(record), dragoman.Record) == record
    assert dragoman.json_schema(dragoman.Report)["title"] == "Report"


def test_the_package_is_typed_and_says_what_it_holds():
    """Type checkers read its annotations; every public name is there, in order."""
    assert importlib.resources.files("dragoman").joinpath("py.typed").is_file()
    assert sorted(dragoman.__all__) == dragoman.__all__
    assert all(getattr(dragoman, name).__doc__ for name in dragoman.__all__)
