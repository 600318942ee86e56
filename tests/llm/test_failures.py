"""Whatever a server does, an article ends in a record or in one typed error."""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from openai_http import http
from sampling import sampled

from factx.errors import (
    AnswerInvalid,
    AnswerTruncated,
    InputError,
    ModelError,
    ModelRefused,
    ModelUnreachable,
)
from factx.grounding import ground
from factx.llm.recording import Recording, TokenCount
from factx.llm.replay import ReplayDrafter
from factx.records import Article, FactRecord, Usage

Serve = Callable[..., Any]
SOURCES = ["1 | Lena Moss | person | named", "2 | engineers | group | unnamed"]
SAID = [
    "3 | 1:Mayor Lena Moss | said | <1>",
    "4 | 2:Engineers | had warned | that the quarry >> was unsafe",
]
CLAIMS = ["4 | opinion CT+ | = | The quarry near Tarn was unsafe."]
ANSWER = {"sources": SOURCES, "statements": SAID, "claims": CLAIMS}
STRATEGIES = ["whole", "hybrid", "sentences"]


def extracted(server: Any, article: Article, **options: Any) -> FactRecord | ModelError:
    """What becomes of an article, live and replayed, which is the same."""
    outcome = drafted(server.drafter(**options), article)
    for recording in server.recordings:
        again = drafted(ReplayDrafter(lambda _, held=recording: held), article)
        if isinstance(outcome, FactRecord):
            assert again == outcome
        else:
            assert str(again) == str(outcome)
    if isinstance(outcome, FactRecord):
        text, counts = article.get_text(), outcome.counts
        spans = [span for quote in outcome.quotes for span in quote.spans]
        assert all(text[span.start : span.end] == span.text for span in spans)
        assert counts.drafted == counts.grounded + counts.ungrounded
    return outcome


def drafted(drafter: Any, article: Article) -> FactRecord | ModelError:
    try:
        return ground(article, asyncio.run(drafter.draft(article)))
    except ModelError as error:
        return error


def contents(outcome: FactRecord | ModelError) -> list[str]:
    assert isinstance(outcome, FactRecord), outcome
    return [span.text for quote in outcome.quotes for span in quote.spans]


GOOD = ['"We will fight them on this until the end,"', "that the quarry {{7*7}} was unsafe"]


def test_the_good_answer_is_good(serve: Serve, article: Article) -> None:
    """What the others are a part of."""
    assert contents(extracted(serve(ANSWER), article)) == GOOD


WHOLE = json.dumps(ANSWER)
# Before the first character and the last, and on both sides of every quotation mark and bracket.
EDGES = [at for at in range(len(WHOLE)) if {*WHOLE[max(0, at - 1) : at + 1]} & {*'"[]{}'}]


@pytest.mark.parametrize(
    "length", sampled(range(len(WHOLE)), 8, always=[0, *EDGES, len(WHOLE) - 1])
)
@pytest.mark.parametrize("finish", ["length", "stop"])
def test_an_answer_cut_anywhere(
    serve: Serve, article: Article, completion: Serve, length: int, finish: str
) -> None:
    """Told as cut off or not; with the rest on asking again nothing is lost and nothing doubled."""
    cut = WHOLE[:length]
    found = extracted(serve(completion(cut, finish=finish), ANSWER), article)
    assert contents(found) == GOOD


@pytest.mark.parametrize("length", sampled(range(0, len(WHOLE), 7), 10, always=[0]))
@pytest.mark.parametrize("finish", ["length", "stop"])
def test_answers_that_are_always_cut(
    serve: Serve, article: Article, completion: Serve, length: int, finish: str
) -> None:
    """What was complete is kept, and where nothing was it is one error."""
    cut = WHOLE[:length]
    always = extracted(serve(completion(cut, finish=finish)), article, max_retries=1)
    if isinstance(always, FactRecord):
        assert set(contents(always)) <= set(GOOD)
    else:
        assert isinstance(always, AnswerTruncated if finish == "length" else AnswerInvalid)


