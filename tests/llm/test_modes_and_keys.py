"""Servers that know no JSON Schema, keys of one's own, and what a server says about an error."""

import asyncio
import json
import re
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cli.running import Commands, write
from instructor import Mode as InstructorMode
from instructor.v2.core.provider_specs import ALIAS_TO_PROVIDER
from instructor.v2.core.registry import mode_registry
from model_server import Request, Response, Server, chat, serving
from openai_http import http

import factx
from factx.errors import FactxError, InputError, ModelUnreachable, UnknownModel
from factx.extraction.drafters import drafter_for
from factx.llm.clients import ModelClient
from factx.llm.providers import MODES, PROVIDERS, Mode
from factx.llm.replay import ReplayDrafter
from factx.llm.server_words import words_of
from factx.records import Article

Serve = Callable[..., Any]
KEY = "abc-0123-of-my-own"
ANSWER = {
    "sources": ["1 | Lena Moss | person | named"],
    "statements": ["3 | 1:Mayor Lena Moss | said | <1>"],
    "claims": [],
}
REFUSALS = [
    # As DeepSeek, LM Studio, older vLLM, Ollama, TGI and Azure say it, in words of ours.
    (400, {"error": {"message": "This response_format type is unavailable now"}}),
    (400, {"error": "'response_format.type' must be 'text'"}),
    (400, {"message": "json_schema is not supported by this engine", "code": 400}),
    (400, {"error": {"message": "invalid grammar", "type": "invalid_request_error"}}),
    (422, {"detail": [{"loc": ["body"], "msg": "unknown field response_format", "input": "x"}]}),
    (400, {"error": {"message": "unsupported value", "param": "response_format"}}),
    (500, {"error": {"message": "structured output failed to start"}}),
    (501, {"error": {"message": "JSON mode is not implemented"}}),
]


def draft(server: Any, article: Article, **options: Any) -> Any:
    return asyncio.run(server.drafter(**options).draft(article))


def failure(server: Any, article: Article, **options: Any) -> str:
    with pytest.raises(FactxError) as caught:
        draft(server, article, **options)
    return str(caught.value)


def forms(bodies: list[dict[str, Any]]) -> list[str | None]:
    """What each request asks for the form by."""
    return [
        body.get("response_format", {}).get("type") or ("tools" if "tools" in body else None)
        for body in bodies
    ]


@pytest.mark.parametrize(("status", "told"), REFUSALS)
def test_a_server_that_knows_no_schema_is_asked_in_the_next_mode(
    serve: Serve, article: Article, status: int, told: Any
) -> None:
    """The refused request is no attempt, and the recording says how the model was asked."""
    server = serve(http.Response(status, json=told), ANSWER)
    drafted = draft(server, article)
    assert len(drafted.quotes) == 1
    assert forms(server.bodies()) == ["json_schema", "json_object"]
    [recording] = server.recordings
    assert (recording.settings.mode, recording.requests) == ("json_mode", 1)
    again = asyncio.run(ReplayDrafter(lambda _: recording).draft(article))
    assert again == drafted


def test_the_mode_that_works_is_kept_for_the_run(serve: Serve, article: Article) -> None:
    """With a server that knows no form at all, the third; the next article is asked in it."""
    refusal = http.Response(*REFUSALS[0][:1], json=REFUSALS[0][1])
    server = serve(refusal, refusal, ANSWER)
    drafter = server.drafter()
    asyncio.run(drafter.draft(article))
    asyncio.run(drafter.draft(Article(text=f"{article.get_text()}\nMore.\n")))
    assert forms(server.bodies()) == ["json_schema", "json_object", None, None]
    assert {one.settings.mode for one in server.recordings} == {"markdown_json_mode"}
    assert len({one.prompt_digest for one in server.recordings}) == 1


