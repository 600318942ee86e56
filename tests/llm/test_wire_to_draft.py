"""From what a model wrote to a draft: consistent always, and nothing lost without a word."""

import json
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from factx.llm.wire.answer import Answer
from factx.llm.wire.to_draft import to_draft
from factx.records import Article, Draft, Origin

ORIGIN = Origin(drafter="instructor", model="openai/some")


def drafted(answer: dict[str, Any], article: Article) -> Draft:
    return to_draft(Answer.model_validate(answer), article, origin=ORIGIN, attempts=2)


def refused(draft: Draft) -> list[tuple[str, str]]:
    return [(invalid.kind, invalid.detail) for invalid in draft.invalid]


def test_a_good_answer_is_kept_whole(article: Article, good: dict[str, Any]) -> None:
    """Passages carry their sentence as a hint; a name is mentioned where the article has it."""
    draft = drafted(good, article)
    assert draft.invalid == ()
    assert draft.article_sha256 == article.sha256
    assert draft.origin == ORIGIN
    first, second = draft.attributions
    assert first.source_span is not None
    assert (first.source_span.text, first.source_span.sentence) == ("Mayor Lena Moss", 3)
    assert first.cue is not None
    assert first.cue.wording == "said"
    [piece] = draft.quotes[1].spans
    assert (piece.first, piece.last, piece.sentence) == ("that the quarry", "was unsafe", 4)
    assert draft.quotes[0].type is None
    [mention] = draft.sources[0].mentions
    assert (mention.text, mention.form, mention.sentence) == ("Lena Moss", "name", 3)
    assert draft.sources[1].mentions == ()
    [claim] = draft.claims
    assert (claim.attribution, claim.standalone) == (second.id, True)
    assert draft.attempts == 2


def test_an_unknown_source_leaves_the_statement_without_it(
    article: Article, good: dict[str, Any]
) -> None:
    """What was said stays true; who said it is told apart."""
    good["statements"][1] |= {"sources": [7], "speaker": "they"}
    draft = drafted(good, article)
    assert draft.attributions[1].sources == ()
    assert draft.attributions[1].source_span is None
    assert refused(draft) == [
        ("source", "not exactly one source has this number"),
        ("source_span", "it belongs to no listed source"),
    ]


def test_a_speaker_that_bears_a_source_s_name_is_that_source(
    article: Article, good: dict[str, Any]
) -> None:
    """The words are evidence enough where the number is missing."""
    good["statements"][1] |= {"sources": []}
    draft = drafted(good, article)
    assert draft.attributions[1].sources == ("s2",)
    assert draft.invalid == ()


def test_a_number_of_two_sources_refers_to_neither(article: Article, good: dict[str, Any]) -> None:
    """A guess would put words into somebody's mouth."""
    good["sources"][1]["number"] = 1
    good["statements"][0]["speaker"] = "she"
    draft = drafted(good, article)
    assert [source.id for source in draft.sources] == ["s1", "s2"]
    assert draft.attributions[0].sources == ()
    assert ("source", "two have this number") in refused(draft)
    assert ("source_span", "it belongs to no listed source") in refused(draft)


def test_a_source_listed_twice_is_one(article: Article, good: dict[str, Any]) -> None:
    """The same number and name again are no second source."""
    good["sources"].append(good["sources"][0])
    draft = drafted(good, article)
    assert len(draft.sources) == 2
    assert draft.attributions[0].sources == ("s1",)
    assert refused(draft) == [("source", "it is already listed")]


def test_an_odd_kind_is_other_and_told(article: Article, good: dict[str, Any]) -> None:
    """Closed sets forgive case and hyphens; the rest is kept beside the record."""
    good["sources"][0]["kind"] = "Official-Body"
    good["sources"][1]["kind"] = "experts"
    draft = drafted(good, article)
    assert [source.kind for source in draft.sources] == ["official_body", "other"]
    assert refused(draft) == [("source", "there is no such kind")]


