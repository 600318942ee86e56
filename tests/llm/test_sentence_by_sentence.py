"""Asking one sentence at a time: which sentences, what becomes of the answers, and of bad ones."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from factx.errors import AnswerInvalid, ModelRefused, RecordingError
from factx.grounding import ground
from factx.llm.asking.answered_sentences import (
    found_by_rules,
    sentence_problems,
    sentences_to_ask,
)
from factx.llm.asking.strategies import strategy_for
from factx.llm.prompt import sentence_messages, verb_messages
from factx.llm.recording import Recording
from factx.llm.replay import ReplayDrafter
from factx.llm.wire.sentence import SentenceAnswer, VerbAnswer
from factx.records import Article, FactRecord
from factx.rules import draft_offline
from factx.rules.language.own_words import OwnWords
from factx.text import Index

Serve = Callable[..., Any]
TEXT = """Quarry vote put off

The council of Tarn put the vote off on Monday. "We will fight them on this until the end," \
Mayor Lena Moss said. Critics pooh-pooh the quarry as a mere dream. She left.
"""
NONE = {"reports": False, "who": "", "cue": "", "what": ""}
DOES = {"verb": "put", "kind": "doing"}
SAYS = {"verb": "pooh-pooh", "kind": "saying"}
CRITICS = {"reports": True, "who": "Critics", "cue": "pooh-pooh", "what": "the quarry"}


def extracted(server: Any, strategy: str = "hybrid", **options: Any) -> FactRecord:
    article = Article(id="quarry", text=TEXT)
    return ground(article, asyncio.run(server.drafter(strategy=strategy, **options).draft(article)))


def sentences_of(server: Any) -> list[str]:
    return [
        re.findall(r"Sentence: (.*)\nAnswer:$", body["messages"][1]["content"])[0]
        for body in server.bodies()
    ]


def told(record: FactRecord) -> list[tuple[str | None, str, str | None]]:
    quotes = {quote.id: quote for quote in record.quotes}
    return [
        (
            attribution.source_span.text if attribution.source_span else None,
            quotes[attribution.quote].spans[0].text,
            attribution.drafted_by,
        )
        for attribution in record.attributions
    ]


def test_rules_and_model_are_told_apart(serve: Serve) -> None:
    """The model is asked only where the rules found nothing, and what a sentence reports only if
    its verb may report; each item tells who found it."""
    server = serve(DOES, DOES, SAYS, CRITICS)
    record = extracted(server)
    assert sentences_of(server) == [
        "Quarry vote put off",
        "The council of Tarn put the vote off on Monday.",
        "Critics pooh-pooh the quarry as a mere dream.",
        "Critics pooh-pooh the quarry as a mere dream.",
    ]
    forms = [body["response_format"]["json_schema"]["schema"] for body in server.bodies()]
    assert [sorted(form["properties"])[0] for form in forms] == ["kind", "kind", "kind", "cue"]
    assert told(record) == [
        ("Mayor Lena Moss", '"We will fight them on this until the end,"', "offline"),
        ("Critics", "the quarry", "instructor"),
    ]
    assert {source.drafted_by for source in record.sources} == {"offline"}
    assert record.provenance.drafter == "hybrid"
    assert record.provenance.model == "openai/some"


def test_by_itself_the_model_is_asked_about_every_sentence(serve: Serve) -> None:
    """But for those of so few words that they report nothing."""
    server = serve(DOES, DOES, DOES, SAYS, CRITICS)
    record = extracted(server, strategy="sentences")
    assert len(server.requests) == 5
    assert told(record) == [("Critics", "the quarry", "instructor")]
    assert record.provenance.strategy == "sentences"


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        ({"who": "The press"}, "not all of its words are in sentence 4"),
        ({"cue": ""}, "not all of its words are in sentence 4"),
        ({"what": "We will fight them"}, "not all of its words are in sentence 4"),
        ({"what": "pooh-pooh the quarry"}, "who, cue and what overlap"),
    ],
)
def test_what_does_not_stand_in_the_sentence_is_told(
    serve: Serve, change: dict[str, str], detail: str
) -> None:
    """Nothing of it gets into the record, and nothing is lost in silence."""
    record = extracted(serve(DOES, DOES, SAYS, CRITICS | change))
    assert [one[2] for one in told(record)] == ["offline"]
    [lost] = record.ungrounded
    assert (lost.reason, lost.detail) == ("invalid", detail)


@pytest.mark.parametrize(
    ("cue", "negated"),
    [
        ("pooh-pooh", False),
        ("never pooh-pooh", True),
        ("didn’t pooh-pooh", True),
        ("refused to pooh-pooh", True),
        ("did not refuse to pooh-pooh", False),
        ("not only pooh-pooh", False),
    ],
)
def test_an_attribution_is_negated_if_its_cue_is(serve: Serve, cue: str, negated: bool) -> None:
    """The negations are those of the language, as for a cue that the rules find."""
    article = Article(text=f"Critics {cue} the quarry as a mere dream.")
    drafter = serve(SAYS, CRITICS | {"cue": cue}).drafter(strategy="sentences")
    [attribution] = ground(article, asyncio.run(drafter.draft(article))).attributions
    assert attribution.negated == negated


@pytest.mark.parametrize(
    "what", ["the quarry", "That the quarry", "that  “the quarry,”", "“the quarry”"]
)
def test_content_is_found_without_words_and_marks_that_a_model_adds(
    serve: Serve, what: str
) -> None:
    """A "that" before it, and quotation marks around it."""
    record = extracted(serve(DOES, DOES, SAYS, CRITICS | {"what": what}))
    assert told(record)[1] == ("Critics", "the quarry", "instructor")


def test_a_sentence_without_an_answer_costs_no_other(serve: Serve, completion: Serve) -> None:
    """Refused, cut off, or never an answer: the sentence and the reason are told."""
    refused = completion(None, refusal="No.")
    record = extracted(serve(refused, completion('{"verb', finish="length"), SAYS, CRITICS))
    assert told(record)[1] == ("Critics", "the quarry", "instructor")
    assert [(one.drafted, one.detail) for one in record.ungrounded] == [
        ("sentence 1", "the model declined to answer"),
        ("sentence 2", "the answer was cut off at the token limit: raise max_tokens"),
    ]


def test_without_any_answer_the_failure_is_raised(serve: Serve, completion: Serve) -> None:
    """The rules' finds alone would pass for the model's."""
    with pytest.raises(ModelRefused):
        extracted(serve(completion(None, refusal="No.")))
    with pytest.raises(AnswerInvalid):
        extracted(serve("I would rather not."))


def test_a_single_refused_sentence_costs_nothing_that_the_rules_found(
    serve: Serve, completion: Serve
) -> None:
    """It is told."""
    article = Article(
        text='"We will fight them on this," Mayor Lena Moss said. She then left town.'
    )
    server = serve(completion(None, refusal="No."))
    record = ground(article, asyncio.run(server.drafter(strategy="hybrid").draft(article)))
    assert [one[2] for one in told(record)] == ["offline"]
    [lost] = record.ungrounded
    assert (lost.drafted, lost.detail) == ("sentence 2", "the model declined to answer")


def test_words_that_are_not_there_are_sent_back_where_retries_are_wanted(serve: Serve) -> None:
    """With the words that may have been meant."""
    server = serve(DOES, DOES, SAYS, CRITICS | {"what": "the quary"}, CRITICS)
    record = extracted(server, max_retries=1)
    assert told(record)[1] == ("Critics", "the quarry", "instructor")
    back = server.bodies()[4]["messages"][-1]["content"]
    assert 'what: the sentence does not contain "the quary": did you mean "the quarry"?' in back


def test_a_replay_gives_the_same_record(serve: Serve) -> None:
    """And so it does where nothing had to be asked."""
    server = serve(DOES, DOES, SAYS, CRITICS)
    record = extracted(server)
    steps = [(one.sentences, one.step) for one in server.recordings[0].completions]
    assert steps == [((1, 1), 1), ((2, 2), 1), ((4, 4), 1), ((4, 4), 2)]
    replayed = asyncio.run(ReplayDrafter(lambda _: server.recordings[0]).draft(record.article))
    assert ground(record.article, replayed) == record
    assert record.provenance.strategy == "hybrid"
    article = Article(text='"We will fight them until the end," Mayor Lena Moss said.')
    silent = serve(NONE)
    draft = asyncio.run(silent.drafter(strategy="hybrid").draft(article))
    assert silent.requests == []
    assert len(draft.quotes) == len(draft_offline(article).quotes) == 1


def test_answers_about_every_sentence_answer_a_hybrid_too(serve: Serve) -> None:
    """Whatever its rules leave over, so that no change of the rules makes recordings void."""
    server = serve(DOES, DOES, SAYS, NONE, SAYS, CRITICS)
    both = extracted(server, strategy="sentences")
    assert told(both) == [("Critics", "the quarry", "instructor")]
    [recording] = server.recordings
    hybrid = replayed(recording, both.article, strategy="hybrid")
    assert [one[1:] for one in told(hybrid)] == [
        ('"We will fight them on this until the end,"', "offline"),
        ("the quarry", "instructor"),
    ]
    assert hybrid.ungrounded == ()
    assert (hybrid.provenance.strategy, hybrid.provenance.drafter) == ("hybrid", "hybrid")
    assert hybrid.provenance.prompt_digest == recording.prompt_digest


def test_answers_that_another_state_of_the_rules_asked_for(serve: Serve) -> None:
    """Of a sentence that was not asked about then it is told, and of an answer that is not needed
    now; neither is taken for what the model says of today's."""
    server = serve(DOES, DOES, SAYS, CRITICS)
    article = extracted(server).article
    [recording] = server.recordings
    first, *others = recording.completions
    without = recording.model_copy(update={"completions": tuple(others)})
    [lost] = replayed(without, article).ungrounded
    assert lost.drafted == "sentence 1"
    assert lost.detail == "the recording has no answer about it"
    third = [one.model_copy(update={"sentences": (3, 3)}) for one in others[1:]]
    beside = recording.model_copy(update={"completions": (*recording.completions, *third)})
    [lost] = replayed(beside, article).ungrounded
    assert lost.drafted == "Critics | pooh-pooh | the quarry"
    assert lost.detail == "the current rules find a statement in sentence 3"
    nothing = recording.model_copy(update={"completions": (), "requests": 0})
    assert [one[2] for one in told(replayed(nothing, article))] == ["offline"]
    assert first.step == 1


