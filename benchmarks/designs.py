"""Ways of asking a model who said what, to be compared on the same articles.

Each design is a talk: it yields questions, is sent the answers, and returns what was drafted.
"""

import json
import re
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Any, cast

from factx.grounding import ground
from factx.llm.numbering import Numbering
from factx.llm.prompt import messages as shipped_messages
from factx.llm.recording import Completion
from factx.llm.wire.answer import answer_form
from factx.llm.wire.parse import Unreadable, parse
from factx.llm.wire.to_draft import to_draft
from factx.records import (
    Article,
    Draft,
    DraftAttribution,
    DraftQuote,
    DraftSource,
    FactRecord,
    Origin,
    Passage,
)
from factx.rules import draft_offline
from factx.text import Index, index_of


@dataclass(frozen=True)
class Question:
    """What a model is asked at once."""

    system: str
    user: str
    schema: dict[str, Any]
    max_tokens: int = 1000


Talk = Generator[Question, Any, Draft]
"""Yields questions, is sent the JSON that came back (whatever could be read of it)."""


@dataclass
class Said:
    """One attribution as a model wrote it."""

    speaker: str = ""
    cue: str = ""
    content: tuple[Passage, ...] = ()
    sentence: int | None = None


def string(longest: int) -> dict[str, Any]:
    return {"type": "string", "maxLength": longest}


def number(*allowed: int) -> dict[str, Any]:
    return {"type": "integer", "enum": list(allowed)} if allowed else {"type": "integer"}


def listing(most: int, **fields: Any) -> dict[str, Any]:
    """The schema of a list of objects with these fields."""
    return {"type": "array", "maxItems": most, "items": closed(**fields)}


