"""`factx` and `python -m factx`."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from factx.cli.signals import catch_signals, exit_code
    from factx.cli.streams import guard_streams
    from factx.collector import collect_rarely
    from factx.errors import InputError

    collect_rarely()
    guard_streams()
    catch_signals()
    try:
        from factx.cli.app import app

        app(prog_name="factx")
    except InputError as error:  # standard output, since commands report their own
        from factx.cli.console import print_error

        sys.exit(print_error(error))
    except KeyboardInterrupt:
        sys.exit(exit_code())


if __name__ == "__main__":
    main()
