"""PropSegmEnt (Chen et al., 2023): the propositions of sentences, as tokens chosen by annotators.

Each proposition becomes a claim whose evidence is its tokens. The corpus has no wording, holder or
factuality of propositions, and no sources or quotes.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from factx.errors import InputError
from factx.formats.from_marks import from_marks
from factx.formats.imported import Entry, ImportedRecord, Loss
from factx.formats.json_fields import article_of, get_list, get_object, get_offset, get_text
from factx.formats.mapping import Mapping as Names
from factx.formats.marks import Mark, MarkedArticle
from factx.records import Article, Origin, Span
from factx.text import Offsets

_Sentence = tuple[str, str, int]
"""The ids of the cluster and the document, and the sentence's number, from 0."""
_Responses = Mapping[_Sentence, Sequence[Mapping[str, Any]]]


def import_records(entry: Entry, names: Names | None = None) -> Iterator[ImportedRecord | Loss]:
    """The reference annotation of each document that has propositions.

    Raises `InputError` if the files cannot be read or do not fit together.
    """
    del names  # the corpus has no labels
    responses = _responses(entry)
    left = set(responses)
    for document in _documents(entry):
        sentences = document.sentences(responses)
        left -= sentences
        if sentences:
            yield document.annotation(responses, 0)
        else:
            yield Loss(document.where, "a document without propositions")
    for _, document_id, number in sorted(left):
        place = f"{entry.where}, document {document_id}, sentence {number + 1}"
        yield Loss(place, "propositions of a document that is not in the file")


def annotations(entry: Entry) -> Iterator[list[ImportedRecord]]:
    """Every annotation of each document with propositions, the reference first.

    The others are in the order of the file. Their records have ids with a number, and `meta` has
    that number as `annotator`. Raises what `import_records` raises.
    """
    responses = _responses(entry)
    for document in _documents(entry):
        if sentences := document.sentences(responses):
            count = max(len(responses[sentence]) for sentence in sentences)
            yield [document.annotation(responses, rater) for rater in range(count)]


def _responses(entry: Entry) -> _Responses:
    """The responses to each sentence, the reference first."""
    found: dict[_Sentence, Sequence[Mapping[str, Any]]] = {}
    data = get_object(entry.where, entry.data, "the corpus")
    for number, value in enumerate(get_list(entry.where, data, "propositions"), start=1):
        where = f"{entry.where}, propositions {number}"
        item = get_object(where, value, "its entry")
        name = get_object(where, item.get("sentence_id"), "its sentence_id")
        each = [
            get_object(where, response, "a response")
            for response in get_list(where, item, "segmentation_responses")
        ]
        if not each:
            raise InputError(where, "it has no segmentation_responses")
        key = (
            get_text(where, name, "cluster_id"),
            get_text(where, name, "document_id"),
            get_offset(where, name, "sentence_index"),
        )
        found[key] = _reference_first(each)
    return found


