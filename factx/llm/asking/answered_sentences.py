"""Turn a model's answers about single sentences into statements; the rules do the rest.

A small model that is asked about a whole article finds little and writes too much, but it can say
whether a sentence reports something. The rules of the offline drafter then resolve the speakers and
derive the claims of all statements.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from factx.errors import ModelError, ModelUnreachable
from factx.grounding.candidates import Locator, locator_of
from factx.grounding.suggestion import Nearest
from factx.llm.asking.reply import Reply, last_answer
from factx.llm.recording import STATEMENT, VERB, Recording
from factx.llm.wire.json_reader import AGAIN
from factx.llm.wire.parse import Unreadable
from factx.llm.wire.sentence import SentenceAnswer, VerbAnswer
from factx.records import Article, Draft, Invalid, Origin, Passage
from factx.records.base import Item
from factx.rules.drafter import draft_statements
from factx.rules.language.choice import language_for
from factx.rules.language.language import Language
from factx.rules.language.own_words import OwnWords
from factx.rules.reading.document import Document, read_document, tokens_between
from factx.rules.reading.polarity import is_negated
from factx.rules.statements.finder import find_statements
from factx.rules.statements.statement import Statement
from factx.text import Index, Offsets, index_of, overlap

SentenceReply = Reply[SentenceAnswer | VerbAnswer]
Replies = Mapping[tuple[int, int], Sequence[SentenceReply]]
"""The replies by the number of the sentence and the step of the question."""
_FEWEST_WORDS = 4
"""A shorter sentence reports nothing."""
_MARKS = "\"'‘’“”„«»,. "
_NO_SUCH_FIELD = "an answer has no such field"
_FARTHEST = 60
"""Most characters between source and cue; what small models pair from farther apart is mostly
wrong."""


def found_by_rules(article: Article, words: OwnWords | None = None) -> tuple[Statement, ...]:
    """The statements that the rules find; those of the last few articles are kept."""
    return _found_by_rules(index_of(article.get_text()), language_for(article, words))


@lru_cache(maxsize=8)
def _found_by_rules(index: Index, language: Language) -> tuple[Statement, ...]:
    return tuple(find_statements(read_document(index, language)))


def sentences_to_ask(index: Index, statements: Iterable[Statement] = ()) -> list[int]:
    """The numbers of the sentences to ask about: those without content of `statements`."""
    content = [place for statement in statements for place in statement.content]
    return [
        number
        for number, (start, end) in enumerate(index.sentences, 1)
        if len(index.text[start:end].split(None, _FEWEST_WORDS)) >= _FEWEST_WORDS
        and not any(overlap((start, end), place) for place in content)
    ]


def may_report(replies: Sequence[SentenceReply]) -> bool:
    """Whether the verb of a sentence may report something, so that a second question is needed.

    False without a readable answer; the sentence is then listed as invalid.
    """
    answer = last_answer(replies)
    return isinstance(answer, VerbAnswer) and answer.reports


def sentence_problems(answer: SentenceAnswer, index: Index, number: int) -> list[str]:
    """What the model has to correct: words that are not in the sentence."""
    if not answer.reports:
        return []
    sentence = _Sentence(locator_of(index), number)
    nearest = Nearest(index)
    problems: list[str] = []
    for name, words in (("who", answer.who), ("cue", answer.cue), ("what", answer.what)):
        if not words.strip():
            problems.append(f"{name}: it is empty")
        elif sentence.find(words) is None:
            meant = nearest.find(words, number)
            near = f': did you mean "{meant.text}"?' if meant and meant.sentence == number else ""
            words = " ".join(words.split())
            problems.append(f'{name}: the sentence does not contain "{words}"{near}')
    return problems


def draft_by_sentence(
    recording: Recording,
    replies: Iterable[SentenceReply],
    article: Article,
    origin: Origin,
    *,
    is_hybrid: bool,
    words: OwnWords | None = None,
) -> Draft:
    """The draft of the recorded answers about sentences; with the rules' statements if a hybrid.

    A hybrid uses the answers about sentences in which the rules find nothing. There may be others,
    if the recording was made with earlier rules or with the strategy "sentences". `drafted_by` says
    whether rules or model found an item. Answers that do not fit their sentence, and sentences
    without an answer, are listed under `invalid`. Raises the last `ModelError` if no answer at all
    could be read.
    """
    index = index_of(article.get_text())
    parsed = read_document(index, language_for(article, words))
    by_rules = found_by_rules(article, words) if is_hybrid else ()
    answers = _Answers(locator_of(index), parsed, recording, _by_sentence(replies))
    answers.read(sentences_to_ask(index, by_rules), is_alone=not by_rules)
    statements = sorted([*by_rules, *answers.statements], key=lambda s: (min(s.content), s.unit))
    has_claims = recording.settings.wants("claims")
    draft = draft_statements(article, index, parsed, statements, claims=has_claims)
    by_model = set(map(id, answers.statements))
    drafters = {
        f"{letter}{number}": "instructor"
        for number, statement in enumerate(statements, 1)
        if id(statement) in by_model
        for letter in "qa"
    }

    def marked(item: Item) -> Item:
        return item.model_copy(update={"drafted_by": drafters.get(item.id, "offline")})

    layers = ("sources", "quotes", "attributions", "claims")
    broken_off = origin.broken_off if answers.is_incomplete else answers.failure
    return draft.model_copy(
        update={layer: tuple(map(marked, getattr(draft, layer))) for layer in layers}
        | {
            "invalid": tuple(answers.invalid),
            "attempts": recording.requests,
            "origin": origin.model_copy(
                update={"layers": draft.origin.layers, "broken_off": broken_off}
            ),
        }
    )


@dataclass
class _Answers:
    """The statements in the answers about one article, and what is invalid in them."""

    locator: Locator
    document: Document
    recording: Recording
    replies: Replies
    statements: list[Statement] = field(default_factory=list[Statement])
    invalid: list[Invalid] = field(default_factory=list[Invalid])
    is_incomplete: bool = False
    """Whether a question that was needed has no reply."""
    failure: str | None = None
    """Why the model gave no readable answer at all, if it was asked."""

    def read(self, numbers: Sequence[int], *, is_alone: bool) -> None:
        """Read the answers about these sentences; raise `ModelError` if none of them is readable.

        A single unreadable answer is not raised, unless the model's statements are alone: without
        any of the rules.
        """
        failures = [self._read_sentence(number) for number in numbers]
        failures = [failure for failure in failures if failure is not None]
        was_asked = bool(self.recording.completions or self.recording.broken_off)
        is_lost = len(failures) == len(numbers) and (is_alone or len(numbers) > 1)
        if was_asked and failures and not self._is_any_readable():
            if is_lost:
                raise failures[-1]
            self.failure = failures[-1].problem
        if self.recording.settings.strategy == "hybrid":
            self._reject_unneeded(set(numbers))

    def _read_sentence(self, number: int) -> ModelError | None:
        """Read the answers about one sentence; the failure if the first has no answer."""
        verb = self._answer(number, VERB)
        if isinstance(verb, ModelError):
            return verb
        assert isinstance(verb, VerbAnswer)
        self._reject_extras(verb)
        answer = self._answer(number, STATEMENT) if verb.reports else None
        if isinstance(answer, SentenceAnswer):
            self._reject_extras(answer)
            self._add(answer, number)
        return None

    def _answer(self, number: int, step: int) -> SentenceAnswer | VerbAnswer | ModelError:
        """The last answer that can be read; otherwise the failure, which is added to `invalid`."""
        replies = self.replies.get((number, step), ())
        if not replies:
            self.is_incomplete = True
            failure: ModelError = ModelUnreachable(self.recording.model, self.recording.why_unasked)
        else:
            answer = last_answer(replies)
            if not isinstance(answer, Unreadable):
                return answer
            failure = replies[-1].error_type(self.recording.model, str(answer))
        self._reject(f"sentence {number}", failure.problem, attempts=max(1, len(replies)))
        return failure

    def _is_any_readable(self) -> bool:
        """Whether any answer can be read, those that are not needed too."""
        return any(
            not isinstance(last_answer(replies), Unreadable) for replies in self.replies.values()
        )

    def _reject_unneeded(self, asked: set[int]) -> None:
        """Reject statements about sentences in which the current rules find something."""
        for (number, step), replies in self.replies.items():
            answer = last_answer(replies) if step == STATEMENT and number not in asked else None
            if isinstance(answer, SentenceAnswer) and answer.reports:
                problem = f"the current rules find a statement in sentence {number}"
                self._reject(_line(answer), problem, attempts=len(replies))

    def _add(self, answer: SentenceAnswer, number: int) -> None:
        """Add the statement in an answer, or reject it with the reason."""
        problem, attempts = None, len(self.replies[number, STATEMENT])
        sentence = _Sentence(self.locator, number)
        who, cue = sentence.find(answer.who), sentence.find(answer.cue)
        what = sentence.find_content(answer.what, self.document.language)
        if not answer.reports:
            is_empty = not (answer.who or answer.cue or answer.what)
            problem = "" if is_empty else "the model says that nothing is reported"
        elif who is None or cue is None or what is None:
            problem = f"not all of its words are in sentence {number}"
        elif overlap(who, cue) or overlap(cue, what) or overlap(who, what):
            problem = "who, cue and what overlap"
        elif max(cue[0] - who[1], who[0] - cue[1]) > _FARTHEST:
            problem = "who and cue are too far apart"
        else:
            self.statements.append(self._statement(who, cue, what))
        if problem:
            self._reject(_line(answer), problem, attempts=attempts)

    def _statement(self, who: Offsets, cue: Offsets, what: Offsets) -> Statement:
        tokens = tokens_between(self.document, *cue)
        verbs = [form.verb for token in tokens for form in token.forms[:1]]
        return Statement(
            content=(what,),
            cue=cue,
            source=who,
            type=verbs[-1].type if verbs else "statement",
            verb=verbs[-1].base if verbs else "",
            negated=is_negated(tokens, 0, len(tokens)),
            unit=self.document.unit_at(what[0]),
        )

    def _reject_extras(self, answer: SentenceAnswer | VerbAnswer) -> None:
        for name, value in (answer.model_extra or {}).items():
            is_again = name.endswith(AGAIN)
            detail = "the answer gives it more than once" if is_again else _NO_SUCH_FIELD
            self._reject(f"{name.removesuffix(AGAIN)}: {value}", detail, attempts=1)

    def _reject(self, drafted: str, detail: str, *, attempts: int) -> None:
        self.invalid.append(
            Invalid(kind="attribution", drafted=drafted, detail=detail, attempts=attempts)
        )


class _Sentence:
    """One sentence, in which to find words."""

    def __init__(self, locator: Locator, number: int) -> None:
        sentences = locator.index.sentences
        self.place = sentences[number - 1] if number <= len(sentences) else (0, 0)
        self.number = number
        self.locator = locator

    def find_content(self, words: str, language: Language) -> Offsets | None:
        """Where `words` are, with the article's quotation marks around them.

        Small models add "that" or quotation marks, which the article need not have.
        """
        words = words.strip()
        first, *rest = words.split(None, 1) or [""]
        is_led_in = rest and "complementizer" in language.classes_of(first)
        found = self.find(words) or self.find((rest[0] if is_led_in else words).strip(_MARKS))
        if found is None:
            return None
        for quotation in self.locator.index.quotations:
            if quotation.start == found[0] - 1 and 0 < quotation.end - found[1] <= 2:
                return quotation.start, quotation.end
        return found

    def find(self, words: str) -> Offsets | None:
        """Where `words` are in the sentence, typography aside; None if they are not."""
        if not words.strip():
            return None
        start, end = self.place
        for found in self.locator.candidates(Passage(text=words.strip(), sentence=self.number)):
            if start <= found.start and found.end <= end and found.match in ("exact", "normalised"):
                return found.start, found.end
        return None


def _by_sentence(replies: Iterable[SentenceReply]) -> Replies:
    found: dict[tuple[int, int], list[SentenceReply]] = {}
    for reply in replies:
        sentences, step = reply.completion.sentences, reply.completion.step
        if sentences is not None and step is not None:
            found.setdefault((sentences[0], step), []).append(reply)
    return found


def _line(answer: SentenceAnswer) -> str:
    return f"{answer.who} | {answer.cue} | {answer.what}"
