"""Text dumps: article and furniture told apart, whatever stands before and after."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import ParseError
from dragoman.model import Document, Report, Source
from dragoman.parse.dump import normalise_line_ends, parse_dump

BODY = """OSTRAVA-NOR, Velmora, March 3

By Ada Renn - Interwire:

Velmora's Foreign Minister Iven Marr said on Thursday that his government would return to the talks on the Ushtal valley if shelling stopped.

"We have never refused to negotiate,” Marr told reporters after a meeting with the mediators in the capital.

Karsenia's government did not comment on the remarks, which came two days after the mediators left Tal-Berek, Interwire reports.

The two states have disputed the valley since 1994, when a ceasefire ended three years of war between them."""

FURNITURE = """Follow us on Telegram: @interwire_news

Related news
Mediators call for calm as shelling resumes along the line of contact
Ushtal valley 12:40
Karsenia says it downed a drone over the northern heights
Security 11:02
Latest
Velmora opens new railway terminal near the northern border
Business 16:10
Grain exports rise by a tenth in the first two months
Economy 15:55"""

HEADLINE = "Marr: Velmora ready to return to talks on Ushtal valley"


def _parse(text: str, form: str = "dump") -> Report:
    return parse_dump(Document(Source("page.txt", form, "", len(text), "utf-8", "detection"), text))


def _page(before: str = "", date: str = "3 March 2022 14:10 (UTC+02:00)", after: str = FURNITURE) -> str:
    return f"{before}{HEADLINE}\n\n{date}\n\n{BODY}\n\n{after}"


@pytest.mark.parametrize(
    "before",
    ["", " date 2022-03-03 ", "Home\nWorld\nPolitics\nEconomy\nLog in\nWe use cookies to improve this site.\nAccept\n"],
)
def test_the_article_is_found_whatever_stands_before_it(before):
    """A crawl's stamp, a menu or a cookie line before the headline changes nothing."""
    report = _parse(_page(before))
    assert report.headline == HEADLINE
    assert len(report.paragraphs) == 4
    assert report.bylines == ("Ada Renn",)
    assert report.publisher == "Interwire"
    assert (report.dateline.place, report.dateline.day) == ("Ostrava-Nor, Velmora", "2022-03-03")
    assert report.language == "en"


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("3 March 2022 14:10 (UTC+02:00)", "2022-03-03T14:10+02:00"),
        ("2022-03-03 14:10 CET", "2022-03-03T14:10+01:00"),
        ("March 3, 2022 2:10 PM EST", "2022-03-03T14:10-05:00"),
        ("14:10, 3 марта 2022", "2022-03-03T14:10"),
        ("Published 2022-03-03T12:10:00Z", "2022-03-03T12:10+00:00"),
        ("03.03.2022", "2022-03-03"),
    ],
)
def test_the_publication_time_is_read_as_written(date, iso):
    """With its offset where the page gives one, and to the day where it gives no more."""
    report = _parse(_page(date=date))
    assert report.published.iso == iso
    assert report.published.span.of(report.text) == report.published.raw


def test_without_a_date_the_time_is_a_gap():
    """Nothing stands in for an unread date."""
    report = _parse(_page(date=""))
    assert report.published is None
    assert "published" in {gap.field for gap in report.gaps}


def test_furniture_is_kept_with_its_items():
    """Each list keeps its items with section and clock time; nothing of it is body."""
    report = _parse(_page())
    lists = {piece.kind: piece for piece in report.furniture if piece.items}
    assert [(item.section, item.time) for item in lists["related"].items] == [
        ("Ushtal valley", "12:40"),
        ("Security", "11:02"),
    ]
    assert len(lists["latest"].items) == 2
    assert "follow-us" in {piece.kind for piece in report.furniture}


