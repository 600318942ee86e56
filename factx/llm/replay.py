"""Make drafts from recorded completions, without the model."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from factx.errors import ModelError, ModelUnreachable, RecordingError
from factx.llm.asking.reply import Reply
from factx.llm.asking.strategies import strategy_of
from factx.llm.fields import Models, checked_models, schema_of
from factx.llm.prompt import prompt_digest
from factx.llm.recording import Recording
from factx.records import Article, Draft, Strategy

if TYPE_CHECKING:
    from factx.rules.language.own_words import OwnWords


class ReplayDrafter:
    """Drafts from recordings, which `find` returns by the SHA-256 of an article's text.

    `strategy` is the recorded one by default, and `fields` are the models of your own that it was
    recorded with. A recording of "sentences" can also be replayed as
    "hybrid", because it has an answer about every sentence. `words` are your own for the rules.
    """

    concurrency = 1
    """It waits for nothing."""

    def __init__(
        self,
        find: Callable[[str], Recording | None],
        *,
        strategy: Strategy | None = None,
        fields: Mapping[Any, Any] | None = None,
        words: "OwnWords | None" = None,
    ) -> None:
        self._find, self._words = find, words
        self._strategy: Strategy | None = strategy
        self._fields = checked_models(fields or {})

    async def draft(self, article: Article) -> Draft:
        """The draft of the recorded run; raises the `ModelError` that it ended with.

        Raises `RecordingError` if there is no recording, or if it was made with another text,
        prompt or strategy.
        """
        recording = self._find(article.sha256)
        where = f"article {article.id}"
        if recording is None:
            raise RecordingError(where, "there is no recording of it: make one with --record")
        if recording.article_sha256 != article.sha256:
            raise RecordingError(where, f"the recording is of another text, {recording.article_id}")
        if recording.prompt_digest != prompt_digest(recording.settings):
            raise RecordingError(
                where, "the recording was made with another prompt: make a new one with --record"
            )
        made = recording.settings.strategy
        if self._strategy not in (None, made) and (made, self._strategy) != ("sentences", "hybrid"):
            raise RecordingError(
                where,
                f"the recording was made by asking {made}, which does not answer {self._strategy}",
            )
        if recording.settings.fields != schema_of(self._fields):
            problem = "the recording was made with other fields of your own: give the same"
            raise RecordingError(where, problem)
        return draft_from(
            recording, article, strategy=self._strategy, fields=self._fields, words=self._words
        )


def draft_from(
    recording: Recording,
    article: Article,
    *,
    strategy: Strategy | None = None,
    replies: Sequence[Reply[Any]] | None = None,
    fields: Models | None = None,
    words: "OwnWords | None" = None,
) -> Draft:
    """The draft of `article` from `recording`, for live runs and replays alike.

    `replies` are the recorded ones, if they are parsed already. Raises a `ModelError` if no answer
    could be read: the reason why the run was broken off, if it was.
    """
    settings = recording.settings.model_copy(
        update={"strategy": strategy or recording.settings.strategy}
    )
    asking = strategy_of(settings, fields, words)
    if replies is None:
        replies = [Reply(completion, asking.parse) for completion in recording.completions]
    try:
        return asking.draft(recording, replies, article)
    except ModelError:
        if recording.broken_off is None:
            raise
        raise ModelUnreachable(recording.model, recording.broken_off) from None