def test_what_cannot_stand_is_told_whole(article: Article, good: dict[str, Any]) -> None:
    """No name, no content, no evidence, no such factuality: the item is kept as it was written."""
    good["sources"].append({"number": 3, "name": " ", "kind": "person", "naming": "named"})
    good["statements"].append({"number": 3, "cue": "said", "content": [{"text": " "}]})
    good["claims"] += [{"text": "It rains.", "kind": "fact", "factuality": "CT+"}]
    good["claims"] += [good["claims"][0] | {"factuality": "sure"}]
    draft = drafted(good, article)
    assert refused(draft) == [
        ("source", "it has no name"),
        ("attribution", "it has no content"),
        ("claim", "it has no evidence"),
        ("claim", "there is no such factuality"),
    ]
    assert "It rains." in draft.invalid[2].drafted


def test_what_hangs_on_a_lost_statement_is_lost_with_it(
    article: Article, good: dict[str, Any]
) -> None:
    """A claim without its statement would say that the article asserts it."""
    good["statements"][1] |= {"content": [], "parent": 1}
    good["statements"].append(good["statements"][0] | {"number": 3, "parent": 2, "cue": ""})
    draft = drafted(good, article)
    assert [attribution.id for attribution in draft.attributions] == ["a1"]
    assert refused(draft) == [
        ("attribution", "it has no content"),
        ("attribution", "it needs exactly one statement 2"),
        ("claim", "it needs exactly one statement 2"),
    ]


def test_a_parent_cycle_is_cut_where_it_closes(article: Article, good: dict[str, Any]) -> None:
    """A statement that is its own parent has none."""
    good["statements"][0] |= {"parent": 2}
    good["statements"][1] |= {"parent": 1}
    good["statements"].append(good["statements"][0] | {"number": 3, "parent": 3, "cue": ""})
    draft = drafted(good, article)
    assert [attribution.parent for attribution in draft.attributions] == ["a2", None, None]
    assert refused(draft) == [("attribution", "its parents lead back to itself")] * 2
    assert draft.invalid[0].drafted == "statement 2: parent 1"


def test_a_statement_written_again_is_one(article: Article, good: dict[str, Any]) -> None:
    """Weak models repeat themselves; what hangs on the repetition hangs on the first."""
    good["statements"] += [good["statements"][1] | {"number": at} for at in (3, 4)]
    good["claims"][0]["statement"] = 4
    draft = drafted(good, article)
    assert [attribution.id for attribution in draft.attributions] == ["a1", "a2"]
    assert draft.claims[0].attribution == "a2"
    assert refused(draft) == [("attribution", "it is already listed")] * 2


def test_a_claim_without_words_of_its_own_is_its_evidence(
    article: Article, good: dict[str, Any]
) -> None:
    """As a sentence; unless the model says that it does not stand alone, then unchanged."""
    good["claims"][0]["text"] = ""
    [claim] = drafted(good, article).claims
    assert (claim.text, claim.standalone) == ("The quarry {{7*7}} was unsafe.", True)
    good["claims"][0]["standalone"] = False
    [claim] = drafted(good, article).claims
    assert (claim.text, claim.standalone) == ("the quarry {{7*7}} was unsafe", False)


def test_last_words_without_first_ones_are_kept_and_told(
    article: Article, good: dict[str, Any]
) -> None:
    """Half a passage is a passage; that it is half is said."""
    good["statements"][1]["content"] = [{"text": "", "until": "was unsafe"}]
    draft = drafted(good, article)
    assert draft.quotes[1].spans[0].text == "was unsafe"
    assert refused(draft) == [("quote", "it has last words and no first words")]


def test_hints_outside_the_article_are_dropped(article: Article, good: dict[str, Any]) -> None:
    """Sentence 0 and sentence 99 say nothing."""
    good["statements"][0] |= {"said_in": 0, "begins_in": 99}
    draft = drafted(good, article)
    assert draft.quotes[0].spans[0].sentence is None
    assert draft.attributions[0].cue is not None
    assert draft.attributions[0].cue.sentence is None


