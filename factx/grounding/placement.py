"""Every passage of a draft put in its place, or the reason why it has none."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from factx.grounding.candidates import Candidate, Locator
from factx.grounding.distance import (
    Chain,
    Setting,
    chains,
    cheapest,
    extent,
    nearest,
    outside,
    settings,
    untie,
    within,
)
from factx.records import Draft, DraftAttribution, DraftClaim, DraftSource, Passage
from factx.records.ungrounded import DraftedKind, Reason


class Slot(NamedTuple):
    """A passage's address in its draft."""

    kind: DraftedKind
    item: str
    """Id of the item it belongs to."""
    number: int = 0
    """Its number where the item has several of the kind, from 0."""


@dataclass
class Places:
    """Where the passages of a draft stand; each is in `found` or in `missed`."""

    found: dict[Slot, Candidate] = field(default_factory=dict[Slot, Candidate])
    missed: dict[Slot, Reason] = field(default_factory=dict[Slot, Reason])
    whole: dict[str, Chain] = field(default_factory=dict[str, Chain])
    """The pieces of each quote and the evidence of each claim that was found whole, by id."""

    def put(self, slot: Slot, candidate: Candidate | None, reason: Reason = "not_in_text") -> None:
        """Note that a passage stands at `candidate`, or for what `reason` it stands nowhere."""
        if candidate is None:
            self.missed[slot] = reason
        else:
            self.found[slot] = candidate


K = TypeVar("K", bound=Hashable)
Speaker = tuple[Passage | None, Passage | None]
"""A cue and a source span."""


def passages_of(draft: Draft) -> Iterator[tuple[Slot, Passage]]:
    """Every passage of `draft` with its address, in the order of the draft.

    A source that is drafted without any mention is looked for by its name. (So is one whose source
    spans turn out to stand nowhere, but then the name is no passage of the draft's.)
    """
    heard = {s for a in draft.attributions if a.source_span is not None for s in a.sources}
    for source in draft.sources:
        yield from _slots("mention", source.id, source.mentions)
        if not source.mentions and source.id not in heard:
            yield Slot("source", source.id), Passage(text=source.name)
    for quote in draft.quotes:
        yield from _slots("quote", quote.id, quote.spans)
        yield from _slots("elision", quote.id, quote.elisions)
    for attribution in draft.attributions:
        yield from _slots("source_span", attribution.id, given(attribution.source_span))
        yield from _slots("cue", attribution.id, given(attribution.cue))
        yield from _slots("when", attribution.id, given(attribution.when))
        yield from _slots("addressee", attribution.id, given(attribution.addressee))
    for claim in draft.claims:
        yield from _slots("claim", claim.id, claim.evidence)
        yield from _slots("condition", claim.id, given(claim.condition))
        yield from _slots("hedge", claim.id, claim.hedges)
        yield from _slots("time", claim.id, claim.times)
        yield from _slots("quantity", claim.id, claim.quantities)


def _slots(
    kind: DraftedKind, item: str, passages: Sequence[Passage]
) -> Iterator[tuple[Slot, Passage]]:
    for number, passage in enumerate(passages):
        yield Slot(kind, item, number), passage


P = TypeVar("P")


def given(value: P | None) -> tuple[P, ...]:
    """What is there, as a tuple of one or none."""
    return () if value is None else (value,)


def place(draft: Draft, locator: Locator) -> Places:
    """Put every passage of `draft` in its place.

    Contents come first, each where its cue and source are near; then the cues and sources, near
    their content; then the claims, within what they were read from; mentions that are left come
    last, in reading order.
    """
    return _Placer(draft, locator).place()


