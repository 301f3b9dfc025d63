"""Datelines in the layouts that outlets use, and agencies that open a report alone."""

import pytest

from dragoman.model import Span
from dragoman.parse.dateline import find_closing_agency, find_dateline, find_filed, find_named_agency

LEAD = "The Interior Ministry of Karsenia said two border posts had been closed after shots were fired."


@pytest.mark.parametrize(
    ("opening", "place", "day", "agency"),
    [
        ("Addis Ababa, 4 February 2026 – ", "Addis Ababa", "2026-02-04", None),
        ("YANGON (Post) April 22, 2025 - ", "Yangon", "2025-04-22", "Post"),
        ("Nairobi, 3 May 2025 (Lake News) - ", "Nairobi", "2025-05-03", "Lake News"),
        ("Nairobi, May 3/2025 (Lake News) ", "Nairobi", "2025-05-03", "Lake News"),
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
        ("Nairobi - ", "Nairobi", None, None),
        ("PRISTINA, Apr 25, 2000 -- (Reuters) ", "Pristina", "2000-04-25", "Reuters"),
        ("N'Djamena -- ", "N'Djamena", None, None),
        ("TUNIS, Tunisia -- ", "Tunis, Tunisia", None, None),
        ("MEXICO CITY -- ", "Mexico City", None, None),
        ("January 23, 2026 (ADDIS ABABA) – ", "Addis Ababa", "2026-01-23", None),
        ("OSTRAVA/TAL-BEREK, Jan 3 (KNN) - ", "Ostrava/Tal-Berek", None, "KNN"),
        ("Rio de Janeiro, 3 May 2025 – ", "Rio de Janeiro", "2025-05-03", None),
        ("Nairobi, Interfax – ", "Nairobi", None, "Interfax"),
        ("BOGOTÁ, (KNN) - ", "Bogotá", None, "KNN"),
        ("SEOUL: ", "Seoul", None, None),
        ("TAL-BEREK, Karsenia, March 4. ", "Tal-Berek, Karsenia", None, None),
        ("Ostrava-Nor, October 12, VPA. ", "Ostrava-Nor", None, "VPA"),
        ("NEW YORK (KNN) ", "New York", None, "KNN"),
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
        "EXCLUSIVE — Two border posts were closed after shots were fired, an official said.",
        "Seoul - Two Border Posts Closed After Shots Were Fired From Across the River",
        "August 30, 1991|By Mara K. Lind | Mara K. Lind, Nairobi Bureau of The Lake News",
        "SEOUL: Two Border Posts Closed After Shots Were Fired",
        "AFP — Two border posts were closed after shots were fired, an official said on Monday.",
        "MONDAY, MARCH 3",
        "WALLACE:",
        "X — Two border posts were closed after shots were fired, an official said on Monday.",
        "NATO, Border Guards Hunt for a Lost Patrol",
        "KNN, THE KARSEN PRESS",
        "Xinhua, January 25, 2018",
        "Monday, 3 March – The Interior Ministry will hold its weekly briefing for the press.",
    ],
)
def test_prose_and_kickers_are_no_datelines(line: str) -> None:
    """A dash or a full stop behind a name is not enough."""
    assert find_dateline(line, 0, None) is None


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("CAIRO -", "Cairo", None),
        ("CAIRO:", "Cairo", None),
        ("WASHINGTON | 8 August 2025", "Washington", None),
        ("Geneva, 12 March 2026", "Geneva", None),
        ("Interfax, GENEVA", "Geneva", "Interfax"),
        ("BAAR, SWITZERLAND", "Baar, Switzerland", None),
        ("Oslo (KNN)", "Oslo", "KNN"),
    ],
)
def test_a_dateline_may_stand_alone_on_its_line(line: str, place: str, agency: str | None) -> None:
    """A dash, a day, an agency or the state shows it."""
    found = find_dateline(line, 0, None)
    assert found is not None
    assert (found[0].place, found[1], found[2]) == (place, agency, len(line))


@pytest.mark.parametrize("opening", ["(KNN) -- ", "(Interfax) ", "Interfax — "])
def test_an_agency_alone_may_open_a_report(opening: str) -> None:
    """In brackets before a dash, or known as one."""
    found = find_filed([(3, Span(0, len(opening + LEAD)))], opening + LEAD, None)
    assert found is not None
    number, filed = found
    assert (number, filed.dateline, filed.agency, filed.start) == (3, None, opening.strip("()-— "), len(opening))
    assert filed.span.of(opening + LEAD) == filed.agency


def test_a_day_may_stand_before_the_agency() -> None:
    """Without a place there is no dateline, but the words start behind it."""
    found = find_filed([(3, Span(0, len("June 6 (Interfax) — " + LEAD)))], "June 6 (Interfax) — " + LEAD, None)
    assert found is not None
    assert (found[1].dateline, found[1].agency, found[1].start) == (None, "Interfax", len("June 6 (Interfax) — "))


@pytest.mark.parametrize("line", [f"(Karsen) -- {LEAD}", f"(The KNN) {LEAD}", f"Interfax said: {LEAD}", "(KNN)"])
def test_other_brackets_open_no_report(line: str) -> None:
    """A name that no agency is known by, or one that nothing follows."""
    assert find_filed([(0, Span(0, len(line)))], line, None) is None


def test_a_transcripts_turn_is_no_dateline() -> None:
    """A speaker may be called as a small town is; a great town's name may open several short reports of a page."""
    turns = "WALLACE: What did the ministry say?\nRENN: Nothing yet.\nWALLACE: And the two border posts?"
    assert not _filed(turns)
    assert _filed("WALLACE: The ministry closed two border posts.")
    assert _filed("SEOUL: The ministry closed two border posts.\nSEOUL: Shots were fired in the north.")


def _filed(text: str) -> bool:
    return find_filed([(0, Span(0, text.find("\n") if "\n" in text else len(text)))], text, None) is not None


def test_the_line_of_the_day_may_name_the_agency() -> None:
    """Between marks it stands by itself; among other words it is none."""
    line = "Interfax, January 16, 2026 Adjust font size:"
    found = find_named_agency(line, Span(10, 26))
    assert found is not None
    assert found.of(line) == "Interfax"
    assert find_named_agency("Interfax says so, January 16, 2026", Span(18, 34)) is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("- REUTERS", "REUTERS"),
        ("(AFP)", "AFP"),
        ("Source: Xinhua", "Xinhua"),
        ("The talks went on. — Sapa-AFP", "Sapa-AFP"),
        ("The talks went on, it told Reuters", None),
        ("- Karsova", None),
        ("Share", None),
    ],
)
def test_a_known_agency_closes_a_report(line, agency):
    """Alone, or behind the last sentence; a name in a sentence does not."""
    span = find_closing_agency(line)
    assert (span.of(line) if span else None) == agency