def test_fields_and_items_of_another_form_are_told(article: Article, good: dict[str, Any]) -> None:
    """Nothing that a model wrote disappears."""
    good["statements"][0]["tone"] = "angry"
    good["statements"][0]["content"][0]["page"] = 3
    good["statements"].append({"number": []})
    good["notes"] = ["a note"]
    draft = drafted(good, article)
    assert {invalid.drafted for invalid in draft.invalid} == {
        '{"tone": "angry"}',
        '{"page": 3}',
        '{"number": []}',
        '{"notes": ["a note"]}',
    }


# Any answer at all

text = st.one_of(
    st.sampled_from(["", " ", "said", "Lena Moss", "engineers", "the quarry", "CT+", "\x00"]),
    st.text(max_size=8),
)
number = st.one_of(st.integers(-1, 4), st.integers())
piece = st.fixed_dictionaries({}, optional={"text": text, "until": text, "extra": text})
pieces = st.lists(piece, max_size=3)
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | text,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(text, inner, max_size=2),
    max_leaves=4,
)


def word(*words: str) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(words), text)


source = st.fixed_dictionaries(
    {"number": number, "name": text},
    optional={
        "kind": word("person", "Group", "official body"),
        "naming": word("named", "unnamed"),
        "note": anything,
    },
)
statement = st.fixed_dictionaries(
    {"number": number, "content": pieces, "sources": st.lists(number, max_size=3)},
    optional={
        "said_in": number,
        "begins_in": number,
        "speaker": text,
        "cue": text,
        "type": word("statement", "belief"),
        "parent": number,
    },
)
claim = st.fixed_dictionaries(
    {"statement": number, "evidence": pieces},
    optional={
        "begins_in": number,
        "text": text,
        "kind": word("fact"),
        "factuality": word("CT+", "pr-"),
    },
)
answers = st.fixed_dictionaries(
    {"statements": st.lists(statement | anything, max_size=5)},
    optional={
        "sources": st.lists(source | anything, max_size=4),
        "claims": st.lists(claim | anything, max_size=4),
        "else": anything,
    },
)


def strings_of(value: Any) -> set[str]:
    """Every string anywhere in `value`, those in JSON within strings included."""
    if isinstance(value, str):
        within = json_in(value) if value[:1] in "[{" else None
        return {value.strip()} | strings_of(within)
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return strings_of([*members, *members.values()])
    items = cast("list[Any]", value) if isinstance(value, list) else []
    return {string for item in items for string in strings_of(item)}


def json_in(text: str) -> Any:
    """The JSON value that `text` is; None if it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def passages_of(answer: dict[str, Any]) -> set[str]:
    """Every string that names a source, stands for a passage, or words a claim."""
    lists: list[Any] = [answer.get(name, []) for name in ("sources", "statements", "claims")]
    items: list[dict[str, Any]] = [
        item for items in lists for item in items if isinstance(item, dict)
    ]
    fields = ("name", "speaker", "cue", "text", "content", "evidence")
    told = [item.get(name) for item in items for name in fields]
    return strings_of(told) - {"", "text", "until", "extra"}


@given(answer=answers)
def test_every_answer_makes_a_consistent_draft(answer: dict[str, Any]) -> None:
    """Whatever was written: the draft is valid, survives JSON, and holds every passage."""
    article = Article(text="Lena Moss said the quarry was unsafe. Engineers agreed.\nThe end.")
    draft = drafted(answer, article)
    assert Draft.from_json(draft.model_dump_json()) == draft
    kept = " ".join(strings_of(json.loads(draft.model_dump_json())))
    assert [string for string in passages_of(answer) if string not in kept] == []
    lost = sum(invalid.kind == "attribution" for invalid in draft.invalid)
    written = sum(item is not None for item in answer["statements"])
    assert len(draft.quotes) + lost >= written