def closed(**fields: Any) -> dict[str, Any]:
    """The schema of an object with just these fields."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def draft_of(said: Iterable[Said]) -> Draft:
    """A draft with one source for each wording of a speaker; what has no content is left out."""
    kept = [one for one in said if one.content]
    names = list(dict.fromkeys(one.speaker.strip() for one in kept if one.speaker.strip()))
    ids = {name: f"s{at}" for at, name in enumerate(names, 1)}
    return Draft(
        sources=tuple(
            DraftSource(id=ids[name], name=name, kind="other", naming="unnamed") for name in names
        ),
        quotes=tuple(DraftQuote(id=f"q{at}", spans=one.content) for at, one in enumerate(kept, 1)),
        attributions=tuple(
            DraftAttribution(
                id=f"a{at}",
                quote=f"q{at}",
                sources=(ids[one.speaker.strip()],) if one.speaker.strip() else (),
                source_span=passage(one.speaker, one.sentence),
                cue=passage(one.cue, one.sentence),
            )
            for at, one in enumerate(kept, 1)
        ),
        origin=Origin(drafter="other"),
    )


def passage(words: Any, sentence: int | None = None) -> Passage | None:
    words = str(words or "").strip()
    return Passage(text=words, sentence=sentence) if words else None


def content(words: Any, sentence: int | None = None) -> tuple[Passage, ...]:
    found = passage(words, sentence)
    return (found,) if found else ()


def ends(first: Any, last: Any, sentence: int | None = None) -> tuple[Passage, ...]:
    first, last = str(first or "").strip(), str(last or "").strip()
    if first and last and first != last:
        return (Passage(first=first, last=last, sentence=sentence),)
    return content(first or last, sentence)


def field(answer: Any, name: str) -> Any:
    """A field of an answer; None where it has none."""
    return cast("dict[str, Any]", answer).get(name) if isinstance(answer, dict) else None


def listed(answer: Any, name: str) -> list[Any]:
    """A list of an answer; empty where it has none."""
    held = field(answer, name)
    return cast("list[Any]", held) if isinstance(held, list) else []


def items(answer: Any, name: str) -> list[dict[str, Any]]:
    """The objects of a list of an answer."""
    return [cast("dict[str, Any]", one) for one in listed(answer, name) if isinstance(one, dict)]


def sentence(index: Index, value: Any) -> int | None:
    return value if isinstance(value, int) and 1 <= value <= len(index.sentences) else None


TASK = """You record who says what in a news article. A statement is something that a person, \
group, office or document says, writes, believes, wants or plans, with or without quotation marks. \
Copy words exactly as they stand in the article. Answer in JSON only."""

TARN = """[1] The mayor of Tarn, Lena Moss, said on Friday that the bridge "will open in May".
[2] The bridge was closed last year.
[3] Engineers had warned of delays.
[4] "We looked at every bolt," said Paul Reeve, who led the work."""

OSTLE = """[1] According to the port authority, two ferries collided in fog.
[2] Nobody was hurt, a spokesman told reporters.
[3] The harbour stayed open.
[4] Captain Ines Vane wants a new radar, and the town believes that she will get it."""

TARN_SAID = [
    ("The mayor of Tarn, Lena Moss", "said", 'that the bridge "will open in May"', 1),
    ("Engineers", "had warned", "of delays", 3),
    ("Paul Reeve, who led the work", "said", '"We looked at every bolt,"', 4),
]
OSTLE_SAID = [
    ("the port authority", "According to", "two ferries collided in fog", 1),
    ("a spokesman", "told", "Nobody was hurt", 2),
    ("Captain Ines Vane", "wants", "a new radar", 4),
    ("the town", "believes", "that she will get it", 4),
]


def shown(text: str, answer: Any) -> str:
    return f"\n\nExample article:\n{text}\nAnswer:\n{json.dumps(answer, ensure_ascii=False)}"


# 1. The form that factx ships


def whole(article: Article) -> Talk:
    """Everything in one call: sources, statements and claims, one line each."""
    numbering = Numbering(index_of(article.get_text()))
    system, user = (message["content"] for message in shipped_messages(numbering))
    answer = yield Question(system, user, answer_form(12).model_json_schema(), 1200)
    try:
        parsed = parse(Completion(text=json.dumps(answer))).answer
    except Unreadable:
        return draft_of([])
    return to_draft(parsed, article, origin=Origin(drafter="other"), attempts=1)


# 2 and 7. Copying, plain, with none, one or two examples


def copying(examples: int) -> Callable[[Article], Talk]:
    def talk(article: Article) -> Talk:
        index = index_of(article.get_text())
        system = TASK + "\nFor each statement write the speaker, the cue (the words of saying) and "
        system += "the content (what is said)."
        for text, said in [(TARN, TARN_SAID), (OSTLE, OSTLE_SAID)][:examples]:
            plain = re.sub(r"\[\d+\] ", "", text).replace("\n", " ")
            told = [{"speaker": s, "cue": c, "content": w} for s, c, w, _ in said]
            system += shown(plain, {"statements": told})
        schema = closed(
            statements=listing(14, speaker=string(120), cue=string(60), content=string(400))
        )
        answer = yield Question(system, f"Article:\n{article.get_text()}\nAnswer:", schema)
        del index
        return draft_of(
            Said(
                str(one.get("speaker") or ""),
                str(one.get("cue") or ""),
                content(one.get("content")),
            )
            for one in items(answer, "statements")
        )

    return talk


# Numbered sentences; content named by its ends


def by_ends(article: Article) -> Talk:
    """Numbered sentences, short keys, content by its first and last words."""
    index = index_of(article.get_text())
    system = TASK + (
        "\nThe sentences are numbered. For each statement write n (number of its sentence), who "
        "(speaker), cue (words of saying), from (the first three words of what is said) and to "
        "(its last three words)."
    )
    told = [
        {
            "n": n,
            "who": s,
            "cue": c,
            "from": " ".join(w.split()[:3]),
            "to": " ".join(w.split()[-3:]),
        }
        for s, c, w, n in TARN_SAID
    ]
    system += shown(TARN, {"said": told})
    schema = closed(
        said=listing(
            14,
            **{
                "n": number(),
                "who": string(120),
                "cue": string(60),
                "from": string(60),
                "to": string(60),
            },
        )
    )
    answer = yield Question(system, f"Article:\n{numbered(index)}\nAnswer:", schema)
    return draft_of(
        Said(
            str(one.get("who") or ""),
            str(one.get("cue") or ""),
            ends(one.get("from"), one.get("to"), sentence(index, one.get("n"))),
            sentence(index, one.get("n")),
        )
        for one in items(answer, "said")
    )


# 3. Only the speakers of numbered quotations


def of_quotations(article: Article) -> Talk:
    """Quotations are numbered in the text; the model only names the speaker of each."""
    text = article.get_text()
    index = Index(text)
    quotations = [q for q in index.quotations if text.count(" ", q.start, q.end) >= 3]
    if not quotations:
        return draft_of([])
    marked, done = "", 0
    for at, quotation in enumerate(quotations, 1):
        marked += f"{text[done : quotation.start]}[Q{at}] {text[quotation.start : quotation.end]}"
        done = quotation.end
    marked += text[done:]
    system = TASK + (
        "\nQuotations are numbered: [Q1] stands before the first. For each number write the "
        "speaker and the cue (words of saying) as they stand in the article."
        '\n\nExample article:\n[Q1] "We looked at every bolt," said Paul Reeve, who led the work. '
        '"Nothing [Q2] "will break," he added.\nAnswer:\n'
    ).replace('"Nothing [Q2] ', '[Q2] "Nothing ')
    system += json.dumps(
        {
            "said": [
                {"q": 1, "who": "Paul Reeve", "cue": "said"},
                {"q": 2, "who": "he", "cue": "added"},
            ]
        }
    )
    most = len(quotations)
    schema = closed(
        said=listing(most, q=number(*range(1, most + 1)), who=string(80), cue=string(40))
    )
    answer = yield Question(system, f"Article:\n{marked}\nAnswer:", schema, 60 * most + 20)
    found: dict[int, Said] = {}
    for one in items(answer, "said"):
        at = one.get("q")
        if isinstance(at, int) and 1 <= at <= most and at not in found:
            q = quotations[at - 1]
            where = index.sentence_of(q.start)
            found[at] = Said(
                str(one.get("who") or ""),
                str(one.get("cue") or ""),
                (Passage(text=text[q.start : q.end], sentence=where),),
                index.sentence_of(q.end - 1),
            )
    return draft_of(found.values())


# 5. Sources first


def sources_first(article: Article) -> Talk:
    """First who speaks at all, then what each of them says."""
    index = index_of(article.get_text())
    body = f"Article:\n{numbered(index)}\n"
    system = TASK
    sources = closed(sources={"type": "array", "maxItems": 10, "items": string(80)})
    first = yield Question(
        system,
        body + "List everybody who is reported as saying, believing or wanting something: the "
        "people, groups, offices and documents.\nAnswer:",
        sources,
        220,
    )
    names = list(dict.fromkeys(str(one) for one in listed(first, "sources")))
    if not names:
        return draft_of([])
    shown_list = "\n".join(f"S{at} {name}" for at, name in enumerate(names, 1))
    told = [
        {"n": n, "s": at, "who": s, "cue": c, "says": w}
        for at, (s, c, w, n) in enumerate(TARN_SAID, 1)
    ]
    system += (
        "\nThe sentences are numbered and so are the sources. For each statement write n (number "
        "of its sentence), s (number of its source), who (the source as it stands in the "
        "sentence), cue (words of saying) and says (what is said)."
    )
    system += shown(TARN + "\nSources:\nS1 Lena Moss\nS2 engineers\nS3 Paul Reeve", {"said": told})
    schema = closed(
        said=listing(
            14,
            n=number(),
            s=number(*range(1, len(names) + 1)),
            who=string(80),
            cue=string(40),
            says=string(400),
        )
    )
    answer = yield Question(system, f"{body}Sources:\n{shown_list}\nAnswer:", schema)
    return draft_of(
        Said(
            str(one.get("who") or ""),
            str(one.get("cue") or ""),
            content(one.get("says"), sentence(index, one.get("n"))),
            sentence(index, one.get("n")),
        )
        for one in items(answer, "said")
    )


# 6. A call a window


def in_windows(size: int, most: int) -> Callable[[Article], Talk]:
    def talk(article: Article) -> Talk:
        index = index_of(article.get_text())
        system = TASK + (
            "\nYou get a few numbered sentences at a time. For each statement in them write n "
            "(number of its sentence), who (speaker), cue (words of saying) and says (what is "
            "said). Most sentences report nothing: then the list is empty."
        )
        told = [{"n": n, "who": s, "cue": c, "says": w} for s, c, w, n in TARN_SAID]
        system += shown(TARN, {"said": told})
        system += shown("[1] The harbour stayed open.\n[2] It had rained for days.", {"said": []})
        found: list[Said] = []
        for begin in range(1, len(index.sentences) + 1, size):
            end = min(begin + size, len(index.sentences) + 1)
            lines = "\n".join(
                f"[{at}] {' '.join(index.sentence_text(at).split())}" for at in range(begin, end)
            )
            allowed = number(*range(begin, end))
            schema = closed(
                said=listing(most, n=allowed, who=string(100), cue=string(50), says=string(400))
            )
            answer = yield Question(system, f"Sentences:\n{lines}\nAnswer:", schema, 400)
            found += [
                Said(
                    str(one.get("who") or ""),
                    str(one.get("cue") or ""),
                    content(one.get("says"), sentence(index, one.get("n"))),
                    sentence(index, one.get("n")),
                )
                for one in items(answer, "said")
            ]
        return draft_of(found)

    return talk


# 4 and 8. Closed questions about what the offline drafter found


def offline_record(article: Article) -> FactRecord:
    return ground(article, draft_offline(article))


def choosing(article: Article) -> Talk:
    """Contents and sources found offline, numbered; the model pairs them by number."""
    text = article.get_text()
    index = Index(text)
    record = offline_record(article)
    quotes = {quote.id: quote for quote in record.quotes}
    contents = [quotes[a.quote].spans for a in record.attributions]
    cues = [a.cue for a in record.attributions]
    spans = {a.source_span.place: a.source_span for a in record.attributions if a.source_span}
    mentions = [spans[place] for place in sorted(spans)]
    if not contents or not mentions:
        return draft_of([])
    system = TASK + (
        "\nBelow the article are numbered contents C and numbered speakers S. For each content "
        "write the number of its speaker, or 0 if nobody said it."
    )
    shown_list = "\n".join(
        f"C{at} (sentence {index.sentence_of(held[0].start)}) "
        f"{' ... '.join(span.text for span in held)[:120]}"
        for at, held in enumerate(contents, 1)
    )
    who = "\n".join(
        f"S{at} (sentence {index.sentence_of(s.start)}) {s.text[:80]}"
        for at, s in enumerate(mentions, 1)
    )
    schema = closed(
        **{f"C{at}": number(*range(len(mentions) + 1)) for at in range(1, len(contents) + 1)}
    )
    answer = yield Question(
        system,
        f"Article:\n{numbered(index)}\n\nContents:\n{shown_list}\n\nSpeakers:\n{who}\nAnswer:",
        schema,
        12 * len(contents) + 20,
    )
    said: list[Said] = []
    for at, (held, cue) in enumerate(zip(contents, cues, strict=True), 1):
        chosen = field(answer, f"C{at}")
        if isinstance(chosen, int) and 1 <= chosen <= len(mentions):
            source = mentions[chosen - 1]
            said.append(
                Said(
                    source.text,
                    cue.text if cue else "",
                    tuple(Passage(text=s.text, sentence=index.sentence_of(s.start)) for s in held),
                    index.sentence_of(source.start),
                )
            )
    return draft_of(said)


def verifying(article: Article) -> Talk:
    """The offline drafter's finds one by one in the words of a sentence; yes or no for each."""
    text = article.get_text()
    index = Index(text)
    record = offline_record(article)
    quotes = {quote.id: quote for quote in record.quotes}
    found = list(record.attributions)
    if not found:
        return draft_of([])
    shown_list = "\n".join(
        f"{at}. In sentence {index.sentence_of(quotes[a.quote].spans[0].start)}: "
        f"{a.source_span.text if a.source_span else 'somebody'} / {a.cue.text if a.cue else ''} / "
        f"{' ... '.join(s.text for s in quotes[a.quote].spans)[:150]}"
        for at, a in enumerate(found, 1)
    )
    system = TASK + (
        "\nA program has listed statements as speaker / cue / content. Check each: yes if this "
        "speaker says, thinks or wants this in the article, no if not."
    )
    schema = closed(
        **{str(at): {"type": "string", "enum": ["yes", "no"]} for at in range(1, len(found) + 1)}
    )
    answer = yield Question(
        system,
        f"Article:\n{numbered(index)}\n\nList:\n{shown_list}\nAnswer:",
        schema,
        12 * len(found) + 20,
    )
    said: list[Said] = []
    for at, a in enumerate(found, 1):
        if field(answer, str(at)) != "no":
            span = a.source_span
            said.append(
                Said(
                    span.text if span else "",
                    a.cue.text if a.cue else "",
                    tuple(
                        Passage(text=s.text, sentence=index.sentence_of(s.start))
                        for s in quotes[a.quote].spans
                    ),
                    index.sentence_of(span.start) if span else None,
                )
            )
    return draft_of(said)


