"""Two annotations of one text, laid side by side: who is paired with whom.

Every measure reads its figures off one `Comparison`, in which each pairing is made once.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeVar

from factx.evaluation.annotation import Annotation, Assertion, Link, Saying, Speaker
from factx.evaluation.match import Pairs, Weights, overlaps, pair
from factx.evaluation.tokens import TokenSet, dice, iou


class _Optional(Protocol):
    @property
    def optional(self) -> bool: ...


_T = TypeVar("_T")
_O = TypeVar("_O", bound=_Optional)

MATCH = 0.5
"""Share of common words (intersection over union) from which two items are taken for one."""
_WORDING = 0.6
"""F1 of content words from which two claims with common evidence are taken for one."""
# Ties between pairings are broken by the whole attribution, content before source before cue: each
# too small to outweigh a difference of one word in the role that is paired.
_TIE_CONTENT, _TIE_SOURCE, _TIE_CUE = 1e-6, 1e-8, 1e-10

Member = tuple[int, int]
"""A mention: the number of its speaker, and its own among the speaker's mentions."""


@dataclass(frozen=True)
class Comparison:
    """Gold and predicted annotation of one text.

    Gold that is optional is left out, and with it what was predicted in its place: `sayings`,
    `speakers` and so on hold gold and predicted items without these.
    """

    gold: Annotation
    predicted: Annotation

    # Attributions.

    @cached_property
    def sayings(self) -> tuple[list[Saying], list[Saying]]:
        """Gold and predicted attributions that count."""
        gold, predicted = self.gold.sayings, self.predicted.sayings
        if not _any_optional(gold, predicted):
            return [*gold], [*predicted]
        pairs = {
            g: p
            for g, p in _pair_role(gold, predicted, "content").items()
            if iou(_content(gold[g]), _content(predicted[p])) >= MATCH
        }
        return _required(gold), _without(predicted, _excused(gold, predicted, pairs))

    def role_pairs(self, role: str) -> Pairs:
        """The attributions paired by their content, source or cue."""
        return self._role_pairs[role]

    @cached_property
    def _role_pairs(self) -> dict[str, Pairs]:
        return {role: _pair_role(*self.sayings, role) for role in ("content", "source", "cue")}

    @cached_property
    def matched(self) -> Pairs:
        """The attributions paired by content whose contents are at least half the same."""
        gold, predicted = self.sayings
        return {
            g: p
            for g, p in self.role_pairs("content").items()
            if iou(_content(gold[g]), _content(predicted[p])) >= MATCH
        }

    @cached_property
    def matched_predicted(self) -> Pairs:
        """`matched` the other way round: from predicted to gold."""
        return {p: g for g, p in self.matched.items()}

    @cached_property
    def matched_ids(self) -> dict[str, str]:
        """From the id of a gold attribution to that of the predicted one it is matched with."""
        gold, predicted = self.sayings
        return {gold[g].id: predicted[p].id for g, p in self.matched.items()}

    # Sources.

    @cached_property
    def speakers(self) -> tuple[list[Speaker], list[Speaker]]:
        """Gold and predicted sources that count, the predicted without excused mentions."""
        gold, predicted = self.gold.speakers, self.predicted.speakers
        if not _any_optional(gold, predicted):
            return [*gold], [*predicted]
        pairs = _pair_mentions(gold, predicted)
        excused = {p for g, p in pairs.items() if gold[g[0]].optional}
        excused |= {
            (number, mention)
            for number, speaker in enumerate(predicted)
            if speaker.optional
            for mention in range(len(speaker.mentions))
            if (number, mention) not in pairs.values()
        }
        kept = [_without_mentions(s, n, excused) for n, s in enumerate(predicted)]
        return _required(gold), [speaker for speaker in kept if speaker.mentions]

    @cached_property
    def mention_pairs(self) -> dict[Member, Member]:
        """The mentions that are at least half the same, one to one."""
        return _pair_mentions(*self.speakers)

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
    def speaker_pairs(self) -> Pairs:
        """Gold and predicted sources aligned as for CEAF-e."""
        return pair(self.cluster_similarity)

    @cached_property
    def speaker_ids(self) -> dict[str, str]:
        """From the id of a gold source to that of the predicted one it is aligned with."""
        gold, predicted = self.speakers
        return {gold[g].id: predicted[p].id for g, p in self.speaker_pairs.items()}

    # Claims.

    @cached_property
    def assertions(self) -> tuple[list[Assertion], list[Assertion]]:
        """Gold and predicted claims that count; none where the gold's claims were not annotated."""
        if "claims" not in self.gold.layers:
            return [], []
        gold, predicted = self.gold.assertions, self.predicted.assertions
        if not _any_optional(gold, predicted):
            return [*gold], [*predicted]
        pairs = _pair_assertions(gold, predicted)
        return _required(gold), _without(predicted, _excused(gold, predicted, pairs))

    @cached_property
    def assertion_pairs(self) -> Pairs:
        """The claims taken for one: common evidence, and enough of it or alike in wording."""
        return _pair_assertions(*self.assertions)

    # Relations.

    @cached_property
    def links(self) -> tuple[int, int, int]:
        """How many relations are in the gold, predicted, and on both sides between the same items.

        All 0 where the gold's relations were not annotated.
        """
        if "relations" not in self.gold.layers:
            return 0, 0, 0
        required = {self._translated(link) for link in self.gold.links if not link.optional}
        optional = {self._translated(link) for link in self.gold.links if link.optional}
        predicted = {
            ends: link.optional
            for link in self.predicted.links
            for ends in [_ends(link.type, link.first, link.second)]
        }
        found = required & predicted.keys()
        counted = {ends for ends, is_optional in predicted.items() if not is_optional} - optional
        return len(required), len(counted | found), len(found)

    def _translated(self, link: Link) -> "_Ends":
        """The ends of a gold link as predicted ids; its own where there is no counterpart."""
        first, second = (
            self._counterparts.get(end, f"gold {end}") for end in (link.first, link.second)
        )
        return _ends(link.type, first, second)

    @cached_property
    def _counterparts(self) -> dict[str, str]:
        """From ids of gold quotes and claims, optional ones too, to those of their predictions."""
        gold, predicted = self.gold.sayings, self.predicted.sayings
        quotes = {
            gold[g].quote: predicted[p].quote
            for g, p in _pair_role(gold, predicted, "content").items()
            if iou(_content(gold[g]), _content(predicted[p])) >= MATCH
        }
        claims = {
            self.gold.assertions[g].id: self.predicted.assertions[p].id
            for g, p in _pair_assertions(self.gold.assertions, self.predicted.assertions).items()
        }
        return {**quotes, **claims}


