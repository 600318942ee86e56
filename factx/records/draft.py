"""Drafts: what a model, a program or a person writes about an article, without offsets.

A draft has the fields of a record, with a `Passage` for each span. Grounding finds the passages
in the article and adds the offsets.
"""

from pydantic import ConfigDict, Field, model_validator

from factx.records.attribution import AttributionType, Stance
from factx.records.base import Digest, Id, Item, Ordinal, Problems, Value, Words, unset
from factx.records.claim import Checks, ClaimKind, Factuality, Standing
from factx.records.links import link_problems
from factx.records.provenance import Origin
from factx.records.quote import QuoteType
from factx.records.relation import Relation
from factx.records.source import MentionForm, Naming, SourceKind, SourceNumber
from factx.records.span import Basis
from factx.records.ungrounded import DraftedKind


class Passage(Value):
    """A string from the article, and its sentence.

    Examples:
        >>> factx.Passage(text="it rained", sentence=1).wording
        'it rained'
    """

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["text"]}, {"required": ["first", "last"]}],
            "dependentRequired": {"nth": ["sentence"]},
        }
    )

    text: Words | None = unset()
    """The passage, copied from the article; give either this or `first` and `last`."""
    first: Words | None = unset()
    """The passage's first words."""
    last: Words | None = unset()
    """The passage's last words."""
    sentence: Ordinal | None = unset()
    """Number of the sentence in which it begins, from 1; a passage elsewhere is found too."""
    nth: Ordinal | None = unset()
    """Which occurrence in that sentence it is, from 1; occurrences within words do not count."""

    @model_validator(mode="after")
    def _is_whole_or_ends(self) -> "Passage":
        if self.text is not None and (self.first is not None or self.last is not None):
            raise ValueError("a passage has either text or first and last words, not both")
        if self.text is None and (self.first is None or self.last is None):
            raise ValueError("a passage needs its text, or both its first and its last words")
        if self.nth is not None and self.sentence is None:
            raise ValueError("nth counts within a sentence: give the sentence too")
        return self

    @property
    def wording(self) -> str:
        """The passage, or its first and last words joined by an ellipsis."""
        return self.text if self.text is not None else f"{self.first} ... {self.last}"


class MentionPassage(Passage):
    """A place where the article refers to a source."""

    form: MentionForm
    """Whether it is a name, description, pronoun or metonym."""


class TimePassage(Passage):
    """An expression of time."""

    value: str | None = unset()
    """The date or time in ISO 8601."""
    basis: Basis | None = unset()
    """Whether the article states the value, or it is inferred."""


class QuantityPassage(Passage):
    """An expression of quantity."""

    value: float | None = unset()
    """The number."""
    unit: str | None = unset()
    """What is counted or measured."""


class DraftSource(Item):
    """A speaker."""

    name: Words
    """Canonical name; a description if the source is unnamed."""
    kind: SourceKind
    """The kind of speaker."""
    naming: Naming
    """Whether the article names it."""
    mentions: tuple[MentionPassage, ...] = ()
    """Its mentions; source spans of attributions are added automatically."""
    role: str | None = unset()
    """Office or occupation."""
    affiliation: str | None = unset()
    """The organisation it speaks for."""
    number: SourceNumber | None = unset()
    """Whether it is one speaker or several."""


class DraftQuote(Item):
    """The content of an attribution."""

    spans: tuple[Passage, ...] = Field(min_length=1)
    """Its parts, in reading order."""
    type: QuoteType | None = None
    """direct, indirect or mixed; null derives it from the quotation marks."""
    elisions: tuple[Passage, ...] = unset(())
    """Ellipses in the article."""


class DraftAttribution(Item):
    """The link between a quote and its sources."""

    quote: Id
    """The quote that is attributed."""
    sources: tuple[Id, ...] = ()
    """Who said it."""
    source_span: Passage | None = None
    """The mention next to the cue."""
    cue: Passage | None = None
    """The reporting words."""
    type: AttributionType = "statement"
    """Whether the source states, believes, feels or intends it."""
    parent: Id | None = None
    """The attribution that reports this one."""
    negated: bool = unset(False)
    """It was not said ("did not say", "nobody said"), or it is only supposed or asked."""
    when: TimePassage | None = unset()
    """When it was said."""
    addressee: Passage | None = unset()
    """Whom it was said to."""
    stance: Stance | None = unset()
    """Stance of the cue towards the content."""


class DraftClaim(Item):
    """A proposition."""

    text: Words
    """The proposition, readable on its own."""
    standalone: bool
    """False if `text` is the unchanged evidence."""
    evidence: tuple[Passage, ...] = Field(min_length=1)
    """The passages that state it."""
    attribution: Id | None = None
    """The attribution whose content asserts it; null if the article itself does."""
    kind: ClaimKind
    """fact, prediction, position or opinion."""
    factuality: Factuality
    """Its certainty and polarity."""
    condition: Passage | None = unset()
    """The condition under which it is asserted."""
    hedges: tuple[Passage, ...] = unset(())
    """Words that weaken it."""
    times: tuple[TimePassage, ...] = unset(())
    """Expressions of time within it."""
    quantities: tuple[QuantityPassage, ...] = unset(())
    """Expressions of quantity within it."""
    standing: Standing | None = unset()
    """main, background or presupposed."""
    reports: Id | None = unset()
    """The attribution that it retells."""
    checks: Checks = unset(())
    """Why it is worth checking."""


class Invalid(Value):
    """Text of a model that fits no field of a draft; it is listed as ungrounded."""

    kind: DraftedKind
    """The part of a draft that it should have been."""
    drafted: Words
    """What was written."""
    detail: Words
    """What is wrong with it."""
    attempts: Ordinal | None = unset()
    """How many times the model was prompted."""


class Draft(Value):
    """A draft about one article, with its origin.

    Examples:
        >>> draft = factx.Draft.from_data({
        ...     "quotes": [{"id": "1", "spans": [{"text": "it rained"}]}],
        ...     "attributions": [{"id": "a", "quote": "1"}],
        ... })
        >>> draft.quotes[0].spans[0].text
        'it rained'
    """

    article_sha256: Digest | None = unset()
    """Digest of the article's text; the draft is refused for another text."""
    sources: tuple[DraftSource, ...] = ()
    """The speakers."""
    quotes: tuple[DraftQuote, ...] = ()
    """What they said."""
    attributions: tuple[DraftAttribution, ...] = ()
    """Who said which quote."""
    claims: tuple[DraftClaim, ...] = ()
    """What is asserted."""
    relations: tuple[Relation, ...] = ()
    """Relations between quotes or claims."""
    invalid: tuple[Invalid, ...] = unset(())
    """Text of a model that fits no field."""
    attempts: Ordinal | None = unset()
    """How many times the model was prompted."""
    origin: Origin = Origin(drafter="human")
    """What produced the draft."""

    @model_validator(mode="after")
    def _is_consistent(self) -> "Draft":
        problems = link_problems(self)
        if problems:
            raise Problems(problems)
        return self
