"""Which claims of an article should be checked first, and who makes them?"""

import sys
from pathlib import Path

import langextract as lx
from said import ask

PROMPT = """Extract the claims, one fact each, copied letter by letter.
speaker: who asserts it, or the article. checks: why others could check it, any of figure, act,
cause, rule and contested."""
EXAMPLE = lx.data.ExampleData(
    text="Lena Moss said the bridge cost £3m.",
    extractions=[
        lx.data.Extraction(
            "claim",
            "the bridge cost £3m",
            attributes={"speaker": "Lena Moss", "checks": ["figure"]},
        )
    ],
)
found = ask(Path(sys.argv[1]).read_text("utf-8"), PROMPT, [EXAMPLE])
for claim in sorted(found, key=lambda claim: -len(claim.attributes["checks"]))[:5]:
    about = claim.attributes
    print(f"{about['speaker']}: {claim.extraction_text} {about['checks']}")
