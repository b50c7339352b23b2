"""From the data key to the first page of cases, without a window: prints the seconds."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from caseman.bootstrap import load_services
from caseman.services.case_query import CaseQuery
from caseman.services.lists import list_cases
from tests.benchmarks.offices import opened, unlocked


def main(path: Path) -> None:
    """The services are loaded, as they are while a passphrase is typed."""
    load_services()
    keyslots, data_key = unlocked(path)
    start = time.perf_counter()
    desk = opened(path, keyslots, data_key)
    page = list_cases(desk, CaseQuery())
    took = time.perf_counter() - start
    assert page.lines
    sys.stdout.write(f"{took:.4f}\n")
    desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
