"""The measures, each a function below its name, title and meaning."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import fsum
from typing import TypeVar, get_args

from factx.evaluation.claim_evidence import atomic, covered
from factx.evaluation.comparison import Comparison
from factx.evaluation.counts import Count, Share, Tally
from factx.evaluation.pairing import pair_spans
from factx.evaluation.tokens import NONE, TokenSet
from factx.evaluation.view import AttributionView
from factx.records.claim import Check, Factuality, Standing

HEADLINE = "attribution.end_to_end"
"""The measure to report if there is room for only one."""
ROLES = ("content", "source", "cue")
_QUOTES = {"direct": "direct quotes", "mixed": "mixed quotes", "indirect": "indirect quotes"}
_STANDINGS = {standing: f"{standing} claims" for standing in get_args(Standing)}
_CHECKS = {check: f"the check {check}" for check in get_args(Check)}
_CLAIMS = {factuality: f"{factuality} claims" for factuality in get_args(Factuality)}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure."""

    name: str
    """Name in reports and baselines: a group, a dot, and the measure."""
    title: str
    """Title in tables."""
    count: Callable[[Comparison], Count]
    """Counts it in one article."""
    meaning: str
    """When an item counts as right."""

    @property
    def group(self) -> str:
        """The part of the name before the first dot."""
        return self.name.partition(".")[0]


MEASURES: dict[str, Measure] = {}
"""The shipped measures by name, in the order of reports."""

CountFunction = Callable[[Comparison], Count]
PartFunction = Callable[[str | None, Comparison], Count]


def count(comparison: Comparison) -> dict[str, Count]:
    """Count every shipped measure in one article."""
    return {measure.name: measure.count(comparison) for measure in MEASURES.values()}


def measure(name: str, title: str, meaning: str) -> Callable[[CountFunction], CountFunction]:
    """Register the decorated function as the measure `name`."""

    def register(counts: CountFunction) -> CountFunction:
        MEASURES[name] = Measure(name, title, counts, meaning)
        return counts

    return register


def by_part(
    name: str, title: str, meaning: str, parts: Mapping[str, str]
) -> Callable[[PartFunction], PartFunction]:
    """Register a measure of all items and one of each part of them.

    `parts` has a plural noun phrase for each part. The decorated function gets the part to count,
    or None for all items.
    """

    def register(counts: PartFunction) -> PartFunction:
        measure(name, title, meaning)(partial(counts, None))
        for part, items in parts.items():
            of_part = f"as {name}; recall over {items} of the gold, precision over predicted ones"
            measure(f"{name}.{part}", f"  of {items}", of_part)(partial(counts, part))
        return counts

    return register


_Item = TypeVar("_Item")
_Pairs = Sequence[tuple[_Item, _Item]]
"""Gold items with the predicted items they are paired with."""


def _share(pairs: _Pairs[_Item], is_right: Callable[[_Item, _Item], bool]) -> Share:
    """The share of right pairs."""
    return Share(right=sum(is_right(*pair) for pair in pairs), of=len(pairs))


def _same_values(pairs: _Pairs[_Item], value: Callable[[_Item], str]) -> Tally:
    """Count values that both items of a pair have; an empty string is no value."""
    values = [(value(gold), value(predicted)) for gold, predicted in pairs]
    right = sum(gold == predicted != "" for gold, predicted in values)
    return Tally(
        recalled=right,
        gold=sum(gold != "" for gold, _ in values),
        precise=right,
        predicted=sum(predicted != "" for _, predicted in values),
    )


def _same_spans(pairs: _Pairs[_Item], spans: Callable[[_Item], Sequence[TokenSet]]) -> Tally:
    """Count spans of paired items that are at least half the same."""
    values = [(spans(gold), spans(predicted)) for gold, predicted in pairs]
    right = sum(len(pair_spans(*each)) for each in values)
    return Tally(
        recalled=right,
        gold=sum(len(gold) for gold, _ in values),
        precise=right,
        predicted=sum(len(predicted) for _, predicted in values),
    )


# Attributions.


