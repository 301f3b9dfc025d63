"""Claims: somebody's assertion about an agreement's state — agreed, reaffirmed, carried out or not, violated, rejected.

Agreements and statements come in; claims go out, each with its claimant: the speaker in whose statement the words stand, otherwise the outlet.
A demand or a threat about an agreement claims nothing of its state. No verdict is passed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.coding.accusers import accusers_of
from dragoman.coding.agreement_nouns import is_one_such
from dragoman.coding.clauses import (
    Clauses,
    is_infinitive,
    is_passive,
    mistaken_participle,
    operator_sense,
    prepositions,
    subjects,
)
from dragoman.coding.modality import is_time_ahead, judge_modality
from dragoman.coding.participants import key_of, participants_of
from dragoman.coding.roles import doers_of_noun
from dragoman.coding.setting import Setting, standing_of, statement_around, time_of, voice_evidence
from dragoman.model import (
    Agreement,
    Claim,
    ClaimStatus,
    Evidence,
    Gap,
    Participant,
    Provenance,
    Span,
    Statement,
    content_id,
)
from dragoman.vocab.lexicon import word_classes
from dragoman.vocab.negotiation import load_negotiation

COMPONENT = "claim.coder.v1"
PUBLISHER = "publisher"
_BREACHES = frozenset({"violated", "not-implemented"})
_NOT_CLAIMED = frozenset({"demanded", "offered", "threatened", "conditional", "hypothetical"})
_NOT_YET = frozenset({"agreed", "violated"})
_NEGATED: dict[ClaimStatus, ClaimStatus] = {
    "implemented": "not-implemented",
    "being-implemented": "not-implemented",
    "reaffirmed": "rejected",
    "agreed": "rejected",
}
# What is still negotiated is not agreed.
_TALKED_OVER = frozenset({"negotiate"})
# What its relative clause or participle may tell of it: "a plan that was rejected".
_OVER = frozenset({"rejected", "violated"})
# Whoever does it has others agree.
_FOR_OTHERS = frozenset({"broker", "mediate"})
_AT = frozenset({"at", "on", "against"})
_SPEAKERS_OWN = frozenset({"we", "i"})
_BESIDE = frozenset({"to", "beside", "besides"})
_CLIMB = 5
_SUBJECT = ("nsubj", "nsubjpass")
_PRONOUNS = frozenset({"it", "they"})


def code_claims(setting: Setting, agreements: tuple[Agreement, ...]) -> tuple[Claim, ...]:
    """The report's claims in text order, one per agreement, status and claimant."""
    found: dict[tuple[str | None, ClaimStatus, str, tuple[str, ...]], Claim] = {}
    for agreement in agreements:
        for mention in agreement.mentions:
            head = _head(setting, mention)
            if head is None or is_one_such(setting.tree, head):
                continue
            for index in (head, *_pronouns(setting, head)):
                for word, status in _predicates(setting, index):
                    span = setting.words(index) if index != head else mention
                    for claim in _claims(setting, agreement, span, word, status):
                        accusers = () if claim.claimant != PUBLISHER else tuple(map(key_of, claim.claimant_actors))
                        found.setdefault((claim.agreement_id, claim.status, claim.claimant, accusers), claim)
    return tuple(sorted(found.values(), key=lambda claim: claim.span))


def _claims(setting: Setting, agreement: Agreement, mention: Span, word: int, status: ClaimStatus) -> Iterator[Claim]:
    """What is claimed by the word; where several accuse each other of a breach, one claim of each."""
    claim = _claim(setting, agreement, mention, word, status)
    told = claim is None or claim.claimant != PUBLISHER or claim.status not in _BREACHES
    accusers = () if told else accusers_of(setting, word)
    if claim is None or not accusers:
        yield from () if claim is None else (claim,)
    elif claim.about or len(accusers) == 1:
        yield _accused_by(claim, accusers, claim.about)
    else:
        for one in accusers:
            yield _accused_by(claim, (one,), tuple(other for other in accusers if other is not one))