# 9. One line a statement


def marked(index: Index, begin: int, end: int, first: int = 1) -> str:
    """Numbered sentences from `begin` to `end`, the number of each long quotation before it."""
    text, lines = index.text, list[str]()
    starts = {q.start: f"<{at}>" for at, q in enumerate(long_quotations(index), first)}
    for at in range(begin, end):
        start, stop = index.sentences[at - 1]
        told, done = "", start
        for place, mark in starts.items():
            if start <= place < stop:
                told += text[done:place] + mark
                done = place
        lines.append(f"[{at}] {' '.join((told + text[done:stop]).split())}")
    return "\n".join(lines)


def long_quotations(index: Index) -> list[Any]:
    return [q for q in index.quotations if index.text.count(" ", q.start, q.end) >= 4]


def line_of(index: Index, line: str) -> Said | None:
    """What one line says: sentence | speaker | cue | content."""
    parts = [part.strip() for part in str(line).split("|", 3)]
    if len(parts) < 4:
        return None
    where = sentence(index, int(parts[0])) if parts[0].isdigit() else None
    pieces: list[Passage] = []
    quotations = long_quotations(index)
    for piece in parts[3].split(" + "):
        named = re.fullmatch(r"<(\d+)>", piece.strip())
        if named and 1 <= int(named[1]) <= len(quotations):
            q = quotations[int(named[1]) - 1]
            held = Passage(text=index.text[q.start : q.end], sentence=index.sentence_of(q.start))
            pieces.append(held)
        elif " ... " in piece:
            first, _, last = piece.partition(" ... ")
            pieces += ends(first, last, where)
        else:
            pieces += content(piece, where)
    return Said(parts[1], parts[2], tuple(pieces), where)


