"""The whole walk, clicked and typed: from the first run to the CSV for the auditor."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWizard

from caseman.domain.decisions import Outcome
from caseman.domain.documents import DocumentKind
from caseman.domain.lifecycle import Step
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.text import Language
from tests.services.walking import PASSPHRASE, picture
from tests.ui.conftest import Hands
from ui.dialogs.new_office import NewOffice
from ui.pages.audit.page import AuditPage
from ui.pages.case import CasePage
from ui.pages.post.page import PostPage
from ui.pages.steps.close import ClosePanel
from ui.pages.steps.date import DatePanel
from ui.pages.steps.decision import DecisionPanel
from ui.pages.steps.dispatch import DispatchPanel
from ui.pages.steps.fee import FeePanel
from ui.pages.steps.identity import IdentityPanel
from ui.pages.steps.letter import LetterPanel
from ui.window import Window

_NAME, _KANA = "見本 太郎", "ミホン タロウ"
_DETAILS = "氏名、住所、電話番号、取引の記録"


@pytest.mark.parametrize("language", list(Language))
def test_from_first_run_to_csv(
    new_window: Callable[..., Window], hands: Hands, tmp_path: Path, language: Language
) -> None:
    window = new_window(language=language)
    path = _make_office(window, hands, tmp_path)
    _unlock(window, hands, path)
    _log_envelope(window, hands, tmp_path)
    number = _open_case(window, hands)
    page = _case_page(window)
    assert page.number == number
    _check_identity(page, window, hands)
    _pay(page, window, hands)
    _accept(page, window, hands)
    _decide(page, window, hands)
    pdf = _letter(page, window, hands, tmp_path)
    _send(page, window, hands)
    _close(page, window, hands)
    row = _export(window, hands, tmp_path)
    assert _NAME in _text(pdf)
    assert number in row
    assert _NAME in row
    assert all(name not in path.read_bytes().decode("latin-1") for name in (_KANA, "SQLite format 3"))


def _make_office(window: Window, hands: Hands, tmp_path: Path) -> Path:
    path = tmp_path / "office.caseman"
    sheet = tmp_path / "recovery.pdf"
    hands.click(window.unlock_page.new_button)
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), NewOffice))
    wizard = QApplication.activeModalWidget()
    assert isinstance(wizard, NewOffice)
    hands.until(lambda: wizard.office_page.office == "aucnet")
    hands.type(wizard.office_page.form.control("file"), str(path))
    hands.click(wizard.button(QWizard.WizardButton.NextButton))
    form = wizard.staff_page.form
    hands.type(form.control("staff_name"), "見本 花子")
    fields = wizard.staff_page.fields
    hands.type(fields.form.control("passphrase"), PASSPHRASE)
    hands.type(fields.form.control("again"), "something else entirely")
    hands.click(wizard.button(QWizard.WizardButton.CommitButton))
    assert fields.form.fault("again")
    hands.type(fields.form.control("again"), PASSPHRASE)
    hands.until(lambda: bool(fields.strength.text()))
    hands.click(wizard.button(QWizard.WizardButton.CommitButton))
    hands.until(lambda: wizard.currentPage() is wizard.sheet_page)
    assert not wizard.button(QWizard.WizardButton.FinishButton).isEnabled()
    hands.click(wizard.sheet_page.keeper.save_button)
    hands.pick_files(sheet)
    assert sheet.read_bytes().startswith(b"%PDF")
    hands.click(wizard.button(QWizard.WizardButton.FinishButton))
    assert window.unlock_page.file == path
    return path


def _unlock(window: Window, hands: Hands, path: Path) -> None:
    page = window.unlock_page
    hands.type(page.passphrase, "wrong passphrase")
    hands.bot.keyClick(page.passphrase, Qt.Key.Key_Return)
    hands.until(lambda: page.notice.isVisible() and page.unlock_button.isEnabled())
    assert window.session is None
    hands.type(page.passphrase, PASSPHRASE)
    hands.click(page.unlock_button)
    hands.until(lambda: window.session is not None)
    hands.settle(window)
    assert window.session is not None
    assert window.session.path == path


def _log_envelope(window: Window, hands: Hands, tmp_path: Path) -> None:
    assert window.desk_view is not None
    view = window.desk_view
    hands.bot.keyClick(view, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    page = view.pages["post"]
    assert isinstance(page, PostPage)
    if view.place != "post":  # an offscreen window may not take shortcuts
        view.go("post")
    form = page.envelope_form
    scan, bad = tmp_path / "form.png", tmp_path / "empty.pdf"
    scan.write_bytes(picture())
    bad.write_bytes(b"")
    hands.type(form.form.control("arrived_on"), "2099-01-01")
    hands.type(form.form.control("sender_as_written"), _NAME)
    hands.click(form.submit_button)
    hands.until(lambda: bool(form.form.fault("arrived_on")))
    hands.type(form.form.control("arrived_on"), _today().isoformat())
    hands.choose(form.form.control("mail_class"), MailClass.REGISTERED)
    hands.type(form.form.control("tracking_number"), "１２３-４５-６７８９０-３")
    for kind in (EnclosureKind.REQUEST_FORM, EnclosureKind.ID_COPY, EnclosureKind.BANK_RECEIPT):
        hands.tick(form.enclosures.rows[kind][0])
    form.drop.add_files([scan, bad])
    hands.until(lambda: len(form.drop.scans) == 1 and "empty.pdf" in form.drop.fault)
    hands.until(lambda: page.new_scans.has_picture)
    hands.click(form.submit_button)
    hands.until(lambda: page.tabs.currentIndex() == 1 and page.case_form.envelope_id is not None)
    hands.settle(window)


def _open_case(window: Window, hands: Hands) -> str:
    assert window.desk_view is not None
    page = window.desk_view.pages["post"]
    assert isinstance(page, PostPage)
    case = page.case_form
    hands.tick(case.asked[RequestType.DISCLOSURE])
    hands.type(case.form.control("scope.disclosure"), "会員登録の内容")
    assert case.form.values()["principal.name"] == _NAME
    hands.type(case.form.control("principal.kana"), _KANA)
    hands.type(case.form.control("principal.postal_code"), "10783")
    assert case.form.fault("principal.postal_code")
    hands.type(case.form.control("principal.postal_code"), "１０７８３４９")
    hands.until(lambda: "東京都港区" in case.form.values()["principal.address"])
    hands.type(case.form.control("principal.address"), "東京都港区見本町1-2-3")
    hands.click(case.submit_button)
    hands.until(lambda: window.desk_view is not None and window.desk_view.place.startswith("case:"))
    hands.settle(window)
    return window.desk_view.place.partition(":")[2]


def _case_page(window: Window) -> CasePage:
    assert window.desk_view is not None
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    return page


def _at(page: CasePage, step: Step) -> Callable[[], bool]:
    return lambda: page.view is not None and page.view.next_step is step and page.step is step


def _check_identity(page: CasePage, window: Window, hands: Hands) -> None:
    hands.until(_at(page, Step.IDENTITY))
    panel = page.panels[Step.IDENTITY]
    assert isinstance(panel, IdentityPanel)
    hands.until(lambda: page.scans.has_picture)
    hands.choose(panel.form.control("document"), DocumentKind.DRIVERS_LICENCE)
    hands.type(panel.form.control("expires_on"), "R16.4.1")
    assert panel.form.values()["expires_on"] == "2034-04-01"
    hands.click(panel.submit_button)
    hands.until(panel.notice.isVisible)
    assert page.view is not None
    assert not page.view.checks
    for name in ("name_agrees", "address_agrees", "birth_date_agrees", "masked"):
        hands.tick(panel.form.control(name))
    hands.settle(window)
    hands.click(panel.submit_button)


def _pay(page: CasePage, window: Window, hands: Hands) -> None:
    hands.until(_at(page, Step.FEE))
    panel = page.panels[Step.FEE]
    assert isinstance(panel, FeePanel)
    hands.type(panel.form.control("amount"), "５，２５０円")
    hands.type(panel.form.control("paid_on"), _today().isoformat())
    hands.type(panel.form.control("payer"), "ﾐﾎﾝ ﾀﾛｳ")
    hands.type(panel.form.control("matched_on"), _today().isoformat())
    hands.click(panel.submit_button)
    hands.settle(window)


def _accept(page: CasePage, window: Window, hands: Hands) -> None:
    hands.until(_at(page, Step.DATE))
    panel = page.panels[Step.DATE]
    assert isinstance(panel, DatePanel)
    assert panel.steps.text().startswith("1. ")
    hands.click(panel.submit_button)
    hands.settle(window)


def _decide(page: CasePage, window: Window, hands: Hands) -> None:
    hands.until(_at(page, Step.DECISION))
    panel = page.panels[Step.DECISION]
    assert isinstance(panel, DecisionPanel)
    hands.choose(panel.form.control("outcome"), Outcome.REFUSE)
    hands.click(panel.submit_button)
    hands.until(lambda: bool(panel.form.fault("ground")) and bool(panel.form.fault("reason")))
    hands.choose(panel.form.control("outcome"), Outcome.GRANT)
    hands.type(panel.form.control("details"), _DETAILS)
    hands.click(panel.submit_button)
    hands.settle(window)


def _letter(page: CasePage, window: Window, hands: Hands, tmp_path: Path) -> bytes:
    hands.until(_at(page, Step.LETTER))
    panel = page.panels[Step.LETTER]
    assert isinstance(panel, LetterPanel)
    hands.until(lambda: page.letter_view.pages == 1)
    hands.click(panel.make_button)
    hands.until(_at(page, Step.DISPATCH))
    page.go_to(Step.LETTER)
    hands.until(lambda: panel.output.letter is not None)
    saved = tmp_path / "letter.pdf"
    hands.click(panel.save_button)
    hands.pick_files(saved)
    hands.settle(window)
    return saved.read_bytes()


def _send(page: CasePage, window: Window, hands: Hands) -> None:
    page.go_to(Step.DISPATCH)
    panel = page.panels[Step.DISPATCH]
    assert isinstance(panel, DispatchPanel)
    hands.type(panel.form.control("tracking_number"), "123-45-67890-3")
    hands.click(panel.submit_button)
    hands.until(_at(page, Step.CLOSE))
    hands.settle(window)
    close = page.panels[Step.CLOSE]
    assert isinstance(close, ClosePanel)
    assert page.view is not None
    assert page.view.missing_other, "the proof of delivery is named as missing"
    hands.click(page.stepper.button(Step.DISPATCH))
    hands.until(panel.deliver_button.isVisible)
    hands.click(panel.deliver_button)
    hands.settle(window)
    hands.click(page.next_button)


def _close(page: CasePage, window: Window, hands: Hands) -> None:
    hands.until(_at(page, Step.CLOSE))
    panel = page.panels[Step.CLOSE]
    assert isinstance(panel, ClosePanel)
    hands.click(panel.submit_button)
    hands.until(lambda: page.view is not None and page.view.closed_on is not None)
    hands.settle(window)
    assert len(page.history.lines.lines) >= 9


def _export(window: Window, hands: Hands, tmp_path: Path) -> list[str]:
    assert window.desk_view is not None
    window.desk_view.go("audit")
    page = window.desk_view.pages["audit"]
    assert isinstance(page, AuditPage)
    hands.settle(window)
    folder = tmp_path / "audit"
    folder.mkdir()
    page.show_part("export")
    hands.click(page.export.export_button)
    hands.pick_files(folder)
    hands.until(page.notice.isVisible)
    hands.settle(window)
    (made,) = folder.iterdir()
    ledger = (made / "ledger.csv").read_bytes()
    assert ledger.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(ledger.decode("utf-8-sig").splitlines()))
    assert len(rows) == 2
    page.show_part("trail")
    hands.click(page.trail.verify_button)
    hands.until(page.trail.verify_button.isEnabled)
    assert page.notice.property("bad") is False
    page.trail.anchor.setText("1-AAAAAAAAAAAAAAAAAAAA")
    hands.click(page.trail.verify_button)
    hands.until(lambda: page.trail.verify_button.isEnabled() and page.notice.property("bad") is True)
    return rows[1]


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def _today() -> object:
    from zoneinfo import ZoneInfo

    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Tokyo")).date()
