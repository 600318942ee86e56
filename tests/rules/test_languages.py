"""Languages other than English: quotes with sources if the language has words, else without."""

from collections.abc import Sequence
from random import Random
from typing import get_args

import pytest
from growth import is_even

from factx import Article, extract
from factx.records import Attribution, Draft
from factx.rules import draft_offline
from factx.rules.language.conjugation import Follows
from factx.rules.language.language import language_of
from factx.rules.reading.document import read_document
from factx.text import index_of


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
        "Anna Weber, die Leiterin des Amtes",
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
    assert said(drafted(text, "it")) == [
        (None, None, "« Il faut fermer le barrage avant la nuit. »")
    ]


@pytest.mark.parametrize(
    ("tag", "language", "scope"),
    [
        (None, "en", "full"),
        ("en-GB", "en", "full"),
        ("de-CH", "de", "attributions"),
        ("DE_at", "de", "attributions"),
        ("fr", "fr", "attributions"),
        ("es-MX", "es", "attributions"),
        ("it", "und", "quotations"),
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


NO_TAGS = ["x" * 300, "de" * 200, "..", "/", "EN/../de", "日本", "C", "x-\0", " "]


@pytest.mark.parametrize("lang", NO_TAGS)
def test_a_tag_that_is_none_is_a_language_of_which_nothing_is_known(lang: str) -> None:
    """Whatever the system says to a folder of that name."""
    assert language_of(lang).scope == "quotations"
    if lang.strip():
        with pytest.raises(ValueError, match="is not a language: give a tag"):
            Article(text="Ja.", lang=lang)
    else:
        assert Article(text="Ja.", lang=lang).lang is None


GERMAN_SPEECH = {
    "Die Sprecherin der Stadt, Ida Lenk, teilte am Montag mit, dass die Brücke gesperrt werde.": (
        "Die Sprecherin der Stadt, Ida Lenk",
        "teilte",
        "dass die Brücke gesperrt werde",
    ),
    "Am Montag hat Weber gesagt, die Brücke sei marode.": (
        "Weber",
        "gesagt",
        "die Brücke sei marode",
    ),
    "Die Brücke sei marode, sagte Weber am Montag.": ("Weber", "sagte", "Die Brücke sei marode"),
    "Die Brücke, sagte Weber, sei seit Mai marode.": (
        "Weber",
        "sagte",
        "Die Brücke / sei seit Mai marode",
    ),
    "Die Brücke bleibe zu, so die Polizei.": ("die Polizei", "so", "Die Brücke bleibe zu"),
    "Laut einem Bericht der Feuerwehr brannten zwei Wagen.": (
        "einem Bericht der Feuerwehr",
        "Laut",
        "brannten zwei Wagen",
    ),
    "Die Brücke wird nach Angaben der Stadt im Mai gesperrt.": (
        "der Stadt",
        "nach Angaben",
        "Die Brücke wird / im Mai gesperrt",
    ),
    "Der Feuerwehr zufolge brannten zwei Wagen.": (
        "Der Feuerwehr",
        "zufolge",
        "brannten zwei Wagen",
    ),
    "Die Brücke ist zu, wie die Polizei am Dienstag mitteilte.": (
        "die Polizei",
        "mitteilte",
        "Die Brücke ist zu",
    ),
    "Weber forderte die Stadt auf, das Wehr zu schließen.": (
        "Weber",
        "forderte",
        "das Wehr zu schließen",
    ),
    "Weber vertrat die Auffassung, dass das Wehr zu alt sei.": (
        "Weber",
        "Auffassung",
        "dass das Wehr zu alt sei",
    ),
    "Anna Weber, die das Amt seit 2010 leitet, nannte den Plan „völlig unbezahlbar“.": (
        "Anna Weber, die das Amt seit 2010 leitet",
        "nannte",
        "„völlig unbezahlbar“",
    ),
    "„Das Wehr hält“, erklärte am Dienstag in Tarn ein Sprecher der Stadt.": (
        "ein Sprecher der Stadt",
        "erklärte",
        "„Das Wehr hält“",
    ),
    "„Das Wehr hält“, beschwichtigte Anna Weber.": (
        "Anna Weber",
        "beschwichtigte",
        "„Das Wehr hält“",
    ),
    "„Das Wehr hält bis zum 5. Mai“, wird Weber zitiert.": (
        "Weber",
        "zitiert",
        "„Das Wehr hält bis zum 5. Mai“",
    ),
}


@pytest.mark.parametrize(("text", "expected"), GERMAN_SPEECH.items(), ids=list(GERMAN_SPEECH))
def test_german_reported_speech_has_sources(text: str, expected: tuple[str, str, str]) -> None:
    """Clauses with and without "dass", infinitives, phrases, and verbs in two parts."""
    assert said(drafted(text, "de")) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Am Montag findet im Rathaus die „Lange Nacht“ statt.",
        "Wenn Weber sagt, dass er geht, dann geht er.",
        "Niemand sagte, dass die Brücke sicher sei.",
        "Der Fluss, der lange still war, stieg am Montag, und das Wehr brach.",
        "Man kann sagen, dass es regnet.",
        "Alle außer Weber sagten, die Brücke sei sicher.",
        "Kaum jemand glaubt, dass die Brücke sicher ist.",
        "Es ist nicht bewiesen, dass Müller wusste, wie alt die Brücke war.",
    ],
)
def test_what_nobody_says_in_german_is_no_quote(text: str) -> None:
    """Other verbs, conditions and negated subjects report nothing."""
    assert [a for a in draft_made(text, "de") if a.cue is not None] == []


