"""Texts that are not in the repository, because they are not the project's to keep."""

import os
from pathlib import Path

import pytest


def folder(variable: str) -> Path:
    """The folder that an environment variable names; skips the test where it is not set."""
    path = os.environ.get(variable)
    if not path:
        pytest.skip(f"{variable} names no folder: the texts are not part of the repository")
    return Path(path)