class _Placer:
    def __init__(self, draft: Draft, locator: Locator) -> None:
        self.draft = draft
        self.locator = locator
        self.index = locator.index
        self.places = Places()
        self.claims = {claim.id: claim for claim in draft.claims}
        self.attributions = {a.id: a for a in draft.attributions}
        self.attributed: defaultdict[str, list[DraftAttribution]] = defaultdict(list)
        for attribution in draft.attributions:
            self.attributed[attribution.quote].append(attribution)
        self.heard: defaultdict[str, list[str]] = defaultdict(list)
        for attribution in draft.attributions:
            for source in attribution.sources:
                self.heard[source].append(attribution.id)

    def place(self) -> Places:
        quotes = {quote.id: quote.spans for quote in self.draft.quotes}
        self._place_whole("quote", quotes, self._speakers, self._distances_to_speakers)
        for quote in self.draft.quotes:
            self._place_near("elision", quote.id, quote.elisions, self._content(quote.id))
        for attribution in self.draft.attributions:
            self._place_attribution(attribution)
        claims = {claim.id: claim.evidence for claim in self.draft.claims}
        self._place_whole("claim", claims, self._claimed_in, self._distances_to_content)
        for claim in self.draft.claims:
            self._place_parts(claim)
        for source in self.draft.sources:
            self._place_mentions(source)
        return self.places

    # Contents and evidence: each is found whole or not at all.

    def _place_whole(
        self,
        kind: DraftedKind,
        items: Mapping[str, tuple[Passage, ...]],
        context_of: Callable[[str], K],
        costs: Callable[[K, Sequence[Chain]], Mapping[Chain, int]],
    ) -> None:
        """Each item where it costs least, ties by the order of the draft.

        What an item costs depends on its context alone; items that are written alike, in contexts
        that are written alike, are looked for once.
        """
        known: dict[tuple[tuple[Passage, ...], K], list[Chain]] = {}
        tied: dict[str, list[Chain]] = {}
        settled: dict[str, Chain] = {}
        for item, passages in items.items():
            context = context_of(item)
            best = known.get((passages, context))
            if best is None:
                best = chains([self.locator.candidates(passage) for passage in passages])
                if len(best) > 1:
                    best = cheapest(best, costs(context, best).__getitem__)
                known[passages, context] = best
            if len(best) == 1:
                settled[item] = best[0]
            elif best:
                tied[item] = best
        words = {item: tuple(p.wording for p in passages) for item, passages in items.items()}
        if tied:
            settled |= untie(tied, settled, words)
        self.places.whole |= settled
        for item, passages in items.items():
            for number, passage in enumerate(passages):
                slot = Slot(kind, item, number)
                if item in settled:
                    self.places.put(slot, settled[item][number])
                else:
                    self._put_alone(slot, passage)

    def _put_alone(self, slot: Slot, passage: Passage) -> None:
        """A piece of something that is not found whole: where it stands, if that is one place."""
        candidates = self.locator.candidates(passage)
        self.places.put(
            slot,
            candidates[0] if len(candidates) == 1 else None,
            "ambiguous" if candidates else "not_in_text",
        )

    def _speakers(self, quote: str) -> tuple[Speaker, ...]:
        """The cue and source span of each attribution of a quote."""
        return tuple((a.cue, a.source_span) for a in self.attributed[quote])

    def _distances_to_speakers(
        self, speakers: Sequence[Speaker], possible: Sequence[Chain]
    ) -> Mapping[Chain, int]:
        costs = {chain: extent(chain) for chain in possible}
        for speaker in speakers:
            for setting in self._settings(speaker, possible):
                costs[setting.content] += setting.cost
        return costs

    def _claimed_in(self, claim: str) -> Chain:
        """The content from which a claim was read; nothing if the article itself asserts it."""
        attribution = self.claims[claim].attribution
        return self._content(self.attributions[attribution].quote) if attribution else ()

    def _distances_to_content(
        self, content: Chain, possible: Sequence[Chain]
    ) -> Mapping[Chain, int]:
        return {
            chain: extent(chain) + sum(outside(self.index, piece, content) for piece in chain)
            for chain in possible
        }

    # What belongs to a content or to evidence stands near it.

    def _place_attribution(self, attribution: DraftAttribution) -> None:
        content = self._content(attribution.quote)
        speaker = (attribution.cue, attribution.source_span)
        (setting,) = self._settings(speaker, [content])
        anchor = (setting.cue,) if setting.cue else content
        if attribution.cue is not None:
            self.places.put(Slot("cue", attribution.id), setting.cue)
        if attribution.source_span is not None:
            self.places.put(Slot("source_span", attribution.id), setting.source)
        self._place_near("when", attribution.id, given(attribution.when), anchor)
        self._place_near("addressee", attribution.id, given(attribution.addressee), anchor)

    def _settings(self, speaker: Speaker, contents: Sequence[Chain]) -> list[Setting]:
        cue, source = speaker
        return settings(
            self.index,
            contents,
            self.locator.candidates(cue) if cue else (),
            self.locator.candidates(source) if source else (),
        )

    def _place_parts(self, claim: DraftClaim) -> None:
        evidence = self._content(claim.id)
        self._place_near("condition", claim.id, given(claim.condition), evidence)
        self._place_near("hedge", claim.id, claim.hedges, evidence)
        self._place_near("time", claim.id, claim.times, evidence)
        self._place_near("quantity", claim.id, claim.quantities, evidence)

    def _place_near(
        self, kind: DraftedKind, item: str, passages: Sequence[Passage], anchor: Chain
    ) -> None:
        """Each passage inside `anchor` or else beside it; equal ones one after another."""
        taken: set[Candidate] = set()
        for number, passage in enumerate(passages):
            candidates = self.locator.candidates(passage)
            free = [c for c in candidates if c not in taken] or candidates
            inside = within(free, anchor)
            chosen = inside[0] if inside else nearest(self.index, free, anchor)
            if chosen is not None:
                taken.add(chosen)
            self.places.put(Slot(kind, item, number), chosen)

    def _content(self, item: str) -> Chain:
        """The places of a quote or of a claim's evidence; nothing if it was not found whole."""
        return self.places.whole.get(item, ())

    # Mentions: the attributions tell most of them.

    def _place_mentions(self, source: DraftSource) -> None:
        """Where the source is heard in an attribution, or else where it first stands.

        A pronoun that stands in several places and is heard in none of them could be anybody's.
        """
        heard = {
            self.places.found[slot]
            for attribution in self.heard[source.id]
            if (slot := Slot("source_span", attribution)) in self.places.found
        }
        waiting: dict[str, Iterator[Candidate]] = {}
        for number, mention in enumerate(source.mentions):
            candidates = self.locator.candidates(mention)
            known = [c for c in candidates if c in heard]
            unclear = mention.form == "pronoun" and len(candidates) > 1 and not known
            chosen = None
            if candidates and not unclear:
                rest = waiting.setdefault(mention.wording, iter(known or candidates))
                chosen = next((c for c in rest if c in candidates), (known or candidates)[0])
            reason: Reason = "ambiguous" if unclear else "not_in_text"
            self.places.put(Slot("mention", source.id, number), chosen, reason)
        if not source.mentions and not heard:
            name = self.locator.candidates(Passage(text=source.name))
            self.places.put(Slot("source", source.id), next(iter(name), None))
