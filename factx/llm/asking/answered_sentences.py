"""Answers about single sentences, made into statements; the rules do the rest.

A weak model that is asked for a whole article at once finds little and runs on; asked whether one
sentence reports that somebody says something, it can answer. Who is who, and what is claimed, the
rules of the offline drafter then tell from the statements, whoever found them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from factx.errors import (
    AnswerInvalid,
    AnswerTruncated,
    ModelError,
    ModelRefused,
    ModelUnreachable,
)
from factx.grounding.candidates import Locator
from factx.grounding.suggestion import Nearest
from factx.llm.numbering import Numbering
from factx.llm.recording import STATEMENT, VERB, Completion, Recording
from factx.llm.wire.parse import Unreadable
from factx.llm.wire.sentence import SentenceAnswer, read_sentence, read_verb
from factx.records import Article, Draft, Invalid, Origin, Passage
from factx.rules.drafter import draft_statements
from factx.rules.language.language import language_of
from factx.rules.reading.document import Document, document
from factx.rules.statements.finder import find_statements
from factx.rules.statements.statement import Statement
from factx.text import Index, Offsets, index_of

AnswerT = TypeVar("AnswerT")
_FEWEST_WORDS = 4
"""A sentence of fewer words reports nothing."""
_LED_IN = re.compile(r"^that\s+", re.IGNORECASE)
_MARKS = "\"'‘’“”„«»,. "
_FARTHEST = 60
"""How many characters may stand between who says something and the verb; weak models that pair
words from either end of a sentence are mostly wrong."""


def spoken_offline(article: Article, index: Index) -> list[Offsets]:
    """Where the offline drafter finds something said."""
    return contents(find_statements(document(index, language_of(article.lang))))


def contents(said: Sequence[Statement]) -> list[Offsets]:
    """The places of what is said."""
    return [place for one in said for place in one.content]


def sentences_to_ask(index: Index, spoken: Sequence[Offsets] = ()) -> list[int]:
    """The numbers of the sentences that are asked about: those in which nothing is `spoken`."""
    return [
        number
        for number, (start, end) in enumerate(index.sentences, 1)
        if len(index.text[start:end].split(None, _FEWEST_WORDS)) >= _FEWEST_WORDS
        and not any(begin < end and start < stop for begin, stop in spoken)
    ]


def may_report(completions: Sequence[Completion]) -> bool:
    """Whether answers about a sentence's verb leave it open that it reports something.

    A sentence without a readable answer is not asked about further: what was the matter is told.
    """
    answer = last_readable(completions, read_verb)
    return not isinstance(answer, str) and answer.reports


def sentence_problems(answer: SentenceAnswer, numbering: Numbering, number: int) -> list[str]:
    """What the model is to put right: words that do not stand in the sentence."""
    if not answer.reports:
        return []
    place = _Place(Locator(numbering.index), number)
    nearest = Nearest(numbering.index)
    told: list[str] = []
    for name, words in (("who", answer.who), ("cue", answer.cue), ("what", answer.what)):
        if not words.strip():
            told.append(f"{name}: it is empty")
        elif place.find(words) is None:
            meant = nearest.find(words, number)
            near = f': did you mean "{meant.text}"?' if meant and meant.sentence == number else ""
            told.append(f'{name}: the sentence does not contain "{" ".join(words.split())}"{near}')
    return told


def draft_by_sentence(
    recording: Recording, article: Article, origin: Origin, *, is_hybrid: bool
) -> Draft:
    """The draft of `article` that answers about its sentences amount to.

    A hybrid takes the answers about those sentences in which the rules find nothing; there may be
    others, where the answers were recorded with other rules or for all sentences. What a model
    found and what rules found are told apart by `drafted_by`. What cannot be placed in its
    sentence, or is no statement, is told as invalid; so is every sentence without an answer.
    Raises the model's last failure where no answer at all could be read.
    """
    index = index_of(article.get_text())
    read = document(index, language_of(article.lang))
    found = find_statements(read) if is_hybrid else []
    answers = _Answers(Locator(index), read, recording)
    answers.take(sentences_to_ask(index, contents(found)), beside=len(found))
    said = sorted([*found, *answers.said], key=lambda one: (min(one.content), one.unit))
    has_claims = recording.settings.wants("claims")
    draft = draft_statements(article, index, read, said, claims=has_claims)
    models = set(map(id, answers.said))
    by = {
        str(number): "instructor" if id(one) in models else "offline"
        for number, one in enumerate(said, 1)
    }
    return draft.model_copy(
        update={
            "sources": tuple(s.model_copy(update={"drafted_by": "offline"}) for s in draft.sources),
            "quotes": tuple(
                q.model_copy(update={"drafted_by": by[q.id[1:]]}) for q in draft.quotes
            ),
            "attributions": tuple(
                a.model_copy(update={"drafted_by": by[a.id[1:]]}) for a in draft.attributions
            ),
            "claims": tuple(c.model_copy(update={"drafted_by": "offline"}) for c in draft.claims),
            "invalid": tuple(answers.invalid),
            "attempts": recording.requests,
            "origin": origin.model_copy(
                update={
                    "layers": draft.origin.layers,
                    "broken_off": origin.broken_off if answers.is_short else None,
                }
            ),
        }
    )


@dataclass
class _Answers:
    """The answers about one article on their way to statements."""

    locator: Locator
    read: Document
    recording: Recording
    said: list[Statement] = field(default_factory=list[Statement])
    invalid: list[Invalid] = field(default_factory=list[Invalid])
    is_short: bool = False
    """Whether a question that was needed has no answer."""

    def take(self, numbers: Sequence[int], *, beside: int) -> None:
        """Take in the answers about these sentences; raise where not one of them can be read.

        A single sentence does not cost what rules found `beside` it.
        """
        held: dict[tuple[int, int], list[Completion]] = {}
        for one in self.recording.completions:
            if one.sentences is not None and one.step is not None:
                held.setdefault((one.sentences[0], one.step), []).append(one)
        answered = [self._about(number, held) for number in numbers]
        failures = [failure for failure in answered if failure is not None]
        was_asked = bool(self.recording.completions or self.recording.broken_off)
        is_lost = len(failures) == len(answered) and not (beside and len(answered) == 1)
        if was_asked and failures and is_lost and not _is_any_read(held):
            raise failures[-1]
        if self.recording.settings.strategy == "hybrid":
            self._tell_unneeded(held, set(numbers))

    def _about(
        self, number: int, held: Mapping[tuple[int, int], Sequence[Completion]]
    ) -> ModelError | None:
        """Take in the answers about one sentence; what failed, if nothing could be read."""
        verb = self._answer(number, held.get((number, VERB), ()), read_verb)
        if isinstance(verb, ModelError):
            return verb
        self._tell_extras(verb)
        if not verb.reports:
            return None
        completions = held.get((number, STATEMENT), ())
        answer = self._answer(number, completions, read_sentence)
        if isinstance(answer, SentenceAnswer):
            self._add(answer, number, attempts=len(completions))
        return None

    def _answer(
        self,
        number: int,
        completions: Sequence[Completion],
        read: Callable[[Completion], AnswerT],
    ) -> AnswerT | ModelError:
        """The last answer that can be read; else what was the matter, which is told."""
        model = self.recording.model
        if not completions:
            self.is_short = True
            failure: ModelError = ModelUnreachable(model, self.recording.why_unasked)
        else:
            answer = last_readable(completions, read)
            if not isinstance(answer, str):
                return answer
            failure = _failure(completions[-1])(model, answer)
        self._tell(f"sentence {number}", failure.problem, attempts=max(1, len(completions)))
        return failure

    def _tell_unneeded(
        self, held: Mapping[tuple[int, int], Sequence[Completion]], asked: set[int]
    ) -> None:
        """Tell statements about sentences in which today's rules find something themselves."""
        for (number, step), completions in held.items():
            if step == STATEMENT and number not in asked:
                answer = last_readable(completions, read_sentence)
                if isinstance(answer, SentenceAnswer) and answer.reports:
                    told = f"{answer.who} | {answer.cue} | {answer.what}"
                    problem = f"the rules of today find something in sentence {number} themselves"
                    self._tell(told, problem, attempts=len(completions))

    def _add(self, answer: SentenceAnswer, number: int, *, attempts: int) -> None:
        self._tell_extras(answer)
        told = f"{answer.who} | {answer.cue} | {answer.what}"
        if not answer.reports:
            if answer.who or answer.cue or answer.what:
                self._tell(told, "the model says that nothing is reported", attempts=attempts)
            return
        place = _Place(self.locator, number)
        who, cue, what = (
            place.find(answer.who),
            place.find(answer.cue),
            place.find_content(answer.what),
        )
        if who is None or cue is None or what is None:
            self._tell(told, f"its words do not all stand in sentence {number}", attempts=attempts)
        elif _overlap(who, cue) or _overlap(cue, what) or _overlap(who, what):
            self._tell(told, "who, cue and what are not apart", attempts=attempts)
        elif max(cue[0] - who[1], who[0] - cue[1]) > _FARTHEST:
            self._tell(told, "the cue stands too far from who says it", attempts=attempts)
        else:
            self.said.append(self._statement(who, cue, what))

    def _statement(self, who: Offsets, cue: Offsets, what: Offsets) -> Statement:
        words = self.read.text[slice(*cue)].lower().split()
        forms = self.read.language.forms
        verbs = [form.verb for word in words for form in forms.get(word, ())[:1]]
        unit = next(
            (n for n, unit in enumerate(self.read.units) if unit.start <= what[0] < unit.end), 0
        )
        return Statement(
            content=(what,),
            cue=cue,
            source=who,
            antecedent=None,
            type=verbs[-1].type if verbs else "statement",
            verb=verbs[-1].base if verbs else "",
            negated=any(word in ("not", "never") or word.endswith("n’t") for word in words),
            addressee=None,
            unit=unit,
        )

    def _tell_extras(self, answer: BaseModel) -> None:
        for name, value in (answer.model_extra or {}).items():
            self._tell(f"{name}: {value}", "an answer has no such field", attempts=1)

    def _tell(self, drafted: str, detail: str, *, attempts: int) -> None:
        self.invalid.append(
            Invalid(kind="attribution", drafted=drafted, detail=detail, attempts=attempts)
        )


