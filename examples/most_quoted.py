"""Who is quoted most in a folder of articles?"""

import sys
from collections import Counter

import factx

counts = Counter[str]()
for article in factx.read_articles(*sys.argv[1:]):
    for statement in factx.extract(article).statements:
        counts.update(source.name for source in statement.sources)
for name, count in counts.most_common(10):
    print(f"{count:4} {name}")
