"""What grammar rules out once a statement is read: a source that is no subject, empty content."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from factx.rules.reading.document import Document, Token, tokens_between
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.statements.statement import Statement


def sound(document: Document, found: Iterable[Statement]) -> Iterator[Statement]:
    """The statements that grammar allows, their sources without an adverb at the end."""
    for statement in found:
        if statement.cue is None or statement.source is None:
            yield statement
            continue
        source = tokens_between(document, *statement.source)
        cue = tokens_between(document, *statement.cue)
        content = [t for place in statement.content for t in tokens_between(document, *place)]
        is_beside = statement.source[1] + 1 == statement.cue[0]
        if is_beside and (_is_no_subject(source, cue) or _is_impersonal(source, cue)):
            continue
        if _points_at(content) and statement.type == "statement":
            continue  # that is what she says
        if _tells_nothing(content) or _is_no_report(cue, content):
            continue
        is_before = statement.content[-1][1] <= min(statement.source[0], statement.cue[0])
        if is_before and _is_adverbial(content):
            continue
        if source and _trails(source[-1]):
            last = next((t for t in reversed(source) if not _trails(t)), None)
            if last is not None:
                statement = replace(statement, source=(statement.source[0], last.end))
        yield statement


def _is_no_subject(source: Sequence[Token], cue: Sequence[Token]) -> bool:
    """Whether a source beside its cue shows that the cue is a noun.

    "able to convince [judges]", "in another [show]", "for all three [state] polls", "the army
    carried out two [attacks]".
    """
    if len(source) < 2 or not cue:
        return False
    before, last_classes = source[-2].classes, source[-1].classes
    is_verb = source[-1].kind == "word" and not source[-1].is_capitalised
    if "infinitive marker" in before and is_verb and "object" not in last_classes:
        return True
    if (
        "preposition" in before
        and "singular determiner" in last_classes
        and "deictic" not in last_classes
    ):
        return True
    is_noun = "s form" in cue[0].classes or cue[0].shapes <= {"base"}
    if len(cue) > 1 or not is_noun or "past verb" in cue[0].classes:
        return False
    is_counted = "number" in source[-1].classes and any("preposition" in t.classes for t in source)
    if "s form" not in cue[0].classes or "s form" in last_classes:
        return is_counted  # a book published for beginners explains
    return is_counted or _has_verb(source)


def _has_verb(source: Sequence[Token]) -> bool:
    """Whether a source has a verb of its own, with no relative clause or "to" before it."""
    for at in range(1, len(source)):
        if not source[at].classes.isdisjoint({"relative", "complementizer", "infinitive marker"}):
            return False
        if source[at].kind == "mark" or "personal pronoun" in source[at].classes:
            return False
        if is_main_verb(source, at) and "past verb" in source[at].classes:
            return at + 2 < len(source)
    return False


def _is_impersonal(source: Sequence[Token], cue: Sequence[Token]) -> bool:
    """Whether nobody holds it: "it is clear that"."""
    is_it = len(source) == 1 and "expletive subject" in source[0].classes
    return is_it and bool(cue) and "impersonal adjective" in cue[-1].classes


def _is_no_report(cue: Sequence[Token], content: Sequence[Token]) -> bool:
    """Whether the cue reports nothing: "believe me, ...", "Ann Lee: friend or foe?"."""
    if len(cue) != 1 or len(content) < 2:
        return False
    is_comment = "object" in content[0].classes and content[1].text == ","
    is_topic = cue[0].text == ":" and content[0].kind == "word" and content[-1].text == "?"
    return is_comment or is_topic


def _is_adverbial(content: Sequence[Token]) -> bool:
    """Whether content that precedes its cue is no clause: "In a video of the scene"."""
    if not content or "preposition" not in content[0].classes:
        return False
    return not any(t.is_finite or is_main_verb(content, at) for at, t in enumerate(content))


def _points_at(content: Sequence[Token]) -> bool:
    """Whether content is only "what", which stands for other words."""
    return len(content) == 1 and "fused relative" in content[0].classes


def _joins(token: Token) -> bool:
    """Whether a word tells nothing alone: "that because"."""
    return not token.classes.isdisjoint(
        {"complementizer", "coordinator", "preposition", "subordinator"}
    )


def _tells_nothing(content: Sequence[Token]) -> bool:
    """Whether content has no word of its own, or goes on after its subject: "well is a danger"."""
    words = [token for token in content if token.kind != "mark"]
    if not words:
        return False
    if _joins(words[0]) and all(map(_joins, words)):
        return True
    opens = len(words) > 1 and content[0] is words[0] and words[0].kind == "word"
    return opens and "answer particle" in words[0].classes and "finite be" in words[1].classes


def _trails(token: Token) -> bool:
    """Whether a token is an adverb that belongs to the verb: "Mr. Lee largely"."""
    return "adverb" in token.classes and not token.is_capitalised
