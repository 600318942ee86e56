"""Who speaks in German, where word order, number or the sentence before decides."""

import pytest

from factx import Article
from factx.records import Draft
from factx.rules import draft_offline


def drafted(text: str) -> Draft:
    """The draft of a German text under a headline."""
    return draft_offline(Article(text=f"Eine Überschrift\n\n{text}", lang="de"))


def said(text: str) -> list[tuple[str | None, str]]:
    """Source span and content of each attribution in a German text."""
    draft = drafted(text)
    quotes = {quote.id: quote for quote in draft.quotes}
    return [
        (
            one.source_span and one.source_span.text,
            " / ".join(span.wording for span in quotes[one.quote].spans),
        )
        for one in draft.attributions
    ]


SPEAKERS = {
    # The name of a newspaper in quotation marks ends no sentence.
    "Der Chef der „Nordpost“, Karl Voss, nannte das Urteil „gut“.": (
        "Der Chef der „Nordpost“, Karl Voss"
    ),
    "Der Chef der „Nordpost“, Karl Voss, sagte: „Ein guter Tag für alle hier.“": (
        "Der Chef der „Nordpost“, Karl Voss"
    ),
    # Somebody else says it for the subject.
    "Karl Voss ließ über seinen Anwalt mitteilen, er sei krank.": "Karl Voss",
    "Der Verein ließ erklären: „Wir gehen nicht.“": "Der Verein",
    "Karl Voss ließ ausrichten, er komme später.": "Karl Voss",
    # A law says it.
    "So enthält das Gesetz in Paragraf 8 folgende Strafe: „Wer stiehlt, wird bestraft.“": (
        "das Gesetz"
    ),
    # The possessive is whose view it is.
    "Seiner Ansicht nach „ist dies der schwärzeste Tag“ der Stadt.": "Seiner",
    "Nach ihrer Auffassung ist der Damm nicht sicher.": "ihrer",
    # What opens the sentence is no subject.
    "Besorgt äußerte sich auch der Vorsitzende des Vereins, Olaf Grader: „Das Wasser steigt.“": (
        "der Vorsitzende des Vereins, Olaf Grader"
    ),
    "Passend zum Eis am Ufer warnte die Moderatorin des Senders: „Heute kann es glatt sein.“": (
        "die Moderatorin des Senders"
    ),
    "Höhnisch, mit Blick auf die Presse, schrieb der Verfasser: „Wer das liest, lacht.“": (
        "der Verfasser"
    ),
    "Den noch 900 im Westen verbliebenen Gästen sicherte Präsident Jan Maar zu: „Wir helfen.“": (
        "Präsident Jan Maar"
    ),
    "Die Äußerungen des Richters bezeichnete Wendt als „Knaller aus Hardenstedt“.": "Wendt",
    "Das neue Gesetz nannten Kritiker am Montag „einen sehr schlechten Scherz“.": "Kritiker",
    # The subject comes first, with appositions and relative clauses.
    "Sara Kahn, eine der Abgeordneten, die gestern kamen, lobte das Amt: „Das war gut so.“": (
        "Sara Kahn, eine der Abgeordneten, die gestern kamen"
    ),
    "Die Wirtin lobte die Polizei: „Das war wirklich gute Arbeit.“": "Die Wirtin",
    # Whom a verb like "quotes" quotes.
    "Das Morgenblatt zitiert den Pfarrer mit den Worten: „Wir bleiben alle hier.“": "den Pfarrer",
    "„Wir bleiben alle hier“, zitiert das Morgenblatt den Pfarrer.": "den Pfarrer",
    "„Wir bleiben alle hier“, zitiert blatt.de Polizeisprecher Ralf Moor.": (
        "Polizeisprecher Ralf Moor"
    ),
    "Das Morgenblatt zitierte am Montag: „Wir bleiben alle hier.“": "Das Morgenblatt",
    # The verb is at the end of its clause.
    "Brisant ist das, weil das Amt den Damm als „sicher und solide“ bezeichnet hat.": "das Amt",
    "Sie sprach mit Moor, den Weber „faul und dumm“ nannte.": "Weber",
    "Es kam ein Brief, der die Wahl als „falsch und dumm“ bezeichnet.": "der",
    "Es kamen Tausende, die am Ufer immer wieder riefen: „Lasst das Wehr offen!“": "die",
    # The quotation opens the sentence.
    "Als „unerwartetes Geschenk“ bezeichnet die Forscherin Mona Sanz den Fund.": (
        "die Forscherin Mona Sanz"
    ),
    "Von einer „gezielten Aktion“ sprach der Abgeordnete Jan Ströbel.": (
        "der Abgeordnete Jan Ströbel"
    ),
    "Ein „außerordentlicher Erfolg“, so urteilte Romberg selbst über die Wahl.": "Romberg",
    "Mit den Worten „Ich bin genauso voller Leidenschaft wie ihr“ kommentierte er alles.": "er",
    # What somebody calls something, or takes it for.
    "Der Abgeordnete Hans Friedrich bezeichnete den Besuch als ein „wichtiges Zeichen“.": (
        "Der Abgeordnete Hans Friedrich"
    ),
    "Ein Verein feierte die Absage dagegen als „großen Erfolg für das Land“.": "Ein Verein",
    "Die Fraktion hält den Schritt für „überfällig und dringend geboten“.": "Die Fraktion",
    "Die Agentur beschrieb sie als „aggressiv“ und „herausfordernd“.": "Die Agentur",
    # A cue that follows a quotation counts, and not the clause before it.
    "Besorgt äußerte sich Grader: „Wir befürchten alles“, sagte er dem Sender.": "er",
    "Er bat um Geduld: „Ich gehe bald“, heißt es in einer gestern verbreiteten Erklärung.": (
        "einer gestern verbreiteten Erklärung"
    ),
    "Im ersten Satz der Anordnung heißt es: „Die Firma darf davon nichts verraten.“": (
        "ersten Satz der Anordnung"
    ),
    # The subject stands far before, or opens with whose it is.
    "Nach dem Flug lenkte er das Boot „Möwe“ heim und meldete sich mit den Worten: „Da bin ich.“": (
        "er"
    ),
    "Webers langjähriger Mitarbeiter Nick Braun hat Mut, das zu zeigen: „Wir gehen hin.“": (
        "Webers langjähriger Mitarbeiter Nick Braun"
    ),
    "Wenige Stunden nach dem Brand erklärte der neue Rat: „Die Lage ist ruhig.“": "der neue Rat",
    # After the quotation, the verb may be any, and the subject may stand late or be long.
    "„Wir gehen alle heim“, gab sich Weber überzeugt.": "Weber",
    "„Wir gehen alle heim“, ist sich die Ministerin sicher.": "die Ministerin",
    "„Wir gehen alle heim“, rechtfertigte sich der Trainer.": "der Trainer",
    "„Wir gehen alle heim“ – mit diesen Worten verabschiedete sich Weber.": "Weber",
    "„Wir gehen alle heim“, sagte gestern in Kalen der Vorsitzende Jan Moor.": (
        "der Vorsitzende Jan Moor"
    ),
    "„Wir gehen alle heim“, sagte der aus Kalen stammende Anwalt Jan Moor.": (
        "der aus Kalen stammende Anwalt Jan Moor"
    ),
    "„Wir gehen alle heim“, sagte dazu der Vorsitzende der Fraktion im Landtag, Jan Moor.": (
        "der Vorsitzende der Fraktion im Landtag, Jan Moor"
    ),
    "„Wir gehen alle heim“, so deren Sprecherin Anna Weber.": "deren Sprecherin Anna Weber",
    "Weber, Vorsitzender des Vereins, ist enttäuscht: „Wir gehen alle heim.“": (
        "Weber, Vorsitzender des Vereins"
    ),
    # A noun has whose it is beside it.
    "Der Vorwurf der Partei, es handele sich um einen „teuren Spaß“, ist alt.": "der Partei",
    # A name in quotation marks speaks.
    "„Er war der kreative Kopf“, schrieb „Das Blatt“ in einem Nachruf.": "„Das Blatt“",
    "„Sender Nord“ berichtet, dass das Wasser steigt.": "„Sender Nord“",
    "Laut „Sender Nord“ steigt das Wasser.": "„Sender Nord“",
    # A noun before the quotation of a clause.
    "Das Gericht kam zu dem Ergebnis, „dass niemand von dem Riss gewusst hat“.": "Das Gericht",
}


