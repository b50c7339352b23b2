"""Pictures of the main pages, rendered without a screen: `python -m ui.pictures FILE --passphrase-file PATH --out DIR`,
in a language, a look, a size of type and so many dots for each px.

Only for the sample office: a picture leaves the encrypted file.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from caseman.domain.lifecycle import Step
from caseman.errors import CasemanError
from caseman.text import Language
from ui import i18n, settings, theme
from ui.pages.audit.page import AuditPage
from ui.pages.case import CasePage
from ui.pages.cases import CasesPage
from ui.pages.letters import LettersPage
from ui.pages.money.page import MoneyPage
from ui.pages.papers.page import PapersPage
from ui.pages.post.page import PostPage
from ui.pages.tabbed import TabbedPage
from ui.tasks import TaskRunner
from ui.window import Window

_SIZE = (1366, 768)
_STEPS = (Step.IDENTITY, Step.FEE, Step.DATE, Step.DECISION, Step.LETTER, Step.DISPATCH, Step.CLOSE)


class Photographer:
    """Goes through the pages and takes a picture of each when it has settled."""

    def __init__(self, window: Window, out: Path, suffix: str) -> None:
        self._window = window
        self._out = out
        self._suffix = suffix
        self._taken = 0

    def take(self, name: str) -> None:
        """Write a picture of the window as it is now."""
        settle(self._window.runner)
        self._taken += 1
        path = self._out / f"{self._taken:02d}-{name}-{self._suffix}.png"
        self._window.grab().save(str(path))
        sys.stdout.write(f"{path}\n")

    def pages(self) -> None:
        """Every place of the desk, and each step of one case."""
        view = self._window.desk_view
        assert view is not None
        settle(self._window.runner)  # the place where the window was comes back first
        for place in ("today", "cases", "letters", "audit", "settings", "procedure"):
            view.go(place)
            settle(self._window.runner)
            if place == "letters":
                letters = view.pages["letters"].table  # type: ignore[attr-defined]
                letters.selectRow(0)
            self.take(place)
        self._tabs("audit", AuditPage)
        self._runs()
        self._post()
        self._papers()
        self._tabs("money", MoneyPage)
        for step in _STEPS:
            self._case_at(step)

    def _runs(self) -> None:
        """The print runs, beside the letters."""
        view = self._window.desk_view
        assert view is not None
        view.go("letters")
        page = view.pages["letters"]
        assert isinstance(page, LettersPage)
        page.tabs.setCurrentIndex(1)
        self.take("print-runs")
        page.tabs.setCurrentIndex(0)

    def _post(self) -> None:
        view = self._window.desk_view
        assert view is not None
        view.go("post")
        page = view.pages["post"]
        assert isinstance(page, PostPage)
        for number in range(page.tabs.count()):
            page.tabs.setCurrentIndex(number)
            self.take(f"post-{number + 1}")

    def _papers(self) -> None:
        """Where the papers are: what lies in the first place."""
        view = self._window.desk_view
        assert view is not None
        view.go("papers")
        page = view.pages["papers"]
        assert isinstance(page, PapersPage)
        settle(self._window.runner)
        page.places.list.setCurrentRow(1)
        page.places.list.itemClicked.emit(page.places.list.currentItem())
        settle(self._window.runner)
        self.take("papers")

    def _tabs(self, name: str, kind: type[TabbedPage]) -> None:
        """Each tab of a page."""
        view = self._window.desk_view
        assert view is not None
        view.go(name)
        page = view.pages[name]
        assert isinstance(page, kind)
        for number in range(page.tabs.count()):
            page.tabs.setCurrentIndex(number)
            settle(self._window.runner)
            self.take(f"{name}-{number + 1}")
        page.tabs.setCurrentIndex(0)

    def _case_at(self, step: Step) -> None:
        """The first case that waits at a step, at that step."""
        view = self._window.desk_view
        assert view is not None
        view.go(f"cases:step:{step.value}")
        settle(self._window.runner)
        cases = view.pages["cases"]
        assert isinstance(cases, CasesPage)
        lines = cases.table.lines.lines
        if not lines:
            return
        view.open_case(lines[0].number)
        page = view.pages["case"]
        assert isinstance(page, CasePage)
        self.take(f"case-{step.value}")


def settle(runner: TaskRunner) -> None:
    """Let the event loop run until nothing is under way and everything is drawn."""
    quiet = 0
    while quiet < 3:
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()
        quiet = quiet + 1 if runner.idle else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; an expected failure is one sentence on standard error and exit 1."""
    parser = argparse.ArgumentParser(prog="python -m ui.pictures", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--passphrase-file", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--language", choices=[language.value for language in Language], default="en")
    looks = [look.value for look in settings.Look if look is not settings.Look.SYSTEM]
    parser.add_argument("--look", choices=looks, default=settings.Look.LIGHT.value)
    parser.add_argument("--scale", type=int, choices=(100, 150, 200), default=100, help="dots for 100 px")
    parser.add_argument("--text", type=int, default=100, metavar="PERCENT", help="the size of the type, 80 to 200")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(asked.scale / 100)  # read when the application is made
    try:
        passphrase = asked.passphrase_file.read_text(encoding="utf-8").strip()
        asked.out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory() as kept:  # what the person chose for the own window stays as it is
            QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, kept)
            settings.set_look(settings.Look(asked.look))
            settings.set_text_size(asked.text)
            _take(asked.file, passphrase, asked.out, Language(asked.language), _suffix(asked))
    except (CasemanError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _suffix(asked: argparse.Namespace) -> str:
    """What the names of the pictures end with: the language, and what is not the ordinary."""
    parts = [asked.language]
    if asked.look != settings.Look.LIGHT.value:
        parts.append(asked.look)
    parts += [f"{sign}{value}" for sign, value in (("x", asked.scale), ("text", asked.text)) if value != 100]
    return "-".join(parts)


def _take(file: Path, passphrase: str, out: Path, language: Language, suffix: str) -> None:
    from caseman.bootstrap import open_office

    app = QApplication(["caseman"])
    i18n.install_language(language)
    theme.apply_theme(app)
    theme.load_fonts(app, always=True)
    desk = open_office(file, passphrase)
    if not desk.file.sample:
        desk.close()
        from caseman.errors import RuleError
        from caseman.text import T

        raise RuleError(
            "not-a-sample", T("Pictures are taken of the sample office only: they leave the encrypted file.")
        )
    window = Window(file, remembers=False)
    window.resize(*_SIZE)
    window.show()
    photographer = Photographer(window, out, suffix)
    photographer.take("unlock")
    window.unlock_page.opened.emit(desk)
    photographer.pages()
    window.lock()
    settle(window.runner)
    window.shut_down()


if __name__ == "__main__":
    sys.exit(main())