@by_part(
    HEADLINE,
    "who said what",
    "the contents are at least half the same, and the predicted source has the head word of the "
    "gold source",
    _QUOTES,
)
def _end_to_end(quote_type: str | None, comparison: Comparison) -> Tally:
    gold, predicted = comparison.attributions
    matched = comparison.matched_predicted
    ours = [g for g in _numbers(gold, quote_type) if gold[g].source.tokens]
    theirs = [
        p
        for p in _numbers(predicted, quote_type)
        if predicted[p].source.tokens
        # Without a source in the gold, a predicted source is neither right nor wrong.
        and (p not in matched or gold[matched[p]].source.tokens)
    ]
    found = {g for p, g in matched.items() if gold[g].head & predicted[p].source.tokens}
    return Tally(
        recalled=sum(g in found for g in ours),
        gold=len(ours),
        precise=sum(matched.get(p) in found for p in theirs),
        predicted=len(theirs),
    )


@by_part(
    "attribution.content",
    "content found",
    "the contents are at least half the same (intersection over union of their words)",
    _QUOTES,
)
def _content(quote_type: str | None, comparison: Comparison) -> Tally:
    ours, theirs = (_numbers(side, quote_type) for side in comparison.attributions)
    return Tally(
        recalled=sum(g in comparison.matched for g in ours),
        gold=len(ours),
        precise=sum(p in comparison.matched_predicted for p in theirs),
        predicted=len(theirs),
    )


def _numbers(attributions: Sequence[AttributionView], quote_type: str | None) -> list[int]:
    """The numbers of the attributions with a content, of one type of quote or of any."""
    return [
        number
        for number, attribution in enumerate(attributions)
        if attribution.content.tokens and quote_type in (None, attribution.quote_type)
    ]


def _sourced(comparison: Comparison) -> _Pairs[AttributionView]:
    """The attributions with matched contents whose gold has a source."""
    return [pair for pair in comparison.paired_attributions if pair[0].source.tokens]


@measure(
    "attribution.source_head",
    "source: head word",
    "on matched contents: the predicted source has the head word of the gold source",
)
def _source_head(comparison: Comparison) -> Share:
    return _share(_sourced(comparison), lambda g, p: bool(g.head & p.source.tokens))


@measure(
    "attribution.source_overlap",
    "source: any word",
    "on matched contents: the sources have a word in common",
)
def _source_overlap(comparison: Comparison) -> Share:
    return _share(_sourced(comparison), lambda g, p: bool(g.source.tokens & p.source.tokens))


@measure(
    "attribution.source_exact",
    "source: all words",
    "on matched contents: the sources have the same words",
)
def _source_exact(comparison: Comparison) -> Share:
    return _share(_sourced(comparison), lambda g, p: g.source.tokens == p.source.tokens)


@measure(
    "attribution.cue_overlap",
    "cue: any word",
    "on matched contents: the cues have a word in common",
)
def _cue_overlap(comparison: Comparison) -> Share:
    with_cue = [pair for pair in comparison.paired_attributions if pair[0].cue.tokens]
    return _share(with_cue, lambda g, p: bool(g.cue.tokens & p.cue.tokens))


@measure(
    "attribution.quote_type",
    "quote type",
    "on matched contents: both are direct, indirect or mixed",
)
def _quote_type(comparison: Comparison) -> Share:
    return _share(comparison.paired_attributions, lambda g, p: g.quote_type == p.quote_type)


@measure(
    "attribution.type",
    "attribution type",
    "on matched contents: both are a statement, belief, attitude or intention",
)
def _type(comparison: Comparison) -> Share:
    return _share(comparison.paired_attributions, lambda g, p: g.type == p.type)


@measure(
    "attribution.negated",
    "negated",
    "on matched contents of which one is negated: the other is too",
)
def _negated(comparison: Comparison) -> Share:
    either = [(g, p) for g, p in comparison.paired_attributions if g.negated or p.negated]
    return _share(either, lambda g, p: g.negated == p.negated)


@measure(
    "attribution.entity",
    "same speaker",
    "on matched contents: the sources are aligned with each other as for CEAF-e",
)
def _entity(comparison: Comparison) -> Share:
    required = {source.id for source in comparison.sources[0]}
    asked = [
        pair
        for pair in comparison.paired_attributions
        if pair[0].sources and required.issuperset(pair[0].sources)
    ]
    aligned = comparison.source_ids
    return _share(asked, lambda g, p: {aligned.get(source) for source in g.sources} == {*p.sources})


