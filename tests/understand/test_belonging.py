"""Whose an office or organ is, where the words around it tell and its own do not. Real states say nothing here; people are invented."""

import pytest
from tests.understand.resolving import read

from dragoman.evaluate.plain import plain_report
from dragoman.flow import Options, understand_report


def _found(text: str) -> dict[str, tuple[str | None, str]]:
    """Code and name of the actor that each mention's words stand for."""
    report = plain_report(text)
    analysis = understand_report(report, Options(), run_id="run")
    by_id = {actor.id: actor for actor in analysis.actors}
    meant = [(m.span.of(report.text), by_id.get(m.actor_id or "")) for m in analysis.mentions]
    return {words: (actor.code, actor.name) for words, actor in meant if actor}


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        # A visitor is not the host's.
        ("In Poland Minister Edda Voss met the farmers.", "Minister Edda Voss", "GOV"),
        # Whom it leads or stands for.
        (
            "The Government of Kenya, represented by Prime Minister Osman Karel, signed the deal.",
            "Prime Minister Osman Karel",
            "KENGOV",
        ),
        # The state that "the Republic" means; the partner's state.
        ("Kenya voted. The President of the Republic and the Government met.", "The President", "KENGOV"),
        (
            "Kenya voted. Chad and its president did not. The President of Kenya and the Government met.",
            "the Government",
            "KENGOV",
        ),
        # A state's opposition, parliament and courts have to do with its own government.
        ("Chad and Kenya voted. The opposition in Kenya accused the government of fraud.", "the government", "KENGOV"),
        ("Chad voted. Kenya's parliament passed the bill. The government rejected it.", "The government", "KENGOV"),
        (
            "Kenya's parliament and Chad's parliament passed the bill. The government rejected it.",
            "The government",
            "GOV",
        ),
        # The state behind the name; the country that a pronoun means; whose ambassador is recalled.
        ("President Orhan Veldar of Chad was in Kenya.", "President Orhan Veldar", "TCDGOV"),
        ("Chad's president said in Kenya that his country was poor.", "his country", "TCD"),
        ("Kenya recalled its ambassador from Chad.", "its ambassador", "KENGOV"),
        # Who acts where a clause plays has the army there, and the place where nobody else is named.
        ("Kenya's operation went on in northern Chad, where its army has bases.", "its army", "KENMIL"),
        ("The rebels fled to Chad, where its army killed ten of them.", "its army", "TCDMIL"),
        # The regime is that of the one state of which the report names one; a leader's regime is his state's.
        ("Kenya said regime forces fled. The Chadian regime denied it.", "regime forces", "TCDMIL"),
        ("Kenya said anti-regime forces fled. The Chadian regime denied it.", "anti-regime forces", "MIL"),
        (
            "Kenya said regime forces fled. The Chadian regime denied it. The Sudanese regime left.",
            "regime forces",
            "MIL",
        ),
        ("Kenya said the regime of President Robert Mugabe had lied to Kenya.", "the regime", "ZWEGOV"),
        # A branch has troops of its group, men of a group have families.
        ("The Basilan branch of Abu Sayyaf said its troops fled.", "its troops", "PHLREB"),
        ("Abu Sayyaf members left to visit their families.", "their families", "CVL"),
        # A region within one state is that state's.
        ("Sudan and Chad talked. Chad said the governor of Darfur had left Chad.", "the governor", "SDNGOV"),
        # Who was shot dead is not called dead.
        ("Kenyan troops shot dead two gunmen.", "two gunmen", "UAF"),
        # What a post is for is its area; whom it serves is who has it.
        (
            "Special Representative for Liberia Osman Karel arrived.",
            "Special Representative for Liberia Osman Karel",
            "GOV",
        ),
        (
            "The United Nations met. The Secretary-General's Special Representative for Liberia, Osman Karel, arrived.",
            "Osman Karel",
            "IGOUNO",
        ),
        # Envoys and embassies are not of the country that the report is about.
        ("Liberia and its army and Liberia's farmers met. The envoy spoke.", "The envoy", "GOV"),
        ("Liberia and its army and Liberia's farmers met. The embassy spoke.", "The embassy", "GOV"),
        # "From" names whose they are.
        ("Engineers and troops from the UN mission in Liberia were sent out.", "troops", "IGOUNO"),
        # Only some states have such an office.
        (
            "Iraq and its army gained ground in Iraq. Foreign Secretary Ralph Merrow spoke.",
            "Foreign Secretary Ralph Merrow",
            "GOV",
        ),
        (
            "Iraq and its army gained ground in Iraq with Britain. Foreign Secretary Ralph Merrow spoke.",
            "Foreign Secretary Ralph Merrow",
            "GBRGOV",
        ),
        # A report on a pair is about neither alone; joint groups are of several.
        (
            "Poland and its army met at the Chile-Poland summit. Poland and Chile agreed. The minister left.",
            "The minister",
            "GOV",
        ),
        ("U.S. and Iraqi militaries attacked Basra in Iraq. Iraq thanked them.", "U.S. and Iraqi militaries", None),
        # Whose spokesman or minister: his who is named, or the body's that was named last.
        ("Kenyan President Osman Karel left. His foreign minister stayed.", "His foreign minister", "KENGOV"),
        ("Kenyan President Osman Karel left. His spokesman stayed.", "His spokesman", "KENGOV"),
        ("The Georgian Border Police found bags. A spokesperson said so.", "A spokesperson", "GEOCOP"),
        (
            "UNHCR warned of hunger. Agency spokesperson Mara Kell said so.",
            "Agency spokesperson Mara Kell",
            "IGOUNOREFHCR",
        ),
        ("The Georgian Border Police found bags. A hospital spokesperson said so.", "A hospital spokesperson", None),
        ("Kenya and its army met in Kenya. Ali Rehm, spokesman for the governor, left.", "Ali Rehm", "KENGOV"),
        # A rank gives way to the office; people of a body have its sector.
        ("Kenyan Police Chief Gen. Omar Veld spoke.", "Kenyan Police Chief Gen. Omar Veld", "KENCOP"),
        ("Kenyan spokesman Col. Omar Veld spoke.", "Kenyan spokesman Col. Omar Veld", "KENMIL"),
        ("Kenyan police officials left. Kenyan officials stayed.", "Kenyan police officials", "KENCOP"),
        ("Kenyan police officials left. Kenyan officials stayed.", "Kenyan officials", "KENGOV"),
        # Private bodies have no office of state; who is installed by a state is that state's.
        (
            "Osman Karel, vice-president of the Human Rights League of France, spoke.",
            "Osman Karel",
            "FRACVL",
        ),
        ("The Russian-installed authorities of Luhansk left.", "The Russian-installed authorities", "RUSGOV"),
        ("Kenyan Islamist president Omar Bell left.", "Kenyan Islamist president Omar Bell", "KENGOV"),
        ("Moscow's continued refusal hurt.", "Moscow", "RUS"),
        # Who deals with a place is no officer of it; those against somebody are not his.
        ("Ralph Merrow, Minister for the Middle East, left. Iraq and its army met in Iraq.", "Ralph Merrow", "GOV"),
        ("The anti-Taliban militia left.", "The anti-Taliban militia", "PRM"),
        ("The Counter ISIL Coalition left.", "The Counter ISIL Coalition", None),
        ("Soldiers of the Counter ISIL Coalition left.", "Soldiers", "MIL"),
        ("The U.S.-led coalition struck.", "The U.S.-led coalition", "USAMIL"),
        ("The government of Congo and the World Bank met.", "The government of Congo", "CODGOV"),
        ("Labor minister Ana Ruiz left.", "Labor minister Ana Ruiz", "GOV"),
        # A plural before the comma is nobody's office.
        ("After the fall of the town to ISIL terrorists, Tobias Merrow spoke.", "Tobias Merrow", None),
        # "Whose" is who stands before it.
        ("Turkey, whose troops attacked Syria, denied it.", "whose troops", "TURMIL"),
        ("Turkey, whose president was ill, denied it.", "whose president", "TURGOV"),
        ("The Turkish army, whose helicopter was shot down, denied it.", "whose", "TURMIL"),
        # A participle, a place or a field may stand between office and name, letters in brackets before them.
        ("He met with UN cease-fire monitoring chief Rolf Tarn.", "UN cease-fire monitoring chief Rolf Tarn", "IGOUNO"),
        ("The U.N. envoy to Libya Ilya Morov spoke.", "The U.N. envoy to Libya Ilya Morov", "IGOUNO"),
        ("African Union (AU) envoy Ilya Morov spoke.", "African Union (AU) envoy Ilya Morov", "IGOAFRAFU"),
        ("Orhan Veldar, IGAD's peace and security director said so.", "Orhan Veldar", "IGODEVIAD"),
        ("Turkish President Orhan Veldar's adviser Ilya Morov left.", "Orhan Veldar's adviser Ilya Morov", "TURGOV"),
        ("President Barack Obama's aide Ilya Morov left.", "Barack Obama's aide Ilya Morov", "USAGOV"),
        # Where they sit is not whom they serve.
        ("Kenya's army left Kenya. Negotiators in Havana, Cuba, met.", "Negotiators", None),
        ("Kenya's army left Kenya. Government negotiators in Havana met.", "Government negotiators", "KENGOV"),
        # What the state owns is of the report's state.
        ("Kenya's army left Kenya. State-run media said so.", "State-run media", "KENMED"),
        ("Kenya's army left Kenya. So state-run media said.", "state-run media", "KENMED"),
        ("Kenya's army left Kenya. A newspaper said so.", "A newspaper", "MED"),
        # Behind an office stands the body, whatever stands between; letters in brackets part none from its people.
        (
            "Osman Karel, a spokesman for the exiled leadership of the Free Aceh Movement, left.",
            "Osman Karel",
            "IDNREB",
        ),
        (
            "The alleged leader of Basque separatist group ETA fled.",
            "The alleged leader of Basque separatist group ETA",
            "ESPREB",
        ),
        ("African Union (AU) special envoys left.", "African Union (AU) special envoys", "IGOAFRAFU"),
        # Rebels' ranks are the rebels'; a name that ends like a leader's is not he.
        ("The Kenyan rebel military commander, Colonel Osman Karel, left.", "Colonel Osman Karel", "KENREB"),
        ("The Osman Bush Command of Hezbollah fired.", "The Osman Bush Command of Hezbollah", "LBNREB"),
        # Whom somebody is for is not whose he is; a body that only backs a court has none.
        ("Pro-Russian rebels fired.", "Pro-Russian rebels", "REB"),
        ("Kenya's army left Kenya. A U.N.-backed court met.", "A U.N.-backed court", "JUD"),
        # Rebels are of the state that the report is about, and its organs of the one state whose rebels it names.
        ("Kenya's army left Kenya. The rebels stayed.", "The rebels", "KENREB"),
        ("Hezbollah fired. The military fired back.", "The military", "LBNMIL"),
        ("Hezbollah fired. The president wept.", "The president", "GOV"),
        ("South Sudan's government met Seleka in Ethiopia. The rebels stayed in Ethiopia.", "The rebels", "CAFREB"),
        (
            "South Sudan's government and rebels met. Ethiopia was pleased. Ethiopia and its president sang.",
            "rebels",
            "SSDREB",
        ),
        # A body's name may end with its state.
        (
            "Kyrgyz guards left. The State Committee for National Security of Kyrgyzstan stayed.",
            "The State Committee for National Security of Kyrgyzstan",
            "KGZ",
        ),
        ("Kenya paid. A state department spokesman said so.", "A state department spokesman", "USAGOV"),
        # Letters in brackets part no office from the name behind the comma.
        (
            "The head of the UN Transitional Administration in East Timor (UNTAET), Osman Karel, left.",
            "Osman Karel",
            "IGOUNO",
        ),
        (
            "The North Darfur government in Sudan said its secretary-general, Osman Karel, left.",
            "Osman Karel",
            "SDNGOV",
        ),
        # A bare spokeswoman speaks for the officials who spoke last.
        ("Kenyan officials said so. Rain fell, spokeswoman Edda Voss said.", "spokeswoman Edda Voss", "KENGOV"),
        # A diplomat is the envoy named before, militias of Islamists rise against their state.
        ("OSCE envoy Osman Karel met Ilya Morov. The diplomat left.", "The diplomat", "IGOEURSCE"),
        ("Kenya's army fled. Radical Islamist militias stayed.", "Radical Islamist militias", "KENREB"),
        # States are no citizens, and a bloc told of by its region the one named before.
        ("Several Middle East nations left.", "Several Middle East nations", None),
        ("IGAD met in Kenya. The regional bloc said so.", "The regional bloc", "IGODEVIAD"),
        # Counterparts hold the same office.
        ("The ministers of Chile met their Polish counterparts.", "their Polish counterparts", "POLGOV"),
    ],
)
def test_owner_is_who_the_words_around_name(text: str, words: str, code: str | None):
    """The code has the owner that is told, or the sector alone where none is."""
    assert _found(text)[words][0] == code


