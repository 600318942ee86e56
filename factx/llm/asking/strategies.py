"""The ways of asking a model about an article, and what each makes of the answers.

Each way is a talk: it yields questions one by one and is sent the completions that came of each, so
that what is asked next may depend on them.
"""

import re
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from pydantic import BaseModel

from factx.errors import ModelUnreachable
from factx.llm.asking.answered_parts import Outcome, combined, gaps, known_sources, outcomes, rest
from factx.llm.asking.parts import Window, halves, length, windows, within
from factx.llm.numbering import Numbering
from factx.llm.prompt import Message, messages, sentence_messages, verb_messages
from factx.llm.recording import STATEMENT, VERB, Completion, Recording, Settings
from factx.llm.wire.answer import Answer, answer_form
from factx.llm.wire.parse import Reading, Unreadable, read
from factx.llm.wire.review import problems
from factx.llm.wire.sentence import SentenceAnswer, VerbAnswer, read_sentence, read_verb
from factx.llm.wire.to_draft import to_draft, without_claims
from factx.records import Article, Draft, Invalid, Layer, Origin, Strategy
from factx.text import Index

WINDOW = 12_000
"""Characters of an article that are asked about at once, unless the caller says otherwise: some
3,000 tokens of English, and as many for the answer."""
_MOST_FOLLOWING = 16
"""How often an article is asked about again because answers are cut off; a model that runs on
whatever it is asked would else be asked about every sentence by itself."""
_SIZE = re.compile(r"(?<![a-z\d.])e?(\d+(?:\.\d+)?b|\d{2,}m)(?![a-z\d])", re.IGNORECASE)
"""In billions, or in millions of two digits and more: a single one is the length of a context."""
_WEAK = 4.0
"""Models of up to so many billion parameters are asked in small questions."""


def strategy_for(model: str) -> Strategy:
    """How a model of that name is asked, unless the caller says otherwise.

    One whose name tells that it has at most 4 billion parameters, as in qwen2.5:1.5b, is asked
    about single sentences; any other for everything at once.
    """
    found = _SIZE.findall(model.lower())
    sizes = [float(size[:-1]) / (1000 if size.endswith("m") else 1) for size in found]
    return "hybrid" if sizes and max(sizes) <= _WEAK else "whole"


@dataclass(frozen=True)
class Question:
    """What a model is asked at once."""

    part: Window | None
    """The sentences it is about; None for all of them."""
    step: int | None
    """Which question about them it is, where there may be several."""
    messages: Sequence[Message]
    """The chat so far."""
    form: type[BaseModel]
    """The form of the answer."""
    review: Callable[[Any], list[str]]
    """What is wrong with an answer, for the model to put right."""
    read: Callable[[Completion], BaseModel]
    """The answer that a completion holds; raises `Unreadable` without one."""

    def is_readable(self, completion: Completion) -> bool:
        """Whether `completion` holds an answer, with whatever problems."""
        try:
            self.read(completion)
        except Unreadable:
            return False
        return True


Interview = Generator[Question, Sequence[Completion], None]
"""Yields questions and is sent what came of each."""


class AskingStrategy(Protocol):
    """A way of asking about an article."""

    def questions(self, article: Article) -> Interview:
        """What is asked about an article."""
        ...

    def draft(self, recording: Recording, article: Article) -> Draft:
        """The draft that the recorded answers amount to; raises a `ModelError` without any."""
        ...


def strategy_of(settings: Settings) -> AskingStrategy:
    """The way that `settings` name."""
    return Whole(settings) if settings.strategy == "whole" else BySentence(settings)


