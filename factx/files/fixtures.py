"""Fixtures: folders that hold an article, its gold, and perhaps the gold as drafted."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from factx.errors import InputError, InvalidData
from factx.files.article import article_as_text
from factx.files.folders import walk
from factx.files.json_text import read_json
from factx.files.record import read_draft, record_of
from factx.files.yaml_text import SUFFIXES
from factx.records import Article, Draft, FactRecord
from factx.records.article import other_line_ends


@dataclass(frozen=True, slots=True)
class Fixture:
    """An annotated article: its folder, the article, and its gold."""

    where: str
    article: Article
    gold: FactRecord

    def read_draft(self) -> Draft | None:
        """The draft that the gold was made from, or None if it is not kept.

        Raises `InputError` if it is unreadable or if there are two, and `InvalidData` if what it
        has is no draft.
        """
        names = [f"gold.draft{suffix}" for suffix in (".json", *SUFFIXES)]
        found = [name for name in names if os.path.lexists(os.path.join(self.where, name))]
        if len(found) > 1:
            raise InputError(
                self.where, f"there are {' and '.join(found)}: which of them is meant?"
            )
        return read_draft(os.path.join(self.where, found[0])) if found else None

    def gold_with_text(self) -> FactRecord:
        """The gold verified against article.txt; raises `InvalidData` if it is of another text."""
        sha256 = self.gold.article.sha256
        if sha256 == self.article.sha256:
            return self.gold.with_article(self.article)
        problem = "gold.json is of another text than article.txt"
        if other_line_ends(self.article.get_text(), sha256):
            problem = "article.txt has other line ends than the text that gold.json is of"
        raise InvalidData(self.where, [problem])


def read_fixtures(folder: str) -> Iterator[Fixture | InputError | InvalidData]:
    """The fixtures in `folder`, which may be one itself: folders with an article.txt or gold.json.

    Their article and gold must both be there and readable; whether they fit is left to the caller.
    """
    found = 0
    for path in fixture_folders(folder):
        found += 1
        try:
            yield _fixture(path)
        except (InputError, InvalidData) as error:
            yield error
    if not found:
        yield InputError(folder, "there is no gold.json in it or in a folder below")


def fixture_folders(folder: str) -> Iterator[str]:
    """The folders of the fixtures in `folder`; none unless there is a gold.json in one of them."""
    found = [
        {os.path.basename(path): os.path.dirname(path) for path in paths}
        for paths in walk(folder)
        if not isinstance(paths, InputError)
    ]
    if any("gold.json" in names for names in found):
        for names in found:
            place = names.get("gold.json") or names.get("article.txt")
            if place is not None:
                yield place


def gold_files(folder: str) -> Iterator[str]:
    """The files of the gold in `folder` and below; raises `InputError` where there is none."""
    paths = [os.path.join(found, "gold.json") for found in fixture_folders(folder)]
    if not paths:
        raise InputError(folder, "there is no gold.json in it or in a folder below")
    yield from paths


def _fixture(folder: str) -> Fixture:
    gold = os.path.join(folder, "gold.json")
    return Fixture(
        where=folder,
        article=article_as_text(os.path.join(folder, "article.txt")),
        gold=record_of(gold, read_json(gold)),
    )
