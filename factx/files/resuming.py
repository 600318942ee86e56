"""Go on with a file of records that an earlier run left, and note the articles that failed."""

import json
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, TypeVar, cast

from factx.errors import FactxError, InputError
from factx.files.growing import GrowingFile
from factx.files.os_errors import unreadable, unwritable
from factx.records import Article

E = TypeVar("E", bound=FactxError)

_MOST_DEFERRED = 10_000
"""Articles whose text has a record under another id, and that wait until all others are read."""


class Done:
    """The articles that have a record already, by the digests of their texts.

    Each record stands for one article. If texts are equal, each article has a record of its own, so
    ids distinguish them; the id of a single text does not matter.
    """

    def __init__(self) -> None:
        self._ids: dict[bytes, list[str]] = {}
        self.records = 0
        """Records that count."""
        self.others = 0
        """Records of another model, prompt or options, which do not count."""
        self.skipped = 0
        """Articles that were skipped so far."""

    def add(self, sha256: str, name: str) -> None:
        """Count a record."""
        self._ids.setdefault(bytes.fromhex(sha256), []).append(name)
        self.records += 1

    def without(self, articles: Iterable[Article | E]) -> Iterator[Article | E]:
        """The articles that have no record yet."""
        deferred: deque[Article] = deque()
        for article in articles:
            if isinstance(article, FactxError):
                yield article
                continue
            names = self._ids.get(bytes.fromhex(article.sha256))
            if not names:
                yield article
            elif article.id in names:
                names.remove(article.id)
                self.skipped += 1
            elif len(deferred) < _MOST_DEFERRED:
                deferred.append(article)  # an article with this id may come
            else:
                names.pop()
                self.skipped += 1
        while deferred:
            article = deferred.popleft()
            names = self._ids[bytes.fromhex(article.sha256)]
            if names:  # it has another name now
                names.pop()
                self.skipped += 1
            else:
                yield article


def read_done(
    file: BinaryIO, path: str, is_own: Callable[[dict[str, Any]], bool]
) -> tuple[Done, int]:
    """The articles whose records are in `file`, and the bytes of its whole lines.

    A last line that was not written whole does not count. `is_own` says of a record's provenance
    whether this run would make the record in the same way. Raises `InputError` if another line is
    no record.
    """
    done, end = Done(), 0
    torn: InputError | None = None
    try:
        for number, line in enumerate(file, start=1):
            if torn is not None:
                raise torn
            found = _record_on(line)
            if found is None:
                problem = "it is not a record; choose another output file"
                torn = InputError(f"{path}:{number}", problem)
                continue
            end += len(line)
            sha256, name, provenance = found
            if is_own(provenance):
                done.add(sha256, name)
            else:
                done.others += 1
    except OSError as error:
        raise unreadable(path, error) from error
    return done, end


def _record_on(line: bytes) -> tuple[str, str, dict[str, Any]] | None:
    """The digest, the id and the provenance of the record on a whole line; None if it has none."""
    if not line.endswith(b"\n"):
        return None
    try:
        data = cast("dict[str, Any]", json.loads(line))
        article, provenance = data["article"], data["provenance"]
        sha256, name = str(article["sha256"]), str(article["id"])
        bytes.fromhex(sha256)
    except (ValueError, KeyError, TypeError):
        return None
    return sha256, name, provenance


def failures_path(path: str) -> str:
    """The file of the articles that failed, next to the output at `path`."""
    root, suffix = os.path.splitext(path)
    return f"{root}.failures{suffix or '.jsonl'}"


class Failures:
    """The articles of a run that have no record, one per line, with the reason."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.count = 0
        self._file: GrowingFile | None = None

    def add(self, error: Exception, article: Article | None = None) -> None:
        """Note an article that failed, or an input that could not be read."""
        if self._file is None:
            _remove(self.path)
            self._file = GrowingFile(self.path, force=False)
        self.count += 1
        known = {} if article is None else {"id": article.id, "sha256": article.sha256}
        reason = {"type": type(error).__name__, "message": str(error)}
        self._file(json.dumps({"article": known, "error": reason}, ensure_ascii=False) + "\n")

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


@contextmanager
def failures_beside(path: str) -> Generator[Failures]:
    """Notes failures in a file next to the output at `path`; one of an earlier run is removed.

    It stays until the first article of this run has failed or the run has ended.
    """
    failures = Failures(failures_path(path))
    try:
        yield failures
    finally:
        failures.close()
    if not failures.count:
        _remove(failures.path)


def _remove(path: str) -> None:
    try:
        os.remove(path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise unwritable(path, error) from error
