"""Every form is told by its content; what can't be read says why, and the rest goes on."""

import gzip
import hashlib
import io
import os
import re
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Document, Failed
from dragoman.read import Limits, files, read_documents
from dragoman.read.decode import decode

PAGE = "<html><head><title>T</title></head><body><h1>Talks resume</h1><p>The sides met on Monday.</p></body></html>"
ARTICLE = "The sides met on Monday in the capital and spoke for three hours about the prisoners. " * 2
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Interwire</title><language>en</language>
<item><title>One &amp; two</title><description>short</description><category>World</category><dc:creator>Ana Orlen</dc:creator>
<content:encoded><![CDATA[<p>First <b>full</b> text.</p>]]></content:encoded><link>https://interwire.example/1</link>
<pubDate>Thu, 03 Mar 2022 10:00:00 +0200</pubDate></item>
<item><title>Two</title><description>&lt;p&gt;Second text.&lt;/p&gt;</description></item>
<item><title>Three</title><link>https://interwire.example/3</link></item></channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Karsen Daily</title>
<entry><title>One</title><updated>2022-03-03T10:00:00+02:00</updated><author><name>Ilva Toren</name></author>
<content type="html">&lt;p&gt;Full text.&lt;/p&gt;</content></entry></feed>"""


def _record(
    body: bytes,
    *,
    kind: str = "response",
    http: bool = True,
    status: str = "200 OK",
    content_type: str = "text/html",
    more: str = "",
) -> bytes:
    if http:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
        body = head.encode() + body
    kind_of_block = "application/http; msgtype=response" if http else content_type
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Date: 2022-03-03T10:00:00Z\r\nWARC-Target-URI: https://interwire.example/{len(body)}\r\n"
        f"Content-Type: {kind_of_block}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _pages(count: int) -> list[bytes]:
    return [_record(PAGE.replace("Monday", f"day {number}").encode()) for number in range(1, count + 1)]


def _packed(records: list[bytes]) -> bytes:
    return b"".join(gzip.compress(record, mtime=0) for record in records)


def _read(tmp_path: Path, data: bytes, **options: object) -> list[Document | Failed]:
    path = tmp_path / "input.bin"
    path.write_bytes(data)
    return list(read_documents([path], **options))


def _days(found: list[Document | Failed]) -> list[str]:
    return [re.findall(r"day \d", item.text)[0] if isinstance(item, Document) else item.code for item in found]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (PAGE.encode(), "html"),
        (gzip.compress(PAGE.encode()), "html"),
        (PAGE[:70].encode(), "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="x"><body><p>a</p></body></html>', "html"),
        (b"Home\nWorld\nPolitics\nTalks resume\nSport\nLogin\n", "dump"),
        (ARTICLE.encode(), "text"),
        (RSS.encode(), "feed"),
        (ATOM.encode(), "feed"),
        (gzip.compress(ATOM.encode()), "feed"),
    ],
)
def test_the_form_is_told_by_the_content(tmp_path, data, form):
    """A file's name says nothing; its bytes do."""
    documents = [item for item in _read(tmp_path, data) if isinstance(item, Document)]
    assert {item.source.form for item in documents} == {form}


def test_the_source_tells_the_bytes(tmp_path):
    """Hash and count are of the page's own bytes."""
    (page,) = _read(tmp_path, gzip.compress(PAGE.encode()))
    assert (page.source.sha256, page.source.byte_count) == (hashlib.sha256(PAGE.encode()).hexdigest(), len(PAGE))


def test_a_feeds_items_carry_what_the_feed_says(tmp_path):
    """The content comes before the summary, with its markup; an item with a link alone is skipped with its reason."""
    one, two, three = _read(tmp_path, RSS.encode())
    assert one.text == "<p>First <b>full</b> text.</p>"
    assert dict(one.hints) == {
        "headline": "One & two",
        "published": "Thu, 03 Mar 2022 10:00:00 +0200",
        "byline": "Ana Orlen",
        "publisher": "Interwire",
        "section": "World",
        "language": "en",
        "url": "https://interwire.example/1",
    }
    assert two.text == "<p>Second text.</p>"
    assert (three.code, three.quarantined) == ("DRG-R011", False)


