"""Other languages: direct quotations with their speakers, or the quotations alone."""

import pytest

from factx import Article, extract
from factx.records import Draft
from factx.rules import draft_offline
from factx.rules.language.language import language_of


def drafted(text: str, lang: str | None) -> Draft:
    """The draft of a text below a headline, in a language."""
    return draft_offline(Article(text=f"Eine Überschrift\n\n{text}", lang=lang))


def said(draft: Draft) -> list[tuple[str | None, str | None, str]]:
    """Speaker's mention, cue and content of each attribution."""
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
def test_german_direct_quotations_have_their_speakers(
    text: str, expected: tuple[str, str, str]
) -> None:
    """Before, behind and between the pieces, in all three kinds of marks."""
    assert said(drafted(text, "de")) == [expected]


def test_german_names_and_pronouns_are_one_speaker() -> None:
    """Er cannot be Ministerin Weber."""
    draft = drafted(
        "„Es regnet heute“, sagte Ministerin Anna Weber. „Es schneit“, sagte Herr Jonas Brandt."
        "\n\n„Es taut wieder“, sagte sie. „Es friert wieder“, sagte er. „Gut“, sagte Weber.",
        "de-AT",
    )
    assert {s.name: [m.text for m in s.mentions] for s in draft.sources} == {
        "Anna Weber": ["Ministerin Anna Weber", "sie", "Weber"],
        "Jonas Brandt": ["Herr Jonas Brandt", "er"],
    }


def test_german_titles_in_quotation_marks_are_no_speech() -> None:
    """Nor is a word that somebody puts at a distance."""
    assert said(drafted("Das Stück „Der alte Fluss“ läuft seit Mai.", "de")) == []


def test_in_a_language_unknown_here_nobody_is_named() -> None:
    """What stands between guillemets with spaces and looks like speech is a quote all the same."""
    text = "« Il faut fermer le barrage avant la nuit. » Mme Dubois est maire."
    assert said(drafted(text, "fr")) == [
        (None, None, "« Il faut fermer le barrage avant la nuit. »")
    ]


@pytest.mark.parametrize(
    ("tag", "language", "reach"),
    [
        (None, "en", "full"),
        ("en-GB", "en", "full"),
        ("de-CH", "de", "direct"),
        ("DE_at", "de", "direct"),
        ("fr", "und", "quotations"),
        ("../en", "und", "quotations"),
    ],
)
def test_the_tag_chooses_the_rules(tag: str | None, language: str, reach: str) -> None:
    """By its first part, in any case; English where nobody has said."""
    found = language_of(tag)
    assert (found.code, found.scope) == (language, reach)


def test_another_language_grounds_like_english() -> None:
    """Every passage is found in the article."""
    text = "Titel\n\n„Wir müssen das Wehr schließen“, sagte Anna Weber. „Bald“, sagte sie."
    record = extract(Article(text=text, lang="de"))
    assert len(record.quotes) == 2
    assert record.counts.ungrounded == 0


def test_what_was_not_looked_for_is_told() -> None:
    """No claims in German is not the same as nothing claimed."""
    text = "Titel\n\n„Wir müssen das Wehr schließen“, sagte Anna Weber."
    assert extract(Article(text=text, lang="de")).provenance.layers == ("attributions",)
    assert extract(Article(text=text, lang="en")).provenance.layers == ()
