"""The tables of known actors, users' own lists and PETRARCH dictionaries."""

from pathlib import Path

import pytest

from dragoman.errors import VocabularyError
from dragoman.vocab.actors import load_actors, load_policies
from dragoman.vocab.conflicts import load_conflicts, load_formats
from dragoman.vocab.petrarch import DatedCode, read_petrarch


@pytest.mark.parametrize(
    ("phrase", "actor_id"),
    [
        ("Armenia", "state:ARM"),
        ("the Kremlin", "state:RUS"),
        ("U.S.", "state:USA"),
        ("US", "state:USA"),
        ("Sana'a", "state:YEM"),
        ("Côte d’Ivoire", "state:CIV"),
        ("North Koreans", "state:PRK"),
        ("al-Shabaab", "nonstate:alshabaab"),
        ("Al Shabaab", "nonstate:alshabaab"),
        ("Organisation for Security and Co-operation in Europe", "igo:osce"),
        ("OSCE Minsk Group", "format:minsk-group"),
    ],
)
def test_a_name_is_found_however_it_is_written(phrase: str, actor_id: str):
    """Accents, hyphens, apostrophes, full stops and a leading article make no difference."""
    assert [actor.id for actor in load_actors().lookup(phrase)] == [actor_id]


@pytest.mark.parametrize("word", ["us", "Us", "is", "who", "Let", "Ostrava-Nor", ""])
def test_a_word_is_no_acronym_and_an_unknown_name_is_nobody(word: str):
    """Acronyms match as they are written only; what no table has is not guessed."""
    assert load_actors().lookup(word) == ()


def test_a_disputed_entity_is_coded_by_the_named_policy():
    """The neutral policy gives it a code of its own and no country; the other follows ISO 3166."""
    by_policy = {
        policy: load_actors(policy=policy).actors["state:XAB"].code_on("2019-11-11") for policy in load_policies()
    }
    assert by_policy == {"neutral-1": "XAB", "iso-3166": "GEOPRE"}
    assert load_actors().actors["state:XAB"].country is None


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("WFP", "IGOUNOWFP"),
        ("FAO", "IGOUNOAGRFAO"),
        ("IOM", "IGOREF"),
        ("UN Operation in Burundi", "IGOUNO"),
        ("South Vietnam", "RVN"),
    ],
)
def test_no_body_has_the_code_of_another(phrase: str, code: str):
    """Each of those once mixed up has its own code."""
    assert load_actors().lookup(phrase)[0].code_on(None) == code


def test_an_unknown_policy_is_refused():
    """The error names the policies that there are."""
    with pytest.raises(VocabularyError, match="neutral-1"):
        load_actors(policy="mine")


def test_formats_and_conflicts_refer_to_known_actors_only():
    """Every member, mediator and party has a row in a table, and every format's conflict exists."""
    actors = load_actors().actors
    conflicts = load_conflicts()
    dangling = [
        ref for known in load_formats().values() for ref in (*known.members, *known.mediators) if ref not in actors
    ]
    dangling += [known.id for known in load_formats().values() if known.conflict and known.conflict not in conflicts]
    dangling += [party for known in conflicts.values() for party in known.parties if party not in actors]
    assert dangling == []


def test_the_tables_span_the_world():
    """States, non-state actors, formats and conflicts are as many as promised."""
    ids = [actor_id.split(":")[0] for actor_id in load_actors().actors]
    assert ids.count("state") >= 195
    assert ids.count("nonstate") >= 250
    assert len(load_conflicts()) >= 60
    assert len(load_formats()) >= 60


LIST = """# our own actors
name\taliases\tadjectives\tkind\tcode\tcountry\tsector\trole\tfrom\tto
Velmora\tRepublic of Velmora\tVelmoran\tstate\tVEL\tVEL\t\t\t\t
Ilka Soravel\t\t\tperson\tVELOPP\tVEL\tOPP\tOpposition leader\t\t2018-05-31
Ilka Soravel\t\t\tperson\tVELGOV\tVEL\tGOV\tPresident\t2018-06-01\t
"""