def test_an_office_before_a_comma_and_the_name_behind_it_are_one():
    """The office has the state, the title behind the comma the name."""
    found = _found("The Permanent Representative of Chile, Ambassador Rosa Quell, spoke on Monday.")
    assert found["The Permanent Representative of Chile"] == found["Ambassador Rosa Quell"] == ("CHLGOV", "Rosa Quell")


@pytest.mark.parametrize("text", ["They spoke by telephone. — Agencies", "It met the Agency", "Seen by the Council"])
def test_a_text_may_end_with_a_body(text: str):
    """Without a full stop behind its last word."""
    assert _found(f"Kenya and Chad met on Monday. {text}")


def test_an_office_in_the_plural_is_seen_in_capitals_too():
    """The language component brings no capitalised plural to the singular."""
    assert "senior Polish Ministers" in _found("Osman Karel met senior Polish Ministers and other guests.")


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("The Russian Security Council met.", "The Russian Security Council", "RUSGOV"),
        ("The Security Council of Ukraine met.", "The Security Council of Ukraine", "UKRGOV"),
        ("Russia's Security Council veto hurt.", "Security Council", "IGOUNOSEC"),
        ("The National Security Council met in Ankara.", "The National Security Council", "TURGOV"),
        ("The Kenyan Red Cross sent tents.", "The Kenyan Red Cross", "KENNGO"),
        ("He went to Lebanon. Hezbollah-Lebanon must not be cornered.", "Hezbollah-Lebanon", "LBNREB"),
        ("Kenya's partners condemned it.", "Kenya's partners", None),
        ("Mediators saw him.", "Mediators", None),
        ("OSCE observers saw him.", "OSCE observers", "IGOEURSCE"),
    ],
)
def test_part_of_a_name_is_not_the_whole(text: str, words: str, code: str | None):
    """A state's body is not the international one of that name; who is somebody's partner is not himself."""
    assert _found(text)[words][0] == code


