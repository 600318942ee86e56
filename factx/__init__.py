"""factx extracts who said what from news articles, with exact character offsets.

    import factx

    record = factx.extract(factx.Article(text=...))

`_HOMES` lists the public names; everything else may change.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from factx.version import __version__ as __version__

if TYPE_CHECKING:  # for type checkers; test_startup.py compares these with the table
    from factx.errors import BadArgument as BadArgument
    from factx.errors import FactxError as FactxError
    from factx.errors import InputError as InputError
    from factx.errors import InvalidData as InvalidData
    from factx.errors import ModelError as ModelError
    from factx.evaluation import EvaluationReport as EvaluationReport
    from factx.evaluation import evaluate as evaluate
    from factx.extraction.drafter import Drafter as Drafter
    from factx.extraction.extract import aextract as aextract
    from factx.extraction.extract import aextract_many as aextract_many
    from factx.extraction.extract import extract as extract
    from factx.extraction.extract import extract_many as extract_many
    from factx.extraction.extractor import Extractor as Extractor
    from factx.extraction.result import Result as Result
    from factx.files.library import read as read
    from factx.files.library import read_articles as read_articles
    from factx.files.library import write as write
    from factx.files.own_words import read_words as read_words
    from factx.formats.arrow import to_table as to_table
    from factx.formats.frames import to_frame as to_frame
    from factx.grounding import ground as ground
    from factx.records import Article as Article
    from factx.records import Attribution as Attribution
    from factx.records import Claim as Claim
    from factx.records import Draft as Draft
    from factx.records import FactRecord as FactRecord
    from factx.records import Mention as Mention
    from factx.records import Passage as Passage
    from factx.records import Quote as Quote
    from factx.records import Relation as Relation
    from factx.records import Source as Source
    from factx.records import Span as Span
    from factx.records import Statement as Statement
    from factx.records import Ungrounded as Ungrounded
    from factx.records import dump as dump
    from factx.records import load as load
    from factx.records import ranked as ranked
    from factx.rules.completion import complete as complete

# Each name is imported on first use, so that `import factx` is fast.
_HOMES = {
    "factx.errors": ("BadArgument", "FactxError", "InputError", "InvalidData", "ModelError"),
    "factx.evaluation": ("EvaluationReport", "evaluate"),
    "factx.extraction.drafter": ("Drafter",),
    "factx.extraction.extract": ("aextract", "aextract_many", "extract", "extract_many"),
    "factx.extraction.extractor": ("Extractor",),
    "factx.extraction.result": ("Result",),
    "factx.files.library": ("read", "read_articles", "write"),
    "factx.files.own_words": ("read_words",),
    "factx.formats.arrow": ("to_table",),
    "factx.formats.frames": ("to_frame",),
    "factx.grounding": ("ground",),
    "factx.records": (
        "Article",
        "Attribution",
        "Claim",
        "Draft",
        "FactRecord",
        "Mention",
        "Passage",
        "Quote",
        "Relation",
        "Source",
        "Span",
        "Statement",
        "Ungrounded",
        "dump",
        "load",
        "ranked",
    ),
    "factx.rules.completion": ("complete",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

if not TYPE_CHECKING:
    __all__ = sorted([*_HOME_OF, "__version__"])


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'factx' has no attribute {name!r}")
    value: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*_HOME_OF, "__version__"])