@measure(
    "attribution.parent",
    "parent in a chain",
    "on matched contents of which one has a parent: the parents are matched with each other",
)
def _parent(comparison: Comparison) -> Share:
    either = [(g, p) for g, p in comparison.paired_attributions if g.parent or p.parent]
    found = comparison.matched_ids
    return _share(either, lambda g, p: g.parent in found and found[g.parent] == p.parent)


@measure(
    "attribution.when",
    "when it was said",
    "on matched contents: the expressions of time are at least half the same",
)
def _when(comparison: Comparison) -> Tally:
    return _same_spans(comparison.paired_attributions, lambda a: a.when)


@measure(
    "attribution.addressee",
    "addressee",
    "on matched contents: the addressees are at least half the same",
)
def _addressee(comparison: Comparison) -> Tally:
    return _same_spans(comparison.paired_attributions, lambda a: a.addressee)


@measure(
    "attribution.stance",
    "stance of the cue",
    "on matched contents: both are endorsing or distancing; neutral is the same as none",
)
def _stance(comparison: Comparison) -> Tally:
    return _same_values(comparison.paired_attributions, lambda a: a.stance)


# Spans of one role.


def _measure_spans(role: str) -> None:
    """Register the measures of the spans that have one role."""

    @measure(
        f"{role}.exact",
        f"{role}: same words",
        "paired one to one; the same words, apart from punctuation at the edges",
    )
    def exact(comparison: Comparison) -> Tally:
        return _paired(comparison, role, lambda g, p: (1.0, 1.0) if g == p else (0.0, 0.0))

    @measure(
        f"{role}.relaxed",
        f"{role}: share of words",
        "paired one to one; the common words divided by those of the gold, or of the predicted "
        "(Johansson and Moschitti, 2010)",
    )
    def relaxed(comparison: Comparison) -> Tally:
        return _paired(comparison, role, lambda g, p: (len(g & p) / len(g), len(g & p) / len(p)))

    @measure(
        f"{role}.token",
        f"{role}: word by word",
        "the word has the role on both sides, in any attribution",
    )
    def token(comparison: Comparison) -> Tally:
        gold, predicted = (
            NONE.union(*(attribution.role(role).tokens for attribution in side))
            for side in comparison.attributions
        )
        common = len(gold & predicted)
        return Tally(recalled=common, gold=len(gold), precise=common, predicted=len(predicted))

    @measure(
        f"{role}.strict",
        f"{role}: same characters",
        "paired one to one; the same characters, apart from white space at the edges",
    )
    def strict(comparison: Comparison) -> Tally:
        gold, predicted = comparison.attributions
        same = sum(
            gold[g].role(role).places == predicted[p].role(role).places
            for g, p in comparison.role_pairs(role).items()
        )
        return _items(comparison, role, same, same)


def _paired(
    comparison: Comparison, role: str, earn: Callable[[TokenSet, TokenSet], tuple[float, float]]
) -> Tally:
    gold, predicted = comparison.attributions
    earned = [
        earn(gold[g].role(role).tokens, predicted[p].role(role).tokens)
        for g, p in sorted(comparison.role_pairs(role).items())
    ]
    return _items(comparison, role, sum(r for r, _ in earned), sum(p for _, p in earned))


def _items(comparison: Comparison, role: str, recalled: float, precise: float) -> Tally:
    gold, predicted = (
        sum(bool(s.role(role).tokens) for s in side) for side in comparison.attributions
    )
    return Tally(recalled=recalled, gold=gold, precise=precise, predicted=predicted)


_measure_spans("content")
_measure_spans("source")
_measure_spans("cue")


# Sources.


@measure("sources.mentions", "mentions", "paired one to one, at least half the same")
def _mentions(comparison: Comparison) -> Tally:
    gold, predicted = (sum(len(s.mentions) for s in side) for side in comparison.sources)
    found = len(comparison.mention_pairs)
    return Tally(recalled=found, gold=gold, precise=found, predicted=predicted)