@pytest.mark.parametrize(("made", "strategy"), [("hybrid", "sentences"), ("hybrid", "whole")])
def test_answers_to_other_questions_are_refused(serve: Serve, made: str, strategy: str) -> None:
    """The error tells what was asked."""
    server = serve(DOES, DOES, SAYS, CRITICS)
    article = extracted(server, strategy=made).article
    with pytest.raises(RecordingError, match=f"asking {made}, which does not answer {strategy}"):
        replayed(server.recordings[0], article, strategy=strategy)


def replayed(recording: Recording, article: Article, strategy: Any = None) -> FactRecord:
    draft = asyncio.run(ReplayDrafter(lambda _: recording, strategy=strategy).draft(article))
    return ground(article, draft)


@pytest.mark.parametrize("kind", ["reporting", "says", "saying/thinking", ""])
def test_a_kind_of_verb_that_there_is_not_is_sent_back_and_told(serve: Serve, kind: str) -> None:
    """It does not pass for a verb that reports nothing."""
    odd = {"verb": "pooh-pooh", "kind": kind}
    again = serve(DOES, DOES, odd, SAYS, CRITICS)
    assert told(extracted(again, max_retries=1))[1] == ("Critics", "the quarry", "instructor")
    record = extracted(serve(DOES, DOES, odd))
    [lost] = record.ungrounded
    assert lost.drafted == "sentence 4"
    assert "there is no such kind of verb" in (lost.detail or "")


