"""The page on which fixtures are made and corrected; its script asks the server for articles."""

from collections.abc import Iterator

from factx.render.web.document import document, own_file
from factx.render.web.markup import Html, element

_KEYS = (
    ("← →", "go from word to word"),
    ("Shift ← →", "select words"),
    ("q", "they were said: a new statement"),
    ("+", "they are a further piece of it"),
    ("s", "they are its source"),
    ("c", "they are its cue"),
    ("w", "they say when"),
    ("a", "they say to whom"),
    ("m", "they mention the source once more"),
    ("e", "they are a new claim"),
    ("p", "they are a further piece of its evidence"),
    ("Ctrl Z", "undo"),
    ("Ctrl Shift Z", "redo"),
    ("Ctrl S", "save"),
)


def annotate_page() -> Iterator[str]:
    """Yield the page in pieces. It asks nobody but the server that sent it."""
    yield from document(
        _body(),
        title="factx annotate",
        styles=["annotate_page/page.css"],
        script=own_file("annotate_page/page.js"),
        connect="'self'",
    )


def _body() -> Iterator[Html]:
    yield element("a", "Skip to the article", href="#text", class_="skip")
    yield element(
        "header",
        element("p", "factx: annotate", class_="kicker"),
        element("h1", "Annotate", id="title"),
        element("p", id="progress", class_="about"),
    )
    yield element("noscript", element("p", "This page needs JavaScript."))
    yield element("p", id="message", role="status")
    yield element(
        "div",
        element(
            "nav",
            element("ol", id="list"),
            element("button", "New article", type="button", id="new"),
            _new_article(),
            id="articles",
            aria_label="Articles",
        ),
        element(
            "main",
            element("h2", id="heading"),
            _toolbar(),
            element(
                "div",
                id="text",
                class_="text",
                tabindex=0,
                role="textbox",
                aria_readonly="true",
                aria_multiline="true",
                aria_label="The article: select words, then press a key or a button",
            ),
        ),
        element("aside", id="items", aria_label="What is marked"),
        id="page",
    )
    yield element(
        "footer",
        element("h2", "Keys"),
        element(
            "dl",
            *(
                element("div", element("dt", element("kbd", key)), element("dd", meaning))
                for key, meaning in _KEYS
            ),
            class_="keys",
        ),
    )


def _toolbar() -> Html:
    marks = (
        ("said", "said (q)", "The selected words were said: a new statement"),
        ("piece", "+ piece", "The selected words belong to what the chosen statement says"),
        ("source", "source (s)", "The selected words are the source of the chosen statement"),
        ("cue", "cue (c)", "The selected words are the cue of the chosen statement"),
        ("when", "when (w)", "The selected words say when it was said"),
        ("addressee", "to whom (a)", "The selected words say to whom it was said"),
        ("mention", "mention (m)", "The selected words mention the chosen source"),
        ("claim", "claim (e)", "The selected words are the evidence of a new claim"),
        ("evidence", "+ evidence (p)", "The selected words are evidence of the chosen claim"),
    )
    acts = (
        ("undo", "undo", "Undo"),
        ("redo", "redo", "Redo"),
        ("suggest", "suggest", "Show what the offline rules find"),
        ("save", "save", "Save what is marked so far"),
        ("finish", "finish", "Save as gold: all of the article is annotated"),
    )
    return element(
        "div",
        element("div", *(_button("mark", *mark) for mark in marks), class_="marks"),
        element("div", *(_button("act", *act) for act in acts), class_="acts"),
        id="toolbar",
        role="toolbar",
        aria_label="Mark the selected words",
    )


def _button(kind: str, name: str, shown: str, meaning: str) -> Html:
    return element("button", shown, type="button", title=meaning, **{f"data_{kind}": name})


def _new_article() -> Html:
    return element(
        "form",
        element("label", "Name ", element("input", name="id", required=True, autocomplete="off")),
        element("label", "Title ", element("input", name="title", autocomplete="off")),
        element("label", "Text ", element("textarea", name="text", rows=8, required=True)),
        element("button", "Make it", type="submit"),
        id="new-article",
        hidden=True,
        aria_label="New article",
    )