@measure(
    "sources.b_cubed",
    "B-cubed",
    "on matched mentions: the share of its cluster that a mention keeps (Bagga and Baldwin, 1998)",
)
def _b_cubed(comparison: Comparison) -> Tally:
    clusters, others = comparison.clusters
    gold_of = {mention: at for at, cluster in clusters.items() for mention in cluster}
    predicted_of = {mention: at for at, cluster in others.items() for mention in cluster}
    mentions = sorted(gold_of)
    together = Counter((gold_of[mention], predicted_of[mention]) for mention in mentions)
    common = [together[gold_of[mention], predicted_of[mention]] for mention in mentions]
    return Tally(
        recalled=fsum(c / len(clusters[gold_of[m]]) for c, m in zip(common, mentions, strict=True)),
        gold=len(mentions),
        precise=fsum(
            c / len(others[predicted_of[m]]) for c, m in zip(common, mentions, strict=True)
        ),
        predicted=len(mentions),
    )


@measure(
    "sources.ceaf_e",
    "CEAF-e",
    "on matched mentions: sources aligned one to one by their common mentions (Luo, 2005)",
)
def _ceaf_e(comparison: Comparison) -> Tally:
    gold, predicted = comparison.clusters
    alike = fsum(comparison.cluster_similarity[pair] for pair in comparison.source_pairs.items())
    return Tally(recalled=alike, gold=len(gold), precise=alike, predicted=len(predicted))


@measure("sources.kind", "kind", "on aligned sources: both are a person, group, official body ...")
def _source_kind(comparison: Comparison) -> Share:
    return _share(comparison.paired_sources, lambda g, p: g.kind == p.kind)


@measure(
    "sources.naming",
    "naming",
    "on aligned sources: both are named, unnamed or pseudonymous",
)
def _naming(comparison: Comparison) -> Share:
    return _share(comparison.paired_sources, lambda g, p: g.naming == p.naming)


@measure(
    "sources.name",
    "name",
    "on aligned sources: the same name; case, typography and a leading article make no difference",
)
def _name(comparison: Comparison) -> Share:
    return _share(comparison.paired_sources, lambda g, p: g.name == p.name)


@measure("sources.role", "role", "on aligned sources: the same role, compared like names")
def _role(comparison: Comparison) -> Tally:
    return _same_values(comparison.paired_sources, lambda source: source.role)


@measure(
    "sources.affiliation",
    "affiliation",
    "on aligned sources: the same affiliation, compared like names",
)
def _affiliation(comparison: Comparison) -> Tally:
    return _same_values(comparison.paired_sources, lambda source: source.affiliation)


@measure("sources.number", "number", "on aligned sources: both are one, several or unknown")
def _number(comparison: Comparison) -> Tally:
    return _same_values(comparison.paired_sources, lambda source: source.number)


# Claims.


@by_part(
    "claims.found",
    "claims",
    "paired one to one: the evidence is at least half the same, or there is common evidence and "
    "the content words have an F1 of .6",
    _STANDINGS,
)
def _claims(standing: str | None, comparison: Comparison) -> Tally:
    ours, theirs = (
        [n for n, claim in enumerate(side) if standing in (None, claim.standing)]
        if standing is None or comparison.has_standings
        else []
        for side in comparison.claims
    )
    found, right = comparison.claim_pairs, set(comparison.claim_pairs.values())
    return Tally(
        recalled=sum(g in found for g in ours),
        gold=len(ours),
        precise=sum(p in right for p in theirs),
        predicted=len(theirs),
    )


@measure(
    "claims.coverage",
    "evidence covered",
    "of gold claims: predicted evidence covers at least four fifths of the evidence",
)
def _coverage(comparison: Comparison) -> Share:
    return Share(right=len(covered(*comparison.claims)), of=len(comparison.claims[0]))


@measure(
    "claims.unburied",
    "covered and found",
    "of gold claims that are covered: the claim is also found",
)
def _unburied(comparison: Comparison) -> Share:
    of = covered(*comparison.claims)
    return Share(right=sum(g in comparison.claim_pairs for g in of), of=len(of))


@measure(
    "claims.atomic",
    "one claim each",
    "of predicted claims whose evidence covers a gold claim: it covers no other, except by words "
    "of that one",
)
def _atomic(comparison: Comparison) -> Share:
    found = atomic(*comparison.claims)
    return Share(right=sum(found.values()), of=len(found))


