"""What does one person say, in all articles of a folder?"""

import sys

from said import articles, ask

name, *paths = sys.argv[1:]
for article, text in articles(paths):
    for one in ask(text).statements:
        if name in one.speaker and one.was_made:
            print(f"{article}: {one.text}")