def test_articles_that_are_asked_about_at_once_change_the_mode_once(
    serve: Serve, article: Article
) -> None:
    """The second one to be refused uses the mode of the first."""
    server = serve(ANSWER)
    answer = server.answer

    def refuse_schemas(request: http.Request) -> http.Response:
        response = answer(request)
        is_schema = forms(server.bodies()[-1:]) == ["json_schema"]
        return http.Response(400, json=REFUSALS[0][1]) if is_schema else response

    server.answer = refuse_schemas

    async def both() -> list[Any]:
        drafter = server.drafter()
        other = Article(text=f"{article.get_text()}\nMore.\n")
        return [*await asyncio.gather(drafter.draft(article), drafter.draft(other))]

    assert [len(one.quotes) for one in asyncio.run(both())] == [1, 1]
    assert sorted(map(str, forms(server.bodies()))) == ["json_object"] * 2 + ["json_schema"] * 2


def test_a_server_that_refuses_every_mode_is_one_error(serve: Serve, article: Article) -> None:
    """After three requests, in its own words."""
    server = serve(http.Response(400, json=REFUSALS[0][1]))
    assert failure(server, article) == (
        "openai/some: the request was not accepted (HTTP 400 from models.example:8000): "
        '"This response_format type is unavailable now"'
    )
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "told", ["the model some does not exist", "max_tokens is too large", "unknown field seed"]
)
def test_other_errors_are_asked_no_second_time(serve: Serve, article: Article, told: str) -> None:
    server = serve(http.Response(400, json={"error": {"message": told}}))
    assert f'"{told}"' in failure(server, article)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("mode", "form"),
    [("json_schema", "json_schema"), ("json", "json_object"), ("tools", "tools"), ("text", None)],
)
def test_a_mode_can_be_chosen_and_is_then_the_only_one(
    serve: Serve, article: Article, mode: Mode, form: str | None
) -> None:
    """Each has its name in Python as on the command line."""
    server = serve(ANSWER)
    assert len(draft(server, article, mode=mode).quotes) == 1
    assert forms(server.bodies()) == [form]
    server = serve(http.Response(400, json=REFUSALS[0][1]))
    failure(server, article, mode=mode)
    assert len(server.requests) == 1


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_a_provider_takes_the_modes_that_instructor_has_for_it(name: str) -> None:
    """Whatever else is refused before anything is sent."""
    known = {
        "json_schema": InstructorMode.JSON_SCHEMA,
        "json": InstructorMode.JSON,
        "tools": InstructorMode.TOOLS,
        "text": InstructorMode.MD_JSON,
    }
    provider, is_openai = ALIAS_TO_PROVIDER[name], name == "ollama"
    for mode in MODES:
        if mode in PROVIDERS[name].modes and not is_openai:
            assert mode_registry.get_handlers(provider, known[mode])
        elif mode not in PROVIDERS[name].modes:
            with pytest.raises(InputError, match=name):
                PROVIDERS[name].mode_named(mode, name)


# Keys


def test_a_key_of_ones_own_is_sent_to_a_server_of_ones_own(
    serve: Serve, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no other; it is in no recording, draft or representation."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-openai-itself")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-openai")
    server = serve(ANSWER)
    drafter = server.drafter(api_key=f" {KEY}\n")
    drafted = asyncio.run(drafter.draft(article))
    [request] = server.requests
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert "openai-itself" not in str(request.headers.raw)
    assert "org-of-openai" not in str(request.headers.raw)
    kept = drafted.model_dump_json() + server.recordings[0].model_dump_json()
    assert KEY not in kept
    client = ModelClient("openai", "x", server.recordings[0].settings, 1.0, api_key=KEY)
    assert KEY not in repr(client)


@pytest.mark.parametrize("status", [401, 403])
def test_a_key_that_is_not_accepted_is_not_shown(
    serve: Serve, article: Article, status: int
) -> None:
    """Though the server repeats it, or a part between asterisks."""
    told = f"Key {KEY} is wrong; you sent Bearer {KEY} or abc-****wn"
    server = serve(http.Response(status, json={"error": {"message": told}}))
    with pytest.raises(ModelUnreachable, match="the key was not accepted") as caught:
        draft(server, article, api_key=KEY)
    shown = "".join(traceback.format_exception(caught.value))
    assert not re.search("abc-|0123", shown)
    assert "is wrong" in shown