def test_every_span_slices_to_its_words():
    """Paragraphs, headline, items and evidence point at what they say."""
    report = _parse(_page())
    assert report.headline_span.of(report.text) == report.headline
    assert all(piece.span.of(report.text) == piece.text for piece in report.furniture)
    assert all(item.span.of(report.text) == item.headline for piece in report.furniture for item in piece.items)
    assert report.paragraphs[0].of(report.text).startswith("Velmora's Foreign Minister")


def test_plain_article_text_is_all_article():
    """An article without a page around it loses no paragraph."""
    text = "\n\n".join(BODY.split("\n\n")[2:])
    assert len(_parse(text, "text").paragraphs) == 4


def test_the_cut_first_words_of_the_lead_are_a_plain_texts_title():
    """What an archive makes of a report without a title is no paragraph that tells the lead twice."""
    lead = BODY.split("\n\n")[2]
    report = _parse(f"{lead[:52]}...\nOSTRAVA-NOR -- {lead}\n{BODY.split(chr(10) * 2)[3]}\n", "text")
    assert (report.headline, len(report.paragraphs)) == (f"{lead[:52]}...", 2)
    assert report.paragraphs[0].of(report.text) == lead
    assert _parse(f"A week of shelling ended...\n{lead}\n", "text").headline is None


def test_a_dateline_with_its_year_dates_a_page_without_a_date():
    """The day it was filed on, read from there; a page's own date goes first, and a day without a year dates nothing."""
    lead = "\n".join(BODY.split("\n\n")[2:])
    report = _parse(f"{HEADLINE}\n\nOSTRAVA-NOR, March 3, 2022 (KNN) - {lead}\n", "text")
    assert (report.published.iso, report.published.precision, report.published.origin) == (
        "2022-03-03",
        "day",
        "dateline",
    )
    assert report.published.span.of(report.text) == "March 3, 2022"
    assert _parse(f"{HEADLINE}\n\nOSTRAVA-NOR, March 3 (KNN) - {lead}\n", "text").published is None

    report = _parse(f"{HEADLINE}\n\nOSTRAVA-NOR/TAL-BEREK, March 3, 2022 (KNN) - {lead}\n", "text")
    assert (report.dateline.place, report.published.iso) == ("Ostrava-Nor/Tal-Berek", "2022-03-03")


@pytest.mark.parametrize("line", ["Geneva, 3 March 2022", "GENEVA | 3 March 2022", "March 3, 2022 (GENEVA) –"])
def test_the_line_of_the_day_may_be_the_dateline(line):
    """The place is kept with the day, alone or before the first words."""
    lead = "\n".join(BODY.split("\n\n")[2:])
    for opening in (f"{line}\n{lead}", f"{line.rstrip(' –')} – {lead}"):
        report = _parse(f"{HEADLINE}\n\n{opening}\n")
        assert (report.dateline.place, report.dateline.day, report.published.iso) == (
            "Geneva",
            "2022-03-03",
            "2022-03-03",
        )
        assert report.paragraphs[0].of(report.text).startswith("Velmora's")


def test_the_agency_that_alone_opens_a_report_is_its_publisher():
    """It is not of the first paragraph; on the line of the day it may stand too."""
    lead = "\n".join(BODY.split("\n\n")[2:])
    report = _parse(f"{HEADLINE}\n3 March 2022\n(KNN) -- {lead}\n")
    assert (report.publisher, report.dateline) == ("KNN", None)
    assert report.paragraphs[0].of(report.text).startswith("Velmora's")
    told = next(evidence for evidence in report.evidence if evidence.field == "publisher")
    assert [span.of(report.text) for span in told.spans] == ["KNN"]
    report = _parse(f"{HEADLINE}\nInterfax, March 3, 2022 Adjust font size:\n{lead}\n")
    assert (report.publisher, report.published.iso) == ("Interfax", "2022-03-03")


