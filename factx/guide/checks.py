"""The rules of the annotation guide that a program can check, each a decorated function."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from factx.guide.view import CLOSING, OPENING, Findings, RecordView, is_pronoun
from factx.records import Attribution, Claim, FactRecord, Span, spans_of
from factx.text import fold, overlap, quoted_as
from factx.text.function_words import content_words

Find = Callable[[RecordView], Findings]


@dataclass(frozen=True, slots=True)
class GuideWarning:
    """A place in a record that seems to break the guide."""

    rule: str
    """Name of the rule."""
    because: str
    """The reason, with the number of the guide's rule."""
    item: str
    """Id of the item, with the field where that helps."""
    words: str
    """The words in question."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the guide."""

    name: str
    """Its name in warnings."""
    because: str
    """The reason, with the number of the guide's rule."""
    find: Find
    """Yields the items that break it, with the words in question."""


RULES: list[Rule] = []
"""All rules, in the order of the guide."""


def guide_warnings(record: FactRecord) -> list[GuideWarning]:
    """Every place in `record` that seems to break the guide, rule by rule.

    Raises ValueError if the record has no text.
    """
    view = RecordView(record)
    return [
        GuideWarning(rule.name, rule.because, item, words)
        for rule in RULES
        for item, words in rule.find(view)
    ]


def rule(name: str, because: str) -> Callable[[Find], Find]:
    """Register the decorated function as the rule `name`; `because` is its reason."""

    def register(find: Find) -> Find:
        RULES.append(Rule(name, because, find))
        return find

    return register


_ABBREVIATIONS = frozenset(
    "Inc. Ltd. Co. Corp. Bros. Jr. Sr. etc. No. St. Ave. Rd. Mr. Mrs. Ms. Dr."
    " Jan. Feb. Mar. Apr. Aug. Sept. Oct. Nov. Dec.".split()
)
_LETTERS = re.compile(r"(?:[^\W\d_]{1,3}\.){2,}")  # a.m., U.S., Ph.D.
_JOINT = re.compile(r"(?:[,:;—–]|--|\s-)$")
_SURE_OPENING = OPENING.replace("‘", "")
_SURE_CLOSING = CLOSING.replace("’", "")
_DAY = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:yesterday|tomorrow)\b")
_NEGATION = re.compile(
    r"(?i)\b(?:not|never|no longer|hardly|without|neither|nor|cannot|yet to)\b"
    r"|\b(?:stop\w* short|refus|declin)|n['’]t\b"
)
_REFUSING = re.compile(r"(?i)\b(?:declin|refus|would not|wouldn)")
_COMMENT = re.compile(r"(?i)\bcomment\b")
_ELLIPSIS = re.compile(r"\.\.\.|…|\[(?:\.\.\.|…)\]|\. \. \.")
_FEARING = re.compile(r"(?i)fear|afraid|worr|concern|dread|scare|frighten|anxi|nervous")
_OPENING_PRONOUN = re.compile(
    r"(?i)(?:i|we|you|he|she|they|his|her|its|their|our|my|your|it(?!.*\b(?:to|that|who)\b))\b"
    r"|th(?:is|at|ese|ose)(?:['’]s|\s(?:is|was|are|were|has|had|will|would|can|could|may|might))\b"
)
_MODAL = re.compile(
    r"should|will|would|shall|must|may|might|can|could|ought|not|no|never|any|cannot|ll"
    r"|(?:do|does|did|is|are|was|were|has|have|had|wo|ca|could|would|should|must|need)n"
)
_ASKING = re.compile(r"(?i)\b(?:ask|wonder|inquir|enquir|question)")
_WHETHER = re.compile(r"(?i)\W*whether\b")
_WH = re.compile(r"(?i)\W*(?:if|who|whom|whose|what|when|where|which|why|how)\b")
_FIGURE = re.compile(r"(?<![^\W_])(?<![^\W\d_][-–])\d+(?:[.,]\d+)*")  # not in A9 or F-16
_DATE = re.compile(r"(\d{4}(?:-\d\d){0,2})(?:[T ].*)?")