_Ends = tuple[str, str, str]
_DIRECTED = frozenset({"supports"})


def _ends(kind: str, first: str, second: str) -> _Ends:
    """A relation in a form that is the same whichever end is named first, where that is all one."""
    if kind not in _DIRECTED and second < first:
        first, second = second, first
    return kind, first, second


def _any_optional(gold: Sequence[_Optional], predicted: Sequence[_Optional]) -> bool:
    return any(item.optional for side in (gold, predicted) for item in side)


def _required(gold: Sequence[_O]) -> list[_O]:
    return [item for item in gold if not item.optional]


def _excused(gold: Sequence[_Optional], predicted: Sequence[_Optional], pairs: Pairs) -> set[int]:
    """What was predicted in the place of optional gold, or is optional itself and in no gold.

    Only another annotator marks predictions as optional, where agreement is measured.
    """
    alone = set(range(len(predicted))) - set(pairs.values())
    return {p for g, p in pairs.items() if gold[g].optional} | {
        p for p in alone if predicted[p].optional
    }


def _pair_role(gold: Sequence[Saying], predicted: Sequence[Saying], role: str) -> Pairs:
    """Attributions paired by the words of one role, ties by those of all three."""
    ours = [saying.role(role).tokens for saying in gold]
    theirs = [saying.role(role).tokens for saying in predicted]
    return pair(
        {
            (g, p): 2.0 * common / (len(ours[g]) + len(theirs[p])) + _tie(gold[g], predicted[p])
            for (g, p), common in overlaps(ours, theirs).items()
        }
    )


def _tie(gold: Saying, predicted: Saying) -> float:
    return (
        _TIE_CONTENT * dice(gold.content.tokens, predicted.content.tokens)
        + _TIE_SOURCE * dice(gold.source.tokens, predicted.source.tokens)
        + _TIE_CUE * dice(gold.cue.tokens, predicted.cue.tokens)
    )


def _pair_mentions(gold: Sequence[Speaker], predicted: Sequence[Speaker]) -> dict[Member, Member]:
    """Mentions one to one, at least half the same."""
    ours = [(s, m) for s, speaker in enumerate(gold) for m in range(len(speaker.mentions))]
    theirs = [(s, m) for s, speaker in enumerate(predicted) for m in range(len(speaker.mentions))]
    our_tokens = [gold[s].mentions[m] for s, m in ours]
    their_tokens = [predicted[s].mentions[m] for s, m in theirs]
    weights = {
        (g, p): dice(our_tokens[g], their_tokens[p])
        for g, p in overlaps(our_tokens, their_tokens)
        if iou(our_tokens[g], their_tokens[p]) >= MATCH
    }
    return {ours[g]: theirs[p] for g, p in pair(weights).items()}


def _pair_assertions(gold: Sequence[Assertion], predicted: Sequence[Assertion]) -> Pairs:
    """Claims one to one, evidence before wording."""
    ours = [assertion.evidence.tokens for assertion in gold]
    theirs = [assertion.evidence.tokens for assertion in predicted]
    weights: dict[tuple[int, int], float] = {}
    for g, p in overlaps(ours, theirs):
        wording = _wording(gold[g], predicted[p])
        if iou(ours[g], theirs[p]) >= MATCH or wording >= _WORDING:
            # Of claims drawn from the same words, the one that is worded alike.
            weights[g, p] = dice(ours[g], theirs[p]) + wording
    return pair(weights)


def _wording(gold: Assertion, predicted: Assertion) -> float:
    """F1 of the content words of two claims, each counted as often as it occurs."""
    common = (Counter(gold.words) & Counter(predicted.words)).total()
    words = len(gold.words) + len(predicted.words)
    return 2 * common / words if words else 0.0


def _content(saying: Saying) -> TokenSet:
    return saying.content.tokens


def _without(items: Sequence[_T], excused: set[int]) -> list[_T]:
    return [item for number, item in enumerate(items) if number not in excused]


def _without_mentions(speaker: Speaker, number: int, excused: set[Member]) -> Speaker:
    left = tuple(m for n, m in enumerate(speaker.mentions) if (number, n) not in excused)
    return speaker if len(left) == len(speaker.mentions) else replace(speaker, mentions=left)
