"""A model that makes no mistake, made from the annotated articles, and one that makes some.

Its answers go the whole way: prompt, server, parsing, review, grounding. So what is lost here is
lost by factx.
"""

import asyncio
import json
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from openai_http import http
from sampling import sampled

from factx.grounding import ground
from factx.llm.drafter import InstructorDrafter
from factx.llm.numbering import Numbering
from factx.llm.recording import Recording
from factx.llm.replay import ReplayDrafter, draft_from
from factx.llm.wire.written import Texts, answer_to
from factx.records import Attribution, FactRecord, load
from factx.text import index_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLDS = {path.parent.name: load(path.read_bytes()) for path in sorted(FIXTURES.glob("*/gold.json"))}
Answer = dict[str, list[str]]


def perfect(gold: FactRecord, request: http.Request, texts: Texts = "all") -> Answer:
    """The answer about those sentences that the request shows, with the sources that it tells."""
    user = json.loads(request.content)["messages"][1]["content"]
    numbers = [int(number) for number in re.findall(r"(?m)^\[(\d+)\]", user)]
    _, _, told = user.partition("sources so far, whose numbers stay theirs:\n")
    known = [line for line in told.split("\n") if re.match(r"\d+ \| ", line)]
    return answer_to(gold, numbers[0], numbers[-1], known, texts=texts)


def answered(
    gold: FactRecord,
    change: Callable[[Answer], Answer] = lambda answer: answer,
    *,
    texts: Texts = "all",
    **options: Any,
) -> tuple[FactRecord, Recording]:
    """The record that comes of asking a model that answers so, and the recording of it."""
    recordings: list[Recording] = []

    def answer(request: http.Request) -> http.Response:
        content = json.dumps(change(perfect(gold, request, texts)), ensure_ascii=False)
        message = {"role": "assistant", "content": content}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        completion = {"id": "1", "object": "chat.completion", "created": 0, "model": "m"}
        return http.Response(200, json={**completion, "choices": [choice]})

    drafter = InstructorDrafter(
        "openai/perfect",
        base_url="http://models.example/v1",
        http_client=http.AsyncClient(transport=http.MockTransport(answer)),
        recorder=recordings.append,
        **options,
    )
    draft = asyncio.run(drafter.draft(gold.article))
    return ground(gold.article, draft), recordings[0]


def said(record: FactRecord) -> list[tuple[Any, ...]]:
    """Every attribution with what it links, by places and names and not by ids."""
    quotes = {quote.id: quote for quote in record.quotes}
    names = {source.id: source.name for source in record.sources}
    by_id = {attribution.id: attribution for attribution in record.attributions}

    def told(attribution: Attribution) -> tuple[Any, ...]:
        return (
            tuple(span.place for span in quotes[attribution.quote].spans),
            quotes[attribution.quote].type,
            attribution.source_span.place if attribution.source_span else None,
            attribution.cue.place if attribution.cue else None,
            tuple(names[source] for source in attribution.sources),
            attribution.type,
            told(by_id[attribution.parent]) if attribution.parent else None,
            attribution.negated,
        )

    return sorted(map(told, record.attributions), key=repr)


def claimed(record: FactRecord) -> list[tuple[Any, ...]]:
    """Every claim but its text, with the place of what asserts and of what it retells."""
    quotes = {quote.id: quote for quote in record.quotes}
    places = {
        attribution.id: tuple(span.place for span in quotes[attribution.quote].spans)
        for attribution in record.attributions
    }
    return [
        (
            tuple(span.place for span in claim.evidence),
            places.get(claim.attribution or ""),
            places.get(claim.reports or ""),
            claim.kind,
            claim.factuality,
            claim.standing or "main",
            claim.checks,
        )
        for claim in record.claims
    ]


def worded(record: FactRecord) -> list[tuple[str, bool]]:
    return [(claim.text, claim.standalone) for claim in record.claims]


def identified(record: FactRecord) -> list[tuple[str, str, str]]:
    heard = {source for attribution in record.attributions for source in attribution.sources}
    return sorted((s.name, s.kind, s.naming) for s in record.sources if s.id in heard)


# Without a mistake


@pytest.mark.parametrize("name", GOLDS)
def test_a_perfect_answer_gives_the_gold(name: str) -> None:
    """Every content, source, cue, parent and claim, to the character, in one request."""
    gold = GOLDS[name]
    record, recording = answered(gold)
    assert record.ungrounded == ()
    assert said(record) == said(gold)
    assert claimed(record) == claimed(gold)
    assert worded(record) == worded(gold)
    assert identified(record) == identified(gold)
    assert recording.requests == 1