# Contents: where they begin and end.


def _contents(view: RecordView) -> Iterator[tuple[Attribution, Span]]:
    for attribution in view.record.attributions:
        for span in view.content(attribution).spans:
            yield attribution, span


@rule("edge-space", "a span has no space at its edges (C13)")
def edge_space(view: RecordView) -> Findings:
    """A span begins or ends with white space."""
    for where, span in spans_of(view.record):
        if span.text != span.text.strip():
            yield where, span.text


@rule("content-full-stop", "leave out the full stop (C2)")
def content_full_stop(view: RecordView) -> Findings:
    """A content outside quotation marks ends in a full stop that is not part of an abbreviation."""
    for attribution, span in _contents(view):
        if _ends_in_a_stop(span.text) and not view.is_quoted_at(span.end - 1):
            yield attribution.id, span.text


def _ends_in_a_stop(words: str) -> bool:
    """Whether `words` end in a full stop, but no ellipsis or abbreviation."""
    last = re.split(r"[\s(]", words)[-1]
    is_abbreviation = last in _ABBREVIATIONS or _LETTERS.fullmatch(last) is not None
    return last.endswith(".") and not words.endswith(("...", ". .")) and not is_abbreviation


@rule("content-comma", "leave out the punctuation at its end (C13)")
def content_comma(view: RecordView) -> Findings:
    """A content outside quotation marks ends in a comma, colon, semicolon or dash."""
    for attribution, span in _contents(view):
        if _JOINT.search(span.text) and not view.is_quoted_at(span.end - 1):
            yield attribution.id, span.text


@rule("content-marks-cut", "include the quotation mark (C1)")
def content_marks_cut(view: RecordView) -> Findings:
    """Without a parent, a content starts after an opening mark or ends before a closing one."""
    for attribution, span in _contents(view):
        if attribution.parent is not None:
            continue
        before, after = view.before(span)[-1:], view.after(span)[:1]
        # Single marks look like apostrophes and are ignored.
        cut_before = before in _SURE_OPENING and before != "" and view.is_quoted_at(span.start)
        cut_after = after in _SURE_CLOSING and after != "" and view.is_quoted_at(span.end - 1)
        if cut_before or cut_after:
            yield attribution.id, span.text


@rule("content-that", "include the word in the content (C1)")
def content_that(view: RecordView) -> Findings:
    """ "that" or "whether" stands directly before the first span and is not the source span."""
    for attribution in view.record.attributions:
        first = view.content(attribution).spans[0]
        led_in = re.search(r"\b(?:that|whether)\s$", view.before(first))
        source = attribution.source_span
        is_source = source is not None and source.end == first.start - 1
        if led_in and not is_source:
            yield attribution.id, f"{led_in.group()}{first.text}"


@rule("roles-overlap", "cue, source span and content do not overlap (C6)")
def roles_overlap(view: RecordView) -> Findings:
    """Cue or source span overlaps the content of its own attribution."""
    for attribution, span in _contents(view):
        for role in (attribution.cue, attribution.source_span):
            if role is not None and overlap(role.place, span.place):
                yield attribution.id, role.text


# Cues: the reporting words and nothing else.


def _cues(view: RecordView) -> Iterator[tuple[Attribution, Span]]:
    for attribution in view.record.attributions:
        if attribution.cue is not None:
            yield attribution, attribution.cue


@rule("cue-date", "put the day into `when` (U2)")
def cue_date(view: RecordView) -> Findings:
    """A cue contains a weekday, "yesterday" or "tomorrow"."""
    for attribution, cue in _cues(view):
        if _DAY.search(cue.text):
            yield attribution.id, cue.text


@rule("cue-punctuation", "a cue contains no punctuation (U1)")
def cue_punctuation(view: RecordView) -> Findings:
    """A cue contains a quotation mark, full stop, colon or semicolon."""
    for attribution, cue in _cues(view):
        if re.search(r"[“”„‘\"«».:;]", cue.text):
            yield attribution.id, cue.text


