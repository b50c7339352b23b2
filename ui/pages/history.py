"""What became of a case, entry by entry, in words; one group of actions when it is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from caseman.domain.trail import ActionGroup
from caseman.services.trail_list import TrailPage, TrailQuery, read_trail
from caseman.services.views import CaseView
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.lines import Column, LinesView


class CaseHistory(QWidget):
    """Without a group it shows what was done; who only read the case stands in the group of reading."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__()
        self._session = session
        self._view: CaseView | None = None
        self.group = QComboBox()
        self.group.setAccessibleName(self.tr("What the history shows"))
        self.group.addItem(self.tr("What was done"), "")
        for each in ActionGroup:
            self.group.addItem(tell(each.label), each.value)
        self.group.currentIndexChanged.connect(lambda _at: self._read())
        self.table = LinesView(
            [
                Column(self.tr("When"), lambda line: session.local_time(line.at), whole=True),
                Column(self.tr("Who"), lambda line: line.staff, 110),
                Column(self.tr("What"), lambda line: tell(line.label), 300),
            ],
            self.tr("History"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(self.group)
        layout.addWidget(self.table, 1)

    def show_case(self, view: CaseView) -> None:
        """Show the history of a case as it was just read."""
        self._view = view
        self._read()

    def _read(self) -> None:
        if self._view is None:
            return
        if not self.group.currentData():
            self.table.lines.replace(self._view.history)
            return
        query = TrailQuery(case=self._view.number, group=ActionGroup(self.group.currentData()))
        self._session.read(read_trail, query, done=self._show)

    def _show(self, page: TrailPage) -> None:
        if self._view is None:
            return
        if (page.query.case, page.query.group) == (self._view.number, self.group.currentData()):
            self.table.lines.replace(page.lines)