LINES = """
The sentences are numbered [1], [2] and long quotations <1>, <2>. Write one line a statement:
sentence number | speaker | cue | content
The cue is the words of saying. Write the content as <1> where it is quotation 1. Of a content \
longer than 8 words write the first three words, then " ... ", then the last three words."""
TARN_MARKED = TARN.replace('"We looked', '<1>"We looked')
TARN_LINES = [
    '1 | The mayor of Tarn, Lena Moss | said | that the bridge "will open in May"',
    "3 | Engineers | had warned | of delays",
    "4 | Paul Reeve, who led the work | said | <1>",
]


def in_lines(article: Article) -> Talk:
    """One string a statement; long quotations by number, long contents by their ends."""
    index = index_of(article.get_text())
    system = TASK + LINES + shown(TARN_MARKED, {"said": TARN_LINES})
    body = marked(index, 1, len(index.sentences) + 1)
    schema = closed(said={"type": "array", "maxItems": 20, "items": string(300)})
    answer = yield Question(system, f"Article:\n{body}\nAnswer:", schema)
    lines = [line_of(index, str(one)) for one in listed(answer, "said")]
    return draft_of(one for one in lines if one)


def in_line_windows(size: int, most: int) -> Callable[[Article], Talk]:
    def talk(article: Article) -> Talk:
        index = index_of(article.get_text())
        system = TASK + LINES + " Most sentences report nothing: then the list is empty."
        system += shown(TARN_MARKED, {"said": TARN_LINES})
        system += shown("[1] The harbour stayed open.\n[2] It had rained for days.", {"said": []})
        found: list[Said | None] = []
        for begin in range(1, len(index.sentences) + 1, size):
            end = min(begin + size, len(index.sentences) + 1)
            schema = closed(said={"type": "array", "maxItems": most, "items": string(300)})
            user = f"Sentences:\n{marked(index, begin, end)}\nAnswer:"
            answer = yield Question(system, user, schema, 300)
            found += [line_of(index, str(one)) for one in listed(answer, "said")]
        return draft_of(one for one in found if one)

    return talk