@pytest.mark.parametrize(("text", "source"), SPEAKERS.items(), ids=list(SPEAKERS))
def test_grammar_decides_who_speaks_in_german(text: str, source: str) -> None:
    """Each text has one quote."""
    assert [found for found, _ in said(text)] == [source]


BEFORE = {
    "Weber bat um Hilfe. Es drohe eine Flut. Die Leute hätten Angst um ihre Häuser.": "Weber",
    "Hofer lobte die Pläne. Die Pflicht sei klar: „Daraus folgt, dass das Recht gilt.“": "Hofer",
    "Weber will bleiben. Seine Zuversicht hat Gründe: „Wir haben viel gebaut.“": "Weber",
    "Weber sagte, das sei so. Es drohe „ein Riss, den jetzt niemand mehr schließen kann“.": "Weber",
    "Weber äußerte sich so: „Das Wasser steigt.“ Und: „Es steigt immer weiter.“": "Weber",
    "Sara Kahn, die hier lebt, verurteilte die Stadt. „Das ist für uns alle hier sehr schlecht.“": (
        "Sara Kahn, die hier lebt"
    ),
}


@pytest.mark.parametrize(("text", "source"), BEFORE.items(), ids=list(BEFORE))
def test_a_speaker_in_the_sentence_before_goes_on(text: str, source: str) -> None:
    """A sentence in the reporting mood and a colon, "und" and a colon, or a verb of saying."""
    assert said(text)[-1][0] == source


