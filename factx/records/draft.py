"""What was written about an article, by a model or a person, before it is looked up there.

A draft mirrors the record field by field, with a `Passage` wherever the record has a span. It
holds no offsets: models cannot count, and people need not.
"""

from pydantic import ConfigDict, Field, model_validator

from factx.records.attribution import AttributionType, Stance
from factx.records.base import Digest, Id, Item, Ordinal, Problems, Value, Words, unset
from factx.records.claim import ClaimKind, Factuality
from factx.records.links import link_problems
from factx.records.provenance import Origin
from factx.records.quote import QuoteType
from factx.records.relation import Relation
from factx.records.source import MentionForm, Naming, SourceKind, SourceNumber
from factx.records.span import Basis
from factx.records.ungrounded import DraftedKind


class Passage(Value):
    """A string that is to be found in the article, and where it was read."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [{"required": ["text"]}, {"required": ["first", "last"]}],
            "dependentRequired": {"nth": ["sentence"]},
        }
    )

    text: Words | None = unset()
    """The passage, copied from the article; or else give `first` and `last`."""
    first: Words | None = unset()
    """The passage's first words."""
    last: Words | None = unset()
    """The passage's last words."""
    sentence: Ordinal | None = unset()
    """Number of the sentence in which it begins, counted from 1; a hint, not a demand."""
    nth: Ordinal | None = unset()
    """Which of the equal, word-bounded strings that begin in that sentence it is, from 1."""

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
        """The passage as it was written, its ends joined by an ellipsis where only they were."""
        return self.text if self.text is not None else f"{self.first} ... {self.last}"


class MentionPassage(Passage):
    """A place where the article refers to a source."""

    form: MentionForm
    """How it refers: by name, description, pronoun, or metonym."""


class TimePassage(Passage):
    """An expression of time."""

    value: str | None = unset()
    """The date or time in ISO 8601."""
    basis: Basis | None = unset()
    """Whether the value is stated or inferred."""


class QuantityPassage(Passage):
    """An expression of quantity."""

    value: float | None = unset()
    """The number."""
    unit: str | None = unset()
    """What is counted or measured."""


class DraftSource(Item):
    """A speaker."""

    name: Words
    """Canonical label; a description where the source is unnamed."""
    kind: SourceKind
    """What sort of thing speaks."""
    naming: Naming
    """Whether the article tells who it is."""
    mentions: tuple[MentionPassage, ...] = ()
    """Where it is mentioned; source spans of attributions join these by themselves."""
    role: str | None = unset()
    """Office or occupation."""
    affiliation: str | None = unset()
    """The organisation it speaks for."""
    number: SourceNumber | None = unset()
    """Whether it is one voice or several."""


class DraftQuote(Item):
    """The content of an attribution."""

    spans: tuple[Passage, ...] = Field(min_length=1)
    """Its pieces, in reading order."""
    type: QuoteType | None = None
    """direct, indirect or mixed; null lets the article's quotation marks decide."""
    elisions: tuple[Passage, ...] = unset(())
    """Where the article itself marks words left out."""


class DraftAttribution(Item):
    """The link between a quote and its sources."""

    quote: Id
    """The quote it is about."""
    sources: tuple[Id, ...] = ()
    """Who said it."""
    source_span: Passage | None = None
    """The mention beside the cue."""
    cue: Passage | None = None
    """The words of saying."""
    type: AttributionType = "statement"
    """Whether it was stated, believed, felt or intended."""
    parent: Id | None = None
    """The attribution through which this one reaches us."""
    negated: bool = unset(False)
    """The article says that this was not said."""
    when: TimePassage | None = unset()
    """When it was said."""
    addressee: Passage | None = unset()
    """Whom it was said to."""
    stance: Stance | None = unset()
    """How the wording stands to the content."""


class DraftClaim(Item):
    """A proposition."""

    text: Words
    """The proposition so that it stands alone."""
    standalone: bool
    """False where `text` is the evidence as it stands."""
    evidence: tuple[Passage, ...] = Field(min_length=1)
    """Where it can be read."""
    attribution: Id | None = None
    """The attribution whose content asserts it; null where the article itself does."""
    kind: ClaimKind
    """fact, prediction, position or opinion."""
    factuality: Factuality
    """How certain, and with which polarity."""
    condition: Passage | None = unset()
    """The condition under which it is asserted."""
    hedges: tuple[Passage, ...] = unset(())
    """Words that weaken it."""
    times: tuple[TimePassage, ...] = unset(())
    """Expressions of time within it."""
    quantities: tuple[QuantityPassage, ...] = unset(())
    """Expressions of quantity within it."""
    checkworthy: bool | None = unset()
    """Whether a fact-checker would take it up."""


class Invalid(Value):
    """Something a model wrote that fits no field of a draft, kept so that it is not lost."""

    kind: DraftedKind
    """What it was meant to be."""
    drafted: Words
    """What was written."""
    detail: Words
    """What is wrong with it."""
    attempts: Ordinal | None = unset()
    """How often the model was asked."""


class Draft(Value):
    """Everything written about one article, with where it comes from."""

    article_sha256: Digest | None = unset()
    """Digest of the text it was written about; a draft of another article is refused."""
    sources: tuple[DraftSource, ...] = ()
    """The speakers."""
    quotes: tuple[DraftQuote, ...] = ()
    """What they said."""
    attributions: tuple[DraftAttribution, ...] = ()
    """Who said which quote."""
    claims: tuple[DraftClaim, ...] = ()
    """What is asserted."""
    relations: tuple[Relation, ...] = ()
    """How quotes and claims stand to each other."""
    invalid: tuple[Invalid, ...] = unset(())
    """What a model wrote that fits nowhere."""
    attempts: Ordinal | None = unset()
    """How often the model was asked."""
    origin: Origin = Origin(drafter="human")
    """What produced the draft."""

    @model_validator(mode="after")
    def _is_consistent(self) -> "Draft":
        problems = link_problems(self)
        if problems:
            raise Problems(problems)
        return self
