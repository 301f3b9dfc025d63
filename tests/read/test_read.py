"""Every form is told by its content; what can't be read says why, and the rest goes on."""

import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Document, Failed
from dragoman.read import Limits, read_documents
from dragoman.read.decode import decode_bytes

PAGE = "<html><head><title>T</title></head><body><h1>Talks resume</h1><p>The sides met on Monday.</p></body></html>"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Interwire</title>
<item><title>One</title><description>&lt;p&gt;First text.&lt;/p&gt;</description><pubDate>Thu, 03 Mar 2022 10:00:00 +0200</pubDate></item>
<item><title>Two</title><link>https://interwire.example/2</link></item></channel></rss>"""


def _warc(*pages: str) -> bytes:
    records = []
    for number, page in enumerate(pages):
        body = page.encode()
        http = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body)
            + body
        )
        records.append(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0000000%d>\r\nWARC-Date: 2022-03-03T10:00:00Z\r\n"
            b"WARC-Target-URI: https://interwire.example/%d\r\nContent-Type: application/http; msgtype=response\r\n"
            b"Content-Length: %d\r\n\r\n" % (number, number, len(http)) + http + b"\r\n\r\n"
        )
    return b"".join(records)


def _read(tmp_path: Path, data: bytes, **options: object) -> list[Document | Failed]:
    path = tmp_path / "input.bin"
    path.write_bytes(data)
    return list(read_documents([path], **options))


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (PAGE.encode(), "html"),
        (gzip.compress(PAGE.encode()), "html"),
        (b"Home\nWorld\nTalks resume\nLogin\n", "dump"),
        (
            ("The sides met on Monday in the capital and spoke for three hours about the prisoners. " * 2).encode(),
            "text",
        ),
        (RSS.encode(), "feed"),
    ],
)
def test_the_form_is_told_by_the_content(tmp_path, data, form):
    """A file's name says nothing; its bytes do."""
    documents = [item for item in _read(tmp_path, data) if isinstance(item, Document)]
    assert [item.source.form for item in documents] == [form]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_archive_gives_a_document_a_page(tmp_path, pack):
    """Records are named by their number and carry their address and the time they were fetched."""
    first, second = _read(tmp_path, pack(_warc(PAGE, PAGE.replace("Monday", "Tuesday"))))
    assert first.source.name.endswith("#1")
    assert second.source.url == "https://interwire.example/1"
    assert second.source.fetched == "2022-03-03T10:00:00Z"
    assert "Tuesday" in second.text


def test_a_cut_off_archive_keeps_what_stands_before(tmp_path):
    """The first record survives, and something says that the end is missing."""
    packed = gzip.compress(_warc(PAGE)) + gzip.compress(_warc(PAGE))[:-40]
    found = _read(tmp_path, packed)
    assert isinstance(found[0], Document)


def test_an_item_without_text_is_skipped_with_its_reason(tmp_path):
    """A feed's link-only item is no report, and not a fault."""
    document, skipped = _read(tmp_path, RSS.encode())
    assert dict(document.hints)["headline"] == "One"
    assert (skipped.code, skipped.quarantined) == ("DRG-R013", False)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "DRG-R001"),
        (b"  \n\n", "DRG-R001"),
        (bytes(range(256)) * 10, "DRG-R002"),
        (b"%PDF-1.7 ...", "DRG-R002"),
        (gzip.compress(PAGE.encode() * 50)[:60], "DRG-R009"),
        (b"\x1f\x8b\x08\x00broken", "DRG-R005"),
        (gzip.compress(b" " * 30_000_000), "DRG-R004"),
        (b'{"articleBody": "text"}', "DRG-R014"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss><channel></channel></rss>', "DRG-R010"),
        (b'<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', "DRG-R012"),
    ],
)
def test_what_is_no_page_says_why(tmp_path, data, code):
    """Each bad input has its own code, and nothing raises."""
    (failed,) = _read(tmp_path, data)
    assert (type(failed), failed.code) == (Failed, code)
    assert failed.reason


def test_a_page_larger_than_the_limit_is_quarantined(tmp_path):
    """The limit holds for plain files and for standard input."""
    limits = Limits(page_bytes=100)
    (failed,) = _read(tmp_path, PAGE.encode() * 10, limits=limits)
    (again,) = read_documents(["-"], limits=limits, stdin=io.BytesIO(PAGE.encode() * 10))
    assert failed.code == again.code == "DRG-R003"


def test_a_missing_path_is_said_and_the_rest_goes_on(tmp_path):
    """Folders are read in order of names; a path that is not there does not stop them."""
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"{name} line\nMenu\nLogin\n", encoding="utf-8")
    found = list(read_documents([tmp_path / "nowhere", tmp_path, str(tmp_path / "*.txt")]))
    assert found[0].code == "DRG-R007"
    assert [Path(item.source.name).name for item in found[1:]] == ["a.txt", "b.txt"] * 2


@pytest.mark.parametrize(
    ("data", "header", "encoding", "origin"),
    [
        ("Übung “x”".encode("utf-16"), None, "utf-16", "bom"),
        ("Переговоры".encode("cp1251"), "windows-1251", "cp1251", "header"),
        (b'<meta charset="windows-1251">' + "Переговоры".encode("cp1251"), None, "cp1251", "meta"),
        (
            b'<meta charset="utf-8">' + "Déjà vu à Genève, où les négociations ont repris".encode("cp1252"),
            None,
            None,
            "detection",
        ),
        ("plain “text”".encode(), None, "utf-8", "detection"),
        ("caf\u00e9 \u201cquote\u201d".encode("cp1252"), "iso-8859-1", "cp1252", "header"),
    ],
)
def test_the_encoding_and_who_decided_it_are_kept(data, header, encoding, origin):
    """BOM before header before meta; a declaration that does not fit gives way to detection."""
    decoded = decode_bytes(data, header_charset=header)
    assert decoded.decided_by == origin
    assert encoding in {None, decoded.encoding}
    assert "\ufffd" not in decoded.text


@given(st.binary(max_size=400))
def test_any_bytes_give_documents_or_reasons(data):
    """Nothing crashes, and nothing that came in goes out unaccounted for."""
    found = list(read_documents(["-"], stdin=io.BytesIO(data)))
    assert found
    assert all(isinstance(item, Document | Failed) for item in found)
