"""What pronouns, titles and given names show of the person they mean."""

from factx.records.source import SourceKind
from factx.rules.language.language import Gender, Language
from factx.rules.reading.document import Tokens


def pronoun_classes(phrase: Tokens, language: Language) -> frozenset[str] | None:
    """The classes of a source that is only a pronoun, also in "she's"; None for any other."""
    if len(phrase) != 1:
        return None
    classes = language.classes_of(phrase[0].low.partition("'")[0])
    if "ambiguous possessive" in classes:
        return classes | {"feminine pronoun"}
    return classes if "anaphor" in classes or "relative" in classes else None


def gender_of_pronoun(pronoun: frozenset[str]) -> Gender | None:
    """The gender of a pronoun with these classes; None for "it" and "they"."""
    if "masculine pronoun" in pronoun:
        return "masculine"
    return "feminine" if "feminine pronoun" in pronoun else None


def kind_of_pronoun(label: str, language: Language) -> SourceKind:
    """The kind of source that a pronoun without antecedent is."""
    classes = language.classes_of(label)
    if "person pronoun" in classes:
        return "person"
    return "group" if "people pronoun" in classes else "other"


def gender_of_titles(titles: frozenset[str] | set[str], language: Language) -> Gender | None:
    """The gender that titles and nouns for people show; None if they show none."""
    if titles & language.members("masculine title"):
        return "masculine"
    return "feminine" if titles & language.members("feminine title") else None


def gender_of_given(name: str, language: Language) -> Gender | None:
    """What a given name shows; None for most of the world's names."""
    low = name.lower()
    if low in language.members("masculine name"):
        return "masculine"
    return "feminine" if low in language.members("feminine name") else None