def draft_made(text: str, lang: str) -> Sequence[Attribution]:
    """The attributions of the record of a text."""
    return extract(Article(text=f"Eine Überschrift\n\n{text}", lang=lang)).attributions


def test_a_negated_german_verb_is_marked() -> None:
    """The record does not say that it was said."""
    (attribution,) = draft_made("Weber hat nicht gesagt, dass er geht.", "de")
    assert attribution.negated


def test_what_is_reported_within_a_report_has_a_parent() -> None:
    """In German as in English."""
    outer, inner = draft_made("Weber habe gesagt, dass er geht, erklärte die Partei.", "de")
    assert inner.parent == outer.id


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Alvéa affirme que la coopérative n’a pas livré le lait."),
        ("es", "La geóloga cree que el pozo no aguanta más."),
        ("fr", "« Je pars », écrit-il sur X. Le club n’a pas souhaité commenter."),
        ("de", "„Ich gehe“, schrieb Weber auf X. Der Verein äußerte sich nicht."),
    ],
)
def test_a_negation_elsewhere_does_not_negate_the_saying(lang: str, text: str) -> None:
    """Neither one in what is said, nor one in the next sentence."""
    assert [attribution.negated for attribution in draft_made(text, lang)] == [False]


def test_a_sentence_in_the_german_reporting_mood_continues_what_is_reported() -> None:
    """Its verb shows that it is not the article's own; the next sentence is."""
    draft = drafted(
        "Weber sagte, die Brücke sei marode. Eine Sanierung sei zu teuer und dauere Jahre."
        " Die Brücke ist 80 Jahre alt.",
        "de",
    )
    assert said(draft) == [
        ("Weber", "sagte", "die Brücke sei marode"),
        ("Weber", None, "Eine Sanierung sei zu teuer und dauere Jahre"),
    ]


def test_straight_marks_and_an_inverted_verb_are_read_in_german() -> None:
    """A quotation goes on after its speaker, in another sentence."""
    draft = drafted('"Das stimmt nicht", sagte Beck. "Wir gehen jetzt."', "de")
    assert said(draft) == [("Beck", "sagte", '"Das stimmt nicht" / "Wir gehen jetzt."')]


