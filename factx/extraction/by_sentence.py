"""Asking one sentence at a time: small questions for a weak model, the rest done by rules.

A weak model that is asked for a whole article at once finds little and runs on; asked whether one
sentence reports that somebody says something, it can answer. Who is who, and what is claimed, the
rules of the offline drafter then tell from the statements, whoever found them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeVar

from factx.errors import AnswerInvalid, ModelRefused
from factx.extraction.numbering import Numbering
from factx.extraction.offline.drafter import assembled, said_offline
from factx.extraction.offline.lexicon import forms
from factx.extraction.offline.statements import Statement
from factx.extraction.offline.units import Reading, reading
from factx.extraction.recording import Completion, Recording
from factx.extraction.windows import Window
from factx.extraction.wire.parse import Unreadable
from factx.extraction.wire.sentence import SentenceAnswer, VerbAnswer, read_sentence, read_verb
from factx.grounding.locate import Locator
from factx.grounding.nearest import Nearest
from factx.records import Article, Draft, Invalid, Origin, Passage
from factx.text import Index, Stretch

AnswerT = TypeVar("AnswerT")
_FEWEST_WORDS = 4
"""A sentence of fewer words reports nothing."""
_FARTHEST = 60
"""How many characters may stand between who says something and the verb; weak models that pair
words from either end of a sentence are mostly wrong."""


def sentences_to_ask(article: Article, index: Index, *, uncovered: bool) -> list[Window]:
    """The sentences that are asked about, each a part by itself.

    If `uncovered`, only those in which the offline drafter finds nothing said.
    """
    said = said_offline(article, index, reading(index)) if uncovered else []
    spoken = [place for one in said for place in one.content]
    return [
        (number, number)
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


def draft_by_sentence(recording: Recording, article: Article, origin: Origin) -> Draft:
    """The draft of `article` that answers about its sentences amount to.

    What a model found and what rules found are told apart by `drafted_by`. What cannot be placed in
    its sentence, or is no statement, is told as invalid; so is every sentence without an answer.
    Raises the model's last failure where no answer at all could be read.
    """
    index = Index(article.get_text())
    read = reading(index)
    is_hybrid = recording.settings.asking == "hybrid"
    found = said_offline(article, index, read) if is_hybrid else []
    answers = _Answers(Locator(index), read)
    answers.take(recording)
    said = sorted([*found, *answers.said], key=lambda one: (min(one.content), one.unit))
    draft = assembled(article, index, read, said)
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
            "origin": origin.model_copy(update={"layers": draft.origin.layers}),
        }
    )


@dataclass
class _Answers:
    """The answers about one article on their way to statements."""

    locator: Locator
    read: Reading
    said: list[Statement] = field(default_factory=list[Statement])
    invalid: list[Invalid] = field(default_factory=list[Invalid])

    def take(self, recording: Recording) -> None:
        """Take in every answer of a recording; raise where none can be read."""
        failure = ""
        refused = False
        read = 0
        grouped = groupby(recording.completions, key=lambda one: (one.sentences, one.step))
        for (window, step), held in grouped:
            number = window[0] if window else 1
            completions = list(held)
            answer = last_readable(completions, read_verb if step == 1 else read_sentence)
            if isinstance(answer, SentenceAnswer):
                read += 1
                self._add(answer, number, attempts=len(completions))
            elif isinstance(answer, VerbAnswer):
                read += 1
            else:
                failure, refused = answer, completions[-1].refused
                self._tell(f"sentence {number}", answer, attempts=len(completions))
        if failure and not read:
            error = ModelRefused if refused else AnswerInvalid
            raise error(recording.model, failure)

    def _add(self, answer: SentenceAnswer, number: int, *, attempts: int) -> None:
        for name, value in (answer.model_extra or {}).items():
            self._tell(f"{name}: {value}", "an answer has no such field", attempts=attempts)
        if not answer.reports:
            return
        place = _Place(self.locator, number)
        who, cue, what = (place.find(words) for words in (answer.who, answer.cue, answer.what))
        told = f"{answer.who} | {answer.cue} | {answer.what}"
        if who is None or cue is None or what is None:
            self._tell(told, f"its words do not all stand in sentence {number}", attempts=attempts)
        elif _overlap(who, cue) or _overlap(cue, what) or _overlap(who, what):
            self._tell(told, "who, cue and what are not apart", attempts=attempts)
        elif max(cue[0] - who[1], who[0] - cue[1]) > _FARTHEST:
            self._tell(told, "the cue stands too far from who says it", attempts=attempts)
        else:
            self.said.append(self._statement(who, cue, what))

    def _statement(self, who: Stretch, cue: Stretch, what: Stretch) -> Statement:
        words = self.read.text[slice(*cue)].lower().split()
        verbs = [form.verb for word in words for form in forms().get(word, ())[:1]]
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

    def find(self, words: str) -> Stretch | None:
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


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]
