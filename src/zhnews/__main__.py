"""`python -m zhnews`, and the command `zhnews` as it is installed."""

import sys


def main() -> int:
    """Run the command line and give its exit code: see `zhnews.command.cli.main`.

    Broken off while it is being imported, which takes a moment, it ends with 130 too.
    """
    try:
        from zhnews.command import cli

        return cli.main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