def test_a_region_is_not_the_state_named_after_it():
    """Central Africa is no Central African Republic."""
    assert not _found("She toured Central Africa and praised the Central African region.")


def test_a_word_with_a_hyphen_stays_whole():
    """The parse may part it; the name has all of it, and a secretary-general is no general."""
    assert _found("A would-be suicide bomber fled.")["A would-be suicide bomber"][1] == "would-be suicide bomber"
    found = _found("The Secretary-General met the Director-General.")
    assert found["the Director-General"][1] == "Director-General"
    assert "General" not in _found("UN Deputy Secretary-General says the court is a deterrent")


def test_the_name_goes_on_to_the_end_of_its_noun():
    """What is behind "of" is not cut where a known name ends; a day behind it is no part of it."""
    found = _found("The leader of a United Nations delegation saw the victims of Pakistan's earthquake.")
    assert {"The leader of a United Nations delegation", "the victims of Pakistan's earthquake"} <= found.keys()
    assert "The president of Kenya" in _found("The president of Kenya Monday said so.")


def test_a_verb_is_no_office():
    """Who heads something has no role by the name of "heads"."""
    assert "heads" not in _found("Osman Karel, who heads the regional administration, spoke.")


def test_a_leader_of_the_table_is_meant_by_the_last_name_too():
    """After the full name the last name is his."""
    found = _found("President Lyndon Johnson spoke in Texas. The Johnson administration ended in January.")
    assert found["The Johnson administration"][0] == "USAGOV"
    assert found["Johnson"][1] == "Lyndon Johnson"


