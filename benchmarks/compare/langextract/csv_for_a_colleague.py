"""A spreadsheet of who said what, one row for each speaker of a statement."""

import csv
import sys

from said import articles, ask

*paths, output = sys.argv[1:]
columns = ["article", "text", "speaker", "is_named", "kind", "form", "was_made"]
with open(output, "w", encoding="utf-8-sig", newline="") as file:
    writer = csv.DictWriter(file, columns)
    writer.writeheader()
    for name, text in articles(paths):
        for one in ask(text):
            writer.writerow({"article": name, "text": one.extraction_text, **one.attributes})