class _Place:
    """One sentence, in which words are looked for."""

    def __init__(self, locator: Locator, number: int) -> None:
        sentences = locator.index.sentences
        self.reach = sentences[number - 1] if number <= len(sentences) else (0, 0)
        self.number = number
        self.locator = locator

    def find_content(self, words: str) -> Offsets | None:
        """Where `words` stand, which weak models lead in with a "that" or quotation marks of their
        own; with the marks that stand around them in the article."""
        bare = _LED_IN.sub("", words.strip()).strip(_MARKS)
        found = self.find(words) or self.find(bare)
        if found is None:
            return None
        for quotation in self.locator.index.quotations:
            if quotation.start == found[0] - 1 and 0 < quotation.end - found[1] <= 2:
                return quotation.start, quotation.end
        return found

    def find(self, words: str) -> Offsets | None:
        """Where `words` stand in the sentence but for typography; None if nowhere."""
        if not words.strip():
            return None
        start, end = self.reach
        for found in self.locator.candidates(Passage(text=words.strip(), sentence=self.number)):
            if start <= found.start and found.end <= end and found.match in ("exact", "normalised"):
                return found.start, found.end
        return None


def last_readable(
    completions: Sequence[Completion], read: Callable[[Completion], AnswerT]
) -> AnswerT | str:
    """The last answer that can be read, or what became of the last one."""
    problem = ""
    for completion in reversed(completions):
        try:
            return read(completion)
        except Unreadable as error:
            problem = problem or str(error)
    return problem


def _failure(last: Completion) -> type[ModelError]:
    """What became of a question, by the last of its completions."""
    if last.refused:
        return ModelRefused
    return AnswerTruncated if last.truncated else AnswerInvalid


def _is_any_read(held: Mapping[tuple[int, int], Sequence[Completion]]) -> bool:
    """Whether any of a recording's answers can be read, those that are not needed too."""
    return any(
        not isinstance(last_readable(completions, _reader(step)), str)
        for (_, step), completions in held.items()
    )


def _reader(step: int) -> Callable[[Completion], BaseModel]:
    return read_verb if step == VERB else read_sentence


def _overlap(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]
