"""What becomes of answers that are not as they should be: a table from raw text to records.

Every case goes the whole way, by the library and by the command line: a server on this machine
sends the text, and the record is what a user gets.
"""

import asyncio
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli.running import Commands, records, write
from model_server import Request, chat, serving

from factx import extract
from factx.errors import AnswerInvalid, AnswerTruncated, ModelError
from factx.llm.replay import ReplayDrafter
from factx.records import Article, FactRecord
from factx.records.record import spans_of

pytestmark = pytest.mark.bad_input

Serve = Callable[..., Any]
TEXT = """Quarry vote put off

"We will fight them on this until the end," Mayor Lena Moss said. Engineers had warned that the \
quarry was unsafe. "It is not safe at all," she added.
"""
SOURCES = ["1 | Lena Moss | person | named", "2 | engineers | group | unnamed"]
MOSS = "2 | 1:Mayor Lena Moss | said | <1>"
ENGINEERS = "3 | 2:Engineers | had warned | that the quarry was unsafe"
SHE = "4 | 1:she | added | <2>"
ANSWER = {"sources": SOURCES, "statements": [MOSS, ENGINEERS, SHE], "claims": []}
GOOD = json.dumps(ANSWER)
EMPTY = '{"sources": [], "statements": [], "claims": []}'
FEW = json.dumps(ANSWER | {"statements": [MOSS]})

SAID = {
    "M": ("Mayor Lena Moss", '"We will fight them on this until the end,"'),
    "E": ("Engineers", "that the quarry was unsafe"),
    "S": ("she", '"It is not safe at all,"'),
}
"""What is read of each statement: the words for its speaker, and its content."""


def of(*statements: object, **lists: object) -> str:
    return json.dumps(ANSWER | {"statements": statements} | lists)


WHEREVER_IT_STANDS = {
    "alone": GOOD,
    "after a byte-order mark": f"\ufeff{GOOD}",
    "in a fence": f"```json\n{GOOD}\n```",
    "in the second of two fences": f"```json\n{EMPTY}\n```\nBetter:\n```json\n{GOOD}\n```",
    "in a fence without an end": f"```json\n{GOOD}",
    "after words with braces": f"The {{article}} has {{7*7}} {{% if %}}: {GOOD}",
    "before words with braces": f"{GOOD}\n\nI left out {{the rest}}, as told: {{}}.",
    "after an example": f'An answer such as {{"statements": []}} is wrong here.\n{GOOD}',
    "the last of two": f"{FEW}\n{GOOD}",
    "the last of two in one line": EMPTY + GOOD,
    "before another that is cut off": GOOD + '{"statements": ',
    "before half of another": f"{GOOD}\n{FEW[:-30]}",
    "a list in each object": "\n".join(json.dumps({key: ANSWER[key]}) for key in ANSWER),
    "after thoughts": f'<think>Should it be {{"statements": []}}?</think>\n{GOOD}',
    "after thoughts with a draft": f"<think>{FEW}</think>{GOOD}",
    "after thoughts without a beginning": f"Perhaps {FEW}, no.</think>{GOOD}",
    "after thoughts with half a draft": f'<think>{{"statements": [ hm</think>{GOOD}',
    "after thoughts that end in a string": f'<think>{FEW[:-60]}</think>{GOOD}',
    "after empty thoughts": f"<thinking>{{}}</thinking>{GOOD}",
    "after other thoughts": f"[THINK]{FEW}[/THINK]{GOOD}",
    "in thoughts": f"<think>This is it: {GOOD}</think>",
    "in thoughts without an end": f"<think>Let me see. {GOOD}",
    "in a channel": f"<|channel|>analysis<|message|>{FEW}<|end|>"
    f"<|start|>assistant<|channel|>final<|message|>{GOOD}<|return|>",
    "in a call": f'<tool_call>{{"name": "Answer", "arguments": {GOOD}}}</tool_call>',
    "in the text of a call": json.dumps({"name": "Answer", "arguments": GOOD}),
    "in a fenced call": f"```\n{json.dumps({'name': 'Answer', 'arguments': GOOD}, indent=1)}\n```",
    "as an answer": f'{{"answer": {GOOD}}}',
    "as properties": f'{{"type": "object", "properties": {GOOD}}}',
    "in a list": f"[{GOOD}]",
    "in two wrappers": f'{{"result": {{"output": {GOOD}, "ok": true}}}}',
    "as a list of lines": json.dumps([*SOURCES, MOSS, ENGINEERS, SHE]),
    "as a list of lines after words": "Here:\n" + json.dumps([*SOURCES, MOSS, ENGINEERS, SHE]),
    "as one string a list": json.dumps({key: "\n".join(ANSWER[key]) or None for key in ANSWER}),
    "as lists in lists": json.dumps({key: [ANSWER[key]] for key in ANSWER}),
    "with capital keys": json.dumps({key.title(): ANSWER[key] for key in ANSWER}),
    "with a wrong letter in a key": GOOD.replace('"statements"', '"statments"'),
    "with nothing for claims": GOOD.replace("[]}", "null}"),
    "with no word for claims": GOOD.replace("[]}", '"none"}'),
    "with an empty string for claims": GOOD.replace("[]}", '""}'),
    "with false for claims": GOOD.replace("[]}", "false}"),
    "with zero for claims": GOOD.replace("[]}", "0}"),
    "with an object for claims": GOOD.replace("[]}", "{}}"),
    "with numbered items": json.dumps(
        {key: {str(n): line for n, line in enumerate(ANSWER[key])} for key in ANSWER}
    ),
    "with a list in each list": json.dumps({key: {"items": ANSWER[key]} for key in ANSWER}),
    "with objects around lines": of(*({"statement": line} for line in (MOSS, ENGINEERS, SHE))),
    "with bullets and no brackets": "".join(
        "\n- ".join([f"{key}:", *ANSWER[key]]) + "\n" for key in ("sources", "statements")
    ),
    "with bullets and no keys": "".join(f"- {one}\n" for one in (*SOURCES, MOSS, ENGINEERS, SHE)),
    "as entities": GOOD.replace('"', "&quot;"),
    "with lines as lists": of(*(line.split(" | ") for line in (MOSS, ENGINEERS, SHE))),
    "with other brackets": of(MOSS.replace("1:", "[1]:"), ENGINEERS, SHE.replace("1:", "[1]:")),
    "with brackets around keys": of(f"[2]{MOSS[1:]}", f"[3]{ENGINEERS[1:]}", f"[4]{SHE[1:]}"),
}  # fmt: skip
"""Three statements are read after one request."""

