from factx.grounding.passage import passage_at

__all__ = ["passage_at"]
