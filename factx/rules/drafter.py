"""Draft records with rules and word lists: no model, no network, milliseconds per article."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from factx.grounding.draft_of import draft_of_parts
from factx.grounding.ground import ground_parts
from factx.grounding.parts import Parts
from factx.records import Article, Draft, FactRecord, Origin
from factx.rules.claims.claims import find_claims
from factx.rules.claims.contradictions import Known, find_contradictions, touch
from factx.rules.claims.disputes import find_disputes
from factx.rules.claims.repeats import find_repeats
from factx.rules.language.choice import language_for, read_as
from factx.rules.language.own_words import OwnWords
from factx.rules.reading.document import Document, read_document
from factx.rules.requoted import find_requoted
from factx.rules.rewordings import find_rewordings
from factx.rules.speakers.beside_marks import speakers_beside_marks
from factx.rules.speakers.linking import Speaker, speakers
from factx.rules.statements.finder import StatementFinder, find_statements
from factx.rules.statements.statement import Statement, parents_of
from factx.rules.statements.transcripts import interview_units
from factx.rules.to_parts import Findings, to_parts
from factx.text import Index, index_of

Clock = Callable[[], datetime]
Timer = Callable[[], float]


def utc_now() -> datetime:
    """The current time in UTC."""
    return datetime.now(UTC)


class OfflineDrafter:
    """Drafts news articles without a model and without a network.

    It finds quotations and reported speech by their verbs, and resolves speakers by their names.
    Uncertain findings are left out. `Article.lang` selects the language. English, the default, is
    drafted in full; German, French and Spanish have attributions but no claims; any other language
    has only quotations that look like speech, mostly without speakers. A text that is plainly in
    another language than English is not read as English.
    """

    def __init__(
        self,
        *,
        finder: StatementFinder = find_statements,
        claims: bool = True,
        words: OwnWords | None = None,
        clock: Clock = utc_now,
        timer: Timer = time.perf_counter,
    ) -> None:
        """Use `finder` to find the statements; without `claims`, skip claims.

        `words` are your own words; `factx.read_words` reads them.
        """
        self.words = words
        self._finder = finder
        self._claims = claims
        self._clock = clock
        self._timer = timer

    async def draft(self, article: Article) -> Draft:
        """Draft `article`; never fails if the article has its text."""
        return draft_of_parts(article, *self.read(article))

    def record(self, article: Article) -> FactRecord:
        """The record of `article`: what grounding its draft gives, in less time.

        The rules know where the words that they find are, so these need not be looked up.
        """
        return ground_parts(article, *self.read(article))

    def read(self, article: Article) -> tuple[Parts, Origin]:
        """What the rules find in `article`: the nth statement has the ids `qn` and `an`."""
        begun = self._timer()
        index = index_of(article.get_text())
        document = read_document(index, language_for(article, self.words))
        found = _findings(index, document, self._finder(document), claims=self._claims)
        parts = to_parts(document, found)
        origin = Origin(
            drafter="offline",
            read_as=read_as(article),
            layers=found.layers,
            seconds=max(0.0, self._timer() - begun),
            when=self._clock().isoformat(timespec="seconds"),
        )
        return parts, origin


def draft_offline(
    article: Article, *, finder: StatementFinder = find_statements, claims: bool = True
) -> Draft:
    """Draft `article` with the statements that `finder` finds; without `claims`, skip claims."""
    return draft_of_parts(article, *OfflineDrafter(finder=finder, claims=claims).read(article))


def draft_statements(
    article: Article,
    index: Index,
    document: Document,
    statements: Sequence[Statement],
    *,
    claims: bool = True,
) -> Draft:
    """Resolve the speakers of `statements`, derive their claims, and return all as a draft.

    The nth statement has the ids `qn` and `an`.
    """
    found = _findings(index, document, statements, claims=claims)
    origin = Origin(drafter="offline", layers=found.layers)
    return draft_of_parts(article, to_parts(document, found), origin)


def _findings(
    index: Index, document: Document, statements: Sequence[Statement], *, claims: bool
) -> Findings:
    statements, unmade = _made(statements)
    known, speakers_of = _speakers(document, statements)
    parents = parents_of(statements)
    if document.language.scope != "full":
        return Findings(statements, known, speakers_of, parents, layers=("attributions",))
    rewordings = find_rewordings(index, statements, speakers_of, document.language)
    related = {frozenset((one.first, one.second)) for one in rewordings}
    for one in find_requoted(document, statements, speakers_of):
        if frozenset((one.first, one.second)) not in related:
            rewordings.append(one)
    if not claims:
        layers = ("attributions", "relations")
        return Findings(statements, known, speakers_of, parents, rewordings, layers=layers)
    speaker_of = [known[group[0]] if len(group) == 1 else None for group in speakers_of]
    skipped = unmade | interview_units(document)
    found = find_claims(document, index, statements, parents, speaker_of, skipped)
    known_claims = Known(document, found, statements, speakers_of)
    denials = find_contradictions(known_claims)
    rivals = sorted({*denials, *find_disputes(known_claims, statements, speakers_of, denials)})
    repeats = [pair for pair in find_repeats(known_claims) if not touch(known_claims, pair)]
    return Findings(statements, known, speakers_of, parents, rewordings, found, rivals, repeats)


def _made(statements: Sequence[Statement]) -> tuple[list[Statement], frozenset[int]]:
    """The statements that somebody makes, and the units of the others.

    A statement within one that nobody makes is left out too.
    """
    if all(statement.is_made for statement in statements):
        return list(statements), frozenset()
    parents = parents_of(statements)

    def is_made(at: int | None) -> bool:
        return at is None or (statements[at].is_made and is_made(parents[at]))

    made = [is_made(at) for at in range(len(statements))]
    kept = [statement for statement, stays in zip(statements, made, strict=True) if stays]
    left_out = (s.unit for s, stays in zip(statements, made, strict=True) if not stays)
    return kept, frozenset(left_out)


def _speakers(
    document: Document, statements: Sequence[Statement]
) -> tuple[list[Speaker], list[tuple[int, ...]]]:
    """The speakers, and those of each statement as positions in the list."""
    match document.language.scope:
        case "full":
            return speakers(document, statements)
        case "attributions" | "quotations":
            return speakers_beside_marks(document, statements)