A_SIGN_WRONG = {
    "a comma too many": GOOD.replace("<2>\"]", "<2>\",]"),
    "a comma too many at the end": GOOD.replace("[]}", "[],}"),
    "two commas": GOOD.replace('", "3', '",, "3'),
    "no comma": GOOD.replace('", "3', '" "3'),
    "no comma between lists": GOOD.replace("], ", "] "),
    "a comment": GOOD.replace(', "3', ', // the second\n"3'),
    "a semicolon for a comma": GOOD.replace('", "3', '"; "3'),
    "wide commas and colons": GOOD.replace(", ", "， ").replace(":", "："),
    "an equals sign for a colon": GOOD.replace('":', '" ='),
    "an arrow for a colon": GOOD.replace('":', '" =>'),
    "a quotation mark in a key": GOOD.replace('"statements', '"state"ments'),
    "two quotation marks around a key": GOOD.replace('"statements"', '""statements""'),
    "a quotation mark in the first key": GOOD.replace('"sources', '"sour"ces'),
    "a comment of Python": GOOD.replace('"claims"', '\n# none\n"claims"'),
    "a comment of HTML": GOOD.replace('"claims"', '<!-- none --> "claims"'),
    "a comment in the line": GOOD.replace(', "3', ', /* the "second" */ "3'),
    "an ellipsis": GOOD.replace("<2>\"]", "<2>\", ...]"),
    "a line break": GOOD.replace("quarry was", "quarry\nwas"),
    "a tabulator": GOOD.replace("quarry was", "quarry\twas"),
    "no last bracket": GOOD[:-1],
    "no bracket of a list": GOOD.replace('<2>"],', '<2>",'),
    "no bracket before a list": GOOD.replace('": ["2', '": "2'),
    "a bracket too many": GOOD.replace('": ["2', '": [["2'),
    "a bracket too early": GOOD.replace('", "3', '"], "3'),
    "no quotation mark at the end": GOOD.replace('<1>", ', "<1>, "),
    "no quotation mark at the beginning": GOOD.replace(', "3', ", 3"),
    "no quotation mark of a key": GOOD.replace('"statements"', 'statements"'),
    "single quotation marks": GOOD.replace('"', "'"),
    "curly quotation marks": re.sub('"([^"]*)"', "“\\1”", GOOD),
    "keys without quotation marks": re.sub('"([a-z]+)":', "\\1:", GOOD),
    "Python's constants": GOOD.replace("[]}", 'None, "x": None}'),
    "an unknown escape": GOOD.replace("<1>", "\\<1>"),
    "a sign before a line": GOOD.replace('"3 |', '>"3 |'),
    "a colon before a list": GOOD.replace('": ["2', '":: ["2'),
}  # fmt: skip
"""As before: a sign that is no JSON costs nothing."""