@pytest.mark.parametrize("name", [name for name, gold in GOLDS.items() if gold.claims])
@pytest.mark.parametrize("texts", ["names", "none"])
def test_a_perfect_answer_with_names_alone_gives_the_claims(name: str, texts: Texts) -> None:
    """The ends of the evidence and the marks are all that a model need write for them."""
    gold = GOLDS[name]
    record, recording = answered(gold, texts=texts)
    assert record.ungrounded == ()
    assert claimed(record) == claimed(gold)
    assert recording.requests == 1


PARTS = [*product(GOLDS, [1, 400, 1500])]
FIRST = next(iter(GOLDS))


@pytest.mark.parametrize(
    ("name", "window"), sampled(PARTS, 6, always=[(FIRST, 1), (FIRST, 400), (FIRST, 1500)])
)
def test_an_article_in_parts_gives_the_record_of_the_whole(name: str, window: int) -> None:
    """Cut at every paragraph, or at some: nothing at a seam is doubled or lost, and every source
    stays one; the recorded parts replay to the same record."""
    gold = GOLDS[name]
    whole, _ = answered(gold)
    record, recording = answered(gold, window=window)
    assert recording.requests > 1
    facts = {"sources", "quotes", "attributions", "claims", "ungrounded", "counts"}
    assert record.model_dump(include=facts) == whole.model_dump(include=facts)
    replayed = ReplayDrafter({gold.article.sha256: recording}.get).draft(gold.article)
    assert ground(gold.article, asyncio.run(replayed)) == record


def test_names_are_put_in_across_parts() -> None:
    """A number stands for the same source in every part, whether listed there or before."""
    gold = next(gold for gold in GOLDS.values() if gold.claims)
    whole, _ = answered(gold, texts="names")
    record, recording = answered(gold, texts="names", window=400)
    assert recording.requests > 1
    assert worded(record) == worded(whole) != worded(gold)


# In another notation


def with_words(line: str, gold: FactRecord) -> str:
    """The number of each quotation with its words."""
    return re.sub(r"<\d+>", lambda number: f"{number[0]}{written_out(number[0], gold)}", line)


def with_bare_words(line: str, gold: FactRecord) -> str:
    """The number of each quotation with its words, without their marks."""
    return re.sub(
        r"<\d+>", lambda number: f"{number[0]} {written_out(number[0], gold)[1:-1]}", line
    )


def escaped(line: str, gold: FactRecord) -> str:
    return re.sub(r"<(\d+)>", r"&lt;\1&gt;", line)


def with_ellipses(line: str, gold: FactRecord) -> str:
    return line.replace(" >> ", " ... ")


def with_arrows(line: str, gold: FactRecord) -> str:
    return line.replace(" >> ", " -> ")


def with_sentence_mark(line: str, gold: FactRecord) -> str:
    head, content = split(line)
    return f"{head} | [3] {content}"


def as_table(line: str, gold: FactRecord) -> str:
    return f"- {line}" if "|" not in split(line)[1] else f"| {line} |"


def written_out(number: str, gold: FactRecord) -> str:
    text = Numbering(index_of(gold.article.get_text())).written_out(number)
    return " ".join(text.split())


NOTATIONS = [
    with_words, with_bare_words, escaped, with_ellipses, with_arrows, with_sentence_mark, as_table,
]  # fmt: skip
NOTED = [*product(GOLDS, NOTATIONS)]


@pytest.mark.parametrize(
    ("name", "notation"), sampled(NOTED, 20, always=[case for case in NOTED if case[0] == FIRST])
)
def test_a_perfect_answer_in_another_notation_gives_the_gold(
    name: str, notation: Callable[[str, FactRecord], str]
) -> None:
    """Nothing is lost, nothing is doubled, and the model is not asked again."""
    gold = GOLDS[name]

    def change(answer: Answer) -> Answer:
        return {**answer, "statements": [notation(line, gold) for line in answer["statements"]]}

    record, recording = answered(gold, change)
    assert record.ungrounded == ()
    assert said(record) == said(gold)
    assert recording.requests == 1


# With mistakes


def typos(line: str, dice: random.Random) -> str:
    """Two letters exchanged in each longer word of the content."""
    head, content = split(line)
    return f"{head} | " + re.sub(r"\b(\w)(\w)(\w{3,})", r"\2\1\3", content)


def paraphrase(line: str, dice: random.Random) -> str:
    """Words that the article does not have."""
    return f"{split(line)[0]} | something to that effect was put forward quite forcefully"


def misplaced(line: str, dice: random.Random) -> str:
    """A wrong sentence number."""
    return f"{dice.randrange(1, 40)}z | {line.partition(' | ')[2]}"


def merged(line: str, dice: random.Random) -> str:
    """Speaker and content run together."""
    head, content = split(line)
    return f"{head} | {head.split(' | ')[1]} {head.split(' | ')[2]} {content}"


def dropped(line: str, dice: random.Random) -> str:
    return ""


