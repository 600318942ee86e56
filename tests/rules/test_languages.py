"""Languages other than English: direct quotations, with their sources if the language is known."""

import pytest

from factx import Article, extract
from factx.records import Draft
from factx.rules import draft_offline
from factx.rules.language.language import language_of


def drafted(text: str, lang: str | None) -> Draft:
    """The draft of a text in a language, under a headline."""
    return draft_offline(Article(text=f"Eine Überschrift\n\n{text}", lang=lang))


def said(draft: Draft) -> list[tuple[str | None, str | None, str]]:
    """Source span, cue and content of each attribution."""
    quotes = {quote.id: quote for quote in draft.quotes}
    return [
        (
            a.source_span and a.source_span.text,
            a.cue and a.cue.text,
            " / ".join(span.wording for span in quotes[a.quote].spans),
        )
        for a in draft.attributions
    ]


GERMAN = {
    "„Wir müssen das Wehr schließen“, sagte Anna Weber am Montag.": (
        "Anna Weber",
        "sagte",
        "„Wir müssen das Wehr schließen“",
    ),
    "»Das Wasser steigt«, sagte der Bürgermeister.": (
        "der Bürgermeister",
        "sagte",
        "»Das Wasser steigt«",
    ),
    "«Das Wasser steigt», sagt Frau Keller.": ("Frau Keller", "sagt", "«Das Wasser steigt»"),
    "„Das Wasser steigt“, so die Sprecherin der Stadt.": (
        "die Sprecherin der Stadt",
        "so",
        "„Das Wasser steigt“",
    ),
    "Minister Jonas Brandt erklärte: „Das Wehr bleibt offen.“": (
        "Minister Jonas Brandt",
        "erklärte",
        "„Das Wehr bleibt offen.“",
    ),
    "Am Montag sagte Weber: „Das Wehr bleibt offen.“": (
        "Weber",
        "sagte",
        "„Das Wehr bleibt offen.“",
    ),
    "Anna Weber, die Leiterin des Amtes, betonte: „Das Wehr bleibt offen.“": (
        "Anna Weber",
        "betonte",
        "„Das Wehr bleibt offen.“",
    ),
    "„Wir warten“, sagte Weber, „bis das Wasser fällt.“": (
        "Weber",
        "sagte",
        "„Wir warten“ / „bis das Wasser fällt.“",
    ),
    "„Das Wehr ist alt”, warnte die alte Polizei.": (
        "die alte Polizei",
        "warnte",
        "„Das Wehr ist alt”",
    ),
    "„Wann kommt das Wasser?“, fragte er.": ("er", "fragte", "„Wann kommt das Wasser?“"),
}


@pytest.mark.parametrize(("text", "expected"), GERMAN.items(), ids=list(GERMAN))
def test_german_direct_quotations_have_sources(text: str, expected: tuple[str, str, str]) -> None:
    """The source may precede, follow or interrupt the quotation."""
    assert said(drafted(text, "de")) == [expected]


def test_german_names_and_pronouns_are_resolved_to_one_source() -> None:
    """The masculine "er" does not refer to Ministerin Weber."""
    draft = drafted(
        "„Es regnet heute“, sagte Ministerin Anna Weber. „Es schneit“, sagte Herr Jonas Brandt."
        "\n\n„Es taut wieder“, sagte sie. „Es friert wieder“, sagte er. „Gut“, sagte Weber.",
        "de-AT",
    )
    assert {s.name: [m.text for m in s.mentions] for s in draft.sources} == {
        "Anna Weber": ["Ministerin Anna Weber", "sie", "Weber"],
        "Jonas Brandt": ["Herr Jonas Brandt", "er"],
    }


def test_a_title_in_german_quotation_marks_is_not_a_quote() -> None:
    """A word in scare quotes is not one either."""
    assert said(drafted("Das Stück „Der alte Fluss“ läuft seit Mai.", "de")) == []


def test_quotes_in_an_unknown_language_have_no_source() -> None:
    """Text between guillemets that looks like speech is still a quote."""
    text = "« Il faut fermer le barrage avant la nuit. » Mme Dubois est maire."
    assert said(drafted(text, "fr")) == [
        (None, None, "« Il faut fermer le barrage avant la nuit. »")
    ]


@pytest.mark.parametrize(
    ("tag", "language", "scope"),
    [
        (None, "en", "full"),
        ("en-GB", "en", "full"),
        ("de-CH", "de", "direct"),
        ("DE_at", "de", "direct"),
        ("fr", "und", "quotations"),
        ("../en", "und", "quotations"),
    ],
)
def test_the_language_tag_selects_the_rules(tag: str | None, language: str, scope: str) -> None:
    """The first subtag counts, in upper or lower case; English is the default."""
    found = language_of(tag)
    assert (found.code, found.scope) == (language, scope)


def test_every_german_passage_is_grounded() -> None:
    """The record has no ungrounded items."""
    text = "Titel\n\n„Wir müssen das Wehr schließen“, sagte Anna Weber. „Bald“, sagte sie."
    record = extract(Article(text=text, lang="de"))
    assert len(record.quotes) == 2
    assert record.counts.ungrounded == 0


def test_provenance_lists_the_layers_if_some_are_missing() -> None:
    """German has attributions but no claims."""
    text = "Titel\n\n„Wir müssen das Wehr schließen“, sagte Anna Weber."
    assert extract(Article(text=text, lang="de")).provenance.layers == ("attributions",)
    assert extract(Article(text=text, lang="en")).provenance.layers == ()


def test_a_quotation_that_goes_on_in_the_next_sentences_keeps_its_speaker() -> None:
    """The source is in an earlier sentence than the last piece."""
    draft = drafted(
        "„Wir kommen morgen in die Stadt“, sagte Anna Weber. „Wir bleiben dort sehr lange.“"
        " „Das ist uns allen wirklich wichtig.“",
        "de",
    )
    assert [source.name for source in draft.sources] == ["Anna Weber"]
    assert [len(quote.spans) for quote in draft.quotes] == [3]
