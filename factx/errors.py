"""The errors that factx raises.

    FactxError
    ├── InputError            a file, line or value cannot be read
    ├── InvalidData           data does not match the schema, or contradicts itself
    ├── BadArgument           an argument of a function has a value that it cannot have
    │   └── WrongType         or a type that it cannot have
    ├── UnknownItem           a record has no item with this id
    ├── MissingText           the record was written without its article's text
    ├── UnknownModel          the model string names no known model or provider
    ├── MissingKey            the provider needs a key and the environment has none
    ├── MissingExtra          an optional package is not installed
    ├── DeadlineReached       a run has ended before its last article, as it was told to
    ├── WorkerDied            the process that worked on an article was killed, twice
    ├── RecordingError        a recording is missing, or made for another article or prompt
    └── ModelError            the model returned nothing usable
        ├── ModelUnreachable  no connection, no answer in time, or no such server
        ├── ModelRefused      the model declined to answer
        ├── AnswerTruncated   the answer was cut off at the token limit
        └── AnswerInvalid     no answer could be parsed, after all retries

Each has its facts as fields, and a message of one sentence. No error contains a key or a whole
answer of a model. `InvalidData`, `BadArgument`, `WrongType`, `UnknownItem` and `MissingText` are
also the errors of Python for the same thing: `ValueError`, `TypeError` or `KeyError`.
"""

from collections.abc import Sequence
from typing import Any


class FactxError(Exception):
    """The base of all errors that factx raises; they can be pickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        # A worker process sends its errors; by default, they would be made of their message alone.
        return _restored, (type(self), self.args, dict(vars(self)))


def _restored(kind: type[FactxError], args: tuple[Any, ...], facts: dict[str, Any]) -> FactxError:
    """The error with these facts, without calling its constructor."""
    error = kind.__new__(kind, *args)
    vars(error).update(facts)
    return error


class InputError(FactxError):
    """An input cannot be read; `where` is its place, and `problem` the reason."""

    def __init__(self, where: str, problem: str) -> None:
        self.where = where
        self.problem = problem
        super().__init__(f"{where}: {problem}")


class InvalidData(FactxError, ValueError):
    """Data that does not match the schema or contradicts itself; lists all `problems`."""

    def __init__(self, what: str, problems: Sequence[str]) -> None:
        self.what = what
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problems" if len(self.problems) > 1 else "1 problem"
        super().__init__(f"{what} has {count}: {'; '.join(self.problems)}")


class BadArgument(FactxError, ValueError):
    """An argument of a function has a value that it cannot have."""


class WrongType(BadArgument, TypeError):
    """An argument of a function has a type that it cannot have."""


class UnknownItem(FactxError, KeyError):
    """The record of article `article` has no item with the id `name`."""

    def __init__(self, article: str, name: str, known: str) -> None:
        self.article = article
        self.name = name
        self.problem = f"record {article} has no item {name!r}; {known}"
        super().__init__(self.problem)

    def __str__(self) -> str:
        return self.problem  # a KeyError would quote it


class MissingText(FactxError, ValueError):
    """The record of article `article` was written without its text."""

    def __init__(self, article: str) -> None:
        self.article = article
        super().__init__(f"article {article} has no text")


class UnknownModel(FactxError):
    """Neither factx nor instructor knows the model string."""

    def __init__(self, model: str, problem: str) -> None:
        self.model = model
        self.problem = problem
        super().__init__(f"unknown model {model!r}: {problem}")


class MissingKey(FactxError):
    """A provider needs a key, and the environment variable `variable` is not set."""

    def __init__(self, model: str, variable: str) -> None:
        self.model = model
        self.variable = variable
        super().__init__(
            f"no key for {model}: set {variable}, or name your own server as base_url (--base-url)"
        )


class MissingExtra(FactxError):
    """A feature needs a package that is not installed; `command` installs it."""

    def __init__(self, feature: str, command: str) -> None:
        self.feature = feature
        self.command = command
        super().__init__(f"{feature} needs a package that is not installed: {command}")


class RecordingError(FactxError):
    """A recording is missing, unreadable, or made for another article or prompt."""

    def __init__(self, where: str, problem: str) -> None:
        self.where = where
        self.problem = problem
        super().__init__(f"{where}: {problem}")


class DeadlineReached(FactxError):
    """A run over many articles has lasted for `seconds`, its limit, and some articles are left."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"the deadline of {seconds:g} s is over")


class WorkerDied(FactxError):
    """The process that worked on an article was killed, and so was the next one that tried it.

    `code` is its exit code, the negative of a signal's number.
    """

    def __init__(self, article: str, code: int | None) -> None:
        self.article = article
        self.code = code
        how = f"by signal {-code}" if code is not None and code < 0 else f"with exit code {code}"
        super().__init__(
            f"article {article}: the process that worked on it ended {how}, twice; it may need more"
            " memory than there is"
        )


class ModelError(FactxError):
    """The model returned nothing usable."""

    def __init__(self, model: str, problem: str) -> None:
        self.model = model
        self.problem = problem
        super().__init__(f"{model}: {problem}")


class ModelUnreachable(ModelError):
    """No connection, no answer in time, or an invalid response.

    `ends_run` is true if every other article would fail in the same way, as with a wrong key.
    """

    def __init__(self, model: str, problem: str, *, ends_run: bool = False) -> None:
        super().__init__(model, problem)
        self.ends_run = ends_run


def ends_run(error: FactxError) -> bool:
    """Whether an error about one article would be the same for every other, as with a wrong key."""
    if isinstance(error, ModelUnreachable):
        return error.ends_run
    return isinstance(error, UnknownModel | MissingKey | MissingExtra | InputError)


class ModelRefused(ModelError):
    """The model declined to answer."""


class AnswerTruncated(ModelError):
    """The answer was cut off at the token limit."""


class AnswerInvalid(ModelError):
    """No answer of the model could be parsed."""
