"""A spreadsheet of who said what, one row for each speaker of a statement."""

import sys

import factx

*paths, output = sys.argv[1:]
records = [factx.extract(article) for article in factx.read_articles(*paths)]
factx.write(output, records, "statements")
print(f"{output}: {len(records)} articles")
