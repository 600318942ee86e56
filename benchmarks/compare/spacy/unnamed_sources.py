"""Which statements come from sources that the article does not name?"""

import sys

from said import articles, ask, is_named

for name, text in articles(sys.argv[1:]):
    for speaker, content in ask(text):
        if not is_named(speaker):
            print(f"{name}: {speaker} | {content}")
