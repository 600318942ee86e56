"""The cheapest way to place a content is found without trying all of them."""

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from factx.grounding.anchor import Anchor, Chain, length
from factx.grounding.candidates import Candidate
from factx.grounding.distance import Beside, arrangement, outside
from factx.grounding.ways import Ways, extent
from factx.text import Index

TEXT = Index("one two. " * 30)
LONGEST = len(TEXT.text)


def apart(places: list[tuple[int, int]]) -> tuple[Candidate, ...]:
    """Candidates in reading order, without overlaps."""
    found: list[Candidate] = []
    for start, size in sorted(places):
        if start + size <= LONGEST and (not found or start >= found[-1].end):
            found.append(Candidate(start, start + size))
    return tuple(found)


CANDIDATES = (
    st.lists(st.tuples(st.integers(0, LONGEST - 9), st.integers(1, 12)), min_size=1, max_size=14)
    .map(apart)
    .filter(bool)  # one that reaches beyond the text is left out
)
PIECES = st.lists(CANDIDATES, min_size=1, max_size=3)


def every_way(pieces: Sequence[Sequence[Candidate]]) -> list[Chain]:
    """One way for each place of the first piece, the next ones at the next places."""
    found: list[Chain] = []
    for begin in pieces[0]:
        chain = [begin]
        for piece in pieces[1:]:
            after = [one for one in piece if one.start >= chain[-1].end]
            chain.append(after[0] if after else piece[-1])
        ordered = sorted({*chain}, key=lambda one: (one.start, one.end))
        if all(before.end <= after.start for before, after in pairwise(ordered)):
            found.append(tuple(chain))
    return found


@given(PIECES)
@examples(300)
def test_the_shortest_ways_are_the_shortest_of_all(pieces: list[tuple[Candidate, ...]]) -> None:
    ways = every_way(pieces)
    least = min(map(extent, ways), default=0)
    assert Ways(pieces).shortest == [way for way in ways if extent(way) == least]
    assert Ways(pieces).few == ways[:2]


@given(PIECES, CANDIDATES)
@examples(300)
def test_the_ways_nearest_to_a_content_are_the_nearest_of_all(
    pieces: list[tuple[Candidate, ...]], content: Chain
) -> None:
    anchor = Anchor(content)

    def cost(way: Chain) -> int:
        return extent(way) + sum(outside(TEXT, piece, anchor) for piece in way)

    places = [(piece.start, piece.end) for piece in content]
    ways = every_way(pieces)
    least = min(map(cost, ways), default=0)
    found = Ways(pieces).cheapest(TEXT, places, 0, cost)
    assert found == [way for way in ways if cost(way) == least]


@given(PIECES, CANDIDATES, CANDIDATES)
@examples(300)
def test_the_ways_nearest_to_a_speaker_are_the_nearest_of_all(
    pieces: list[tuple[Candidate, ...]], cues: Chain, sources: Chain
) -> None:
    """Whether they are searched from the cues or, a cue's length further, from the sources."""

    def cost(way: Chain) -> int:
        chosen = arrangement(TEXT, Anchor(way), cues, sources, alone=False)
        return extent(way) + chosen.cost

    ways = every_way(pieces)
    least = min(map(cost, ways), default=0)
    cheapest = [way for way in ways if cost(way) == least]
    longest = max(length(TEXT, (one.start, one.end)) for one in cues)
    for near, slack in ((cues, 0), (sources, longest)):
        places = [(one.start, one.end) for one in near]
        assert Ways(pieces).cheapest(TEXT, places, slack, cost) == cheapest


def test_hundreds_of_equal_pieces_are_given_up() -> None:
    """Each way has all pieces at other places, and as many ways cost the same."""
    text = Index("one two. " * 300)
    places = tuple(Candidate(at, at + 8) for at in range(0, len(text.text) - 1, 9))

    def tied(count: int) -> int:
        way = Ways([places[:count]] * count)
        ends = places[0].start, places[0].start
        return len(way.cheapest(text, [ends], 0, lambda way: extent(way) + way[0].start))

    assert tied(100) == 100
    assert tied(300) == 0


@given(CANDIDATES, CANDIDATES)
@examples(300)
def test_the_distance_is_that_to_the_nearest_piece(content: Chain, others: Chain) -> None:
    for one in others:
        each = [Anchor((piece,)).distance(TEXT, one) for piece in content]
        assert Anchor(content).distance(TEXT, one) == min(each)
        inside = any(piece.start <= one.start and one.end <= piece.end for piece in content)
        assert Anchor(content).contains(one) == inside


@given(CANDIDATES, CANDIDATES, st.sets(st.integers(0, 13)))
@examples(300)
def test_equal_passages_take_the_places_inside_first_and_then_the_nearest(
    content: Chain, candidates: Chain, others: set[int]
) -> None:
    """As if each was placed among those that are left."""
    taken = {candidates[at] for at in others if at < len(candidates)}
    places = Beside(TEXT, candidates, Anchor(content), {*taken})
    for _ in range(len(candidates) + 2):
        free = [one for one in candidates if one not in taken] or list(candidates)
        fresh = Beside(TEXT, free, Anchor(content), set()).take()
        assert places.take() == fresh
        assert fresh is not None
        taken.add(fresh)
