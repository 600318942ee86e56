"""Score predicted records against gold records, set floors, and measure agreement.

Anything in the form of a record can be scored, whatever tool made it.
"""

from factx.evaluation.agreement import AgreementReport, PairAgreement, agreement
from factx.evaluation.baseline import (
    Baseline,
    FloorLowered,
    Gate,
    SystemBaseline,
    gate,
    updated,
)
from factx.evaluation.case import (
    Case,
    Producer,
    gold_digest,
    paired,
    system_of,
    with_other_line_ends,
)
from factx.evaluation.comparison import Comparison
from factx.evaluation.counts import Count, Share, Tally, total
from factx.evaluation.measures import HEADLINE, MEASURES, Measure
from factx.evaluation.own_measures import Described, OwnMeasure, installed_measures
from factx.evaluation.report import Against, EvaluationReport, compared, evaluate, summed_up
from factx.evaluation.score import ArticleScore, score

__all__ = [
    "HEADLINE",
    "MEASURES",
    "Against",
    "AgreementReport",
    "ArticleScore",
    "Baseline",
    "Case",
    "Comparison",
    "Count",
    "Described",
    "EvaluationReport",
    "FloorLowered",
    "Gate",
    "Measure",
    "OwnMeasure",
    "PairAgreement",
    "Producer",
    "Share",
    "SystemBaseline",
    "Tally",
    "agreement",
    "compared",
    "evaluate",
    "gate",
    "gold_digest",
    "installed_measures",
    "paired",
    "score",
    "summed_up",
    "system_of",
    "total",
    "updated",
    "with_other_line_ends",
]