def test_the_sentence_of_a_quotation_comes_before_the_sentence_before_it() -> None:
    """Its own subject speaks, and not whoever spoke last."""
    text = (
        "Weber sagte, das Wehr sei sicher. Im Riss sieht Brandt „ein Zeichen, das alle hier sehen.“"
    )
    assert [source for source, _ in said(text)] == ["Weber", "Brandt"]


def test_what_nobody_calls_something_is_no_quote() -> None:
    """A passive without whoever speaks gives a name; the sun says nothing."""
    assert (
        said("Die Polizei räumte das Lager, das als „Dschungel von Kalen“ bezeichnet wird.") == []
    )
    assert (
        said("Der Wind, der von der Sonne ausgeht und als „Wind“ bezeichnet wird, ist stark.") == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Im Westen ist der Bedarf groß (Zahlen laut Polizei).",
        "Das Motiv lag dort auf dem Tisch: „Es war einmal.“",
        "„Wir gehen alle nach Hause“, lautet sein Fazit.",
    ],
)
def test_numbers_and_things_say_nothing(text: str) -> None:
    """A source in brackets is that of what is in them, and a motive has no voice."""
    assert [source for source, _ in said(text)] in ([], [None])


def test_a_verb_after_a_comma_shares_the_subject_before_it() -> None:
    """What follows it is its content, and not the clause before."""
    text = "Er nannte den Plan „sehr respektabel“, stellte aber fest, dass es „Mängel“ gebe."
    assert said(text) == [
        ("Er", "„sehr respektabel“"),
        ("Er", "dass es „Mängel“ gebe"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Der Verein feiert im Mai die „Woche des verbotenen Buches“.",
        "Weber sah im Kino „Herr der sieben Meere“.",
        "Weber nahm das Boot „Möwe der Meere“.",
        "Im Mai findet die 22. „lange Nacht“ der Stadt statt.",
        "Dann nennt sie sich „Rente mit 12“ und geht.",
        "„Gewalt gegen Kinder“, so lautet der Titel einer Studie.",
        "„Alter Mann“ sahen im Mai viele Leute.",
    ],
)
def test_a_name_in_marks_beside_a_deed_is_no_quote(text: str) -> None:
    """What somebody celebrates or sees is nothing that somebody says."""
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Weber schrieb in der „Neuen Post“, das Land sei gespalten.", "Weber"),
        (
            "Nun erklärte der neue „Rat der Alten“, das Land sei gespalten.",
            "der neue „Rat der Alten“",
        ),
        ("Da sagte ein Träger des „Preises der Alten“, das Land sei gespalten.", None),
    ],
)
def test_a_name_in_marks_is_part_of_who_speaks_or_of_where(text: str, source: str | None) -> None:
    """The only content is what follows."""
    assert [content for _, content in said(text)] == ["das Land sei gespalten"]
    assert source is None or said(text)[0][0] == source


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Er bezeichnete sich als „völlig unschuldig“.", "„völlig unschuldig“"),
        ("Er warnte vor der „Verschwendung von Geld“.", "„Verschwendung von Geld“"),
        ("Weber musste einräumen, dass das Wehr alt ist.", "dass das Wehr alt ist"),
    ],
)
def test_what_somebody_says_of_himself_or_warns_of_is_a_quote(text: str, content: str) -> None:
    """A word in marks beside a cue is a name only if its place shows that."""
    assert [found for _, found in said(text)] == [content]


def test_what_somebody_could_say_is_no_quote() -> None:
    """ "Kann mitteilen" is not "musste mitteilen"."""
    assert said("Weber kann mitteilen, wer kommt.") == []