def _reference_first(responses: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The responses, the reference first.

    A sentence in which somebody found no information has no reference: there, the first response is
    one of the majority.
    """
    empty = [bool(response.get("non_informational")) for response in responses]
    is_empty = 2 * sum(empty) > len(empty)
    order = sorted(
        range(len(responses)),
        key=lambda n: (not responses[n].get("is_reference_response"), empty[n] != is_empty),
    )
    return [responses[n] for n in order]


def _documents(entry: Entry) -> Iterator["_Document"]:
    data = get_object(entry.where, entry.data, "the corpus")
    for value in get_list(entry.where, data, "documents"):
        cluster = get_object(entry.where, value, "a cluster")
        name = get_text(entry.where, cluster, "cluster_id")
        for each in get_list(entry.where, cluster, "documents"):
            yield _Document(entry.where, name, get_object(entry.where, each, "a document"))


class _Document:
    """One document, with the offsets of its tokens in its text."""

    def __init__(self, where: str, cluster: str, data: Mapping[str, Any]) -> None:
        self.id = get_text(where, data, "document_id")
        self.where = f"{where}, document {self.id}"
        self.cluster = cluster
        self.url = data.get("original_url") or None
        found = [
            get_object(self.where, sentence, "a sentence")
            for sentence in get_list(self.where, data, "sentences")
        ]
        texts = [get_text(self.where, sentence, "sentence_text") for sentence in found]
        self.text = str(data.get("document") or " ".join(texts))
        self.tokens: list[list[Offsets]] = []
        end = 0
        for number, (sentence, text) in enumerate(zip(found, texts, strict=True), start=1):
            place = f"{self.where}, sentence {number}"
            start = self.text.find(text, end)
            if start < 0:
                raise InputError(place, "it is not in the text of its document")
            end = start + len(text)
            self.tokens.append([*self._tokens(place, sentence, start)])

    def _tokens(self, where: str, sentence: Mapping[str, Any], start: int) -> Iterator[Offsets]:
        for value in get_list(where, sentence, "tokens"):
            token = get_object(where, value, "a token")
            words = get_text(where, token, "text")
            begin = start + get_offset(where, token, "character_offset_of_token_in_sentence")
            if self.text[begin : begin + len(words)] != words:
                raise InputError(where, f"its token {words!r} is not at its offset")
            yield begin, begin + len(words)

    def sentences(self, responses: _Responses) -> set[_Sentence]:
        """The sentences with responses."""
        keys = {(self.cluster, self.id, number) for number in range(len(self.tokens))}
        return keys & responses.keys()

    def annotation(self, responses: _Responses, rater: int) -> ImportedRecord:
        """The record of one annotator, by number; 0 is the reference."""
        marks: list[Mark] = []
        losses: list[Loss] = []
        for number, tokens in enumerate(self.tokens):
            where = f"{self.where}, sentence {number + 1}"
            given = responses.get((self.cluster, self.id, number), ())
            if rater >= len(given):
                losses.append(Loss(where, "a sentence without propositions"))
            elif given[rater].get("rater_did_not_understand_sentence"):
                losses.append(Loss(where, "a sentence that the annotator did not understand"))
            else:
                found = self._claims(where, tokens, given[rater])
                marks += [
                    Mark(f"{number}.{n}", "Claim", spans, where=where)
                    for n, spans in enumerate(found)
                ]
        origin = Origin(drafter="human", layers=("claims",))
        marked = MarkedArticle(self._article(rater), tuple(marks), (), origin, self.where)
        return from_marks(marked, losses=losses)

    def _article(self, rater: int) -> Article:
        identity = f"{self.id}_{rater + 1}" if rater else self.id
        facts = {"url": self.url, **({"meta": {"annotator": str(rater + 1)}} if rater else {})}
        return article_of(self.where, self.text, identity, facts)

    def _claims(
        self, where: str, tokens: Sequence[Offsets], response: Mapping[str, Any]
    ) -> Iterator[tuple[Span, ...]]:
        """The evidence of each proposition that has tokens."""
        for value in get_list(where, response, "propositions"):
            proposition = get_object(where, value, "a proposition")
            indices = get_list(where, proposition, "token_indices") or get_list(
                where,
                proposition,
                "included_token_indices",  # the name in the corpus's README
            )
            if not all(isinstance(n, int) and 0 <= n < len(tokens) for n in indices):
                raise InputError(where, f"it has {len(tokens)} tokens, and {indices} are chosen")
            if indices:
                yield tuple(self._spans(tokens, sorted(set(indices))))

    def _spans(self, tokens: Sequence[Offsets], indices: Sequence[int]) -> Iterator[Span]:
        """One span for each run of neighbouring tokens."""
        start = tokens[indices[0]][0]
        for index, following in zip_longest(indices, indices[1:]):
            if following != index + 1:
                end = tokens[index][1]
                yield Span(start=start, end=end, text=self.text[start:end])
                if following is not None:
                    start = tokens[following][0]
