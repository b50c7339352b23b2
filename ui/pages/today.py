"""Today: what is late, what is due, what waits. Each number opens its list."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QWidget

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Permission
from caseman.services.today import today_view
from caseman.services.views import TodayView
from ui import theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.pages.cases import case_columns
from ui.session import OfficeSession
from ui.widgets.labels import button, label, panel
from ui.widgets.lines import LinesView
from ui.widgets.tile import Tile

_COLUMNS = 5
_DISPOSE = "audit:retention"


class TodayPage(Page):
    """The page one comes to in the morning."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Today"))
        self._date = label("", "quiet")
        self.tiles: dict[str, Tile] = {}
        tiles = QWidget()
        grid = QGridLayout(tiles)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GAP_SMALL)
        places = (
            "cases:show:overdue",
            "cases:show:due_this_week",
            "post",
            *(f"cases:step:{step.value}" for step in list(Step)[2:]),
            _DISPOSE,
        )
        for position, place in enumerate(places):
            tile = Tile()
            tile.clicked.connect(lambda _checked=False, p=place: self.place_chosen.emit(p))
            grid.addWidget(tile, position // _COLUMNS, position % _COLUMNS)
            self.tiles[place] = tile
        self.tiles[_DISPOSE].hide()
        self.soonest = LinesView(case_columns(self, session.today()), self.tr("Cases with the soonest date"))
        self.soonest.opened.connect(lambda line: self.case_chosen.emit(line.number))
        self._first = panel(
            label(
                self.tr("Nothing is logged yet. Open the first envelope and log it at the post desk."),
                wrap=True,
            ),
            button(self.tr("Log an envelope"), lambda: self.place_chosen.emit("post"), primary=True),
            button(self.tr("First case, step by step"), lambda: self.place_chosen.emit("first-case")),
        )
        self._soonest_title = label(self.tr("Soonest dates"), "heading")
        self.body.addWidget(self._date)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.body.addWidget(tiles)
        self.body.addWidget(self._first)
        self.body.addWidget(self._soonest_title)
        self.body.addWidget(self.soonest, 1)
        self.body.addStretch()

    def first_controls(self) -> Iterable[QWidget]:
        return self.tiles.values()

    def refresh(self) -> None:
        self.session.read(today_view, done=self._show)

    def _show(self, view: TodayView) -> None:
        self._date.setText(tell(view.today))
        self._tile("cases:show:overdue", self.tr("Overdue"), view.overdue)
        self._tile("cases:show:due_this_week", self.tr("Due this week"), view.due_this_week)
        self._tile("post", self.tr("Envelopes without a case"), view.envelopes_without_case)
        for step in list(Step)[2:]:
            self._tile(f"cases:step:{step.value}", tell(step.call_to_action), view.waiting.get(step, 0))
        self._tile(_DISPOSE, self.tr("To dispose of"), view.to_dispose)
        self.tiles[_DISPOSE].setVisible(view.to_dispose > 0 and self.session.may(Permission.DISPOSE))
        empty = view.open_cases == 0 and view.envelopes_without_case == 0
        self._first.setVisible(empty)
        self._soonest_title.setVisible(not empty)
        self.soonest.setVisible(not empty)
        self.body.setStretch(self.body.count() - 1, int(empty))
        self.soonest.lines.replace(view.soonest)

    def _tile(self, place: str, name: str, count: int) -> None:
        self.tiles[place].show_count(name, count, late=place == "cases:show:overdue")
