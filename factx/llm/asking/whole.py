"""Asking about everything at once, or part by part if the article is long."""

from collections import deque
from collections.abc import Sequence

from factx.errors import ModelUnreachable
from factx.llm.asking.answered_parts import Outcome, combined, gaps, outcomes, rest
from factx.llm.asking.parts import Window, halves, length, windows, within
from factx.llm.asking.question import Interview, Question, origin_of
from factx.llm.numbering import Numbering
from factx.llm.prompt import messages
from factx.llm.recording import Recording, Settings
from factx.llm.wire.answer import Answer, answer_form
from factx.llm.wire.merge import Merged
from factx.llm.wire.parse import Reading, read
from factx.llm.wire.review import problems
from factx.llm.wire.to_draft import to_draft, without_claims
from factx.records import Article, Draft, Invalid, Layer
from factx.text import index_of

WINDOW = 12_000
"""Characters of an article that are asked about at once, unless the caller says otherwise: some
3,000 tokens of English, and as many for the answer."""
_MOST_FOLLOWING = 16
"""How often an article is asked about again because answers are cut off; a model that runs on
whatever it is asked would else be asked about every sentence by itself."""


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
        index = index_of(article.get_text())
        numbering = Numbering(index)
        parts = windows(index, self.window) or [(1, 1)]
        left, following = deque(parts), _MOST_FOLLOWING
        longest = self.window
        found: list[Outcome] = []
        merged = Merged()
        while left:
            part, *others = within(index, left.popleft(), longest)
            left.extendleft(reversed(others))
            completions = yield self._question(
                numbering, part, merged.known, is_all=parts == [part]
            )
            [(_, what)] = outcomes(completions, model="")
            found.append((part, what))
            if isinstance(what, Reading):
                merged.add(what.answer)
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
        sentences = len(index_of(article.get_text()).sentences)
        untold = gaps(found, sentences, attempts=attempts, otherwise=recording.why_unasked)
        told = (*draft.invalid, *beside, *untold)
        return draft.model_copy(update={"invalid": told})
