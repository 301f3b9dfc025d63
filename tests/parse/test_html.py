"""HTML pages: the article by what the page says of itself and by what its lines look like; what is no article is refused."""

import contextlib

import pytest

from dragoman.errors import ParseError
from dragoman.model import Document, Report, Source
from dragoman.parse.blocks import scan_blocks
from dragoman.parse.dump import parse_dump
from dragoman.parse.html import parse_html
from dragoman.parse.metadata import read_page_data

PARAGRAPHS = [
    "Velmora's Foreign Minister Iven Marr said on Thursday that his government would return to the talks on the Ushtal valley if shelling stopped.",
    "“We have never refused to negotiate,” Marr told reporters after a meeting with the mediators in the capital, which lasted for almost three hours.",
    "Karsenia's government did not comment on the remarks, which came two days after the mediators had left Tal-Berek without an agreement in hand.",
    "The two states have disputed the valley since 1994, when a ceasefire ended three years of war between them and left both armies in their trenches.",
]
MENU = "<nav><ul><li><a href='/w'>World</a></li><li><a href='/e'>Economy</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
RELATED = "<aside class='related'><h3>Related</h3><ul><li><a href='/1'>Mediators call for calm</a></li><li><a href='/2'>Railway opens</a></li></ul></aside>"
META = '<meta property="og:title" content="{title}"><meta property="article:published_time" content="2022-03-03T12:10:00Z">'


def _parse(html: str) -> Report:
    return parse_html(Document(Source("page.html", "html", "", len(html), "utf-8", "detection"), html))


def _page(
    *, head: str = "", heading: str = "Marr ready to return to talks", paragraphs: list[str] | None = None
) -> str:
    body = "".join(f"<p>{text}</p>" for text in (PARAGRAPHS if paragraphs is None else paragraphs))
    return (
        f"<html><head>{head}</head><body>{MENU}<article><h1>{heading}</h1>{body}</article>{RELATED}"
        "<footer>© Interwire 2022</footer></body></html>"
    )


def test_the_article_is_told_from_menu_and_related():
    """The paragraphs are the article's, the rest is kept as furniture, and every span slices to its words."""
    report = _parse(_page(head=META.format(title="Marr ready to return to talks")))
    assert [span.of(report.text) for span in report.paragraphs] == PARAGRAPHS
    assert report.headline == "Marr ready to return to talks"
    assert report.headline_span is not None
    assert report.headline_span.of(report.text) == report.headline
    assert report.published is not None
    assert report.published.iso.startswith("2022-03-03T12:10")
    assert any("Mediators call for calm" in item.span.of(report.text) for item in report.furniture)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Marr ready to return to talks | Interwire", "Marr ready to return to talks"),
        ("Marr ready to return to talks - Interwire", "Marr ready to return to talks"),
        ("Marr ready &amp;amp; willing", "Marr ready & willing"),
        ("Marr: ready - or not?", "Marr: ready - or not?"),
    ],
)
def test_a_title_is_given_without_the_outlets_name(title, headline):
    """What stands behind the bar is the outlet's where the page's heading leaves it out; entities escaped twice are read."""
    shown = headline.replace("&", "&amp;")
    assert _parse(_page(head=META.format(title=title), heading=shown)).headline == headline


def test_an_agency_the_title_once_more_and_a_credit_are_no_paragraphs():
    """The agency is the publisher where the page names none, who reported the byline; the credit is furniture."""
    title, credit = "Marr ready to return to talks", "Reporting by Ada Renn; Editing by Lea Osk"
    lines = [title, f"(KNN) -- {PARAGRAPHS[0]}", *PARAGRAPHS[1:], credit]
    report = _parse(_page(head=META.format(title=title), paragraphs=lines))
    assert [span.of(report.text) for span in report.paragraphs] == PARAGRAPHS
    assert (report.publisher, report.bylines) == ("KNN", ("Ada Renn",))
    assert [piece.text for piece in report.furniture if piece.kind == "credit"] == [credit]


def test_a_heading_beats_a_title_that_the_page_does_not_show():
    """Of two titles in the metadata, the one that the page's heading shows is its title."""
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Talks: what next"}</script>'
    report = _parse(_page(head=ld + META.format(title="Marr ready to return to talks")))
    assert report.headline == "Marr ready to return to talks"


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<html><body></body></html>", "DRG-P001"),
        (f"<html><body>{MENU}<h1>World</h1></body></html>", "DRG-P001"),
        (
            "<html><body><h1>World</h1>"
            + "".join(f"<p><a href='/{n}'>{text}</a></p>" for n, text in enumerate(PARAGRAPHS * 3))
            + "</body></html>",
            "DRG-P002",
        ),
        (
            _page(
                head='<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": false}</script>',
                paragraphs=PARAGRAPHS[:1],
            ),
            "DRG-P003",
        ),
        ("<div>" * 100_000 + PARAGRAPHS[0] + "</div>" * 100_000, "DRG-P005"),
    ],
    ids=["empty", "menu", "listing", "paywall", "nested"],
)
def test_what_is_no_article_is_refused_with_its_reason(html, code):
    """An empty page, a menu, a listing, a paywall's stub, absurd nesting: each has its code."""
    with pytest.raises(ParseError) as caught:
        _parse(html)
    assert caught.value.code == code


def test_one_endless_line_does_not_crash():
    """Two megabytes without a break are a report or a refusal."""
    with contextlib.suppress(ParseError):
        _parse(f"<html><body><p>{'word ' * 400_000}</p></body></html>")


