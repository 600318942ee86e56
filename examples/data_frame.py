"""A data frame of pandas or polars: how much of each kind of source is quoted directly?"""

import sys

import factx

records = [factx.extract(article) for article in factx.read_articles(*sys.argv[1:])]
frame = factx.to_frame(records, "statements")
keys = ["speaker_kind", "quote_type"]
is_pandas = hasattr(frame, "groupby")
print(frame.groupby(keys).size() if is_pandas else frame.group_by(keys).len().sort(keys))
