"""From the decision to the delivery in the window: approved by a colleague, printed in a run, compared, delivered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from caseman.domain.lifecycle import State, Step
from caseman.domain.print_plan import RunState
from caseman.services.desk import Desk
from caseman.services.letter_inputs import RunPrintInput
from caseman.services.letters import letter as read_letter
from caseman.services.run_views import show_run
from caseman.storage.file import open_file
from tests.services.letter_walk import enclose
from tests.services.variants import COLLEAGUE, adopt, colleague
from tests.services.walking import PRINCIPAL, STAFF, TRACKING, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.dialogs.send_guard import SendGuardDialog
from ui.pages.case import CasePage
from ui.pages.letters import LettersPage
from ui.pages.runs.panel import RunsPanel
from ui.pages.steps.dispatch import DispatchPanel
from ui.pages.steps.letter import LetterPanel
from ui.run_printer import RunPrinter
from ui.window import Window

_OTHER = "998-76-54321-1"
_STRICT = ('dispatch = "off"', 'dispatch = "required"\nletter = "required"')


@pytest.fixture
def sit_down(
    new_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> Callable[[str], Window]:
    """A member sits down at the office; who sat there before has locked it."""
    before: list[Window] = []

    def sit(name: str) -> Window:
        for window in before:
            window.shut_down()
        before.clear()
        window = new_window(office_path)
        file = open_file(office_path, office.keyslots, office.data_key, clock())
        window.unlock_page.opened.emit(Desk(file, name, clock))
        hands.settle(window)
        before.append(window)
        return window

    return sit


def _prepare(office: Office, path: Path, clock: TickingClock) -> list[str]:
    """Two members under strict rules, and two cases that are decided."""
    desk = open_copy(office, path, clock)
    adopt(desk, _STRICT)
    colleague(desk)
    walk = Walk(desk, clock)
    numbers = [walk.to(Step.DECISION) for _ in range(2)]
    desk.close()
    return numbers


def _page(window: Window) -> CasePage:
    assert window.desk_view is not None
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    return page


def _case(window: Window, hands: Hands, number: str, step: Step) -> CasePage:
    assert window.desk_view is not None
    window.desk_view.open_case(number, step)
    hands.settle(window)
    return _page(window)


def _runs(window: Window, hands: Hands) -> RunsPanel:
    assert window.desk_view is not None
    window.desk_view.go("letters")
    page = window.desk_view.pages["letters"]
    assert isinstance(page, LettersPage)
    page.tabs.setCurrentIndex(1)
    hands.settle(window)
    return page.runs


def _to_pdf(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(96)
    return printer


def _guard() -> SendGuardDialog:
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SendGuardDialog)
    return dialog


def _make_and_submit(window: Window, hands: Hands, number: str) -> None:
    page = _case(window, hands, number, Step.LETTER)
    panel = page.panels[Step.LETTER]
    assert isinstance(panel, LetterPanel)
    hands.click(panel.make_button)
    hands.settle(window)
    page.go_to(Step.LETTER)
    hands.settle(window)
    assert not panel.print_button.isEnabled(), "not before it is approved"
    assert panel.review.approve_button.isHidden()
    hands.click(panel.review.submit_button)
    hands.settle(window)
    assert not panel.review.approve_button.isEnabled(), "who made it does not approve it"
    assert "another person" in panel.review.standing.text()


def _approve(window: Window, hands: Hands, number: str) -> None:
    page = _case(window, hands, number, Step.LETTER)
    panel = page.panels[Step.LETTER]
    assert isinstance(panel, LetterPanel)
    hands.click(panel.review.approve_button)
    hands.settle(window)
    assert COLLEAGUE in panel.review.standing.text()
    assert panel.print_button.isEnabled()


def _print(panel: RunsPanel, window: Window, hands: Hands, path: Path, **asked: int) -> None:
    panel.printing.print_on(RunPrintInput.read(run="R-2026-001", **asked), _to_pdf(path))
    hands.until(lambda: panel.view is not None and panel.view.line.state is RunState.PRINTED)
    hands.settle(window)


def _send(panel: RunsPanel, window: Window, hands: Hands) -> None:
    panel.tabs.setCurrentIndex(2)
    hands.click(panel.sending.send_button)
    hands.settle(window)


def test_from_the_decision_to_the_delivery(
    sit_down: Callable[[str], Window],
    office: Office,
    office_path: Path,
    clock: TickingClock,
    hands: Hands,
    tmp_path: Path,
) -> None:
    numbers = _prepare(office, office_path, clock)
    documents = [f"{number}-01" for number in numbers]
    window = sit_down(STAFF)
    for number in numbers:
        _make_and_submit(window, hands, number)
    window = sit_down(COLLEAGUE)
    for number in numbers:
        _approve(window, hands, number)

    panel = _gather(sit_down(STAFF), hands, documents)
    _number(panel, hands)
    out = tmp_path / "run.pdf"
    _print(panel, panel.window(), hands, out)
    assert panel.view is not None
    assert panel.view.line.state is RunState.PRINTED
    document = pypdfium2.PdfDocument(out.read_bytes())
    assert len(document) == panel.view.sheets == 4
    document.close()
    _send(panel, panel.window(), hands)
    assert panel.sending.faults.text().count("Compare before sending") == 2
    window = sit_down(COLLEAGUE)
    _compare(window, hands, documents)
    panel = _runs(window, hands)
    assert panel.view is not None
    assert all(line.compared for line in panel.view.letters)
    _send(panel, window, hands)
    assert panel.view.line.state is RunState.SENT
    _deliver(window, hands, numbers[0])


def _gather(window: Window, hands: Hands, documents: list[str]) -> RunsPanel:
    """A run of all letters that wait."""
    panel = _runs(window, hands)
    assert [line.document_number for line in panel.waiting.lines.lines] == documents
    hands.click(panel.all_button)
    hands.click(panel.make_button)
    hands.settle(window)
    assert [line.number for line in panel.runs.lines.lines] == ["R-2026-001"]
    return panel


def _number(panel: RunsPanel, hands: Hands) -> None:
    """The block is refused whole for one wrong digit, then taken."""
    panel.tabs.setCurrentIndex(1)
    for block in (f"{TRACKING}\n123-45-67890-4", f"{TRACKING}\n{_OTHER}"):
        panel.numbers.form.set_values({"block": block})
        hands.click(panel.numbers.take_button)
        hands.settle(panel.window())
        assert panel.view is not None
        if block.endswith(_OTHER):
            assert [line.tracking_number for line in panel.view.letters] == [TRACKING, _OTHER]
        else:
            assert "Line 2: The check digit" in panel.numbers.form.fault("block")
            assert [line.tracking_number for line in panel.view.letters] == ["", ""]


def _compare(window: Window, hands: Hands, documents: list[str]) -> None:
    """The first name is typed wrong once; then both are typed as they stand on the envelopes."""
    panel = _runs(window, hands)
    panel.tabs.setCurrentIndex(2)
    hands.click(panel.sending.compare_button)
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), SendGuardDialog))
    dialog = _guard()
    assert dialog.geometry().contains(window.geometry()), "nothing of the letter is in sight"
    shown = " ".join(child.text() for child in dialog.findChildren(QLabel))
    assert "髙橋" not in shown
    _type(dialog, hands, "高橋 一郎", "0")
    hands.until(dialog.notice.isVisible)
    assert dialog.notice.property("bad") is True
    assert documents[0] in dialog.which.text(), "it stops at this letter"
    for _ in documents:
        hands.until(dialog.isEnabled)
        _type(dialog, hands, PRINCIPAL["name"], "０")
        hands.settle(window)
    hands.until(lambda: QApplication.activeModalWidget() is None)
    hands.settle(window)


def _deliver(window: Window, hands: Hands, number: str) -> None:
    page = _case(window, hands, number, Step.DISPATCH)
    step = page.panels[Step.DISPATCH]
    assert isinstance(step, DispatchPanel)
    hands.click(step.deliver_button)
    hands.settle(window)
    assert page.view is not None
    assert page.view.state is State.DELIVERED
    actions = {line.action for line in page.view.history}
    assert actions >= {
        "letter_submitted",
        "letter_approved",
        "letter_printed",
        "send_check_differed",
        "send_check_agreed",
        "letter_dispatched",
    }


def _type(dialog: SendGuardDialog, hands: Hands, name: str, count: str) -> None:
    hands.type(dialog.form.control("addressee"), name)
    hands.type(dialog.form.control("enclosures"), count)
    hands.click(dialog.compare_button)


def _three_letters(walk: Walk) -> None:
    for _ in range(3):
        walk.to(Step.LETTER)


@pytest.fixture
def run(
    desk_window: Callable[..., Window],
    walked_once: Callable[[Callable[[Walk], object]], Office],
    office_path: Path,
    hands: Hands,
) -> tuple[Window, RunsPanel]:
    """A print run of three letters, in sight."""
    walked_once(_three_letters).copy_to(office_path.parent)
    window = desk_window()
    panel = _runs(window, hands)
    hands.click(panel.all_button)
    hands.click(panel.make_button)
    hands.settle(window)
    return window, panel


class _PausedAtTwo(RunPrinter):
    """Somebody presses “Pause” while the second sheet is drawn."""

    def begin(self) -> None:
        self.moved.connect(lambda sheet: self.pause() if sheet == 2 else None)
        super().begin()


class _Waiting(RunPrinter):
    """The first sheet is not drawn yet."""

    def begin(self) -> None:
        pass


def test_a_pause_keeps_the_sheet_and_the_rest_follows(
    run: tuple[Window, RunsPanel], hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, panel = run
    with monkeypatch.context() as patched:
        patched.setattr("ui.pages.runs.printing.RunPrinter", _PausedAtTwo)
        panel.printing.print_on(RunPrintInput.read(run="R-2026-001"), _to_pdf(tmp_path / "first.pdf"))
        hands.until(lambda: panel.printing.busy)
    hands.until(lambda: panel.view is not None and panel.view.line.state is RunState.PAUSED)
    hands.settle(window)
    assert panel.view is not None
    assert panel.view.next_sheet == 3
    assert panel.printing.form.values()["first"] == "3"
    assert "Stopped before sheet 3 of 5" in panel.printing.where.text()
    _print(panel, window, hands, tmp_path / "rest.pdf", first=3)
    assert panel.view.line.state is RunState.PRINTED
    counts = []
    for name in ("first.pdf", "rest.pdf"):
        document = pypdfium2.PdfDocument((tmp_path / name).read_bytes())
        counts.append(len(document))
        document.close()
    assert counts == [2, 3]


class _Vanishing(QPrinter):
    """A printer that is unplugged before its third sheet."""

    taken = 1

    def newPage(self) -> bool:  # noqa: N802  Qt's name
        self.taken += 1
        return self.taken <= 2 and super().newPage()


def test_a_printer_that_disappears_is_told_and_nothing_is_lost(
    run: tuple[Window, RunsPanel], hands: Hands, tmp_path: Path
) -> None:
    window, panel = run
    printer = _Vanishing(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "lost.pdf"))
    panel.printing.print_on(RunPrintInput.read(run="R-2026-001"), printer)
    hands.until(lambda: panel.view is not None and panel.view.line.state is RunState.PAUSED)
    hands.settle(window)
    assert panel.view is not None
    assert panel.view.next_sheet == 1, "what was drawn was never handed over"
    assert [(event.kind, event.sheet) for event in panel.view.events] == [("lost", 1)]
    assert _notice(window).startswith("The printer is gone.")
    _print(panel, window, hands, tmp_path / "again.pdf")
    assert panel.view.line.state is RunState.PRINTED


def test_a_printer_that_cannot_begin_is_told(run: tuple[Window, RunsPanel], hands: Hands, tmp_path: Path) -> None:
    window, panel = run
    panel.printing.print_on(RunPrintInput.read(run="R-2026-001"), _Refusing(QPrinter.PrinterMode.ScreenResolution))
    hands.until(lambda: panel.view is not None and panel.view.line.state is RunState.PAUSED)
    hands.settle(window)
    assert _notice(window).startswith("The printer is gone.")


class _Refusing(QPrinter):
    """A printer whose name this machine does not know any more."""

    def printerName(self) -> str:  # noqa: N802  Qt's name
        return "見本プリンター"


def test_a_lock_in_the_middle_leaves_the_run_to_go_on(
    run: tuple[Window, RunsPanel],
    hands: Hands,
    tmp_path: Path,
    open_desk: Callable[[Path], Desk],
    office_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, panel = run
    monkeypatch.setattr("ui.pages.runs.printing.RunPrinter", _Waiting)
    monkeypatch.setattr("ui.pages.runs.printing.RunPrinter", _Waiting)
    panel.printing.print_on(RunPrintInput.read(run="R-2026-001"), _to_pdf(tmp_path / "cut.pdf"))
    hands.until(lambda: panel.printing.busy)
    assert window.desk_view is not None
    window.desk_view.drafts()  # what a lock asks every page for
    assert not panel.printing.busy
    window.shut_down()
    view = show_run(open_desk(office_path), "R-2026-001")
    assert (view.line.state, view.next_sheet) == (RunState.PRINTING, 1)


@pytest.mark.qt_log_ignore("QPainter::begin")  # the printer that is not there says so
def test_one_letter_is_printed_alone_and_a_lost_printer_notes_nothing(
    desk_window: Callable[..., Window],
    office: Office,
    office_path: Path,
    clock: TickingClock,
    hands: Hands,
    tmp_path: Path,
) -> None:
    desk = open_copy(office, office_path, clock)
    number = Walk(desk, clock).to(Step.LETTER)
    kept = read_letter(desk, number, f"{number}-01")
    desk.close()
    window = desk_window()
    page = _case(window, hands, number, Step.LETTER)
    panel = page.panels[Step.LETTER]
    assert isinstance(panel, LetterPanel)
    printer = _to_pdf(tmp_path / "nowhere" / "letter.pdf")
    panel.output.print_on(kept, printer)
    hands.until(lambda: panel.notice.text.startswith("The printer is gone"))
    hands.settle(window)
    assert page.view is not None
    assert page.view.history[0].action == "letter_made"
    panel.output.print_on(kept, _to_pdf(tmp_path / "letter.pdf"))
    hands.until(lambda: page.view is not None and page.view.history[0].action == "letter_printed")
    document = pypdfium2.PdfDocument((tmp_path / "letter.pdf").read_bytes())
    assert len(document) == 1
    document.close()


def test_a_spoilt_sheet_is_logged_and_proposed_again(
    run: tuple[Window, RunsPanel], hands: Hands, tmp_path: Path
) -> None:
    window, panel = run
    _print(panel, window, hands, tmp_path / "run.pdf")
    hands.click(panel.printing.spoilt_button)
    assert panel.printing.spoilt.fault("sheet")
    hands.type(panel.printing.spoilt.control("sheet"), "２")
    hands.type(panel.printing.spoilt.control("reason"), "折れ")
    hands.click(panel.printing.spoilt_button)
    hands.settle(window)
    values = panel.printing.form.values()
    assert (values["first"], values["last"]) == ("2", "2")
    assert [panel.log.lines.data(panel.log.lines.index(0, 2))] == ["sheet spoilt: 折れ"]


def test_a_letter_is_taken_out_and_a_run_given_up(run: tuple[Window, RunsPanel], hands: Hands) -> None:
    window, panel = run
    panel.letters.selectRow(1)
    hands.click(panel.out_button)
    hands.settle(window)
    assert panel.view is not None
    assert [line.document_number[-7:] for line in panel.view.letters] == ["0001-01", "0003-01"]
    hands.click(panel.printing.cancel_button)
    assert panel.printing.spoilt.fault("reason")
    hands.type(panel.printing.spoilt.control("reason"), "用紙切れ")
    hands.click(panel.printing.cancel_button)
    hands.settle(window)
    assert panel.view.line.state is RunState.CANCELLED
    assert not panel.printing.isEnabled()


def _notice(window: Window) -> str:
    assert window.desk_view is not None
    return window.desk_view.pages["letters"].notice.text


def test_enclosures_are_recorded_where_the_letter_is_sent(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    number = walk.to(Step.LETTER)
    enclose(desk, number, f"{number}-01")
    desk.close()
    window = desk_window()
    page = _case(window, hands, number, Step.DISPATCH)
    step = page.panels[Step.DISPATCH]
    assert isinstance(step, DispatchPanel)
    part = step.enclosures
    assert part.list.count() == 1
    kind = part.form.control("kind")
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(kind.findData("other"))
    hands.type(part.form.control("sheets"), "２")
    hands.click(part.add_button)
    hands.until(lambda: bool(part.form.fault("words")))
    hands.type(part.form.control("words"), "見本の冊子")
    hands.click(part.add_button)
    hands.settle(window)
    assert [part.list.item(at).text() for at in range(part.list.count())] == [
        "Copy of the disclosed data – sheets: 5",
        "Other piece: 見本の冊子 – sheets: 2",
    ]
    part.list.setCurrentRow(0)
    hands.click(part.remove_button)
    hands.settle(window)
    assert part.list.count() == 1


def test_a_letter_that_was_sent_back_is_made_anew_in_the_window(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> None:
    desk = open_copy(office, office_path, clock)
    adopt(desk, ('dispatch = "off"', 'dispatch = "off"\nletter = "warn"'))
    number = Walk(desk, clock).to(Step.LETTER)
    desk.close()
    window = desk_window()
    page = _case(window, hands, number, Step.LETTER)
    panel = page.panels[Step.LETTER]
    assert isinstance(panel, LetterPanel)
    assert panel.print_button.isEnabled(), "it is only advised"
    assert "should be approved" in panel.review.standing.text()
    hands.click(panel.review.submit_button)
    hands.settle(window)
    hands.click(panel.review.back_button)
    assert panel.notice.property("bad") is True
    hands.type(panel.review.reason, "宛名が違います。")
    hands.click(panel.review.back_button)
    hands.settle(window)
    assert "宛名が違います。" in panel.review.standing.text()
    assert not panel.print_button.isEnabled()
    hands.click(panel.anew_button)
    hands.settle(window)
    assert page.view is not None
    assert [(x.document_number, x.version) for x in page.view.letters] == [(f"{number}-02", 2), (f"{number}-01", 1)]
