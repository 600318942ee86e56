"""The strategies for asking a model about an article, and which one a model gets.

Each strategy is a generator of questions: it yields them one by one and is sent the completions, so
that the next question may depend on the answers. It also makes the draft of all the answers.
"""

import re
from typing import Protocol

from factx.llm.asking.question import Interview
from factx.llm.asking.sentence_by_sentence import BySentence
from factx.llm.asking.whole import Whole
from factx.llm.recording import Recording, Settings
from factx.records import Article, Draft, Strategy

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
