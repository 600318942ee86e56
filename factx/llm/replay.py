"""Recorded completions read again: the same records without the model."""

from collections.abc import Callable

from factx.errors import ModelError, ModelUnreachable, RecordingError
from factx.llm.asking.strategies import asking
from factx.llm.prompt import prompt_digest
from factx.llm.recording import Recording
from factx.records import Article, Draft, Way


class ReplayDrafter:
    """Drafts from recordings, which `find` gives by the SHA-256 of an article's text.

    They are read the way they were asked for, or that of `ask`: what was asked about every sentence
    answers a hybrid too, whatever its rules leave over.
    """

    def __init__(self, find: Callable[[str], Recording | None], *, ask: Way | None = None) -> None:
        self._find = find
        self._ask: Way | None = ask

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
        made = recording.settings.asking
        if self._ask not in (None, made) and (made, self._ask) != ("sentences", "hybrid"):
            raise RecordingError(
                where, f"the recording was made by asking {made}, which does not answer {self._ask}"
            )
        return draft_from(recording, article, ask=self._ask)


def draft_from(recording: Recording, article: Article, *, ask: Way | None = None) -> Draft:
    """The draft of `article` that `recording` amounts to; live runs end here too.

    Raises a `ModelError` where no answer in it could be read; the one at which it was broken off,
    if it was.
    """
    way = recording.settings.model_copy(update={"asking": ask or recording.settings.asking})
    try:
        return asking(way).draft(recording, article)
    except ModelError:
        if recording.broken_off is None:
            raise
        raise ModelUnreachable(recording.model, recording.broken_off) from None
