"""A text that is not UTF-8 is said to be Windows-1252 only if it is that."""

import pytest

from factx.files.encodings import looks_like_windows_1252

pytestmark = pytest.mark.bad_input

WESTERN = {
    "en": (
        "“We don’t know,” said Ana Ruiz – the mayor – on Monday… “It costs £5m "
        "or €6m.” She left the café."
    ),
    "fr": (
        "« Nous n’avons pas le choix », a déclaré le maire. L’œuvre, élevée à "
        "Évry, coûte 5 € — déjà vu ; où ça ? À Noël, ÉCOLE fermée."
    ),
    "de": (
        "„Wir müssen schließen“, sagte die Bürgermeisterin. Übermorgen wird "
        "das Café geöffnet – für 5 €."
    ),
    "es": (
        "«No tenemos opción», dijo la alcaldesa. ¿Qué pasará mañana? ¡Año "
        "nuevo! El niño comió piñas."
    ),
    "pt": ("“Não há opção”, disse a prefeita. A situação é difícil à noite: educação, coração."),
    "sv": (
        "”Vi har inget val”, sade borgmästaren på måndagen. Åsa åkte till "
        "Örebro och sjöng på öppen scen."
    ),
    "da": (
        "»Vi har ikke noget valg,« sagde borgmesteren. Æblet på Ærø koster fem kroner. Søren så på."
    ),
    "is": (
        "„Við höfum ekkert val,“ sagði borgarstjórinn. Það er þörf á því að fara í dag, sagði Þóra."
    ),
    "ca": "«No tenim opció», va dir l’alcaldessa. El col·legi i la il·lusió.",
    "it": ("«Non c’è più tempo», ha detto la sindaca. È così perché la città è grande."),
    "fi": ("”Meillä ei ole vaihtoehtoa”, sanoi pormestari. Äänestys päättyi myöhään."),
}
OTHERS = [
    (
        "cp1250",
        "„Nie mamy wyboru”, powiedziała burmistrz Łodzi. Żółta łódź płynęła "
        "wąską rzeką, ćma i źdźbło.",
    ),
    (
        "cp1250",
        "„Nemáme na výběr,“ řekla starostka. Příští týden zavřeme most kvůli opravám, dodala žena.",
    ),
    (
        "cp1250",
        "„Nincs más választásunk” – mondta a polgármester. Az őszi időszakban zárva lesz a fűtőmű.",
    ),
    (
        "iso-8859-2",
        '"Nie mamy wyboru", powiedziała burmistrz Łodzi. Żółta łódź płynęła wąską rzeką.',
    ),
    (
        "cp1251",
        "«У нас нет выбора», — сказала мэр города.",
    ),
    (
        "koi8-r",
        "У нас нет выбора, сказала мэр города.",
    ),
    (
        "mac_roman",
        "“We don’t know,” said Ana Ruiz – the mayor – on Monday… She left the café.",
    ),
    (
        "mac_roman",
        "« Nous n’avons pas le choix », a déclaré le maire.",
    ),
    (
        "mac_roman",
        "“No,” she said. “We go.”",
    ),
    (
        "cp437",
        "Le maire a déclaré que le café est fermé.",
    ),
    (
        "cp850",
        "Le maire a déclaré que le café est fermé à Évry.",
    ),
    (
        "gbk",
        "“我们没有选择，”市长说。",
    ),
    (
        "shift_jis",
        "「橋を閉める」と市長は述べた。",
    ),
    (
        "big5",
        "「我們沒有選擇」市長說。",
    ),
    (
        "euc-kr",
        '"선택의 여지가 없다"고 시장은 말했다.',
    ),
    (
        "cp1254",
        "“Başka seçeneğimiz yok,” dedi belediye başkanı. Işıklar söndü, ğ.",
    ),
    (
        "cp1253",
        "«Δεν έχουμε επιλογή», είπε η δήμαρχος.",
    ),
    (
        "cp1257",
        "„Mums nav izvēles,” sacīja mērs. Šodien tilts tiks slēgts, ķīlas un ļaudis.",
    ),
    (
        "cp1255",
        '"אין לנו ברירה", אמר ראש העיר.',
    ),
    (
        "cp1256",
        "قال الوزير إن المفاوضات مستمرة",
    ),
]


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_languages_of_western_europe_look_like_windows_1252(text: str) -> None:
    assert looks_like_windows_1252(text.encode("windows-1252"))


@pytest.mark.parametrize(("encoding", "text"), OTHERS)
def test_other_encodings_do_not(encoding: str, text: str) -> None:
    assert not looks_like_windows_1252(text.encode(encoding))


def test_bytes_that_windows_1252_does_not_have() -> None:
    assert not looks_like_windows_1252(b"caf\xe9 \x81")
