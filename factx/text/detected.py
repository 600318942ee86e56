"""The language that a text is plainly in, by its most frequent words or its script."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from factx.text.index import index_of

UNKNOWN = "und"
"""The tag of a language that is not known, but for not being the one that was named."""

_WORD = re.compile(r"[^\W\d_]+")
_MOST = 20_000
"""Characters that are looked at, of the text outside quotation marks."""
_LEAST_WORDS = 12
"""A text of fewer words is in no language plainly."""
_MANY_WORDS = 40
"""A text of so many words has some frequent words of its language."""
# In newspaper texts 35 to 50 words of 100 are among those of their own language, and up to 12 among
# those of another one, as far as it is no sister language.
_OWN = 0.2
_FOREIGN = 0.1
_AHEAD = 2.0
_OTHER_SCRIPT = re.compile("[^\0-\u024f\u1e00-\u1eff]")


def language_in(text: str, named: str) -> str | None:
    """The tag of the language that `text` is plainly in, if that is not `named`; else None.

    Words between quotation marks do not count, as they may be quoted in another language. `named`
    is a primary subtag such as "en". The tag is "und" if the text is in another script, or has
    hardly any frequent word of `named` and of any other language that is known here. A short text
    and a mixture of two languages are in none plainly, nor is any text if the frequent words of
    `named` are not known.
    """
    known = _frequent_words()
    return _language_in(text, named) if named in known else None


@lru_cache(maxsize=64)
def _language_in(text: str, named: str) -> str | None:
    plain = _unquoted(text)
    words = [word.lower() for word in _WORD.findall(plain)]
    if not plain.isascii() and _is_of_another_script(words):
        return UNKNOWN
    if len(words) < _LEAST_WORDS:
        return None
    shares = _shares(words)
    best = max(shares, key=lambda tag: (shares[tag], tag == named))
    if best != named and shares[best] >= _OWN and shares[best] >= _AHEAD * shares[named]:
        return best
    is_prose = len(words) >= _MANY_WORDS and _is_mostly_lower(plain)
    return UNKNOWN if is_prose and max(shares.values()) < _FOREIGN else None


def _unquoted(text: str) -> str:
    """The beginning of the text, without its quotations."""
    pieces: list[str] = []
    done = length = 0
    for quotation in index_of(text).quotations:
        pieces.append(text[done : quotation.start])
        done = max(done, quotation.end)
        length += len(pieces[-1])
        if length > _MOST:
            break
    else:
        pieces.append(text[done : done + _MOST])
    return " ".join(pieces)[:_MOST]


def _shares(words: list[str]) -> dict[str, float]:
    """The share of the words that are frequent in each language."""
    counts = Counter(words)
    return {
        tag: sum(counts[word] for word in counts.keys() & frequent) / len(words)
        for tag, frequent in _frequent_words().items()
    }


def _is_of_another_script(words: list[str]) -> bool:
    letters = "".join(words)
    others = len(_OTHER_SCRIPT.findall(letters))
    return len(letters) >= _LEAST_WORDS and others > 0.6 * len(letters)


def _is_mostly_lower(text: str) -> bool:
    """Whether a text is prose rather than names, a table or headlines."""
    words = _WORD.findall(text)
    return sum(word.islower() for word in words) > 0.6 * len(words)


@cache
def _frequent_words() -> Mapping[str, frozenset[str]]:
    text = files("factx.text").joinpath("languages.txt").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {tag: frozenset(words) for tag, *words in lines}
