"""What does one person say, in all articles of a folder?"""

import sys

import factx

name, *paths = sys.argv[1:]
for article in factx.read_articles(*paths):
    for statement in factx.extract(article).by(name):
        if not statement.negated:
            print(f"{article.id}, sentence {statement.sentence}: {statement.text}")