def test_who_is_named_after_the_office_is_its_holder():
    """An office that one person holds is that person's before the name too; one that many hold is not."""
    text = "Kenyan {0} arrives in Chad\nKenyan {0} Osman Karel spoke on Monday."
    assert _found(text.format("foreign minister"))["Kenyan foreign minister"] == ("KENGOV", "Osman Karel")
    assert _found(text.format("official"))["Kenyan official"][1] == "Kenyan official"


def test_the_police_chief_is_not_the_army_chief():
    """Army and police have a chief each, whatever he is called."""
    found = _found("Kenyan army chief General Omar Veld left. The police chief stayed. The chief of army staff spoke.")
    assert found["The police chief"][1] == "police chief"
    assert found["The chief of army staff"][1] == "Omar Veld"


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("UN Under-Secretary-General for Human Rights Ilya Morov left.", "Ilya Morov", "Ilya Morov"),
        ("The Karva news agency said so. It is true, according to Karva.", "Karva", "Karva news agency"),
        ("Boston's mayor read the Boston newspaper. It rains in Boston.", "Boston", None),
        ("Kenya blamed the Iran-backed rebel Houthis.", "the Iran-backed rebel Houthis", "Houthis"),
        ("The rebel Houthis left.", "The rebel Houthis", "Houthis"),
        ("The militant Hamas group left.", "The militant Hamas group", "Hamas"),
        ("The IGAD group of states said so.", "The IGAD group", "IGAD"),
        ("A UN group said so.", "A UN group", "UN group"),
        ("UNHCR sent tents. The U.N. agency said so.", "The U.N. agency", "UNHCR"),
        (
            "The African Union Mission in Somalia left. The Mission was glad.",
            "The Mission",
            "African Union Mission in Somalia",
        ),
        ("The president instructed government negotiators to go.", "government negotiators", "government negotiators"),
    ],
)
def test_what_is_told_of_somebody_is_not_somebody_else(text: str, words: str, name: str | None):
    """A word for what a group or body is, or the name without it, means the same; the words of a field are no name."""
    found = _found(text)
    assert next((own for said, (_, own) in found.items() if said == words or said.endswith(f" {words}")), None) == name


