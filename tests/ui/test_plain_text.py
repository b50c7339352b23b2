"""A name is never read as markup: whatever Qt could read as rich text is told to be plain, or is escaped."""

from __future__ import annotations

import ast
import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QStandardItem, QStandardItemModel
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QToolTip,
    QWidget,
)

from caseman.domain.lifecycle import Step
from caseman.domain.roles import Role
from caseman.security.keyslots import FLOOR_COST
from caseman.services import keys
from tests.services.walking import AGENT, PRINCIPAL, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.cases import CasesPage
from ui.pages.post.page import PostPage
from ui.widgets.four_weeks import WeeksModel
from ui.widgets.lines import LinesModel, LinesView
from ui.window import Window

_ROOT = Path(__file__).parents[2]
_TIPS = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.WhatsThisRole, Qt.ItemDataRole.StatusTipRole)


@contextmanager
def _watched(trap: Path) -> Iterator[Path]:
    """A file that must not be read. Qt opens files outside Python: the time of the last reading tells of it."""
    trap.write_bytes(b"\x89PNG\r\n\x1a\n")
    os.utime(trap, (1_000_000_000, trap.stat().st_mtime))  # older than the file: even a lazy system notes a reading
    yield trap
    assert trap.stat().st_atime == 1_000_000_000, "the picture that a name points to was opened"


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Path]:
    with _watched(tmp_path / "trap.png") as path:
        yield path


@pytest.fixture
def name(trap: Path) -> str:
    return f"<img src='{trap}'><b>x</b>"


def _short(name: str) -> str:
    return name[:100]


@pytest.fixture
def window(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, name: str
) -> Window:
    """An office whose every person, text and member of staff is that name, with a case at each step."""
    desk = open_copy(office, office_path, clock)
    keys.add_member(desk, _short(name), frozenset({Role.SEARCHER}), cost=FLOOR_COST)
    walk = Walk(desk, clock)
    person = {"name": name, "kana": "タカハシ", "address": name}
    for step in list(Step)[1:]:
        envelope = walk.envelope(sender_as_written=name, note=name)
        number = walk.case(
            envelope=envelope,
            principal=PRINCIPAL | person,
            requests=[{"type": "disclosure", "scope": name}],
            remarks=name,
        )
        _take(walk, number, step, name)
    proxy = walk.envelope(sender_as_written=name, enclosures=({"kind": "other", "note": name},))
    walk.case(envelope=proxy, principal=PRINCIPAL | person, agent=AGENT | person, agent_kind="delegated")
    walk.envelope(sender_as_written=name)
    desk.close()
    return desk_window()


def _take(walk: Walk, number: str, last: Step, name: str) -> None:
    """A case up to a step, with the name in each text that is typed there."""
    document = ""
    takes: dict[Step, Callable[[], object]] = {
        Step.IDENTITY: lambda: walk.identity(number, note=name),
        Step.FEE: lambda: walk.payment(number, payer=name),
        Step.DATE: lambda: walk.accept(number),
        Step.DECISION: lambda: walk.decide(number, details=name),
    }
    for step, take in takes.items():
        take()
        if step is last:
            return
    document = walk.letter(number)
    if last is not Step.LETTER:
        walk.dispatch(number, document)
        walk.deliver(number, document)
    if last is Step.CLOSE:
        walk.close(number, note=name)


def _everywhere(window: Window, hands: Hands, name: str) -> Iterator[str]:
    """Go through every place, each step of each case, and the dialogs."""
    view = window.desk_view
    assert view is not None
    post, case, cases = view.pages["post"], view.pages["case"], view.pages["cases"]
    assert isinstance(post, PostPage)
    assert isinstance(case, CasePage)
    assert isinstance(cases, CasesPage)
    for place in ("today", "cases", "letters", "money", "audit", "keys", "settings", "post"):
        view.go(place)
        hands.settle(window)
        for table in view.pages[place].findChildren(LinesView):
            if table.model().rowCount():
                table.selectRow(0)
        hands.settle(window)
        yield place
    for tab in range(post.tabs.count()):
        post.tabs.setCurrentIndex(tab)
        hands.settle(window)
        yield f"post {tab}"
    cases.search(name)
    view.go("cases", stay=True)
    hands.settle(window)
    yield "searched"
    for number in range(1, len(Step) + 1):
        view.open_case(f"P-2026-{number:04d}")
        for step in Step:
            case.go_to(step)
            hands.settle(window)
            yield f"case {number} {step.value}"
    case.notice.tell(name, bad=True)
    window.tell_crash(name)
    yield "told"


def test_no_page_reads_a_name_as_markup(window: Window, hands: Hands, name: str) -> None:
    wrong: list[str] = []
    seen = 0
    for place in _everywhere(window, hands, name):
        for widget in [window, *window.findChildren(QWidget)]:
            seen += _shows(widget, name)
            wrong += [f"{place}: {fault}" for fault in _rich(widget)]
    assert sorted(set(wrong)) == []
    assert seen > 100, "the name stood on the pages"


