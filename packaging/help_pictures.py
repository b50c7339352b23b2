"""The help's pictures, made from the program itself: python packaging/help_pictures.py SAMPLE_FOLDER

SAMPLE_FOLDER is what `caseman demo` made. Each picture shows one page in one language, in few colours so that it stays
small.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QTabWidget, QWidget

from caseman.bootstrap import open_office
from caseman.domain.lifecycle import State, Step
from caseman.text import Language
from ui import i18n, theme
from ui.desk_view import DeskView
from ui.pages.letters import LettersPage
from ui.pages.money.page import MoneyPage
from ui.pages.papers.page import PapersPage
from ui.pages.unlock import UnlockPage
from ui.pictures import settle
from ui.window import Window

ROOT = Path(__file__).resolve().parent.parent
HELP = ROOT / "resources" / "help"
_WINDOW = (1180, 720)
_WHOLE = (1366, 768)  # of the one picture of the whole window, which the README shows, too
_WIDEST = 820  # of a kept picture, in pixels
_COLOURS = 112
_STEPS = {Step.DATE: "date", Step.DECISION: "decision", Step.LETTER: "letter"}


def main() -> int:
    """Take all pictures in both languages."""
    sample = Path(sys.argv[1])
    passphrase = (sample / "passphrase.txt").read_text(encoding="utf-8").strip()
    app = QApplication(["caseman"])
    theme.apply_theme(app)
    theme.load_fonts(app, always=True)
    for language in Language:
        i18n.install_language(language)
        _Help(sample / "demo.caseman", passphrase, HELP / language.value).take()
    return 0


class _Help:
    """One language."""

    def __init__(self, file: Path, passphrase: str, out: Path) -> None:
        self._out = out
        self._file, self._passphrase = file, passphrase
        self._window = Window(None, remembers=False)
        self._window.unlock_page.choose(file)
        self._window.resize(*_WINDOW)
        self._window.show()

    def take(self) -> None:
        window = self._window
        self._unlock(window.unlock_page)
        window.unlock_page.opened.emit(open_office(self._file, self._passphrase))
        view = window.desk_view
        assert view is not None
        settle(window.runner)
        for place, name in (("today", "today"), ("cases", "cases"), ("audit:trail", "trail")):
            view.go(place)
            self._keep(name, view.pages[place.partition(":")[0]])
        view.go("audit:statistics")
        self._keep("statistics", view.pages["audit"])
        self._post(view)
        self._papers(view)
        self._runs(view)
        self._money(view)
        for step, name in _STEPS.items():
            self._case(view, step)
            self._keep(name, view.pages["case"])
        window.resize(*_WHOLE)
        self._case(view, Step.IDENTITY)
        self._keep("case", window, widest=_WHOLE[0])
        window.lock()
        settle(window.runner)
        window.shut_down()

    def _unlock(self, page: UnlockPage) -> None:
        """The first page, with a file whose folder tells nothing of the machine the picture is taken on."""
        which = page.findChild(QComboBox)
        card = page.findChild(QFrame, "panel")
        assert isinstance(which, QComboBox)
        assert isinstance(card, QFrame)
        which.setItemText(which.currentIndex(), f"{self._file.name}  (Documents)")
        self._keep("unlock", card)

    def _post(self, view: DeskView) -> None:
        view.go("post")
        tabs = view.pages["post"].findChild(QTabWidget)
        assert isinstance(tabs, QTabWidget)
        tabs.setCurrentIndex(0)
        self._keep("post", view.pages["post"])

    def _papers(self, view: DeskView) -> None:
        view.go("papers")
        page = view.pages["papers"]
        assert isinstance(page, PapersPage)
        settle(self._window.runner)
        page.places.list.setCurrentRow(1)
        self._keep("papers", page)

    def _runs(self, view: DeskView) -> None:
        view.go("letters")
        page = view.pages["letters"]
        assert isinstance(page, LettersPage)
        page.tabs.setCurrentIndex(1)
        self._keep("print-runs", page)

    def _money(self, view: DeskView) -> None:
        view.go("money")
        page = view.pages["money"]
        assert isinstance(page, MoneyPage)
        settle(self._window.runner)
        page.deposits.table.selectRow(0)
        self._keep("money", page)

    def _case(self, view: DeskView, step: Step) -> None:
        """The first case that waits for a step."""
        view.go(f"cases:step:{step.value}")
        settle(self._window.runner)
        lines = view.pages["cases"].table.lines.lines  # type: ignore[attr-defined]
        usual = [line.number for line in lines if line.state is not State.OBJECTED]
        view.open_case(usual[0])

    def _keep(self, name: str, widget: QWidget, *, widest: int = _WIDEST) -> None:
        """Write a picture of a page as it is once it has settled."""
        settle(self._window.runner)
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        # Out of the window: a page alone has no ground of its own, and would stand on black.
        shown = QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())
        self._window.grab(shown).save(buffer, "PNG")
        image = Image.open(io.BytesIO(data.data())).convert("RGB")
        image.thumbnail((widest, widest), Image.Resampling.LANCZOS)
        path = self._out / f"{name}.png"
        image.quantize(_COLOURS, kmeans=2, dither=Image.Dither.NONE).save(path, optimize=True)
        sys.stdout.write(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    sys.exit(main())
