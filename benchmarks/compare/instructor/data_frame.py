"""A data frame of pandas: how much of each kind of source is quoted directly?"""

import sys

import pandas
from said import articles, ask

rows = [one.model_dump() for _, text in articles(sys.argv[1:]) for one in ask(text).statements]
print(pandas.DataFrame(rows).groupby(["kind", "form"]).size())
