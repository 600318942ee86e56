"""Place every passage of a draft in the article."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from factx.grounding.anchor import Anchor, Chain, length
from factx.grounding.candidates import Candidate, Locator
from factx.grounding.distance import Arrangement, Beside, arrangement, outside
from factx.grounding.ties import break_ties
from factx.grounding.ways import Ways, extent
from factx.records import Draft, DraftAttribution, DraftClaim, DraftSource, Passage
from factx.records.ungrounded import DraftedKind, Reason


class PassageKey(NamedTuple):
    """Identifies a passage of a draft."""

    kind: DraftedKind
    item: str
    """Id of the item that has the passage."""
    number: int = 0
    """Number among the item's passages of this kind, from 0."""


@dataclass
class Placement:
    """Where the passages of a draft stand; each is in `found` or in `missed`."""

    found: dict[PassageKey, Candidate] = field(default_factory=dict[PassageKey, Candidate])
    missed: dict[PassageKey, Reason] = field(default_factory=dict[PassageKey, Reason])
    whole: dict[str, Chain] = field(default_factory=dict[str, Chain])
    """The pieces of each quote and the evidence of each claim that was found whole, by id."""

    def put(
        self, key: PassageKey, candidate: Candidate | None, reason: Reason = "not_in_text"
    ) -> None:
        """Add a passage at `candidate`, or as missed for `reason`."""
        if candidate is None:
            self.missed[key] = reason
        else:
            self.found[key] = candidate


K = TypeVar("K", bound=Hashable)
Speaker = tuple[Passage | None, Passage | None]
"""A cue and a source span."""


def passages_of(draft: Draft) -> Iterator[tuple[PassageKey, Passage]]:
    """Every passage of `draft` with its key, in the order of the draft.

    A source that has neither mentions nor source spans is looked up by its name. A source whose
    source spans are all missed is looked up by its name too, but that name does not count as a
    passage.
    """
    with_source_span = {
        s for a in draft.attributions if a.source_span is not None for s in a.sources
    }
    for source in draft.sources:
        yield from _keyed("mention", source.id, source.mentions)
        if not source.mentions and source.id not in with_source_span:
            yield PassageKey("source", source.id), Passage(text=source.name)
    for quote in draft.quotes:
        yield from _keyed("quote", quote.id, quote.spans)
        yield from _keyed("elision", quote.id, quote.elisions)
    for attribution in draft.attributions:
        singles: tuple[tuple[DraftedKind, Passage | None], ...] = (
            ("source_span", attribution.source_span),
            ("cue", attribution.cue),
            ("when", attribution.when),
            ("addressee", attribution.addressee),
        )
        for kind, passage in singles:
            if passage is not None:
                yield PassageKey(kind, attribution.id), passage
    for claim in draft.claims:
        yield from _keyed("claim", claim.id, claim.evidence)
        for kind, passages in _details(claim):
            yield from _keyed(kind, claim.id, passages)


def _keyed(
    kind: DraftedKind, item: str, passages: Sequence[Passage]
) -> Iterator[tuple[PassageKey, Passage]]:
    for number, passage in enumerate(passages):
        yield PassageKey(kind, item, number), passage


def _details(claim: DraftClaim) -> Iterator[tuple[DraftedKind, Sequence[Passage]]]:
    """The passages that stand in or near a claim's evidence, by kind."""
    yield "condition", _as_tuple(claim.condition)
    yield "hedge", claim.hedges
    yield "time", claim.times
    yield "quantity", claim.quantities


def _as_tuple(value: Passage | None) -> tuple[Passage, ...]:
    """`value` as a tuple of one, or of none for None."""
    return () if value is None else (value,)


def place_passages(draft: Draft, locator: Locator) -> Placement:
    """Place every passage of `draft`.

    Contents come first, each where its cue and source are near. Cues and sources follow, near their
    content; then claims, within the content they were read from; then the remaining mentions.
    """
    return _Placer(draft, locator).place()


_NOWHERE = Anchor()