def test_where_others_talk_is_not_whom_a_report_is_about():
    """A town that names the talks or that they are in, where the report names another state."""
    text = "Talks on Kenya resumed in Rome. The Rome talks will go on, the government said."
    code, _ = _found(text)["the government"]
    assert code != "ITAGOV"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kenya denied Uganda's claims that it had killed seven soldiers.", "UGA"),
        ("Kenya rejected allegations that it had killed seven soldiers.", "KEN"),
    ],
)
def test_it_in_what_somebody_asserts_is_who_asserts_it(text, code):
    """Not who denies it, unless nobody else is named."""
    found, _ = _found(text)["it"]
    assert found == code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Kenya's President Emil Marr left. The presidency said so.", "The presidency", "KENGOV"),
        ("Uganda's army and its rebels met in Uganda. Uganda's junta agreed.\nKenya also announced it. The foreign ministry spokesman Emil Marr said so.", "The foreign ministry spokesman Emil Marr", "KENGOV"),
        ("Hamas's Emil Marr said so.", "Emil Marr", "PSEREB"),
        ("The UN's Emil Marr said so.", "Emil Marr", "IGOUNO"),
        ("Kenya's Emil Marr won the race.", "Emil Marr", None),
        ("The Rapid Support Forces (RSF) paramilitary group shelled a town.", "The Rapid Support Forces (RSF) paramilitary group", "SDNREB"),
        ("The ambassador to Kenya Nadia Marr left. Marr said so.", "Marr", "GOV"),
        ("Representatives for Kenya said so.", "Representatives for Kenya", "KEN"),
        ("A delegation representing Kenya left.", "A delegation representing Kenya", "KENGOV"),
        ("Protesters met ethnic Kenyan mayors.", "ethnic Kenyan mayors", "GOV"),
        ("The ethnic Rakhine armed organization the Arakan Army (AA) agreed to a truce.", "The ethnic Rakhine armed organization", "MMRREB"),
        ("The Kenyan Ministry of Defense agreed. The ministry left.", "The ministry", "KENGOVMIL"),
        ("UNIFIL said so. The mission left.", "The mission", "IGOUNO"),
        ("The UN's refugee agency left.", "The UN's refugee agency", "IGOUNOREFHCR"),
    ],
)  # fmt: skip
def test_whose_somebody_is(text, words, code):
    """By the president named before, the state that acts before it, his possessor, the name before a group's kind."""
    actors, mentions = read(text)
    assert actors[mentions[words].actor_id].code == code


