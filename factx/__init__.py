"""factx turns a news article into records of who said what, every span exact.

    import factx

    record = factx.extract(factx.Article(text=...))

What this module lists is what factx promises; all else may move.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from factx.version import __version__

if TYPE_CHECKING:
    from factx.errors import FactxError, InputError, InvalidData, ModelError
    from factx.evaluation import EvaluationReport, evaluate
    from factx.extraction.drafter import Drafter
    from factx.extraction.extract import aextract, extract
    from factx.formats.arrow import to_table
    from factx.grounding import ground
    from factx.records import (
        Article,
        Attribution,
        Claim,
        Draft,
        FactRecord,
        Mention,
        Passage,
        Quote,
        Relation,
        Source,
        Span,
        Ungrounded,
        dump,
        load,
    )

# Each name is imported when it is first asked for, so that `import factx` costs next to nothing.
_HOMES = {
    "factx.errors": ("FactxError", "InputError", "InvalidData", "ModelError"),
    "factx.evaluation": ("EvaluationReport", "evaluate"),
    "factx.extraction.drafter": ("Drafter",),
    "factx.extraction.extract": ("aextract", "extract"),
    "factx.formats.arrow": ("to_table",),
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
        "Ungrounded",
        "dump",
        "load",
    ),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Article",
    "Attribution",
    "Claim",
    "Draft",
    "Drafter",
    "EvaluationReport",
    "FactRecord",
    "FactxError",
    "InputError",
    "InvalidData",
    "Mention",
    "ModelError",
    "Passage",
    "Quote",
    "Relation",
    "Source",
    "Span",
    "Ungrounded",
    "__version__",
    "aextract",
    "dump",
    "evaluate",
    "extract",
    "ground",
    "load",
    "to_table",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'factx' has no attribute {name!r}")
    value: object = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
