"""A spreadsheet of who said what, one row for each speaker of a statement."""

import csv
import sys

from said import articles, ask, is_named

*paths, output = sys.argv[1:]
with open(output, "w", encoding="utf-8-sig", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["article", "speaker", "is_named", "text"])
    for name, text in articles(paths):
        for speaker, content in ask(text):
            writer.writerow([name, speaker.text, is_named(speaker), content.text])
