"""What does one person say, in all articles of a folder?"""

import sys

from said import articles, ask

name, *paths = sys.argv[1:]
for article, text in articles(paths):
    for speaker, content in ask(text):
        if name in speaker.text and not any(
            word.dep_ == "neg" for word in content.root.head.children
        ):
            print(f"{article}, character {content.start_char}: {content}")
