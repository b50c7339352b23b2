"""The program as `python -m ui` starts it, with its event loop watched: STALLS FILE, stalls being where they go."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from caseman.hardening import harden
from tests.e2e.stall_watch import StallWatch
from ui import app


def main() -> int:
    harden()
    told = Path(sys.argv.pop(1)).open("a", encoding="utf-8")  # noqa: SIM115  open as long as the program
    make = app.make_application

    def watched(argv: list[str]) -> QApplication:
        made = make(argv)
        made.setProperty("watch", watch := StallWatch(told))
        watch.setParent(made)
        return made

    app.make_application = watched  # type: ignore[assignment]
    return app.run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
