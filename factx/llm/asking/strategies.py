"""The strategies for asking a model about an article, and the default for each model.

A strategy is a generator of questions: it yields them one by one and is sent the replies, so that
the next question may depend on them. It also makes the draft of all replies.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from factx.llm.asking.question import Interview
from factx.llm.asking.reply import Reply
from factx.llm.asking.whole import Whole
from factx.llm.fields import Models
from factx.llm.recording import Completion, Recording, Settings
from factx.records import Article, Draft, Strategy

if TYPE_CHECKING:
    from factx.rules.language.own_words import OwnWords

_SIZE = re.compile(r"(?<![a-z\d.])e?(\d+(?:\.\d+)?b|\d{2,}m)(?![a-z\d])", re.IGNORECASE)
"""Billions, or millions of at least two digits: "1m" is the length of a context."""
_SMALL = 4.0
"""Models of up to so many billion parameters are asked about single sentences."""


def strategy_for(model: str) -> Strategy:
    """The default strategy for a model, by its name.

    It is "hybrid" if the name contains a size of at most 4 billion parameters, as in qwen2.5:1.5b,
    and "whole" otherwise.
    """
    found = _SIZE.findall(model.lower())
    sizes = [float(size[:-1]) / (1000 if size.endswith("m") else 1) for size in found]
    return "hybrid" if sizes and max(sizes) <= _SMALL else "whole"


class AskingStrategy(Protocol):
    """A strategy for asking about an article."""

    def questions(self, article: Article) -> Interview:
        """The questions about an article."""
        ...

    def parse(self, completion: Completion) -> Any:
        """The answer in a completion; raises `Unreadable` without one."""
        ...

    def draft(self, recording: Recording, replies: Sequence[Reply[Any]], article: Article) -> Draft:
        """The draft of the recorded replies; raises `ModelError` if there is no answer."""
        ...


def strategy_of(
    settings: Settings, fields: Models | None = None, words: "OwnWords | None" = None
) -> AskingStrategy:
    """The strategy that `settings` name; `fields` and `words` are the user's own."""
    if settings.strategy == "whole":
        return Whole(settings, fields)
    # It imports the rules, which are not needed otherwise.
    from factx.llm.asking.sentence_by_sentence import BySentence

    return BySentence(settings, words)
