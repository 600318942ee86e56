"""Recorded completions give the same drafts and the same errors, without the model."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from factx.errors import AnswerInvalid, AnswerTruncated, FactxError, ModelRefused, RecordingError
from factx.llm.recording import Completion, Recording, TokenCount
from factx.llm.replay import ReplayDrafter
from factx.records import Article

Serve = Callable[..., Any]


def record(server: Any, article: Article, **options: Any) -> tuple[object, Recording]:
    """What a live run gives, an error included, and its recording after a round trip."""
    try:
        outcome: object = asyncio.run(server.drafter(**options).draft(article))
    except FactxError as error:
        outcome = error
    [recording] = server.recordings
    return outcome, Recording.from_json(recording.model_dump_json())


def replay(article: Article, *recordings: Recording) -> Any:
    found = {recording.article_sha256: recording for recording in recordings}
    return asyncio.run(ReplayDrafter(found.get).draft(article))


def test_a_replay_gives_the_very_draft(
    serve: Serve, article: Article, good: dict[str, Any], completion: Serve
) -> None:
    """Retries, usage, time and settings are the recorded ones."""
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    bad = json.loads(json.dumps(good))
    bad["statements"][0]["cue"] = "exclaimed"
    server = serve(completion(bad, usage=usage), completion(good, usage=usage))
    live, recording = record(server, article, seed=3, max_items=9)
    again = replay(article, recording)
    assert again == live
    assert again.model_dump_json() == live.model_dump_json()  # type: ignore[attr-defined]
    assert recording.requests == len(recording.completions) == 2
    assert recording.completions[1] == Completion(
        text=json.dumps(good), finish_reason="stop", tokens=TokenCount(input=10, output=5)
    )


@pytest.mark.parametrize(
    ("response", "error"),
    [
        ({"content": None, "refusal": "No."}, ModelRefused),
        ({"content": '{"sources"', "finish": "length"}, AnswerTruncated),
        ({"content": "?"}, AnswerInvalid),
    ],
)
def test_a_replay_fails_as_the_recorded_run_did(
    serve: Serve, article: Article, completion: Serve, response: Any, error: type[FactxError]
) -> None:
    """Runs that came to nothing are recorded too."""
    live, recording = record(serve(completion(**response)), article)
    assert isinstance(live, error)
    with pytest.raises(error) as caught:
        replay(article, recording)
    assert str(caught.value) == str(live)


def test_an_article_without_a_recording(article: Article) -> None:
    """The error names the article and what to do."""
    with pytest.raises(RecordingError, match=r"quarry: there is no recording of it: .* --record"):
        replay(article)


def test_a_recording_of_another_prompt_is_void(
    serve: Serve, article: Article, good: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A changed prompt must not replay the old answer."""
    _, recording = record(serve(good), article)
    changed = recording.model_copy(update={"prompt_digest": "0" * 64})
    with pytest.raises(RecordingError, match=r"another prompt.* --record"):
        replay(article, changed)
    monkeypatch.setattr("factx.llm.prompt.system_text", another_task)
    with pytest.raises(RecordingError, match="another prompt"):
        replay(article, recording)


def another_task(*, claims: bool) -> str:
    return "Do something else."


def test_a_recording_of_another_text_is_refused(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    """Even if `find` hands it out."""
    _, recording = record(serve(good), article)
    other = Article(id="other", text="Something else.")
    with pytest.raises(RecordingError, match=r"article other: .* another text, quarry"):
        asyncio.run(ReplayDrafter(lambda sha256: recording).draft(other))


def test_usage_is_known_only_if_every_completion_told_it(
    serve: Serve, article: Article, good: dict[str, Any], completion: Serve
) -> None:
    """Half a bill is none."""
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
    server = serve(completion("?", usage=usage), completion(good))
    _, recording = record(server, article)
    assert recording.usage is None
    assert recording.requests == 2


def test_replaying_imports_no_provider() -> None:
    """A gate in CI needs no provider's package."""
    code = (
        "import asyncio, sys\n"
        "from factx.llm.replay import ReplayDrafter\n"
        "from factx.llm.recording import *\n"
        "from factx.llm.prompt import prompt_digest\n"
        "from factx.records import Article\n"
        "article = Article(text='Ana said no.')\n"
        "settings = Settings(mode='x', max_tokens=1)\n"
        "completion = Completion(text='{\"statements\": []}')\n"
        "recording = Recording(article_id='a', article_sha256=article.sha256, model='openai/x',"
        " prompt_digest=prompt_digest(settings), settings=settings, completions=(completion,),"
        " requests=1, seconds=0, when='2026-01-01')\n"
        "asyncio.run(ReplayDrafter(lambda sha256: recording).draft(article))\n"
        "print({'instructor', 'openai'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