def test_what_stands_between_a_title_and_its_article_is_no_title():
    """A dateline of its own, also in small letters with its agency behind it, a byline, a day."""
    lead = "\n".join(BODY.split("\n\n")[2:])
    report = _parse(f"{HEADLINE}\nOslo (KNN)\n{lead}\n", "text")
    assert (report.headline, report.dateline.place, report.publisher) == (HEADLINE, "Oslo", "KNN")
    report = _parse(f"{HEADLINE}\nBy Ada Renn\nMarch 3, 2022\n{lead}\n", "text")
    assert (report.headline, report.bylines, report.published.iso) == (HEADLINE, ("Ada Renn",), "2022-03-03")
    report = _parse(f"{HEADLINE}\nOslo (KNN) -- {lead}\n", "text")
    assert (report.headline, report.dateline.place) == (HEADLINE, "Oslo")
    assert report.paragraphs[0].of(report.text).startswith("Velmora's")


def test_an_abbreviations_full_stop_ends_no_title():
    """A title that ends with "U.N." stands above the article, and a sentence does not."""
    lead = "\n".join(BODY.split("\n\n")[2:])
    report = _parse(f"Velmora and Ostrava agree on talks at U.N.\nOslo (KNN) -- {lead}\n", "text")
    assert report.headline == "Velmora and Ostrava agree on talks at U.N."
    assert _parse(f"The weather was fine in Oslo.\nOslo (KNN) -- {lead}\n", "text").headline is None


def test_an_articles_title_stands_above_what_is_beside_it():
    """Also where links, an outlet's name, the time to read or the title once more part it from the first words."""
    lead = "\n".join(BODY.split("\n\n")[2:])
    for beside in ("Click to follow\nThe Ostrava Herald Online", f"{HEADLINE}\nInterfax Staff\n1 Min Read", "update"):
        report = _parse(f"{HEADLINE}\n{beside}\n{lead}\n", "text")
        assert (report.headline, len(report.paragraphs)) == (HEADLINE, 4)
        assert report.paragraphs[0].of(report.text).startswith("Velmora's")
    asked = "Is Velmora ready to return to talks on Ushtal valley?"
    report = _parse(f"{asked}\n3 March 2022\n{lead.replace(chr(10), chr(10) + 'Share' + chr(10), 1)}\n", "text")
    assert (report.headline, len(report.paragraphs)) == (asked, 4)


def test_who_reported_and_edited_is_no_paragraph():
    """Alone or at the last paragraph's end; it gives the byline where the page has none, or only an office."""
    lead = "\n".join(BODY.split("\n\n")[2:])
    credit = "(Reporting by Ada Renn; Editing by Lea Osk)"
    for form, mark in [("text", " "), ("text", "\n"), ("dump", "\n")]:
        report = _parse(f"{HEADLINE}\nInterfax Staff\n{lead}{mark}{credit}\n", form)
        assert (report.bylines, report.publisher, len(report.paragraphs)) == (("Ada Renn",), "Interfax", 4)
        assert [(piece.kind, piece.text) for piece in report.furniture] == [("credit", credit)]
    report = _parse(f"{HEADLINE}\nBy Iven Sol\n{lead}\n{credit}\n", "text")
    assert report.bylines == ("Iven Sol",)


def test_a_line_that_begins_with_a_comma_goes_on_with_the_one_above():
    """A crawl breaks a sentence behind an abbreviation."""
    lead = BODY.split("\n\n")[2]
    report = _parse(
        f"{lead}\nThe road is open, wrote Rep. Ada Renn, R-Mich.\n, who leads the party in the house.\n", "text"
    )
    assert len(report.paragraphs) == 2
    assert report.paragraphs[1].of(report.text).endswith("R-Mich.\n, who leads the party in the house.")


