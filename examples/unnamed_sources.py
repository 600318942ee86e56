"""Which statements come from sources that the article does not name?"""

import sys

import factx

for article in factx.read_articles(*sys.argv[1:]):
    for statement in factx.extract(article).statements:
        if any(source.naming == "unnamed" for source in statement.sources):
            print(f"{article.id}: {statement.speaker} | {statement.text}")
