"""What the completions of one article amount to, part by part, and what is still to be asked."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from factx.errors import AnswerTruncated, ModelError
from factx.llm.asking.parts import Window, halves
from factx.llm.recording import Completion
from factx.llm.wire.answer import Answer
from factx.llm.wire.merge import merge
from factx.llm.wire.parse import Reading, parse
from factx.records import Invalid

Outcome = tuple[Window | None, Reading | ModelError]
"""A part of an article, None for the whole, and what the model gave for it."""


def outcomes(completions: Iterable[Completion], *, model: str) -> list[Outcome]:
    """What came of each part that was asked about, in that order."""
    return [
        (window, _outcome(tuple(held), model))
        for window, held in groupby(completions, key=lambda completion: completion.sentences)
    ]


def combined(found: Sequence[Outcome]) -> Answer:
    """Everything that could be read, as one answer; raises the last error where nothing could."""
    read = [what.answer for _, what in found if isinstance(what, Reading)]
    if read:
        return merge(read)
    raise next(what for _, what in reversed(found) if isinstance(what, ModelError))


def rest(window: Window, what: Reading | ModelError) -> list[Window]:
    """What of a part is to be asked about again, because its answer was cut off.

    From the last complete item on; where there is none beyond the first sentence, each half of the
    part by itself. A single sentence is not asked about again, nor one that the model refused.
    """
    first, last = window
    if isinstance(what, Reading):
        if not what.is_cut:
            return []
        if first < what.reaches <= last:
            return [(what.reaches, last)]
        return halves(window)
    return halves(window) if isinstance(what, AnswerTruncated) else []


def gaps(
    found: Sequence[Outcome], sentences: int, *, attempts: int, otherwise: str
) -> list[Invalid]:
    """The sentences about which nothing could be read, told part by part with the reason.

    `otherwise` is the reason for sentences that no part holds.
    """
    whole = (1, sentences)
    covered = {
        number
        for window, what in found
        if isinstance(what, Reading)
        for number in range((window or whole)[0], _end(window or whole, what))
    }
    told = dict.fromkeys(set(range(1, sentences + 1)) - covered, otherwise)
    for window, what in found:
        problem = what.problem if isinstance(what, ModelError) else "the answer was cut off"
        for number in range((window or whole)[0], (window or whole)[1] + 1):
            if number not in covered:
                told[number] = problem
    return [
        Invalid(kind="attribution", drafted=_named(numbers), detail=problem, attempts=attempts)
        for problem, numbers in _runs(told)
    ]


def _end(window: Window, what: Reading) -> int:
    """One past the last sentence that an answer tells about.

    One that was cut off in naming a sentence beyond its part, as a model that runs on does, tells
    nothing of where it was.
    """
    first, last = window
    if not what.is_cut:
        return last + 1
    return what.reaches if first < what.reaches <= last else first


def _runs(told: dict[int, str]) -> list[tuple[str, list[int]]]:
    """Sentences that follow each other and have the same problem, together."""
    runs: list[tuple[str, list[int]]] = []
    for number, problem in sorted(told.items()):
        if runs and runs[-1][0] == problem and runs[-1][1][-1] == number - 1:
            runs[-1][1].append(number)
        else:
            runs.append((problem, [number]))
    return runs


def _named(numbers: Sequence[int]) -> str:
    if len(numbers) == 1:
        return f"sentence {numbers[0]}"
    return f"sentences {numbers[0]} to {numbers[-1]}"


def _outcome(completions: Sequence[Completion], model: str) -> Reading | ModelError:
    try:
        return parse(completions, model=model)
    except ModelError as error:
        return error
