"""Language tags, and the names of languages that people write in their place."""

import re

_TAG = re.compile(r"(?:[a-z]{2,3}|[xi](?=[-_]))(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE)

# In English, and in the language itself.
_NAMES = {
    "ar": "arabic العربية",
    "bg": "bulgarian български",
    "ca": "catalan català",
    "cs": "czech čeština česky",
    "cy": "welsh cymraeg",
    "da": "danish dansk",
    "de": "german deutsch",
    "el": "greek ελληνικά",
    "en": "english",
    "es": "spanish español castellano",
    "et": "estonian eesti",
    "fa": "persian farsi فارسی",
    "fi": "finnish suomi",
    "fr": "french français",
    "ga": "irish gaeilge",
    "he": "hebrew עברית",
    "hi": "hindi हिन्दी",
    "hr": "croatian hrvatski",
    "hu": "hungarian magyar",
    "id": "indonesian",
    "it": "italian italiano",
    "ja": "japanese 日本語",
    "ko": "korean 한국어",
    "lt": "lithuanian lietuvių",
    "lv": "latvian latviešu",
    "nl": "dutch nederlands",
    "no": "norwegian norsk",
    "pl": "polish polski",
    "pt": "portuguese português",
    "ro": "romanian română",
    "ru": "russian русский",
    "sk": "slovak slovenčina",
    "sl": "slovenian slovene slovenščina",
    "sr": "serbian српски srpski",
    "sv": "swedish svenska",
    "sw": "swahili kiswahili",
    "tr": "turkish türkçe",
    "uk": "ukrainian українська",
    "vi": "vietnamese",
    "zh": "chinese mandarin 中文",
}
_TAGS = {name: tag for tag, names in _NAMES.items() for name in names.split()}


def language_tag(given: str) -> str | None:
    """The BCP 47 tag that `given` is, or that is meant by a language's name; None if it is neither.

    A tag is returned as it is given; "English" and "englisch" are no tags, and of these two only
    the first is understood.
    """
    wanted = given.strip()
    return wanted if _TAG.fullmatch(wanted) else _TAGS.get(wanted.casefold())


def language_name(tag: str) -> str:
    """The English name of a tag's language, for messages; the tag itself if it is not known."""
    code = tag.replace("_", "-").partition("-")[0].lower()
    return _NAMES.get(code, tag).partition(" ")[0].title() if code in _NAMES else tag
