"""Datelines in the layouts that outlets use, and bylines that name nobody."""

import pytest

from dragoman.parse.opening import find_byline, find_dateline

LEAD = "The Interior Ministry of Karsenia said two border posts had been closed after shots were fired."


@pytest.mark.parametrize(
    ("opening", "place", "day", "agency"),
    [
        ("Addis Ababa, 4 February 2026 – ", "Addis Ababa", "2026-02-04", None),
        ("YANGON (Post) April 22, 2025 - ", "Yangon", "2025-04-22", "Post"),
        ("Nairobi, 3 May 2025 (Lake News) - ", "Nairobi", "2025-05-03", "Lake News"),
        ("Kampala | Jan 5, 2026 | ", "Kampala", "2026-01-05", None),
        ("(Nairobi) – ", "Nairobi", None, None),
        ("(Geneva, March 3, 2026) – ", "Geneva", "2026-03-03", None),
        ("Bogotá, Mar 3, 2026 (KNN).- ", "Bogotá", "2026-03-03", "KNN"),
        ("Khartoum – February 3 – ", "Khartoum", None, None),
        ("Moscow. March 3. VPA - ", "Moscow", None, "VPA"),
        ("Yerevan /Interwire/. ", "Yerevan", None, "Interwire"),
        ("YEREVAN, MARCH 3, INTERWIRE. ", "Yerevan", None, "INTERWIRE"),
        ("TBILISI, KNWatch–", "Tbilisi", None, "KNWatch"),
        ("Juba, South Sudan — ", "Juba, South Sudan", None, None),
        ("Nairobi — ", "Nairobi", None, None),
        ("TUNIS, Tunisia -- ", "Tunis, Tunisia", None, None),
        ("MEXICO CITY -- ", "Mexico City", None, None),
    ],
)
def test_a_dateline_is_read_whatever_its_layout(opening: str, place: str, day: str | None, agency: str | None) -> None:
    """In any order of its parts, in capitals or small letters, with or without a day."""
    found = find_dateline(opening + LEAD, 0, None)
    assert found is not None
    dateline, told_by, start = found
    assert (dateline.place, dateline.day, told_by) == (place, day, agency)
    assert start == len(opening)


@pytest.mark.parametrize(
    "line",
    [
        "Valden and Ostrava agreed to talk. Both sides said so.",
        "Karsenia – the smaller of the two states – has asked for a meeting.",
        "Geneva talks: what is known so far, and what is not known about the border posts",
        "Updated, 3 March 2026 - All times are those of the capital.",
        "Paris - based analysts doubt it, and so do those who have followed the talks.",
        "Monday, 3 March – The Interior Ministry will hold its weekly briefing for the press.",
    ],
)
def test_prose_and_kickers_are_no_datelines(line: str) -> None:
    """A dash or a full stop behind a name is not enough."""
    assert find_dateline(line, 0, None) is None


@pytest.mark.parametrize(
    "line",
    ["By our correspondent", "Staff Reporter", "From our correspondents in Juba", "News Desk", "By a staff writer"],
)
def test_an_office_is_a_byline_that_names_nobody(line: str) -> None:
    """It is no title either."""
    found = find_byline(line, 0)
    assert found is not None
    assert found.names == ()


@pytest.mark.parametrize("line", ["Border posts closed", "Agency says border closed", "Our man in Juba"])
def test_other_short_lines_are_no_bylines(line: str) -> None:
    """An office among other words names no author."""
    assert find_byline(line, 0) is None
