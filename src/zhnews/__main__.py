"""`python -m zhnews` is the command `zhnews`."""

import sys

from zhnews.cli import main

if __name__ == "__main__":
    sys.exit(main())
