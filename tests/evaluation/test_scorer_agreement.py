"""The same figures as a program that was written apart, by others' definitions of the same terms.

The counts of the cases written by hand are committed, so that these hold without the program too.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from evaluation.scorer import COMMON, COMMON_SHARES, Row, annotation, scorer
from evaluation.scoring import annotated, figures
from outside import folder

from factx.evaluation import Count, Share, Tally, total
from factx.evaluation.bootstrap import intervals

CLOSE = 1e-12
PEERS = ("ggt", "citron_polnear")
SEED, RESAMPLES = 20240601, 100


def ratios(counts: Mapping[str, Count]) -> Iterator[tuple[str, float | None]]:
    """Each figure that both programs have, by the other's name for it."""
    for name, theirs in COMMON.items():
        each = counts[name]
        assert isinstance(each, Tally)
        yield f"{theirs}P", each.precision
        yield f"{theirs}R", each.recall
        yield f"{theirs}F", each.value
    for name, theirs in COMMON_SHARES.items():
        each = counts[name]
        assert isinstance(each, Share)
        yield theirs, each.value


def differing(counts: Mapping[str, Count], theirs: Mapping[str, float]) -> dict[str, Any]:
    """The figures that differ; where there is nothing to count, the other program says 0."""
    return {
        name: (ours, theirs[name])
        for name, ours in ratios(counts)
        if abs((ours or 0.0) - theirs[name]) > CLOSE
    }


class Peer(NamedTuple):
    """The counts of each article, and what the other program makes of all of them."""

    counts: list[dict[str, Count]]
    figures: dict[str, float]
    intervals: dict[str, tuple[float, float]]


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module", params=PEERS)
def peer(request: pytest.FixtureRequest) -> Peer:
    """The predictions of another system for PolNeAR's dev part."""
    other, polnear = scorer(), folder("FACTX_POLNEAR")
    gold = rows(polnear / "dev.jsonl")
    predicted = rows(polnear / "peers" / f"{request.param}.dev.jsonl")
    by_id = {row["doc_id"]: row["attributions"] for row in predicted}
    counts: list[dict[str, Count]] = []
    for row in gold:
        words = other.Doc(row["text"])
        sides = (row["attributions"], by_id.get(row["doc_id"], []))
        counts.append(annotated(*(annotation(row["text"], side, words.type) for side in sides)))
    expected, around, _ = other.score(gold, predicted, boot=RESAMPLES, seed=SEED)
    return Peer(counts, expected, around)


def test_a_peers_figures_are_those_of_the_other_program(peer: Peer) -> None:
    """Precision, recall and F1 of 20 measures and three shares, to the twelfth digit."""
    assert len(peer.counts) > 50
    found = total(peer.counts)
    assert differing(found, peer.figures) == {}
    assert 0.1 < (found["attribution.end_to_end"].value or 0) < 0.9


def test_its_intervals_are_those_of_the_other_program(peer: Peer) -> None:
    """By the same seed the same articles are drawn."""
    ours = {
        name: peer.intervals[theirs]
        for name, theirs in (
            *((name, f"{theirs}F") for name, theirs in COMMON.items()),
            *COMMON_SHARES.items(),
        )
    }
    columns = [{name: counts[name] for name in ours} for counts in peer.counts]
    found = intervals(columns, resamples=RESAMPLES, seed=SEED)
    assert found.keys() == ours.keys()
    assert {name: (each.low, each.high) for name, each in found.items()} == {
        name: pytest.approx(expected, abs=CLOSE) for name, expected in ours.items()
    }


class ByHand(NamedTuple):
    """A text and attributions as `type: content < source < cue`, pieces joined by ` + `."""

    text: str
    gold: tuple[str, ...]
    predicted: tuple[str, ...]
    expected: dict[str, tuple[float, ...]]
    """(recalled, gold, precise, predicted) or (right, of)."""


