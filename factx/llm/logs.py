"""Keep articles, answers, keys and passwords out of logs while a model is asked.

The packages of providers log whole requests at DEBUG, instructor logs whole answers as errors, and
httpx logs addresses with the user names, passwords and keys in them.
"""

import logging
from collections.abc import Iterable

from factx.llm.address import without_credentials
from factx.llm.providers import PROVIDERS
from factx.llm.transport import is_asking

_HTTP = ("httpx", "httpx2", "httpcore", "httpcore2", "aiohttp", "requests", "urllib3", "grpc")
_PACKAGES = {
    "instructor", *_HTTP, "google_genai", "botocore", "tenacity", "h11", "hpack",
    *(provider.package.partition(".")[0] for provider in PROVIDERS.values()),
}  # fmt: skip
"""The packages through which an article passes, by the names of their loggers."""


class _LogFilter(logging.Filter):
    """Drops what may quote an article, an answer or a key during a question of factx."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log `record`; credentials in its addresses are removed."""
        if not is_asking():
            return True
        if record.name.partition(".")[0] == "instructor" or record.levelno < logging.INFO:
            return False
        message = record.getMessage()
        if without_credentials(message) != message:
            record.msg, record.args = without_credentials(message), None
        return True


_FILTER = _LogFilter()
_SEEN = {"loggers": 0}
"""How many loggers there were when they were filtered last."""


def silence_logs() -> None:
    """Filter the loggers of all packages through which an article passes, as far as they exist.

    A filter is not passed on to the loggers below, so each has its own. Nothing is done if there is
    no logger since the last time.
    """
    existing = len(logging.root.manager.loggerDict)
    if existing == _SEEN["loggers"]:
        return
    instructor = logging.getLogger("instructor")
    if not any(isinstance(handler, logging.NullHandler) for handler in instructor.handlers):
        instructor.addHandler(logging.NullHandler())  # without a handler, Python prints errors
    for name in _loggers():
        logging.getLogger(name).addFilter(_FILTER)
    _SEEN["loggers"] = len(logging.root.manager.loggerDict)


def _loggers() -> Iterable[str]:
    existing = list(logging.root.manager.loggerDict)
    return {*_PACKAGES, *(name for name in existing if name.partition(".")[0] in _PACKAGES)}
