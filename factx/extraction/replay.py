"""Recorded completions read again: the same records without the model."""

from collections.abc import Callable

from factx.errors import RecordingError
from factx.extraction.asking import asking
from factx.extraction.prompt import prompt_digest
from factx.extraction.recording import Recording
from factx.records import Article, Draft


class ReplayDrafter:
    """Drafts from recordings, which `find` gives by the SHA-256 of an article's text."""

    def __init__(self, find: Callable[[str], Recording | None]) -> None:
        self._find = find

    async def draft(self, article: Article) -> Draft:
        """The draft that the recorded run gave, or the error that it ended with.

        Raises `RecordingError` where there is no recording, or one of another article or prompt.
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
        return draft_from(recording, article)


def draft_from(recording: Recording, article: Article) -> Draft:
    """The draft of `article` that `recording` amounts to; live runs end here too.

    Raises a `ModelError` where no answer in it could be read.
    """
    return asking(recording.settings).draft(recording, article)
