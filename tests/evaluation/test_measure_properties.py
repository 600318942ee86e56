"""What holds of every measure whatever was annotated, on records drawn at random."""

from functools import cache
from random import Random
from typing import get_args

import pytest
from building import grounded, said, speaker
from evaluation.generated import Pair, pairs, rewritten
from evaluation.scoring import counted, figures, rounded, tally
from evaluation.worked import (
    WORKED,
    categories_chains_and_speakers,
    claims_of_each_factuality,
    details_of_attributions,
    details_of_claims,
    details_of_sources,
    holders_and_checks,
)
from hypothesis import assume, given
from hypothesis import strategies as st
from sampling import examples

from factx.evaluation import MEASURES, Share, Tally, evaluate
from factx.evaluation.comparison import Comparison
from factx.evaluation.measures import count
from factx.evaluation.score import compare
from factx.records import FactRecord
from factx.records.claim import Check, Standing

moderately = examples(60)


def without_twins(record: FactRecord) -> FactRecord:
    """The record; the example is left where two of its items differ in ids and links alone.

    Which of two such is which cannot be told by what they say.
    """
    quotes = {quote.id: quote for quote in record.quotes}
    items = (
        [
            (quotes[a.quote].spans, a.source_span, a.cue, quotes[a.quote].type, a.type, a.negated)
            for a in record.attributions
        ],
        [tuple(sorted(mention.place for mention in source.mentions)) for source in record.sources],
        [(claim.evidence, claim.text, claim.kind, claim.factuality) for claim in record.claims],
    )
    assume(all(item not in each[:n] for each in items for n, item in enumerate(each)))
    return record


ONE_SIDED = {
    *(name for name in MEASURES if name.startswith("attribution.end_to_end")),
    "claims.short_list.ranked",
}
"""Measures whose precision is no recall with the sides swapped: only the gold source's head word
has to be covered, and only the gold can lack a source that precision then does not ask for. Of a
short list only the predicted side is ranked."""


@moderately
@given(pairs(optional=True), st.integers(0, 99))
def test_the_order_of_items_and_their_ids_never_matter(pair: Pair, seed: int) -> None:
    """Every list shuffled and every id changed, on either side: all counts are the same."""
    gold, predicted = map(without_twins, pair)
    expected = counted(gold, predicted)
    assert counted(gold, rewritten(predicted, seed)) == expected
    assert counted(rewritten(gold, seed), predicted) == expected


@moderately
@given(pairs(optional=True))
def test_gold_against_itself_is_perfect_in_every_measure(pair: Pair) -> None:
    """1.0, or no value where there is nothing to count."""
    gold = without_twins(pair[0])
    values = {name: each.value for name, each in counted(gold, rewritten(gold, 1)).items()}
    assert {name: value for name, value in values.items() if value not in (1.0, None)} == {}


@moderately
@given(pairs())
def test_gold_against_itself_without_optional_items_finds_each_item(pair: Pair) -> None:
    """Not merely 1.0: as many as the record holds."""
    gold = pair[0]
    counts = counted(gold, gold)
    each = {
        "attribution.content": len(gold.attributions),
        "content.strict": len(gold.attributions),
        "source.exact": sum(a.source_span is not None for a in gold.attributions),
        "cue.exact": sum(a.cue is not None for a in gold.attributions),
        "sources.mentions": sum(len(source.mentions) for source in gold.sources),
        "claims.found": len(gold.claims),
        "relations.found": len(gold.relations),
    }
    assert {name: figures(counts[name]) for name in each} == {
        name: (n, n, n, n) for name, n in each.items()
    }


def is_unambiguous(there: Comparison, back: Comparison) -> bool:
    """Whether no pairing has an equally good rival that the other direction prefers."""
    return all(
        {p: g for g, p in one.items()} == other
        for one, other in (
            *((there.role_pairs(r), back.role_pairs(r)) for r in ("content", "source", "cue")),
            (there.mention_pairs, back.mention_pairs),
            (there.source_pairs, back.source_pairs),
            (there.claim_pairs, back.claim_pairs),
        )
    )


@moderately
@given(pairs())
def test_with_the_sides_swapped_precision_is_recall(pair: Pair) -> None:
    """In all tallies but the one-sided; of pairings with equal sums each side may take its own."""
    there, back = compare(*pair), compare(*reversed(pair))
    assume(is_unambiguous(there, back))
    swapped = rounded(count(back))
    for name, each in count(there).items():
        if isinstance(each, Tally) and name not in ONE_SIDED:
            recalled, gold, precise, predicted = figures(each)
            assert swapped[name] == (precise, predicted, recalled, gold), name