@measure(
    "claims.attributed",
    "attributed or not",
    "on paired claims: both have an attribution, or both are the article's own",
)
def _holder(comparison: Comparison) -> Share:
    return _share(comparison.paired_claims, lambda g, p: g.attributed == p.attributed)


@measure(
    "claims.held",
    "holder",
    "on paired claims: the attributions are matched with each other, or both are the article's "
    "own; and the same for the attributions they report",
)
def _held(comparison: Comparison) -> Share:
    found: Mapping[str | None, str | None] = {None: None, **comparison.matched_ids}

    def is_same(gold: str | None, predicted: str | None) -> bool:
        return gold in found and found[gold] == predicted

    return _share(
        comparison.paired_claims,
        lambda g, p: is_same(g.attribution, p.attribution) and is_same(g.reports, p.reports),
    )


@measure(
    "claims.kind", "kind", "on paired claims: both are a fact, prediction, position or opinion"
)
def _claim_kind(comparison: Comparison) -> Share:
    return _share(comparison.paired_claims, lambda g, p: g.kind == p.kind)


@by_part(
    "claims.factuality",
    "factuality",
    "on paired claims: the same value of FactBank's scale (Sauri and Pustejovsky, 2009)",
    _CLAIMS,
)
def _factuality(factuality: str | None, comparison: Comparison) -> Count:
    if factuality is None:
        return _share(comparison.paired_claims, lambda g, p: g.factuality == p.factuality)
    return _same_values(
        comparison.paired_claims,
        lambda claim: claim.factuality if claim.factuality == factuality else "",
    )


@measure(
    "claims.times",
    "times",
    "on paired claims: paired one to one, at least half the same",
)
def _times(comparison: Comparison) -> Tally:
    return _same_spans(comparison.paired_claims, lambda claim: claim.times)


@measure(
    "claims.quantities",
    "quantities",
    "on paired claims: paired one to one, at least half the same",
)
def _quantities(comparison: Comparison) -> Tally:
    return _same_spans(comparison.paired_claims, lambda claim: claim.quantities)


@measure("claims.hedges", "hedges", "on paired claims: paired one to one, at least half the same")
def _hedges(comparison: Comparison) -> Tally:
    return _same_spans(comparison.paired_claims, lambda claim: claim.hedges)


@measure("claims.condition", "condition", "on paired claims: at least half the same")
def _condition(comparison: Comparison) -> Tally:
    return _same_spans(comparison.paired_claims, lambda claim: claim.condition)


@by_part("claims.checks", "checks", "on paired claims: the check is given on both sides", _CHECKS)
def _checks(check: str | None, comparison: Comparison) -> Tally:
    given = [
        [[each for each in claim.checks if check in (None, each)] for claim in pair]
        for pair in comparison.checked_pairs
    ]
    common = sum(len({*gold} & {*predicted}) for gold, predicted in given)
    return Tally(
        recalled=common,
        gold=sum(len(gold) for gold, _ in given),
        precise=common,
        predicted=sum(len(predicted) for _, predicted in given),
    )


@measure(
    "claims.short_list",
    "short list",
    "paired one to one as for claims.found, and both have a rank of 2 or more",
)
def _short_list(comparison: Comparison) -> Tally:
    gold, predicted = comparison.short_lists
    found = sum(comparison.claim_pairs.get(g) in predicted for g in gold)
    return Tally(recalled=found, gold=len(gold), precise=found, predicted=len(predicted))


@measure(
    "claims.short_list.ranked",
    "  average precision",
    "of gold claims on the short list: the precision of the predicted ranking down to the claim "
    "found; 0 if it is not in the ranking",
)
def _average_precision(comparison: Comparison) -> Tally:
    gold, _ = comparison.short_lists
    wanted = {comparison.claim_pairs[g] for g in gold if g in comparison.claim_pairs}
    places = [n for n, p in enumerate(comparison.ranking, start=1) if p in wanted]
    earned = fsum(number / place for number, place in enumerate(places, start=1))
    return Tally(recalled=earned, gold=len(gold), precise=earned, predicted=len(gold))


# Relations.


@measure("relations.found", "relations", "of the same type, between the same quotes or claims")
def _relations(comparison: Comparison) -> Tally:
    gold, predicted, found = comparison.relation_counts
    return Tally(recalled=found, gold=gold, precise=found, predicted=predicted)
