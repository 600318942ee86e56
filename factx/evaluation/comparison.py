"""A gold and a predicted annotation of one text, with their items paired.

Every measure reads its counts from one `Comparison`, in which each pairing is made once.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from factx.evaluation.assignment import Pairs, Weights, pair
from factx.evaluation.optional_gold import counting_attributions, counting_claims, counting_sources
from factx.evaluation.pairing import Member, matched, pair_claims, pair_mentions, pair_role
from factx.evaluation.view import AttributionView, ClaimView, RecordView, RelationView, SourceView
from factx.records import Attribution, Claim, FactRecord, Quote, Source
from factx.records.base import Item
from factx.records.ranking import SHORT_LIST


@dataclass(frozen=True)
class Comparison:
    """Gold and predicted annotation of one text.

    Optional gold is left out with its counterparts: `attributions`, `sources` and so on contain
    neither.
    """

    gold: RecordView
    predicted: RecordView
    records: tuple[FactRecord, FactRecord | None] | None = None
    """The gold and the predicted record; None if the views were made of something else."""

    # Records, for measures that read more than the views have.

    def found_sources(self) -> list[tuple[Source, Source]]:
        """The gold sources that were found, each with its predicted counterpart."""
        return self._found("sources", [(g.id, p.id) for g, p in self.paired_sources])

    def found_quotes(self) -> list[tuple[Quote, Quote]]:
        """The quotes of the attributions that were found, likewise."""
        return self._found("quotes", [(g.quote, p.quote) for g, p in self.paired_attributions])

    def found_attributions(self) -> list[tuple[Attribution, Attribution]]:
        """The attributions whose contents were found, likewise."""
        return self._found("attributions", [(g.id, p.id) for g, p in self.paired_attributions])

    def found_claims(self) -> list[tuple[Claim, Claim]]:
        """The claims that were found, likewise."""
        return self._found("claims", [(g.id, p.id) for g, p in self.paired_claims])

    def _found(self, layer: str, ids: list[tuple[str, str]]) -> list[Any]:
        """The items of both records with these ids; none without a prediction."""
        gold, predicted = self.records or (None, None)
        if gold is None or predicted is None:
            return []
        ours, theirs = _by_id(gold, layer), _by_id(predicted, layer)
        return [(ours[first], theirs[second]) for first, second in ids]

    # Attributions.

    @cached_property
    def attributions(self) -> tuple[list[AttributionView], list[AttributionView]]:
        """Gold and predicted attributions that count; none if the gold has no such layer."""
        if "attributions" not in self.gold.layers:
            return [], []
        return counting_attributions(self.gold.attributions, self.predicted.attributions)

    def role_pairs(self, role: str) -> Pairs:
        """The attributions paired by their content, source or cue."""
        return self._role_pairs[role]

    @cached_property
    def _role_pairs(self) -> dict[str, Pairs]:
        return {role: pair_role(*self.attributions, role) for role in ("content", "source", "cue")}

    @cached_property
    def matched(self) -> Pairs:
        """The attributions paired by content whose contents are at least half the same."""
        return matched(*self.attributions)

    @cached_property
    def matched_predicted(self) -> Pairs:
        """`matched` from predicted to gold."""
        return {p: g for g, p in self.matched.items()}

    @cached_property
    def paired_attributions(self) -> list[tuple[AttributionView, AttributionView]]:
        """The pairs of `matched` as attributions."""
        return _items(self.attributions, self.matched)

    @cached_property
    def matched_ids(self) -> dict[str, str]:
        """The predicted id of each gold attribution that was found, optional or not."""
        gold, predicted = self.gold.attributions, self.predicted.attributions
        return {gold[g].id: predicted[p].id for g, p in self._all_matched.items()}

    @cached_property
    def _all_matched(self) -> Pairs:
        """`matched` with optional gold included."""
        return matched(self.gold.attributions, self.predicted.attributions)

    # Sources.

    @cached_property
    def sources(self) -> tuple[list[SourceView], list[SourceView]]:
        """Gold and predicted sources that count, without mentions predicted for optional gold."""
        if "attributions" not in self.gold.layers:
            return [], []
        return counting_sources(self.gold.sources, self.predicted.sources)

    @cached_property
    def mention_pairs(self) -> dict[Member, Member]:
        """Mentions paired one to one, at least half the same."""
        return pair_mentions(*self.sources)

    @cached_property
    def clusters(self) -> tuple[dict[int, set[Member]], dict[int, set[Member]]]:
        """The matched mentions of each source, gold and predicted, named by the gold mentions."""
        gold: dict[int, set[Member]] = {}
        predicted: dict[int, set[Member]] = {}
        for g, p in self.mention_pairs.items():
            gold.setdefault(g[0], set()).add(g)
            predicted.setdefault(p[0], set()).add(g)
        return gold, predicted

    @cached_property
    def cluster_similarity(self) -> Weights:
        """Dice of the mentions of gold and predicted sources (phi 4 of Luo, 2005)."""
        gold, predicted = self.clusters
        together = Counter((g[0], p[0]) for g, p in self.mention_pairs.items())
        return {
            (g, p): 2 * common / (len(gold[g]) + len(predicted[p]))
            for (g, p), common in together.items()
        }

    @cached_property
    def source_pairs(self) -> Pairs:
        """The sources aligned as for CEAF-e."""
        return pair(self.cluster_similarity)

    @cached_property
    def paired_sources(self) -> list[tuple[SourceView, SourceView]]:
        """The pairs of `source_pairs` as sources."""
        return _items(self.sources, self.source_pairs)

    @cached_property
    def source_ids(self) -> dict[str, str]:
        """The predicted id of each gold source that is aligned with one."""
        gold, predicted = self.sources
        return {gold[g].id: predicted[p].id for g, p in self.source_pairs.items()}

    # Claims.

    @cached_property
    def claims(self) -> tuple[list[ClaimView], list[ClaimView]]:
        """Gold and predicted claims that count; none if the gold has no such layer."""
        if "claims" not in self.gold.layers:
            return [], []
        return counting_claims(self.gold.claims, self.predicted.claims)

    @cached_property
    def claim_pairs(self) -> Pairs:
        """The claims paired by evidence and wording."""
        return pair_claims(*self.claims)

    @cached_property
    def paired_claims(self) -> list[tuple[ClaimView, ClaimView]]:
        """The pairs of `claim_pairs` as claims."""
        return _items(self.claims, self.claim_pairs)

    @cached_property
    def checked_pairs(self) -> list[tuple[ClaimView, ClaimView]]:
        """`paired_claims`; none if the gold was annotated without checks."""
        return self.paired_claims if self.has_checks else []

    @cached_property
    def short_lists(self) -> tuple[set[int], set[int]]:
        """The numbers of the gold and predicted claims on the short list."""
        if not self.has_checks:
            return set(), set()
        gold, predicted = (
            {number for number, claim in enumerate(side) if claim.rank >= SHORT_LIST}
            for side in self.claims
        )
        return gold, predicted

    @cached_property
    def ranking(self) -> list[int]:
        """The numbers of the predicted claims with checks, highest rank first."""
        ranks = [claim.rank for claim in self.claims[1]]
        return sorted((n for n, rank in enumerate(ranks) if rank), key=lambda n: (-ranks[n], n))

    @cached_property
    def has_standings(self) -> bool:
        """Whether claims of the gold have standings; true if it has no claims."""
        return not self.gold.claims or any(claim.standing for claim in self.gold.claims)

    @cached_property
    def has_checks(self) -> bool:
        """Whether claims of the gold have checks, or standings, which are annotated with them."""
        return self.has_standings or any(claim.checks for claim in self.gold.claims)

    # Relations.

    @cached_property
    def relation_counts(self) -> tuple[int, int, int]:
        """The number of relations in the gold, predicted, and found between the same items.

        All 0 if the gold has no such layer.
        """
        if "relations" not in self.gold.layers:
            return 0, 0, 0
        asked = {_key(r.type, r.first, r.second) for r in self.gold.relations if not r.optional}
        required = {self._translated(r) for r in self.gold.relations if not r.optional}
        optional = {self._translated(r) for r in self.gold.relations if r.optional}
        predicted = {_key(r.type, r.first, r.second): r.optional for r in self.predicted.relations}
        found = required & predicted.keys()
        counted = {key for key, is_optional in predicted.items() if not is_optional} - optional
        return len(asked), len(counted | found), len(found)

    def _translated(self, relation: RelationView) -> "_RelationKey":
        """A gold relation with predicted ids; an end without a counterpart keeps its own."""
        first, second = (
            self._counterparts.get(end, f"gold {end}") for end in (relation.first, relation.second)
        )
        return _key(relation.type, first, second)

    @cached_property
    def _counterparts(self) -> dict[str, str]:
        """The predicted id of each gold quote and claim that was found, optional or not."""
        gold, predicted = self.gold.attributions, self.predicted.attributions
        quotes = {gold[g].quote: predicted[p].quote for g, p in self._all_matched.items()}
        claims = {
            self.gold.claims[g].id: self.predicted.claims[p].id
            for g, p in pair_claims(self.gold.claims, self.predicted.claims).items()
        }
        return {**quotes, **claims}


_Item = TypeVar("_Item")


def _by_id(record: FactRecord, layer: str) -> dict[str, Item]:
    return {item.id: item for item in getattr(record, layer)}


def _items(sides: tuple[list[_Item], list[_Item]], pairs: Pairs) -> list[tuple[_Item, _Item]]:
    gold, predicted = sides
    return [(gold[g], predicted[p]) for g, p in pairs.items()]


_RelationKey = tuple[str, str, str]
_DIRECTED = frozenset({"supports"})


def _key(kind: str, first: str, second: str) -> _RelationKey:
    """A relation as a key; undirected ones have the same key whichever end comes first."""
    if kind not in _DIRECTED and second < first:
        first, second = second, first
    return kind, first, second
