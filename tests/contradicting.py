"""The claims of a text that contradict each other, for tests."""

import factx
from factx.records import Article


def contradictions(text: str) -> list[tuple[str, str]]:
    """The texts of the claims that contradict each other, the later first."""
    record = factx.extract(Article(text=f"A headline\n\n{text}"))
    texts = {claim.id: claim.text for claim in record.claims}
    return [
        (texts[one.first], texts[one.second])
        for one in record.relations
        if one.type == "contradicts"
    ]