@pytest.mark.parametrize("key", ["", " \n", "two words", "line\nbreak", "schlüssel", "a\x00b"])
def test_a_key_that_cannot_be_sent_is_refused_before(key: str) -> None:
    """It is not shown."""
    with pytest.raises(InputError, match="api_key: it ") as caught:
        drafter_for("openai/x", base_url="http://127.0.0.1:9/v1", api_key=key)
    assert not key.strip() or key not in str(caught.value)


def test_a_key_stands_for_that_of_the_environment(
    serve: Serve, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a provider, too; one that has no keys refuses it, as a model file does."""
    server = serve(ANSWER)
    draft(server, article, base_url=None, api_key=KEY)
    assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    monkeypatch.setattr("factx.llm.providers.is_installed", bool)
    assert drafter_for("mistral/x", api_key=KEY)
    with pytest.raises(InputError, match="bedrock finds its credentials itself"):
        drafter_for("bedrock/x", api_key=KEY)
    with pytest.raises(UnknownModel, match="takes no api_key"):
        drafter_for("local:x.gguf", api_key=KEY)


# The command line


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """`factx` in an empty folder with one article."""
    monkeypatch.chdir(tmp_path)
    write("a.txt", '"We will fight them on this until the end," Mayor Lena Moss said.\n')
    return Commands()


@pytest.fixture
def stub() -> Iterator[Server]:
    with serving(chat(ANSWER)) as server:
        yield server


def test_options_for_mode_and_key(run: Commands, stub: Server) -> None:
    """The key is in the environment, under the name that the option gives."""
    url = ("--model", "openai/x", "--base-url", f"{stub.address}/v1")
    options = (*url, "--mode", "tools", "--api-key-env", "MY_KEY", "--record", "kept")
    result = run("extract", "a.txt", *options, "-o", "out.jsonl", MY_KEY=KEY)
    assert result.exit_code == 0
    assert (forms(stub.bodies), stub.keys) == (["tools"], [f"Bearer {KEY}"])
    files = [path.read_text("utf-8") for path in Path().rglob("*") if path.is_file()]
    assert KEY not in "".join([*files, result.output])


def test_a_refused_mode_costs_one_request_in_a_run(run: Commands, stub: Server) -> None:
    """As the library, so the command line."""
    write("b.txt", "She will fight on, Mayor Lena Moss said.\n")

    def answer(request: Request) -> Any:
        is_schema = forms([request.json]) == ["json_schema"]
        return refusal if is_schema else chat({"statements": []})

    refusal = Response(json.dumps(REFUSALS[0][1]).encode(), status=400)

    stub.answer = answer
    url = f"{stub.address}/v1"
    result = run("extract", "a.txt", "b.txt", "--model", "openai/x", "--base-url", url, "-j", "1")
    assert result.exit_code == 0
    assert forms(stub.bodies) == ["json_schema", "json_object", "json_object"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--mode", "xml"), "--mode is one of json_schema, json, tools, text, not xml"),
        (("--api-key-env", KEY), "--api-key-env: the environment variable of this name is not"),
        (("--api-key-env", "EMPTY_KEY"), "--api-key-env: the environment variable of this name"),
    ],
)
def test_options_that_are_wrong(run: Commands, options: tuple[str, ...], told: str) -> None:
    """A key that is given in place of a name is not shown."""
    url = ("--model", "openai/x", "--base-url", "http://127.0.0.1:9/v1")
    result = run("extract", "a.txt", *url, *options, EMPTY_KEY=" ")
    assert told in " ".join(result.stderr.split())
    assert KEY not in result.stderr
    assert result.exit_code == 2


@pytest.mark.parametrize("option", [("--mode", "json"), ("--api-key-env", "MY_KEY")])
def test_they_need_a_model_that_is_called(run: Commands, option: tuple[str, str]) -> None:
    """Neither the rules nor recorded answers have a mode or key."""
    for given in (option, ("--replay", "kept", *option)):
        result = run("extract", "a.txt", *given, MY_KEY=KEY)
        assert option[0] in result.stderr
        assert result.exit_code == 2


def test_what_a_server_says_is_in_the_message(run: Commands, stub: Server) -> None:
    """Without control characters and without the article."""
    told = {"error": {"message": "No such\nmodel: x \x1b[31m(asked: We will fight them on th)"}}
    stub.answer = Response(json.dumps(told).encode(), status=422)
    url = f"{stub.address}/v1"
    result = run("extract", "a.txt", "--model", "openai/x", "--base-url", url)
    host = stub.address.removeprefix("http://")
    assert result.stderr == (
        f"factx: a: openai/x: the request was not accepted (HTTP 422 from {host}): "
        '"No such model: x (asked: …)"\n'
    )
    assert result.exit_code == 3


def test_the_library_takes_mode_and_key(stub: Server) -> None:
    """`factx.extract` has the options of `drafter_for`."""
    article = Article(text='"We will fight them on this until the end," Mayor Lena Moss said.\n')
    record = factx.extract(
        article, model="openai/x", base_url=f"{stub.address}/v1", mode="text", api_key=KEY
    )
    assert len(record.attributions) == 1
    assert (forms(stub.bodies), stub.keys) == ([None], [f"Bearer {KEY}"])
    assert KEY not in record.to_json()


# What a server says


SENT = ['[1] "We will fight them on this," Mayor Lena Moss said. Über 300 Menschen kamen.']


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"error": {"message": "overloaded"}}, "overloaded"),
        ({"error": "overloaded"}, "overloaded"),
        ({"message": "overloaded"}, "overloaded"),
        ({"detail": "overloaded"}, "overloaded"),
        ({"detail": [{"msg": "one"}, {"msg": "two", "input": "We will fight"}]}, "one; two"),
        ({"errors": [{"message": "one"}]}, "one"),
        ("upstream is gone", "upstream is gone"),
        ("<html><body>502</body></html>", ""),
        ("<!DOCTYPE html>", ""),
        ({}, ""),
        (None, ""),
        ({"error": {"message": None}}, ""),
        ({"error": {"message": " \n"}}, ""),
        ({"error": 7}, ""),
        ("ab\x00b\x1b[2Jc\u202ed\r\ne \ud83d", "ab b c d e \ufffd"),
        ("ab " * 100, "ab " * 67 + "..."),
        ("We will fight them on this " * 36 + f"xyzxyzxyzxyz {KEY}", "… xyzxyzxyzxyz"),
        ("cannot read: We will fight them on this, said Ana", "cannot read: …, said Ana"),
        ('bad input "Mayor Lena Moss" there', 'bad input "…" there'),
        ("bad input 'Moss' in 'messages'", "bad input '…' in 'messages'"),
        ("bad \\u201cWe will fight them on th", "bad “…"),
        ("no: \\u00dcber 300 Mensch", "no: …"),
        ("key sk-abcdef0123456789 is wrong", "key … is wrong"),
        ("key my-own is wrong", "key my-own is wrong"),
        ("key abc-0123-of-my-own is wrong", "key … is wrong"),
        ("see http://ana:secret@host/x", "see http://…@host/x"),
        ("see http://host/x?api_key=secret&y=1", "see http://host/x?…&y=1"),
        ("no gpt-4o-mini-2024-07-18 here", "no gpt-4o-mini-2024-07-18 here"),
        ("hash 9f86d081884c7d659a2feaa0c55ad015", "hash …"),
        ("sk-abcdef0123456789", ""),
    ],
)
def test_the_words_of_a_server(body: object, words: str) -> None:
    """Short, in one line, without secrets, and nothing of the article."""

    class Failed(Exception):
        def __init__(self) -> None:
            self.body = body

    assert words_of(Failed(), SENT, [KEY]) == words


def test_a_body_that_is_nested_deeply_has_no_words() -> None:
    """Nor is it followed down."""
    body: Any = "deep"
    for _ in range(2_000):
        body = {"error": body}
    assert words_of(type("Failed", (Exception,), {"body": body})(), SENT) == ""


def test_the_words_of_a_server_take_no_time_with_a_long_article() -> None:
    """Nor with a long message."""
    told = type("Failed", (Exception,), {"body": json.dumps(["We will"] * 100_000)})()
    assert len(words_of(told, ["They will not. " * 70_000])) <= 210
