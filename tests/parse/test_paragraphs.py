"""What stands among an article's paragraphs and is not its words."""

import pytest

from dragoman.model import Span
from dragoman.parse.paragraphs import credited_byline, find_credit, is_credit, trim_paragraphs

TITLE = "Karsenia closes two border posts"
LEAD = "The ministry closed both posts after shots were fired."


def _trimmed(*lines: str) -> tuple[list[str], list[str]]:
    text, spans, at = "\n".join(lines), [], 0
    for line in lines:
        spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return tuple([span.of(text) for span in found] for found in trim_paragraphs(text, spans, TITLE))


@pytest.mark.parametrize("bullet", ["• ", "* ", "- ", "– ", "•", "▪ "])
def test_a_bullet_is_not_of_its_paragraph(bullet: str) -> None:
    """A mark with a blank, a round one also without."""
    assert _trimmed(bullet + LEAD) == ([LEAD], [])


@pytest.mark.parametrize(
    "line", ["- Ada Renn, editor", "- and so it stayed closed until the evening of Monday", "*min. two"]
)
def test_other_marks_stay(line: str) -> None:
    """A dash before a bare name tells whose words stand above, before a small letter it goes on with them."""
    assert _trimmed(LEAD, line) == ([LEAD, line], [])


def test_a_dash_that_opens_speech_stays() -> None:
    """As other languages than English write it."""
    said = "– Vi kan ikke åpne grensen før skytingen er slutt, sa ministeren til avisen mandag kveld."
    assert _trimmed(said, "Begge stasjonene ble stengt etter skuddene i dalen.")[0][0] == said


def test_a_paragraph_that_only_repeats_the_title_is_none() -> None:
    """Whatever its marks and capitals; where nothing else is there it stays."""
    assert _trimmed(f"{TITLE.upper()}.", LEAD) == ([LEAD], [])
    assert _trimmed(f"{TITLE}, ministry says", LEAD) == ([f"{TITLE}, ministry says", LEAD], [])
    assert _trimmed(TITLE) == ([TITLE], [])


@pytest.mark.parametrize(
    ("credit", "names"),
    [
        ("(Reporting by Ada Renn; editing by Iven Marr and Lea Osk)", ("Ada Renn",)),
        (
            "(Reporting by Ada Renn in Tal-Berek and Iven Marr; Additional reporting by Lea Osk)",
            ("Ada Renn", "Iven Marr"),
        ),
        ("Reporting by Ada Renn, Editing by Iven Marr", ("Ada Renn",)),
        ("Reporting and writing by Ada Renn and Iven Marr; editing by Lea Osk.", ("Ada Renn", "Iven Marr")),
        ("--additional reporting by Lea Osk.", None),
        ("With reporting by Interfax writer Ada Renn", None),
        ("(Editing by Lea Osk)", None),
        ("Translated by Lea Osk.", None),
    ],
)
def test_a_credit_is_cut_from_the_article(credit: str, names: tuple[str, ...] | None) -> None:
    """Alone or at a paragraph's end; who reported is its author, who added or edited is not."""
    assert is_credit(credit)
    assert _trimmed(LEAD, credit) == ([LEAD], [credit])
    byline = credited_byline(credit, [Span(0, len(credit))])
    assert (byline.names if byline else None) == names
    if not credit.startswith("-"):
        assert _trimmed(f"{LEAD} {credit}") == ([LEAD], [credit])


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Karsen Watch has shown that the posts were closed before.",
        "The figures, compiled by the Karsen Institute, are those of March.",
        "The list was edited by Ada Renn.",
        "Edited by hand",
    ],
)
def test_a_sentence_is_no_credit(line: str) -> None:
    """Only names follow in a credit, and it begins a sentence."""
    assert find_credit(line, Span(0, len(line))) is None


@pytest.mark.parametrize(
    "caption",
    [
        "Guards patrol the fence near Ostrava on Monday. PHOTO: KNN.",
        "Ilya Soran waves to the crowd, October 18, 2013. KNN/Ada Renn",
        "The envoy at the bridge (Photo: Ada Renn)",
    ],
)
def test_a_pictures_caption_is_no_paragraph(caption):
    """It is kept apart, whole; a sentence that ends with two names is none."""
    kept, cut = _trimmed("The bridge is open.", caption, "The army struck the PKK/YPG.")
    assert kept == ["The bridge is open.", "The army struck the PKK/YPG."]
    assert cut == [caption]


def test_the_title_with_a_mark_of_a_picture_is_the_title_again():
    """Not a lead that begins as the title does."""
    kept, _ = _trimmed(f"{TITLE} - photo 1", f"{TITLE}, the envoy said on Monday.")
    assert kept == [f"{TITLE}, the envoy said on Monday."]