def test_a_users_list_comes_first_and_keeps_its_dates(tmp_path: Path):
    """A person's code is that of the day asked for."""
    path = tmp_path / "own.tsv"
    path.write_text(LIST, encoding="utf-8")
    table = load_actors([path])
    (person,) = table.lookup("Ilka Soravel")
    assert (person.code_on("2017-01-01"), person.code_on("2019-01-01")) == ("VELOPP", "VELGOV")
    assert [actor.name for actor in table.lookup("Velmoran")] == ["Velmora"]


def test_lists_of_one_file_name_keep_their_actors_apart(tmp_path: Path):
    """Their ids differ, the first counts, and a list given twice is read once."""
    paths = [tmp_path / folder / "own.tsv" for folder in ("a", "b")]
    for path, code in zip(paths, ("VEL", "VLM"), strict=True):
        path.parent.mkdir()
        path.write_text(LIST.replace("\tVEL", f"\t{code}"), encoding="utf-8")
    found = load_actors([*paths, paths[0]]).lookup("Velmora")
    assert [(actor.id, actor.code_on(None)) for actor in found] == [
        ("user:own:velmora", "VEL"),
        ("user:own-2:velmora", "VLM"),
    ]
    (person,) = (actor for actor in load_actors(paths).lookup("Ilka Soravel") if actor.id.startswith("user:own:"))
    assert len(person.codes) == 2


def test_the_same_list_as_yaml(tmp_path: Path):
    """YAML says the same as TSV."""
    path = tmp_path / "own.yaml"
    path.write_text(
        "- {name: Velmora, aliases: [Republic of Velmora], kind: state, code: VEL, country: VEL}\n", encoding="utf-8"
    )
    assert [actor.name for actor in load_actors([path]).lookup("Republic of Velmora")] == ["Velmora"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name\tcode\nVelmora\tvel\n", 2),
        ("# c\nname\tcode\n\nVelmora\n", 4),
        ("name\tcode\nVelmora\tVEL\tmore\n", 2),
        ("name\tcolour\nVelmora\tred\n", 2),
        ("name\tcode\tfrom\nVelmora\tVEL\t1994\n", 2),
        ("name\tcode\tkind\nVelmora\tVEL\tplanet\n", 2),
        ("name\tcode\tfrom\nVelmora\tVEL\t2019-02-30\n", 2),
        ("name\tcode\tfrom\tto\nVelmora\tVEL\t2019-02-01\t2018-02-01\n", 2),
        ("name\tcode\tname\nVelmora\tVEL\tVel\n", 1),
    ],
)
def test_a_malformed_row_is_refused_with_file_and_line(tmp_path: Path, text: str, line: int):
    """The user learns where to look."""
    path = tmp_path / "own.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf"own\.tsv, line {line}:"):
        load_actors([path])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_is_read_as_spreadsheets_save_it(tmp_path: Path, encoding: str):
    """With the mark of its encoding, and with the line ends of Windows."""
    path = tmp_path / "own.TSV"
    path.write_bytes(LIST.replace("\n", "\r\n").encode(encoding))
    assert [actor.name for actor in load_actors([path]).lookup("Velmoran")] == ["Velmora"]


@pytest.mark.parametrize("name", ["own.tsv", "own.yaml", "own.txt"])
@pytest.mark.parametrize("data", [b"", b"# nobody\n", b"\x8a\xff\x00"])
def test_a_list_of_nobody_is_refused(tmp_path: Path, name: str, data: bytes):
    """Empty lists and files that are no text end in a message."""
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(VocabularyError, match=rf"{name}"):
        load_actors([path])


