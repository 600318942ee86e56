"""Which statements come from sources that the article does not name?"""

import sys

from said import articles, ask

for name, text in articles(sys.argv[1:]):
    for one in ask(text):
        if one.attributes["is_named"] == "no":
            print(f"{name}: {one.attributes['speaker']} | {one.extraction_text}")
