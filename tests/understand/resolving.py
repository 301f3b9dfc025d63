"""Whom the words of a text mean, by the actors that are resolved in it."""

from collections.abc import Sequence

from dragoman.evaluate.plain import plain_report
from dragoman.model import Actor, ActorMention, Span
from dragoman.understand.actors import resolve_actors
from dragoman.understand.language import analyse_language
from dragoman.understand.pronouns import Voice
from dragoman.vocab.actors import DEFAULT_POLICY, load_actors


def read(text: str, told: Sequence[tuple[str, str]] = ()) -> tuple[dict[str, Actor], dict[str, ActorMention]]:
    """The actors by id and the last mention of each word, where `told` are sources and what they say."""
    report = plain_report(text)

    def place(words: str) -> Span:
        start = report.text.rindex(words)
        return Span(start, start + len(words))

    voices: list[Voice] = [([place(content)], place(source)) for source, content in told]
    analysis = analyse_language(report)
    table = load_actors(policy=DEFAULT_POLICY)
    actors, mentions = resolve_actors(report, analysis, table=table, run_id="run", voices=voices)
    words = {mention.span.of(report.text): mention for mention in mentions}
    return {actor.id: actor for actor in actors}, words


def meant(text: str, word: str, *told: tuple[str, str]) -> str | None:
    """Whom the last mention of the word means."""
    actors, words = read(text, told)
    return actors[words[word].actor_id or ""].name if word in words else None


def members(text: str, word: str) -> list[str]:
    """Whom the collective stands for."""
    actors, words = read(text)
    return [actors[member].name for member in actors[words[word].actor_id or ""].members]