def asked_each(article: Article) -> Talk:
    """One sentence at a time, with the one before it as context: does it report, and what?"""
    index = index_of(article.get_text())
    system = (
        "You check single sentences of news articles. Does the sentence report that somebody says, "
        "writes, believes, wants, plans or denies something? If it does, write who (copied), the "
        "cue (the verb of saying or wanting, copied) and what (what is said or wanted, copied). If "
        'it only tells what happened, write {"reports": false, "who": "", "cue": "", "what": ""}.'
    )
    for s, who, cue, what in EACH:
        told = {"reports": bool(who), "who": who, "cue": cue, "what": what}
        system += f"\n\nSentence: {s}\nAnswer: {json.dumps(told)}"
    schema = closed(reports={"type": "boolean"}, who=string(100), cue=string(50), what=string(400))
    found: list[Said] = []
    for at in range(1, len(index.sentences) + 1):
        line = " ".join(index.sentence_text(at).split())
        if len(line.split()) < 4:
            continue
        answer = yield Question(system, f"Sentence: {line}\nAnswer:", schema, 250)
        if field(answer, "reports") is True:
            found.append(
                Said(
                    str(field(answer, "who") or ""),
                    str(field(answer, "cue") or ""),
                    content(field(answer, "what"), at),
                    at,
                )
            )
    return draft_of(found)