def test_an_atom_entry_gives_its_update_as_its_date(tmp_path):
    """Without a publication date, the update's."""
    (entry,) = _read(tmp_path, ATOM.encode())
    hints = dict(entry.hints)
    assert (hints["published"], hints["byline"], entry.text) == (
        "2022-03-03T10:00:00+02:00",
        "Ilva Toren",
        "<p>Full text.</p>",
    )


def test_half_a_character_costs_a_feed_only_itself(tmp_path):
    """A reference to a surrogate, which no parser takes, does not cost the feed."""
    broken = RSS.replace("One &amp; two", "One &#xD83D; two").replace("Second text", "Second &#55357; text")
    one, two, _ = _read(tmp_path, broken.encode())
    assert dict(one.hints)["headline"] == "One \ufffd two"
    assert "Second \ufffd text" in two.text


def test_wide_text_without_a_mark_is_read(tmp_path):
    """UTF-16 without a byte order mark is no binary."""
    (found,) = _read(tmp_path, PAGE.encode("utf-16-le"))
    assert (found.text, found.source.form) == (PAGE, "html")


def test_a_cut_feed_keeps_its_whole_items(tmp_path):
    """The item in which the feed was cut is quarantined, as its text may be half."""
    one, cut = _read(tmp_path, RSS.split("text.&lt;/p", maxsplit=1)[0].encode())
    assert isinstance(one, Document)
    assert (cut.code, cut.quarantined) == ("DRG-R009", True)


@pytest.mark.parametrize("pack", [b"".join, _packed, lambda records: gzip.compress(b"".join(records))])
def test_an_archive_gives_a_document_a_page(tmp_path, pack):
    """Records are named by their number and carry their address and the time they were fetched; requests are passed over."""
    request = _record(
        b"GET / HTTP/1.1\r\n\r\n", kind="request", http=False, content_type="application/http; msgtype=request"
    )
    first, second = _read(tmp_path, pack([request, *_pages(2)]))
    assert (first.source.name[-2:], second.source.name[-2:]) == ("#2", "#3")
    assert second.source.url.startswith("https://interwire.example/")
    assert second.source.fetched == "2022-03-03T10:00:00Z"
    assert "day 2" in second.text


def test_what_an_archive_holds_beside_pages_is_skipped_and_counted(tmp_path):
    """Images, redirects and revisits are told one by one; text that a crawler converted is read."""
    records = [
        _record(b"\x89PNG", content_type="image/png"),
        _record(b"gone", status="404 Not Found"),
        _record(b"", kind="revisit"),
        _record(ARTICLE.encode(), kind="conversion", http=False, content_type="text/plain"),
    ]
    *skipped, text = _read(tmp_path, _packed(records))
    assert [(item.code, item.quarantined) for item in skipped] == [("DRG-R013", False)] * 3
    assert text.source.form == "text"


def _chunked(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


GZIP, DEFLATE, CHUNKED = "Content-Encoding: gzip\r\n", "Content-Encoding: deflate\r\n", "Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("more", "body"),
    [
        (GZIP, PAGE.encode()),
        (GZIP, gzip.compress(PAGE.encode())),
        (GZIP, gzip.compress(gzip.compress(PAGE.encode()))),
        (CHUNKED, PAGE.encode()),
        (CHUNKED, _chunked(PAGE.encode())),
        (CHUNKED + GZIP, PAGE.encode()),
        (CHUNKED + GZIP, _chunked(PAGE.encode())),
        (CHUNKED + GZIP, gzip.compress(PAGE.encode())),
        (CHUNKED + GZIP, _chunked(gzip.compress(PAGE.encode()))),
        (DEFLATE, PAGE.encode()),
        (DEFLATE, zlib.compress(PAGE.encode())),
        (CHUNKED + DEFLATE, _chunked(zlib.compress(PAGE.encode()))),
        ("Content-Encoding: br\r\n", PAGE.encode()),
        ("Content-Encoding: none\r\n", PAGE.encode()),
    ],
)
def test_a_record_is_read_whether_its_header_has_been_obeyed_or_not(tmp_path, more, body):
    """Archives that were decoded when they were written keep the server's header."""
    (found,) = _read(tmp_path, _record(body, more=more))
    assert found.text == PAGE


