"""Who is quoted most in a folder of articles?"""

import sys
from collections import Counter

from said import articles, ask

counts = Counter()
for _, text in articles(sys.argv[1:]):
    for speaker, _ in ask(text):
        names = [entity.text for entity in speaker.ents if entity.label_ == "PERSON"]
        counts.update(names or [speaker.text])
for name, count in counts.most_common(10):
    print(f"{count:4} {name}")
