"""Which claims of an article should be checked first, and who makes them?"""

import sys
from pathlib import Path
from typing import Literal

from pydantic import BaseModel
from said import ask


class Claim(BaseModel):
    speaker: str
    """Who asserts it; "the article" if nobody does."""
    text: str
    checks: list[Literal["figure", "act", "cause", "rule", "contested"]]
    """Why others could check it."""


class Claims(BaseModel):
    claims: list[Claim]


question = "List the claims of this article, one fact each, each as a sentence.\n\n"
found = ask(Path(sys.argv[1]).read_text("utf-8"), Claims, question).claims
for claim in sorted(found, key=lambda claim: -len(claim.checks))[:5]:
    print(f"{claim.speaker}: {claim.text} {claim.checks}")
