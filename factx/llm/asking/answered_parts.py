"""The answers about an article, part by part, and which sentences to ask about again."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from factx.errors import AnswerInvalid, AnswerTruncated, ModelError
from factx.llm.asking.parts import Part, halves
from factx.llm.asking.reply import Reply, last_answer
from factx.llm.wire.answer import Answer
from factx.llm.wire.merge import merge
from factx.llm.wire.parse import ParsedAnswer
from factx.records import Invalid


class AnsweredPart(NamedTuple):
    """A part of an article with its answer."""

    part: Part | None
    """None for the whole article."""
    answer: ParsedAnswer | ModelError
    """The answer, or the error if no reply could be read."""


def answered_parts(replies: Iterable[Reply[ParsedAnswer]], *, model: str) -> list[AnsweredPart]:
    """The parts that a model was asked about, in that order; `model` is named in errors."""
    return [
        AnsweredPart(part, best_answer(tuple(group), model=model))
        for part, group in groupby(replies, key=lambda reply: reply.completion.sentences)
    ]


def best_answer(replies: Sequence[Reply[ParsedAnswer]], *, model: str) -> ParsedAnswer | ModelError:
    """The last whole answer, else the last one that was cut off, else the error of the last reply.

    A model that is asked again may run on or refuse, so an earlier answer can be the best.
    """
    answers = [reply.answer for reply in replies]
    parsed = [answer for answer in answers if isinstance(answer, ParsedAnswer)]
    whole = [answer for answer in parsed if not answer.is_cut]
    if parsed:
        return (whole or parsed)[-1]
    problem, error_type = str(last_answer(replies[-1:])), replies[-1].error_type
    if error_type is AnswerInvalid:
        times = "once" if len(replies) == 1 else f"{len(replies)} times"
        problem = f"asked {times}, it gave no readable answer: {problem}"
    return error_type(model, problem)


def combined(parts: Sequence[AnsweredPart]) -> Answer:
    """Everything that could be read, as one answer; raises the last error if nothing could."""
    answers = [one.answer.answer for one in parts if isinstance(one.answer, ParsedAnswer)]
    if answers:
        return merge(answers)
    raise next(one.answer for one in reversed(parts) if isinstance(one.answer, ModelError))


def unanswered(part: Part, answer: ParsedAnswer | ModelError) -> list[Part]:
    """The parts of `part` to ask about again because the answer was cut off.

    From the sentence of the last complete item on. If that is the first sentence or none, each half
    of the part. A single sentence is not asked about again, nor a part that the model refused.
    """
    first, last = part
    if isinstance(answer, ParsedAnswer):
        if not answer.is_cut:
            return []
        if first < answer.last_sentence <= last:
            return [(answer.last_sentence, last)]
        return halves(part)
    return halves(part) if isinstance(answer, AnswerTruncated) else []


def missing_sentences(
    parts: Sequence[AnsweredPart], sentences: int, *, attempts: int, unasked: str
) -> list[Invalid]:
    """The sentences of an article that no answer covers, with the reason.

    `sentences` is how many the article has, `unasked` the reason for those that are in no part.
    """
    answered: set[int] = set()
    reasons = dict.fromkeys(range(1, sentences + 1), unasked)
    for part, answer in parts:
        first, last = part or (1, sentences)
        if isinstance(answer, ParsedAnswer):
            answered |= {*range(first, _end((first, last), answer))}
            reason = "the answer was cut off"
        else:
            reason = answer.problem
        reasons |= dict.fromkeys(range(first, last + 1), reason)
    missing = [(number, reason) for number, reason in reasons.items() if number not in answered]
    return [
        Invalid(kind="attribution", drafted=_name(numbers), detail=reason, attempts=attempts)
        for reason, numbers in _runs(sorted(missing))
    ]


def _end(part: Part, answer: ParsedAnswer) -> int:
    """One past the last sentence of `part` that an answer covers completely.

    A cut answer that runs on beyond its part covers nothing of it.
    """
    first, last = part
    if not answer.is_cut:
        return last + 1
    return answer.last_sentence if first < answer.last_sentence <= last else first


def _runs(missing: Iterable[tuple[int, str]]) -> list[tuple[str, list[int]]]:
    """Consecutive sentences with the same reason, together."""
    runs: list[tuple[str, list[int]]] = []
    for number, reason in missing:
        if runs and runs[-1][0] == reason and runs[-1][1][-1] == number - 1:
            runs[-1][1].append(number)
        else:
            runs.append((reason, [number]))
    return runs


def _name(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"sentence {numbers[0]}"
    return f"sentences {numbers[0]} to {numbers[-1]}"
