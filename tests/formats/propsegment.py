"""A small corpus in the form of PropSegmEnt, made up."""

import json
from pathlib import Path
from typing import Any

SENTENCES = (
    "Otters, which Ana feeds, swim and dive.",
    "What a day!",
    "The river is cold.",
)
ANSWERS: tuple[tuple[list[str], ...], ...] = (
    (["Otters", "Ana", "feeds"], ["Otters", "swim"], ["Otters", "dive"]),
    (),
    (["The", "river", "is", "cold"],),
)
"""The tokens of each proposition, by sentence."""


def tokens_of(sentence: str) -> list[str]:
    """Words and punctuation marks."""
    return [t for w in sentence.split() for t in ([w[:-1], w[-1]] if w[-1] in ",.!" else [w])]


def document(name: str = "d1", *sentences: str, text: str | None = None) -> dict[str, Any]:
    """A document of these sentences, one per line."""
    made: list[dict[str, Any]] = []
    for sentence in sentences or SENTENCES:
        offsets, end = list[int](), 0
        for token in tokens_of(sentence):
            offsets.append(sentence.index(token, end))
            end = offsets[-1] + len(token)
        made.append(
            {
                "sentence_text": sentence,
                "tokens": [
                    {"text": token, "character_offset_of_token_in_sentence": offset}
                    for token, offset in zip(tokens_of(sentence), offsets, strict=True)
                ],
            }
        )
    whole = "\n".join(sentences or SENTENCES) if text is None else text
    return {"document_id": name, "original_url": "", "sentences": made, "document": whole}


def response(sentence: str, *propositions: list[str], **fields: bool) -> dict[str, Any]:
    """An annotator's answer to a sentence; each token is the first such after the one before."""
    tokens, found = tokens_of(sentence), list[list[int]]()
    for proposition in propositions:
        found.append([])
        for token in proposition:
            found[-1].append(tokens.index(token, found[-1][-1] + 1 if found[-1] else 0))
    return {
        "propositions": [{"token_indices": indices} for indices in found],
        "non_informational": not propositions,
        "rater_did_not_understand_sentence": False,
        "is_reference_response": False,
        **fields,
    }


def answered(number: int, *responses: dict[str, Any], document_id: str = "d1") -> dict[str, Any]:
    """The responses to one sentence."""
    where = {"cluster_id": "k", "document_id": document_id, "sentence_index": number}
    return {"sentence_id": where, "segmentation_responses": list(responses)}


def corpus() -> dict[str, Any]:
    """One document. The reference comes second and splits; the other takes sentences whole."""
    propositions = [
        answered(
            number,
            response(sentence, *([tokens_of(sentence)] if given else [])),
            response(sentence, *given, is_reference_response=True),
        )
        for number, (sentence, given) in enumerate(zip(SENTENCES, ANSWERS, strict=True))
    ]
    clusters = [{"cluster_id": "k", "cluster_title": "", "documents": [document()]}]
    return {"documents": clusters, "propositions": propositions}


def write_corpus(folder: Path, data: dict[str, Any], name: str = "dev") -> None:
    """Write both files of a part of the corpus."""
    folder.mkdir(exist_ok=True)
    for key, kind in (("documents", "document_clusters"), ("propositions", "propositions")):
        (folder / f"{kind}.{name}.json").write_text(json.dumps(data[key]), "utf-8")