@rule("cue-far", "cue and content are too far apart (C8)")
def cue_far(view: RecordView) -> Findings:
    """Cue and content are neither in the same paragraph nor in neighbouring ones."""
    for attribution, cue in _cues(view):
        place = view.paragraph(cue)
        spans = view.content(attribution).spans
        if all(abs(view.paragraph(span) - place) > 1 for span in spans):
            yield attribution.id, cue.text


@rule("cue-no-comment", "nothing is said, so there is no content (A1)")
def cue_no_comment(view: RecordView) -> Findings:
    """A cue contains "comment" after declined, refused or would not."""
    for attribution, cue in _cues(view):
        refused = _REFUSING.search(cue.text)
        if refused and _COMMENT.search(cue.text, refused.end()):
            yield attribution.id, cue.text


# Source spans and the records of sources.


def _source_spans(view: RecordView) -> Iterator[tuple[Attribution, Span]]:
    for attribution in view.record.attributions:
        if attribution.source_span is not None:
            yield attribution, attribution.source_span


@rule("source-comma", "leave out the comma (S1)")
def source_comma(view: RecordView) -> Findings:
    """A source span ends in a comma."""
    for attribution, source in _source_spans(view):
        if source.text.endswith(","):
            yield attribution.id, source.text


@rule("source-nobody", "nobody is no source (A2)")
def source_nobody(view: RecordView) -> Findings:
    """A source span is nobody, no one or none, or begins with "no"."""
    for attribution, source in _source_spans(view):
        if re.match(r"(?i)(?:nobody|no[ -]one|none)\b|no (?!\d)", source.text):
            yield attribution.id, source.text


@rule("source-before-cue", "the source span is the pronoun alone (S2)")
def source_before_cue(view: RecordView) -> Findings:
    """Between source span and cue stands only "who", "which" or "that"."""
    for attribution, source in _source_spans(view):
        if attribution.cue is not None:
            between = view.text[source.end : attribution.cue.start]
            if re.fullmatch(r",?\s(?:who|which|that)\s", between):
                yield attribution.id, source.text + between.rstrip()


@rule("pronoun-form", "the form must match the words (S9)")
def pronoun_form(view: RecordView) -> Findings:
    """A mention that is only a pronoun has another form, or another mention has that form."""
    for source in view.record.sources:
        for mention in source.mentions:
            if is_pronoun(mention.text) != (mention.form == "pronoun"):
                yield source.id, f"{mention.text} ({mention.form})"


@rule("named-without-name", "add the mention with the full name (S9)")
def named_without_name(view: RecordView) -> Findings:
    """A named person has no mention of form name."""
    for source in view.record.sources:
        is_named = source.kind == "person" and source.naming == "named"
        if is_named and all(mention.form != "name" for mention in source.mentions):
            yield source.id, source.name


@rule("role-name", "leave out a role that is the name (S10)")
def role_name(view: RecordView) -> Findings:
    """A source's `role` is its `name`."""
    for source in view.record.sources:
        if source.role is not None and source.role.lower() == source.name.lower():
            yield source.id, source.role


@rule("unnamed-number", "a `number` is for unnamed persons and groups, and required there (S10)")
def unnamed_number(view: RecordView) -> Findings:
    """An unnamed person or group lacks `number`, or a named source has it."""
    for source in view.record.sources:
        wants = source.naming == "unnamed" and source.kind in ("person", "group")
        if (wants and source.number is None) or (
            source.naming == "named" and source.number is not None
        ):
            yield source.id, source.name


# Quotes, and attributions with a parent.


@rule("quote-type", "leave out the type: the quotation marks decide (C11)")
def quote_type(view: RecordView) -> Findings:
    """`type` contradicts the quotation marks."""
    for quote in view.record.quotes:
        seen = quoted_as(view.index, [span.place for span in quote.spans])
        if seen != quote.type:
            yield quote.id, f"{quote.type}, by the marks {seen}"