FRENCH = {
    "« Nous fermons le pont », a déclaré le maire de Brenne, Paul Ardent.": (
        "le maire de Brenne, Paul Ardent",
        "a déclaré",
        "« Nous fermons le pont »",
    ),
    "« Nous fermons le pont », a-t-elle déclaré. « C’est trop dangereux. »": (
        "elle",
        "a-t-elle déclaré",
        "« Nous fermons le pont » / « C’est trop dangereux. »",
    ),
    "« Nous fermons le pont, explique-t-il. Il est trop vieux. »": (
        "il",
        "explique",
        "« Nous fermons le pont / Il est trop vieux. »",
    ),
    "— Nous fermons le pont, a dit Paul Ardent. C’est fini.": (
        "Paul Ardent",
        "a dit",
        "Nous fermons le pont / C’est fini",
    ),
    "Claire Vasseur, directrice de l’hôpital, a annoncé lundi que deux lits manquent.": (
        "Claire Vasseur, directrice de l’hôpital",
        "a annoncé",
        "que deux lits manquent",
    ),
    "Selon la préfecture, trois routes sont coupées.": (
        "la préfecture",
        "Selon",
        "trois routes sont coupées",
    ),
    "D’après l’ingénieur Luc Morel, le pont tiendra.": (
        "l’ingénieur Luc Morel",
        "D’après",
        "le pont tiendra",
    ),
    "La route est coupée, a indiqué la gendarmerie.": (
        "la gendarmerie",
        "a indiqué",
        "La route est coupée",
    ),
    "Paul Ardent a promis de rouvrir le pont.": ("Paul Ardent", "a promis", "de rouvrir le pont"),
    "Paul Ardent dénonce un « scandale d’État » dans la vallée.": (
        "Paul Ardent",
        "dénonce",
        "« scandale d’État »",
    ),
}
SPANISH = {
    "«Cerramos el puente», afirmó la alcaldesa de Brena, Ana Ruiz.": (
        "la alcaldesa de Brena, Ana Ruiz",
        "afirmó",
        "«Cerramos el puente»",
    ),
    "—Cerramos el puente —dijo Ana Ruiz—. Mañana abrimos otro.": (
        "Ana Ruiz",
        "dijo",
        "Cerramos el puente / Mañana abrimos otro",
    ),
    "La alcaldesa, Ana Ruiz, anunció el lunes que el puente cerrará.": (
        "La alcaldesa, Ana Ruiz",
        "anunció",
        "que el puente cerrará",
    ),
    "Un portavoz de la empresa aseguró que «no habrá despidos» en la planta.": (
        "Un portavoz de la empresa",
        "aseguró",
        "que «no habrá despidos» en la planta",
    ),
    "Según la policía, tres carreteras están cortadas.": (
        "la policía",
        "Según",
        "tres carreteras están cortadas",
    ),
    "El puente, según el ingeniero Luis Mora, aguantará.": (
        "el ingeniero Luis Mora",
        "según",
        "El puente / aguantará",
    ),
    "La carretera está cortada, informó la Guardia Civil.": (
        "la Guardia Civil",
        "informó",
        "La carretera está cortada",
    ),
}


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        *(("fr", text, expected) for text, expected in FRENCH.items()),
        *(("es", text, expected) for text, expected in SPANISH.items()),
    ],
)
def test_french_and_spanish_quotes_have_sources(
    lang: str, text: str, expected: tuple[str, str, str]
) -> None:
    """With marks, with dashes, with "que", and with phrases such as "selon"."""
    assert said(drafted(text, lang)) == [expected]


OTHER_SPEAKERS: list[tuple[str, str, list[str]]] = [
    # To whom somebody speaks is not who speaks.
    (
        "es",
        "«No cederemos», respondió a la prensa el portavoz del Gobierno.",
        ["el portavoz del Gobierno"],
    ),
    (
        "es",
        "«Sí», ha asegurado hoy a los vecinos el consejero, Luis Rey.",
        ["el consejero, Luis Rey"],
    ),
    (
        "fr",
        "« Non », a répondu à la presse le porte-parole de la ville.",
        ["le porte-parole de la ville"],
    ),
    # Whom a medium quotes speaks.
    ("es", "El Diario cita al ministro: «No vamos a ceder nunca».", ["ministro"]),
    ("fr", "Le Journal cite le ministre : « Nous ne céderons pas. »", ["le ministre"]),
    ("fr", "« Nous ne céderons pas », cite Le Journal.", ["Le Journal"]),
    # In the view of somebody, if a quotation follows, and no more than it.
    (
        "es",
        "Para Ana Colón, «es una vergüenza», mientras que Luis Petit habla de «un éxito claro».",
        ["Ana Colón", "Luis Petit"],
    ),
    (
        "fr",
        "Pour Anne Colin, « c’est une honte », tandis que Luc Petit parle d’« une chance ».",
        ["Anne Colin", "Luc Petit"],
    ),
    ("fr", "Selon le maire, « c’est clair », mais les riverains sont inquiets.", ["le maire"]),
    ("fr", "Pour Noël, la mairie ferme.", []),
    ("fr", "D’après lui, « rien n’est décidé pour le pont ».", ["lui"]),
    ("es", "La asociación tildó el plan de «auténtica chapuza».", ["La asociación"]),
]


@pytest.mark.parametrize(("lang", "text", "sources"), OTHER_SPEAKERS)
def test_who_speaks_in_french_and_spanish(lang: str, text: str, sources: list[str]) -> None:
    """The source spans of a text."""
    assert [source for source, _, _ in said(drafted(text, lang))] == sources


