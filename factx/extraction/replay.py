"""Recorded completions read again: the same records without the model."""

from collections.abc import Callable

from factx.errors import RecordingError
from factx.extraction.answers import combined, gaps, outcomes
from factx.extraction.prompt import prompt_digest
from factx.extraction.recording import Recording
from factx.extraction.wire.to_draft import to_draft
from factx.records import Article, Draft, Origin
from factx.text import Index


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

    What could be read of any part is kept, and the sentences of which nothing could are told; the
    error of the last part is raised where nothing could be read at all.
    """
    found = outcomes(recording.completions, model=recording.model)
    answer = combined(found)
    origin = Origin(
        drafter="instructor",
        model=recording.model,
        prompt_digest=recording.prompt_digest,
        usage=recording.usage,
        seconds=recording.seconds,
        when=recording.when,
        temperature=recording.settings.temperature,
        seed=recording.settings.seed,
    )
    draft = to_draft(answer, article, origin=origin, attempts=recording.requests)
    sentences = len(Index(article.get_text()).sentences)
    untold = gaps(found, sentences, attempts=recording.requests)
    return draft.model_copy(update={"invalid": (*draft.invalid, *untold)}) if untold else draft