DICTIONARY = """# a dictionary of ours
VELMORA_ [VEL]
+REPUBLIC_OF_VELMORA_
ILKA_SORAVEL_  # a person
+I._SORAVEL
\t[VELOPP <180601]
\t[VELGOV >20180601]
OLD_GUARD [VELREB 450101-991231]
!PERSON! = MAN, MEN
!MINIST! = MINISTER, MINISTRY
FERRY!PERSON! [~LAB]
HARBOUR_!MINIST! [~GOV]
LIGHTHOUSE_KEEPER [~LAB]
COAST_POLICE {} [~COP]
CHAMBER_OF_TRADE {CHAMBERS_OF_TRADE} [~BUS]
TRUCE_KEEPER [IGO~]
NAMELESS_ONE
WRONG_DAY [VELGOV 20181399-20190101]
NO_SET_!COLOUR! [~GOV]
"""


def test_a_petrarch_dictionary_is_read(tmp_path: Path):
    """Names, synonyms, codes within days, agents with plurals and sets."""
    path = tmp_path / "ours.txt"
    path.write_text(DICTIONARY, encoding="utf-8")
    read = read_petrarch(path)
    assert [(actor.name, actor.synonyms) for actor in read.actors] == [
        ("VELMORA", ("REPUBLIC OF VELMORA",)),
        ("ILKA SORAVEL", ("I. SORAVEL",)),
        ("OLD GUARD", ()),
    ]
    assert read.actors[1].codes == (DatedCode("VELOPP", None, "2018-05-31"), DatedCode("VELGOV", "2018-06-01"))
    assert read.actors[2].codes == (DatedCode("VELREB", "1945-01-01", "1999-12-31"),)
    agents = {agent.names: (agent.plurals, agent.code, agent.leads) for agent in read.agents}
    assert agents[("FERRYMAN", "FERRYMEN")] == ((), "LAB", False)
    assert agents[("HARBOUR MINISTER", "HARBOUR MINISTRY")] == ((), "GOV", False)
    assert agents[("LIGHTHOUSE KEEPER",)] == (("LIGHTHOUSE KEEPERs",), "LAB", False)
    assert agents[("COAST POLICE",)] == ((), "COP", False)
    assert agents[("CHAMBER OF TRADE",)] == (("CHAMBERS OF TRADE",), "BUS", False)
    assert agents[("TRUCE KEEPER",)] == (("TRUCE KEEPERs",), "IGO", True)


def test_what_a_dictionary_says_wrongly_is_reported_by_line(tmp_path: Path):
    """Nothing is passed over in silence."""
    path = tmp_path / "ours.txt"
    path.write_text(DICTIONARY, encoding="utf-8")
    lines = sorted({int(str(problem).split("line ")[1].split(":")[0]) for problem in read_petrarch(path).problems})
    assert lines == [17, 18, 19]


def test_a_petrarch_dictionary_serves_as_a_users_list(tmp_path: Path):
    """Its actors are found, its problems kept."""
    path = tmp_path / "ours.txt"
    path.write_text(DICTIONARY, encoding="utf-8")
    table = load_actors([path])
    (person,) = table.lookup("Ilka Soravel")
    assert (person.code_on("2018-05-31"), person.code_on("2018-06-01")) == ("VELOPP", "VELGOV")
    assert len(table.problems) == 4


@pytest.mark.shared_data
def test_real_dictionaries_are_read_or_reported_line_by_line(shared_data: Path):
    """Of each file's lines with content, those not reported are all in actors, agents or sets."""
    for path in sorted((shared_data / "dictionaries").glob("*.txt")):
        read = read_petrarch(path)
        lines = [line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").split("\n")]
        heads = [n for n, line in enumerate(lines, 1) if (line and line[0] not in "+[!") or "~" in line]
        got = {entry.line for entry in (*read.actors, *read.agents)}
        reported = {int(str(problem).split("line ")[1].split(":")[0]) for problem in read.problems}
        assert [n for n in heads if n not in got | reported and "=" not in lines[n - 1]] == []
        assert len(reported) < 0.005 * len(heads)
        synonyms = sum(len(actor.synonyms) for actor in read.actors)
        plus = sum(line.startswith("+") for line in lines)
        assert plus - synonyms <= 60 * len(reported)