INNER_MARKS = {
    "inner quotation marks": '3 | 2:Engineers | had warned | that the "quarry" was unsafe',
    "inner marks around all": '3 | 2:Engineers | had warned | "that the quarry was unsafe"',
    "inner marks and commas": '3 | 2:Engineers | had warned | "that the", "quarry", was "unsafe"',
}
"""A line with quotation marks that are not escaped, in place of that of the engineers."""


def read(record: FactRecord) -> list[tuple[str | None, str]]:
    """Who said what in a record, of which every span is checked."""
    text, quotes = record.article.get_text(), {quote.id: quote for quote in record.quotes}
    assert all(text[span.start : span.end] == span.text for _, span in spans_of(record))
    return [
        (one.source_span.text if one.source_span else None, quotes[one.quote].spans[0].text)
        for one in record.attributions
    ]


def article(number: int = 0) -> Article:
    return Article(id=f"a{number}", text=f"{TEXT}\nThis is edition {number} of it.\n")


def asked(serve: Serve, *contents: object, **options: Any) -> tuple[Any, FactRecord | ModelError]:
    """A server and what is made of its answers, live and replayed."""
    server = serve(*contents)
    try:
        outcome: FactRecord | ModelError = extract(article(), drafter=server.drafter(**options))
    except ModelError as error:
        outcome = error
    for recording in server.recordings:
        replay = ReplayDrafter(lambda _, kept=recording: kept)
        if isinstance(outcome, FactRecord):
            assert extract(article(), drafter=replay) == outcome
        else:
            with pytest.raises(type(outcome), match=re.escape(str(outcome))):
                extract(article(), drafter=replay)
    return server, outcome


TABLE = WHEREVER_IT_STANDS | A_SIGN_WRONG


@pytest.mark.parametrize("case", TABLE)
def test_an_answer_is_read_wherever_it_stands_and_whatever_sign_is_wrong(
    serve: Serve, case: str
) -> None:
    """All of it, at the first request, and nothing is listed as ungrounded."""
    server, record = asked(serve, TABLE[case])
    assert isinstance(record, FactRecord), record
    assert read(record) == [SAID["M"], SAID["E"], SAID["S"]]
    assert len(server.requests) == 1
    assert record.ungrounded == ()


@pytest.mark.parametrize("before", ["", "statements:\n"])
def test_half_a_line_without_brackets_is_not_kept(serve: Serve, before: str) -> None:
    """Nothing but a line break ends such a line; the rest is asked for."""
    server, record = asked(serve, f"{before}- {MOSS}\n- {ENGINEERS[:-6]}", EMPTY)
    assert isinstance(record, FactRecord), record
    assert [spoken[1] for spoken in read(record)] == [SAID["M"][1]]
    assert len(server.requests) > 1