def test_a_german_relative_pronoun_is_who_stands_before_it() -> None:
    """The source is the one that the noun phrase before the comma names."""
    draft = drafted("Weber schwieg. Es kam Brandt, der den Plan als „falsch und dumm“ bezeichnet.")
    assert [(s.name, [m.text for m in s.mentions]) for s in draft.sources] == [
        ("Brandt", ["Brandt", "der"])
    ]


def test_a_verb_with_soll_and_a_perfect_infinitive_has_a_speaker() -> None:
    """What the newspaper reports is a quote too, and has the other one in it."""
    text = (
        "Wie die Zeitung berichtet, soll Moor zu Weber gesagt haben: „Sie verstehen nichts davon.“"
    )
    assert said(text)[-1] == ("Moor", "„Sie verstehen nichts davon.“")


@pytest.mark.parametrize(
    ("noun", "retold"), [("Im Laufe des Tages kam Regen", False), ("Das Wasser laufe ab", True)]
)
def test_a_noun_does_not_show_the_reporting_mood(noun: str, retold: bool) -> None:
    """ "Laufe" is one, and "laufe" is a verb."""
    assert len(said(f"Weber sagte, das Wehr sei sicher. {noun}.")) == 1 + retold


WHOLE = {
    # A name in quotation marks after what it names, also in the genitive.
    "Nach Angaben des Magazins „Der Bote“ sei die Lage ernst.": [
        ("des Magazins „Der Bote“", "sei die Lage ernst")
    ],
    "Laut einem Test des Fachblattes „Rad und Weg“ gibt es 113 Modelle.": [
        ("einem Test des Fachblattes „Rad und Weg“", "gibt es 113 Modelle")
    ],
    # A genitive is what the head of a phrase is of, and speaks no more than that.
    "Die Auslegung des Bundeskanzlers stellte der Anwalt Jan Moor infrage: „Nein, danke.“": [
        ("der Anwalt Jan Moor", "„Nein, danke.“")
    ],
    # Names without a capital in front.
    "Das sagte die Leiterin der Gewerkschaft ver.di, Ina Roth: „Wir streiken morgen.“": [
        ("die Leiterin der Gewerkschaft ver.di, Ina Roth", "„Wir streiken morgen.“")
    ],
    "Die Sprecherin von Bündnis 90/Die Grünen, Anja Hadd, lobte die Stadt: „Das war gut so.“": [
        (
            "Die Sprecherin von Bündnis 90/Die Grünen, Anja Hadd",
            "„Das war gut so.“",
        )
    ],
    "Ruft, so wirkt es klar.Der Chef der Werft sagte, das Dock sei voll.": [
        ("Chef der Werft", "das Dock sei voll")
    ],
    "Laut blatt.de blieben drei Leute am Ufer.": [("blatt.de", "blieben drei Leute am Ufer")],
    "Der Sender al-Nahar berichtet, das Dock sei voll.": [
        ("Der Sender al-Nahar", "das Dock sei voll")
    ],
    # Two appositions, and a name after the verb.
    "Der Chef von ver.di, Erbin der ÖTV, Jan Moor, würdigte Klink als „großen Mann“.": [
        ("Der Chef von ver.di, Erbin der ÖTV, Jan Moor", "„großen Mann“")
    ],
    "Ana Ruiz, Erbin der Gründerin, eine der Besten, würdigte Klink als „großen Mann“.": [
        ("Ana Ruiz, Erbin der Gründerin, eine der Besten", "„großen Mann“")
    ],
    # A clause after a cue opens with a word like "es" or "damit".
    "Das Amt teilte mit, es helfe.": [("Das Amt", "es helfe")],
    "Moor erklärte, damit solle das Dorf sicher sein.": [
        ("Moor", "damit solle das Dorf sicher sein")
    ],
    "Moor erklärte das, damit das Dorf sicher sei.": [],
    "Weber wird von dem Blatt mit den Worten zitiert, er habe nichts gewusst.": [
        ("Weber", "er habe nichts gewusst")
    ],
    # A verb after a comma goes on with the subject before it.
    "Weber kam zu spät, betonte jedoch, dass alles gut sei.": [("Weber", "dass alles gut sei")],
    "Am Montag kam Weber zu spät, betonte jedoch, dass alles gut sei.": [
        ("Weber", "dass alles gut sei")
    ],
    # The verb ends a subordinate clause, and the main clause is not what it reports.
    "Während die Polizei erklärte, niemand sei verletzt, sprachen die Zeugen mit Moor.": [
        ("die Polizei", "niemand sei verletzt")
    ],
    "Nachdem Weber gesagt hatte, er komme nicht, ging der Rat heim.": [("Weber", "er komme nicht")],
    "Als Weber bemerkte, dass der Deich brach, ging sie heim.": [("Weber", "dass der Deich brach")],
    "Wenn Weber sagt, dass der Deich bricht, dann geht sie.": [],
    "Niemand weiß, ob Weber sagte, der Deich breche.": [],
    "Wie man sagt, ist das Wetter „sehr schön“.": [],
    # A view that somebody has, without "dass"; and what somebody is against is not theirs.
    "Kolb vertrat die Auffassung, das Gesetz sei schlecht.": [("Kolb", "das Gesetz sei schlecht")],
    "Kolb kam zu dem Schluss, das Gesetz sei schlecht.": [("Kolb", "das Gesetz sei schlecht")],
    "Kolb wandte sich gegen die Ansicht, das Gesetz sei schlecht.": [],
    "Kolb wandte sich gegen die Behauptung, dass das Gesetz schlecht sei.": [],
    "Kolb lebt mit dem Vorwurf, das Gesetz sei schlecht.": [],
    # Whom a speaker relies on is not who speaks.
    "Die Agentur Nord meldet unter Berufung auf die Polizei, dass der Damm brach.": [
        ("Die Agentur Nord", "dass der Damm brach")
    ],
    "Die alten Mönche beschrieb die Agentur unter Berufung auf Jan Moor, Chef, als „stur“.": [
        ("die Agentur", "„stur“")
    ],
    # To whom and of what somebody speaks is not said, nor where it is written.
    "„Es war echt“, so der Mann der Firma „Film Nord“ gegenüber „Alter Bote“.": [
        ("der Mann der Firma „Film Nord“", "„Es war echt“")
    ],
    "„Es war echt“, sagte Moor zum „Tausch“ der Kinder.": [("Moor", "„Es war echt“")],
    "Laut einem Artikel von „Bote Nord“ sind drei Leute da.": [
        ("einem Artikel von „Bote Nord“", "sind drei Leute da")
    ],
    "Laut der Studie, die seit Mai vorliegt, sind drei Leute da.": [
        ("der Studie", "sind drei Leute da")
    ],
    "So heißt es in der Meldung auf der Seite von „nord strom“ wörtlich: „Das Netz ist alt.“": [
        ("der Meldung", "„Das Netz ist alt.“")
    ],
    "Der Film zeigt Orte, wie „Kalen am See“ und „Moor am Wald“.": [],
    "„Es war echt“, so der Leiter, Ole Wend, abschließend.": [
        ("der Leiter, Ole Wend", "„Es war echt“")
    ],
    # Several quotations that "und" or "oder" joins.
    "Die Menge rief vor dem Haus Sätze wie „Geht heim!“ und „Weg mit euch!“.": [
        ("Die Menge", "„Geht heim!“ / „Weg mit euch!“")
    ],
    "Von „bösem“ oder „dummem Spiel“ sprechen Zeugen.": [("Zeugen", "„bösem“ / „dummem Spiel“")],
    # Where something is written.
    "„Das Wehr ist sicher“, steht in dem Bericht.": [("dem Bericht", "„Das Wehr ist sicher“")],
    "„Das Wehr ist sicher“, ist im Bericht zu lesen.": [("Bericht", "„Das Wehr ist sicher“")],
    "In dem Bericht steht: „Das Wehr ist sicher.“": [("dem Bericht", "„Das Wehr ist sicher.“")],
    "Im letzten Satz der Anordnung, die Weber bekam, heißt es: „Niemand darf das.“": [
        ("letzten Satz der Anordnung", "„Niemand darf das.“")
    ],
    "Darauf waren die Worte zu lesen: „Das Wehr ist sicher.“": [(None, "„Das Wehr ist sicher.“")],
    # What somebody sees in something or takes it for.
    "Kolb sieht in dem Urteil „einen großen Fehler“.": [("Kolb", "„einen großen Fehler“")],
    "Kolb hält Moor „unter Umständen“ für „böse und dumm“.": [("Kolb", "„böse und dumm“")],
    "Für Minister Jan Moor ist die Lage „alarmierend“.": [("Minister Jan Moor", "„alarmierend“")],
    "Für Kolb steht fest: „Das war ein guter Tag.“": [("Kolb", "„Das war ein guter Tag.“")],
    "Für Trainer Moor war „Alter Mann“ der Film des Jahres.": [],
    "Für die Stadt ist die „Rote Flut“ ein Problem.": [],
    "Die Partei warf der Ministerin „Verrat“ vor.": [("Die Partei", "„Verrat“")],
    "Der Verlag stellte das Buch „Verrat“ vor.": [],
    "Kolb wies den Vorwurf zurück, er habe „die Stadt belogen“.": [],
    # "Wonach" and "wie ... zitiert wird".
    "Die Darstellung der Polizei, wonach niemand verletzt ist, bestreiten die Zeugen.": [
        ("der Polizei", "niemand verletzt ist")
    ],
    "Es gibt Gerüchte, wonach der Damm schon brach.": [],
    "Der Damm sei „alt und morsch“, wie Moor von dem Blatt zitiert wird.": [
        ("Moor", "Der Damm sei „alt und morsch“")
    ],
    "„Es war echt“, wird Mike Down, Chef für Spiele, zitiert.": [("Mike Down", "„Es war echt“")],
    "Wir müssen, wie sich Tauber ausdrückte, „das große Rad“ drehen.": [
        ("Tauber", "„das große Rad“")
    ],
    # Layout: a name in brackets after a quotation; the title of a film is none.
    "Die Stadt sei „bestens vorbereitet“ (Jan Moor) und handele.": [
        ("Jan Moor", "„bestens vorbereitet“")
    ],
    "Sie sah „Alter Mann“ (Jan Moor) im Kino.": [],
    # The next sentence says who said it, or who denied it.
    "„Wir sperren alle Brücken.“ Das sagte Jan Moor am Montag.": [
        ("Jan Moor", "„Wir sperren alle Brücken.“")
    ],
    "„Wir sperren alle Brücken.“ Das bestritt Jan Moor am Montag.": [],
    "„Wir sperren alle Brücken.“ Das sagte Jan Moor nicht.": [],
    # A cue after the quotation counts, also if commas stand in the clause before the colon.
    "Besorgt äußerte sich Olaf Grad, der Chef, zum Damm: „Wir bangen alle“, sagte er dem Sender.": [
        ("er", "„Wir bangen alle“")
    ],
    # Two speakers, and two in a phrase with a preposition.
    "Ministerin Ana Roth (CDU) und ihr Kollege Jan Moor (SPD) erklärten: „Das gilt.“": [
        ("Ministerin Ana Roth (CDU) und ihr Kollege Jan Moor (SPD)", "„Das gilt.“")
    ],
    "Nach der Fahrt mit Ed Adler und Mika Collin kam er heim und sagte: „Da bin ich.“": [
        ("er", "„Da bin ich.“")
    ],
    "Anders sieht das die Ministerin: „Das war gut.“": [("die Ministerin", "„Das war gut.“")],
    # What happened is not what the speaker before it says, though something in it is retold.
    "Weber sagte, das Wehr sei sicher. Moor brachte die Leute weg und habe alles abgeriegelt.": [
        ("Weber", "das Wehr sei sicher")
    ],
    "Kolb rügte das Amt. Die Leiterin, Ana Roth, wandte sich ab, es werde dunkel: „Wir gehen.“": [
        ("Die Leiterin, Ana Roth", "„Wir gehen.“")
    ],
    # Names with "von" and "zu", and phrases with an age.
    "„Das gilt“, so Ministerin Ana von Schwaben (SPD) am Dienstag.": [
        ("Ministerin Ana von Schwaben (SPD)", "„Das gilt“")
    ],
    "Es gehe um „Leib und Leben“, stellte Staatsanwältin Eva zu Sayn klar.": [
        ("Staatsanwältin Eva zu Sayn", "Es gehe um „Leib und Leben“")
    ],
    "„Das gilt ab jetzt“, sagte von der Heide am Montag.": [
        ("von der Heide", "„Das gilt ab jetzt“")
    ],
    "Von der Heide sagte: „Das gilt ab jetzt.“": [("Von der Heide", "„Das gilt ab jetzt.“")],
    "Von der Lage sagte er: „Sie ist ernst.“": [("er", "„Sie ist ernst.“")],
    "„Ich bin müde“, sagte die 34-Jährige.": [("die 34-Jährige", "„Ich bin müde“")],
    "„Ich bin müde“, sagte der 34 Jahre alte Wirt.": [("der 34 Jahre alte Wirt", "„Ich bin müde“")],
    "„Kein Kommentar“, sagte ihr Sprecher.": [("ihr Sprecher", "„Kein Kommentar“")],
    "„Kein Kommentar“, sagte ihr Weber.": [("Weber", "„Kein Kommentar“")],
    # Another subject without a verb says what follows, and not the one before.
    "Der Bund spricht von „Verrat“, die Stadt von einem „dummen Spiel“.": [
        ("Der Bund", "„Verrat“")
    ],
    # The narrator before a colon is not in what is said after it.
    "Die Partei reagierte empört: Das sei „ein Schlag ins Gesicht“, sagte Moor.": [
        ("Moor", "Das sei „ein Schlag ins Gesicht“")
    ],
    # A question in a frame is not what is said if a quotation follows it.
    "Im Brief heißt es zur Frage, warum man das tat: „Wir mussten gehen.“": [
        ("Brief", "„Wir mussten gehen.“")
    ],
    # Each of two phrases has its own clause.
    "Nach Angaben der Polizei starben drei Leute, nach Angaben der Klinik starben vier.": [
        ("der Polizei", "starben drei Leute"),
        ("der Klinik", "starben vier"),
    ],
    "Nach Angaben der Polizei gegenüber dem „Boten“ wurde er von Moor verletzt.": [
        ("der Polizei", "wurde er von Moor verletzt")
    ],
    # Names in marks that nobody says.
    "Die Stiftung „Haus Nord GmbH.“, zu der „Haus Süd“ gehört, kaufte „Haus West“.": [],
    "Er sang im Haus „Wenn ich heute reich wär …“ am Ufer.": [],
    "Der Grund waren nicht näher bezeichnete „technische Fehler“ am Bug.": [],
    "Für Ministerin Ana Roth ist die „Zeit der Flut“ der Stadt vorbei.": [],
    # A relative clause about the source is the narrator's.
    "Es sei „aus“, so ein Rat, der anonym bleiben will.": [("ein Rat", "Es sei „aus“")],
    "Die Lage, so ein Rat, der anonym bleibt, sei „aus“.": [("ein Rat", "Die Lage / sei „aus“")],
    "Das sei gut, so Kolb, die das Amt leitet, aber teuer.": [("Kolb", "Das sei gut / aber teuer")],
    "„Wir werden alles sehen“, so Kolb lapidar.": [("Kolb", "„Wir werden alles sehen“")],
    "Im Gutachten ist von „schweren Fehlern“ die Rede.": [("Gutachten", "„schweren Fehlern“")],
    "Weber sagte, das Wehr sei sicher. Ein Mann der Werft in Kalen gab aber nach, da es alt sei.": [
        ("Weber", "das Wehr sei sicher")
    ],
    "Weber sagte, das Wehr sei sicher. Am Montag kam aus Kalen die Nachricht, es breche.": [
        ("Weber", "das Wehr sei sicher")
    ],
    "Weber sagte, das Wehr sei sicher. Die Leute hätten das wissen müssen.": [
        ("Weber", "das Wehr sei sicher")
    ],
    "„Das gilt“, meinte der Politiker Jan Moor im Nord-„Magazin“.": [
        ("der Politiker Jan Moor", "„Das gilt“")
    ],
    "„Es reicht“, steht auf ihrem Schild.": [("ihrem Schild", "„Es reicht“")],
    # A sentence with a cue of its own is not what the speaker before it says.
    "Weber sagte, das Wehr sei sicher. Moor wies die Darstellung zurück, der Damm sei alt.": [
        ("Weber", "das Wehr sei sicher")
    ],
}


