"""From an article and a draft to a record, and back again."""

from factx.grounding.ground import ground
from factx.grounding.passage import passage_at
from factx.grounding.redraft import draft_of

__all__ = ["draft_of", "ground", "passage_at"]
