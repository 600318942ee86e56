#!/usr/bin/env python3
"""What a perfect answer costs: factx, a plain call that copies everything, and LangExtract.

    python benchmarks/tokens.py GOLD... [--tokenizer o200k_base]

GOLD are annotated records with their texts: JSON files with one record, or JSON lines. From each
one the answer is made that a model would have to write in each system's own form to tell all of
it: sources with name, kind and naming, attributions with source, cue, content and type, claims.
What each system sends is counted with it; all are told the same about what to look for, and asked
for claims only where there are any. One tokenizer counts everything: an encoding of tiktoken,
which is downloaded once, or that of a llama.cpp server (http://127.0.0.1:8801). LangExtract is left
out where it is not installed.

Ours and the plain answer are written without white space, as servers with a response format do;
LangExtract's as in its own examples, with indents and a code fence, which models repeat.
"""

import argparse
import json
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from peers import EXAMPLE, INSTRUCTIONS
from pydantic import BaseModel

from factx import FactRecord, load
from factx.llm.asking.parts import parts_of
from factx.llm.asking.whole import WINDOW
from factx.llm.numbering import Numbering
from factx.llm.prompt import messages
from factx.llm.wire.answer import Answer
from factx.llm.wire.merge import AnswerMerger
from factx.llm.wire.written import answer_to
from factx.text import Index

FIELDS = """

The source is who says it, once with its full name or its fullest description, without title; \
its kind is person, group, official_body, organisation, media_outlet, document or other; its \
naming is named by name, by title or as the only body of its kind (the council), unnamed \
otherwise (officials, a neighbour, a report), pseudonymous for a handle or a changed name. The \
speaker is the words for it beside the cue, "who" and "which" too. The type is intention for \
what the source itself is to do (plans, promised to), statement where it was said or written, \
attitude where it is wanted, feared, backed or opposed without that, else belief (believes, \
expects).

Take the quotations first, then the words of saying and holding: said, told, denied, warned, \
according to, believes, wants, plans, backs. Reported words count without quotation marks: "The \
union offered to help". Documents, polls and posts speak too, instruments do not. A quotation \
without a cue is a part of the statement before it, if that was said in the same paragraph by \
the same speaker; else it is a statement of its own. A quotation over several sentences is one \
statement, and so is each turn of an interview or transcript. What speakers say of themselves (I \
think, I told him, we had hoped) is part of their statement and no other; what they report of \
others is one. No statements: what the article tells by itself, its own questions included; \
deeds (approved, charged, pleaded, apologised); passives without a holder (is expected, was \
planned); shares (half of them say); "declined to comment" and "spoke about it", where no \
content is given; titles, mottos and quoted words that nobody is said to say."""
CLAIMS = """

A claim is an assertion, the article's own included, one for each main clause and each of \
coordinated predicates; no questions, and nothing for a content without a predicate. Its \
evidence is the fewest words to read it from, its text one sentence that stands alone, with \
names for pronouns. Its kind is fact, prediction, position (what somebody wants or undertakes) \
or opinion; its factuality CT if said or told flatly, PR if believed, expected or likely, PS if \
feared or possible, each with + if the text affirms and - if it denies; Uu for what is wanted, \
asked or should be."""
Text = tuple[str, str]
"""What a system reads and writes about one article, all requests together."""


class PlainSource(BaseModel):
    """A source, in the plain form."""

    name: str
    kind: str
    naming: str


class PlainStatement(BaseModel):
    """A statement, in the plain form."""

    source: PlainSource | None
    speaker: str
    cue: str
    content: str
    type: str


class PlainClaim(BaseModel):
    """A claim, in the plain form."""

    source: str
    evidence: str
    kind: str
    factuality: str
    text: str


class Plain(BaseModel):
    """What a plain call asks for."""

    statements: list[PlainStatement]
    claims: list[PlainClaim]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--tokenizer", default="o200k_base")
    args = parser.parse_args()
    tokens = counter(args.tokenizer)
    golds = [gold for path in args.gold for gold in read(path)]
    systems: dict[str, Callable[[FactRecord], Text]] = {"factx": ours, "plain": plain}
    if find_spec("langextract") is not None:
        systems["langextract"] = langextracts
    sums: dict[str, Counter[str]] = {name: Counter() for name in systems}
    for gold in golds:
        for name, system in systems.items():
            told, written = system(gold)
            sums[name] += Counter(input=tokens(told), output=tokens(written))
    items = sum(len(gold.attributions) for gold in golds)
    claims = sum(len(gold.claims) for gold in golds)
    print(f"{len(golds)} articles, {items} attributions, {claims} claims")
    for name, of in sums.items():
        both = of["input"] + of["output"]
        print(f"{name:12} input {of['input']:7,} output {of['output']:7,} together {both:7,}")
        if name != "factx":
            share = sums["factx"]["output"] / of["output"]
            whole = (sums["factx"]["input"] + sums["factx"]["output"]) / both
            print(f"{'':12} factx writes {share:.0%} of that, reads and writes {whole:.0%}")


def read(path: Path) -> Iterator[FactRecord]:
    """The records of a file."""
    if path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            yield load(line)
    else:
        yield load(path.read_bytes())


def counter(tokenizer: str) -> Callable[[str], int]:
    """What counts the tokens of a text, by the name of an encoding or the address of a server."""
    if tokenizer.startswith("http"):
        return lambda text: count(text, tokenizer)
    encoding: Any = import_module("tiktoken").get_encoding(tokenizer)
    return lambda text: len(encoding.encode(text))