@pytest.mark.parametrize("way", STRATEGIES)
@pytest.mark.parametrize(
    ("content", "finish"),
    [
        (None, "stop"),
        ("", "stop"),
        ("", "content_filter"),
        (" ", "length"),
        ("null", "stop"),
        ("[]", "stop"),
        ("{}", "stop"),
        ("{{{{", "stop"),
        ('{"statements": {"a": 1}}', "stop"),
        ('{"statements": [[[[]]]], "reports": "perhaps"}', "stop"),
        ('{"statements": NaN, "reports": NaN}', "stop"),
        ('{"statements": [1e999], "reports": 1e999}', "stop"),
        ("I am sorry, but I cannot read this article.", "stop"),
        ('{"statements": ["\\ud83d"], "reports": "\\ud83d"}', "stop"),
        ("\x00\x01", "stop"),
        ("{" * 20_000, "stop"),
        ('{"aussagen": ["3 | 1:Moss | said | <1>"], "quellen": [], "berichtet": true}', "stop"),
    ],
)
def test_answers_that_are_none(
    serve: Serve, article: Article, completion: Serve, way: str, content: Any, finish: str
) -> None:
    """Empty, refused, wrong JSON, another schema, keys of another language."""
    outcome = extracted(serve(completion(content, finish=finish)), article, strategy=way)
    if isinstance(outcome, FactRecord):
        assert outcome.ungrounded or not outcome.quotes
        assert all(attribution.drafted_by for attribution in outcome.attributions)
    else:
        assert isinstance(outcome, AnswerInvalid | AnswerTruncated | ModelRefused)


@pytest.mark.parametrize("way", STRATEGIES)
def test_false_quotations_never_get_in(serve: Serve, article: Article, way: str) -> None:
    """Right JSON, right form, and nothing of it in the article."""
    false = {
        "sources": ["1 | Baron Quill | person | named"],
        "statements": ['3 | 1:Baron Quill | thundered | "Burn it all down tonight"'] * 3,
        "claims": ["#2 | fact CT+ | The quarry burned >> to the ground | The quarry burned."],
        "reports": True,
        "who": "Baron Quill",
        "cue": "thundered",
        "what": '"Burn it all down tonight"',
        "verb": "thundered",
        "kind": "saying",
    }
    outcome = extracted(serve(false), article, strategy=way)
    assert isinstance(outcome, FactRecord)
    assert "Quill" not in str(outcome.sources) + str(outcome.quotes)
    assert "burned" not in str(outcome.claims)
    assert any("Burn it all" in (lost.drafted or "") for lost in outcome.ungrounded)


def test_ten_times_too_many_items(serve: Serve, article: Article) -> None:
    """Repetitions are one, and each is told."""
    many = {name: lines * 400 for name, lines in ANSWER.items()}
    outcome = extracted(serve(many), article, max_retries=0)
    assert contents(outcome) == GOOD
    assert isinstance(outcome, FactRecord)
    assert len(outcome.sources) == 2
    assert len(outcome.ungrounded) >= 2 * 399


def test_a_server_that_always_finds_something_else_wrong_is_asked_so_often_and_no_more(
    serve: Serve, article: Article
) -> None:
    """Retries and follow-ups both have an end."""
    bad = [{**ANSWER, "statements": [f"3 | 1:Nobody {n} | said | x{n}"]} for n in range(50)]
    server = serve(*bad)
    extracted(server, article)
    assert len(server.requests) == 3


@pytest.mark.parametrize("way", STRATEGIES)
@pytest.mark.parametrize(
    "response",
    [
        http.Response(200, html="<html>"),
        http.Response(500, text="oops"),
        http.Response(200, json={"choices": []}),
        http.Response(200, json={"choices": [{"message": None}]}),
        http.ConnectError("down"),
    ],
)
def test_servers_that_give_no_completion(
    serve: Serve, article: Article, way: str, response: Any
) -> None:
    """At once it is one error, in the middle a record of what came; neither quotes anything."""
    assert isinstance(extracted(serve(response), article, strategy=way), ModelError)
    first: dict[str, Any] = {"statements": []}
    if way != "whole":
        first = {"verb": "put", "kind": "doing"}
    late = extracted(serve(first, response), article, strategy=way)
    assert isinstance(late, FactRecord)
    told = [one.detail or "" for one in late.ungrounded]
    assert bool(told) is (way != "whole")  # which has only one question, and that is answered
    assert not re.search("html|quarry", " ".join(told))


@pytest.mark.parametrize("way", STRATEGIES)
def test_a_server_that_dies_midway_costs_only_what_it_was_not_asked(
    serve: Serve, article: Article, way: str
) -> None:
    """What it answered counts, what it did not is told, and no other request is tried."""
    some = {"sources": SOURCES, "statements": [], "claims": []}
    first = some if way == "whole" else {"verb": "put", "kind": "doing"}
    server = serve(first, http.ConnectError("gone"))
    record = extracted(server, article, strategy=way, window=120)
    assert isinstance(record, FactRecord)
    assert len(server.requests) == 2
    [recording] = server.recordings
    assert len(recording.completions) == 1
    assert recording.broken_off == "no connection to models.example:8000"
    assert record.provenance.usage is None  # the server told nothing of its tokens
    told = [
        one.model_copy(update={"tokens": TokenCount(input=1, output=1)})
        for one in recording.completions
    ]
    usage = recording.model_copy(update={"completions": tuple(told)}).usage
    assert usage == Usage(input_tokens=1, output_tokens=1, requests=2)
    lost = [one for one in record.ungrounded if one.detail == recording.broken_off]
    assert lost
    assert all(str(one.drafted).startswith("sentence") for one in lost)


