"""Guess whether a text is Windows-1252, so that the error about it gives the right advice."""

import re

# Small letters outside ASCII that are usual in the languages that are written in Windows-1252:
# English with French words, German, Dutch, Spanish, Portuguese, Italian, Catalan, the Nordic ones.
_ALPHABETS = (
    "àâæçèéêëîïôœùûüñ",
    "äöüßéà",
    "áéëïöüèê",
    "áéíñóúü",
    "áàâãçéêíóôõú",
    "àèéìòù",
    "àçèéíïòóúü",
    "åäöéæøàü",
    "áðéíóúýþæö",
)
# How much of a text's foreign letters one of them has to cover; the rest is in names.
_COVERED = 0.9
# In these languages, at most one letter in so many is outside ASCII.
_MOST_FOREIGN = 4
# What Windows-1252 has nowhere: a sign or capital between two small letters, except the apostrophe,
# quotation marks, dashes, the soft hyphen, the space and the dot of Catalan; a capital after a
# comma or full stop, which is a quotation mark in another encoding; a sign that is a letter there.
_UNLIKELY = re.compile(
    "[a-zß-ÿ][^\x00-\x7fß-ÿœšž‘’“”«»–—…\xa0\xad·][a-zß-ÿ]"
    "|[.,!?][À-Þ](?!\\w)"
    "|[\xa4\xa6\xac\xaf\xb8ˆ˜]"
)


def looks_like_windows_1252(data: bytes) -> bool:
    """Whether `data` is probably Windows-1252, the encoding of Windows in western Europe.

    Read as that, other encodings have signs within words, capitals within words, hardly any ASCII
    letters, or letters that no language of western Europe has together.
    """
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        return False
    if _UNLIKELY.search(text):
        return False
    letters = [char for char in text if char.isalpha()]
    foreign = [char.lower() for char in letters if not char.isascii()]
    if len(foreign) > len(letters) // _MOST_FOREIGN:
        return False
    covered = (sum(char in alphabet for char in foreign) for alphabet in _ALPHABETS)
    return max(covered) >= _COVERED * len(foreign)
