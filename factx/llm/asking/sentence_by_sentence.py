"""Ask about one sentence at a time; the rules do the rest."""

from collections.abc import Sequence

from factx.llm.asking.answered_sentences import (
    draft_by_sentence,
    found_by_rules,
    may_report,
    sentence_problems,
    sentences_to_ask,
)
from factx.llm.asking.question import Interview, Question, origin_of
from factx.llm.asking.reply import Reply
from factx.llm.prompt import sentence_messages, verb_messages
from factx.llm.recording import STATEMENT, VERB, Completion, Recording, Settings
from factx.llm.wire.sentence import SentenceAnswer, VerbAnswer, parse_sentence
from factx.records import Article, Draft, Strategy
from factx.rules.language.own_words import OwnWords
from factx.text import Index, index_of


class BySentence:
    """Asks about single sentences; a hybrid only about those in which the rules find nothing.

    Speakers and claims are derived from the statements by rules. See `answered_sentences`.
    """

    def __init__(self, settings: Settings, words: OwnWords | None = None) -> None:
        """`words` are the user's own for the rules."""
        self.words = words
        self.strategy: Strategy = settings.strategy
        self.is_hybrid = settings.strategy == "hybrid"

    def questions(self, article: Article) -> Interview:
        """One question per sentence, and a second one if the sentence may report something.

        Most sentences report nothing, but a small model that is asked what they report answers all
        the same. So the first question is what kind of verb the sentence has.
        """
        index = index_of(article.get_text())
        statements = found_by_rules(article, self.words) if self.is_hybrid else ()
        for number in sentences_to_ask(index, statements):
            if may_report((yield self._about_verb(index, number))):
                yield self._about_statement(index, number)

    def _about_verb(self, index: Index, number: int) -> Question:
        def review(_: VerbAnswer) -> list[str]:
            return []

        return Question(
            part=(number, number),
            step=VERB,
            messages=verb_messages(index.sentence_text(number)),
            form=VerbAnswer,
            review=review,
        )

    def _about_statement(self, index: Index, number: int) -> Question:
        def review(answer: SentenceAnswer) -> list[str]:
            return sentence_problems(answer, index, number)

        return Question(
            part=(number, number),
            step=STATEMENT,
            messages=sentence_messages(index.sentence_text(number)),
            form=SentenceAnswer,
            review=review,
        )

    def parse(self, completion: Completion) -> SentenceAnswer | VerbAnswer:
        """The answer in a completion; raises `Unreadable` without one."""
        return parse_sentence(completion)

    def draft(
        self,
        recording: Recording,
        replies: Sequence[Reply[SentenceAnswer | VerbAnswer]],
        article: Article,
    ) -> Draft:
        """The draft of the statements of rules and model together."""
        origin = origin_of(recording, "hybrid", self.strategy)
        return draft_by_sentence(
            recording, replies, article, origin, is_hybrid=self.is_hybrid, words=self.words
        )
