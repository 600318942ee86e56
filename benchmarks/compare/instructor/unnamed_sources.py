"""Which statements come from sources that the article does not name?"""

import sys

from said import articles, ask

for name, text in articles(sys.argv[1:]):
    for one in ask(text).statements:
        if not one.is_named:
            print(f"{name}: {one.speaker} | {one.text}")