def _shows(widget: QWidget, name: str) -> bool:
    return isinstance(widget, QLabel) and name in widget.text()


def _rich(widget: QWidget) -> Iterator[str]:
    """What of a widget Qt would read as markup."""
    if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText and _markup(widget.text()):
        yield f"label: {widget.text()[:60]}"
    if isinstance(widget, QMessageBox) and widget.textFormat() != Qt.TextFormat.PlainText:
        yield f"message box: {widget.text()[:60]}"
    for text in (widget.toolTip(), widget.whatsThis()):
        if _markup(text):
            yield f"tooltip: {text[:60]}"
    if isinstance(widget, QAbstractItemView | QComboBox):
        yield from _rich_items(widget)


def _rich_items(view: QAbstractItemView | QComboBox) -> Iterator[str]:
    """What the items of a view or a choice say besides their text.

    Each kind is asked in its own way: PySide 6.12 loses a reference to None for every empty QVariant that C++ gives
    back, and some thousand of them end the process.
    """
    model = view.model()
    told: list[str | None] = []
    if isinstance(view, QListWidget):
        told = [text for row in range(view.count()) for text in _tips_of(view.item(row))]
    elif isinstance(model, QStandardItemModel):
        told = [text for row in range(model.rowCount()) for text in _tips_of(model.item(row))]
    else:
        assert model is None or isinstance(model, LinesModel | WeeksModel), model.metaObject().className()
        if model is not None:
            columns, rows = range(model.columnCount()), range(min(model.rowCount(), 50))
            told = [model.data(model.index(row, column), role) for row in rows for column in columns for role in _TIPS]
            told += [model.headerData(column, Qt.Orientation.Horizontal, role) for column in columns for role in _TIPS]
    yield from (f"tooltip of an item: {text[:60]}" for text in told if text and _markup(text))


def _tips_of(item: QListWidgetItem | QStandardItem) -> tuple[str, str, str]:
    return item.toolTip(), item.whatsThis(), item.statusTip()


def _markup(text: str) -> bool:
    """Whether Qt takes it for markup, or would with other words before it."""
    return bool(text) and (GuiQt.mightBeRichText(text) or "<img" in text)


def test_the_tooltip_of_a_cut_cell_says_the_markup_literally(window: Window, hands: Hands, name: str) -> None:
    assert window.desk_view is not None
    window.desk_view.go("cases")
    hands.settle(window)
    table = window.desk_view.pages["cases"].findChildren(LinesView)[0]
    at = next(
        table.model().index(0, column)
        for column in range(table.model().columnCount())
        if table.model().index(0, column).data() == name
    )
    table.setColumnWidth(at.column(), 30)
    where = table.visualRect(at).center()
    QApplication.sendEvent(
        table.viewport(), QHelpEvent(QEvent.Type.ToolTip, where, table.viewport().mapToGlobal(QPoint(where)))
    )
    hands.until(QToolTip.isVisible)
    assert QToolTip.text().startswith("<span>&lt;img src=")
    QToolTip.hideText()


def test_the_trap_springs(hands: Hands, tmp_path: Path) -> None:
    """A label as Qt makes it opens the picture: the test above could not fail otherwise."""

    def walk_in() -> None:
        with _watched(tmp_path / "sprung.png") as trap:
            careless = QLabel(f"<img src='{trap}'><b>x</b>")
            hands.bot.addWidget(careless)
            careless.show()
            hands.bot.waitExposed(careless)
            careless.grab()
            assert list(_rich(careless))

    with pytest.raises(AssertionError, match="was opened"):
        walk_in()


@cache
def _calls() -> dict[str, list[tuple[Path, ast.Call]]]:
    """Every call in the window's source, by the name of what is called."""
    found: dict[str, list[tuple[Path, ast.Call]]] = defaultdict(list)
    for path in sorted((_ROOT / "ui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found[getattr(node.func, "id", getattr(node.func, "attr", ""))].append((path, node))
    return found


def test_labels_are_made_in_one_place() -> None:
    """Every other is made by `label`, which tells Qt that the text is plain."""
    assert [f"{path.name}:{call.lineno}" for path, call in _calls()["QLabel"] if path.name != "labels.py"] == []


def test_every_message_box_is_told_that_its_text_is_plain() -> None:
    boxes = _calls()["QMessageBox"]
    assert boxes
    for path, call in boxes:
        after = path.read_text(encoding="utf-8").splitlines()[call.lineno : call.lineno + 2]
        assert any("setTextFormat" in line and "PlainText" in line for line in after), f"{path.name}:{call.lineno}"
    for shortcut in ("information", "warning", "critical", "question", "about"):
        assert [path.name for path, call in _calls()[shortcut] if isinstance(call.func, ast.Attribute)] == []
