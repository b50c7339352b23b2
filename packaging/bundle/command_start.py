"""Where the frozen command line begins."""

import multiprocessing

from caseman.cli import main

if __name__ == "__main__":
    multiprocessing.freeze_support()  # the process that reads scans is this program again
    main()
