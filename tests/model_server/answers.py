"""What a good model answers, worked out from annotated articles or from the question itself."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from factx.llm.prompt import verb_messages
from factx.llm.wire.written import answer_to
from factx.records import Attribution, FactRecord
from factx.text import Index, index_of

from .server import Request, Response, as_response, chat

_LINE = re.compile(r"(?m)^\[([a-z]*)(\d+)\] (.*)")
_QUOTATION = re.compile(r"<(q*)\d+>")
_KNOWN = "sources so far, whose numbers stay theirs:\n"
_SENTENCE = re.compile(r"Sentence: (.*)\nAnswer:", re.DOTALL)
_KIND_OF_VERB = verb_messages("")[0]["content"]


def gold_answers(records: Iterable[FactRecord]) -> "GoldAnswers":
    """A script that answers about these articles, by whatever strategy, as their records do.

    The records must contain their articles' texts. About any other article, it writes down the
    quotations of the question.
    """
    return GoldAnswers(records)


class GoldAnswers:
    """A model that makes no mistake about the articles it knows."""

    def __init__(self, records: Iterable[FactRecord]) -> None:
        self._by_marker = {record.article.sha256[:12]: record for record in records}
        self._kept: dict[tuple[Any, ...], dict[str, list[str]]] = {}

    def __call__(self, request: Request) -> Response:
        """The answer to a question about an article, a part of one, or a sentence."""
        if request.marker is None:
            record, answer = self._about_sentence(request)
        else:
            record = self._by_marker.get(request.marker)
            answer = quotations_in(request) if record is None else self._about(record, request)
        written = json.dumps(answer, ensure_ascii=False)
        made = chat(written, tokens=(request.tokens, len(written) // 4))
        response = as_response(made)
        article = record.article.id if record is not None else request.marker
        return Response(
            response.body, headers=response.headers, tokens=response.tokens, article=article
        )

    def _about(self, record: FactRecord, request: Request) -> dict[str, list[str]]:
        """The answer about those sentences that the request shows, with the sources it names."""
        numbers = [int(number) for _, number, _ in _LINE.findall(request.question)]
        _, _, told = request.question.partition(_KNOWN)
        known = [line for line in told.split("\n") if re.match(r"\d+ \| ", line)]
        key = (record.article.sha256, numbers[0], numbers[-1], *known)
        if key not in self._kept:
            self._kept[key] = answer_to(record, numbers[0], numbers[-1], known)
        return self._kept[key]

    def _about_sentence(self, request: Request) -> tuple[FactRecord | None, Mapping[str, Any]]:
        asked = _SENTENCE.fullmatch(request.question)
        found = self._sentences.get(asked[1].strip()) if asked else None
        is_verb = str(request.json["messages"][0]["content"]).startswith(_KIND_OF_VERB)
        if found is None:
            return None, _nothing(is_verb=is_verb)
        record, said = found
        if said is None:
            return record, _nothing(is_verb=is_verb)
        cue = said.cue.text if said.cue else ""
        if is_verb:
            return record, {"verb": cue, "kind": "saying"}
        quote = next(one for one in record.quotes if one.id == said.quote)
        who = said.source_span.text if said.source_span else ""
        return record, {"reports": True, "who": who, "cue": cue, "what": quote.spans[0].text}

    @cached_property
    def _sentences(self) -> dict[str, tuple[FactRecord, Attribution | None]]:
        """Each sentence as it is asked about, with what it reports first."""
        found: dict[str, tuple[FactRecord, Attribution | None]] = {}
        for record in self._by_marker.values():
            index = index_of(record.article.get_text())
            said = _by_sentence(record, index)
            for number in range(1, len(index.sentences) + 1):
                sentence = " ".join(index.sentence_text(number).split())
                found.setdefault(sentence, (record, said.get(number)))
        return found


def _by_sentence(record: FactRecord, index: Index) -> dict[int, Attribution]:
    """The first attribution in each sentence that has a cue."""
    said: dict[int, Attribution] = {}
    for attribution in record.attributions:
        if attribution.cue is not None:
            said.setdefault(index.sentence_of(attribution.cue.start), attribution)
    return said


def _nothing(*, is_verb: bool) -> Mapping[str, Any]:
    if is_verb:
        return {"verb": "is", "kind": "being"}
    return {"reports": False, "who": "", "cue": "", "what": ""}


def quotations_in(request: Request) -> dict[str, Sequence[str]]:
    """An answer to any question: its numbered quotations, said by nobody in particular."""
    lines = _LINE.findall(request.question)
    # An article that has numbers like these is shown with others, which have more letters.
    letters = max((mark[1] for mark in _QUOTATION.finditer(request.question)), default="")
    statements = [
        f"{number} | - | - | {mark[0]}"
        for _, number, line in lines
        for mark in _QUOTATION.finditer(line)
        if mark[1] == letters
    ]
    return {"sources": [], "statements": statements, "claims": []}
