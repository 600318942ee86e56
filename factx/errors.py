"""The errors that factx raises.

    FactxError
    ├── InputError            a file, line or value cannot be read
    ├── InvalidData           valid JSON does not match the schema, or contradicts itself
    ├── UnknownModel          the model string names no known model or provider
    ├── MissingKey            the provider needs a key and the environment has none
    ├── MissingExtra          an optional package is not installed
    ├── RecordingError        a recording is missing, or made for another article or prompt
    └── ModelError            the model returned nothing usable
        ├── ModelUnreachable  no connection, no answer in time, or no such server
        ├── ModelRefused      the model declined to answer
        ├── AnswerTruncated   the answer was cut off at the token limit
        └── AnswerInvalid     no answer could be parsed, after all retries

Each has its facts as fields, and a message of one sentence. No error contains a key or a whole
answer of a model.
"""

from collections.abc import Sequence


class FactxError(Exception):
    """The base of all errors that factx raises."""


class InputError(FactxError):
    """An input cannot be read; `where` is its place, and `problem` the reason."""

    def __init__(self, where: str, problem: str) -> None:
        self.where = where
        self.problem = problem
        super().__init__(f"{where}: {problem}")


class InvalidData(FactxError):
    """Valid JSON that does not match the schema or contradicts itself; lists all `problems`."""

    def __init__(self, what: str, problems: Sequence[str]) -> None:
        self.what = what
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problems" if len(self.problems) > 1 else "1 problem"
        super().__init__(f"{what} has {count}: {'; '.join(self.problems)}")


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
        super().__init__(f"no key for {model}: set {variable}, or name your own server as base_url")


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


class ModelError(FactxError):
    """The model returned nothing usable."""

    def __init__(self, model: str, problem: str) -> None:
        self.model = model
        self.problem = problem
        super().__init__(f"{model}: {problem}")


class ModelUnreachable(ModelError):
    """No connection, no answer in time, or an invalid response."""


class ModelRefused(ModelError):
    """The model declined to answer."""


class AnswerTruncated(ModelError):
    """The answer was cut off at the token limit."""


class AnswerInvalid(ModelError):
    """No answer of the model could be parsed."""
