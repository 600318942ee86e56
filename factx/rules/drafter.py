"""Draft records with rules and word lists: no model, no network, milliseconds per article."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from factx.records import Article, Draft, Origin
from factx.rules.claims.claims import find_claims
from factx.rules.language.language import language_of
from factx.rules.reading.document import Document, read_document
from factx.rules.rewordings import find_rewordings
from factx.rules.speakers.beside_marks import speakers_beside_marks
from factx.rules.speakers.linking import Speaker, speakers
from factx.rules.statements.finder import StatementFinder, find_statements
from factx.rules.statements.statement import Statement, parents_of
from factx.rules.statements.transcripts import interview_units
from factx.rules.to_draft import Findings, to_draft
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
    drafted in full; German only direct quotations and their speakers; any other language only
    quotations that look like speech, without speakers.
    """

    def __init__(
        self,
        *,
        finder: StatementFinder = find_statements,
        claims: bool = True,
        clock: Clock = utc_now,
        timer: Timer = time.perf_counter,
    ) -> None:
        """Use `finder` to find the statements; without `claims`, skip claims."""
        self._finder = finder
        self._claims = claims
        self._clock = clock
        self._timer = timer

    async def draft(self, article: Article) -> Draft:
        """Draft `article`; never fails if the article has its text."""
        return draft_offline(
            article,
            finder=self._finder,
            claims=self._claims,
            clock=self._clock,
            timer=self._timer,
        )


def draft_offline(
    article: Article,
    *,
    finder: StatementFinder = find_statements,
    claims: bool = True,
    clock: Clock = utc_now,
    timer: Timer = time.perf_counter,
) -> Draft:
    """Draft `article` with the statements that `finder` finds, and with claims unless turned off.

    `clock` and `timer` supply the date and duration in `Draft.origin`.
    """
    begun = timer()
    index = index_of(article.get_text())
    document = read_document(index, language_of(article.lang))
    draft = draft_statements(article, index, document, finder(document), claims=claims)
    origin = Origin(
        drafter="offline",
        layers=draft.origin.layers,
        seconds=max(0.0, timer() - begun),
        when=clock().isoformat(timespec="seconds"),
    )
    return draft.model_copy(update={"origin": origin})


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
    return to_draft(article, index, document, _findings(index, document, statements, claims=claims))


def _findings(
    index: Index, document: Document, statements: Sequence[Statement], *, claims: bool
) -> Findings:
    statements, unmade = _made(statements)
    known, speakers_of = _speakers(document, statements)
    if document.language.scope != "full":
        no_parents = [None] * len(statements)
        return Findings(statements, known, speakers_of, no_parents, layers=("attributions",))
    parents = parents_of(statements)
    rewordings = find_rewordings(index, statements, speakers_of, document.language)
    if not claims:
        layers = ("attributions", "relations")
        return Findings(statements, known, speakers_of, parents, rewordings, layers=layers)
    speaker_of = [known[group[0]] if len(group) == 1 else None for group in speakers_of]
    skipped = unmade | interview_units(document)
    found = find_claims(document, index, statements, parents, speaker_of, skipped)
    return Findings(statements, known, speakers_of, parents, rewordings, found)


def _made(statements: Sequence[Statement]) -> tuple[list[Statement], frozenset[int]]:
    """The statements that somebody makes, and the units of the others.

    A statement within one that nobody makes is left out too.
    """
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
        case "direct":
            return speakers_beside_marks(document, statements)
        case "quotations":
            return [], [()] * len(statements)