def test_nothing_that_an_answer_says_beside_the_point_is_lost(serve: Serve) -> None:
    """Fields of a verb's answer that there are not, and words of a statement that is said to be
    none."""
    denied = CRITICS | {"reports": False}
    record = extracted(serve(DOES, DOES | {"mood": "grim"}, SAYS, denied))
    assert [(one.drafted, one.detail) for one in record.ungrounded] == [
        ("mood: grim", "an answer has no such field"),
        ("Critics | pooh-pooh | the quarry", "the model says that nothing is reported"),
    ]


def test_what_was_broken_off_elsewhere_is_whole_for_a_hybrid(serve: Serve) -> None:
    """If all that its rules leave over was answered; and what they find stays in any case."""
    server = serve(DOES, DOES, SAYS, NONE, SAYS, CRITICS)
    article = extracted(server, strategy="sentences").article
    recording = server.recordings[0].model_copy(update={"broken_off": "no connection"})
    without = [one for one in recording.completions if one.sentences != (3, 3)]
    hybrid = replayed(
        recording.model_copy(update={"completions": without}), article, strategy="hybrid"
    )
    assert hybrid.provenance.broken_off is None
    assert hybrid.ungrounded == ()
    third = [one for one in recording.completions if one.sentences == (3, 3)]
    hybrid = replayed(
        recording.model_copy(update={"completions": third}), article, strategy="hybrid"
    )
    assert hybrid.provenance.broken_off == "no connection"
    assert [one[2] for one in told(hybrid)] == ["offline"]
    assert len(hybrid.ungrounded) == 3


