"""A print run with address labels in the window: it stops for their sheets, and begins at a label that is free."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from caseman.domain.lifecycle import Step
from caseman.domain.print_plan import RunState
from caseman.services.letter_inputs import RunPrintInput
from tests.services.variants import adopt
from tests.services.walking import Office, Walk
from tests.ui.conftest import Hands
from ui import settings, theme
from ui.pages.letters import LettersPage
from ui.pages.runs.panel import RunsPanel
from ui.window import Window

_RUN = "R-2026-001"
_LABELS = ("[retention]", '[letters]\nsource = "office setting"\naddresses = "labels"\n[retention]')


def _two_letters(walk: Walk) -> None:
    adopt(walk.desk, _LABELS)
    for _ in range(2):
        walk.to(Step.LETTER)


@pytest.fixture
def run(
    desk_window: Callable[..., Window],
    walked_once: Callable[[Callable[[Walk], object]], Office],
    office_path: Path,
    hands: Hands,
) -> tuple[Window, RunsPanel]:
    """A print run of two letters whose addresses stand on labels, in sight."""
    walked_once(_two_letters).copy_to(office_path.parent)
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.go("letters")
    page = window.desk_view.pages["letters"]
    assert isinstance(page, LettersPage)
    page.tabs.setCurrentIndex(1)
    hands.settle(window)
    hands.click(page.runs.all_button)
    hands.click(page.runs.make_button)
    hands.settle(window)
    return window, page.runs


def _to_pdf(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def _pages(path: Path) -> int:
    document = pypdfium2.PdfDocument(path.read_bytes())
    count = len(document)
    document.close()
    return count


def _corners(path: Path) -> set[tuple[int, ...]]:
    """The colour of the paper of each page."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return {page.render().to_pil().convert("RGB").getpixel((2, 2)) for page in document}
    finally:
        document.close()


def test_it_stops_for_the_sheets_of_labels_and_goes_on_with_them(
    run: tuple[Window, RunsPanel], hands: Hands, tmp_path: Path
) -> None:
    window, panel = run
    assert "Address labels: sheet 5" in panel.printing.parts.text()
    assert panel.printing.form.values()["first_label"] == "1"
    paper, labels = tmp_path / "paper.pdf", tmp_path / "labels.pdf"
    panel.printing.print_on(RunPrintInput.read(run=_RUN, first_label=12), _to_pdf(paper))
    hands.until(lambda: panel.view is not None and panel.view.line.state is RunState.PAUSED)
    hands.settle(window)
    assert _pages(paper) == 4
    assert panel.view is not None
    assert (panel.view.next_sheet, panel.view.sheets, panel.view.first_label) == (5, 6, 12)
    assert panel.printing.form.values()["first"] == "5"
    assert panel.printing.form.values()["first_label"] == "12"
    assert "Address labels: sheets 5 to 6" in panel.printing.parts.text()
    panel.printing.print_on(RunPrintInput.read(run=_RUN, first=5, first_label=12), _to_pdf(labels))
    hands.until(lambda: panel.view is not None and panel.view.line.state is RunState.PRINTED)
    hands.settle(window)
    assert _pages(labels) == 2


def test_without_the_stop_all_goes_in_one_pass(run: tuple[Window, RunsPanel], hands: Hands, tmp_path: Path) -> None:
    window, panel = run
    panel.printing.form.set_values({"stop": False})
    panel.printing.print_on(RunPrintInput.read(run=_RUN), _to_pdf(tmp_path / "whole.pdf"))
    hands.until(lambda: panel.view is not None and panel.view.line.state is RunState.PRINTED)
    hands.settle(window)
    assert _pages(tmp_path / "whole.pdf") == 5


def test_another_look_in_the_middle_of_a_run_changes_no_sheet(
    run: tuple[Window, RunsPanel], hands: Hands, tmp_path: Path, themed: QApplication
) -> None:
    window, panel = run
    looks = itertools.cycle((settings.Look.DARK, settings.Look.CONTRAST, settings.Look.LIGHT))
    drawn: list[int] = []

    def another(sheet: int) -> None:
        drawn.append(sheet)
        settings.set_look(next(looks))
        theme.apply_theme(themed)

    panel.printing.form.set_values({"stop": False})
    panel.printing.print_on(RunPrintInput.read(run=_RUN), _to_pdf(tmp_path / "looks.pdf"))
    hands.until(lambda: panel.printing.printing is not None)
    assert panel.printing.printing is not None
    panel.printing.printing.moved.connect(another)
    hands.until(lambda: panel.view is not None and panel.view.line.state is RunState.PRINTED)
    hands.settle(window)
    settings.set_look(settings.Look.SYSTEM)
    theme.apply_theme(themed)
    assert len(drawn) > 1
    assert _pages(tmp_path / "looks.pdf") == 5
    assert _corners(tmp_path / "looks.pdf") == {(255, 255, 255)}


def test_a_label_that_the_sheet_has_not_is_told_beside_its_field(
    run: tuple[Window, RunsPanel], hands: Hands, tmp_path: Path
) -> None:
    _window, panel = run
    panel.printing.print_on(RunPrintInput.read(run=_RUN, first_label=13), _to_pdf(tmp_path / "none.pdf"))
    hands.until(lambda: "labels 1 to 12" in panel.printing.form.fault("first_label"))
    assert not panel.printing.busy


def test_one_letter_leaves_by_another_class(run: tuple[Window, RunsPanel], hands: Hands) -> None:
    window, panel = run
    assert not panel.mail_button.isEnabled(), "no letter is chosen yet"
    panel.letters.selectRow(1)
    assert panel.mail_form.values()["mail_class"] == "simplified_registered"
    hands.choose(panel.mail_form.control("mail_class"), "ordinary")
    hands.click(panel.mail_button)
    hands.until(lambda: panel.view is not None and panel.view.letters[1].mail_class == "ordinary")
    hands.settle(window)
    assert panel.view is not None
    assert panel.view.letters[0].mail_class == "simplified_registered"
