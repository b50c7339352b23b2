"""From the press of a button to the painted preview of a letter, in the real window, offscreen.

Warm is a program that has shown a letter before: what is loaded once is loaded. The case is another one each time.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings, QSize, QTimer
from PySide6.QtPdf import QPdfPageRenderer
from PySide6.QtWidgets import QApplication

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.letters.facts import LetterFacts
from caseman.letters.render import render_letter
from caseman.services.case_rows import find_case
from caseman.services.desk import Desk
from caseman.services.letter_facts import letter_facts
from caseman.text import Language
from tests.benchmarks.measuring import Row, seconds
from tests.services.walking import TickingClock, Walk, make_office, open_copy
from ui import i18n, theme
from ui.pages.case import CasePage
from ui.printing import MemoryPdf
from ui.window import Window

_CASES = 15  # the first is not counted
_LONGEST = 20.0  # seconds
_WANTED = 0.150  # seconds


def rows(folder: Path) -> Iterator[Row]:
    """Against what a person takes for at once, and against the same letter made and drawn without a window."""
    application = QApplication.instance() or QApplication(["caseman"])
    assert isinstance(application, QApplication)
    for home in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):  # nothing of whoever measures is touched
        os.environ[home] = str(folder)
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder / "settings"))
    theme.apply_theme(application)
    theme.load_fonts(application)
    i18n.install_language(Language.JA)
    office = make_office(folder, "preview.caseman")
    clock = TickingClock()
    desk = open_copy(office, office.path, clock)
    walk = Walk(desk, clock)
    numbers = [walk.to(Step.DECISION) for _ in range(_CASES)]
    letters = [_facts(desk, number) for number in numbers]
    window = Window(office.path)
    window.resize(1280, 860)
    window.show()
    window.unlock_page.opened.emit(desk)
    values, bases = [], []
    for number, letter in zip(numbers, letters, strict=True):
        value, size = _pressed(window, number)
        values.append(value)
        bases.append(seconds(partial(_bare, letter, size)))
    window.shut_down()
    value, base = statistics.median(values[1:]), statistics.median(bases[1:])
    name = "preview of a letter, from press to paint"
    yield Row(name, "150 ms", value, _WANTED, 1.0)
    yield Row(name, "made and drawn without a window", value, base, 3.0)


def _facts(desk: Desk, number: str) -> LetterFacts:
    with desk.reading() as session:
        return letter_facts(desk, session, find_case(session, number), LetterKind.DISCLOSURE, desk.today())


def _bare(letter: LetterFacts, size: QSize) -> None:
    """The letter made, and its page drawn by Qt's reader of PDF as large as the window shows it."""
    pdf = MemoryPdf(render_letter(letter))
    pdf.document.render(0, size)
    pdf.close()


def _pressed(window: Window, number: str) -> tuple[float, QSize]:
    """Press the step “letter” of a case that is shown at its decision: seconds to the paint, and the page's size."""
    _until(lambda: window.desk_view is not None and window.runner.idle)
    assert window.desk_view is not None
    window.desk_view.open_case(number, Step.DECISION)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    _until(lambda: page.view is not None and page.view.number == number and window.runner.idle)
    watch = _PaintWatch(page)
    start = time.perf_counter()
    page.stepper.button(Step.LETTER).click()
    _until(lambda: watch.painted > start)
    watch.deleteLater()
    return watch.painted - start, watch.size


class _PaintWatch(QObject):
    """Tells when the first page of a letter that is shown from now on is painted."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self._view = page.letter_view.view
        self._before = self._view.document()
        self._rendered = False
        self.painted = 0.0
        self.size = QSize()
        renderer = self._view.findChild(QPdfPageRenderer)
        assert renderer is not None
        renderer.pageRendered.connect(self._keep)
        self._view.viewport().installEventFilter(self)

    def _keep(self, page: int, size: QSize, *_rest: object) -> None:
        if page == 0 and self._view.document() is not self._before:
            self._rendered, self.size = True, size

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if self._rendered and not self.painted and event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._stamp)  # when this paint is done
        return super().eventFilter(watched, event)

    def _stamp(self) -> None:
        self.painted = self.painted or time.perf_counter()


def _until(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + _LONGEST
    while not holds():
        assert time.monotonic() < last, "the window did not get there"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