def test_malformed_metadata_is_passed_over():
    """Broken JSON-LD, a list where a text should be, and unclosed tags give what there is."""
    data = read_page_data(
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
        '<script type="application/ld+json">[{"@type": ["NewsArticle"], "headline": ["no"], "author": [{"name": "Ada Renn"}, "Piet"]}]</script>'
        '<meta property="og:title" content="Kept'
    )
    assert [item.value for item in data.fields["byline"]] == ["Ada Renn", "Piet"]
    assert "headline" not in data.fields


CHINESE = ["俄罗斯外长拉夫罗夫周四表示，莫斯科准备继续在亚美尼亚和阿塞拜疆之间进行调解。我们呼吁双方遵守停火协议。", "他在埃里温举行的新闻发布会上说，各方必须充分执行所达成的协议，并在下周继续谈判，直到签署和平条约为止。"]  # fmt: skip


@pytest.mark.parametrize("form", ["html", "text", "dump"])
def test_a_script_without_spaces_has_words_too(form):
    """A Chinese report is a report, in Chinese."""
    text = _page(heading="拉夫罗夫：俄罗斯准备好了", paragraphs=CHINESE) if form == "html" else "\n".join(CHINESE)
    document = Document(Source("page", form, "", len(text), "utf-8", "detection"), text)
    report = parse_html(document) if form == "html" else parse_dump(document)
    assert report.language == "zh"
    assert [span.of(report.text) for span in report.paragraphs] == CHINESE


def test_the_words_of_a_paywall_make_a_stub():
    """A lead before "Subscribe to continue reading" is no article; the same words under a whole one are furniture."""
    wall = "<p>Subscribe today to continue reading this story. Already a subscriber? Sign in.</p>"
    with pytest.raises(ParseError, match="DRG-P003"):
        _parse(_page(paragraphs=PARAGRAPHS[:1]).replace("</article>", f"{wall}</article>"))
    assert len(_parse(_page().replace("</article>", f"{wall}</article>")).paragraphs) >= len(PARAGRAPHS)


def test_odd_metadata_cost_no_report():
    """A type that is no word is passed over; half of a character, which JSON may name, does not reach the record."""
    head = (
        '<script type="application/ld+json">[{"@type": null}, {"@type": 5}, {"@type": "NewsArticle",'
        ' "headline": "Marr ready \\ud83d to return", "publisher": {"name": "Inter\\udc00wire"}}]</script>'
    )
    report = _parse(_page(head=head))
    assert (report.headline, report.publisher) == ("Marr ready \ufffd to return", "Inter\ufffdwire")


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_text_beyond_any_reports_length_is_refused(form):
    """Its length is told, before anything is made of it."""
    text = f"<p>{' '.join(PARAGRAPHS)}</p>\n" * 1000 if form == "html" else " ".join(PARAGRAPHS * 1000)
    document = Document(Source("page", form, "", len(text), "utf-8", "detection"), text)
    with pytest.raises(ParseError, match=r"DRG-P005.*characters"):
        parse_html(document) if form == "html" else parse_dump(document)


def test_a_list_within_the_article_holds_none_of_its_paragraphs():
    """Related boxes between paragraphs and behind the last are pieces of their own; title and article are in none of them."""
    article = [f"<p>{text}</p>{RELATED}" for text in PARAGRAPHS]
    html = (
        f"<html><head>{META.format(title='Marr ready to return to talks')}</head><body>{MENU}<article><h1>Marr ready to return to talks</h1>{''.join(article)}</article>"
        f"<footer>© Interwire 2022</footer></body></html>"
    )
    report = _parse(html)
    taken = [*report.paragraphs, report.headline_span]
    assert [span.of(report.text) for span in report.paragraphs] == PARAGRAPHS
    assert not [piece for piece in report.furniture for span in taken if piece.span.overlaps(span)]
    assert sum(piece.kind == "related" for piece in report.furniture) == len(PARAGRAPHS)


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>one</p><p title='a > b'>two</p>", ["one", "two"]),
        # A quotation mark opens a value behind "=" only.
        ('<p>one</p><p class="a" " id="b">two</p><p class="c">three</p>', ["one", "two", "three"]),
        (f'<p>one</p><img src="data:{"x" * 30_000}"><p>two</p>', ["one", "two"]),
        ('<p>one</p><p class="a>two</p>', ["one", "two"]),
        # What is cut off within a tag or a comment ends there.
        ("<p>one</p><a href='http://interwire.example/2022", ["one"]),
        ("<p>one</p><!doctype", ["one"]),
        ("<p>if a < b and c <3 of d</p>", ["if a < b and c <3 of d"]),
    ],
)
def test_broken_markup_is_read_as_browsers_read_it(markup, lines):
    """Quotation marks without a partner, signs that open nothing, a page that is cut off."""
    assert [block.text for block in scan_blocks(markup)] == lines


@pytest.mark.parametrize("piece", ["<", "<a ", "<a b='", '<a "', "<!", "<!--", "<script ", "<p x=<", "</", "&#", "<?"])
def test_a_page_of_nothing_but_signs_costs_no_more_than_its_length(piece):
    """No part of it is looked at again and again: a million of them come to an end."""
    assert len(list(scan_blocks(f"<p>one</p>{piece * 1_000_000}"))) <= 2
    assert not read_page_data(piece * 100_000).fields
