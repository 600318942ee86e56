"""A spreadsheet of who said what, one row for each speaker of a statement."""

import csv
import sys

from said import Statement, articles, ask

*paths, output = sys.argv[1:]
with open(output, "w", encoding="utf-8-sig", newline="") as file:
    writer = csv.DictWriter(file, ["article", *Statement.model_fields])
    writer.writeheader()
    for name, text in articles(paths):
        writer.writerows({"article": name} | one.model_dump() for one in ask(text).statements)
