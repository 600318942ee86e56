"""Which claims of an article should be checked first, and who makes them?"""

import sys
from pathlib import Path

import factx

record = factx.extract(Path(sys.argv[1]))
for claim in factx.ranked(record)[:5]:
    statement = record.statement_of(claim)
    print(f"{statement.speaker if statement else 'the article'}: {claim.text} {claim.checks}")
