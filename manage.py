#!/usr/bin/env python
"""Django's commands; where no product runs, with the embedded servers for as long as the command takes."""

import sys

from tracker.local.manage import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