@pytest.mark.parametrize("way", STRATEGIES)
def test_an_interruption_keeps_the_answers_so_far(serve: Serve, article: Article, way: str) -> None:
    """In the recording, which tells that it is not all."""
    good: dict[str, Any] = {
        "sources": [],
        "statements": [],
        "claims": [],
        "verb": "put",
        "kind": "doing",
    }
    server = serve(good, asyncio.CancelledError())
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(server.drafter(strategy=way, window=120).draft(article))
    [recording] = server.recordings
    assert (len(recording.completions), recording.broken_off) == (1, "it was interrupted")
    again = drafted(ReplayDrafter(lambda _: recording), article)
    assert isinstance(again, FactRecord)
    assert "it was interrupted" in {one.detail for one in again.ungrounded}


TOO_LONG = [
    # As OpenAI, vLLM, llama.cpp, Anthropic, Google and Mistral tell it, in words of ours.
    (400, {"error": {"code": "context_length_exceeded", "message": "maximum context length: 9"}}),
    (400, {"message": "the model's context length is only 1024 tokens", "code": 400}),
    (400, {"error": {"type": "exceed_context_size_error", "message": "available context size"}}),
    (400, {"error": {"type": "invalid_request_error", "message": "prompt is too long: 9 > 8"}}),
    (413, {"error": {"type": "request_too_large", "message": "too many bytes"}}),
    (400, {"error": {"message": "The input token count (9) exceeds what is allowed (8)"}}),
    (400, {"message": "Prompt of 9 tokens, model with 8 maximum context length"}),
]


@pytest.mark.parametrize(("status", "told"), TOO_LONG)
def test_what_a_context_cannot_hold_is_asked_for_in_halves(
    serve: Serve, article: Article, completion: Serve, status: int, told: Any
) -> None:
    """The article is not lost; the refused question cost nothing and is in the recording."""
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    server = serve(http.Response(status, json=told), completion(ANSWER, usage=usage))
    record = extracted(server, article)
    assert contents(record) == GOOD
    assert isinstance(record, FactRecord)
    asked = [re.findall(r"(?m)^\[(\d+)\]", b["messages"][1]["content"]) for b in server.bodies()]
    assert asked == [["1", "2", "3", "4", "5"], ["1", "2", "3"], ["4", "5"]]
    assert record.provenance.usage is not None
    assert record.provenance.usage.input_tokens == 14
    assert record.ungrounded == ()


def test_what_no_part_of_fits_is_one_error(serve: Serve, article: Article) -> None:
    """It tells what to do, after a number of requests that has a bound."""
    server = serve(http.Response(400, json=TOO_LONG[0][1]))
    error = extracted(server, article)
    assert isinstance(error, AnswerTruncated)
    assert "longer than the model's context" in str(error)
    assert len(server.requests) <= 20


def test_claims_that_were_not_asked_for_are_told_and_left_out(
    serve: Serve, article: Article
) -> None:
    """The record tells what was looked for."""
    server = serve(ANSWER)
    record = extracted(server, article, claims=False)
    assert isinstance(record, FactRecord)
    assert contents(record) == GOOD
    assert record.claims == ()
    assert [(one.kind, one.detail) for one in record.ungrounded] == [
        ("claim", "claims were not asked for")
    ]
    assert record.provenance.layers == ("attributions",)
    [body] = server.bodies()
    assert "claim" not in json.dumps(body)


def test_halving_never_costs_the_parts_behind(serve: Serve, completion: Serve) -> None:
    """Where a server takes two sentences at a time, all of a long article is asked about so, and
    later parts are not tried in full again."""
    text = " ".join(f"Sentence number {n} is here." for n in range(1, 81))
    long = Article(id="long", text=text)

    server = serve(completion({"statements": []}))
    answer = server.answer

    def refusing(request: Any) -> Any:
        body = json.loads(request.content)["messages"][1]["content"]
        if len(re.findall(r"(?m)^\[\d+\]", body)) > 2:
            server.requests.append(request)
            return http.Response(400, json=TOO_LONG[0][1])
        return answer(request)

    server.answer = refusing
    record = extracted(server, long, window=260)
    assert isinstance(record, FactRecord)
    assert record.ungrounded == ()
    asked = [completion.sentences for completion in server.recordings[0].completions]
    good = [one for one, c in zip(asked, server.recordings[0].completions, strict=True) if c.text]
    assert [n for first, last in good for n in range(first, last + 1)] == list(range(1, 81))
    assert len(server.requests) - len(good) <= 3


