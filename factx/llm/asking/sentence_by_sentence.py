"""Asking about one sentence at a time; the rules or the model's answers make the rest."""

from factx.llm.asking.question import Interview, Question, origin_of
from factx.llm.numbering import Numbering
from factx.llm.prompt import sentence_messages, verb_messages
from factx.llm.recording import STATEMENT, VERB, Recording, Settings
from factx.llm.wire.sentence import SentenceAnswer, VerbAnswer, read_sentence, read_verb
from factx.records import Article, Draft, Strategy
from factx.text import Index, index_of


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
        from factx.llm.asking.answered_sentences import (
            may_report,
            sentences_to_ask,
            spoken_offline,
        )

        index = index_of(article.get_text())
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
        from factx.llm.asking.answered_sentences import sentence_problems

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
        from factx.llm.asking.answered_sentences import draft_by_sentence

        origin = origin_of(recording, "hybrid", self.strategy)
        return draft_by_sentence(recording, article, origin, is_hybrid=self.is_hybrid)
