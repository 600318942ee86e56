"""An evaluation in Markdown: the confusion tables that are folded away at its end."""

from evaluation.worked import claims_by_evidence_and_wording, details_of_claims

from factx.evaluation import evaluate
from factx.render.evaluation import markdown

CLAIMS = """\
| claim factuality | CT+ | CT- | PS+ | none |
|---|--:|--:|--:|--:|
| CT+ | 2 | 1 |  | 1 |
| CT- |  |  |  |  |
| PS+ |  |  | 1 |  |
| none | 1 |  |  |  |

</details>
"""


def test_a_confusion_table_has_gold_in_rows_and_predictions_in_columns() -> None:
    """Of four certain claims two are predicted so, one is denied, and one is missed."""
    gold, predicted, _ = claims_by_evidence_and_wording()
    written = markdown(evaluate([gold], [predicted], resamples=0), {})
    assert written.endswith(CLAIMS)
    assert "\n| attribution type | statement |\n" in written


def test_a_category_of_nothing_has_no_confusion_table() -> None:
    gold, predicted, _ = details_of_claims()
    written = markdown(evaluate([gold], [predicted], resamples=0), {})
    assert "attribution type" not in written
    assert "\n| claim factuality | CT+ | none |\n" in written