def invented(line: str, dice: random.Random) -> str:
    """A quotation and a speaker that nobody ever was."""
    return f'{line.partition(" | ")[0]} | Baron Zwirbelmoor | thundered | "I shall burn it all"'


DAMAGES = [typos, paraphrase, misplaced, merged, dropped, invented]


def split(line: str) -> tuple[str, str]:
    """A statement's first three parts, and its content."""
    parts = line.split(" | ", 3)
    return " | ".join(parts[:3]), parts[3]


def damaging(
    damage: Callable[[str, random.Random], str], share: float, seed: int
) -> tuple[Callable[[Answer], Answer], list[str]]:
    """What damages that share of an answer's statements, and which keys it has damaged."""
    touched: list[str] = []

    def change(answer: Answer) -> Answer:
        dice = random.Random(seed)
        lines = list(answer["statements"])
        count = max(1, round(share * len(lines)))
        for at in dice.sample(range(len(lines)), count):
            touched.append(lines[at].partition(" | ")[0])
            lines[at] = damage(lines[at], dice)
        # What hangs on a damaged statement is touched by the damage too.
        return {**answer, "statements": [line for line in lines if line]}

    return change, touched


def right(gold: FactRecord, predicted: FactRecord) -> int:
    """How many attributions have content and source right: every gold one is looked for once."""
    left = places(predicted)
    found = 0
    for content, source in places(gold):
        match = next((p for p in left if alike(content, p[0]) and source <= p[1]), None)
        if match is not None:
            left.remove(match)
            found += 1
    return found


def places(record: FactRecord) -> list[tuple[frozenset[int], frozenset[int]]]:
    """The characters of content and source of each attribution."""
    quotes = {quote.id: quote for quote in record.quotes}
    return [
        (
            frozenset(n for span in quotes[a.quote].spans for n in range(*span.place)),
            frozenset(range(*a.source_span.place)) if a.source_span else frozenset(),
        )
        for a in record.attributions
    ]


def alike(gold: frozenset[int], predicted: frozenset[int]) -> bool:
    return 2 * len(gold & predicted) >= len(gold | predicted)


def f1(gold: FactRecord, predicted: FactRecord) -> float:
    return 2 * right(gold, predicted) / (len(gold.attributions) + len(predicted.attributions))


def hanging(gold: FactRecord, touched: Sequence[str]) -> int:
    """How many attributions the damage touches: the damaged ones, and those they report."""
    keys = dict(
        zip(
            (line.partition(" | ")[0] for line in answer_to(gold)["statements"]),
            (attribution.id for attribution in gold.attributions),
            strict=True,
        )
    )
    lost = {keys[key] for key in touched}
    while more := {a.id for a in gold.attributions if a.parent in lost} - lost:
        lost |= more
    return len(lost)


@cache
def recorded(name: str) -> Recording:
    """The recording of the perfect answer about an article, whose answer can be exchanged."""
    _, recording = answered(GOLDS[name], max_retries=0)
    return recording


def reread(gold: FactRecord, change: Callable[[Answer], Answer], name: str) -> FactRecord:
    """The record that comes of the recorded answer after `change`, as a live run would end."""
    recording = recorded(name)
    [completion] = recording.completions
    text = json.dumps(change(json.loads(completion.text)), ensure_ascii=False)
    changed = recording.model_copy(
        update={"completions": (completion.model_copy(update={"text": text}),)}
    )
    return ground(gold.article, draft_from(changed, gold.article))


DAMAGED = [*product(GOLDS, DAMAGES, [0.05, 0.1, 0.2])]
FIRSTS = [case for case in DAMAGED if case[0] == FIRST]


@pytest.mark.parametrize(("name", "damage", "share"), sampled(DAMAGED, 20, always=FIRSTS))
def test_damage_costs_no_more_than_it_touches(
    name: str, damage: Callable[[str, random.Random], str], share: float
) -> None:
    """An untouched statement never suffers, and nothing that is not in the article gets in."""
    gold = GOLDS[name]
    for seed in range(3):
        change, touched = damaging(damage, share, seed)
        record = reread(gold, change, name)
        assert touched
        loss = hanging(gold, touched) / len(gold.attributions)
        assert f1(gold, record) >= 1 - loss
        assert right(gold, record) >= len(gold.attributions) - hanging(gold, touched)
        assert "Zwirbelmoor" not in "".join(source.name for source in record.sources)
        assert record.counts.drafted == record.counts.grounded + record.counts.ungrounded


def test_a_damaged_answer_gives_the_same_record_live_and_read_again() -> None:
    """So that the cases above stand for what a server would have answered."""
    for damage in DAMAGES:
        live, _ = answered(GOLDS[FIRST], damaging(damage, 0.2, 0)[0], max_retries=0)
        assert reread(GOLDS[FIRST], damaging(damage, 0.2, 0)[0], FIRST).quotes == live.quotes