def test_a_cut_answer_that_runs_beyond_its_part_hides_nothing(
    serve: Serve, article: Article, completion: Serve
) -> None:
    """It tells nothing of where it was: what the halves then do not tell is listed."""
    ran_on = json.dumps({"sources": SOURCES, "statements": [*SAID, "999 | 1:Moss | said | xx"]})
    server = serve(completion(ran_on[:-2] + ',"9', finish="length"), completion("nonsense"))
    record = extracted(server, article, max_retries=0)
    assert isinstance(record, FactRecord)
    assert contents(record) == GOOD
    told = [one.drafted for one in record.ungrounded if str(one.drafted).startswith("sentence")]
    assert told == ["sentences 1 to 5"]


def test_what_a_cut_answer_held_counts_if_the_model_is_then_lost(
    serve: Serve, article: Article, completion: Serve
) -> None:
    """Live as in a replay."""
    cut = json.dumps(ANSWER)[: json.dumps(ANSWER).index('"4 | 2')]
    record = extracted(serve(completion(cut, finish="length"), http.ConnectError("gone")), article)
    assert contents(record) == GOOD[:1]
    assert isinstance(record, FactRecord)
    assert record.provenance.broken_off == "no connection to models.example:8000"


@pytest.mark.parametrize("way", STRATEGIES)
def test_a_recorder_that_fails_does_not_hide_an_interruption(
    serve: Serve, article: Article, way: str
) -> None:
    """Which would otherwise go on with the next article."""

    def full(_: object) -> None:
        raise InputError("disk", "it is full")

    good: dict[str, Any] = {"sources": [], "statements": [], "verb": "put", "kind": "doing"}
    server = serve(good, asyncio.CancelledError())
    drafter = server.drafter(strategy=way, window=120)
    drafter._recorder = full
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(drafter.draft(article))


@pytest.mark.parametrize(
    "odd",
    [
        {"usage": {"prompt_tokens": -1, "completion_tokens": 3}},
        {"usage": {"prompt_tokens": "many", "completion_tokens": None}},
        {"usage": {"prompt_tokens": 10**250, "completion_tokens": 10**13}},
        {"usage": {"prompt_tokens": 1, "completion_tokens": 1,
                   "prompt_tokens_details": {"cached_tokens": -4}}},
    ],
)  # fmt: skip
def test_odd_numbers_of_a_server_cost_no_answer(
    serve: Serve, article: Article, odd: dict[str, Any]
) -> None:
    """They count as not told."""
    message = {"role": "assistant", "content": json.dumps(ANSWER)}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    shape = {"id": "1", "object": "chat.completion", "created": 0, "model": "m"}
    body = {**shape, "choices": [choice], **odd}
    record = extracted(serve(http.Response(200, json=body)), article)
    assert contents(record) == GOOD


def test_choices_that_are_no_list_are_one_error(serve: Serve, article: Article) -> None:
    """As every other odd shape is."""
    error = extracted(serve(http.Response(200, json={"choices": {"a": 1}})), article)
    assert isinstance(error, ModelError)
    assert "invalid response" in str(error)


def test_half_a_character_can_be_recorded(serve: Serve, article: Article) -> None:
    """A model that is cut off in an emoji leaves one."""
    answer = json.dumps(ANSWER)[:-1] + ', "note": "\\ud83d"}'
    message = '{"role": "assistant", "content": ' + json.dumps(answer + "\ud83d") + "}"
    body = '{"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": '
    body += '[{"index": 0, "finish_reason": "stop", "message": ' + message + "}]}"
    server = serve(http.Response(200, content=body.encode()))
    extracted(server, article)
    [recording] = server.recordings
    assert Recording.from_json(recording.model_dump_json()) == recording


