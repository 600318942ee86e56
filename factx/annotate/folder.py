"""The articles of a folder of fixtures, and their annotations while they are made.

A finished annotation is the article's gold.json. Until then it is gold.unfinished.json next to it,
which nothing else reads.
"""

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from factx import files
from factx.errors import FactxError, InputError
from factx.records import Article, FactRecord

State = Literal["new", "begun", "finished"]

FINISHED, UNFINISHED = "gold.json", "gold.unfinished.json"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_DRAFTS = ("gold.draft.json", "gold.draft.yaml", "gold.draft.yml")


class Changed(InputError):
    """The annotation was changed by somebody else since it was opened."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article of the folder and the folder of its own."""

    path: str
    article: Article

    @property
    def state(self) -> State:
        """How far its annotation is."""
        if os.path.exists(self._file(FINISHED)):
            return "finished"
        return "begun" if os.path.exists(self._file(UNFINISHED)) else "new"

    def read(self) -> tuple[FactRecord | None, str]:
        """Return the annotation, if there is one, and the version to save it over.

        Raises `FactxError` if it cannot be read or is of another text.
        """
        path = self._file(FINISHED if self.state == "finished" else UNFINISHED)
        if not os.path.exists(path):
            return None, ""
        (found,) = files.read_records(path)
        if isinstance(found, FactxError):
            raise found
        return found.value.with_article(self.article), _version(path)

    def save(self, record: FactRecord, version: str, *, finished: bool) -> str:
        """Write an annotation over `version` of it, and return the new version.

        One that was finished stays finished. A draft that the gold was made from no longer gives
        it, and is kept under another name. Raises `Changed` if there is another version by now,
        and `InputError`.
        """
        _, current = self.read()
        if version != current:
            raise Changed(self.path, "it was saved elsewhere since it was opened here; reload it")
        finished = finished or self.state == "finished"
        path, other = self._file(FINISHED), self._file(UNFINISHED)
        path, other = (path, other) if finished else (other, path)
        files.replace_file(path, record.without_text().to_json(indent=2) + "\n")
        if os.path.exists(other):
            os.remove(other)
        for name in _DRAFTS:
            if os.path.exists(self._file(name)):
                os.replace(self._file(name), self._file(f"{name}.old"))
        return _version(path)

    def _file(self, name: str) -> str:
        return os.path.join(self.path, name)


class Folder:
    """The articles of a folder, in the order of their names."""

    def __init__(self, path: str) -> None:
        """Read the articles; raises `InputError` if the folder cannot be read."""
        if not os.path.isdir(path):
            raise InputError(path, "there is no such folder")
        self.path = os.path.realpath(path)
        self.places: list[Place] = []
        self.problems: list[FactxError] = []
        for found in self._articles():
            if isinstance(found, FactxError):
                self.problems.append(found)
            else:
                self.places.append(found)

    def add(self, name: object, text: object, title: object = None) -> Place:
        """Make the folder of a new article; raises `InputError` if it cannot be made."""
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise InputError("the name", "use letters, digits, dots, dashes and underscores only")
        if not isinstance(text, str) or not text.strip():
            raise InputError(name, "it has no text")
        fields = {"id": name, "text": text}
        if isinstance(title, str) and title.strip():
            fields["title"] = title.strip()
        article = Article.from_data(fields, what=name)
        folder = os.path.join(self.path, name)
        try:
            os.mkdir(folder)
        except OSError as error:
            problem = "there is an article of this name" if os.path.exists(folder) else str(error)
            raise InputError(name, problem) from error
        files.replace_file(os.path.join(folder, "article.txt"), text)
        if "title" in fields:
            data = {"title": fields["title"]}
            written = json.dumps(data, ensure_ascii=False, indent=2)
            files.replace_file(os.path.join(folder, "article.json"), f"{written}\n")
        place = Place(folder, article)
        self.places.append(place)
        self.places.sort(key=lambda each: each.article.id)
        return place

    def _articles(self) -> Iterator[Place | FactxError]:
        for paths in files.walk(self.path):
            if isinstance(paths, FactxError):
                yield paths
                continue
            for path in paths:
                if os.path.basename(path) == "article.txt":
                    for found in files.read_articles([path]):
                        place = os.path.dirname(path)
                        yield found if isinstance(found, FactxError) else Place(place, found)


def others(paths: list[str]) -> dict[str, list[tuple[str, FactRecord]]]:
    """Return the records at `paths` by the digest of their text, each with its path."""
    found: dict[str, list[tuple[str, FactRecord]]] = {}
    for path in paths:
        for each in files.read_golds(path):
            if isinstance(each, FactxError):
                raise each
            found.setdefault(each.value.article.sha256, []).append((path, each.value))
    return found


def data_of(record: FactRecord) -> dict[str, Any]:
    """Return the parts of a record that a page edits."""
    layers = {"sources", "quotes", "attributions", "claims", "relations"}
    return record.model_dump(mode="json", include=layers)


def _version(path: str) -> str:
    with open(path, "rb") as file:
        return sha256(file.read()).hexdigest()
