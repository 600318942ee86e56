"""Who said what, by LangExtract."""

import os
from pathlib import Path

import langextract as lx

PROMPT = """Extract what somebody says, with and without quotation marks, copied letter by letter.
speaker: the full name, or the fullest description; never a pronoun. is_named: yes or no.
kind: person, group, organisation or document. form: direct, indirect or mixed.
was_made: no for what somebody denies or would not say."""


def statement(text, speaker, is_named="yes", kind="person", form="indirect", was_made="yes"):
    names = {"speaker": speaker, "is_named": is_named, "kind": kind}
    return lx.data.Extraction(
        "statement", text, attributes=names | {"form": form, "was_made": was_made}
    )


EXAMPLE = lx.data.ExampleData(
    text="Lena Moss said the bridge was safe. “It will open,” an official said.",
    extractions=[
        statement("the bridge was safe", "Lena Moss"),
        statement("“It will open,”", "an official", is_named="no", form="direct"),
    ],
)


def ask(text, prompt=PROMPT, examples=(EXAMPLE,), model=None, **options):
    result = lx.extract(
        text,
        prompt_description=prompt,
        examples=list(examples),
        model_id=model or os.environ["MODEL"],
        show_progress=False,
        **options,
    )
    return [one for one in result.extractions if one.char_interval is not None]


def articles(paths):
    for path in paths:
        for file in sorted(Path(path).glob("*.txt")):
            yield file.stem, file.read_text("utf-8")