def response(message: dict[str, Any], finish: Any = "stop", **others: Any) -> http.Response:
    """A response with any message, in which a lone surrogate is an escape."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant"} | message}
    body = {"id": "1", "object": "chat.completion", "created": 0, "model": "m"} | others
    content = json.dumps(body | {"choices": [choice]}).encode()
    return http.Response(200, content=content, headers={"content-type": "application/json"})


def error(body: dict[str, Any], status: int = 400) -> http.Response:
    """A response with an error."""
    content = json.dumps({"error": body}).encode()
    return http.Response(status, content=content, headers={"content-type": "application/json"})


LONE = "\ud83d"


@pytest.mark.parametrize("way", STRATEGIES)
@pytest.mark.parametrize(
    "broken",
    [
        response({"content": None, "refusal": f"No {LONE}"}),
        response({"content": LONE}),
        response({"content": "{}"}, finish=f"stop{LONE}"),
        response({"content": "{}", "refusal": LONE}, finish=LONE),
        response({"content": None, "reasoning_content": LONE}),
        response({"content": [{"type": "text", "text": LONE}]}),
        response({"content": LONE, "tool_calls": [{"id": LONE, "type": "function",
                  "function": {"name": LONE, "arguments": LONE}}]}),
        response({"content": LONE, "role": LONE}, model=LONE, id=LONE),
        error({"message": f"No {LONE}", "code": LONE, "type": LONE}),
        error({"message": LONE}, status=200),
        http.Response(500, text="No \\ud83d"),
    ],
)  # fmt: skip
def test_half_an_emoji_anywhere_is_no_traceback(
    serve: Serve, article: Article, way: str, broken: http.Response
) -> None:
    """Alone and after an answer; the answers are kept, and can be written and read."""
    first: Any = WHOLE if way == "whole" else {"verb": "put", "kind": "doing"}
    for server in (serve(broken), serve(first, broken)):
        outcome = extracted(server, article, strategy=way, window=120)
        assert isinstance(outcome, FactRecord | ModelError)
        str(outcome).encode()
        for recording in server.recordings:
            assert Recording.from_json(recording.model_dump_json().encode()) == recording
        assert server.recordings or not isinstance(outcome, FactRecord)


def test_a_hybrid_whose_model_refuses_everything_says_so(serve: Serve, completion: Serve) -> None:
    """About a single sentence the rules' record is kept; about several it is one error."""
    one = Article(
        text='"We will fight them on this," Mayor Lena Moss said. The cat sat on the mat today.'
    )
    refusal = completion(None, refusal="No.")
    record = extracted(serve(refusal), one, strategy="hybrid")
    assert contents(record) == ['"We will fight them on this,"']
    assert isinstance(record, FactRecord)
    assert record.provenance.broken_off == "the model declined to answer"
    more = Article(text=f"{one.get_text()} The dog lay in the sun for an hour.")
    assert isinstance(extracted(serve(refusal), more, strategy="hybrid"), ModelRefused)
    read = extracted(serve({"verb": "sat", "kind": "doing"}), one, strategy="hybrid")
    assert isinstance(read, FactRecord)
    assert read.provenance.broken_off is None


def test_a_recording_without_answers_is_one_error(article: Article, serve: Serve) -> None:
    """Not a crash."""
    server = serve(ANSWER)
    extracted(server, article)
    nothing = server.recordings[0].model_copy(update={"completions": (), "requests": 0})
    again = drafted(ReplayDrafter(lambda _: nothing), article)
    assert isinstance(again, ModelError)
    assert "the recording has no answer about it" in str(again)


def test_a_server_that_repeats_the_question_in_its_error_is_not_misread(serve: Serve) -> None:
    """An article about context windows is not one that is too long."""
    about = Article(id="window", text="The context window of the model grew, Moss said.")
    echo = {"detail": [{"msg": "unknown field seed", "input": about.get_text()}]}
    error = extracted(serve(http.Response(422, json=echo)), about)
    assert isinstance(error, ModelUnreachable)
    assert "HTTP 422" in str(error)


def test_claims_that_are_not_wanted_are_not_sent_back(serve: Serve, article: Article) -> None:
    """Tokens for putting them right would be wasted."""
    bad = {**ANSWER, "claims": ["4 | nonsense CT+ | words that are nowhere | x"]}
    server = serve(bad, ANSWER)
    extracted(server, article, claims=False)
    assert len(server.requests) == 1


@pytest.mark.parametrize("way", ["sentences", "hybrid"])
def test_an_overflow_or_cut_of_a_single_sentence_is_told_as_such(
    serve: Serve, article: Article, completion: Serve, way: str
) -> None:
    """With the same words and the same error as where everything is asked at once."""
    error = extracted(serve(http.Response(400, json=TOO_LONG[0][1])), article, strategy=way)
    assert isinstance(error, AnswerTruncated)
    assert "longer than the model's context" in str(error)
    error = extracted(serve(completion('{"verb', finish="length")), article, strategy=way)
    assert isinstance(error, AnswerTruncated)