def _accused_by(claim: Claim, accusers: tuple[Participant, ...], accused: tuple[Participant, ...]) -> Claim:
    """The claim as that of those who accuse others of it."""
    told = Evidence("claimant", tuple(p.span for p in accusers), f"{COMPONENT}:accusing")
    kept = tuple(e for e in claim.evidence if e.field not in {"claimant", "about"})
    about = (Evidence("about", tuple(p.span for p in accused), f"{COMPONENT}:arguments"),) if accused else ()
    gaps = tuple(gap for gap in claim.gaps if gap.field != "about" or not accused)
    identity = content_id("claim", claim.id, *map(key_of, accusers))
    evidence = (*kept, told, *about)
    return replace(claim, id=identity, claimant_actors=accusers, about=accused, evidence=evidence, gaps=gaps)


def _pronouns(setting: Setting, subject: int) -> Iterator[int]:
    """The "it" or "they" by which the next clause, of this sentence or the paragraph's next, goes on about its subject, or a coordinated one about its object."""
    tree, sentences = setting.tree, setting.analysis.sentences
    own = sentences[tree.token(subject).sentence]
    last = max(other.last for other in sentences[own.index : own.index + 2] if other.paragraph == own.paragraph)
    following = (i for i in range(subject + 1, last) if tree.token(i).dep in _SUBJECT)
    pronoun = next(following, None)
    if tree.token(subject).dep in _SUBJECT and pronoun is not None and tree.token(pronoun).text.lower() in _PRONOUNS:
        yield pronoun
    if tree.token(subject).dep == "dobj":
        # "Signed a truce, but regularly breach it"
        beside = tree.below(tree.token(subject).head, "conj")
        yield from (it for verb in beside for it in tree.below(verb, "dobj") if tree.token(it).text.lower() == "it")


def _predicates(setting: Setting, index: int) -> Iterator[tuple[int, ClaimStatus]]:
    """The words that say something of the agreement's state, outward from the head of its mention."""
    tree, words = setting.tree, load_negotiation().claims
    turned_down = False
    for clause in tree.below(index, "relcl", "acl"):
        status = _status(tree, clause)
        if status == "agreed" and not tree.below(clause, "mark") and not _only_identifies(setting, clause):
            yield clause, status
        if status in _OVER and is_passive(tree, clause) and not tree.below(clause, "mark"):
            turned_down = True
            yield clause, status
    for prep in tree.below(index, "prep"):
        if tree.lemma(prep) == "include":
            nouns = tree.below(prep, "pobj")
            yield from (
                (c, "agreed")
                for n in nouns
                for c in tree.below(n, "relcl")
                if words.verbs.get(tree.lemma(c)) == "agreed"
            )
    for _ in range(_CLIMB):
        token = tree.token(index)
        head = token.head
        if head == index:
            return
        if tree.token(head).dep in {"aux", "auxpass"}:
            # "Has been | slowly and partially implemented"
            head = tree.token(head).head
        lemma = tree.lemma(head)
        if tree.token(head).pos == "NOUN" and lemma in words.nouns:
            yield head, words.nouns[lemma]
            return
        if lemma in words.ends and tree.lemma(index) == "of":
            # "Declared the end of the truce", which else only ends.
            yield from ((n, "rejected") for n in (head,) if _is_declared(tree, n))
            return
        if lemma in load_negotiation().meetings.nouns:
            # "Held talks on the truce" says nothing of the truce.
            return
        if lemma in words.track:
            # "A good record in carrying out" the agreement, which the parser may hang on the record.
            yield from (
                (n, words.nouns[tree.lemma(n)]) for _, n in prepositions(tree, head) if tree.lemma(n) in words.nouns
            )
            return
        if tree.token(head).pos in {"VERB", "AUX"} or (tree.token(head).pos == "ADJ" and lemma in words.verbs):
            if tree.token(index).dep == "nsubjpass" and (answers := _answers(tree, head)):
                # What "was met with silence" is neither kept nor broken.
                yield from ((blow, "violated") for blow in answers if _is_blow(tree, blow))
                return
            status = _status(tree, head)
            proposed = turned_down and lemma in _FOR_OTHERS
            if status is not None and not proposed and _about_it(setting, index, head, status):
                yield head, status
            yield from _further(setting, index, head)
            return
        if tree.token(head).pos not in {"ADP", "NOUN", "NUM", "PART", "ADJ"} or token.dep in {"relcl", "acl", "poss"}:
            return
        if token.pos == "ADP" and lemma not in words.nouns and tree.lemma(index) in _BESIDE:
            # "Amendments to the treaty" are not the treaty.
            return
        index = head


