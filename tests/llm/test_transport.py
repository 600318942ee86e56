"""What a server may do to a request and its response: sizes, redirects, proxies, logs, waiting."""

import asyncio
import base64
import gzip
import io
import json
import logging
import tracemalloc
import zlib
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from model_server import Response, Server, chat, serving
from model_server.scripts import failing, in_turn

from factx.errors import FactxError, InputError, MissingExtra, ModelUnreachable
from factx.llm.address import address_of
from factx.llm.drafter import InstructorDrafter
from factx.records import Article

pytestmark = pytest.mark.bad_input

ANSWER = {"sources": ["1 | Lena Moss | person | named"],
          "statements": ["3 | 1:Mayor Lena Moss | said | <1>"], "claims": []}  # fmt: skip
GOOD = chat(ANSWER)
BODY = json.dumps(GOOD).encode()
SECRET = "sk-very-secret"
VARIABLES = (
    "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_CUSTOM_HEADERS",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def drafter(server: Server | str, model: str = "openai/some", **options: Any) -> Any:
    """A drafter that asks this server; `options` may name another base URL."""
    address = server if isinstance(server, str) else f"{server.address}/v1"
    options = {"base_url": address, "timeout": 30, **options}
    return InstructorDrafter(model, **options)


def contents(made: Any, article: Article) -> list[str]:
    """The quotes of a draft."""
    draft = asyncio.run(made.draft(article))
    return [passage.text for quote in draft.quotes for passage in quote.spans]


def error_of(made: Any, article: Article) -> FactxError:
    """The error in which a draft ends."""
    with pytest.raises(FactxError) as raised:
        asyncio.run(made.draft(article))
    return raised.value


QUOTED = ['"We will fight them on this until the end,"']


# The size of a response


TOO_LONG = ["endless", "endless chunks", "endless page", "long body", "bomb"]


@pytest.mark.parametrize("fault", TOO_LONG)
def test_a_response_without_end_is_one_error(article: Article, fault: str) -> None:
    """It is read little further than the limit, kept nowhere, and not asked for again."""
    recordings: list[Any] = []
    with serving(failing(GOOD, fault)) as server:
        error = error_of(drafter(server, recorder=recordings.append), article)
    host = server.address.removeprefix("http://")
    told = f"{host}: its response is longer than 4 MB, the limit of max_answer_bytes"
    assert str(error) == f"openai/some: {told}"
    assert isinstance(error, ModelUnreachable)
    assert len(server.requests) == 1
    assert recordings == []
    assert server.sent[1].bytes < 32 * 2**20


def test_a_small_response_cannot_fill_the_memory(article: Article) -> None:
    """It is decompressed in pieces."""
    with serving(GOOD) as server:
        contents(drafter(server), article)  # the memory of what is imported does not count
    with serving(failing(GOOD, "bomb")) as server:
        made = drafter(server)
        tracemalloc.start()
        error_of(made, article)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 60 * 2**20


@pytest.mark.parametrize("encoding", ["identity", "gzip", "x-gzip", "deflate"])
@pytest.mark.parametrize("room", [-1, 0])
def test_the_limit_is_exact_and_counts_what_is_decompressed(
    article: Article, encoding: str, room: int
) -> None:
    """A response of as many bytes as are allowed is read, and one more is too many."""
    packed = {"identity": BODY, "deflate": zlib.compress(BODY)}.get(encoding, gzip.compress(BODY))
    with serving(Response(packed, headers={"Content-Encoding": encoding})) as server:
        made = drafter(server, max_answer_bytes=len(BODY) + room)
        if room == 0:
            assert contents(made, article) == QUOTED
            assert server.requests[0].headers["accept-encoding"] == "gzip"
        else:
            assert "longer than" in str(error_of(made, article))


@pytest.mark.parametrize(
    ("body", "encoding", "problem"),
    [
        (b"\x1f\x8bnonsense", "gzip", "its response is not valid gzip"),
        (BODY, "gzip", "its response is not valid gzip"),
        (gzip.compress(BODY)[:-20], "gzip", "its response is not valid gzip"),
        (b"\x0b", "br", "its response is compressed in a way that was not asked for"),
        (b"\x28\xb5\x2f\xfd", "zstd", "its response is compressed in a way that was not asked for"),
    ],
)
def test_a_response_that_cannot_be_decompressed_says_so(
    article: Article, body: bytes, encoding: str, problem: str
) -> None:
    """It is no lost connection."""
    with serving(Response(body, headers={"Content-Encoding": encoding})) as server:
        error = error_of(drafter(server), article)
    assert str(error).endswith(problem)
    assert len(server.paths) == 1


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_an_article_is_not_sent_on_to_another_server(article: Article, status: int) -> None:
    """The other server gets nothing, and the error names it."""
    with serving(GOOD) as other:
        location = f"{other.address}/v1/chat/completions?k={SECRET}"
        with serving(Response(status=status, headers={"Location": location})) as server:
            error = error_of(drafter(server), article)
        assert other.paths == []
        assert f"it redirects to another server, {other.address}, to which" in str(error)
        assert SECRET not in str(error)
        assert len(server.paths) == 1


def test_a_redirect_within_the_server_is_followed(article: Article) -> None:
    """As if the new path had been asked."""
    redirect = Response(status=307, headers={"Location": "/v2/chat"})
    with serving(in_turn(redirect, GOOD)) as server:
        assert contents(drafter(server), article) == QUOTED
    assert server.paths == ["/v1/chat/completions", "/v2/chat"]


@pytest.mark.parametrize("location", ["http://[", "//elsewhere.example/", "HTTPS://127.0.0.1/v1"])
def test_redirects_that_are_odd_are_refused(article: Article, location: str) -> None:
    """Invalid, without a scheme, or with another scheme or port."""
    with serving(Response(status=307, headers={"Location": location})) as server:
        assert "it redirects to a" in str(error_of(drafter(server), article))
        assert len(server.paths) == 1


def test_a_redirect_without_end_is_one_error(article: Article) -> None:
    """Within one server."""
    with serving(failing(GOOD, "circling")) as server:
        assert isinstance(error_of(drafter(server), article), ModelUnreachable)


# Proxies


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "ALL_PROXY", "all_proxy"])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_server_on_this_machine_is_reached_without_a_proxy(
    article: Article, monkeypatch: pytest.MonkeyPatch, variable: str, host: str
) -> None:
    """The article never gets to the proxy."""
    with (
        serving(Response(status=502)) as proxy,
        serving(GOOD) as server,
    ):
        monkeypatch.setenv(variable, proxy.address)
        base_url = f"{server.address}/v1".replace("127.0.0.1", host)
        assert contents(drafter(base_url), article) == QUOTED
        assert proxy.paths == []


