"""A short session at the window, as a program of its own: FILE NUMBER, with the passphrase on standard input."""

from __future__ import annotations

import sys
from pathlib import Path

from caseman.domain.lifecycle import Step
from ui.app import make_application
from ui.pages.case import CasePage
from ui.pictures import settle
from ui.window import Window


def main() -> int:
    make_application(["caseman"])
    window = Window(Path(sys.argv[1]))
    window.show()
    window.unlock_page.passphrase.setText(sys.stdin.read())
    window.unlock_page.unlock()
    settle(window.runner)
    if window.desk_view is None:
        sys.stderr.write(f"{window.unlock_page.notice.text}\n")
        return 1
    window.desk_view.open_case(sys.argv[2])
    settle(window.runner)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    page.go_to(Step.LETTER)
    settle(window.runner)
    sys.stdout.write("letter shown\n" if page.letter_view.pages else "no letter\n")
    window.grab()
    window.close()
    settle(window.runner)
    window.shut_down()
    return 0


if __name__ == "__main__":
    sys.exit(main())