@pytest.mark.parametrize(("text", "found"), WHOLE.items(), ids=list(WHOLE))
def test_a_german_text_has_these_quotes_and_no_others(
    text: str, found: list[tuple[str | None, str]]
) -> None:
    """Source and content of each, in reading order."""
    assert said(text) == found


def test_weder_denies_what_follows() -> None:
    """Neither of them said whether it is so."""
    (one,) = drafted("Weder Kolb noch Moor wollten sagen, ob das so bleibt.").attributions
    assert one.negated


def test_a_name_with_von_is_one_person() -> None:
    """Also where only the surname follows, and where she is first named without a cue."""
    draft = drafted("Ursula von der Heide kam. „Das gilt“, sagte sie. „Ja“, sagte von der Heide.")
    assert [source.name for source in draft.sources] == ["Ursula von der Heide"]


@pytest.mark.parametrize("name", ["Jan-Peter Hofmann", "Eva Bergmeister", "Jan Moor"])
def test_a_surname_that_ends_like_a_title_is_a_name(name: str) -> None:
    """ "Kaufmann" is a title, and so are words that end like it unless a given name precedes."""
    draft = drafted(f"Bundespräsident {name} sprach von einem „Tag der Trauer“.")
    assert [source.name for source in draft.sources] == [name]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("„Das ist ernst“, so der Chef, Karl Brandt, am Dienstag.", ["„Das ist ernst“"]),
        ("„Das ist ernst“, so Roth am Montag in Kiel.", ["„Das ist ernst“"]),
        ("Es sei „ernst“, so Roth, und müsse weg.", ["Es sei „ernst“", "und müsse weg"]),
    ],
)  # fmt: skip
def test_when_somebody_spoke_is_not_what_they_said(text: str, contents: list[str]) -> None:
    """After the speaker of a quotation, words without a verb belong to the speaking."""
    (quote,) = drafted(text).quotes
    assert [span.text for span in quote.spans] == contents


