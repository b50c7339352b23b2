"""Where the frozen window begins; with `--pictures` first it takes pictures of the sample office instead."""

import multiprocessing
import sys


def start() -> int:
    """The exit code."""
    multiprocessing.freeze_support()  # the process that reads scans is this program again
    if sys.argv[1:2] == ["--pictures"]:
        from ui import pictures

        return pictures.main(sys.argv[2:])
    from ui.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