def test_end_to_end_asks_for_the_head_of_the_gold_source_only() -> None:
    """So it is one-sided: "the mayor" lacks the spokesman, who is of the mayor, not the reverse."""
    text = "A spokesman for the mayor said no."
    long, short = (
        grounded(text, said("no", source=source), sources=[speaker("Somebody")])
        for source in ("A spokesman for the mayor", "the mayor")
    )
    assert counted(long, short)["attribution.end_to_end"] == tally(0, 1, 0, 1)
    assert counted(short, long)["attribution.end_to_end"] == tally(1, 1, 1, 1)


@moderately
@given(pairs(optional=True))
def test_nothing_earns_more_than_there_is(pair: Pair) -> None:
    """So precision, recall, F1 and shares lie between 0 and 1."""
    for name, each in counted(*pair).items():
        match each:
            case Share(right=right, of=of):
                assert 0 <= right <= of, name
            case Tally(recalled=recalled, gold=gold, precise=precise, predicted=predicted):
                assert 0 <= recalled <= gold + 1e-9, name
                assert 0 <= precise <= predicted + 1e-9, name
        assert each.value is None or 0 <= each.value <= 1 + 1e-12, name


DETAILS = (
    details_of_attributions,
    details_of_sources,
    details_of_claims,
    claims_of_each_factuality,
    holders_and_checks,
)
ON_FOUND = {
    "sources.b_cubed",
    "sources.ceaf_e",
    *(name for work in DETAILS for name in work().expected),
}
"""Counted on what was found, so that their gold is what was found of it."""


@moderately
@given(pairs())
def test_how_much_gold_there_is_does_not_hang_on_what_was_predicted(pair: Pair) -> None:
    gold, predicted = pair
    without = counted(gold, None)
    for name, each in counted(gold, predicted).items():
        if isinstance(each, Tally) and name not in ON_FOUND:
            nothing = without[name]
            assert isinstance(nothing, Tally)
            assert (name, each.gold) == (name, nothing.gold)


@moderately
@given(pairs())
def test_quote_types_add_up_to_all_attributions(pair: Pair) -> None:
    counts = counted(*pair)
    for name in ("attribution.end_to_end", "attribution.content"):
        kinds = [figures(counts[f"{name}.{kind}"]) for kind in ("direct", "mixed", "indirect")]
        assert tuple(map(sum, zip(*kinds, strict=True))) == figures(counts[name])


@moderately
@given(pairs())
def test_standings_and_checks_add_up_to_all_claims_and_all_checks(pair: Pair) -> None:
    counts = counted(*pair)
    for name, parts in (("claims.found", Standing), ("claims.checks", Check)):
        each = [figures(counts[f"{name}.{part}"]) for part in get_args(parts)]
        assert tuple(map(sum, zip(*each, strict=True))) == figures(counts[name])


@moderately
@given(pairs(optional=True))
def test_a_claim_is_unburied_if_it_is_covered_and_found(pair: Pair) -> None:
    counts = counted(*pair)
    right, of = figures(counts["claims.unburied"])
    assert of == figures(counts["claims.coverage"])[0]
    assert right <= figures(counts["claims.found"])[0]


@cache
def corpus() -> list[Pair]:
    """Articles that have something of everything."""
    return [(work.gold, work.predicted) for work in (make() for make in WORKED)]


def test_merging_two_corpora_adds_their_counts() -> None:
    """Counts first, ratios last: no article weighs more for standing in a smaller corpus."""
    half = len(corpus()) // 2
    parts = [
        evaluate(*zip(*part, strict=True), resamples=0)
        for part in (corpus()[:half], corpus()[half:])
    ]
    whole = evaluate(*zip(*corpus(), strict=True), resamples=0)
    for name in MEASURES:
        sums = zip(*(figures(part.totals[name]) for part in parts), strict=True)
        assert figures(whole.totals[name]) == pytest.approx([sum(each) for each in sums]), name


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_articles_never_matters(seed: int) -> None:
    """Gold and predictions each shuffled: the report is the same to the last character."""
    golds, records = (list(side) for side in zip(*corpus(), strict=True))
    expected = evaluate(golds, records, resamples=20).to_json()
    random = Random(seed)
    random.shuffle(golds)
    random.shuffle(records)
    assert evaluate(golds, records, resamples=20).to_json() == expected


def test_the_corpus_of_these_tests_has_something_to_count() -> None:
    """A property of nothing would hold of anything."""
    totals = evaluate(*zip(*corpus(), strict=True), resamples=0).totals
    assert {name for name, each in totals.items() if each.value in (None, 0.0, 1.0)} <= {
        "attribution.content.mixed",
        "attribution.end_to_end.mixed",
        "claims.checks.act",
    }


def test_rewriting_changes_the_record_and_not_what_it_says() -> None:
    """What the tests of order rest on."""
    record: FactRecord = categories_chains_and_speakers().gold
    other = rewritten(record, 3)
    assert other != record
    assert {a.id for a in other.attributions}.isdisjoint(a.id for a in record.attributions)
    assert {q.spans for q in other.quotes} == {q.spans for q in record.quotes}
