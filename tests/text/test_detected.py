"""The language of a text is told by its frequent words, unless it is not plain."""

import pytest
from growth import is_even

from factx.text.detected import language_in

ENGLISH = (
    "The mayor said on Monday that the bridge would be closed in May, and that the council had"
    " asked for a second report on its bearings."
)
GERMAN = (
    "Die Bürgermeisterin sagte am Montag, dass die Brücke im Mai geschlossen wird und dass der Rat"
    " ein zweites Gutachten über die Lager verlangt hat."
)
OTHERS = {
    "fr": "La maire a dit lundi que le pont serait fermé en mai et que le conseil avait demandé un"
    " deuxième rapport sur les appuis, qui sont très usés.",
    "es": "La alcaldesa dijo el lunes que el puente se cerrará en mayo y que el consejo ha pedido"
    " un segundo informe sobre los apoyos, que están muy gastados.",
    "it": "La sindaca ha detto lunedì che il ponte sarà chiuso a maggio e che il consiglio ha"
    " chiesto una seconda relazione sugli appoggi, che sono molto usurati.",
    "pt": "A prefeita disse na segunda-feira que a ponte será fechada em maio e que o conselho"
    " pediu um segundo relatório sobre os apoios, que estão muito gastos.",
    "nl": "De burgemeester zei maandag dat de brug in mei dicht gaat en dat de raad om een tweede"
    " rapport over de lagers heeft gevraagd, want die zijn op.",
    "sv": "Borgmästaren sa på måndagen att bron ska stängas i maj och att rådet har bett om en"
    " andra rapport om lagren, som är mycket slitna.",
    "pl": "Burmistrz powiedziała w poniedziałek, że most zostanie zamknięty w maju i że rada nie"
    " przyjęła do tej pory raportu o jego stanie, który jest zły.",
}
FINNISH_LIKE = (
    "Bredo malimi tolen varusti kelomba, wetu sanoma pirela dolmit varos, keska tupila montare"
    " velu, hanti porimela soven tiku, marela vensu kolpa dirimo, hestu malka prinde vosu, kelta"
    " romina savelu pont dumira, halen tavosi merka, posti velan kurima, dorke salimo wentu baska."
)


def test_english_is_english() -> None:
    assert language_in(ENGLISH, "en") is None
    assert language_in(ENGLISH, "de") == "en"


def test_german_is_not_read_as_english() -> None:
    assert language_in(GERMAN, "en") == "de"
    assert language_in(GERMAN, "de") is None


@pytest.mark.parametrize("tag", OTHERS)
def test_other_languages_are_told(tag: str) -> None:
    assert language_in(OTHERS[tag], "en") == tag


@pytest.mark.parametrize(
    "text",
    [
        "Мэр сказала в понедельник, что мост закроют в мае.",
        "市長は月曜日、橋は五月に閉鎖されると述べた。",
        "قالت العمدة يوم الاثنين إن الجسر سيغلق في مايو",
        "Η δήμαρχος είπε τη Δευτέρα ότι η γέφυρα θα κλείσει.",
    ],
)
def test_another_script_is_another_language(text: str) -> None:
    assert language_in(text, "en") == "und"


def test_prose_without_a_frequent_word_is_no_english() -> None:
    assert language_in(FINNISH_LIKE, "en") == "und"


@pytest.mark.parametrize("words", [GERMAN, OTHERS["fr"]])
def test_what_is_quoted_does_not_count(words: str) -> None:
    """However long it is."""
    assert language_in(f"{ENGLISH} “{words}” she said. {ENGLISH} „{words}“ he said.", "en") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Brücke im Mai geschlossen",
        "Die Zeit. Der Spiegel. Die Welt. Das Bild.",
        f"{ENGLISH} {GERMAN}",
        "Rovers 3 City 1; United 2 Albion 2; Wanderers 0 Rangers 4; Town 1 Athletic 1; County 2"
        " Harriers 2; Celtic 5 Thistle 0; Argyle 1 Orient 3; Vale 2 Alexandra 2; Dons 4 Stags 0;"
        " Gulls 2 Robins 1; Tigers 0 Foxes 0; Eagles 1 Owls 2; Hornets 3 Rams 1; Saints 2 Toffees",
        "5 10 15 20 25 30 35 40 45 50 55 60 65 70",
    ],
)
def test_what_is_not_plain_is_none(text: str) -> None:
    assert language_in(text, "en") is None


def test_a_language_whose_words_are_not_known_is_taken_at_its_word() -> None:
    assert language_in(GERMAN, "xx") is None


def test_an_accent_or_a_foreign_name_makes_no_other_language() -> None:
    text = f"{ENGLISH} Señor Núñez of the Königliche Bank der Künste und des Rates was there."
    assert language_in(text, "en") is None


def test_the_time_grows_evenly() -> None:
    assert is_even(lambda text: language_in(text, "en"), f"{GERMAN} “Ja”, sagte er. ", 400_000)
