"""The window under test: its own settings folder, a real office, and hands that click and type."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from caseman.domain.lifecycle import Step
from caseman.text import Language
from ui import i18n, theme
from ui.page_loading import PAGES
from ui.printing import PdfDrawing
from ui.window import Window

if TYPE_CHECKING:
    from tests.services.walking import Office, TickingClock

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before the first application object
_LONGEST_WAIT_S = 20.0
# What is put off by a turn may put off more; a label that breaks its line moves the rest, which may move it again.
_TURNS = 10
for _module, _ in PAGES.values():  # as for who has been everywhere: a place is there at once
    import_module(_module)


@pytest.fixture(autouse=True)
def _quick_keys(cheap_keys: None) -> None:
    """What the window derives by itself is derived at the floor."""


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test reads or writes the settings of whoever runs it."""
    kept = tmp_path / "settings"
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(kept))
    monkeypatch.setattr("caseman.paths.platformdirs.user_config_dir", lambda name: str(kept / name))
    monkeypatch.setattr("caseman.paths.platformdirs.user_documents_dir", lambda: str(documents))
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(kept))
    monkeypatch.setattr("ui.settings.remind", lambda: False)  # nor shows anything on their desktop
    yield
    i18n.install_language(Language.EN)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    return ["caseman"]


@pytest.fixture
def hands(qtbot: QtBot) -> Hands:
    return Hands(qtbot)


@pytest.fixture(scope="session")
def themed(qapp: QApplication) -> QApplication:
    """The application with its look, which is put on once, as in the program: each time costs half a second."""
    theme.apply_theme(qapp)
    theme.load_fonts(qapp)
    return qapp


@pytest.fixture
def new_window(qtbot: QtBot, themed: QApplication) -> Iterator[Callable[..., Window]]:
    """Make windows; each is shut down after the test, its thread ended and its file closed."""
    del themed
    made: list[Window] = []

    def make(file: Path | None = None, language: Language = Language.EN) -> Window:
        i18n.install_language(language)
        window = Window(file)
        qtbot.addWidget(window)
        made.append(window)
        window.show()
        qtbot.waitExposed(window)
        return window

    yield make
    for window in made:
        window.shut_down()


@pytest.fixture
def desk_window(
    new_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> Callable[..., Window]:
    """A window with the sample office open, as it is after unlocking."""
    from tests.services.walking import open_copy

    def make(language: Language = Language.EN) -> Window:
        window = new_window(office_path, language)
        window.unlock_page.opened.emit(open_copy(office, office_path, clock))
        hands.settle(window)
        return window

    return make


@pytest.fixture(scope="session")
def office_at(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Office]:
    """A closed office with a case taken up to each of some steps; walked once in a run, to be copied."""
    from tests.services.walking import Walk, walked

    known: dict[tuple[Step, ...], Office] = {}

    def taken(*steps: Step) -> Office:
        def walk(office: Walk) -> None:
            for step in steps:
                office.to(step)

        if steps not in known:
            known[steps] = walked(office, tmp_path_factory.mktemp("walked"), walk)
        return known[steps]

    return taken


@pytest.fixture
def window_at(
    desk_window: Callable[..., Window], office_at: Callable[..., Office], office_path: Path, hands: Hands
) -> Callable[..., Window]:
    """A window in front, with a case taken up to each of some steps."""

    def make(*steps: Step, language: Language = Language.EN) -> Window:
        office_at(*steps).copy_to(office_path.parent)
        window = desk_window(language)
        window.activateWindow()
        hands.until(window.isActiveWindow)
        return window

    return make


class Hands:
    """What a person does with the window. Every wait is for a condition, never for a time."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bot = qtbot

    def until(self, condition: Callable[[], bool]) -> None:
        """Looks each millisecond; pytest-qt looks each ten, and a run of the tests waits ten thousand times."""
        last = monotonic() + _LONGEST_WAIT_S
        while not condition():
            assert monotonic() < last, "what was waited for did not come about"
            self.bot.wait(1)

    def settle(self, window: Window) -> None:
        """Until the database thread has nothing to do, its answers have been shown and everything has its place."""
        self.until(lambda: window.runner.idle)
        for _ in range(_TURNS):
            QApplication.processEvents()
            self.until(lambda: window.runner.idle)

    def click(self, widget: object) -> None:
        self.bot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, widget: object, text: str) -> None:
        """Replace what stands in a field, key by key, and leave it."""
        self._focus(widget)
        self.bot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.bot.keyClick(widget, Qt.Key.Key_Delete)
        if text.isascii():
            self.bot.keyClicks(widget, text)
        elif isinstance(widget, QLineEdit):
            widget.insert(text)  # Japanese comes from an input method, not from keys
            widget.textEdited.emit(widget.text())
        else:
            widget.insertPlainText(text)  # type: ignore[attr-defined]
        self.bot.keyClick(widget, Qt.Key.Key_Tab)

    def choose(self, box: object, value: object) -> None:
        """Choose an entry of a combo box with the arrow keys."""
        wanted = box.findData(getattr(value, "value", value))  # type: ignore[attr-defined]
        assert wanted >= 0
        self._focus(box)
        self.bot.keyClick(box, Qt.Key.Key_Home)
        for _ in range(wanted):
            self.bot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() == wanted  # type: ignore[attr-defined]

    def _focus(self, widget: object) -> None:
        widget.window().activateWindow()  # type: ignore[attr-defined]
        widget.setFocus()  # type: ignore[attr-defined]
        self.until(widget.hasFocus)  # type: ignore[attr-defined]

    def tick(self, box: object) -> None:
        self._focus(box)
        self.bot.keyClick(box, Qt.Key.Key_Space)
        assert box.isChecked()  # type: ignore[attr-defined]

    def draw(self, pdf: bytes, printer: QPrinter) -> int:
        """Print; how many pages were taken."""
        ended: list[int] = []
        application = QApplication.instance()
        assert application is not None
        PdfDrawing(pdf, printer, application).begin(lambda taken, _pages: ended.append(taken))
        self.until(lambda: bool(ended))
        return ended[0]

    def pick_files(self, *paths: Path) -> None:
        """Type into the file dialog that is open, and accept it."""
        self.until(lambda: _dialog() is not None)
        dialog = _dialog()
        assert dialog is not None
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        edit.setText(" ".join(f'"{path}"' for path in paths) if len(paths) > 1 else str(paths[0]))
        self.bot.keyClick(edit, Qt.Key.Key_Return)
        self.until(lambda: _dialog() is None)


def _dialog() -> QFileDialog | None:
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QFileDialog) and widget.isVisible():
            return widget
    return None