def test_the_command_line_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every third case in one run, each about its own article, and its recordings replayed."""
    table = [*TABLE.values()][::3]
    monkeypatch.chdir(tmp_path)
    run = Commands()
    for number in range(len(table)):
        write(f"news/a{number:03}.txt", article(number).get_text())

    def answer(request: Request) -> dict[str, Any]:
        [number] = re.findall(r"edition (\d+)", request.question)
        return chat(table[int(number)])

    with serving(answer) as server:
        url = f"{server.address}/v1"
        options = ("--model", "openai/x", "--base-url", url, "--record", "kept", "--ordered")
        live = run("extract", "news", *options, "-o", "live.jsonl")
    again = run("extract", "news", "--replay", "kept", "-o", "again.jsonl")
    assert (live.exit_code, again.exit_code) == (0, 0)
    assert len(server.bodies) == len(table)
    found = records("live.jsonl")
    assert found == records("again.jsonl")
    assert [read(record) for record in found] == [[*SAID.values()]] * len(table)


@pytest.mark.parametrize("case", INNER_MARKS)
def test_unescaped_quotation_marks_cost_at_most_their_line(serve: Serve, case: str) -> None:
    """What they stand around is read with them, and sent back if the article has it otherwise."""
    content = GOOD.replace(ENGINEERS, INNER_MARKS[case])
    server, record = asked(serve, content)
    assert isinstance(record, FactRecord), record
    assert [read(record)[0], read(record)[-1]] == [SAID["M"], SAID["S"]]
    written = INNER_MARKS[case].split(" | ")[-1]
    if len(server.requests) > 1:
        told = server.bodies()[1]["messages"][-1]["content"]
        assert f'"{written}"' in told
    assert written in {one.drafted for one in record.ungrounded} | {read(record)[1][1], written}


HALF = GOOD[: GOOD.index("was unsafe")]


@pytest.mark.parametrize(
    ("content", "statements"),
    [
        (HALF, "M"),
        (f"```json\n{HALF}", "M"),
        (GOOD[: GOOD.index(', "4')], "ME"),
        (GOOD[: GOOD.index('<2>"')], "ME"),
        (f"<think>{EMPTY}</think>{HALF}", "M"),
        (f"{EMPTY} is wrong. {HALF}", "M"),
        ("Here:\n" + json.dumps([*SOURCES, MOSS, ENGINEERS])[:-20], "M"),
    ],
)
@pytest.mark.parametrize("finish", ["stop", "length"])
def test_an_answer_that_stops_in_the_middle_keeps_its_complete_lines(
    serve: Serve, completion: Serve, content: str, statements: str, finish: str
) -> None:
    """Whatever the server says of its end; the model is asked for the rest, and that is added."""
    _, alone = asked(serve, completion(content, finish=finish), "")
    assert isinstance(alone, FactRecord), alone
    assert read(alone) == [SAID[one] for one in statements]
    server, whole = asked(serve, completion(content, finish=finish), GOOD)
    assert isinstance(whole, FactRecord)
    assert read(whole) == [*SAID.values()]
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "content",
    [
        "",
        "I am sorry, but I cannot read this.",
        "{}",
        "[]",
        "null",
        '{"sources": ["1 | Lena Moss | person | named"], "claims": []}',
        '{"statements": {"type": "array", "items": {"type": "string"}}}',
        '{"properties": {"statements": {"type": "array"}}, "required": ["statements"]}',
        '<think>It could be {"statements": []}, or not.',
        f"<think>It could be {EMPTY}</think>",
        f"It could be {EMPTY}</think> Nobody says anything.",
        '{"statements": [',
        GOOD[: GOOD.index("<1>")],
        "{" * 20_000,
        '{"statements":' * 5_000,
    ],
)
def test_a_text_without_an_answer_is_sent_back_and_then_an_error(
    serve: Serve, content: str
) -> None:
    """Never a record in which nobody says anything."""
    server, error = asked(serve, content)
    assert isinstance(error, AnswerInvalid | AnswerTruncated), error
    assert len(server.requests) == 3
    told = server.bodies()[1]["messages"][-1]["content"]
    assert (
        "the answer has no JSON object with statements" in told
        or "is empty" in told
        or ("ends before its first statement" in told)
    )
    _, whole = asked(serve, content, GOOD)
    assert isinstance(whole, FactRecord)
    assert read(whole) == [*SAID.values()]


@pytest.mark.parametrize("content", [EMPTY, '{"statements": null}', '{"statements": [null]}'])
def test_an_answer_without_statements_is_one(serve: Serve, content: str) -> None:
    server, record = asked(serve, content)
    assert isinstance(record, FactRecord)
    assert (read(record), record.ungrounded, len(server.requests)) == ([], (), 1)


def test_what_an_article_quotes_does_not_end_an_answer(serve: Serve) -> None:
    """Tags, braces and keys inside of a line are its words."""
    odd = 'the </think> tag, {"statements": []} and <think> again'
    about = Article(text=f"Ana Ruiz explained that {odd} were read. Bob Low left it at that.\n")
    sources = ["1 | Ana Ruiz | person | named"]
    lines = [f"1 | 1:Ana Ruiz | explained | that {odd} were read"]
    server = serve({"sources": sources, "statements": lines, "claims": []})
    record = extract(about, drafter=server.drafter())
    assert read(record) == [("Ana Ruiz", f"that {odd} were read")]
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("content", "problem", "drafted"),
    [
        (GOOD[:-1] + f', "statements": {json.dumps([MOSS])}}}', '"statements" is given more', "2"),
        (of(MOSS).replace('"2 |', '{"cue": "a", "cue": "said"}, "2 |'), '"cue" is given more', "a"),
        (GOOD.replace('"claims"', 'and now: "claims"'), '"and now:" is no part', "and now:"),
        (of(MOSS.replace("1:", "7:")), "there is no source 7", "source 7"),
        (of(MOSS.replace("1:Mayor", "Mayor")), '"Mayor Lena Moss" has no source', "Mayor Lena"),
    ],
)
def test_what_does_not_fit_is_sent_back_and_listed(
    serve: Serve, content: str, problem: str, drafted: str
) -> None:
    """A key given twice, words between the lists, and a speaker without a source."""
    server, record = asked(serve, content)
    assert isinstance(record, FactRecord)
    assert len(server.requests) == 3
    assert problem in server.bodies()[1]["messages"][-1]["content"]
    assert any(drafted in str(one.drafted) for one in record.ungrounded)


def test_both_lists_of_a_key_that_is_given_twice_are_read(serve: Serve) -> None:
    content = f'{{"statements": {json.dumps([MOSS])}, "statements": {json.dumps([SHE])}, '
    _, record = asked(serve, content + GOOD[1 : GOOD.index('"statements"')] + '"claims": []}')
    assert isinstance(record, FactRecord)
    assert read(record) == [SAID["M"], SAID["S"]]


SAYS = {"verb": "had warned", "kind": "saying"}
ABOUT = {"reports": True, "who": "Engineers", "cue": "had warned", "what": "the quarry was unsafe"}


@pytest.mark.parametrize(
    ("verb", "statement"),
    [
        (json.dumps(SAYS), json.dumps(ABOUT)),
        (f"<think>{{}}</think>{json.dumps(SAYS)}", f"```json\n{json.dumps(ABOUT)}\n```"),
        (f'{{"answer": {json.dumps(SAYS)}}}', f"[{json.dumps(ABOUT)}]"),
        (json.dumps(SAYS)[:-1], json.dumps(ABOUT).replace("the quarry", '"the quarry"')),
        (json.dumps(SAYS)[:-1] + ",}", json.dumps(ABOUT).replace(", ", ",\n// next\n")),
        (str(SAYS), str(ABOUT)),
    ],
)
def test_answers_about_single_sentences_are_read_the_same_way(
    serve: Serve, verb: str, statement: str
) -> None:
    """In thoughts, fences and wrappers, and with a sign wrong."""
    about = Article(text="Engineers had warned the quarry was unsafe.\n")
    server = serve(verb, statement)
    record = extract(about, drafter=server.drafter(strategy="sentences"))
    [(speaker, content)] = read(record)
    assert (speaker, content.strip('"')) == ("Engineers", "the quarry was unsafe")


@pytest.mark.parametrize("cut", ['{"verb": "had wa', '{"verb": "had warned", "kind": '])
def test_an_answer_about_a_sentence_that_is_cut_off_is_none(serve: Serve, cut: str) -> None:
    """Half a word is another word."""
    about = Article(text="Engineers had warned the quarry was unsafe.\n")
    with pytest.raises(AnswerInvalid, match=r"ends in the middle|no JSON object"):
        asyncio.run(serve(cut).drafter(strategy="sentences").draft(about))
