"""Form and scan side by side; where there is no room for both, the form is one more tab."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QSplitter, QTabWidget, QVBoxLayout, QWidget

from ui import settings, theme

_ROOM = 55  # lines of the type in use, side by side: with less width, two halves are too narrow to work in
_FIRST = (560, 520)
_LEAST_LINES = 4


class Halves(QWidget):
    """Two halves with a handle between them, whose place is kept; or the tabs alone, the form the first of them."""

    def __init__(self, form: QWidget, tabs: QTabWidget, title: str) -> None:
        super().__init__()
        self._form = form
        self._tabs = tabs
        self._title = title
        self.narrow = False
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(form)
        self.splitter.addWidget(tabs)
        kept = settings.splitter("case")
        if kept is None or not self.splitter.restoreState(kept):
            self.splitter.setSizes(list(_FIRST))
        self.splitter.splitterMoved.connect(lambda *_: self._keep())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # what is above is never cut
        tabs.currentChanged.connect(lambda _at: self._keep_high())
        self._keep_high()

    def fit(self, width: int) -> None:
        """Side by side, or tabs alone, in so many px."""
        self._fit(width)
        self._keep_high()

    def _fit(self, width: int) -> None:
        narrow = width < self.fontMetrics().lineSpacing() * _ROOM
        if narrow == self.narrow:
            return
        self.narrow = narrow
        shown = self._tabs.currentWidget()
        if narrow:
            self._form.setContentsMargins(theme.GAP, theme.GAP_SMALL, 0, 0)
            self._tabs.insertTab(0, self._form, self._title)
            self.show_form()
        else:
            self._tabs.removeTab(self._tabs.indexOf(self._form))
            self._form.setContentsMargins(0, 0, 0, 0)
            self.splitter.insertWidget(0, self._form)
            self._form.show()
            kept = settings.splitter("case")
            if kept is None or not self.splitter.restoreState(kept):
                self.splitter.setSizes(list(_FIRST))
            if shown is not self._form:
                self._tabs.setCurrentWidget(shown)

    def show_form(self) -> None:
        """Where the form is a tab, it comes into sight."""
        if self.narrow:
            self._tabs.setCurrentWidget(self._form)

    def show_beside(self, widget: QWidget) -> None:
        """Show this tab; where the form is a tab too, it is not covered."""
        if not self.narrow:
            self._tabs.setCurrentWidget(widget)

    def _keep_high(self) -> None:
        """Tabs alone are as high as the one in sight needs: below a tall head the page scrolls."""
        least = self.fontMetrics().lineSpacing() * _LEAST_LINES
        shown = self._tabs.currentWidget()
        if self.narrow and shown is not None:
            least = max(least, shown.minimumSizeHint().height() + self._tabs.tabBar().sizeHint().height() + theme.GAP)
        self.setMinimumHeight(least)

    def _keep(self) -> None:
        settings.set_splitter("case", self.splitter.saveState())
