"""PropSegmEnt's propositions become claims, so that drafters can be scored on them."""

from collections.abc import Callable
from typing import Any

import pytest
from building import checked
from formats.propsegment import SENTENCES, answered, corpus, document, response

from factx.errors import InputError
from factx.evaluation import evaluate
from factx.formats import FORMATS, Entry, ImportedRecord, Loss
from factx.formats.propsegment import annotations
from factx.records import FactRecord


def read(data: object) -> list[ImportedRecord | Loss]:
    propsegment = FORMATS["propsegment"].read
    assert propsegment is not None
    return [*propsegment(Entry("dev.json", data), None)]


def evidence(record: FactRecord) -> list[list[str]]:
    return [[span.text for span in claim.evidence] for claim in record.claims]


def test_each_proposition_of_the_reference_is_a_claim_at_its_tokens() -> None:
    [found] = read(corpus())
    assert isinstance(found, ImportedRecord)
    record = checked(found.record)
    assert evidence(record) == [
        ["Otters", "Ana feeds"],
        ["Otters", "swim"],
        ["Otters", "dive"],
        ["The river is cold"],
    ]
    assert [claim.text for claim in record.claims][:2] == ["Otters Ana feeds", "Otters swim"]
    assert {(c.standalone, c.kind, c.factuality, c.attribution) for c in record.claims} == {
        (False, "fact", "CT+", None)
    }
    assert record.article.id == "d1"
    assert record.article.text == "\n".join(SENTENCES)
    assert record.provenance.layers == ("claims",)
    assert (record.quotes, record.attributions, record.sources) == ((), (), ())
    assert not found.losses


def test_without_its_text_a_document_is_its_sentences_in_one_line() -> None:
    data = corpus()
    del data["documents"][0]["documents"][0]["document"]
    data["documents"][0]["documents"][0]["original_url"] = "https://example.org/otters"
    [found] = read(data)
    assert isinstance(found, ImportedRecord)
    assert found.record.article.text == " ".join(SENTENCES)
    assert found.record.article.url == "https://example.org/otters"
    assert evidence(found.record)[-1] == ["The river is cold"]


def test_tokens_are_also_read_under_the_name_that_the_corpus_describes() -> None:
    data = corpus()
    for item in data["propositions"]:
        for given in item["segmentation_responses"]:
            for proposition in given["propositions"]:
                proposition["included_token_indices"] = proposition.pop("token_indices")
    assert read(data) == read(corpus())


def test_every_annotator_has_a_record_the_reference_first() -> None:
    [[reference, other]] = annotations(Entry("dev.json", corpus()))
    assert [len(each.record.claims) for each in (reference, other)] == [4, 2]
    assert evidence(other.record) == [[SENTENCES[0]], [SENTENCES[2]]]
    assert (other.record.article.id, other.record.article.meta) == ("d1_2", {"annotator": "2"})
    assert reference.record.article.meta is None


@pytest.mark.parametrize(
    ("empty", "expected"),
    [
        ([True, False, False], ["swim"]),
        ([False, True, True], []),
        ([False, False, False], ["Otters"]),
        ([True, True, True], []),
    ],
)
def test_without_a_reference_the_majority_decides_whether_there_are_propositions(
    empty: list[bool], expected: list[str]
) -> None:
    """Then the first annotator of the majority counts."""
    words = ("Otters", "swim", "dive")
    given = [
        response(SENTENCES[0], *([] if none else [[word]]))
        for word, none in zip(words, empty, strict=True)
    ]
    [found] = read({**corpus(), "propositions": [answered(0, *given)]})
    assert isinstance(found, ImportedRecord)
    assert [claim.text for claim in found.record.claims] == expected


def test_the_records_can_be_scored() -> None:
    """Whole sentences cover everything, and one of the two is a proposition."""
    [[reference, other]] = annotations(Entry("dev.json", corpus()))
    report = evaluate([reference.record], [other.record], resamples=0)
    assert report.value("claims.coverage") == 1
    assert report.value("claims.found") == pytest.approx(2 * 2 / (4 + 2))
    assert report.value("claims.unburied") == 2 / 4
    assert report.value("claims.atomic") == 1 / 2
    assert report.value("attribution.end_to_end") is None


def test_what_was_not_understood_or_not_annotated_is_listed() -> None:
    data = corpus()
    first, _, last = data["propositions"]
    first["segmentation_responses"][1]["rater_did_not_understand_sentence"] = True
    elsewhere = answered(0, response(SENTENCES[0]), document_id="d9")
    bare = document("d2")
    data["documents"][0]["documents"].append(bare)
    found, without, unknown = read({**data, "propositions": [first, last, elsewhere]})
    assert isinstance(found, ImportedRecord)
    assert evidence(found.record) == [["The river is cold"]]
    assert [loss.what for loss in found.losses] == [
        "a sentence that the annotator did not understand",
        "a sentence without propositions",
    ]
    assert found.losses[0].where == "dev.json, document d1, sentence 1"
    assert without == Loss("dev.json, document d2", "a document without propositions")
    assert unknown == Loss(
        "dev.json, document d9, sentence 1", "propositions of a document that is not in the file"
    )


def change(*path: Any, to: Any) -> dict[str, Any]:
    """The corpus with one value changed."""
    data: Any = corpus()
    place = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return data


SENTENCE = ("documents", 0, "documents", 0, "sentences", 0)
RESPONSE = ("propositions", 0, "segmentation_responses", 1)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (list, "dev.json: the corpus is not a JSON object"),
        (
            lambda: change(*SENTENCE, "tokens", 0, "text", to="Otter5"),
            "dev.json, document d1, sentence 1: its token 'Otter5' is not at its offset",
        ),
        (
            lambda: change(*SENTENCE, "sentence_text", to="Otters run."),
            "dev.json, document d1, sentence 1: it is not in the text of its document",
        ),
        (
            lambda: change(*RESPONSE, "propositions", 0, "token_indices", to=[0, 10]),
            "dev.json, document d1, sentence 1: it has 10 tokens, and [0, 10] are chosen",
        ),
        (
            lambda: change("propositions", 0, "segmentation_responses", to=[]),
            "dev.json, propositions 1: it has no segmentation_responses",
        ),
        (
            lambda: change("propositions", 0, "sentence_id", "cluster_id", to=7),
            "dev.json, propositions 1: its cluster_id is not a string",
        ),
    ],
)
def test_a_corpus_that_does_not_fit_together_is_refused(
    data: Callable[[], object], problem: str
) -> None:
    with pytest.raises(InputError) as refusal:
        read(data())
    assert str(refusal.value) == problem
