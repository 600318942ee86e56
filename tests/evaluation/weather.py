"""Articles that are told apart by a day, in which three people say one thing each."""

from typing import Any

from building import checked, claim, drafted, said, speaker

from factx.grounding import ground
from factx.records import Article, FactRecord

ALL = ("Ana: it rained", "Bo: it snowed", "Cy: it hailed")
"""What is said in each of them."""


def text_of(day: str) -> str:
    """The article of that day."""
    return f"On {day} Ana said it rained. Bo said it snowed. Cy said it hailed."


def weather(day: str, *sayings: str, **fields: Any) -> FactRecord:
    """Annotation of a day's article: each saying is `source: content`, and a claim besides.

    Ids are a1, q1, c1 for rain, a2 ... for snow, a3 ... for hail, if all three are there.
    """
    contents = [saying.partition(": ")[2] for saying in ALL]
    statements: list[dict[str, Any]] = []
    names: dict[str, None] = {}
    claims: list[dict[str, Any]] = []
    for saying in sayings:
        name, _, content = saying.partition(": ")
        number = contents.index(content) + 1
        names[name] = None
        cue = f"said@{number}"
        statements.append(said(content, source=name, cue=cue, who=name, id=f"{number}"))
        claims.append(claim(content, id=f"{number}", attribution=f"a{number}"))
    draft = drafted(
        *statements,
        sources=[speaker(name, name, id=name) for name in names],
        claims=claims,
        **fields,
    )
    return checked(ground(Article(id=day, text=text_of(day)), draft))
