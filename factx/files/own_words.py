"""A user's folder of words."""

import os

from factx.errors import BadArgument, InputError
from factx.files.decoding import decode, read_bytes
from factx.files.folders import walk
from factx.files.paths import suffix_of
from factx.rules.language.language import sections_of
from factx.rules.language.own_words import OwnWords


def read_words(folder: str | os.PathLike[str]) -> OwnWords:
    """Read the words in `folder`: files such as `en/verbs.txt`, in the form of the shipped ones.

    Raises `InputError` if a file cannot be read, or is not in the folder of a language, or has a
    list that the rules do not know.

    Examples:
        >>> folder = pathlib.Path("words/en")
        >>> folder.mkdir(parents=True)
        >>> _ = (folder / "verbs.txt").write_text("[statement]\\nintimate: quote that\\n")
        >>> with factx.Extractor(words=factx.read_words("words")) as extractor:
        ...     extractor.extract(factx.Article(text="Ana intimated that it rained.")).quotes[0]
        Quote('q1', indirect, 'that it rained')
    """
    root = os.fspath(folder)
    languages: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {}
    for entries in walk(root):
        if isinstance(entries, InputError):
            raise entries
        for path in entries:
            if suffix_of(path) != ".txt":
                continue
            place = os.path.relpath(path, root).split(os.sep)
            if len(place) != 2:
                raise InputError(path, "words are in a folder of their language: en/verbs.txt")
            name = os.path.splitext(place[1])[0]
            sections = sections_of(decode(path, read_bytes(path)))
            languages.setdefault(place[0], {})[name] = dict(sections)
    if not languages:
        raise InputError(root, "there are no words in it: no file such as en/verbs.txt")
    try:
        return OwnWords(languages)
    except BadArgument as error:
        raise InputError(root, str(error)) from error