def test_a_regime_of_rules_is_no_government():
    """Nobody rules by a ceasefire."""
    assert "ceasefire regime" not in " ".join(read("Kenya violated the ceasefire regime.")[1])


def test_one_man_may_hold_two_offices():
    """Both stand before his name; a president is another man."""
    actors, _ = read("Deputy Prime Minister and Foreign Minister Ada Renn left.")
    assert [actor.name for actor in actors.values() if actor.kind == "person"] == ["Ada Renn"]
    actors, _ = read("President and Prime Minister Ada Renn left.")
    assert len([actor for actor in actors.values() if actor.kind == "person"]) == 2


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (
            "Kenyan troops killed renegade Ugandan commander Ilya Morov.",
            "renegade Ugandan commander Ilya Morov",
            "UGAREB",
        ),
        ("The renegade Ugandan commander, Ilya Morov, fled.", "Ilya Morov", "UGAREB"),
        ("A separatist colonel fled in Uganda. Uganda voted.", "A separatist colonel", "UGAREB"),
        ("The separatist delegation left.", "The separatist delegation", "REB"),
        ("The mutinous Ugandan soldiers fled.", "The mutinous Ugandan soldiers", "UGAREB"),
        ("Ugandan anti-terrorist police left.", "Ugandan anti-terrorist police", "UGACOP"),
        ("Separatist authorities freed a man.", "Separatist authorities", "REB"),
        ("Abkhaz separatist authorities freed a man.", "Abkhaz separatist authorities", "XABGOV"),
        ("Rebel and government forces clashed.", "Rebel", "REB"),
        ("Pro-government fighters left.", "Pro-government fighters", "PRM"),
    ],
)
def test_the_words_before_tell_who_rises_against_a_state(text: str, words: str, code: str) -> None:
    """Before ranks, delegations and men in arms; who is for the government is no rebel, and who governs what is his own is its government."""
    actors, mentions = read(text)
    assert actors[mentions[words].actor_id or ""].code == code


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Emil Marr, who leads the Hamas delegation, left.", "Emil Marr", "PSEREB"),
        ("Emil Marr, heading the Kenyan delegation, left.", "Emil Marr", "KENGOV"),
        ("Emil Marr, who commands the Kenyan army, left.", "Emil Marr", "KENMIL"),
        ("Emil Marr of the United Nations left.", "Emil Marr", "IGOUNO"),
        ("Emil Marr, of Hamas, left.", "Emil Marr", "PSEREB"),
        ("Troops killed Emil Marr, one of the five-member secretariat of Hamas.", "Emil Marr", "PSEREB"),
        ("Emil Marr of Kenya won the race.", "Emil Marr", None),
        ("Emil Marr, who met the Hamas delegation, left.", "Emil Marr", None),
    ],
)
def test_who_leads_or_is_of_a_body_is_of_its_side(text: str, name: str, code: str | None) -> None:
    """Where no office is told; a state's may be an athlete."""
    actors, _ = read(text)
    assert {actor.name: actor.code for actor in actors.values()}[name] == code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Armed members of Kenya's opposition party Hamas fled.", "Armed members of Kenya's opposition party Hamas", "PSEREB"),
        ("Members of New Zealand's UN contingent left.", "Members of New Zealand's UN contingent", "NZLMIL"),
        ("Members of the Kenyan army left.", "Members of the Kenyan army", "KENMIL"),
        ("Officials at United Nations headquarters agreed.", "Officials at United Nations headquarters", "IGOUNO"),
        ("Officials with the UN agreed.", "Officials with the UN", "IGOUNO"),
        ("Kenyan troops at the UN base left.", "Kenyan troops", "KENMIL"),
    ],
)  # fmt: skip
def test_the_people_of_a_body_are_coded_by_it(text: str, words: str, code: str) -> None:
    """Members are what the body is, a state's own contingent of the UN its own; officials serve the body that they are at."""
    actors, mentions = read(text)
    assert actors[mentions[words].actor_id or ""].code == code


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Kenya voted. Kenya's courts closed. Diplomats agreed.", "Diplomats", "GOV"),
        ("Kenya voted. Kenya's courts closed. A diplomat agreed.", "A diplomat", "GOV"),
        ("Kenyan diplomats agreed.", "Kenyan diplomats", "KENGOV"),
        ("Radio Kenya said so.", "Radio Kenya", "KENMED"),
        ("State radio said so. Kenya voted in Kenya.", "State radio", "KENMED"),
        ("Kenyan law enforcers left.", "Kenyan law enforcers", "KENCOP"),
        ("Kenyan coastguards left.", "Kenyan coastguards", "KENMIL"),
        ("One of the putschists left. Kenya voted in Kenya.", "One of the putschists", "KENMIL"),
    ],
)
def test_whom_a_report_on_one_country_tells_of(text: str, words: str, code: str) -> None:
    """Diplomats are another's as a rule, its outlets and men in uniform its own."""
    actors, mentions = read(text)
    assert actors[mentions[words].actor_id or ""].code == code


