"""The language whose rules read an article."""

from factx.records import Article
from factx.rules.language.language import ENGLISH, Language, language_of
from factx.rules.language.own_words import OwnWords
from factx.text.detected import language_in


def language_for(article: Article, words: OwnWords | None = None) -> Language:
    """The language that the article names, or English; another if its text plainly is in that.

    It has the user's `words` too.
    """
    language = language_of(read_as(article) or article.lang)
    return language if words is None else words.added_to(language)


def read_as(article: Article) -> str | None:
    """The language that the text is plainly in, if the article names English or none; else None.

    Another language that is named is believed: who names it has looked.
    """
    named = language_of(article.lang)
    if article.text is None or named.code != ENGLISH:
        return None
    return language_in(article.text, ENGLISH)
