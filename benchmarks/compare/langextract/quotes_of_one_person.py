"""What does one person say, in all articles of a folder?"""

import sys

from said import articles, ask

name, *paths = sys.argv[1:]
for article, text in articles(paths):
    for one in ask(text):
        if name in one.attributes["speaker"] and one.attributes["was_made"] == "yes":
            print(f"{article}, character {one.char_interval.start_pos}: {one.extraction_text}")