@rule("elision-missing", "add the ellipsis to `elisions` (C12)")
def elision_missing(view: RecordView) -> Findings:
    """An ellipsis between quotation marks in a content is not in `elisions`."""
    for quote in view.record.quotes:
        noted = {place for span in quote.elisions for place in range(span.start, span.end)}
        for span in quote.spans:
            for found in _ELLIPSIS.finditer(span.text):
                start = span.start + found.start()
                if start not in noted and view.is_quoted_at(start):
                    yield quote.id, span.text


def _chains(view: RecordView) -> Iterator[tuple[Attribution, Attribution]]:
    for attribution in view.record.attributions:
        if attribution.parent is not None:
            yield attribution, view.attributions[attribution.parent]


@rule("parent-outside", "the content must be inside the parent's content (T2)")
def parent_outside(view: RecordView) -> Findings:
    """The content of an attribution with a parent lies outside the parent's."""
    for attribution, parent in _chains(view):
        around = view.content(parent).spans
        for span in view.content(attribution).spans:
            at = bisect_right(around, span.start, key=lambda s: s.start) - 1
            if at < 0 or around[at].end < span.end:
                yield attribution.id, span.text


@rule("same-voice", "an attribution and its parent have different sources (A11)")
def same_voice(view: RecordView) -> Findings:
    """An attribution and its parent share a source."""
    for attribution, parent in _chains(view):
        if set(attribution.sources) & set(parent.sources):
            yield attribution.id, (attribution.cue or view.content(attribution).spans[0]).text


@rule("negated-cue", "`negated` needs a negation at the cue (T3)")
def negated_cue(view: RecordView) -> Findings:
    """An attribution is `negated` without a negation in its cue or just before it."""
    for attribution, cue in _cues(view):
        if attribution.negated and not _NEGATION.search(f"{view.before(cue)[-12:]}{cue.text}"):
            yield attribution.id, cue.text


# Claims.


@rule("claim-outside", "the evidence must be inside the content of the attribution (F6)")
def claim_outside(view: RecordView) -> Findings:
    """No word of a claim's evidence is in the content of its attribution."""
    for claim in view.record.claims:
        if claim.attribution is not None:
            content = view.content(view.attributions[claim.attribution]).spans
            if not any(_is_touched(piece, content) for piece in claim.evidence):
                yield claim.id, claim.text


def _is_touched(piece: Span, content: Sequence[Span]) -> bool:
    """Whether `piece` shares a character with a content, whose spans are in reading order."""
    after = bisect_left(content, piece.end, key=lambda span: span.start)
    return after > 0 and content[after - 1].end > piece.start


@rule("claim-question", "a question is no claim (F1)")
def claim_question(view: RecordView) -> Findings:
    """A claim's evidence ends in a question mark."""
    for claim in view.record.claims:
        # Earlier pieces may be questions that are answered.
        if _ends_in_a_question_mark(view, claim.evidence[-1]):
            yield claim.id, claim.text


@rule("claim-hole", "the attribution needs a claim (F14)")
def claim_hole(view: RecordView) -> Findings:
    """No claim has this attribution, or reports it, although it is neither negated nor a question.

    Only in a record whose claims have a `standing`.
    """
    claims = view.record.claims
    if not _have_standings(claims):
        return
    with_claims = {name for claim in claims for name in (claim.attribution, claim.reports)}
    for attribution in view.record.attributions:
        if attribution.id not in with_claims and not attribution.negated:
            spans = view.content(attribution).spans
            if not _is_question(view, attribution.cue, spans):
                yield attribution.id, " ... ".join(span.text for span in spans)


def _have_standings(claims: Sequence[Claim]) -> bool:
    """Whether claims were annotated by the rules that ask for `standing` and more evidence."""
    return any(claim.standing for claim in claims)


def _is_question(view: RecordView, cue: Span | None, content: Sequence[Span]) -> bool:
    """Whether a content is a question, direct or indirect."""
    asked = cue is not None and _ASKING.search(cue.text)
    led_in = _WHETHER.match(content[0].text) or (asked and _WH.match(content[0].text))
    return bool(led_in) or _ends_in_a_question_mark(view, content[-1])


