"""Ids for the records of one text that several people annotated."""

from dataclasses import replace
from itertools import count

from factx.formats.imported import ImportedRecord, Loss


class AnnotatorIds:
    """Gives each annotator's record of a text an id of its own; the first one keeps the text's."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        """The digest of the text that each id belongs to."""

    def distinct(self, item: ImportedRecord | Loss) -> ImportedRecord | Loss:
        """`item`, as ID_ANNOTATOR if an earlier record of its text has the id.

        Unchanged if the file does not say who annotated it.
        """
        if isinstance(item, Loss):
            return item
        article = item.record.article
        annotator = (article.meta or {}).get("annotator")
        taken = self._texts.get(article.id) == article.sha256
        name = self._free(f"{article.id}_{annotator}") if taken and annotator else article.id
        self._texts.setdefault(name, article.sha256)
        if name == article.id:
            return item
        renamed = article.model_copy(update={"id": name})
        return replace(item, record=item.record.model_copy(update={"article": renamed}))

    def _free(self, name: str) -> str:
        """`name`, with a number if the annotator has annotated the text twice."""
        numbered = (f"{name}_{number}" for number in count(2))
        return (
            name if name not in self._texts else next(n for n in numbered if n not in self._texts)
        )
