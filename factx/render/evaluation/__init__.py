"""Reports of an evaluation: for the terminal, as Markdown and as JUnit XML."""

from factx.render.evaluation.agreement import agreement_table
from factx.render.evaluation.junit import junit
from factx.render.evaluation.markdown import markdown
from factx.render.evaluation.own_fields import own_field
from factx.render.evaluation.table import table
from factx.render.evaluation.verdict import passed, verdict

__all__ = ["agreement_table", "junit", "markdown", "own_field", "passed", "table", "verdict"]
