"""Reading the raw text of completions: the same for a live run and a replay."""

import pytest

from factx.errors import AnswerInvalid, AnswerTruncated, ModelError, ModelRefused
from factx.llm.asking.answered_parts import best_answer
from factx.llm.asking.reply import Reply
from factx.llm.recording import Completion
from factx.llm.wire.parse import ParsedAnswer, Unreadable, parse

EMPTY = '{"sources": [], "statements": [], "claims": []}'
ONE = '{"statements": [{"number": 1, "cue": "said", "content": [{"text": "a"}]}]}'


def best(*completions: Completion) -> ParsedAnswer:
    answer = best_answer([Reply(completion, parse) for completion in completions], model="m")
    if isinstance(answer, ModelError):
        raise answer
    return answer


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        f"\n {ONE} \n",
        f"```json\n{ONE}\n```",
        f"Sure!\n```\n{ONE}\n```\nAnything else?",
        f"The answer is {ONE}. Good luck!",
        f'<think>Should it be {{"statements": []}}?</think>\n{ONE}',
    ],
)
def test_what_models_put_around_an_answer_is_set_aside(text: str) -> None:
    """Fences, thoughts and courtesies."""
    assert len(parse(Completion(text=text)).answer.statements) == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("I cannot say.", "no JSON object with statements"),
        ('{"statements": [', "ends before its first statement"),
        ("[1, 2]", "no JSON object with statements"),
        ("[]", "no JSON object with statements"),
        ("null", "no JSON object with statements"),
        ("{}", "no JSON object with statements"),
        ('{"sources": [], "claims": []}', "no JSON object with statements"),
        ('{"statements": {"type": "array"}}', "no JSON object with statements"),
        ("[" * 5000, "no JSON object with statements"),
        ("{" * 5000, "no JSON object with statements"),
        ('{"statements":' * 5000, "ends before its first statement"),
    ],
)
def test_a_text_without_an_answer(text: str, problem: str) -> None:
    """The problem is told, the text is not."""
    with pytest.raises(Unreadable, match=problem):
        parse(Completion(text=text))


def test_the_last_answer_that_can_be_read_counts() -> None:
    """A model asked again may do worse; a whole answer beats one that was cut off."""
    first, second = Completion(text=EMPTY), Completion(text=ONE)
    cut = Completion(text=ONE, finish_reason="length")
    assert len(best(first, second).answer.statements) == 1
    assert len(best(second, first).answer.statements) == 0
    assert not best(second, Completion(text="?"), cut).is_cut


LINES = '{"sources":["1 | Moss | person | named"],"statements":["3 | 1:Moss | said | <1>","4b | -'
AFTER = ' | was heard | no","7 | 1:she | said | a >> b"],"claims":["4b | fact CT+ | = | N."]}'

ENDS = {"sources": ['named"'], "statements": ['| <1>"', '| no"', '| a >> b"'], "claims": ['N."']}


@pytest.mark.parametrize("length", range(len(LINES + AFTER)))
def test_an_answer_cut_off_anywhere_keeps_what_was_complete(length: int) -> None:
    """Half a line is none, and it is told how far the lines reach."""
    whole = parse(Completion(text=LINES + AFTER)).answer
    text = (LINES + AFTER)[:length]
    try:
        found = best(Completion(text=text, finish_reason="length"))
    except AnswerTruncated:
        assert text.count('"') < 8
        return
    assert found.is_cut
    answer = found.answer
    for part, ends in ENDS.items():
        assert getattr(answer, part) == getattr(whole, part)[: sum(end in text for end in ends)]
    if not answer.claims:
        assert found.last_sentence == [0, 3, 4, 7][len(answer.statements)]


def test_of_an_object_cut_off_nothing_is_kept() -> None:
    """It may lack a part that changes what it says."""
    cut = Completion(text=f"{ONE[:-2]}, {ONE[16:-30]}", finish_reason="length")
    assert len(best(cut).answer.statements) == 1


def test_where_none_can_be_read_the_last_one_tells_why() -> None:
    """Refused, cut off, or never an answer."""
    bad = Completion(text="?")
    with pytest.raises(ModelRefused):
        best(bad, Completion(text="", refusal="No."))
    with pytest.raises(AnswerTruncated):
        best(bad, Completion(text=EMPTY, finish_reason="MAX_TOKENS"))
    with pytest.raises(AnswerInvalid, match="asked once"):
        best(bad)
    with pytest.raises(AnswerInvalid, match="asked 2 times"):
        best(Completion(text="", finish_reason="length"), bad)
