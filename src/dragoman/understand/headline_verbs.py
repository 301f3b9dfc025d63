"""The verb of a headline that the parser takes for a noun: "Rebels | attack | army base", "NPA | orders | release of soldier".

A parsed headline without a clause comes in. Where a word of it is a verb's form as well, the headline is parsed once more as "Rebels will attack army base", which leaves no doubt; what comes out has the words of
the first and hangs them as the second does. Of several such words the first counts that then governs the headline.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dragoman.vocab.cues import cue_lexicon
from dragoman.vocab.lexicon import event_lexicon, word_classes
from dragoman.vocab.tokens import FINITE, SUBJECTS

_AUXILIARY = "will"
# The third person's endings, and what each stands for.
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""))
# Before these the headline has another verb, or the word is that verb's.
_OTHER_VERBS = FINITE | {"VBN", "TO"}
_PAST = frozenset({"VBD", "VBN"})
_PLURAL = frozenset({"NNS", "NNPS"})


def with_verb(nlp: Any, doc: Any) -> Any:
    """The headline as the parser reads it once its verb is plain; `doc` itself where it has a clause or no word of it could be the verb."""
    comma = next((token.i for token in doc if token.text == ","), len(doc))
    # "Rebels attack base, | dozens killed": what stands behind a comma is told besides.
    if any(_governs(token) and (token.i < comma or token.tag_ not in _PAST) for token in doc):
        return doc
    for place, base in _candidates(doc[:comma] if any(map(_governs, doc)) else doc):
        told = nlp(_with_auxiliary(nlp, doc, place, base))
        if _is_told(told[place + 1], base, several=doc[place].text == base):
            return _without_auxiliary(nlp, doc, told, place, base)
    return doc


def _governs(token: Any) -> bool:
    """Whether it is the verb of a clause; a present in the plural is one that is known, and not of a single thing ("ceasefire | call")."""
    subjects = [child for child in token.children if child.dep_ in SUBJECTS]
    if token.tag_ == "VBP" and len(subjects) == 1 and subjects[0].i < token.i:
        single = subjects[0].tag_ == "NN" and not any(child.dep_ == "conj" for child in subjects[0].children)
        return not single and _base(token.text) is not None
    return token.tag_ in FINITE | {"VB"} and bool(subjects)


def _candidates(doc: Any) -> Iterator[tuple[int, str]]:
    """The words that could be a verb the program knows, each with its base form."""
    for token in doc[1:-1]:
        # "FARC | frees hostages": a present without a subject may have one that the parse takes for a part of it.
        before = token.nbor(-1)
        bare = token.tag_ == "VBZ" and before.head == token and before.dep_ == "compound"
        if token.tag_ in _OTHER_VERBS and token.dep_ not in {"compound", "amod"} and not bare:
            return
        base = _base(token.text)
        if base:
            yield token.i, base


def _base(word: str) -> str | None:
    """The verb whose present the word is, of those that tell deeds or sayings; None for other words."""
    forms = (word, *(word.removesuffix(end) + base for end, base in _ENDINGS if word.endswith(end)))
    return next((form for form in forms if (form, "v") in event_lexicon() or (form, "v") in cue_lexicon()), None)


def _with_auxiliary(nlp: Any, doc: Any, place: int, base: str) -> Any:
    words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
    # "Test-fires" the parse knows no better than "tests" without "fires".
    words[place : place + 1] = [_AUXILIARY, base.rpartition("-")[2]]
    made = type(doc)(nlp.vocab, words=words, spaces=[*spaces[:place], True, *spaces[place:]])
    # What stands behind a dash is no part of it there either.
    for token in doc[1:]:
        if token.is_sent_start:
            made[token.i + (token.i > place)].is_sent_start = True
    return made


def _is_told(verb: Any, base: str, *, several: bool) -> bool:
    """Whether the verb has a subject of its own number right before it and an object; where several do it, or the word is no deed's noun, a preposition is enough: "Talks resume in Cairo", "Army deploys in south"."""
    subjects = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    if verb.tag_ != "VB" or not subjects or subjects[-1].pos_ not in {"NOUN", "PROPN"}:
        return False
    subject = subjects[-1]
    before = verb.nbor(-2)
    if before != subject and not (before.dep_ in {"conj", "appos"} and before.head == subject):
        return False
    needed = {"dobj", "prep"} if several or (base, "n") not in event_lexicon() else {"dobj"}
    if not any(child.dep_ in needed and child.i > verb.i for child in verb.children):
        return False
    if several:
        # A name in "s" that is one would have a verb in "s".
        named = subject.pos_ == "PROPN" and subject.text.endswith("s")
        return len(subjects) > 1 or named or _is_plural(subject) or subject.lemma_.lower() in word_classes()["many"]
    return not _is_plural(subject)


def _is_plural(subject: Any) -> bool:
    """Whether several are meant, and no verb that stands behind whoever does it: "NPA | orders | release"."""
    if any(word.text in {",", "and", "&"} for word in subject.subtree):
        return True
    return subject.tag_ in _PLURAL and not (subject.left_edge.i < subject.i and _base(subject.lower_))


def _without_auxiliary(nlp: Any, doc: Any, told: Any, place: int, base: str) -> Any:
    """The headline's own words, hung as in `told`."""
    kept = [token for token in told if token.i != place]
    number = {token.i: i for i, token in enumerate(kept)}
    tags = [token.tag_ for token in kept]
    lemmas = [token.lemma_ for token in kept]
    lemmas[place] = base
    tags[place] = "VBP" if doc[place].text == base else "VBZ"
    types = [told[i].ent_iob_ + ("-" + told[i].ent_type_ if told[i].ent_type_ else "") for i in number]
    return type(doc)(
        nlp.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=tags,
        pos=[token.pos_ for token in kept],
        lemmas=lemmas,
        deps=[token.dep_ for token in kept],
        heads=[number[token.head.i] for token in kept],
        ents=types,
    )
