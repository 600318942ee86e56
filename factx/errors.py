"""Every error that factx raises on purpose.

    FactxError
    ├── InputError            a file, line or value of the caller's that cannot be read
    ├── InvalidData           JSON that reads well and says something impossible
    ├── UnknownModel          a model string that names nothing factx can reach
    ├── MissingKey            the provider wants a key and the environment has none
    ├── MissingExtra          an optional package is not installed
    ├── RecordingError        a replay finds no recording, or one made for something else
    └── ModelError            the model was asked and gave nothing usable
        ├── ModelUnreachable  no connection, no answer in time, or no such server
        ├── ModelRefused      the model declined to answer
        ├── AnswerTruncated   the answer was cut off at the token limit
        └── AnswerInvalid     no answer could be parsed, however often it was asked

Each one carries its facts as fields and renders one sentence for a person. Nothing here holds or
prints a key or a model's whole answer.
"""

from collections.abc import Sequence


class FactxError(Exception):
    """Anything the caller or the world did that factx can name and explain."""


class InputError(FactxError):
    """What the caller handed in cannot be read: `where` it is, and the `problem` in words."""

    def __init__(self, where: str, problem: str) -> None:
        self.where = where
        self.problem = problem
        super().__init__(f"{where}: {problem}")


class InvalidData(FactxError):
    """Well-formed JSON that breaks the schema or contradicts itself: every problem, named."""

    def __init__(self, what: str, problems: Sequence[str]) -> None:
        self.what = what
        self.problems = tuple(problems)
        count = f"{len(self.problems)} problems" if len(self.problems) > 1 else "1 problem"
        super().__init__(f"{what} has {count}: {'; '.join(self.problems)}")


class UnknownModel(FactxError):
    """The `model` string is none that factx or instructor knows."""

    def __init__(self, model: str, problem: str) -> None:
        self.model = model
        self.problem = problem
        super().__init__(f"unknown model {model!r}: {problem}")


class MissingKey(FactxError):
    """A provider needs a key and `variable`, where it is looked for, is not set."""

    def __init__(self, model: str, variable: str) -> None:
        self.model = model
        self.variable = variable
        super().__init__(
            f"no key for {model}: set {variable}, or name a server of your own with --base-url"
        )


class MissingExtra(FactxError):
    """A feature needs a package that is not installed; `command` installs it."""

    def __init__(self, feature: str, command: str) -> None:
        self.feature = feature
        self.command = command
        super().__init__(f"{feature} needs a package that is not installed: {command}")


class RecordingError(FactxError):
    """A recorded completion is missing, unreadable or made for another article or prompt."""

    def __init__(self, where: str, problem: str) -> None:
        self.where = where
        self.problem = problem
        super().__init__(f"{where}: {problem}")


class ModelError(FactxError):
    """The model named by the caller gave nothing that could be used."""

    def __init__(self, model: str, problem: str) -> None:
        self.model = model
        self.problem = problem
        super().__init__(f"{model}: {problem}")


class ModelUnreachable(ModelError):
    """No connection, no answer in time, or an answer that is not the protocol's."""


class ModelRefused(ModelError):
    """The model declined to do the task."""


class AnswerTruncated(ModelError):
    """The answer ended at the token limit before it was complete."""


class AnswerInvalid(ModelError):
    """The model answered, and never with something that could be parsed."""