class Whole:
    """Everything at once; a long article in parts, each told the sources found before it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.has_claims = settings.wants("claims")
        self.form = answer_form(settings.max_items, claims=self.has_claims)
        self.window = settings.window or WINDOW

    def questions(self, article: Article) -> Interview:
        """One for each part of the article, and again for what was cut off.

        What is too long for the model's context is asked about in smaller parts, and so is all that
        follows; where a single sentence is too long before anything was read, nothing would fit.
        """
        index = Index(article.get_text())
        numbering = Numbering(index)
        parts = windows(index, self.window) or [(1, 1)]
        left, following = deque(parts), _MOST_FOLLOWING
        longest = self.window
        found: list[Outcome] = []
        while left:
            part, *others = within(index, left.popleft(), longest)
            left.extendleft(reversed(others))
            known = known_sources(found)
            completions = yield self._question(numbering, part, known, is_all=parts == [part])
            [(_, what)] = outcomes(completions, model="")
            found.append((part, what))
            if completions[-1].overflowed:
                if part[0] == part[1] and not any(isinstance(one, Reading) for _, one in found):
                    return
                smaller = halves(part)
                longest = max((length(index, half) for half in smaller), default=longest)
                left.extendleft(reversed(smaller))
            else:
                again = rest(part, what)[:following]
                following -= len(again)
                left.extendleft(reversed(again))

    def _question(
        self, numbering: Numbering, part: Window, known: Sequence[str], *, is_all: bool
    ) -> Question:
        numbers = [line.partition(" |")[0] for line in known]

        def review(answer: Answer) -> list[str]:
            wanted = answer if self.has_claims else answer.model_copy(update={"claims": ()})
            return problems(wanted, numbering.index, numbers)

        return Question(
            part=None if is_all else part,
            step=None,
            messages=messages(numbering, *part, known, claims=self.has_claims),
            form=self.form,
            review=review,
            read=read,
        )

    def draft(self, recording: Recording, article: Article) -> Draft:
        """What could be read of any part is kept; sentences of which nothing could are told."""
        found = outcomes(recording.completions, model=recording.model)
        if not found:
            raise ModelUnreachable(recording.model, recording.why_unasked)
        attempts = recording.requests
        layers: tuple[Layer, ...] = ("attributions", "claims")
        origin = origin_of(recording, "instructor", "whole").model_copy(
            update={"layers": self.settings.layers or layers}
        )
        answer, beside = combined(found), list[Invalid]()
        if not self.has_claims:
            answer, beside = without_claims(answer, attempts=attempts)
        draft = to_draft(answer, article, origin=origin, attempts=attempts)
        sentences = len(Index(article.get_text()).sentences)
        untold = gaps(found, sentences, attempts=attempts, otherwise=recording.why_unasked)
        told = (*draft.invalid, *beside, *untold)
        return draft.model_copy(update={"invalid": told})


class BySentence:
    """One sentence at a time, the rest done by rules; see `by_sentence`."""

    def __init__(self, settings: Settings) -> None:
        self.strategy: Strategy = settings.strategy
        self.is_hybrid = settings.strategy == "hybrid"

    def questions(self, article: Article) -> Interview:
        """One for each sentence, and a second for those that may report something.

        Most sentences report nothing, and a weak model that is asked what they report answers all
        the same; so it is asked first what kind of verb each has.
        """
        from factx.llm.asking.sentence_by_sentence import (
            may_report,
            sentences_to_ask,
            spoken_offline,
        )

        index = Index(article.get_text())
        numbering = Numbering(index)
        spoken = spoken_offline(article, index) if self.is_hybrid else []
        for number in sentences_to_ask(index, spoken):
            if may_report((yield self._about_verb(index, number))):
                yield self._about_sentence(numbering, number)

    def _about_verb(self, index: Index, number: int) -> Question:
        def review(_: VerbAnswer) -> list[str]:
            return []

        return Question(
            part=(number, number),
            step=VERB,
            messages=verb_messages(index.sentence_text(number)),
            form=VerbAnswer,
            review=review,
            read=read_verb,
        )

    def _about_sentence(self, numbering: Numbering, number: int) -> Question:
        from factx.llm.asking.sentence_by_sentence import sentence_problems

        def review(answer: SentenceAnswer) -> list[str]:
            return sentence_problems(answer, numbering, number)

        return Question(
            part=(number, number),
            step=STATEMENT,
            messages=sentence_messages(numbering.index.sentence_text(number)),
            form=SentenceAnswer,
            review=review,
            read=read_sentence,
        )

    def draft(self, recording: Recording, article: Article) -> Draft:
        """The statements of rules and model together."""
        from factx.llm.asking.sentence_by_sentence import draft_by_sentence

        origin = origin_of(recording, "hybrid", self.strategy)
        return draft_by_sentence(recording, article, origin, is_hybrid=self.is_hybrid)


def origin_of(recording: Recording, drafter: Any, strategy: Strategy) -> Origin:
    """Where a draft made from `recording` comes from."""
    return Origin(
        drafter=drafter,
        model=recording.model,
        strategy=strategy,
        prompt_digest=recording.prompt_digest,
        usage=recording.usage,
        seconds=recording.seconds,
        when=recording.when,
        temperature=recording.settings.temperature,
        seed=recording.settings.seed,
        broken_off=recording.broken_off,
    )
