"""Two annotations of one text, laid side by side: who is paired with whom.

Every measure reads its figures off one `Comparison`, in which each pairing is made once.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from factx.evaluation.assignment import Pairs, Weights, pair
from factx.evaluation.optional_gold import counting_attributions, counting_claims, counting_sources
from factx.evaluation.pairing import Member, matched, pair_claims, pair_mentions, pair_role
from factx.evaluation.view import AttributionView, ClaimView, Link, RecordView, SourceView


@dataclass(frozen=True)
class Comparison:
    """Gold and predicted annotation of one text.

    Gold that is optional is left out, and with it what was predicted in its place: `attributions`,
    `sources` and so on hold gold and predicted items without these.
    """

    gold: RecordView
    predicted: RecordView

    # Attributions.

    @cached_property
    def attributions(self) -> tuple[list[AttributionView], list[AttributionView]]:
        """Gold and predicted attributions that count; none where the gold's were not annotated."""
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
        """`matched` the other way round: from predicted to gold."""
        return {p: g for g, p in self.matched.items()}

    @cached_property
    def paired_attributions(self) -> list[tuple[AttributionView, AttributionView]]:
        """The attributions themselves that are in `matched`."""
        return _items(self.attributions, self.matched)

    @cached_property
    def matched_ids(self) -> dict[str, str]:
        """From the id of a gold attribution, optional or not, to that of its prediction."""
        gold, predicted = self.gold.attributions, self.predicted.attributions
        return {gold[g].id: predicted[p].id for g, p in self._all_matched.items()}

    @cached_property
    def _all_matched(self) -> Pairs:
        """The attributions with matched contents before what is optional is left out."""
        return matched(self.gold.attributions, self.predicted.attributions)

    # Sources.

    @cached_property
    def sources(self) -> tuple[list[SourceView], list[SourceView]]:
        """Gold and predicted sources that count, the predicted without excused mentions."""
        if "attributions" not in self.gold.layers:
            return [], []
        return counting_sources(self.gold.sources, self.predicted.sources)

    @cached_property
    def mention_pairs(self) -> dict[Member, Member]:
        """The mentions that are at least half the same, one to one."""
        return pair_mentions(*self.sources)

    @cached_property
    def clusters(self) -> tuple[dict[int, set[Member]], dict[int, set[Member]]]:
        """The matched mentions of each gold and each predicted source, named by the gold ones."""
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
        return {
            (g, p): 2 * len(ours & theirs) / (len(ours) + len(theirs))
            for g, ours in gold.items()
            for p, theirs in predicted.items()
            if ours & theirs
        }

    @cached_property
    def source_pairs(self) -> Pairs:
        """Gold and predicted sources aligned as for CEAF-e."""
        return pair(self.cluster_similarity)

    @cached_property
    def paired_sources(self) -> list[tuple[SourceView, SourceView]]:
        """The sources themselves that are in `source_pairs`."""
        return _items(self.sources, self.source_pairs)

    @cached_property
    def source_ids(self) -> dict[str, str]:
        """From the id of a gold source to that of the predicted one it is aligned with."""
        gold, predicted = self.sources
        return {gold[g].id: predicted[p].id for g, p in self.source_pairs.items()}

    # Claims.

    @cached_property
    def claims(self) -> tuple[list[ClaimView], list[ClaimView]]:
        """Gold and predicted claims that count; none where the gold's claims were not annotated."""
        if "claims" not in self.gold.layers:
            return [], []
        return counting_claims(self.gold.claims, self.predicted.claims)

    @cached_property
    def claim_pairs(self) -> Pairs:
        """The claims taken for one: common evidence, and enough of it or alike in wording."""
        return pair_claims(*self.claims)

    @cached_property
    def paired_claims(self) -> list[tuple[ClaimView, ClaimView]]:
        """The claims themselves that are in `claim_pairs`."""
        return _items(self.claims, self.claim_pairs)

    # Relations.

    @cached_property
    def links(self) -> tuple[int, int, int]:
        """How many relations are in the gold, predicted, and on both sides between the same items.

        All 0 where the gold's relations were not annotated.
        """
        if "relations" not in self.gold.layers:
            return 0, 0, 0
        asked = {
            _ends(link.type, link.first, link.second)
            for link in self.gold.links
            if not link.optional
        }
        required = {self._translated(link) for link in self.gold.links if not link.optional}
        optional = {self._translated(link) for link in self.gold.links if link.optional}
        predicted = {
            ends: link.optional
            for link in self.predicted.links
            for ends in [_ends(link.type, link.first, link.second)]
        }
        found = required & predicted.keys()
        counted = {ends for ends, is_optional in predicted.items() if not is_optional} - optional
        return len(asked), len(counted | found), len(found)

    def _translated(self, link: Link) -> "_Ends":
        """The ends of a gold link as predicted ids; its own where there is no counterpart."""
        first, second = (
            self._counterparts.get(end, f"gold {end}") for end in (link.first, link.second)
        )
        return _ends(link.type, first, second)

    @cached_property
    def _counterparts(self) -> dict[str, str]:
        """From ids of gold quotes and claims, optional ones too, to those of their predictions."""
        gold, predicted = self.gold.attributions, self.predicted.attributions
        quotes = {gold[g].quote: predicted[p].quote for g, p in self._all_matched.items()}
        claims = {
            self.gold.claims[g].id: self.predicted.claims[p].id
            for g, p in pair_claims(self.gold.claims, self.predicted.claims).items()
        }
        return {**quotes, **claims}


_Item = TypeVar("_Item")


def _items(sides: tuple[list[_Item], list[_Item]], pairs: Pairs) -> list[tuple[_Item, _Item]]:
    gold, predicted = sides
    return [(gold[g], predicted[p]) for g, p in pairs.items()]


_Ends = tuple[str, str, str]
_DIRECTED = frozenset({"supports"})


def _ends(kind: str, first: str, second: str) -> _Ends:
    """A relation in a form that is the same whichever end is named first, where that is all one."""
    if kind not in _DIRECTED and second < first:
        first, second = second, first
    return kind, first, second
