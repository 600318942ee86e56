"""Ask about a whole article at once, or part by part if it is long."""

from collections import deque
from collections.abc import Sequence

from factx.errors import ModelUnreachable
from factx.llm.asking.answered_parts import (
    answered_parts,
    best_answer,
    combined,
    missing_sentences,
    unanswered,
)
from factx.llm.asking.parts import Part, halves, length, parts_of, split
from factx.llm.asking.question import Interview, Question, origin_of
from factx.llm.asking.reply import Reply
from factx.llm.fields import Models, shown, with_fields
from factx.llm.numbering import Numbering, numbering_of
from factx.llm.prompt import messages, shipped_example
from factx.llm.recording import Completion, PromptExample, Recording, Settings
from factx.llm.wire.answer import answer_form
from factx.llm.wire.borrowed import without_borrowed
from factx.llm.wire.merge import AnswerMerger
from factx.llm.wire.parse import ParsedAnswer, parse
from factx.llm.wire.review import problems
from factx.llm.wire.to_draft import to_draft, without_claims
from factx.records import Article, Draft, Invalid
from factx.text import index_of

WINDOW = 12_000
"""Characters to ask about at once by default: some 3,000 tokens of English, and as many for the
answer."""
_MOST_FOLLOW_UPS = 16
"""Limit of questions per article that follow answers that were cut off; a model that always runs on
would be asked about every single sentence."""


class Whole:
    """Asks about the whole article; a long one in parts, each with the sources found so far."""

    def __init__(self, settings: Settings, fields: Models | None = None) -> None:
        """`fields` are the models of the user's fields, whose schema is in the settings."""
        self.fields = fields or {}
        self.settings = settings
        self.has_claims = settings.wants("claims")
        self.form = answer_form(settings.max_items, claims=self.has_claims, fields=settings.fields)
        self.window = settings.window or WINDOW

    def questions(self, article: Article) -> Interview:
        """One question per part of the article, and more for what was cut off.

        If a question is too long for the model's context, this part and all that follow are split
        into smaller ones. If a single sentence is too long before any answer came, the interview
        ends.
        """
        index = index_of(article.get_text())
        numbering = numbering_of(index)
        examples = self._examples(article)
        parts = parts_of(index, self.window) or [(1, 1)]
        left, follow_ups = deque(parts), _MOST_FOLLOW_UPS
        longest = self.window
        merger, is_answered = AnswerMerger(), False
        while left:
            part, *others = split(index, left.popleft(), longest)
            left.extendleft(reversed(others))
            replies = yield self._question(
                numbering, part, merger.known, examples, is_all=parts == [part]
            )
            answer = best_answer(replies, model="")
            if isinstance(answer, ParsedAnswer):
                is_answered = True
                merger.add(answer.answer)
            if replies[-1].completion.overflowed:
                if part[0] == part[1] and not is_answered:
                    return
                smaller = halves(part)
                longest = max((length(index, half) for half in smaller), default=longest)
                left.extendleft(reversed(smaller))
            else:
                again = unanswered(part, answer)[:follow_ups]
                follow_ups -= len(again)
                left.extendleft(reversed(again))

    def _examples(self, article: Article) -> tuple[PromptExample, ...]:
        """The user's examples, without one of the same text."""
        examples = self.settings.examples
        return tuple(one for one in examples if one.article_sha256 != article.sha256)

    def _question(
        self,
        numbering: Numbering,
        part: Part,
        known: Sequence[str],
        examples: Sequence[PromptExample],
        *,
        is_all: bool,
    ) -> Question:
        numbers = [line.partition(" |")[0] for line in known]

        is_first = True

        def review(parsed: ParsedAnswer) -> list[str]:
            answer = parsed.answer
            if not self.has_claims:
                answer = answer.model_copy(update={"claims": ()})
            nonlocal is_first
            # Fields are sent back once: what a model does not know it does not learn.
            own = shown(parsed.own_problems) if is_first else []
            is_first = is_first and not own
            return problems(answer, numbering.index, numbers) + own

        return Question(
            part=None if is_all else part,
            step=None,
            messages=messages(
                numbering,
                *part,
                known,
                claims=self.has_claims,
                instructions=self.settings.instructions,
                fields=self.settings.fields,
                examples=examples,
            ),
            form=self.form,
            review=review,
        )

    def parse(self, completion: Completion) -> ParsedAnswer:
        """The answer in a completion; raises `Unreadable` without one."""
        parsed = parse(completion)
        if not self.fields:
            return parsed
        answer, own_problems = with_fields(parsed.answer, self.fields)
        return parsed._replace(answer=answer, own_problems=own_problems)

    def draft(
        self, recording: Recording, replies: Sequence[Reply[ParsedAnswer]], article: Article
    ) -> Draft:
        """The draft of all answers. Sentences without an answer are listed under `invalid`."""
        parts = answered_parts(replies, model=recording.model)
        if not parts:
            raise ModelUnreachable(recording.model, recording.why_unasked)
        attempts = recording.requests
        origin = origin_of(recording, "instructor", "whole").model_copy(
            update={"layers": self.settings.layers or ("attributions", "claims")}
        )
        answer, unwanted = combined(parts), list[Invalid]()
        if not self.has_claims:
            answer, unwanted = without_claims(answer, attempts=attempts)
        draft = to_draft(answer, article, origin=origin, attempts=attempts)
        shown = (shipped_example(claims=self.has_claims), *self._examples(article))
        draft = without_borrowed(draft, article, shown, attempts=attempts)
        own = [
            problem.invalid(attempts=attempts)
            for one in parts
            if isinstance(one.answer, ParsedAnswer)
            for problem in one.answer.own_problems
        ]
        sentences = len(index_of(article.get_text()).sentences)
        missing = missing_sentences(
            parts, sentences, attempts=attempts, unasked=recording.why_unasked
        )
        return draft.model_copy(update={"invalid": (*draft.invalid, *unwanted, *own, *missing)})
