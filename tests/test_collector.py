"""Processes of factx's own look for garbage rarely; a program that imports it decides itself."""

import subprocess
import sys


def test_the_command_line_looks_for_garbage_rarely() -> None:
    """It would otherwise do so hundreds of times for each article."""
    code = """
import gc, sys
usual = gc.get_threshold()[0]
from factx.__main__ import main
sys.argv = ["factx", "--version"]
try:
    main()
except SystemExit:
    print(gc.get_threshold()[0] > usual)
"""
    assert _printed(code).endswith("True\n")


def test_a_program_that_imports_factx_keeps_its_own_threshold() -> None:
    """It is a setting of the whole process."""
    code = """
import gc, factx
usual = gc.get_threshold()
factx.extract("Ana Ruiz said the bridge closed.").to_json()
print(gc.get_threshold() == usual)
"""
    assert _printed(code) == "True\n"


def _printed(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