def test_a_french_pronoun_after_a_preposition_is_who_spoke_before() -> None:
    """ "lui" is a man."""
    text = "« Je pars », a dit M. Paul Girard. D’après lui, « rien n’est décidé pour le pont »."
    assert [s.name for s in drafted(text, "fr").sources] == ["Paul Girard"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le pont que le maire a inauguré ferme lundi."),
        ("fr", "Selon les saisons, le pont ferme plus tôt."),
        ("fr", "Personne n’a dit que le pont fermerait."),
        ("es", "El puente que anunció Ruiz cuesta mucho."),
        ("es", "Nadie dijo que el puente cerraría."),
        ("fr", "Tous sauf M. Petit ont dit que le pont fermerait."),
        ("fr", "Ni M. Petit ni Mme Roux n’ont dit que le pont fermerait."),
        ("es", "Todos menos Pérez dijeron que el puente cerraría."),
        ("es", "Ni Pérez ni Ruiz dijeron que el puente cerraría."),
        ("es", "Pérez se negó a decir que el puente cerraría."),
    ],
)
def test_what_nobody_says_in_french_or_spanish_is_no_quote(lang: str, text: str) -> None:
    """Relative clauses are none, nor are phrases without a person."""
    assert said(drafted(text, lang)) == []


def test_a_spanish_verb_without_a_subject_has_the_speaker_before_it() -> None:
    """In the same paragraph."""
    draft = drafted("«Cerramos el puente», dijo Ruiz. «Es muy peligroso», añadió.", "es")
    assert [s.name for s in draft.sources] == ["Ruiz"]
    assert [len(a.sources) for a in draft.attributions] == [1, 1]


UNKNOWN = {
    "”Vi åker nu”, sade hon. Boken ”Röda rummet” kom ut i går.": ["”Vi åker nu”"],
    "»Me lähdemme nyt», sanoi rouva tänään.": ["»Me lähdemme nyt»"],
    "市長は「明日から橋を閉めます」と述べた。": ["「明日から橋を閉めます」"],
    "市长说：“我们明天关闭大桥。”他补充说，“这是为了安全。”": [
        "“我们明天关闭大桥。”",
        "“这是为了安全。”",
    ],
    "นายกเทศมนตรีกล่าวว่า “เราจะปิดสะพานในวันพรุ่งนี้” ในที่ประชุม": ["“เราจะปิดสะพานในวันพรุ่งนี้”"],
    "— Мы закрываем мост, — сказал мэр. — Завтра.": ["Мы закрываем мост / Завтра"],
}


@pytest.mark.parametrize(("text", "expected"), UNKNOWN.items(), ids=list(UNKNOWN))
def test_speech_in_an_unknown_language_is_kept_without_a_speaker(
    text: str, expected: list[str]
) -> None:
    """Swedish and Finnish have the same mark on both sides; some scripts have no spaces."""
    assert said(drafted(text, "und")) == [(None, None, content) for content in expected]


def test_the_labels_of_a_transcript_are_speakers_in_any_language() -> None:
    """A label is a name, whatever the language."""
    text = "LUND: Vi stänger bron nu.\n\nBERG: Det är för tidigt.\n\nLUND: Nej, det är det inte."
    draft = drafted(text, "sv")
    assert [s.name for s in draft.sources] == ["LUND", "BERG"]
    assert len(draft.attributions) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Am 5. Mai sagte Weber, er gehe.",
        "Die Stadt zahlt ca. 30 Euro, sagte Weber am Montag.",
        "Das war im 20. Jahrhundert, sagte Weber.",
    ],
)
def test_an_ordinal_or_an_abbreviation_ends_no_german_sentence(text: str) -> None:
    """One unit, so what is reported is not cut."""
    document = read_document(index_of(text), language_of("de"))
    assert len(document.units) == 1


def test_a_number_at_its_end_ends_a_german_sentence() -> None:
    """Years and counts are no ordinals."""
    text = "Er starb 1998. Danach kam Weber. Es waren 12. Zwei gingen."
    assert len(read_document(index_of(text), language_of("de")).units) == 4


@pytest.mark.parametrize(
    ("lang", "word", "base", "part"),
    [
        ("de", "sagte", "sagen", "finite"),
        ("de", "gesagt", "sagen", "participle"),
        ("de", "mitteilte", "mitteilen", "joined"),
        ("de", "mitgeteilt", "mitteilen", "participle"),
        ("fr", "annonçait", "annoncer", "finite"),
        ("es", "explicó", "explicar", "finite"),
    ],
)
def test_the_forms_of_reporting_verbs_are_made_from_their_classes(
    lang: str, word: str, base: str, part: str
) -> None:
    """`conjugation.txt` has the endings."""
    forms = language_of(lang).reporting[word]
    assert (base, part) in {(form.verb.base, form.part) for form in forms}


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("qu'il", ["qu'", "il"]),
        ("a-t-il", ["a", "il"]),
        ("d’après", ["d’", "après"]),
        ("pont", ["pont"]),
        ("porte-parole", ["porte-parole"]),
    ],
)
def test_french_words_that_are_written_together_are_parted(word: str, parts: list[str]) -> None:
    assert [word[start:end] for start, end in language_of("fr").parted(word)] == parts


