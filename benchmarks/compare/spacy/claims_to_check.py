"""Which claims of an article should be checked first, and who makes them?"""

import sys
from pathlib import Path

from said import ask

FIGURES = {"CARDINAL", "MONEY", "PERCENT", "QUANTITY", "DATE"}
found = list(ask(Path(sys.argv[1]).read_text("utf-8")))
figures = [[ent.text for ent in content.ents if ent.label_ in FIGURES] for _, content in found]
ranked = sorted(zip(figures, found, strict=True), key=lambda claim: -len(claim[0]))
for checks, (speaker, content) in ranked[:5]:
    print(f"{speaker}: {content} {checks}")
