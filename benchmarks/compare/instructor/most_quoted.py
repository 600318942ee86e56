"""Who is quoted most in a folder of articles?"""

import sys
from collections import Counter

from said import articles, ask

counts = Counter()
for _, text in articles(sys.argv[1:]):
    counts.update(one.speaker for one in ask(text).statements)
for name, count in counts.most_common(10):
    print(f"{count:4} {name}")
