"""Extract records from any number of articles with Daft, and go on after a crash.

    python examples/daft/records.py news.jsonl records/ --model openai/gpt-5-mini --concurrency 32

The input is JSON lines or Parquet with the columns id and text. The output folder gets Parquet
files, whose column result has a record or an error per article. Run it again to do what is missing.
With DAFT_RUNNER=ray and a cluster of Ray, it runs on all its machines.
"""

import argparse
import glob
import os
import sys

import daft

from factx.extraction.daft import extractor, undone


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles")
    parser.add_argument("output", help="a folder of Parquet files")
    parser.add_argument("--model", default="offline")
    parser.add_argument("--base-url")
    parser.add_argument("--concurrency", type=int)
    parser.add_argument("--instances", type=int)
    parser.add_argument("--cache", help="a folder for the model's answers that all workers can see")
    parser.add_argument("--rows", type=int, default=256, help="articles per batch")
    options = parser.parse_args()
    is_parquet = options.articles.endswith(".parquet")
    read = daft.read_parquet if is_parquet else daft.read_json
    articles = read(options.articles)
    if glob.glob(f"{options.output}/*.parquet"):
        done = daft.read_parquet(f"{options.output}/*.parquet")
        articles = undone(articles, done, options.model, base_url=options.base_url)
    extract = extractor(
        options.model,
        base_url=options.base_url,
        cache=options.cache,
        concurrency=options.concurrency,
        instances=options.instances,
        rows=options.rows,
    )
    rows = articles.with_column("result", extract(articles["id"], articles["text"]))
    rows.write_parquet(options.output)


if __name__ == "__main__":
    main()
    # All is written. A thread of Daft 0.7 sometimes aborts the process while Python shuts down.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