BY_HAND = {
    "emoji and curly quotation marks": ByHand(
        # Words of the contents: We won; it s over. An emoji is none.
        "“We 🎉 won 🎉”, Ana 🌍 wrote. Bo said “it’s over”.",
        ("direct: We 🎉 won < Ana 🌍 < wrote", "direct: “it’s over” < Bo < said"),
        ("direct: “We 🎉 won 🎉” < Ana < wrote", "direct: it’s < Bo < said"),
        {
            # first: 2 of 2 words, other characters; second: 2 of 3 words (it, s, over), IoU 2/3
            "content.exact": (1, 2, 1, 2),
            "content.relaxed": (1 + 2 / 3, 2, 2, 2),
            "content.token": (4, 5, 4, 4),
            "content.strict": (0, 2, 0, 2),
            "source.exact": (2, 2, 2, 2),
            "source.strict": (1, 2, 1, 2),
            "attribution.end_to_end": (2, 2, 2, 2),
            "attribution.end_to_end.direct": (2, 2, 2, 2),
        },
    ),
    "contents in pieces": ByHand(
        "“It is late,” Ana said, “and dark.” “We stay,” Bo said, “as we must.”",
        (
            "direct: “It is late,” + “and dark.” < Ana < said",
            "direct: “We stay,” + “as we must.” < Bo < said@2",
        ),
        (
            "direct: “and dark.” + “It is late,” < Ana < said",
            "direct: “We stay,” < Bo < said@2",
            "direct: “as we must.” < Bo < said@2",
        ),
        {
            # 5 words, the same pieces in another order; 5 words against 2 and 3: the larger piece
            # has 2*3/(5+3) = .75, the smaller 2*2/(5+2) = .57, and IoU 3/5
            "content.exact": (1, 2, 1, 3),
            "content.relaxed": (1 + 3 / 5, 2, 1 + 1, 3),
            "content.token": (10, 10, 10, 10),
            "content.strict": (1, 2, 1, 3),
            "source.exact": (2, 2, 2, 3),
            "cue.token": (2, 2, 2, 2),
            "attribution.content": (2, 2, 2, 3),
            "attribution.end_to_end": (2, 2, 2, 3),
        },
    ),
    "ties between equal contents are broken by the source": ByHand(
        "Ana said and Bo said it rained, and Cy agreed.",
        (
            "indirect: it rained < Ana < said",
            "indirect: it rained < Bo < said@2",
            "indirect: it rained < Cy < agreed",
        ),
        ("indirect: it rained < Cy < agreed", "indirect: it rained < Ana < said"),
        {
            "content.exact": (2, 3, 2, 2),
            "source.exact": (2, 3, 2, 2),
            "cue.exact": (2, 3, 2, 2),
            "attribution.end_to_end": (2, 3, 2, 2),
            "attribution.content.indirect": (2, 3, 2, 2),
            "attribution.end_to_end.indirect": (2, 3, 2, 2),
            "attribution.source_exact": (2, 2),
        },
    ),
    "the source comes before the cue where they pull apart": ByHand(
        "Ana said and Bo agreed: it rained.",
        ("indirect: it rained < Ana < said", "indirect: it rained < Bo < agreed"),
        ("indirect: it rained < Bo < said", "indirect: it rained < Ana < agreed"),
        {
            "attribution.end_to_end": (2, 2, 2, 2),
            "attribution.source_exact": (2, 2),
            "attribution.cue_overlap": (0, 2),
        },
    ),
    "ties between equal sources are broken by the content": ByHand(
        # The same word for a source, once with its comma.
        "Ana, it seems, said yes and no.",
        ("indirect: yes < Ana < said", "indirect: no < Ana, < said"),
        ("indirect: no < Ana, < said", "indirect: yes < Ana < said"),
        {"source.exact": (2, 2, 2, 2), "source.strict": (2, 2, 2, 2)},
    ),
    "the cue breaks what content and source leave tied": ByHand(
        # Both speakers' words are predicted with Bo for source and one cue each.
        "Bo said, then repeated, no.",
        ("indirect: no < Bo < said", "indirect: no < Bo < repeated"),
        ("indirect: no < Bo < then repeated", "indirect: no < Bo < said"),
        {
            "cue.exact": (1, 2, 1, 2),
            "cue.relaxed": (2, 2, 1 + 1 / 2, 2),
            "attribution.cue_overlap": (2, 2),
            "content.strict": (2, 2, 2, 2),
            "source.strict": (2, 2, 2, 2),
        },
    ),
    "no predictions": ByHand(
        "“No,” Ana said.",
        ("direct: “No,” < Ana < said",),
        (),
        {
            "content.exact": (0, 1, 0, 0),
            "content.token": (0, 1, 0, 0),
            "attribution.content": (0, 1, 0, 0),
            "attribution.end_to_end": (0, 1, 0, 0),
            "attribution.end_to_end.mixed": (0, 0, 0, 0),
            "attribution.source_head": (0, 0),
        },
    ),
    "no gold": ByHand(
        "“No,” Ana said.",
        (),
        ("direct: “No,” < Ana < said",),
        {
            "content.exact": (0, 0, 0, 1),
            "attribution.end_to_end": (0, 0, 0, 1),
            "attribution.end_to_end.direct": (0, 0, 0, 1),
            "attribution.content.direct": (0, 0, 0, 1),
        },
    ),
    "predictions and gold without a source": ByHand(
        # The first lacks its source in the prediction, the second in the gold, the third in both.
        "Ana said it rained. It was said to snow. “Hail?” was heard.",
        (
            "indirect: it rained < Ana < said",
            "indirect: to snow < - < was said",
            "direct: “Hail?” < - < was heard",
        ),
        (
            "indirect: it rained < - < said",
            "indirect: to snow < It < was said",
            "direct: “Hail?” < - < heard",
        ),
        {
            "source.exact": (0, 1, 0, 1),
            "attribution.content": (3, 3, 3, 3),
            "attribution.end_to_end": (0, 1, 0, 0),
            "attribution.end_to_end.indirect": (0, 1, 0, 0),
            "attribution.source_head": (0, 1),
            "cue.relaxed": (1 + 1 + 1 / 2, 3, 3, 3),
        },
    ),
    "marks for cues": ByHand(
        "Ana: it rained. Bo — it snowed.",
        ("indirect: it rained < Ana < :", "indirect: it snowed < Bo < —"),
        ("indirect: it rained < Ana < :", "indirect: it snowed < Bo < Bo —"),
        {
            "cue.exact": (1, 2, 1, 2),
            "cue.token": (1, 2, 1, 2),
            "cue.strict": (1, 2, 1, 2),
            "attribution.end_to_end": (2, 2, 2, 2),
        },
    ),
    "heads of sources": ByHand(
        # Heads: spokesman, Ruiz, officials. Covered by "A spokesman", not by "Ana", by "officials".
        "A spokesman for the city said no. Ana Ruiz, the mayor, said yes. Two officials in Bonn "
        "said “perhaps later”.",
        (
            "indirect: no < A spokesman for the city < said",
            "indirect: yes < Ana Ruiz, the mayor, < said@2",
            "direct: “perhaps later” < Two officials in Bonn < said@3",
        ),
        (
            "indirect: no < A spokesman < said",
            "indirect: yes < Ana < said@2",
            "direct: “perhaps later” < officials < said@3",
        ),
        {
            # 2 of 5 words, 1 of 4, 1 of 4
            "source.exact": (0, 3, 0, 3),
            "source.relaxed": (2 / 5 + 1 / 4 + 1 / 4, 3, 3, 3),
            "source.token": (4, 13, 4, 4),
            "attribution.end_to_end": (2, 3, 2, 3),
            "attribution.source_head": (2, 3),
            "attribution.source_overlap": (3, 3),
            "attribution.source_exact": (0, 3),
        },
    ),
    "quote types that differ": ByHand(
        # The second is half the same (IoU 2/4), matched across types.
        "Ana said it was a “grave mistake”, Bo said “so be it”.",
        ("mixed: it was a “grave mistake” < Ana < said", "direct: “so be it” < Bo < said@2"),
        ("direct: “grave mistake” < Ana < said", "mixed: said “so be it” < Bo < said@2"),
        {
            # 2/5 is less than half: no match; 3/4 is one
            "attribution.content": (1, 2, 1, 2),
            "attribution.content.mixed": (0, 1, 1, 1),
            "attribution.content.direct": (1, 1, 0, 1),
            "attribution.end_to_end.mixed": (0, 1, 1, 1),
            "attribution.end_to_end.direct": (1, 1, 0, 1),
        },
    ),
    "the best sum is not the best single pair": ByHand(
        # a0 b1 c2 d3 e4: gold abcd and de, predicted bcde and abc.
        "Ana: a b c d e.",
        ("indirect: a b c d < Ana < :", "indirect: d e < Ana < :"),
        ("indirect: b c d e < Ana < :", "indirect: a b c < Ana < :"),
        {
            # abcd-bcde 6/8, abcd-abc 6/7, de-bcde 4/6, de-abc none: 6/7 + 4/6 is the most
            "content.relaxed": (3 / 4 + 2 / 2, 2, 3 / 3 + 2 / 4, 2),
            "attribution.content": (2, 2, 2, 2),
        },
    ),
}