@pytest.mark.parametrize("code", ["de", "es", "fr"])
def test_every_reporting_verb_has_forms_and_says_what_follows(code: str) -> None:
    """A class of endings that is not in `conjugation.txt` would make none."""
    language = language_of(code)
    known = {form.verb.base for forms in language.reporting.values() for form in forms}
    entries = [e for section in language.files["reporting"].values() for e in section]
    for entry in entries:
        head, _, follows = entry.partition(":")
        name = head.partition("[")[0].strip().replace("/", "").replace("-", "")
        assert name in known, entry
        assert set(follows.split()) <= set(get_args(Follows)), entry
        assert follows.split(), entry


CLAUSES = "Weber sagte, dass der Fluss steigt. „Ja“, sagte sie. Er sei da. "


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", CLAUSES),
        ("de", "Weber kam. Dieser sagte, es sei gut.\n\n"),
        ("fr", "« Oui, a-t-il dit. Non. » Selon lui, il part.\n\n"),
        ("sv", "— Ja, det var så.\n\n"),
    ],
)
def test_time_grows_with_the_text_in_other_languages(lang: str, text: str) -> None:
    """As in English."""
    assert is_even(lambda repeated: drafted(repeated, lang), text, 60_000)


def test_no_character_makes_a_language_fail() -> None:
    """Marks and words in any order give spans that match."""
    pieces = "„ “ » « ” — , : . ; sagte teilte mit dass que a-t-il dijo Weber der und 5. 「 」 ?"
    random = Random(1)
    for lang in ("de", "fr", "es", "ja"):
        for _ in range(60):
            text = "Titel\n\n" + " ".join(random.choices(pieces.split(), k=30))
            assert extract(Article(text=text, lang=lang)).counts.ungrounded == 0


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("sv", "”Vi åker nu”, sade Anna Berg.", ("Anna Berg", "sade", "”Vi åker nu”")),
        ("fi", "”Silta suljetaan”, sanoi Berg.", None),
        (
            "it",
            "“Chiudiamo il ponte”, ha detto Anna Neri ieri.",
            ("Anna Neri", "ha detto", "“Chiudiamo il ponte”"),
        ),
        (
            "nl",
            "Anna Berg zei: “We sluiten de brug.”",
            ("Anna Berg", "zei", "“We sluiten de brug.”"),
        ),
        ("it", "“Il nome della rosa”, romanzo del 1980, esce.", (None, None, None)),
    ],
)
def test_the_layout_names_a_speaker_in_an_unknown_language(
    lang: str, text: str, expected: tuple[str | None, str | None, str | None] | None
) -> None:
    """A name right after one or two small words that follow a quotation, or before a colon."""
    found = said(drafted(text, lang))
    if expected is None:
        assert found == []  # two words may be a title
    elif expected[0] is None:
        assert [source for source, _, _ in found] in ([], [None])
    else:
        assert found == [expected]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("de", "Voss sagte, er gehe, aber Berg sagte, sie bleibe.", ["er gehe", "sie bleibe"]),
        (
            "de",
            "Voss sagte, der Damm sei sicher, Berg sagte, er sei es nicht.",
            ["der Damm sei sicher", "er sei es nicht"],
        ),
        ("es", "El alcalde dijo que sí, pero su mujer dijo que no.", ["que sí", "que no"]),
    ],
)
def test_two_who_speak_in_one_sentence_say_each_their_own(
    lang: str, text: str, found: list[str]
) -> None:
    """The first does not say that the other says it."""
    draft = drafted(text, lang)
    assert [content for _, _, content in said(draft)] == found
    assert all(one.parent is None for one in draft.attributions)


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("fr", "Le pont, a dit le maire, n'est pas sûr.", "Le pont / n'est pas sûr"),
        ("es", "El puente, dijo el alcalde, no es seguro.", "El puente / no es seguro"),
    ],
)
def test_a_negated_verb_goes_on_after_the_cue(lang: str, text: str, found: str) -> None:
    """Its subject alone is not what was said."""
    assert [content for _, _, content in said(drafted(text, lang))] == [found]