class _Placer:
    def __init__(self, draft: Draft, locator: Locator) -> None:
        self.draft = draft
        self.locator = locator
        self.index = locator.index
        self.placement = Placement()
        self.anchors: dict[str, Anchor] = {}
        self.longest: dict[Passage, int] = {}
        self.numbers: dict[int, dict[Candidate, int]] = {}
        self.claims = {claim.id: claim for claim in draft.claims}
        self.attributions = {a.id: a for a in draft.attributions}
        self.attributed: defaultdict[str, list[DraftAttribution]] = defaultdict(list)
        for attribution in draft.attributions:
            self.attributed[attribution.quote].append(attribution)
        self.attributions_of: defaultdict[str, list[str]] = defaultdict(list)
        for attribution in draft.attributions:
            for source in attribution.sources:
                self.attributions_of[source].append(attribution.id)

    def place(self) -> Placement:
        quotes = {quote.id: quote.spans for quote in self.draft.quotes}
        self._place_whole("quote", quotes, self._speakers, self._nearest_to_speakers)
        for quote in self.draft.quotes:
            self._place_near("elision", quote.id, quote.elisions, self._content(quote.id))
        for attribution in self.draft.attributions:
            self._place_attribution(attribution)
        claims = {claim.id: claim.evidence for claim in self.draft.claims}
        self._place_whole("claim", claims, self._claimed_in, self._nearest_to_content)
        for claim in self.draft.claims:
            for kind, passages in _details(claim):
                self._place_near(kind, claim.id, passages, self._content(claim.id))
        for source in self.draft.sources:
            self._place_mentions(source)
        return self.placement

    # Contents and evidence: each is placed as a whole or not at all.

    def _place_whole(
        self,
        kind: DraftedKind,
        items: Mapping[str, tuple[Passage, ...]],
        context_of: Callable[[str], K],
        cheapest: Callable[[K, Ways], list[Chain]],
    ) -> None:
        """Place each item where the cost is lowest; the order of the draft breaks ties.

        The cost depends only on the item's context, so equal items in equal contexts are looked up
        once. What has only one place needs no context.
        """
        few: dict[tuple[Passage, ...], list[Chain]] = {}
        ways: dict[tuple[Passage, ...], Ways] = {}
        known: dict[tuple[tuple[Passage, ...], K], list[Chain]] = {}
        tied: dict[str, list[Chain]] = {}
        settled: dict[str, Chain] = {}
        for item, passages in items.items():
            best = few.get(passages)
            if best is None:
                found = Ways([self.locator.candidates(p) for p in passages])
                best = few[passages] = found.few
                if len(best) > 1:
                    ways[passages] = found
            if len(best) > 1:
                key = passages, context_of(item)
                if key not in known:
                    known[key] = cheapest(key[1], ways[passages])
                best = known[key]
            if len(best) == 1:
                settled[item] = best[0]
            elif best:
                tied[item] = best
        if tied:
            words = {item: tuple(p.wording for p in passages) for item, passages in items.items()}
            settled |= break_ties(tied, settled, words)
        self._settle(settled)
        for item, passages in items.items():
            for number, passage in enumerate(passages):
                key = PassageKey(kind, item, number)
                if item in settled:
                    self.placement.put(key, settled[item][number])
                else:
                    self._put_alone(key, passage)

    def _settle(self, settled: Mapping[str, Chain]) -> None:
        """Note the places of items that were found whole; those at one place share an anchor."""
        self.placement.whole |= settled
        shared: dict[Chain, Anchor] = {}
        for item, chain in settled.items():
            anchor = shared.get(chain)
            if anchor is None:
                anchor = shared[chain] = Anchor(chain)
            self.anchors[item] = anchor

    def _put_alone(self, key: PassageKey, passage: Passage) -> None:
        """Place a piece of an item that was not found as a whole, if it has only one place."""
        candidates = self.locator.candidates(passage)
        self.placement.put(
            key,
            candidates[0] if len(candidates) == 1 else None,
            "ambiguous" if candidates else "not_in_text",
        )

    def _speakers(self, quote: str) -> tuple[Speaker, ...]:
        """The cue and source span of each attribution of a quote."""
        return tuple((a.cue, a.source_span) for a in self.attributed[quote])

    def _nearest_to_speakers(self, speakers: Sequence[Speaker], ways: Ways) -> list[Chain]:
        found = [self._speaker_candidates(speaker) for speaker in speakers]
        near: list[tuple[Sequence[Candidate], int]] = []
        for (cue, _), (cues, sources) in zip(speakers, found, strict=True):
            near += [(cues, 0)] if cues else []
            # The content is near the cue, and the cue near the source.
            near += [(sources, self._longest(cue))] if sources else []
        if not near:
            return ways.shortest

        def cost(chain: Chain) -> int:
            content = Anchor(chain)
            chosen = (arrangement(self.index, content, *each, alone=False) for each in found)
            return extent(chain) + sum(one.cost for one in chosen)

        fewest, slack = min(near, key=lambda each: len(each[0]))
        return ways.cheapest(self.index, [(c.start, c.end) for c in fewest], slack, cost)

    def _longest(self, cue: Passage | None) -> int:
        """The length of the longest candidate for a cue; 0 without any."""
        if cue is None:
            return 0
        if cue not in self.longest:
            places = ((c.start, c.end) for c in self.locator.candidates(cue))
            lengths = (length(self.index, place) for place in places)
            self.longest[cue] = max(lengths, default=0)
        return self.longest[cue]

    def _claimed_in(self, claim: str) -> Anchor:
        """The content from which a claim was read; empty if the article itself asserts it."""
        attribution = self.claims[claim].attribution
        return self._content(self.attributions[attribution].quote) if attribution else _NOWHERE

    def _nearest_to_content(self, content: Anchor, ways: Ways) -> list[Chain]:
        if not content.pieces:
            return ways.shortest
        return ways.cheapest(
            self.index,
            [(piece.start, piece.end) for piece in content.pieces],
            0,
            lambda chain: extent(chain) + sum(outside(self.index, one, content) for one in chain),
        )

    # Passages that stand near a content or evidence.

    def _place_attribution(self, attribution: DraftAttribution) -> None:
        content = self._content(attribution.quote)
        speaker = (attribution.cue, attribution.source_span)
        chosen = self._arrangement(speaker, content)
        anchor = Anchor((chosen.cue,)) if chosen.cue else content
        if attribution.cue is not None:
            self.placement.put(PassageKey("cue", attribution.id), chosen.cue)
        if attribution.source_span is not None:
            self.placement.put(PassageKey("source_span", attribution.id), chosen.source)
        self._place_near("when", attribution.id, _as_tuple(attribution.when), anchor)
        self._place_near("addressee", attribution.id, _as_tuple(attribution.addressee), anchor)

    def _arrangement(self, speaker: Speaker, content: Anchor) -> Arrangement:
        return arrangement(self.index, content, *self._speaker_candidates(speaker), alone=True)

    def _speaker_candidates(
        self, speaker: Speaker
    ) -> tuple[Sequence[Candidate], Sequence[Candidate]]:
        """The candidates for a cue and a source span."""
        cue, source = speaker
        return (
            self.locator.candidates(cue) if cue else (),
            self.locator.candidates(source) if source else (),
        )

    def _place_near(
        self, kind: DraftedKind, item: str, passages: Sequence[Passage], anchor: Anchor
    ) -> None:
        """Place each passage inside `anchor`, or else beside it; equal ones at different places."""
        if not passages:
            return
        taken: set[Candidate] = set()
        places: dict[int, Beside] = {}
        for number, passage in enumerate(passages):
            candidates = self.locator.candidates(passage)
            if id(candidates) not in places:
                places[id(candidates)] = Beside(self.index, candidates, anchor, taken)
            self.placement.put(PassageKey(kind, item, number), places[id(candidates)].take())

    def _content(self, item: str) -> Anchor:
        """The places of a quote or of a claim's evidence; empty if it was not found as a whole."""
        return self.anchors.get(item, _NOWHERE)

    # Mentions: most are source spans of attributions.

    def _place_mentions(self, source: DraftSource) -> None:
        """Place mentions at the source's source spans, or else where they first occur.

        A pronoun with several places, none of them a source span, is ambiguous.
        """
        source_spans = {
            self.placement.found[key]
            for attribution in self.attributions_of[source.id]
            if (key := PassageKey("source_span", attribution)) in self.placement.found
        }
        waiting: dict[str, Iterator[Candidate]] = {}
        known_of: dict[int, list[Candidate]] = {}
        for number, mention in enumerate(source.mentions):
            candidates = self.locator.candidates(mention)
            numbers = self._numbers(candidates)
            if id(candidates) not in known_of:
                known_of[id(candidates)] = sorted(
                    source_spans & numbers.keys(), key=numbers.__getitem__
                )
            known = known_of[id(candidates)]
            unclear = mention.form == "pronoun" and len(candidates) > 1 and not known
            chosen = None
            if candidates and not unclear:
                rest = waiting.setdefault(mention.wording, iter(known or candidates))
                chosen = next((c for c in rest if c in numbers), (known or candidates)[0])
            reason: Reason = "ambiguous" if unclear else "not_in_text"
            self.placement.put(PassageKey("mention", source.id, number), chosen, reason)
        if not source.mentions and not source_spans:
            name = self.locator.candidates(Passage(text=source.name))
            self.placement.put(PassageKey("source", source.id), next(iter(name), None))

    def _numbers(self, candidates: tuple[Candidate, ...]) -> dict[Candidate, int]:
        """The number of each candidate; the locator gives equal passages the same tuple."""
        if id(candidates) not in self.numbers:
            self.numbers[id(candidates)] = {one: at for at, one in enumerate(candidates)}
        return self.numbers[id(candidates)]
