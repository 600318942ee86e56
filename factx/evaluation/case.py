"""Pair each gold record with its prediction, and identify gold and systems."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from factx.errors import InvalidData
from factx.evaluation.measures import Measure
from factx.evaluation.score import ArticleScore, score
from factx.records import FactRecord
from factx.records.article import digests_of_twins
from factx.records.base import Value


@dataclass(frozen=True, slots=True)
class Case:
    """An annotated article with its prediction."""

    gold: FactRecord
    """The annotation; it has the article's text."""
    predicted: FactRecord | None
    """The record to score; None if there is none, which counts as zero predictions."""
    failure: str | None = None
    """Why there is no prediction."""

    def score(self, measures: Iterable[Measure] = ()) -> ArticleScore:
        """Score the case, also by `measures` of your own.

        Raises `InvalidData` if gold and prediction do not fit together.
        """
        return score(self.gold, self.predicted, failure=self.failure, measures=measures)


def paired(golds: Iterable[FactRecord], records: Iterable[FactRecord]) -> Iterator[Case]:
    """A case for each gold record, with the record of the same text if there is one.

    Records of other texts are left out. Raises `InvalidData` if two records, or two gold records,
    are of the same text.
    """
    by_text: dict[str, FactRecord] = {}
    for record in records:
        if record.article.sha256 in by_text:
            raise _twice("record", record)
        by_text[record.article.sha256] = record
    seen: set[str] = set()
    for gold in golds:
        if gold.article.sha256 in seen:
            raise _twice("gold", gold)
        seen.add(gold.article.sha256)
        predicted = by_text.get(gold.article.sha256)
        yield Case(gold, predicted, None if predicted else "there is no record of this text")


def with_other_line_ends(golds: Iterable[FactRecord], digests: Container[str]) -> list[str]:
    """The ids of the `golds` whose texts, but for their line ends, are among `digests`.

    Such texts are not the same, since every offset after the first line differs.
    """
    return [
        gold.article.id
        for gold in golds
        if any(digest in digests for digest in digests_of_twins(gold.article.get_text()))
    ]


def gold_digest(gold: FactRecord) -> str:
    """A digest of an article's text and annotation, without its metadata."""
    said = gold.model_dump_json(exclude={"article", "provenance"})
    layers = ",".join(gold.provenance.layers)
    return sha256(f"{gold.article.sha256}\n{layers}\n{said}".encode()).hexdigest()


def digest_of(digests: Iterable[str]) -> str:
    """One digest for many, in any order."""
    return sha256("\n".join(sorted(digests)).encode()).hexdigest()


class Producer(Value):
    """What made the predictions."""

    drafter: str
    """The kind of drafter."""
    model: str | None
    """The model as its caller named it; null without one."""
    prompt_digest: str | None
    """Digest of everything that determines the prompt; null without a model."""
    factx_version: str
    """The version of factx that grounded the draft."""

    @classmethod
    def of(cls, record: FactRecord) -> "Producer":
        """What made `record`, according to its provenance."""
        made = record.provenance
        return cls(
            drafter=made.drafter,
            model=made.model,
            prompt_digest=made.prompt_digest,
            factx_version=made.factx_version,
        )


def system_of(record: FactRecord) -> str:
    """The name of what made `record`: its model and strategy, or else its drafter."""
    return record.provenance.system


def _twice(what: str, record: FactRecord) -> InvalidData:
    return InvalidData(f"{what} {record.article.id}", [f"there is another {what} of the same text"])