def _answers(tree: Clauses, verb: int) -> list[int]:
    """With or by what somebody answers it: "was met with | shelling", "was answered by | attacks"."""
    if tree.lemma(verb) not in load_negotiation().claims.answering:
        return []
    means = [word for word in tree.below(verb, "prep", "agent") if tree.lemma(word) in {"with", "by"}]
    return [answer for word in means for answer in tree.below(word, "pobj", "pcomp")]


def _is_blow(tree: Clauses, word: int) -> bool:
    classes = word_classes()
    return tree.lemma(word) in classes["violence"] | classes["fire"]


def _whose_blow(tree: Clauses, blow: int) -> list[int]:
    """Who strikes: "shelling by X", "attacks of X", "X's raids"; the parse may hang them on the verb."""
    verb = tree.token(tree.token(blow).head).head
    told = [noun for name, noun in prepositions(tree, blow) if name in {"by", "of", "from"}]
    told += [noun for name, noun in prepositions(tree, verb) if name == "from"]
    return told or tree.below(blow, "poss", "compound", "amod")


def _is_declared(tree: Clauses, index: int) -> bool:
    """Whether somebody makes it so by saying it."""
    token = tree.token(index)
    return token.dep == "dobj" and tree.lemma(token.head) in load_negotiation().agreements.telling


def _only_identifies(setting: Setting, participle: int) -> bool:
    """Whether a bare participle only says which agreement is recalled: "the truce signed in 2009 ended it"; of what is news it tells that it was concluded."""
    tree = setting.tree
    bare = tree.token(participle).tag in {"VBN", "VBD"} and not tree.below(participle, "aux", "auxpass", *_SUBJECT)
    return bare and standing_of(setting, participle)[0] == "background"


def _status(tree: Clauses, verb: int) -> ClaimStatus | None:
    """What a verb says of an agreement's state, with its particle where that tells: "turned down"."""
    verbs = load_negotiation().claims.verbs
    particles = [tree.lemma(child) for child in tree.below(verb, "prt")]
    told = (verbs.get(f"{tree.lemma(verb)} {particle}") for particle in particles)
    return next((status for status in told if status is not None), verbs.get(tree.lemma(verb)))


def _further(setting: Setting, index: int, verb: int) -> Iterator[tuple[int, ClaimStatus]]:
    """What a verb of the same subject goes on to say of it, and what was agreed to be done with it: "began at six and was broken by noon", "agreed that a line be opened"."""
    tree, words = setting.tree, load_negotiation()
    for other in tree.below(verb, "conj") if tree.token(index).dep in _SUBJECT else ():
        status = words.claims.verbs.get(tree.lemma(other))
        if status is not None and is_passive(tree, other) and not tree.below(other, *_SUBJECT):
            yield other, status
    above = tree.token(verb).head
    agreed = words.claims.verbs.get(tree.lemma(above)) == "agreed" and tree.token(verb).dep in {"ccomp", "xcomp"}
    if agreed and tree.lemma(index) in words.agreements.if_concluded and tree.lemma(verb) not in words.claims.verbs:
        yield above, "agreed"


def _head(setting: Setting, mention: Span) -> int | None:
    """The token of the mention that the rest of it hangs on."""
    inside = setting.analysis.tokens_in(mention)
    indices = {token.index for token in inside}
    return next((token.index for token in inside if token.head not in indices or token.head == token.index), None)


