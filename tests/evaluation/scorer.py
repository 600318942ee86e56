"""An independent program that scores attributions, and annotations in the form that it reads.

The program is not part of the project: FACTX_SCORER is the path of its Python file. It has
`score(gold, predicted, boot, seed)`, which returns figures by name and their intervals, and `Doc`,
which reads quote types off a text.
"""

import os
from collections.abc import Iterable
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any

import pytest

from factx.evaluation.tokens import TokenizedText
from factx.evaluation.view import AttributionView, Part, RecordView

Row = dict[str, Any]
"""`{doc_id, text, attributions: [{source: [[start, end], ...], cue: [...], content: [...]}]}`."""


def scorer() -> Any:
    """The program as a module; skips the test where there is none."""
    path = os.environ.get("FACTX_SCORER")
    if not path:
        pytest.skip("FACTX_SCORER names no program: it is not part of the repository")
    spec = spec_from_file_location("independent_scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotation(text: str, attributions: Iterable[Row], quote_type: Any = None) -> RecordView:
    """The attributions as the measures see them; `quote_type` tells it from a content's words."""
    tokens = TokenizedText(text)

    def saying(number: int, row: Row) -> AttributionView:
        content, source, cue, head = (
            Part.of(tokens, [(start, end) for start, end in row.get(role) or ()])
            for role in ("content", "source", "cue", "source_head")
        )
        return AttributionView(
            id=str(number),
            content=content,
            source=source,
            cue=cue,
            head=head.tokens or tokens.head(source.places),
            quote_type=quote_type(content.tokens) if quote_type else row["type"],
        )

    return RecordView(tokens, [saying(*each) for each in enumerate(attributions)])


def common_measures() -> dict[str, str]:
    """The measures that both programs have: the name here, and there without P, R or F."""
    spans = {
        f"{role}.{measure}": f"all.{role}.{measure}."
        for role in ("content", "source", "cue")
        for measure in ("exact", "relaxed", "token", "strict")
    }
    kinds = {
        f"attribution.{measure}{suffix}": f"{subset}.at.{theirs}."
        for measure, theirs in (("end_to_end", "e2e"), ("content", "content_match"))
        for suffix, subset in (
            ("", "all"),
            (".direct", "direct"),
            (".mixed", "mixed"),
            (".indirect", "indirect"),
        )
    }
    return {**spans, **kinds}


COMMON = common_measures()
COMMON_SHARES = {
    "attribution.source_head": "all.at.src_head",
    "attribution.source_overlap": "all.at.src_any",
    "attribution.source_exact": "all.at.src_exact",
}