GAPS = [
    ("The bridge was closed last year after a flood.", "", "", ""),
    (
        'The mayor of Tarn, Lena Moss, said on Friday that the bridge "will open in May".',
        "The mayor of Tarn, Lena Moss",
        "said",
        'that the bridge "will open in May"',
    ),
    ("Moss has run the town since 2019 and is up for election in May.", "", "", ""),
    ("Critics blame her for the delay.", "Critics", "blame", "her for the delay"),
    ("The minister signed the order on Tuesday and flew to Ostle.", "", "", ""),
    (
        "A survey by the chamber of trade shows that half the shops are losing money.",
        "A survey by the chamber of trade",
        "shows",
        "that half the shops are losing money",
    ),
    ("Captain Ines Vane wants a new radar.", "Captain Ines Vane", "wants", "a new radar"),
    ("Reeve, 52, grew up near the river and is a candidate for the council.", "", "", ""),
    (
        "Few voters in the east of the town trust the council.",
        "Few voters in the east of the town",
        "trust",
        "the council",
    ),
    ("The tweet drew hundreds of replies.", "", "", ""),
    ("She is expected to meet them on Monday.", "", "", ""),
    ("In a letter to the board, he vowed to fight on.", "he", "vowed", "to fight on"),
]


def asked_gaps(article: Article) -> Talk:
    """As asked-each, with more examples, and only where the offline drafter found nothing."""
    text = article.get_text()
    index = Index(text)
    covered = [s.place for q in offline_record(article).quotes for s in q.spans]
    system = (
        "You check single sentences of news articles. Does the sentence report that somebody says, "
        "writes, believes, wants, plans or denies something? If it does, write who (copied), the "
        "cue (the verb of saying or wanting, copied) and what (what is said or wanted, copied). "
        "Most sentences only tell what happened or what somebody did: then write "
        '{"reports": false, "who": "", "cue": "", "what": ""}.'
    )
    for s, who, cue, what in GAPS:
        told = {"reports": bool(who), "who": who, "cue": cue, "what": what}
        system += f"\n\nSentence: {s}\nAnswer: {json.dumps(told)}"
    schema = closed(reports={"type": "boolean"}, who=string(80), cue=string(40), what=string(300))
    found: list[Said] = []
    for at in range(1, len(index.sentences) + 1):
        start, end = index.sentences[at - 1]
        line = " ".join(index.sentence_text(at).split())
        if len(line.split()) < 4 or any(b < end and start < e for b, e in covered):
            continue
        answer = yield Question(system, f"Sentence: {line}\nAnswer:", schema, 200)
        if field(answer, "reports") is True:
            found.append(
                Said(
                    str(field(answer, "who") or ""),
                    str(field(answer, "cue") or ""),
                    content(field(answer, "what"), at),
                    at,
                )
            )
    return draft_of(found)


