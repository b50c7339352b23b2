"""The procedure is edited in the window: checked while it is typed, told in words, tried out, adopted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtWidgets import QApplication, QComboBox

from caseman.services.procedure_editing import LONGEST
from caseman.services.procedures import procedure_toml
from caseman.text import Language
from tests.services.walking import Office, TickingClock, open_copy, trail_of
from tests.ui.conftest import Hands
from ui import theme
from ui.pages.settings.procedure_editor import ProcedurePage
from ui.pages.settings.procedure_faults import ProcedureText
from ui.widgets.acting import saver
from ui.window import Window


def _page(window: Window, hands: Hands, place: str = "procedure") -> ProcedurePage:
    assert window.desk_view is not None
    window.desk_view.go(place)
    hands.settle(window)
    page = window.desk_view.pages["procedure"]
    assert isinstance(page, ProcedurePage)
    return page


def _checked(window: Window, hands: Hands, page: ProcedurePage) -> None:
    hands.until(lambda: not page._pause.isActive())
    hands.settle(window)


def _edit(window: Window, hands: Hands, page: ProcedurePage, *changes: tuple[str, str]) -> None:
    """Edit the text as a person does, then wait until it is checked."""
    for old, new in changes:
        text = page.text.text
        assert text.count(old) == 1, old
        cursor = page.text.edit.textCursor()
        start = len(text[: text.index(old)].encode("utf-16-le")) // 2
        cursor.setPosition(start)
        cursor.setPosition(start + len(old.encode("utf-16-le")) // 2, cursor.MoveMode.KeepAnchor)
        page.text.edit.setTextCursor(cursor)
        page.text.edit.insertPlainText(new)
    _checked(window, hands, page)


def _faults(text: ProcedureText) -> list[str]:
    return [text.faults.item(row).text() for row in range(text.faults.count())]


@pytest.fixture
def window(desk_window: Callable[..., Window]) -> Window:
    return desk_window()


@pytest.fixture
def page(window: Window, hands: Hands) -> ProcedurePage:
    return _page(window, hands)


def test_a_mistake_is_listed_with_its_line_and_gone_to(window: Window, hands: Hands, page: ProcedurePage) -> None:
    assert page.text.state.text() == "No errors. To be weighed: 1"
    assert not page.adopt_button.isEnabled()
    assert not page.discard_button.isEnabled()
    assert page.words.state.text() == "This is the version in force."
    _edit(window, hands, page, ("extension_max = 10", "extension_max = 366"))
    line = page.text.text[: page.text.text.index("extension_max")].count("\n") + 1
    assert f"Line {line}, clock.extension_max: Write 365 or less." in _faults(page.text)
    assert page.text.state.text() == "Errors: 1. Choose one to go to its line."
    assert not page.adopt_button.isEnabled()
    assert not page.trial.try_button.isEnabled()
    assert "told here in words" in page.words.state.text()
    assert len(page.text.edit.extraSelections()) == 2
    row = next(row for row, told in enumerate(_faults(page.text)) if "extension_max" in told)
    page.text.edit.go_to_line(1)
    page.text.faults.setCurrentRow(row)
    assert page.text.place.text() == f"Line {line}, column 1"
    hands._focus(page.text.faults)
    hands.bot.keyClick(page.text.faults, Qt.Key.Key_Return)
    hands.until(page.text.edit.hasFocus)
    _edit(window, hands, page, ("extension_max = 366", "extension_max = 10"))
    assert page.text.state.text() == "No errors. To be weighed: 1"
    assert not page.adopt_button.isEnabled(), "it is the text in force again"


@pytest.mark.parametrize("language", Language)
def test_a_change_is_told_tried_and_adopted(
    desk_window: Callable[..., Window], hands: Hands, language: Language
) -> None:
    window = desk_window(language)
    page = _page(window, hands)
    _edit(window, hands, page, ("amount = 5250", "amount = 300 # the new list"))
    told = page.words.text.toPlainText().splitlines()
    assert [line[:1] for line in told if line][1:] == ["−", "+"], "a heading, what is gone, and what is new"
    assert "+amount = 300 # the new list" in page.lines.text.toPlainText()
    page.show_part("trial")
    page.trial.form.set_values({"arrived_on": "2026-11-20", "accepted_on": "2026-11-24"})
    hands.click(page.trial.try_button)
    hands.settle(window)
    assert "300" in page.trial.edited.text()
    assert "5,250" in page.trial.in_force.text()
    assert ("2026-12-08" if language is Language.EN else "12月8日") in page.trial.edited.text()
    hands.type(page.begins.control("in_force_from"), "2026-11-25")
    hands.click(page.adopt_button)
    hands.settle(window)
    assert page.begins.fault("in_force_from")
    hands.type(page.begins.control("in_force_from"), "2026-11-24")
    hands.click(page.adopt_button)
    hands.settle(window)
    view, session = window.desk_view, window.session
    assert view is not None
    assert session is not None
    assert view.place == "settings"
    assert session.procedure.version == 2
    assert "2" in view.pages["settings"].versions.versions.text()  # type: ignore[attr-defined]
    found: list[str] = []
    session.read(procedure_toml, done=found.append)
    entries: list[list[tuple[str, dict[str, object]]]] = []
    session.read(trail_of, done=entries.append)
    again = _page(window, hands)
    assert again is not page
    assert "amount = 300 # the new list" in found[0]
    assert again.text.text == found[0]
    assert not again.changed
    assert again.draft() == {}
    assert entries[0][-1] == ("procedure_adopted", {"version": 2, "in_force_from": "2026-11-24"})


def test_values_are_written_into_the_text_and_read_out_of_it(window: Window, hands: Hands, page: ProcedurePage) -> None:
    page.show_part("values")
    before = page.text.text
    assert saver(page, page.values.form.control("letterhead.telephone")) is None, "saving a form adopts nothing"
    assert saver(page, page.begins.control("in_force_from")) is page.adopt_button
    values = page.values.form.values()
    assert values["fees.0.amount"] == 5250
    hands.type(page.values.form.control("letterhead.company.ja"), '見本 "株式会社"')
    page.values.form.control("fees.0.amount").setValue(300)
    envelope = page.values.form.control("letters.envelope")
    assert isinstance(envelope, QComboBox)
    envelope.setCurrentIndex(envelope.findData("dl"))
    envelope.activated.emit(envelope.currentIndex())
    _checked(window, hands, page)
    text = page.text.text
    assert 'ja = "見本 \\"株式会社\\""' in text
    assert "amount = 300\n" in text
    assert 'envelope = "dl"' in text
    assert [line for line in text.split("\n") if line[:1] == "#"] == [
        line for line in before.split("\n") if line[:1] == "#"
    ]
    assert page.adopt_button.isEnabled()
    _edit(window, hands, page, ("amount = 300\n", "amount = 400\n"))
    assert page.values.form.values()["fees.0.amount"] == 400
    _edit(window, hands, page, ("amount = 400\n", "amount = \n"))
    assert not page.values.form.isEnabled()
    for _ in range(20):
        page.text.edit.undo()
    assert page.text.text == before


def test_an_own_envelope_is_drawn_checked_and_written(window: Window, hands: Hands, page: ProcedurePage) -> None:
    page.show_part("paper")
    own = page.own_paper
    assert not own.write_button.isEnabled()
    assert "name" in own.fault.text()
    for field, typed in ((own.name, "ours"), (own.title_ja, "当社の封筒"), (own.title_en, "Our envelope")):
        hands.type(field, typed)
    assert own.fault.text() == ""
    assert "85 × 42 mm" in own.preview.accessibleDescription()
    own.numbers["y"].setValue(95)
    assert "fold" in own.fault.text()
    assert not own.write_button.isEnabled()
    own.numbers["y"].setValue(18)
    hands.click(own.write_button)
    _checked(window, hands, page)
    assert "[[window_envelopes]]" in page.text.text
    assert page.text.state.text() == "No errors. To be weighed: 1"
    assert own.which.findText("ours") > 0
    assert "already" in own.fault.text()
    own.which.setCurrentIndex(own.which.findText("ours"))
    own.which.activated.emit(own.which.currentIndex())
    assert own.title_en.text() == "Our envelope"
    own.numbers["width"].setValue(80)
    hands.click(own.write_button)
    _checked(window, hands, page)
    assert "width = 80.0" in page.text.text
    assert page.text.text.count("[[window_envelopes]]") == 1
    sheet = next(n for n in range(own.which.count()) if own.which.itemData(n) == ("label_sheets", -1))
    own.which.setCurrentIndex(sheet)
    own.which.activated.emit(sheet)
    assert not own.numbers["x"].isVisible()
    own.numbers["columns"].setValue(20)
    assert own.fault.text()


def test_a_lock_keeps_what_was_typed_and_where(
    window: Window, hands: Hands, page: ProcedurePage, office: Office, clock: TickingClock
) -> None:
    _edit(window, hands, page, ("amount = 5250", "amount = 𠮷"))
    page.text.edit.go_to_line(30)
    place = page.text.place.text()
    page.show_part("lines")
    assert window.session is not None
    path = window.session.path
    window.lock()
    hands.settle(window)
    window.unlock_page.opened.emit(open_copy(office, path, clock))
    hands.settle(window)
    assert window.desk_view is not None
    assert window.desk_view.place == "procedure"
    again = window.desk_view.pages["procedure"]
    assert isinstance(again, ProcedurePage)
    _checked(window, hands, again)
    assert "amount = 𠮷" in again.text.text
    assert again.text.place.text() == place
    assert again.tabs.currentWidget() is again.lines
    assert again.text.state.text().startswith("Errors: 1")
    hands.click(again.discard_button)
    _checked(window, hands, again)
    assert not again.changed
    again.text.edit.undo()
    assert "amount = 𠮷" in again.text.text


def test_hostile_texts_are_answered_with_sentences(
    window: Window, hands: Hands, page: ProcedurePage, tmp_path: Path
) -> None:
    before = page.text.text
    mime = QMimeData()
    mime.setText("x" * 10_000_000)
    page.text.edit.insertFromMimeData(mime)
    assert page.text.text == before
    assert "200,000" in page.notice.text
    assert page.notice.property("bad")
    for text, told in (
        ("a = " + "[" * 100_000, "Line 1: "),
        ("a" + ".a" * 90_000 + " = 1", "Line 1: This key has too many parts."),
        ("code = 'a\x07b'", "Line 1: A sign stands here that nobody can see."),
        ("\n" * 1_000 + "code = ", "Line 1001: "),
        ("\ud83d", "Line 1"),
    ):
        page.text.edit.replace_text(text)
        _checked(window, hands, page)
        assert _faults(page.text)[0].startswith(told)
        assert not page.adopt_button.isEnabled()
        page.draft()["text"].encode()  # the file can keep it
    folder, binary, large = tmp_path / "folder", tmp_path / "binary.toml", tmp_path / "large.toml"
    folder.mkdir()
    binary.write_bytes(b"\xff\xfe\x00\x01")
    large.write_bytes(b"#" * (LONGEST + 1))
    shown = page.text.text
    for path in (folder, binary, large, tmp_path / "nowhere.toml"):
        page.notice.hide()
        page.take_file(path)
        assert page.notice.isVisible()
        assert page.notice.text.endswith(".")
        assert page.text.text == shown


def test_values_of_the_wrong_kind_stop_no_tab(window: Window, hands: Hands, page: ProcedurePage) -> None:
    before = page.text.text
    start = before.index("[[fees]]")
    for odd in (
        "fees = 1\nlabel_sheets = 5\nwindow_envelopes = true\n",
        'fees = [{ type = ["a"], amount = "x" }]\nwindow_envelopes = [{ name = 1, x = nan, y = 1e400, title = "a" }]\n',
        "label_sheets = [{ columns = 999999999999999999999999, rows = -1 }]\nletterhead = 3\n",
        'clock = { amount = true, unit = ["weeks"] }\n',
    ):
        page.text.edit.replace_text(odd + before[:start])
        _checked(window, hands, page)
        assert page.text.state.text().startswith("Errors")
        for tab in range(page.own_paper.which.count()):
            page.own_paper.which.setCurrentIndex(tab)
            page.own_paper.which.activated.emit(tab)
        page.own_paper.write()
        hands.settle(window)


def test_the_colours_follow_the_look(
    window: Window, hands: Hands, page: ProcedurePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def colour() -> str:
        ranges = page.text.edit.document().firstBlock().layout().formats()
        written = ranges[0].format  # kept while it is asked: it is gone with its range
        return str(written.foreground().color().name())

    assert colour() == theme.tokens().quiet
    monkeypatch.setattr("ui.widgets.toml_editor.theme.tokens", lambda: theme.DARK)
    QApplication.sendEvent(page.text.edit, QEvent(QEvent.Type.PaletteChange))
    hands.settle(window)
    assert colour() == theme.DARK.quiet


def test_a_text_goes_out_comes_in_and_begins_with_one_that_ships(
    window: Window, hands: Hands, page: ProcedurePage, tmp_path: Path
) -> None:
    before = page.text.text
    made = tmp_path / "procedure.toml"
    hands.click(page.export_button)
    hands.pick_files(made)
    hands.until(made.exists)
    assert made.read_text(encoding="utf-8") == before
    page.save_file(made)
    assert page.notice.property("bad"), "nothing is written over"
    made.write_text("﻿" + before.replace("amount = 5250", "amount = 100"), encoding="utf-8")
    hands.click(page.import_button)
    hands.pick_files(made)
    hands.until(lambda: page.changed)
    _checked(window, hands, page)
    assert "amount = 100" in page.text.text
    assert page.adopt_button.isEnabled()
    page.start.setCurrentIndex(page.start.findData("jen"))
    page.start.activated.emit(page.start.currentIndex())
    hands.settle(window)
    _checked(window, hands, page)
    assert 'code = "aucnet"' in page.text.text
    assert page.text.text != before
    assert page.start.currentIndex() == 0
    page.text.edit.undo()
    page.text.edit.undo()
    assert page.text.text == before
