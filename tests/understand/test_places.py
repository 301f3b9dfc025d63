"""Place names resolve by the report's own context."""

import dataclasses

from dragoman.evaluate.plain import plain_report
from dragoman.model import Dateline, Report, Source, Span
from dragoman.understand.language import analyse_language
from dragoman.understand.places import find_associated, find_places
from dragoman.vocab.places import load_gazetteer, normalise_name


def _places(text: str) -> dict[str, tuple[str | None, str]]:
    report = Report("r", text, Source("t", "text", "", 0, "utf-8", "default"), (Span(0, len(text)),), (), ())
    found = find_places(report, analyse_language(report))
    assert all(item.span.of(text).strip() == item.span.of(text) for item in found)
    return {item.span.of(text): (item.place.country, item.place.precision) for item in found if item.place}


def test_a_qualifier_behind_a_comma_settles_the_name():
    """Paris, Texas is not in France, and a later bare mention follows it."""
    places = _places("Fire destroyed a school in Paris, Texas, on Monday. Nobody was hurt in Paris.")
    assert places["Paris"] == ("USA", "city")


def test_a_bare_capital_is_the_capital():
    """Without other evidence the well-known bearer of a name wins."""
    assert _places("The ministers met in Paris on Monday.")["Paris"] == ("FRA", "city")


def test_a_word_for_its_kind_is_no_part_of_a_name():
    """Kandahar city is the town called Kandahar."""
    assert _places("A bomb went off in Kandahar city on Monday.") == {"Kandahar city": ("AFG", "city")}


def test_a_compass_point_may_stand_as_its_letter():
    """A letter before a name is the point of the compass that a name in full begins with."""
    assert _places("Troops left S. Sudan on Monday.")["S. Sudan"] == ("SSD", "country")
    assert _places("He flew to N. Ireland on Monday.")["N. Ireland"][0] == "GBR"


def test_a_name_goes_on_behind_a_hyphen():
    """A town in a longer name is not meant; one before a word that is no name is."""
    assert _places("The envoy landed in Ostrava-Nor on Monday.") == {}
    assert _places("The envoy spoke in London-based papers.")["London"] == ("GBR", "city")


def test_the_reports_other_places_decide():
    """A name borne in several countries goes to the country the report is about."""
    text = (
        "Voting began in Guyana on Monday. Queues formed in Georgetown and Linden, Guyana's election commission said."
    )
    assert _places(text)["Georgetown"][0] == "GUY"


def test_a_name_is_judged_by_the_other_names():
    """However often it is told itself: Georgia among American states is one of them, and a state of its own elsewhere."""
    among = _places(
        "Georgia voted late. In Georgia queues grew. So they did in Arizona, Nevada and Wisconsin. Georgia counts."
    )
    assert among["Georgia"] == ("USA", "province")
    assert _places("Georgia voted late. In Georgia queues grew. So they did in Armenia.")["Georgia"] == (
        "GEO",
        "country",
    )


def test_a_direction_before_a_country_is_no_part_of_the_name():
    """Southern Lebanon resolves to Lebanon; South Sudan is a country of its own."""
    places = _places("Troops entered southern Lebanon. Talks on South Sudan went on.")
    assert places["Lebanon"] == ("LBN", "country")
    assert places["South Sudan"][0] == "SSD"


def test_an_unknown_name_stays_unresolved_with_its_reason():
    """An invented capital has no place, and the mention says why."""
    text = "The delegations met in Ostrava-Nor, the capital of Velmora, and in Berlin."
    report = Report("r", text, Source("t", "text", "", 0, "utf-8", "default"), (Span(0, len(text)),), (), ())
    unresolved = [item for item in find_places(report, analyse_language(report)) if item.place is None]
    assert all(item.reason for item in unresolved)
    assert "Velmora" in {item.span.of(text) for item in unresolved}


def test_names_are_looked_up_without_regard_to_case_accents_and_article():
    """Sao Paulo, SÃO PAULO and São Paulo are one name."""
    assert normalise_name("São Paulo") == normalise_name("SAO PAULO") == "sao paulo"
    assert {entry.country for entry in load_gazetteer().lookup("the Gambia") if entry.kind == "country"} == {"GMB"}


def test_the_gazetteer_answers_nothing_for_a_name_it_lacks():
    """No near match is offered in place of a name."""
    assert load_gazetteer().lookup("Ostrava-Nor") == ()
    assert load_gazetteer().lookup("") == ()


def test_adjectives_and_parts_of_names_are_associative():
    """What only comes from a place's name is told apart from the place itself, and has the same point."""
    text = "South African officials met in Nairobi. The Nairobi Chamber of Commerce said French firms had stayed away."
    report = Report("r", text, Source("t", "text", "", 0, "utf-8", "default"), (Span(0, len(text)),), (), ())
    analysis = analyse_language(report)
    analysis = dataclasses.replace(analysis, places=find_places(report, analysis))
    associated = {m.span.of(text): m for m in find_associated(report, analysis)}
    assert {"South African", "Nairobi", "French"} <= set(associated)
    assert all(mention.use == "associative" for mention in associated.values())
    literal = next(mention for mention in analysis.places if mention.span.of(text) == "Nairobi")
    assert literal.use == "literal"
    assert associated["Nairobi"].place == literal.place


def test_a_title_is_no_town():
    """The King is a person, though a town is called so; where one is in it, it is that town."""
    assert "King" not in _places("King Charles read the speech in London. The King was calm.")


def test_the_month_of_a_dateline_is_no_town():
    """March is one in England; the town beside it is the dateline's."""
    text = "NAIROBI, March 3 (Interwire) - Two men met."
    report = plain_report(text)
    report = dataclasses.replace(
        report, dateline=Dateline(Span(0, 30), "Nairobi", None), paragraphs=(Span(text.index("Two"), len(text)),)
    )
    places = find_places(report, analyse_language(report))
    assert [mention.span.of(text) for mention in places] == ["NAIROBI"]