KINDS = [
    ("The bridge was closed last year after a flood.", "was closed", "happening", "", ""),
    (
        'The mayor of Tarn, Lena Moss, said on Friday that the bridge "will open in May".',
        "said",
        "saying",
        "The mayor of Tarn, Lena Moss",
        'that the bridge "will open in May"',
    ),
    ("Moss has run the town since 2019 and is up for election in May.", "has run", "doing", "", ""),
    ("Critics blame her for the delay.", "blame", "saying", "Critics", "her for the delay"),
    ("The minister signed the order on Tuesday and flew to Ostle.", "signed", "doing", "", ""),
    (
        "A survey by the chamber of trade shows that half the shops are losing money.",
        "shows",
        "saying",
        "A survey by the chamber of trade",
        "that half the shops are losing money",
    ),
    (
        "Captain Ines Vane wants a new radar.",
        "wants",
        "wanting",
        "Captain Ines Vane",
        "a new radar",
    ),
    ("Reeve, 52, is a popular figure on the river.", "is", "being", "", ""),
    (
        "Few voters in the east trust the council.",
        "trust",
        "thinking",
        "Few voters in the east",
        "the council",
    ),
    ("The tweet drew hundreds of replies.", "drew", "happening", "", ""),
    ("She will appear at the fair on Monday.", "will appear", "doing", "", ""),
    ("In a letter to the board, he vowed to fight on.", "vowed", "saying", "he", "to fight on"),
]


def asked_kinds(article: Article) -> Talk:
    """As asked-gaps, but the verb is copied and judged first: saying, thinking, wanting, or not."""
    text = article.get_text()
    index = Index(text)
    covered = [s.place for q in offline_record(article).quotes for s in q.spans]
    system = (
        "You look at single sentences of news articles. Copy the main verb of the sentence and "
        "tell what kind of verb it is: saying, thinking, wanting, doing, being or happening. If "
        "somebody is saying, thinking or wanting something, copy who it is and what they say, "
        "think or want; else leave both empty."
    )
    for s, verb, kind, who, what in KINDS:
        told = {"verb": verb, "kind": kind, "who": who, "what": what}
        system += f"\n\nSentence: {s}\nAnswer: {json.dumps(told)}"
    kinds = {
        "type": "string",
        "enum": ["saying", "thinking", "wanting", "doing", "being", "happening"],
    }
    schema = closed(verb=string(40), kind=kinds, who=string(80), what=string(300))
    found: list[Said] = []
    for at in range(1, len(index.sentences) + 1):
        start, end = index.sentences[at - 1]
        line = " ".join(index.sentence_text(at).split())
        if len(line.split()) < 4 or any(b < end and start < e for b, e in covered):
            continue
        answer = yield Question(system, f"Sentence: {line}\nAnswer:", schema, 200)
        if field(answer, "kind") in ("saying", "thinking", "wanting"):
            found.append(
                Said(
                    str(field(answer, "who") or ""),
                    str(field(answer, "verb") or ""),
                    content(field(answer, "what"), at),
                    at,
                )
            )
    return draft_of(found)


EACH = [
    ("The bridge was closed last year after a flood.", "", "", ""),
    (
        'The mayor of Tarn, Lena Moss, said on Friday that the bridge "will open in May".',
        "The mayor of Tarn, Lena Moss",
        "said",
        'that the bridge "will open in May"',
    ),
    ("Engineers had warned of delays.", "Engineers", "had warned", "of delays"),
    ("Captain Ines Vane wants a new radar.", "Captain Ines Vane", "wants", "a new radar"),
    ("The harbour stayed open.", "", "", ""),
]

DESIGNS: dict[str, Callable[[Article], Talk]] = {
    "whole": whole,
    "copy-1": copying(1),
    "windows-3": in_windows(3, 4),
    "ends": by_ends,
    "quotations": of_quotations,
    "choosing": choosing,
    "verifying": verifying,
    "copy-0": copying(0),
    "copy-2": copying(2),
    "sources-first": sources_first,
    "lines": in_lines,
    "line-windows-3": in_line_windows(3, 4),
    "asked-each": asked_each,
    "asked-gaps": asked_gaps,
    "asked-kinds": asked_kinds,
    "windows-1": in_windows(1, 2),
}


def numbered(index: Index) -> str:
    """The sentences, each on a line behind its number."""
    lines = (" ".join(index.sentence_text(n).split()) for n in range(1, len(index.sentences) + 1))
    return "\n".join(f"[{n}] {line}" for n, line in enumerate(lines, 1))
