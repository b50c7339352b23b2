"""Scans in the window: brought in and split, pasted, ticked from the tray, masked, and found by a reader."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.domain.documents import Detail
from caseman.domain.lifecycle import Step
from caseman.services.cover_sheets import case_cover
from caseman.services.post_inputs import ScanInput
from caseman.services.scan_import import ScanFile, import_scans
from caseman.services.scanner_folder import AfterTaking, set_scanner_plan
from tests.exchange.paper_scans import as_tiff, drawn, photograph, written
from tests.services.walking import Office, TickingClock, Walk, open_copy, picture
from tests.ui.conftest import Hands
from ui.dialogs.masking import MaskDialog
from ui.pages.case import CasePage
from ui.pages.post.page import PostPage
from ui.window import Window


def _post(window: Window, hands: Hands) -> PostPage:
    assert window.desk_view is not None
    window.desk_view.go("post")
    hands.settle(window)
    page = window.desk_view.pages["post"]
    assert isinstance(page, PostPage)
    return page


@pytest.fixture
def walked(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock
) -> Callable[[Callable[[Walk], None]], Window]:
    """A window on an office in which something was done before."""

    def make(doing: Callable[[Walk], None]) -> Window:
        desk = open_copy(office, office_path, clock)
        doing(Walk(desk, clock))
        desk.close()
        return desk_window()

    return make


def test_a_batch_brought_in_is_split_and_told(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands, tmp_path: Path
) -> None:
    sheets: list[bytes] = []

    def doing(walk: Walk) -> None:
        sheets.append(case_cover(walk.desk, walk.case()))

    window = walked(doing)
    page = _post(window, hands)
    (tmp_path / "a.tif").write_bytes(as_tiff([written(0), drawn(sheets[0]), photograph(1), written(2)]))
    (tmp_path / "b.png").write_bytes(b"<svg/>")
    page.tray.bring_in([tmp_path / "b.png", tmp_path / "a.tif", tmp_path / "gone.pdf"])
    hands.settle(window)
    told = page.notice.text
    assert "Filed with their cases: 1 (P-2026-0001)." in told
    assert "Came into the scan tray: 1." in told
    assert "b.png: “b.png” is an SVG drawing" in told
    assert "“gone.pdf” cannot be read." in told
    assert page.tray.list.count() == 1
    assert page.tabs.tabText(2) == "Scan tray (1)"
    page.tabs.setCurrentIndex(2)
    hands.until(lambda: page.tray.viewer.has_picture)
    page.tray.list.setCurrentRow(0)
    page.tray.list.item(0).setSelected(True)
    hands.type(page.tray.form.control("number"), "P-2026-0009")
    page.tray.file_with_case()
    hands.settle(window)
    assert "P-2026-0009" in page.tray.form.fault("number")
    hands.type(page.tray.form.control("number"), "p-2026-0001")
    page.tray.list.item(0).setSelected(True)
    page.tray.file_with_case()
    hands.settle(window)
    assert page.tray.list.count() == 0


def test_pictures_and_files_are_pasted(desk_window: Callable[..., Window], hands: Hands, tmp_path: Path) -> None:
    window = desk_window()
    page = _post(window, hands)
    drop = page.envelope_form.drop
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    drop.paste()
    assert "clipboard holds no scan" in drop.fault
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    clipboard.setImage(image)
    drop.clear()
    drop.paste()
    hands.settle(window)
    assert drop.fault == ""
    hands.until(lambda: len(drop.scans) == 1)
    assert (drop.scans[0].name, drop.scans[0].source) == ("Pasted 1.png", "paste")
    (tmp_path / "form.png").write_bytes(picture())
    assert window.keepers.presence.clipboard is not None
    # Without a screen everything seems to be copied here, and files would become text.
    window.keepers.presence.clipboard.stop()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "form.png"))])
    clipboard.setMimeData(data)
    drop.paste()
    hands.until(lambda: len(drop.scans) == 2)
    clipboard.clear()


def test_a_scan_from_the_tray_is_ticked_and_logged_with_the_envelope(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands
) -> None:
    window = walked(lambda walk: import_scans(walk.desk, [ScanInput(name="s.png", data=picture())]) and None)
    page = _post(window, hands)
    form = page.envelope_form
    form.drop._names.item(0).setCheckState(Qt.CheckState.Checked)
    hands.until(lambda: page.new_scans.has_picture)
    hands.type(form.form.control("sender_as_written"), "見本 一郎")
    form.submit()
    hands.until(lambda: page.case_form.envelope_id is not None)
    hands.settle(window)
    assert page.tray.list.count() == 0
    assert page.case_scans.has_picture


def test_a_closed_scan_is_masked_by_keys_and_then_shown(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands
) -> None:
    def doing(walk: Walk) -> None:
        card = io.BytesIO()
        photograph(2).resize((300, 200)).save(card, "PNG")
        envelope = walk.envelope(scans=({"name": "card.png", "data": card.getvalue(), "shows": ["my_number"]},))
        walk.case(envelope=envelope)

    window = walked(doing)
    assert window.desk_view is not None
    window.desk_view.open_case("P-2026-0001")
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    assert "card.png" in page.quarantine.text()
    assert not page.scans.has_picture
    hands.click(page.mask_button)
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), MaskDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MaskDialog)
    hands.settle(window)
    assert dialog.covered == (Detail.MY_NUMBER,)
    assert not dialog.save_button.isEnabled()
    for key, held in (
        (Qt.Key.Key_N, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier),
    ):
        hands.bot.keyClick(dialog.view, key, held)
    (box,) = dialog.view.boxes
    assert (round(box.x, 3), round(box.height, 3)) == (0.39, 0.055)
    hands.click(dialog.save_button)
    hands.until(lambda: not dialog.isVisible())
    hands.settle(window)
    hands.until(lambda: page.scans.has_picture)
    assert not page.quarantine.isVisible()
    assert page.view is not None
    assert page.view.scans[0].masked == (Detail.MY_NUMBER,)


def test_boxes_are_drawn_with_the_mouse_and_a_slip_is_none(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands
) -> None:
    window = walked(lambda walk: import_scans(walk.desk, [ScanInput(name="s.png", data=picture())]) and None)
    page = _post(window, hands)
    page.tabs.setCurrentIndex(2)
    hands.settle(window)
    page.tray.list.item(0).setSelected(True)
    page.tray.ask_to_mask()
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), MaskDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MaskDialog)
    hands.settle(window)
    view, left = dialog.view, Qt.MouseButton.LeftButton
    middle = view.rect().center()
    hands.bot.mousePress(view, left, pos=middle)
    hands.bot.mouseRelease(view, left, pos=middle)
    assert view.boxes == ()
    hands.bot.mousePress(view, left, pos=middle)
    hands.bot.mouseRelease(view, left, pos=view.rect().bottomRight())
    (box,) = view.boxes
    assert abs(box.x - 0.5) < 0.02
    assert abs(box.x + box.width - 1) < 0.02
    hands.bot.keyClick(view, Qt.Key.Key_Delete)
    assert view.boxes == ()
    dialog.kinds[Detail.DOMICILE].setChecked(True)
    hands.click(dialog.later_button)
    hands.settle(window)
    assert not dialog.isVisible()
    assert "registered domicile" in page.tray.list.item(0).text()


def test_a_reader_s_code_in_the_search_opens_the_case(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands
) -> None:
    tags: list[str] = []

    def doing(walk: Walk) -> None:
        walk.case()
        tags.append(office_tag(walk.desk.file.file_id))

    window = walked(doing)
    view = window.desk_view
    assert view is not None
    hands.bot.keyClicks(view.search, Code(CodeKind.CASE, 1, tags[0]).payload.lower())
    hands.bot.keyClick(view.search, Qt.Key.Key_Return)
    hands.settle(window)
    assert view.place == "case:P-2026-0001"
    assert view.search.text() == ""
    view.go("today")
    hands.bot.keyClicks(view.search, Code(CodeKind.CASE, 1, office_tag("other")).payload)
    hands.bot.keyClick(view.search, Qt.Key.Key_Return)
    hands.settle(window)
    assert view.place == "today"
    assert "another office" in view.pages["today"].notice.text


def test_the_scanner_s_folder_fills_the_tray_by_itself(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands, scanner_writes_to: Path
) -> None:
    folder = scanner_writes_to
    window = walked(lambda walk: set_scanner_plan(walk.desk, str(folder), AfterTaking.REMOVE) and None)
    page = _post(window, hands)
    (folder / "0001.png").write_bytes(picture())
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7 cut")
    for path in folder.iterdir():
        os.utime(path, ns=(10**18, 10**18))  # nobody has written to it for long
    for _ in range(2):  # two looks; the second finds it unchanged
        window.keepers.scanner.look()
        hands.settle(window)
    assert [path.name for path in folder.iterdir()] == ["bad.pdf"]
    assert page.tabs.tabText(2) == "Scan tray (1)"
    assert "bad.pdf" in page.notice.text
    (folder / "bad.pdf").unlink()
    folder.rmdir()
    window.keepers.scanner.look()
    hands.settle(window)
    assert "cannot be read" in page.notice.text


def test_a_suggested_case_is_taken_and_the_envelope_joins_it(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands
) -> None:
    window = walked(lambda walk: walk.to(Step.IDENTITY) and None)
    page = _post(window, hands)
    form = page.envelope_form
    hands.type(form.form.control("sender_as_written"), "高橋一郎")
    hands.until(lambda: len(form.suggestions.suggested) == 1)
    form.suggestions.chosen.emit(form.suggestions.suggested[0])
    assert form.form.values()["filing_number"] == "P-2026-0001"
    form.submit()
    hands.settle(window)
    assert "Choose what it brings." in form.form.fault("brings.correction")
    hands.tick(form.form.control("brings.fee"))
    form.submit()
    hands.until(lambda: window.desk_view is not None and window.desk_view.place == "case:P-2026-0001")
    hands.settle(window)
    assert window.desk_view is not None
    page_of_case = window.desk_view.pages["case"]
    assert isinstance(page_of_case, CasePage)
    assert page_of_case.view is not None
    assert len(page_of_case.view.later_envelopes) == 1


def test_a_scan_that_still_shows_something_stays_closed_and_says_so(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands
) -> None:
    def doing(walk: Walk) -> None:
        shows = (Detail.MY_NUMBER, Detail.DOMICILE)
        import_scans(walk.desk, [ScanInput(name="s.png", data=picture(), shows=shows)])

    window = walked(doing)
    page = _post(window, hands)
    page.tabs.setCurrentIndex(2)
    hands.settle(window)
    page.tray.list.item(0).setSelected(True)
    page.tray.ask_to_mask()
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), MaskDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MaskDialog)
    hands.settle(window)
    dialog.kinds[Detail.DOMICILE].setChecked(False)
    hands.bot.keyClick(dialog.view, Qt.Key.Key_N)
    hands.click(dialog.save_button)
    hands.until(lambda: "It stays in quarantine" in dialog.notice.text)
    assert dialog.isVisible()
    assert (dialog.view.boxes, dialog.covered) == ((), (Detail.DOMICILE,))
    hands.settle(window)
    hands.bot.keyClick(dialog.view, Qt.Key.Key_N)
    hands.click(dialog.save_button)
    hands.until(lambda: not dialog.isVisible())


def test_nothing_that_is_typed_at_the_post_desk_locks_it(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands
) -> None:
    window = walked(lambda walk: import_scans(walk.desk, [ScanInput(name="s.png", data=picture())]) and None)
    page = _post(window, hands)
    for typed in ("あ" * 20_000, "x\ud800", "100%\\"):
        page.register.search.setText(typed)
        page.register.refresh()
        hands.settle(window)
        assert window.session is not None
    page.tabs.setCurrentIndex(2)
    hands.settle(window)
    page.tray.list.item(0).setSelected(True)
    page.tray.form.set_values({"reason": "1234-5678-9018"})
    page.tray.take_out()
    hands.settle(window)
    assert "My Number" in page.tray.form.fault("reason")
    page.tray.form.set_values({"reason": "twice \ud800"})
    page.tray.take_out()
    hands.settle(window)
    assert page.tray.list.count() == 0
    assert window.session is not None


def test_a_file_whose_name_is_no_text_comes_in_once_and_locks_nothing(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands, scanner_writes_to: Path
) -> None:
    folder = scanner_writes_to
    path = os.fsencode(folder) + b"/a\xff.png"
    with open(path, "wb") as stream:  # noqa: PTH123  a path of bytes
        stream.write(picture())
    os.utime(path, ns=(10**18, 10**18))
    window = walked(lambda walk: set_scanner_plan(walk.desk, str(folder), AfterTaking.LEAVE) and None)
    page = _post(window, hands)
    for _ in range(4):
        window.keepers.scanner.look()
        hands.settle(window)
    assert window.session is not None
    page.show_part("tray")
    hands.settle(window)
    assert page.tray.list.count() == 1


def test_a_pipe_dropped_onto_the_desk_is_refused_at_once(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands, tmp_path: Path
) -> None:
    window = walked(lambda _walk: None)
    page = _post(window, hands)
    os.mkfifo(tmp_path / "pipe.png")
    page.envelope_form.drop.add_files([tmp_path / "pipe.png"])
    assert page.envelope_form.drop.fault == "“pipe.png” cannot be read."
    page.tray.bring_in([tmp_path / "pipe.png"])
    hands.settle(window)
    assert "“pipe.png” cannot be read." in page.notice.text


def test_one_file_is_attached_once_and_codes_belong_to_its_bytes(
    desk_window: Callable[..., Window], hands: Hands, tmp_path: Path
) -> None:
    window = desk_window()
    drop = _post(window, hands).envelope_form.drop
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(picture())
    drop.add_files([tmp_path / "a.png", tmp_path / "b.png"])
    hands.settle(window)
    assert [scan.name for scan in drop.scans] == ["a.png"]
    assert drop.fault == "“b.png” is in the list already."


def test_a_batch_that_is_stopped_names_what_was_left_out(
    desk_window: Callable[..., Window], hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk_window()
    page = _post(window, hands)
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(picture())
    started, stopped = Event(), Event()

    def read(scan: ScanFile) -> ScanInput:
        started.set()
        assert stopped.wait(20)
        return ScanInput(name=scan.name, data=picture())

    monkeypatch.setattr(ScanFile, "read", read)
    page.tray.bring_in([tmp_path / "a.png", tmp_path / "b.png"])
    assert started.wait(20)
    page.tray.stop_button.click()
    stopped.set()
    hands.settle(window)
    assert page.notice.text == "Stopped before these files were taken in: a.png, b.png."


def test_the_mask_dialog_fits_into_a_small_window(
    walked: Callable[[Callable[[Walk], None]], Window], hands: Hands
) -> None:
    shows = (Detail.MY_NUMBER,)
    window = walked(
        lambda walk: import_scans(walk.desk, [ScanInput(name="s.png", data=picture(), shows=shows)]) and None
    )
    window.resize(1024, 700)
    page = _post(window, hands)
    page.tabs.setCurrentIndex(2)
    hands.settle(window)
    assert not page.tray.list.item(0).icon().isNull()
    page.tray.list.item(0).setSelected(True)
    page.tray.ask_to_mask()
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), MaskDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MaskDialog)
    hands.settle(window)
    assert dialog.width() <= window.width()
    dialog.reject()
