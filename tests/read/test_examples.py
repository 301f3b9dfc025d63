"""The example pages are read whole: each in its own form, nothing lost."""

import runpy
from collections import Counter
from pathlib import Path

from dragoman.model import Document
from dragoman.read import read_documents

EXAMPLES = Path(__file__).parents[2] / "examples"
PAGES = EXAMPLES / "pages"


def test_every_example_is_read_in_its_form():
    """Pages, dumps, text, feed and archive give their documents; nothing is passed over."""
    found = list(read_documents([PAGES]))
    documents = [item for item in found if isinstance(item, Document)]
    assert Counter(item.source.form for item in documents) == {"html": 8, "dump": 4, "feed": 3, "text": 1}
    assert len(found) == len(documents)


def test_the_archive_is_what_its_script_writes():
    """The committed WARC holds the pages beside it, byte for byte."""
    script = runpy.run_path(str(EXAMPLES / "make_warc.py"))
    pages = {item.text for item in read_documents([PAGES / "interwire.warc.gz"]) if isinstance(item, Document)}
    assert pages == {(PAGES / name).read_text(encoding="utf-8") for _, name in script["PAGES"]}
    assert script["archive"]() == script["archive"]()


def test_the_read_me_lists_every_example():
    """No example is unexplained."""
    listed = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(PAGES.iterdir()) if path.name not in listed] == []
