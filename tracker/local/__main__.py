"""``python -m tracker.local COMMAND``. Any Python can read this file: it says which one is needed."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Policy Tracker needs Python 3.11 or newer, and this is Python %d.%d: "  # noqa: UP031
        "name a newer one, as in `make run PYTHON=python3.12`." % sys.version_info[:2]
    )

from tracker.local.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