@pytest.mark.parametrize("strategy", ["sentences", "hybrid"])
def test_what_bounds_nothing_is_no_part_of_the_question(serve: Serve, strategy: str) -> None:
    """So that equal questions have equal digests."""
    server = serve(DOES)
    digests = {
        server.drafter(strategy=strategy, **more).prompt_digest for more in ({}, {"window": 5})
    }
    assert len(digests) == 1


def test_problems_of_an_answer() -> None:
    """An answer that reports nothing has none."""
    index = Index(TEXT)
    answer = SentenceAnswer.model_validate(CRITICS | {"who": " ", "cue": "poo-pooh"})
    assert sentence_problems(answer, index, 4) == [
        "who: it is empty",
        'cue: the sentence does not contain "poo-pooh": did you mean "pooh-pooh"?',
    ]
    assert sentence_problems(SentenceAnswer.model_validate(NONE), index, 4) == []


def test_the_examples_are_good_answers() -> None:
    """Each is found in its own sentence, and so is each verb."""
    examples = re.findall(
        r"(?m)^Sentence: (.*)\nAnswer: (.*)$", sentence_messages("x")[0]["content"]
    )
    assert len(examples) == 5
    for sentence, answer in examples:
        read = SentenceAnswer.model_validate_json(answer)
        assert sentence_problems(read, Index(sentence), 1) == []
    verbs = re.findall(r"(?m)^Sentence: (.*)\nAnswer: (.*)$", verb_messages("x")[0]["content"])
    assert len(verbs) == 12
    for sentence, answer in verbs:
        read = VerbAnswer.model_validate_json(answer)
        assert read.verb in sentence
        assert read.kind in VerbAnswer.model_json_schema()["properties"]["kind"]["enum"]


def test_sentences_are_asked_about_as_parts_of_their_own() -> None:
    """By their numbers."""
    article, index = Article(text=TEXT), Index(TEXT)
    assert sentences_to_ask(index) == [1, 2, 3, 4]
    assert sentences_to_ask(index, found_by_rules(article)) == [1, 2, 4]


@pytest.mark.parametrize(
    ("model", "way"),
    [
        ("qwen2.5:1.5b", "hybrid"),
        ("Qwen/Qwen2.5-Coder-1.5B-Instruct", "hybrid"),
        ("SmolLM2-135M-Instruct", "hybrid"),
        ("Llama-3.2-3B", "hybrid"),
        ("llama-3.1-8b", "whole"),
        ("qwen2.5:72b", "whole"),
        ("gpt-5-mini", "whole"),
        ("qwen-turbo-1m", "whole"),
        ("gpt-4-1M", "whole"),
        ("gemma-3n-e4b", "hybrid"),
        ("mixtral-8x7b", "whole"),
        ("claude-opus-4-5", "whole"),
    ],
)
def test_the_size_in_a_model_s_name_decides_how_it_is_asked(model: str, way: str) -> None:
    """Unless the caller says otherwise."""
    assert strategy_for(model) == way


def test_words_of_the_users_own_save_questions_and_are_used_in_a_replay(serve: Serve) -> None:
    """A sentence in which the rules find something with them is not asked about."""
    article = Article(
        text="Ana Ruiz skeeted that the quarry would close for ever. She then left town."
    )
    words = OwnWords({"en": {"verbs": {"statement": ["skeet: quote that bare"]}}})
    without, server = serve(DOES), serve(DOES)
    asyncio.run(without.drafter(strategy="hybrid").draft(article))
    draft = asyncio.run(server.drafter(strategy="hybrid", words=words).draft(article))
    assert [len(one.requests) for one in (without, server)] == [2, 1]
    record = ground(article, draft)
    assert [statement.cue for statement in record.statements] == ["skeeted"]
    assert record.attributions[0].drafted_by == "offline"
    find = {article.sha256: server.recordings[0]}.get
    assert asyncio.run(ReplayDrafter(find, words=words).draft(article)) == draft
    other = ground(article, asyncio.run(ReplayDrafter(find).draft(article)))
    assert other.statements == ()
    assert "no answer about it" in (other.ungrounded[0].detail or "")