def _about_it(setting: Setting, index: int, verb: int, status: ClaimStatus) -> bool:
    """Whether the agreement is what the verb speaks of: its object or passive subject, or the subject of one without an object."""
    tree = setting.tree
    token = tree.token(index)
    suffered = token.dep == "nsubjpass" or (token.dep == "nsubj" and bool(tree.below(verb, "auxpass")))
    if token.dep == "dobj" or suffered or (token.dep == "xcomp" and status == "agreed"):
        # "Agreed to exchange prisoners"
        return True
    if token.dep == "nsubj":
        # An accord that "failed to end the war" is not broken, a truce that "failed to hold" is.
        further = (i for i in tree.below(verb, "xcomp") if _status(tree, i) is None)
        bare = not tree.below(verb, "dobj", "ccomp", "acomp") and next(further, None) is None
        agreed = status == "agreed" and mistaken_participle(tree, index) == verb
        agreed = agreed and standing_of(setting, verb)[0] == "news"
        return agreed or (bare and status in {"being-implemented", "violated"})
    # Who "held talks on the truce" says nothing of how it holds.
    other = status == "being-implemented" and bool(tree.below(verb, "dobj"))
    return token.dep == "prep" and not other and tree.lemma(index) in {"with", "to", "by", "from", "out", "of", "on"}


def _claim(setting: Setting, agreement: Agreement, mention: Span, word: int, status: ClaimStatus) -> Claim | None:
    tree = setting.tree
    means_of = _means_of(tree, word)
    if means_of is not None and operator_sense(tree, means_of) in _NOT_CLAIMED:
        return None
    if _is_put_in_mouth(tree, word) or (tree.token(word).tag == "VBG" and tree.lemma(word) in _TALKED_OVER):
        return None
    modality, cues, modality_rule = judge_modality(tree, means_of or word)
    carried_on = _continuing(setting, word)
    if carried_on is not None and status == "implemented":
        status, cues, modality_rule = "being-implemented", (setting.words(carried_on),), f"{COMPONENT}:continuing"
    elif status == "implemented" and modality == "happened" and (partly := _partly(tree, word)) is not None:
        status, cues = "being-implemented", (setting.words(partly),)
    elif modality in _NOT_CLAIMED or _is_intended(tree, word, modality) or is_time_ahead(tree, word):
        return None
    elif modality == "denied":
        if status not in _NEGATED or _is_supposed(tree, word) or (status == "agreed" and not _about(setting, word)):
            # "Could never be signed" tells of nobody who rejected it.
            return None
        words = (tree.lemma(word.index) for cue in cues for word in tree.overlapping(cue))
        if status == "agreed" and not word_classes()["failing"].isdisjoint(words):
            # Nor does "failed to reach an agreement".
            return None
        status = _NEGATED[status]
    elif modality == "announced":
        if status in _NOT_YET:
            # "Expected to sign a deal": it is neither agreed nor broken yet.
            return None
        status = "reaffirmed" if status == "implemented" else status
    elif modality == "ongoing":
        if status == "agreed":
            # "Negotiating a deal"
            return None
        status = "being-implemented" if status == "implemented" else status
    about = _what_is_about(tree, word)
    if about is not None and status == "implemented" and tree.lemma(about) not in load_negotiation().claims.track:
        if tree.lemma(about) not in load_negotiation().claims.progress:
            # "Challenges in implementing the accord"
            return None
        status, cues = "being-implemented", (setting.words(about),)
    if tree.token(word).pos == "NOUN" and status == "implemented":
        record = _record(setting, word)
        if record is None:
            # "The implementation of the accord" claims nothing by itself.
            return None
        status, cues = record
    told = Evidence("status", (setting.words(word), *cues), modality_rule)
    return _write(setting, agreement, mention, word=word, status=status, told=told)


def _is_put_in_mouth(tree: Clauses, word: int) -> bool:
    """Whether somebody is only thought to say so: "the ministry would say that we undermined it"."""
    told = tree.token(word)
    return told.dep == "ccomp" and judge_modality(tree, told.head)[0] in {"hypothetical", "conditional"}


def _means_of(tree: Clauses, word: int) -> int | None:
    """What is done by it: "called for a solution by implementing the accord" is as real as the solution."""
    token = tree.token(word)
    by = token.dep == "pcomp" and tree.lemma(token.head) in {"by", "through"}
    return tree.token(token.head).head if by else None


def _what_is_about(tree: Clauses, word: int) -> int | None:
    """The noun whose preposition leads to the gerund: "challenges | in implementing", "progress in implementing"."""
    preposition = tree.token(word).head
    if tree.token(word).dep != "pcomp":
        return None
    above, before = tree.token(preposition).head, preposition - 1
    # The parse may hang it on the noun's verb: "made progress | in implementing".
    noun = before if before >= tree.base and tree.token(before).pos == "NOUN" else above
    return noun if tree.token(noun).pos == "NOUN" else None


