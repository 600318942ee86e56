"""`factx` and `python -m factx`."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    from factx.cli.app import app

    app(prog_name="factx")


if __name__ == "__main__":
    main()