@pytest.mark.parametrize(
    ("more", "body", "code"),
    [
        (GZIP, gzip.compress(PAGE.encode())[:40], "DRG-R007"),
        (CHUNKED, _chunked(PAGE.encode())[:40], "DRG-R008"),
        (DEFLATE, zlib.compress(PAGE.encode())[:5] + bytes(40), "DRG-R008"),
    ],
)
def test_a_record_in_a_broken_encoding_is_quarantined(tmp_path, more, body, code):
    """What is cut or damaged is not taken for what was decoded already."""
    (failed,) = _read(tmp_path, _record(body, more=more))
    assert (failed.code, failed.quarantined) == (code, True)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda record: record[:-60], "DRG-R008"),
        (lambda record: record.replace(b"Content-Length: 1", b"Content-Length: 9", 1), "DRG-R008"),
        (lambda record: record.replace(b"Content-Length", b"Content-Longth", 1), "DRG-R008"),
        (lambda record: re.sub(rb"Content-Length: \d+", b"Content-Length: 99999999999", record, count=1), "DRG-R005"),
        (lambda _: b"\x00" * 90_000 + b"noise\r\n", "DRG-R008"),
    ],
)
@pytest.mark.parametrize("pack", [b"".join, _packed])
def test_a_broken_record_costs_itself_only(tmp_path, harm, told, pack):
    """The records before and after it are read, and it is told once."""
    records = _pages(4)
    records[1] = harm(records[1])
    assert _days(_read(tmp_path, pack(records))) == ["day 1", told, "day 3", "day 4"]


def test_a_damaged_gzip_member_costs_itself_only(tmp_path):
    """Reading goes on at the next member."""
    members = [gzip.compress(record, mtime=0) for record in _pages(4)]
    members[1] = members[1][:40] + bytes(byte ^ 255 for byte in members[1][40:80]) + members[1][80:]
    assert _days(_read(tmp_path, b"".join(members))) == ["day 1", "DRG-R007", "day 3", "day 4"]


def test_a_cut_off_archive_keeps_what_stands_before(tmp_path):
    """The first record survives, and something says that the end is missing."""
    assert _days(_read(tmp_path, _packed(_pages(2))[:-40])) == ["day 1", "DRG-R007"]
    assert _days(_read(tmp_path, gzip.compress(b"".join(_pages(300)))[:-100]))[-1] == "DRG-R007"


def test_the_servers_charset_is_heard(tmp_path):
    """A page without a meta charset is read as its HTTP header says."""
    page = PAGE.replace("Monday", "понедельник").encode("cp1251")
    (found,) = _read(tmp_path, _record(page, content_type="text/html; charset=windows-1251"))
    assert (found.source.encoding, found.source.encoding_from) == ("cp1251", "header")
    assert "понедельник" in found.text


def test_memory_is_bounded_by_one_record(tmp_path):
    """Reading ten times the pages takes no more memory."""
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(_record(os.urandom(150_000).hex().encode()) for _ in range(40)))
    tracemalloc.start()
    count = sum(1 for _ in read_documents([path]))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 40
    assert peak < 6_000_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "DRG-R003"),
        (b"  \n\n", "DRG-R003"),
        (bytes(range(256)) * 10, "DRG-R004"),
        (b"%PDF-1.7 ...", "DRG-R004"),
        (gzip.compress(PAGE.encode() * 50)[:60], "DRG-R007"),
        (b"\x1f\x8b\x08\x00broken", "DRG-R007"),
        (gzip.compress(b" " * 30_000_000), "DRG-R006"),
        (b'{"articleBody": "text"}', "DRG-R012"),
        (b'{"articleBody": "text"}\n{"articleBody": "more"}\n', "DRG-R012"),
        (b"#!/usr/bin/env python3\nprint('x')\n", "DRG-R012"),
        (b'<?xml version="1.0"?><urlset><url>x</url></urlset>', "DRG-R012"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss><channel></channel></rss>', "DRG-R006"),
        (b'<?xml version="1.0"?><rss><channel><title>x</title></channel></rss>', "DRG-R009"),
        (b"<rss><channel><item><title>", "DRG-R009"),
        (_record(b"x", kind="request", http=False), "DRG-R016"),
    ],
)
def test_what_is_no_page_says_why(tmp_path, data, code):
    """Each bad input has its own code, and nothing raises."""
    (failed,) = _read(tmp_path, data)
    assert (type(failed), failed.stage, failed.code) == (Failed, "read", code)
    assert failed.reason