def _ends_in_a_question_mark(view: RecordView, span: Span) -> bool:
    return span.text.rstrip(CLOSING).endswith("?") or view.after(span).startswith("?")


@rule("claim-number", "the evidence must contain the figure (F5)")
def claim_number(view: RecordView) -> Findings:
    """A figure in a claim's text is not in its evidence.

    Only in a record whose claims have a `standing`.
    """
    for claim in view.record.claims if _have_standings(view.record.claims) else ():
        evidence = {*_figures(" ".join(piece.text for piece in claim.evidence))}
        added = [figure for figure in _figures(claim.text) if figure not in evidence]
        if added:
            yield claim.id, f"{', '.join(added)}: {claim.text}"


def _figures(words: str) -> list[str]:
    """The numbers in digits, without commas; digits of names such as A9 are left out."""
    return [found.group().replace(",", "") for found in _FIGURE.finditer(words)]


@rule("hedge-certain", "hedges and factuality do not match (F9)")
def hedge_certain(view: RecordView) -> Findings:
    """A claim has `hedges` and is CT, or is PS without hedges and without a cue of fearing."""
    for claim in view.record.claims:
        strength = claim.factuality[:2]
        cue = view.attributions[claim.attribution].cue if claim.attribution else None
        fears = cue is not None and _FEARING.search(cue.text)
        if (strength == "CT" and claim.hedges) or (
            strength == "PS" and not claim.hedges and not fears
        ):
            yield claim.id, f"{claim.factuality}: {claim.text}"


@rule("claim-pronoun", "a claim that stands alone begins with a name, not a pronoun (F3)")
def claim_pronoun(view: RecordView) -> Findings:
    """A claim that is `standalone` opens with a personal pronoun, or with "this is" and the like.

    "It" is allowed if "to", "that" or "who" follows: "It is wrong to wait".
    """
    for claim in view.record.claims:
        if claim.standalone and _OPENING_PRONOUN.match(claim.text.lstrip(OPENING)):
            yield claim.id, claim.text


@rule("claim-word", "the article does not contain the word (F3)")
def claim_word(view: RecordView) -> Findings:
    """A content word of a claim's text does not occur in the article in any form.

    Forms are recognised by their beginning: "advocates" and "advocated", but not "go" and "went".
    Modals, negations, "any" and single letters may be added. Figures are left to `claim-number`.
    """
    for claim in view.record.claims:
        words = [w for w in content_words(fold(claim.text)) if w.isalpha() and len(w) > 1]
        unknown = [word for word in words if not view.has_form_of(word)]
        if added := [word for word in unknown if not _MODAL.fullmatch(word)]:
            yield claim.id, f"{', '.join(added)}: {claim.text}"


@rule("claim-double", "the holder has this claim already (F16)")
def claim_double(view: RecordView) -> Findings:
    """A claim has the same text as an earlier one of the same holder, without a `repeats`."""
    related: defaultdict[str, set[str]] = defaultdict(set)
    for relation in view.record.relations:
        if relation.type == "repeats":
            related[relation.first].add(relation.second)
            related[relation.second].add(relation.first)
    seen: dict[tuple[str, ...], set[str]] = {}
    for claim in view.record.claims:
        says = fold(claim.text).rstrip(".")
        earlier = seen.setdefault((says, *view.holder(claim)), set())
        if earlier and related[claim.id].isdisjoint(earlier):
            yield claim.id, claim.text
        earlier.add(claim.id)


@rule("prediction-past", "a prediction lies after the article's date (F7)")
def prediction_past(view: RecordView) -> Findings:
    """A prediction's only time has a value before the article's date."""
    published = _date(view.record.article.published)
    for claim in view.record.claims:
        if claim.kind == "prediction" and len(claim.times) == 1:
            time = _date(claim.times[0].value)
            # Compare only as far as the time goes: a month is not before a day in it.
            if time < published[: len(time)]:
                yield claim.id, claim.text


def _date(value: str | None) -> str:
    """The year, month or day of an ISO 8601 value; "" for weeks, durations and periods."""
    found = _DATE.fullmatch(value or "")
    return found[1] if found else ""
