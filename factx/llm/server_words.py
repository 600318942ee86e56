"""What a server says about an error: in its own words, without secrets and without the article."""

import os
import re
from collections.abc import Iterable, Sequence
from typing import Any, cast

from factx.llm.providers import PROVIDERS
from factx.llm.wire.json_signs import cleaned

_LONGEST = 200
"""Characters of a message that are shown."""
_READ = 1000
"""Characters of a message that are read."""
_SAME = 10
"""Letters and digits in a row that a message has from the article, and not by chance."""
_SHORTEST_SECRET = 4
"""Characters of a password that is looked for in a message; shorter ones are parts of words."""
_LEFT_OUT = "…"
_STATUS_ALONE = re.compile(r"Error code: \d+(?: - )?")
"""What the package of OpenAI puts before, or in place of, a body without a message."""
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|[nrt\"'])")
_CONTROL = re.compile(
    r"(?:\x1b\[[0-9;?]*[ -/]*[@-~]"
    r"|[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff])+"
)
_SECRET = re.compile(
    r"(?:\b(?:sk|pk|rk|gsk|xai|hf|ghp|glpat)[-_]|\bbearer |\bAIza)[^\s\"',;)]{6,}"
    r"|[^\s\"',;)]*\*{3}[^\s\"',;)]*"
    r"|(?<=://)[^\s/@]+(?=@)"
    r"|(?<=[?&])[\w-]{0,20}(?:key|token|secret|password)[\w-]{0,20}=[^\s&\"']+"
    r"|\b(?=[a-zA-Z]*[0-9])(?=[0-9]*[a-zA-Z])[a-zA-Z0-9+]{16,}=*",
    re.IGNORECASE,
)
"""Keys, passwords in addresses, and long runs of letters and digits."""
_QUOTED = re.compile(r"([\"'`{\[“‘])([^\"'`{}\[\]“”‘’]+)([\"'`}\]”’])")
_NO_LETTERS = re.compile(r"[\W_]+")


def words_of(error: object, sent: Sequence[str], secrets: Iterable[str] = ()) -> str:
    """The message of a server in `error`, shortened; empty if there is none to show.

    `error` is an exception of a provider's package, or a response. What the message repeats of
    `sent`, the texts of the question, is left out, and so are `secrets` and what looks like one.
    """
    message = message_in(getattr(error, "body", None)) or message_in(error)
    begin = _STATUS_ALONE.match(message)
    message = message[begin.end() :] if begin else message
    if not message or re.search(r"<!doctype|<html|<body", message[:_READ], re.IGNORECASE):
        return ""
    if len(message) > _READ:
        message = message[:_READ].rpartition(" ")[0]  # half a key would not be known as one
    message = _plain(message)
    keys = (os.environ.get(key, "") for one in PROVIDERS.values() for key in one.keys)
    known = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]
    known += [key.strip() for key in keys if len(key.strip()) >= _SAME]
    for secret in known:
        message = message.replace(secret, _LEFT_OUT)
    message = _SECRET.sub(_LEFT_OUT, message)
    message = _without(message, " ".join(sent))
    if not re.search(r"[^\W_]{2}", message):
        return ""
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST].rstrip()} ..."


def message_in(value: object, levels: int = 6) -> str:
    """The message in the body of an error: in one of the places where servers put it."""
    if isinstance(value, str):
        return value
    if not levels:
        return ""
    if isinstance(value, list):
        parts = [message_in(part, levels - 1) for part in cast("list[object]", value)[:3]]
        return "; ".join(part for part in parts if part)
    for name in ("error", "message", "detail", "details", "msg", "errors"):
        if isinstance(value, dict):
            inner = cast("dict[str, Any]", value).get(name)
        else:
            inner = getattr(value, name, None)
        if inner is not None and (message := message_in(inner, levels - 1)):
            return message
    return ""


def _plain(message: str) -> str:
    """`message` in one line, without control characters and escapes."""

    def written(escape: re.Match[str]) -> str:
        return chr(int(escape[1], 16)) if escape[1] else " "

    return _CONTROL.sub(" ", cleaned(_ESCAPE.sub(written, message))).strip()


def _without(message: str, text: str) -> str:
    """`message` without what it repeats of `text`."""
    words = {*re.findall(r"\w+", text.lower())}

    def shown(quoted: re.Match[str]) -> str:
        inner = re.findall(r"\w+", quoted[2].lower())
        is_repeated = inner and words.issuperset(inner)
        return f"{quoted[1]}{_LEFT_OUT}{quoted[3]}" if is_repeated else quoted[0]

    message = _QUOTED.sub(shown, message)
    squeezed = _NO_LETTERS.sub("", text.lower())
    places = [at for at, sign in enumerate(message) if not _NO_LETTERS.match(sign)]
    signs = "".join(message[at].lower()[:1] for at in places)
    repeated: set[int] = set()
    for at in range(len(signs) - _SAME + 1):
        if signs[at : at + _SAME] in squeezed:
            repeated.update(range(places[at], places[at + _SAME - 1] + 1))
    kept = [_LEFT_OUT if at in repeated else sign for at, sign in enumerate(message)]
    return re.sub(rf"{_LEFT_OUT}(?:\s*{_LEFT_OUT})+", _LEFT_OUT, "".join(kept))
