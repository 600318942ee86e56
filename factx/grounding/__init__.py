"""Turn an article and a draft into a record, and a record back into a draft."""

from factx.grounding.draft_of import draft_of
from factx.grounding.ground import ground
from factx.grounding.passage import passage_at

__all__ = ["draft_of", "ground", "passage_at"]