@pytest.mark.parametrize("text", ["Home\nWorld\nPolitics\nLog in", "Subscribe to continue reading", "\n\n---\n\n"])
def test_a_page_without_an_article_is_refused(text):
    """A menu, a paywall's stub or rules alone are no report."""
    with pytest.raises(ParseError):
        _parse(text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab .\r\n\u2028", max_size=60))
def test_offsets_lead_back_to_the_source(source):
    """Every run of the stored text is where the map says, line ends aside."""
    text, runs = normalise_line_ends(source)
    assert "".join(text[run.start : run.end] for run in runs) == text
    for run in runs:
        if text[run.start : run.end] != "\n":
            assert text[run.start : run.end] == source[run.source_start : run.source_end]


def test_the_seed_page_parses_whole(seed_page):
    """What DESIGN.md section 3 says of the seed's Report."""
    report = _parse(seed_page.read_text(encoding="utf-8"))
    assert report.headline.startswith("Lavrov: Russia ready")
    assert report.published.iso == "2019-11-11T14:51+04:00"
    assert (report.dateline.place, report.dateline.day) == ("Baku, Azerbaijan", "2019-11-11")
    assert (report.bylines, report.publisher, len(report.paragraphs)) == (("Leman Zeynalova",), "Trend", 6)
    counts = dict.fromkeys(("follow-us", "related", "latest"), 0)
    for piece in report.furniture:
        if piece.kind in counts:
            counts[piece.kind] += len(piece.items) or 1
    assert counts == {"follow-us": 2, "related": 6, "latest": 9}
    assert all(item.section and item.time for piece in report.furniture for item in piece.items)


def test_what_has_more_lines_than_any_page_is_refused():
    """It is told so, and costs no more."""
    with pytest.raises(ParseError) as told:
        _parse("Menu\n" * 50_001)
    assert told.value.code == "DRG-P005"


ARTICLE = (
    "Velmora and Karsenia reopened the bridge at Narn on Monday, the ministry in Ostrava said.\n\n"
    "The bridge was closed in May after shots were fired at a convoy of the mission, which left the town.\n\n"
)


def test_a_line_broken_in_the_midst_of_its_sentence_is_one_with_the_next():
    """By one line end, behind a word that leads on or before a small letter; the next paragraph is another."""
    broken = "The council in Tal Berek called late on Monday for a quick end of the fighting in\nNorthern Velmora, where it goes on.\nIt will meet again."
    report = _parse(f"Bridge at Narn is open again\n\n{ARTICLE}{broken}\n", "text")
    words = [span.of(report.text) for span in report.paragraphs]
    assert words[-2].endswith("fighting in\nNorthern Velmora, where it goes on.")
    assert words[-1] == "It will meet again."


def test_an_outlet_that_another_only_cites_is_not_the_publisher():
    """One that says so of itself has its name around the article too."""
    lead = "The bridge at Narn is open again, the ministry in Ostrava said on Monday, Interwire reports.\n\n"
    cited = _parse(f"Bridge at Narn is open again\n\n{lead}{ARTICLE}", "text")
    own = _parse(f"Bridge at Narn is open again\n\n{lead}{ARTICLE}Follow Interwire on Telegram\n", "dump")
    assert cited.publisher is None
    assert own.publisher == "Interwire"


def test_what_points_to_another_article_and_a_lone_letter_are_not_the_articles():
    """In the midst of it as well; nor is a dash that ends a title the title's."""
    text = f"Bridge at Narn is open again -\n\na\n\n{ARTICLE}Read also: Mayor of Narn resigns after vote\n\nThe mission left the town in May."
    report = _parse(text, "text")
    assert report.headline == "Bridge at Narn is open again"
    words = " ".join(span.of(report.text) for span in report.paragraphs)
    assert words.startswith("Velmora and Karsenia")
    assert "resigns" not in words


def test_the_agency_behind_the_article_is_the_publisher():
    """Where nothing before it names one; the line is its credit."""
    report = _parse(
        "Sides sign truce in Karsova\n\nThe government has signed a truce with rebels who fought it for nine years, officials said on Thursday.\n\n"
        "The two sides will meet again next month to talk about prisoners, the officials told reporters after the signing.\n\n- REUTERS\n"
    )
    assert report.publisher == "REUTERS"
    assert [piece.kind for piece in report.furniture] == ["credit"]
