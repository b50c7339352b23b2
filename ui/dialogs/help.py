"""The help, in a window of its own beside the desk: its pages at the left, the text at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from caseman.help_pages import INDEX, contents, help_page, place_of, search
from ui import theme
from ui.i18n import current_language
from ui.widgets.help_view import HelpView
from ui.widgets.labels import button, label, row, stacked
from ui.widgets.text_fields import TextLine

_WIDTH, _LIST = 1080, 280
_ROW_ROOM = 8  # between the lines of the list, in pixels
_NAME = Qt.ItemDataRole.UserRole
_open: list[HelpWindow] = []  # the one window; without a parent, so that no dialog of the desk closes or blocks it


def show_help(topic: str, parent: QWidget) -> None:
    """Show the help on a place of the window, a step or a tab, beside the window of `parent`; one window, not modal.

    Topics are those of `caseman.help_pages.place_of`; an unknown one opens the index.
    """
    if not _open:
        _open.append(HelpWindow())
        _open[0].put_beside(parent.window())
    window = _open[0]
    window.view.show_place(place_of(topic))
    window.show()
    window.raise_()
    window.activateWindow()
    window.view.setFocus(Qt.FocusReason.OtherFocusReason)


def open_help() -> HelpWindow | None:
    """The help's window, while it is open."""
    return _open[0] if _open else None


class HelpWindow(QWidget):
    """All pages, searchable. It holds no case data, so it stays when the desk is closed."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the desk's end is the program's
        self.search = TextLine()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._list())
        self.search.returnPressed.connect(self._open_first)
        self.list = QTreeWidget()
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(theme.GAP)
        self.list.currentItemChanged.connect(self._chosen)
        self.nothing = label("", "quiet", wrap=True)
        self.view = HelpView()
        self.view.shown.connect(self._select)
        self.view.way_changed.connect(self._offer)
        self.back = button("", self.view.go_back)
        self.forward = button("", self.view.go_forward)
        self.index = button("", self._open_index)
        self._build()
        theme.dress(self)
        self._spoken = QTimer(self)
        self._spoken.setSingleShot(True)
        self._spoken.setInterval(0)
        self._spoken.timeout.connect(self._speak)
        self._speak()
        self._offer()
        application = QApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self.close)

    def put_beside(self, desk: QWidget) -> None:
        """At the right of the desk's window, over it only as far as the screen has no room."""
        screen = desk.screen().availableGeometry()
        over = desk.frameGeometry()
        width = min(_WIDTH, screen.width())
        left = min(over.right() + 1, screen.right() + 1 - width)
        height = min(max(over.height(), 600), screen.height())
        top = min(max(over.top(), screen.top()), screen.bottom() + 1 - height)
        self.setGeometry(QRect(left, top, width, height))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._spoken.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self in _open:
            _open.remove(self)
        super().closeEvent(event)

    def _build(self) -> None:
        left = stacked(self.search, self.nothing, self.list)
        right = stacked(row(self.back, self.forward, self.index), self.view)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([_LIST, _WIDTH - _LIST])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.addWidget(split)
        calls = (
            (QKeySequence(QKeySequence.StandardKey.Find), self._find),
            (QKeySequence("Alt+Left"), self.view.go_back),
            (QKeySequence("Alt+Right"), self.view.go_forward),
        )
        for keys, called in calls:
            QShortcut(keys, self, called)

    def _speak(self) -> None:
        """Everything in the language of now."""
        self.search.setPlaceholderText(self.tr("Search the help"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.list.setAccessibleName(self.tr("Pages of the help"))
        self.view.setAccessibleName(self.tr("Page of the help"))
        self.nothing.setText(self.tr("No page says this. Try fewer or other words."))
        for control, text, keys in (
            (self.back, self.tr("Back"), "Alt+Left"),
            (self.forward, self.tr("Forward"), "Alt+Right"),
            (self.index, self.tr("Contents"), ""),
        ):
            control.setText(text)
            control.setToolTip(keys)
        if self.isVisible():
            self.view.draw()
        self._list()

    def _list(self) -> None:
        """The pages that say what is typed, by chapter; all of them where nothing is."""
        typed = self.search.text()
        found = search(typed, current_language())
        self.list.blockSignals(True)
        self.list.clear()
        if INDEX in found:
            self._add(self.list.invisibleRootItem(), INDEX)
        for chapter in contents(current_language()):
            names = [name for name in chapter.names if name in found]
            if names:
                under = self._line(self.list.invisibleRootItem(), chapter.title)
                under.setFlags(Qt.ItemFlag.ItemIsEnabled)
                bold = self.list.font()
                bold.setBold(True)
                under.setFont(0, bold)
                for name in names:
                    self._add(under, name)
        self.list.expandAll()
        self.list.blockSignals(False)
        self.nothing.setVisible(not found)
        self.view.mark(tuple(typed.split()))
        self._select(self.view.place.name)

    def _add(self, under: QTreeWidgetItem, name: str) -> None:
        self._line(under, help_page(name, current_language()).title).setData(0, _NAME, name)

    def _line(self, under: QTreeWidgetItem, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(under, [text])
        item.setToolTip(0, text)
        item.setSizeHint(0, QSize(0, self.list.fontMetrics().lineSpacing() + _ROW_ROOM))
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        flags = Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive
        return [item for item in self.list.findItems("*", flags) if item.data(0, _NAME)]

    def _select(self, name: str) -> None:
        """Show in the list which page is open."""
        self.list.blockSignals(True)
        item = next((each for each in self._items() if each.data(0, _NAME) == name), None)
        if item is None:
            self.list.clearSelection()
        else:
            self.list.setCurrentItem(item)
            self.list.scrollToItem(item)
        self.list.blockSignals(False)
        title = help_page(name, current_language()).title
        self.setWindowTitle(self.tr("{page} – help").format(page=title))

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        name = item.data(0, _NAME) if item is not None else None
        if name:
            self.view.show_place(place_of(name))

    def _open_first(self) -> None:
        """The first page found; the keyboard goes into its text."""
        items = self._items()
        if items:
            self._chosen(items[0])
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_index(self) -> None:
        self.view.show_place(place_of(INDEX))

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _offer(self) -> None:
        self.back.setEnabled(self.view.can_go_back)
        self.forward.setEnabled(self.view.can_go_forward)