def test_a_page_larger_than_the_limit_is_quarantined(tmp_path):
    """The limit holds for plain files, packed ones and standard input."""
    limits = Limits(page_bytes=100)
    (plain,) = _read(tmp_path, PAGE.encode() * 10, limits=limits)
    (packed,) = _read(tmp_path, gzip.compress(PAGE.encode() * 10), limits=limits)
    (piped,) = read_documents(["-"], limits=limits, stdin=io.BytesIO(PAGE.encode() * 10))
    assert (plain.code, packed.code, piped.code) == ("DRG-R005",) * 3
    assert piped.name == "stdin"


def test_what_takes_too_long_to_read_is_set_aside(tmp_path, monkeypatch):
    """The limit holds for each page by itself: the next one is read."""
    slow = "<p>slow</p>" + PAGE
    decoded = files.decode
    monkeypatch.setattr(
        files, "decode", lambda data, **own: time.sleep(30) if b"slow" in data else decoded(data, **own)
    )
    (tmp_path / "a.html").write_text(slow, encoding="utf-8")
    (tmp_path / "b.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "c.warc").write_bytes(b"".join([_record(slow.encode()), _record(PAGE.encode())]))
    found = list(read_documents([tmp_path], limits=Limits(seconds=1)))
    assert [getattr(item, "code", "read") for item in found] == ["DRG-R017", "read", "DRG-R017", "read"]


def test_a_missing_path_is_said_and_the_rest_goes_on(tmp_path):
    """Folders are read in order of names; a path that is not there does not stop them."""
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    found = list(read_documents([tmp_path / "nowhere", "", tmp_path]))
    assert [item.code for item in found[:2]] == ["DRG-R001"] * 2
    assert [Path(item.source.name).name for item in found[2:]] == ["a.txt", "b.txt"]


def test_a_file_is_read_once(tmp_path):
    """By its name, in its folder, by a pattern or through a link: all but the first are told, and none is lost."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    given = [tmp_path / "a.txt", tmp_path, str(tmp_path / "*.txt"), f"{tmp_path}/../{tmp_path.name}/a.txt"]
    first, *others = read_documents(given)
    assert isinstance(first, Document)
    assert [(item.code, item.quarantined) for item in others] == [("DRG-R014", False)] * 5
    assert "read already" in others[0].reason
    # Another run reads it anew.
    assert next(iter(read_documents(given))) == first


def test_a_file_that_cannot_be_opened_is_said(tmp_path, monkeypatch):
    """An error of the system becomes a failure, and the next file is read."""
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(ARTICLE, encoding="utf-8")
    opened = Path.open

    def refuse(path, *args, **kwargs):
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    first, second = read_documents([tmp_path])
    assert (first.code, first.quarantined) == ("DRG-R002", True)
    assert isinstance(second, Document)


def test_a_folder_is_conserved(tmp_path):
    """Every file comes out once, as documents or a reason; a link back to its own folder ends, told."""
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "page").write_text(PAGE, encoding="utf-8")
    (tmp_path / "deep" / "loop").symlink_to(tmp_path)
    (tmp_path / "image").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "README.md").write_text("# Pages\n", encoding="utf-8")
    (tmp_path / ".hidden").write_text(PAGE, encoding="utf-8")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    found = list(read_documents([tmp_path]))
    told = {(Path(item.name).name, item.code) for item in found if isinstance(item, Failed)}
    assert told == {
        ("loop", "DRG-R014"),
        ("image", "DRG-R004"),
        ("README.md", "DRG-R014"),
        (".hidden", "DRG-R014"),
        ("broken", "DRG-R002"),
        ("pipe", "DRG-R014"),
    }
    assert [Path(item.source.name).name for item in found if isinstance(item, Document)] == ["page"]
    assert found == list(read_documents([tmp_path]))


def test_what_the_run_writes_is_passed_over(tmp_path):
    """An output among the inputs is told and not read, in a folder, by a pattern or in a folder of its own."""
    for name in ("a.txt", "out.txt", "pages/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    own = [tmp_path / "out.txt", tmp_path / "pages"]
    found = list(read_documents([tmp_path, str(tmp_path / "*.txt")], apart=own))
    assert [item.code if isinstance(item, Failed) else Path(item.source.name).name for item in found] == [
        "a.txt",
        "DRG-R014",
        "DRG-R014",
        "DRG-R014",
        "DRG-R014",
    ]
    assert "writes" in found[-1].reason


def test_a_name_that_is_no_text_is_spelt_out(tmp_path):
    """A file whose name is in no UTF-8 is read, and its name can be written into a record."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(ARTICLE, encoding="utf-8")
    (found,) = read_documents([tmp_path])
    assert found.source.name.endswith("caf\\xe9.txt")


FRENCH = "<p>Les négociations ont repris à Genève, où les deux délégations étaient déjà présentes depuis l’été.</p>"
RUSSIAN = "Стороны договорились продолжить переговоры о прекращении огня и обмене пленными в понедельник."


@pytest.mark.parametrize(
    ("data", "header", "encoding", "origin"),
    [
        ("Übung “x”".encode("utf-16"), None, "utf-16", "bom"),
        ("Übung".encode("utf-8-sig"), "windows-1251", "utf-8", "bom"),
        ("Переговоры".encode("cp1251"), "windows-1251", "cp1251", "header"),
        (b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"), None, "cp1251", "meta"),
        (b'<meta charset="koi8-r">' + RUSSIAN.encode("cp1251"), "windows-1251", "cp1251", "header"),
        (RUSSIAN.encode("cp1251"), None, "cp1251", "detection"),
        (b'<meta charset="utf-8">' + RUSSIAN.encode("cp1251"), None, "cp1251", "detection"),
        (b'<meta charset="utf-8">' + FRENCH.encode("cp1252"), "utf-8", None, "detection"),
        (b'<meta charset="iso-8859-1">' + FRENCH.encode(), None, "utf-8", "detection"),
        (FRENCH.encode(), "utf-8", "utf-8", "header"),
        ("plain “text”".encode(), None, "utf-8", "detection"),
        (b"plain text", None, "utf-8", "default"),
        ("caf\u00e9 \u201cquote\u201d".encode("cp1252"), "iso-8859-1", "cp1252", "header"),
        (FRENCH.encode(), "no-such-charset", "utf-8", "detection"),
        (FRENCH.encode("utf-16-le"), None, "utf-16-le", "detection"),
        (FRENCH.encode("utf-16-be"), "utf-8", "utf-16-be", "detection"),
        (b'<meta charset="utf-7">' + FRENCH.encode("cp1252"), None, "cp1252", "detection"),
        (b"Du\\ud800pont" + FRENCH.encode("cp1252"), "raw_unicode_escape", "cp1252", "detection"),
    ],
)
def test_the_encoding_and_who_decided_it_are_kept(data, header, encoding, origin):
    """BOM before header before meta before detection; a declaration that does not fit gives way."""
    decoded = decode(data, header_charset=header)
    assert decoded.decided_by == origin
    assert encoding in {None, decoded.encoding}
    assert "\ufffd" not in decoded.text


def test_a_wrong_declaration_costs_no_letter():
    """What was declared wrongly is read as it was written."""
    assert RUSSIAN in decode(b'<meta charset="utf-8">' + RUSSIAN.encode("cp1251")).text
    assert "négociations ont repris à Genève" in decode(FRENCH.encode("cp1252"), header_charset="utf-8").text


def test_a_page_cut_within_a_character_keeps_its_encoding():
    """One broken byte at the end does not turn UTF-8 into something else."""
    assert decode(RUSSIAN.encode()[:-2]).encoding == "utf-8"


@given(st.binary(max_size=400))
def test_any_bytes_give_documents_or_reasons(data):
    """Nothing crashes, and nothing that came in goes out unaccounted for."""
    found = list(read_documents(["-"], stdin=io.BytesIO(data)))
    assert found
    assert all(isinstance(item, Document | Failed) for item in found)


@given(st.integers(1, 1200), st.binary(min_size=1, max_size=20))
def test_harm_to_an_archive_never_raises(at, harm):
    """Bytes written over an archive cost records, not the run."""
    data = bytearray(b"".join(_pages(4)))
    data[at : at + len(harm)] = harm
    found = list(read_documents(["-"], stdin=io.BytesIO(bytes(data))))
    assert "day 4" in "".join(item.text for item in found if isinstance(item, Document))
