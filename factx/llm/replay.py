"""Recorded completions read again: the same records without the model."""

from collections.abc import Callable

from factx.errors import ModelError, ModelUnreachable, RecordingError
from factx.llm.asking.strategies import strategy_of
from factx.llm.prompt import prompt_digest
from factx.llm.recording import Recording
from factx.records import Article, Draft, Strategy


class ReplayDrafter:
    """Drafts from recordings, which `find` gives by the SHA-256 of an article's text.

    They are read by the strategy that they were asked for, or by `strategy`: answers about every
    sentence answer a hybrid too, whatever its rules leave over.
    """

    def __init__(
        self, find: Callable[[str], Recording | None], *, strategy: Strategy | None = None
    ) -> None:
        self._find = find
        self._strategy: Strategy | None = strategy

    async def draft(self, article: Article) -> Draft:
        """The draft that the recorded run gave, or the error that it ended with.

        Raises `RecordingError` where there is no recording, or one of another article or prompt, or
        one that does not answer what is asked.
        """
        recording = self._find(article.sha256)
        where = f"article {article.id}"
        if recording is None:
            raise RecordingError(where, "no recording of it: make one with --record")
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
        return draft_from(recording, article, strategy=self._strategy)


def draft_from(
    recording: Recording, article: Article, *, strategy: Strategy | None = None
) -> Draft:
    """The draft of `article` that `recording` amounts to; live runs end here too.

    Raises a `ModelError` where no answer in it could be read; the one at which it was broken off,
    if it was.
    """
    settings = recording.settings.model_copy(
        update={"strategy": strategy or recording.settings.strategy}
    )
    try:
        return strategy_of(settings).draft(recording, article)
    except ModelError:
        if recording.broken_off is None:
            raise
        raise ModelUnreachable(recording.model, recording.broken_off) from None
