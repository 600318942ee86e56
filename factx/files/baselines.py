"""The file of floors."""

import os

from factx.errors import InputError
from factx.evaluation import Baseline
from factx.files.json_text import read_json


def read_baseline(path: str, *, missing_ok: bool = False) -> Baseline:
    """The floors in a JSON file; with `missing_ok` none where there is no such file.

    Raises `InputError`, or `InvalidData` naming every problem.
    """
    if not os.path.lexists(path):
        if missing_ok:
            return Baseline()
        raise InputError(path, "there is no such baseline: make it with --update")
    return Baseline.from_data(read_json(path), what=path)