def rows_of(text: str, lines: tuple[str, ...]) -> list[Row]:
    """The attributions of a case, each string found in its text, `@2` for its second place."""

    def found(words: str) -> list[tuple[int, int]]:
        if words == "-":
            return []
        places: list[tuple[int, int]] = []
        for piece in words.split(" + "):
            wanted, _, nth = piece.partition("@")
            edges = [r"\b" if wanted[end].isalnum() else "" for end in (0, -1)]
            pattern = re.escape(wanted).join(edges)
            match = list(re.finditer(pattern, text))[int(nth or 1) - 1]
            places.append(match.span())
        return places

    def row(line: str) -> Row:
        kind, _, rest = line.partition(": ")
        parts = zip(("content", "source", "cue"), rest.split(" < "), strict=True)
        return {"type": kind, **{role: found(words) for role, words in parts}}

    return [row(line) for line in lines]


@pytest.mark.parametrize("case", BY_HAND.values(), ids=BY_HAND)
def test_a_case_written_by_hand_has_these_counts(case: ByHand) -> None:
    sides = (rows_of(case.text, lines) for lines in (case.gold, case.predicted))
    counts = annotated(*(annotation(case.text, side) for side in sides))
    assert {name: figures(counts[name]) for name in case.expected} == {
        name: pytest.approx(expected) for name, expected in case.expected.items()
    }


def test_no_common_measure_goes_without_committed_counts() -> None:
    counted = {name for case in BY_HAND.values() for name in case.expected}
    assert {*COMMON, *COMMON_SHARES} <= counted


@pytest.mark.parametrize("case", BY_HAND.values(), ids=BY_HAND)
def test_the_other_program_computes_the_same_for_it(case: ByHand) -> None:
    """All common figures, and quote types as it reads them off the quotation marks."""
    other = scorer()
    gold, predicted = (rows_of(case.text, lines) for lines in (case.gold, case.predicted))
    words = other.Doc(case.text)
    for row in (*gold, *predicted):
        assert words.type(words.tok(row["content"])) == row["type"], row
    counts = annotated(*(annotation(case.text, side) for side in (gold, predicted)))
    document = {"doc_id": "1", "text": case.text}
    expected, _, _ = other.score(
        [{**document, "attributions": gold}], [{**document, "attributions": predicted}], boot=0
    )
    assert differing(counts, expected) == {}