def count(text: str, tokenizer: str) -> int:
    """Tokens of `text` by the server at `tokenizer`."""
    body = json.dumps({"content": text}).encode()
    request = urllib.request.Request(
        f"{tokenizer}/tokenize", body, {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=600) as response:
        return len(json.load(response)["tokens"])


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def ours(gold: FactRecord) -> Text:
    """The shipped prompt and form, part by part as the drafter asks."""
    index = Index(gold.article.get_text())
    numbering = Numbering(index)
    told, written = "", ""
    known: tuple[str, ...] = ()
    merger = AnswerMerger()
    for first, last in parts_of(index, WINDOW):
        asked = messages(numbering, first, last, known, claims=bool(gold.claims))
        told += "".join(one["content"] for one in asked)
        answer = answer_to(gold, first, last, known, texts="names")
        written += compact(answer)
        merger.add(Answer.model_validate(answer))
        known = merger.known
    return told, written


def statements(gold: FactRecord) -> list[dict[str, Any]]:
    """The attributions of `gold`, everything copied."""
    sources = {source.id: source for source in gold.sources}
    quotes = {quote.id: quote for quote in gold.quotes}
    told: list[dict[str, Any]] = []
    for one in gold.attributions:
        source = sources[one.sources[0]] if one.sources else None
        told.append(
            {
                "source": {"name": source.name, "kind": source.kind, "naming": source.naming}
                if source
                else None,
                "speaker": one.source_span.text if one.source_span else "",
                "cue": one.cue.text if one.cue else "",
                "content": " ".join(span.text for span in quotes[one.quote].spans),
                "type": one.type,
            }
        )
    return told


def claims(gold: FactRecord) -> list[dict[str, str]]:
    """The claims of `gold`, everything copied."""
    names = {source.id: source.name for source in gold.sources}
    by_id = {one.id: one for one in gold.attributions}
    return [
        {
            "source": names[by_id[one.attribution].sources[0]]
            if one.attribution and by_id[one.attribution].sources
            else "",
            "evidence": " ".join(span.text for span in one.evidence),
            "kind": one.kind,
            "factuality": one.factuality,
            "text": one.text,
        }
        for one in gold.claims
    ]


def instructions(gold: FactRecord) -> str:
    """What the others are told: what ours tells, but for the way to write it."""
    return INSTRUCTIONS + FIELDS + (CLAIMS if gold.claims else "")


def plain(gold: FactRecord) -> Text:
    """The same instructions as the peers', the article, and everything copied."""
    example: dict[str, list[str]] = {"statements": [], "claims": []}
    system = f"{instructions(gold)}\n\nExample article:\n{EXAMPLE}\nAnswer:\n{json.dumps(example)}"
    schema = compact(Plain.model_json_schema())
    answer = Plain.model_validate({"statements": statements(gold), "claims": claims(gold)})
    told = f"{system}{schema}Article:\n{gold.article.get_text()}\nAnswer:"
    return told, compact(answer.model_dump())


def langextracts(gold: FactRecord) -> Text:
    """Its prompts chunk by chunk as it makes them, its answers as it formats its own examples."""
    lx: Any = import_module("langextract")
    language_model: Any = import_module("langextract.core.base_model").BaseLanguageModel
    format_handler: Any = import_module("langextract.core.format_handler").FormatHandler
    scored_output: Any = import_module("langextract.core.types").ScoredOutput
    told: list[str] = []

    class Listening(language_model):
        def infer(self, batch_prompts: Any, **_: Any) -> Iterator[Any]:
            for prompt in batch_prompts:
                told.append(prompt)
                text = '```json\n{"extractions": []}\n```'
                yield [scored_output(score=1.0, output=text)]

    # One example of each class, so that the prompt teaches the form.
    statement = {"speaker": "Engineers", "cue": "had warned", "type": "statement"}
    statement |= {"source": "engineers", "kind": "group", "naming": "unnamed"}
    claim = {"source": "engineers", "kind": "opinion", "factuality": "CT+"}
    claim |= {"text": "The bridge of Tarn will be delayed."}
    example = lx.data.ExampleData(
        text=EXAMPLE,
        extractions=[
            lx.data.Extraction(
                extraction_class="statement", extraction_text="of delays", attributes=statement
            ),
            lx.data.Extraction(
                extraction_class="claim", extraction_text="delays", attributes=claim
            ),
        ],
    )
    if not gold.claims:
        del example.extractions[1]
    lx.extract(
        text_or_documents=gold.article.get_text(),
        prompt_description=instructions(gold),
        examples=[example],
        model=Listening(),
        show_progress=False,
    )
    items: list[Any] = []
    for one in statements(gold):
        source: dict[str, str] = one["source"] or {}
        about = {"speaker": one["speaker"], "cue": one["cue"], "type": one["type"]}
        about |= {"source": source.get("name", ""), "kind": source.get("kind", "")}
        about |= {"naming": source.get("naming", "")}
        items.append(lx.data.Extraction("statement", one["content"], attributes=about))
    for one in claims(gold):
        about = {name: value for name, value in one.items() if name != "evidence"}
        items.append(lx.data.Extraction("claim", one["evidence"], attributes=about))
    handler = format_handler()
    return "".join(told), handler.format_extraction_example(items)


if __name__ == "__main__":
    main()
