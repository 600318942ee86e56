"""A page in one file: it makes no network requests, and runs only its own script."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.resources import files

from factx.render.characters import printable
from factx.render.web.markup import Html, element


def document(
    body: Iterable[Html | None],
    *,
    title: str,
    styles: Iterable[str],
    script: Html | None = None,
    connect: str = "'none'",
) -> Iterator[str]:
    """Yield a page in pieces: head, the children of its body one by one, and its script, if any.

    `styles` are the names of style sheets, `package/name.css`, of which the shared one comes first.
    A policy in the head forbids every script but this one, and all requests, but those of its
    script to `connect`.
    """
    style = Html("\n".join(own_file(name) for name in ("web/base.css", *styles)))
    yield f'<!DOCTYPE html>\n<html lang="en">{_head(title, style, script, connect)}<body>'
    for child in body:
        yield child or ""
    yield "" if script is None else element("script", script)
    yield "</body></html>"


def own_file(name: str) -> Html:
    """Read a file of the pages, `package/name`; it must not contain what would end its element."""
    text = files("factx.render").joinpath(*name.split("/")).read_text(encoding="utf-8")
    assert "</" not in text
    assert "<!--" not in text
    return Html(text)


def _head(title: str, style: Html, script: Html | None, connect: str) -> Html:
    scripts = "'none'" if script is None else _digest(script)
    policy = (
        f"default-src 'none'; style-src {_digest(style)}; script-src {scripts}; "
        f"connect-src {connect}; "
        "base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", printable(title)),
        element("style", style),
    )


def _digest(text: str) -> str:
    """Return the digest by which a security policy allows a style or script."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
