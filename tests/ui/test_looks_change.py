"""The look changes while the window is in use: nothing typed, opened or printed is lost, and paper stays paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageChops
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from caseman.domain.lifecycle import Step
from caseman.services.run_papers import RunPapers
from tests.ui.conftest import Hands
from ui import settings, theme
from ui.pages.letters import LettersPage
from ui.pages.post.page import PostPage
from ui.settings import Look
from ui.theme.looks import Desktop, chosen_tokens
from ui.widgets.labels import Notice, label
from ui.widgets.text_editor import DiffView
from ui.window import Window


@pytest.fixture(autouse=True)
def _as_before(themed: QApplication) -> Iterator[None]:
    yield
    settings.set_look(Look.SYSTEM)
    settings.set_text_size(100)
    theme.apply_theme(themed)


def _wear(app: QApplication, look: Look, percent: int = 100) -> None:
    settings.set_look(look)
    settings.set_text_size(percent)
    theme.apply_theme(app)


@pytest.fixture
def window(window_at: Callable[..., Window]) -> Window:
    return window_at(Step.LETTER, Step.LETTER)


def test_what_is_typed_and_a_dialog_that_is_open_stay(window: Window, hands: Hands, themed: QApplication) -> None:
    view = window.desk_view
    assert view is not None
    view.go("post")
    hands.settle(window)
    page = view.pages["post"]
    assert isinstance(page, PostPage)
    field = page.envelope_form.form.control("tracking_number")
    hands.type(field, "1234")
    window.tell_crash("Here:1")
    box = window._crash_box
    assert box is not None
    for look, percent in ((Look.DARK, 100), (Look.CONTRAST, 200), (Look.LIGHT, 80), (Look.SYSTEM, 100)):
        _wear(themed, look, percent)
        hands.settle(window)
        assert window.desk_view is view
        assert field.text() == "1234"
        assert box.isVisible()
    box.close()


def test_a_print_run_goes_on(window: Window, hands: Hands, themed: QApplication, tmp_path: Path) -> None:
    view = window.desk_view
    assert view is not None
    view.go("letters")
    page = view.pages["letters"]
    assert isinstance(page, LettersPage)
    page.tabs.setCurrentIndex(1)
    hands.settle(window)
    hands.click(page.runs.all_button)
    hands.click(page.runs.make_button)
    hands.settle(window)
    from caseman.services.run_printing import run_papers
    from ui.run_printer import RunPrinter

    assert view.session is not None
    papers: list[RunPapers] = []
    view.session.read(run_papers, "R-2026-001", done=papers.append)
    hands.until(lambda: bool(papers))
    printer = _to_pdf(tmp_path / "run.pdf")
    sheets = papers[0].sheets(duplex=False)
    running = RunPrinter(papers[0], sheets, printer, duplex=False, parent=window)
    looks = iter((Look.DARK, Look.CONTRAST, Look.LIGHT) * len(sheets))
    running.moved.connect(lambda _number: _wear(themed, next(looks)))
    finished: list[int] = []
    running.finished.connect(finished.append)
    running.begin()
    hands.until(lambda: bool(finished))
    assert finished == [sheets[-1].number]
    assert len(sheets) >= 2


def _to_pdf(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def _lightness(sheet: QWidget) -> int:
    shown = sheet.grab().toImage()
    return shown.pixelColor(shown.width() // 2, 30).lightness()


def test_a_print_has_the_colours_of_paper_in_every_look(
    window: Window, hands: Hands, themed: QApplication, tmp_path: Path
) -> None:
    view = window.desk_view
    assert view is not None
    view.go("letters")
    hands.settle(window)
    page = view.pages["letters"]
    assert isinstance(page, LettersPage)
    page.table.selectRow(0)
    hands.until(lambda: page.output.letter is not None)
    letter = page.output.letter
    assert letter is not None
    pictures = []
    for look in (Look.LIGHT, Look.DARK, Look.CONTRAST):
        _wear(themed, look)
        path = tmp_path / f"{look.value}.pdf"
        assert hands.draw(letter.pdf, _to_pdf(path)) >= 1
        document = pypdfium2.PdfDocument(path.read_bytes())
        pictures.append(document[0].render(scale=1).to_pil().convert("RGB"))
        document.close()
        hands.until(lambda: _lightness(page.preview.view.viewport()) > 200)  # the letter in sight is white, too
    assert pictures[0].getpixel((5, 5)) == (255, 255, 255)
    for other in pictures[1:]:
        assert ImageChops.difference(pictures[0], other).getbbox() is None


# --- what follows


def test_widths_and_signs_follow(themed: QApplication, qtbot: object) -> None:
    widget = theme.sized(QWidget(), width=100, least_height=10)
    button = theme.follow(QPushButton(), lambda each: each.setIcon(theme.icon("lock")))
    drawn = []
    for look, percent, width in ((Look.LIGHT, 100, 100), (Look.DARK, 200, 200), (Look.CONTRAST, 80, 80)):
        _wear(themed, look, percent)
        ordinary = themed.font().pointSizeF() * 100 / percent / 10
        assert widget.width() == pytest.approx(width * ordinary, abs=3)
        drawn.append(button.icon().pixmap(theme.icon_size()).toImage())
        assert drawn[-1].width() == pytest.approx(16 * percent / 100 * ordinary, abs=1)
    ink = [max({image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}) for image in drawn]
    assert len(set(ink)) > 1
    widget.deleteLater()
    button.deleteLater()


def test_what_is_shown_already_gets_the_type_and_the_colours(themed: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    theme.dress(window)
    qtbot.addWidget(window)
    parts = [QLabel("直"), QPushButton("直"), QTreeWidget(), QCheckBox("直"), label("直", "quiet")]
    layout = QVBoxLayout(window)
    for part in parts:
        layout.addWidget(part)
    window.show()
    qtbot.waitExposed(window)
    for look, percent in ((Look.DARK, 150), (Look.LIGHT, 200), (Look.CONTRAST, 80), (Look.CONTRAST, 120)):
        _wear(themed, look, percent)
        assert {part.font().pointSizeF() for part in parts} == {themed.font().pointSizeF()}, percent
        for part in parts[:4]:
            assert part.palette().windowText().color().name() == theme.tokens().text, part
        assert parts[4].palette().windowText().color().name() == theme.tokens().quiet


def test_what_is_gone_is_not_dressed_and_not_kept(themed: QApplication) -> None:
    import gc
    import weakref

    told: list[str] = []
    widget = theme.follow(QWidget(), lambda each: told.append(each.objectName()))
    kept = weakref.ref(widget)
    del widget
    gc.collect()
    assert kept() is None
    _wear(themed, Look.DARK)
    assert told == [""]


def test_a_label_and_a_message_follow(themed: QApplication, qtbot: object) -> None:
    title, notice, diff = label("直", "title"), Notice(), DiffView("diff")
    notice.tell("x", bad=True)
    diff.show_diff(["+ new", "- old"])
    heights, signs, inks = [], [], []
    for look, percent in ((Look.LIGHT, 100), (Look.DARK, 200)):
        _wear(themed, look, percent)
        heights.append(title.minimumHeight())
        signs.append(notice._sign.pixmap().toImage())
        ranges = diff.document().firstBlock().layout().formats()
        inks.append(QTextCharFormat(ranges[0].format).foreground().color().name())
    assert heights[1] > 1.6 * heights[0]
    assert signs[0] != signs[1]
    assert inks == [theme.LIGHT.good, theme.DARK.good]
    for each in (title, notice, diff):
        each.deleteLater()


def test_a_field_of_lines_keeps_its_lines(themed: QApplication) -> None:
    from ui.widgets.form import Form

    form = Form()
    edit = form.text("why", "Why", lines=3)
    assert isinstance(edit, QPlainTextEdit)
    for percent in (100, 200):
        _wear(themed, Look.LIGHT, percent)
        edit.ensurePolished()
        assert edit.height() >= 3 * edit.fontMetrics().lineSpacing()
    form.deleteLater()


# --- which look


def test_the_desktop_is_followed(themed: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    scheme = Qt.ColorScheme.Light
    asked: list[str] = []

    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802  Qt's name
            return scheme

    monkeypatch.setattr("ui.theme.looks.QGuiApplication.styleHints", Hints)
    assert chosen_tokens() is theme.LIGHT
    scheme = Qt.ColorScheme.Dark
    assert chosen_tokens() is theme.DARK
    monkeypatch.undo()
    desktop = Desktop(themed)
    desktop.changed.connect(lambda: asked.append(chosen_tokens(desktop).name))
    desktop.take(1)
    desktop.take(1)
    desktop.take(0)
    assert asked == ["contrast-light", "light"]
    desktop.deleteLater()


@pytest.mark.parametrize(
    ("scheme", "ordinary", "high"),
    [
        (Qt.ColorScheme.Light, theme.LIGHT, theme.CONTRAST_LIGHT),
        (Qt.ColorScheme.Dark, theme.DARK, theme.CONTRAST),
        (Qt.ColorScheme.Unknown, theme.LIGHT, theme.CONTRAST_LIGHT),
    ],
)
def test_high_contrast_is_light_or_dark_as_the_desktop_is(
    themed: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    scheme: Qt.ColorScheme,
    ordinary: theme.Tokens,
    high: theme.Tokens,
) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802  Qt's name
            return scheme

    desktop = Desktop(themed)
    with monkeypatch.context() as patched:
        patched.setattr("ui.theme.looks.QGuiApplication.styleHints", Hints)
        assert chosen_tokens(desktop) is ordinary
        desktop.take(1)
        assert chosen_tokens(desktop) is high
        settings.set_look(Look.CONTRAST)
        desktop.take(0)
        assert chosen_tokens(desktop) is high, "who chose it gets it from a desktop that does not ask for it, too"
    desktop.deleteLater()


@pytest.mark.parametrize(
    ("look", "tokens"), [(Look.LIGHT, theme.LIGHT), (Look.DARK, theme.DARK), (Look.CONTRAST, theme.CONTRAST_LIGHT)]
)
def test_a_choice_counts_whatever_the_desktop_wishes(themed: QApplication, look: Look, tokens: theme.Tokens) -> None:
    desktop = Desktop(themed)
    desktop.take(1)
    settings.set_look(look)
    assert chosen_tokens(desktop) is tokens
    theme.apply_theme(themed)
    assert theme.tokens() is tokens
    assert themed.palette().window().color().name() == tokens.window
    desktop.deleteLater()


@pytest.mark.parametrize("value", [2, -1, None, "1", [], 10**12])
def test_an_odd_word_from_the_portal_is_no_wish(themed: QApplication, value: object) -> None:
    desktop = Desktop(themed)
    before = desktop.contrast
    desktop.take(value)
    assert desktop.contrast is before
    desktop.deleteLater()


def test_the_same_look_again_costs_nothing(themed: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    _wear(themed, Look.DARK)
    worn: list[str] = []
    with monkeypatch.context() as patched:  # what follows must be put on again
        patched.setattr(theme, "_put_on", lambda _app, look, _font: worn.append(look.name))
        theme.apply_theme(themed)
    assert worn == []