def test_a_quotation_in_brackets_is_of_whoever_stands_before_it() -> None:
    """Two people, each with a quotation of their own."""
    text = "Der Minister Karl Voss („Das ist gut.“) und Ida Lund („Das ist schlecht.“) stritten."
    assert said(text) == [
        ("Der Minister Karl Voss", "„Das ist gut.“"),
        ("Ida Lund", "„Das ist schlecht.“"),
    ]


def test_whoever_is_named_last_before_a_colon_speaks_in_a_list() -> None:
    """ "A, B, und C: ..." is what C says."""
    text = "Es gratulierten Minister Berti, und der Minister Karl Voss: „Das ist der beste Tag.“"
    assert said(text) == [("der Minister Karl Voss", "„Das ist der beste Tag.“")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("„Ist er da?“, fragte der Richter den Zeugen. „Ja“, antwortete dieser.", "dieser"),
        ("Der Richter Jan Moor fragte: „Ist er da?“ „Ja“, antwortete er.", "er"),
        ("Das sagte der Vorsitzende Jan Moor. Dieser fügte hinzu, der Damm sei alt.", "Jan Moor"),
        ("„Er ist alt“, sagte Jan Moor. Dieser fügte hinzu, er sei sicher.", "Jan Moor"),
    ],
)
def test_whoever_asked_does_not_answer(text: str, names: str) -> None:
    """ "dieser" means whoever was named last, and nobody known if that is unclear."""
    draft = drafted(text)
    (last,) = draft.attributions[-1].sources
    assert {source.id: source.name for source in draft.sources}[last] == names