def _is_intended(tree: Clauses, word: int, modality: str) -> bool:
    """Whether an infinitive names what somebody means to do: "how to carry it out", "and to comply with it"."""
    if not is_infinitive(tree, word):
        return False
    asked = any(tree.token(i).tag == "WRB" for i in tree.below(word, "advmod"))
    real = operator_sense(tree, tree.token(word).head) == "asserted"
    return asked or (modality == "happened" and not real)


def _is_supposed(tree: Clauses, word: int) -> bool:
    """Whether a modal makes it a thought: "nobody could sign and honour it"."""
    first = tree.token(word).head if tree.token(word).dep == "conj" else word
    return any(tree.token(aux).tag == "MD" for verb in (word, first) for aux in tree.below(verb, "aux"))


def _record(setting: Setting, word: int) -> tuple[ClaimStatus, tuple[Span, ...]] | None:
    """What a good or a poor record of carrying it out says, with the word that says it."""
    tree, words = setting.tree, load_negotiation().claims
    track = _track(tree, word)
    if tree.token(word).dep != "pobj" or track is None:
        return None
    told = [i for i in tree.below(track, "amod") if tree.lemma(i) in words.records]
    return (words.records[tree.lemma(told[0])], (setting.words(told[0]),)) if told else None


def _partly(tree: Clauses, word: int) -> int | None:
    """The word by which it is carried out in part: "only partially implemented", "a partial implementation"."""
    partial = load_negotiation().claims.partial
    return next((i for i in tree.below(word, "advmod", "amod") if tree.lemma(i) in partial), None)


def _continuing(setting: Setting, word: int) -> int | None:
    """The word of continuing that governs the carrying out: "continue the implementation", "implementation should go on"."""
    tree = setting.tree
    words = load_negotiation().claims.continuing
    token = tree.token(word)
    governor = tree.token(token.head)
    if (
        governor.index != word
        and tree.lemma(governor.index) in words
        and token.dep in {"dobj", "nsubj", "xcomp", "nsubjpass", "pobj"}
    ):
        return governor.index
    for child in tree.below(word, "amod"):
        if tree.lemma(child) in words:
            return child
    if governor.pos == "ADP" and tree.lemma(governor.head) in words:
        return governor.head
    return None


def _about(setting: Setting, word: int) -> tuple[Participant, ...]:
    """Who carries it out or breaks it: the verb's doer, or whose act the noun is."""
    tree = setting.tree
    if _is_blow(tree, word):
        heads = _whose_blow(tree, word)
    elif tree.token(word).pos == "NOUN":
        # "The violation of the truce | by X": the parse may hang him on the truce.
        of = [noun for name, noun in prepositions(tree, word) if name == "of"]
        heads = [noun for name, noun in prepositions(tree, word) if name in {"by", "from"}]
        heads = heads or [noun for inner in of for name, noun in prepositions(tree, inner) if name == "by"]
        heads += tree.below(word, "poss")
        heads = heads or _blamed(setting, word) or _whose_record(tree, word) or tree.below(word, "compound", "amod")
    elif tree.lemma(word) in _FOR_OTHERS or (is_passive(tree, word) and not tree.below(word, "agent")):
        heads = []
    else:
        heads = [head for doer in subjects(tree, word) for head in _whose_deed(tree, doer)]
    return participants_of(setting.actors, heads)


def _whose_deed(tree: Clauses, doer: int) -> list[int]:
    """Who does it; of a deed that is named with whom it was done to, who did that: of "Kenya's arrest of two men broke the truce" Kenya."""
    by = [noun for name, noun in prepositions(tree, doer) if name == "by"]
    doers = by or doers_of_noun(tree, doer)
    if doers is None and tree.lemma(doer) in load_negotiation().claims.suffered:
        return tree.below(doer, "poss", "amod", "compound")
    return [doer] if doers is None else doers