def test_another_server_is_reached_through_the_proxy(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the environment says."""
    with serving(GOOD) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.address)
        assert contents(drafter("http://models.example:8000/v1"), article) == QUOTED
        assert proxy.paths == ["http://models.example:8000/v1/chat/completions"]


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        *((host, True) for host in (
            "localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "127.9.9.9", "[::1]",
            "[::ffff:127.0.0.1]", "0.0.0.0", "[::]", "127.1", "2130706433", "0x7f000001",
        )),
        *((host, False) for host in (
            "localhost.example", "notlocalhost", "128.0.0.1", "[::2]", "10.0.0.1", "192.168.1.1",
            "[::ffff:10.0.0.1]", "127.0.0.1.example", "models.example",
        )),
    ],
)  # fmt: skip
def test_what_this_machine_is_called(host: str, is_loopback: bool) -> None:
    """Every spelling that leads to it, and none that leads away."""
    assert address_of(f"http://{host}:8000/v1").is_loopback is is_loopback


# Credentials in addresses, and logs


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger logs, from the lowest level on."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(1)
    yield text
    root.removeHandler(handler)
    root.setLevel(before)


def test_credentials_in_an_address_are_sent_and_never_shown(
    article: Article, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in logs, nor in recordings, nor in errors, and as the header they stand for."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    recordings: list[Any] = []
    with serving(GOOD) as server:
        address = server.address.replace("//", f"//us%40er:{SECRET}@") + f"/v1?key={SECRET}&b=1"
        made = drafter(address, recorder=recordings.append)
        assert contents(made, article) == QUOTED
    pair = base64.b64encode(f"us@er:{SECRET}".encode()).decode()
    assert server.requests[0].headers["authorization"] == f"Basic {pair}"
    assert server.paths == [f"/v1/chat/completions?key={SECRET}&b=1"]
    error = error_of(made, article)
    shown = log.getvalue() + repr(recordings) + str(error) + repr(error)
    assert "HTTP Request: POST" in shown
    assert SECRET not in shown
    assert pair not in shown
    assert SECRET not in repr(made.settings)


def test_the_address_of_the_environment_may_have_credentials_too(
    article: Article, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In OPENAI_BASE_URL."""
    with serving(GOOD) as server:
        monkeypatch.setenv("OPENAI_API_KEY", "sk-other")
        address = server.address.replace("//", f"//user:{SECRET}@")
        monkeypatch.setenv("OPENAI_BASE_URL", f"{address}/v1")
        assert contents(drafter(server, base_url=None), article) == QUOTED
    assert server.requests[0].headers["authorization"].startswith("Basic ")
    assert SECRET not in log.getvalue()
    assert "sk-other" not in log.getvalue()


ANTHROPIC = {
    "id": "1", "type": "message", "role": "assistant", "model": "m", "stop_reason": "tool_use",
    "stop_sequence": None, "usage": {"input_tokens": 7, "output_tokens": 3},
    "content": [{"type": "tool_use", "id": "t", "name": "Answer", "input": ANSWER}],
}  # fmt: skip
GOOGLE = {
    "candidates": [{"finishReason": "STOP", "content": {
        "role": "model", "parts": [{"functionCall": {"name": "Answer", "args": ANSWER}}]}}],
    "usageMetadata": {"promptTokenCount": 7, "candidatesTokenCount": 3, "totalTokenCount": 10},
}  # fmt: skip
MISTRAL = chat("")
MISTRAL["choices"][0] |= {"finish_reason": "tool_calls", "message": {
    "role": "assistant", "content": "",
    "tool_calls": [{"id": "t", "function": {"name": "Answer", "arguments": json.dumps(ANSWER)}}],
}}  # fmt: skip
MODELS = {
    "openai/gpt-5-mini": ("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL", chat(ANSWER)),
    "anthropic/claude": ("anthropic", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", ANTHROPIC),
    "google/gemini": ("google.genai", "GOOGLE_API_KEY", "GOOGLE_GEMINI_BASE_URL", GOOGLE),
    "mistral/small": ("mistralai", "MISTRAL_API_KEY", "NO_SUCH_VARIABLE", MISTRAL),
}


def asked(model: str, server: Server, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A drafter for a provider whose server is this one."""
    package, key, variable, _ = MODELS[model]
    if find_spec(package.partition(".")[0]) is None:
        pytest.skip(f"{package} is not installed: it comes with an extra")
    monkeypatch.setenv(key, SECRET)
    own = server.address.replace("//", f"//user:{SECRET}@")
    monkeypatch.setenv(variable, f"{own}/v1" if package == "openai" else own)
    if package == "mistralai":
        servers: Any = import_module("mistralai.client.sdkconfiguration").SERVERS
        for name in servers:
            monkeypatch.setitem(servers, name, server.address)
    return drafter(server, model, base_url=None)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of a provider's own package
@pytest.mark.parametrize("model", MODELS)
def test_logs_have_neither_articles_nor_answers_nor_keys(
    article: Article, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    """Whichever package logs at whichever level; outside of a question, nothing is filtered."""
    with serving(MODELS[model][3]) as server:
        assert contents(asked(model, server, monkeypatch), article) == QUOTED
        assert b"quarry" in server.requests[0].body
    logging.getLogger("openai").debug("outside of a question")
    assert "outside of a question" in log.getvalue()
    for private in ("quarry", "Moss", "fight them", SECRET):
        assert private not in log.getvalue()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of a provider's own package
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("fault", ["endless", "bomb"])
def test_every_provider_has_the_size_limit(
    article: Article, monkeypatch: pytest.MonkeyPatch, model: str, fault: str
) -> None:
    """Whichever package asks it, and however often that would try again."""
    with serving(failing(GOOD, fault)) as server:
        error = error_of(asked(model, server, monkeypatch), article)
        assert "its response is longer than 4 MB" in str(error)
        assert len(server.paths) == 1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of a provider's own package
@pytest.mark.parametrize("model", MODELS)
def test_no_provider_can_send_an_article_on(
    article: Article, monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    """Nor the key that goes with it."""
    with (
        serving() as other,
        serving(Response(status=307, headers={"Location": other.address})) as server,
    ):
        assert "redirects" in str(error_of(asked(model, server, monkeypatch), article))
        assert other.paths == []


# Errors that say what happened


def test_a_server_that_asks_to_wait_longer_than_the_timeout_is_not_waited_for(
    article: Article,
) -> None:
    """The error says how long it asked for."""
    with serving(Response(b"{}", 429, {"Retry-After": "20"})) as server:
        error = error_of(drafter(server, timeout=6), article)
    assert "too many requests, or no credit left; it asks to wait 20 s, longer than" in str(error)
    assert "the timeout of 6 s (HTTP 429 from" in str(error)
    assert len(server.paths) == 1


def test_a_server_that_asks_to_wait_less_is_asked_again(article: Article) -> None:
    """After the time that it named."""
    with serving(failing(GOOD, "busy", times=1)) as server:
        assert contents(drafter(server, timeout=20), article) == QUOTED
    assert len(server.paths) == 2


def test_a_timeout_after_failures_names_the_last_one(article: Article) -> None:
    """Which is what its cause was."""
    busy = Response(b"{}", 503, {"Retry-After": "0.01"})
    with serving(in_turn(busy, replace(busy, delay=2))) as server:
        error = error_of(drafter(server, timeout=1), article)
    assert str(error).endswith("within 1 s; its last response was HTTP 503")


@pytest.mark.parametrize("fault", ["dropped", "half head", "half body", "half chunk", "reset body"])
def test_a_connection_that_is_closed_too_early_says_so(
    article: Article, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """It is not that there was none."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    with serving(failing(GOOD, fault)) as server:
        error = error_of(drafter(server), article)
    assert "closed the connection before its response was complete" in str(error)


@pytest.mark.parametrize(
    ("base_url", "problem"),
    [
        ("http://models.invalid/v1", "no connection to models.invalid: no such host is known"),
        ("http://127.0.0.1:9/v1", "no connection to 127.0.0.1:9: no server is running there"),
        ("https://{server}/v1", "no secure connection to {server}: it may expect http"),
    ],
)
def test_why_there_is_no_connection(
    article: Article, monkeypatch: pytest.MonkeyPatch, base_url: str, problem: str
) -> None:
    """As far as it is known."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    with serving(GOOD) as server:
        host = server.address.removeprefix("http://")
        error = error_of(drafter(base_url.format(server=host)), article)
    assert problem.format(server=host) in str(error)


@pytest.mark.parametrize(
    "base_url",
    ["", "localhost:8000", "ftp://x/v1", "http://", "http://h:99999/v1", "http://[::1/v1",
     "http://a..b/v1", "http://ho st/v1", "http://host\n/v1", "http://host/\x1b[31m", "http://\x00",
     "http://user:sk-very-secret@/v1", "http://host:port/sk-very-secret"],
)  # fmt: skip
def test_an_address_that_is_none_is_one_error_that_does_not_repeat_it(
    base_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an argument and in the environment, before anything is sent."""
    with pytest.raises(InputError, match="an address like http://localhost:8000/v1") as raised:
        drafter(base_url)
    assert SECRET not in str(raised.value)
    assert str(raised.value).isprintable()
    if base_url and "\x00" not in base_url:
        monkeypatch.setenv("OPENAI_API_KEY", "x")
        monkeypatch.setenv("OPENAI_BASE_URL", base_url)
        with pytest.raises(InputError, match=r"^OPENAI_BASE_URL: it "):
            drafter("", base_url=None)


@pytest.mark.parametrize("key", ["sk-a\n", "sk-a\r\nX: y", "sk-\u00e9", "sk-\u2026", "\tsk"])
def test_a_key_that_no_header_can_have_is_one_error(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is sent, and without the key."""
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(InputError, match=r"^OPENAI_API_KEY: its key contains a line break"):
        drafter("", base_url=None)


@pytest.mark.parametrize(
    ("variables", "error", "told"),
    [
        ({"ALL_PROXY": "socks5://127.0.0.1:1"}, MissingExtra, "pip install socksio"),
        ({"ALL_PROXY": "ftp://127.0.0.1:1"}, InputError, "the proxy must be an address"),
        ({"SSL_CERT_FILE": "nowhere.pem"}, InputError, "^SSL_CERT_FILE: the certificates"),
        ({"SSL_CERT_FILE": __file__}, InputError, "^SSL_CERT_FILE: the certificates"),
        ({"HTTP_PROXY": "http://127.0.0.1:9"}, ModelUnreachable, "no connection to models.exa"),
    ],
)
def test_an_environment_in_which_nothing_can_be_sent_is_one_error(
    article: Article,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    error: type[FactxError],
    told: str,
) -> None:
    """It names the variable to change; a server on this machine is reached all the same."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(error, match=told):
        asyncio.run(drafter("http://models.example/v1").draft(article))
    with serving(GOOD) as server:
        assert contents(drafter(server), article) == QUOTED


# What ends a run


@pytest.mark.parametrize(
    ("status", "body", "ends"),
    [
        (401, {}, True),
        (402, {}, True),
        (403, {}, True),
        (404, {}, True),
        (429, {"error": {"code": "insufficient_quota"}}, True),
        (400, {"error": {"message": "Your credit balance is too low to use the API."}}, True),
        (429, {}, False),
        (429, {"error": {"code": "rate_limit_exceeded"}}, False),
        (400, {"error": {"message": "the article is about a credit balance"}}, False),
        (500, {}, False),
    ],
)
def test_an_error_that_every_article_would_get_ends_the_run(
    article: Article, monkeypatch: pytest.MonkeyPatch, status: int, body: Any, ends: bool
) -> None:
    """One that only this article got does not."""
    monkeypatch.setattr("factx.llm.retrying.RETRIES", 0)
    with serving(Response(json.dumps(body).encode(), status)) as server:
        error = error_of(drafter(server), article)
    assert isinstance(error, ModelUnreachable)
    assert error.ends_run is ends
    assert f"HTTP {status} from" in str(error)


@pytest.mark.parametrize(("status", "ends"), [(401, True), (403, False), (404, True)])
def test_a_server_that_has_answered_may_forbid_a_single_article(
    article: Article, status: int, ends: bool
) -> None:
    """A filter for contents answers so; a key that has expired in the meantime does not."""
    with serving(in_turn(GOOD, Response(b"{}", status))) as server:
        made = drafter(server)
        assert contents(made, article) == QUOTED
        error = error_of(made, article)
    assert isinstance(error, ModelUnreachable)
    assert error.ends_run is ends


@pytest.mark.parametrize(
    ("credentials", "options", "problem"),
    [
        ("", {}, "it requires a key: give one as api_key"),
        ("", {"api_key": "sk-x"}, "the key was not accepted"),
        ("user:s3cret@", {}, "the user name and password were not accepted"),
    ],
)
def test_what_was_not_accepted_is_what_was_sent(
    article: Article, credentials: str, options: dict[str, str], problem: str
) -> None:
    """The server's own words follow, without a password that it repeats."""
    body = json.dumps({"error": {"message": "go away, s3cret or not"}}).encode()
    with serving(Response(body, 401)) as server:
        address = server.address.replace("//", f"//{credentials}") + "/v1"
        error = error_of(drafter(address, **options), article)
    assert problem in str(error)
    assert "go away" in str(error)
    assert ("s3cret" in str(error)) is (not credentials)


def test_a_key_beside_a_password_in_the_address_is_one_error() -> None:
    """Only one of the two can be sent."""
    with pytest.raises(InputError, match="api_key: the address has a user name and password"):
        drafter("http://user:s3cret@models.example/v1", api_key="sk-x")