def test_what_was_asked_is_not_the_answer() -> None:
    """A question that only a noun names is not said by whoever answers."""
    text = "Auf die Frage, ob er zurücktrete, antwortete Voss mit einem klaren „Nein, niemals“."
    assert said(text) == [("Voss", "„Nein, niemals“")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Karl Voss bezeichnete den Angriff als „feige Tat“ und rief zur Ruhe auf.",
            [("Karl Voss", "„feige Tat“")],
        ),
        (
            "Voss sagte auf die Frage, ob er gehe: „Nein, das werde ich nicht.“",
            [("Voss", "„Nein, das werde ich nicht.“")],
        ),
        (
            "Die Menge rief „Voss raus!“ und der Arzt Jan Moor schrie: „Er ist der Schlechteste!“",
            [("Die Menge", "„Voss raus!“"), ("der Arzt Jan Moor", "„Er ist der Schlechteste!“")],
        ),
        (
            "Zuvor hatte Voss gedroht, sollte er verlieren: „Das werden wir rächen“, sagte Moor.",
            [("Moor", "„Das werden wir rächen“")],
        ),
    ],
)
def test_a_second_verb_takes_no_quotation_of_the_first(
    text: str, found: list[tuple[str, str]]
) -> None:
    """Nor is a question that somebody was asked what they said."""
    assert said(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lob kam von Ulla Berg: „Das ist ein guter Tag.“", "Ulla Berg"),
        ("Von Karl Voss kam Kritik: „Das stimmt so nicht.“", "Karl Voss"),
    ],
)
def test_praise_comes_from_whoever_follows_von(text: str, found: str) -> None:
    """The praise itself says nothing."""
    assert [source for source, _ in said(text)] == [found]


def test_a_quotation_goes_on_after_when_it_was_said() -> None:
    """Its first half alone may say something else."""
    text = "„Wir haben“, sagte der Sprecher, Jan Kolb, am Montag der Nordpost, „nichts getan.“"
    assert said(text) == [("der Sprecher, Jan Kolb", "„Wir haben“ / „nichts getan.“")]
