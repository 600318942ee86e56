"""What holds for all tests."""

import signal
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import settings
from sampling import THOROUGH, TRIED

# How long an example takes depends on the machine and not on the code.
settings.register_profile("untimed", deadline=None)
settings.register_profile(THOROUGH, deadline=None)
settings.load_profile("untimed")

# Tests that run under nohup or in the background of a script inherit signals that are ignored,
# and so would the programs that they start and stop.
for name in ("SIGHUP", "SIGINT", "SIGTERM"):
    number = getattr(signal, name, None)
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        is_interrupt = number is signal.SIGINT
        signal.signal(number, signal.default_int_handler if is_interrupt else signal.SIG_DFL)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Note that a test with the marker tried a bad input, unless it noted a number itself."""
    if item.get_closest_marker("bad_input") and TRIED not in dict(item.user_properties):
        item.user_properties.append((TRIED, 1))
    return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many bad inputs were tried, and how many tests found a crash, a hang or a loss."""
    tried = failed = 0
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            count = dict(report.user_properties).get(TRIED)
            if report.when == "call" and isinstance(count, int):
                tried += count
                failed += outcome == "failed"
    if tried:
        found = (
            f"{failed} tests found a crash, a hang or a loss"
            if failed
            else "no crash, hang or loss"
        )
        terminalreporter.write_line(f"{tried:,} bad inputs tried: {found}")
