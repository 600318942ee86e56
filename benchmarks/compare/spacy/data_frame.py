"""A data frame of pandas: how often are named and unnamed sources quoted directly?"""

import sys

import pandas
from said import articles, ask, is_named

rows = [
    {"is_named": is_named(speaker), "is_direct": content.text.startswith(("“", '"'))}
    for _, text in articles(sys.argv[1:])
    for speaker, content in ask(text)
]
print(pandas.DataFrame(rows).groupby(["is_named", "is_direct"]).size())