def test_a_country_in_an_outlets_name_is_no_state() -> None:
    """It tells whose the outlet is, and does nothing."""
    assert "Kenya" not in read("Radio Kenya said so.")[1]


def test_whose_people_are_is_named_whole() -> None:
    """The leader whom they serve with his name."""
    assert "Envoys of Kenyan President Emil Marr" in read("Envoys of Kenyan President Emil Marr left.")[1]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Kosovo Serb leader Emil Marr left.", "Emil Marr", "KSVELI"),
        ("Chechen President Emil Marr left.", "Emil Marr", "RUSGOV"),
        ("Kosovo's leader Emil Marr left.", "Emil Marr", "KSVGOV"),
    ],
)
def test_who_leads_a_people_leads_no_government(text: str, name: str, code: str) -> None:
    """Its place has one of its own."""
    actors, _ = read(text)
    assert {actor.name: actor.code for actor in actors.values()}[name] == code


def test_an_executive_officer_of_a_battalion_is_a_soldier() -> None:
    """His unit says so, and the adjective names no executive."""
    text = "Maj. Emil Marr, executive officer for the 1st Battalion of the 1st Cavalry Division, left."
    assert {actor.name: actor.code for actor in read(text)[0].values()}["Emil Marr"] == "MIL"


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        ("Ada Renn, the spokeswoman for Secretary-General Antonio Guterres, left. The UN agreed.", "Ada Renn", "IGOUNO"),
        ("A spokesman for Antonio Guterres left.", "A spokesman for Antonio Guterres", "IGOUNO"),
        ("Ada Renn, spokeswoman for Kenyan President Emil Marr, left.", "Ada Renn", "KENGOV"),
        ("The UN agreed. A spokesman for Emil Marr left.", "A spokesman for Emil Marr", None),
    ],
)  # fmt: skip
def test_who_speaks_for_somebody_is_of_his_side(text: str, words: str, code: str | None) -> None:
    """He is another than whom he speaks for, and of no body that was named before."""
    actors, mentions = read(text)
    assert actors[mentions[words].actor_id or ""].code == code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("a grouping of several separatist movements", "REB"),
        ("a rebel group", "REB"),
        ("an alliance of opposition parties", "OPP"),
        ("a coalition of militias", "PRM"),
        ("a group of towns", None),
    ],
)
def test_what_stands_behind_a_bodys_name_tells_what_it_is(told: str, code: str | None) -> None:
    """Those whom it is made of, or its kind."""
    actors, mentions = read(f"The Tarn Delta Council, {told}, rejected the plan.")
    assert actors[mentions["The Tarn Delta Council"].actor_id or ""].code == code


@pytest.mark.parametrize("words", ["its soldiers", "its army"])
def test_what_a_ministry_has_is_its_states(words: str) -> None:
    """Not only its offices."""
    actors, mentions = read(f"Kenya's Defense Ministry accused Ugandan forces of shelling. It said {words} left.")
    assert actors[mentions[words].actor_id or ""].code == "KENMIL"