def _whose_record(tree: Clauses, word: int) -> list[int]:
    """Who has the record that a noun of carrying out stands behind."""
    track = _track(tree, word)
    return subjects(tree, tree.token(track).head) if track is not None and tree.token(track).dep == "dobj" else []


def _track(tree: Clauses, word: int) -> int | None:
    """The noun of a record that the word stands behind: "a poor record of carrying it out"."""
    above = tree.token(tree.token(tree.token(word).head).head)
    return above.index if above.lemma in load_negotiation().claims.track else None


def _blamed(setting: Setting, word: int) -> list[int]:
    """Whom a violation is laid to: "accused X of violations", "X flew drones in breach of it", "X committed violations"."""
    tree = setting.tree
    token = tree.token(word)
    violated = load_negotiation().claims.nouns.get(tree.lemma(word)) == "violated"
    if _is_declared(tree, word):
        return subjects(tree, token.head)
    if token.dep == "dobj" and violated and tree.lemma(token.head) in word_classes()["light"]:
        return subjects(tree, token.head)
    if token.dep != "pobj":
        return []
    preposition = tree.token(token.head)
    if preposition.lemma == "in" and tree.token(preposition.head).pos == "VERB":
        verb = preposition.head
        # Of "accused X of flying drones in breach of it" the parse may hang the breach on the accusing.
        accused = tree.below(verb, "dobj") if any(name == "of" for name, _ in prepositions(tree, verb)) else []
        return accused or subjects(tree, verb)
    return tree.below(preposition.head, "dobj") if preposition.lemma in {"of", "for"} else []


def _accuses_himself(setting: Setting, word: int, doers: tuple[Participant, ...], statement: Statement) -> bool:
    """Whether the breach would be the speaker's own, though he says neither "we" nor "I"."""
    own = {key_of(p) for p in statement.source}
    doing = {setting.tree.token(i).text.lower() for i in subjects(setting.tree, word)}
    return bool(doers) and {key_of(p) for p in doers} <= own and doing.isdisjoint(_SPEAKERS_OWN)


def _whom_before(tree: Clauses, participle: int) -> list[int]:
    """To whom something is done as the main verb tells: "fired at suspects | breaching the truce"."""
    verb = tree.token(participle).head
    if tree.token(participle).dep != "advcl" or tree.token(participle).tag != "VBG":
        return []
    return [*tree.below(verb, "dobj"), *(noun for name, noun in prepositions(tree, verb) if name in _AT)]


def _write(
    setting: Setting, agreement: Agreement, mention: Span, *, word: int, status: ClaimStatus, told: Evidence
) -> Claim:
    span = Span.around((setting.words(word), mention))
    statement = statement_around(setting, setting.words(word))
    standing, standing_rule, standing_spans = standing_of(setting, word)
    day, day_evidence, day_gaps = time_of(setting, word)
    doers = tuple(p for p in _about(setting, word) if not p.span.overlaps(mention))
    if status in _BREACHES and statement is not None and _accuses_himself(setting, word, doers, statement):
        doers = participants_of(setting.actors, _whom_before(setting.tree, word))
    about = doers or (agreement.parties if status == "agreed" else ())
    evidence = [
        told,
        Evidence("agreement_id", (mention,), f"{COMPONENT}:argument"),
        Evidence("standing", standing_spans, standing_rule),
        *(Evidence("day", piece.spans, piece.rule) for piece in day_evidence),
        voice_evidence("claimant", statement, span, COMPONENT),
    ]
    gaps = [Gap("day", gap.reason, gap.spans) for gap in day_gaps]
    if about:
        evidence.append(Evidence("about", tuple(p.span for p in about), f"{COMPONENT}:arguments"))
    else:
        gaps.append(Gap("about", "the words do not say whose doing it is"))
    return Claim(
        id=content_id("claim", setting.report.id, agreement.id, status, *span),
        claimant=PUBLISHER if statement is None else statement.id,
        status=status,
        span=span,
        provenance=Provenance(setting.report.id, (span,), COMPONENT, setting.run_id, 0.8),
        agreement_id=agreement.id,
        claimant_actors=() if statement is None else statement.source,
        about=about,
        day=day,
        standing=standing,
        evidence=tuple(evidence),
        gaps=tuple(gaps),
    )
