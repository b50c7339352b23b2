"""Today: what is late, what is due, what waits. Each number opens its list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Deed, Permission
from caseman.services.case_query import Show
from caseman.services.drills import DrillStanding, drill_standing
from caseman.services.letter_query import LetterShow
from caseman.services.today import today_view
from caseman.services.today_views import DayView, TodayView
from ui import theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.pages.cases import case_columns
from ui.session import OfficeSession
from ui.widgets.four_weeks import FourWeeks, holiday_name
from ui.widgets.labels import button, label, panel, row, stacked
from ui.widgets.lines import LinesView
from ui.widgets.tile import Tile, TileGroup

_POST, _DISPOSE = "post:open", "audit:retention:personal"
_NEEDS: Mapping[str, Deed] = {_POST: Permission.LOG_POST, _DISPOSE: Permission.DISPOSE}
_What = Show | Step | LetterShow | str
_LATE = f"cases:show:{Show.OVERDUE.value}"
_LEAST_LINES = 3  # of the soonest dates, however small the window
_COLUMN_CHARS = {3: 22, 2: 16}  # what a column of tiles should hold, where there are so many
# The groups in each column, where there are three or two of them.
_PLACED = {3: ((0, 1), (2,), (3,)), 2: ((0, 2), (1, 3), ())}


class TodayPage(Page):
    """The page one comes to in the morning."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Today"))
        self._date = label("", "quiet")
        self.tiles: dict[str, Tile] = {}
        self._names = self._all_names()
        self.groups = [self._group(heading, names) for heading, names in self._names.items()]
        self.weeks = FourWeeks(self.tr("Answers due in these four weeks"))
        self.weeks.opened.connect(self._open_day)
        self._closures = label("", "quiet", wrap=True)
        self.soonest = LinesView(case_columns(self, session.today()), self.tr("Cases with the soonest date"))
        self.soonest.opened.connect(lambda line: self.case_chosen.emit(line.number))
        self.log_button = button(self.tr("Log an envelope"), lambda: self.place_chosen.emit("post"), primary=True)
        self.first = panel(
            label(self.tr("Nothing is logged yet. Open the first envelope and log it at the post desk."), wrap=True),
            row(
                self.log_button,
                button(self.tr("First case, step by step"), lambda: self.place_chosen.emit("first-case")),
            ),
            heading=self.tr("The first step"),
        )
        due = self.tr("A recovery drill is due: try whether the backup opens with the recovery sheet.")
        self.drill = stacked(
            label(due, "warn", wrap=True),
            row(button(self.tr("Recovery drill…"), lambda: self.place_chosen.emit("settings:drill"))),
        )
        self.done = label("", "good", wrap=True)
        self._hidden = label("", "quiet", wrap=True)
        self._arranged = (0, True)  # columns, and whether the weeks stand beside them
        self._build()

    def first_controls(self) -> Iterable[QWidget]:
        return (self.log_button, *self.tiles.values(), self.weeks)

    def refresh(self) -> None:
        self.session.read(today_view, done=self._show)
        if self.session.may(Permission.OFFICE_RULES):  # who can have the sheet taken out of the safe
            self.session.read(drill_standing, done=self._ask_for_drill)

    def _ask_for_drill(self, standing: DrillStanding) -> None:
        self.drill.setVisible(standing.reminds)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _all_names(self) -> dict[str, dict[str, str]]:
        """The tiles in their groups: where each leads, and what it counts."""
        shows: dict[str, dict[_What, str]] = {
            self.tr("Dates"): {
                Show.OVERDUE: self.tr("Overdue"),
                Show.DUE_THIS_WEEK: self.tr("Due this week"),
            },
            self.tr("Waiting for others"): {
                Show.WAITING_CORRECTION: self.tr("Correction by the person"),
                Show.WAITING_FEE: self.tr("Payment of the fee"),
                Show.WAITING_SEARCH: self.tr("Search by a data holder"),
                Show.WAITING_READER: self.tr("Second reader"),
                LetterShow.IN_REVIEW: tell(LetterShow.IN_REVIEW.label),
            },
            self.tr("To do here"): {
                _POST: self.tr("Envelopes without a case"),
                Show.TO_CHECK: tell(Step.IDENTITY.call_to_action),
                Step.DATE: tell(Step.DATE.call_to_action),
                Show.TO_DECIDE: tell(Step.DECISION.call_to_action),
                Step.LETTER: tell(Step.LETTER.call_to_action),
                Step.CLOSE: tell(Step.CLOSE.call_to_action),
                _DISPOSE: self.tr("To dispose of"),
            },
            self.tr("Letters"): {
                show: tell(show.label)
                for show in (
                    LetterShow.TO_SUBMIT,
                    LetterShow.TO_PRINT,
                    LetterShow.TO_DISPATCH,
                    LetterShow.RETURNED,
                    LetterShow.UNPROVEN,
                )
            },
        }
        return {heading: {_place(what): name for what, name in names.items()} for heading, names in shows.items()}

    def _group(self, heading: str, names: Mapping[str, str]) -> TileGroup:
        for place in names:
            tile = self.tiles[place] = Tile()
            tile.clicked.connect(lambda _checked=False, p=place: self.place_chosen.emit(p))
        return TileGroup(heading, [self.tiles[place] for place in names])

    def _build(self) -> None:
        self.body.removeWidget(self.title)
        self.body.insertWidget(0, row(self.title, self._date))
        self._numbers = QWidget()
        self._side_by_side = side_by_side = QHBoxLayout(self._numbers)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.setSpacing(0)
        self._columns = [QVBoxLayout() for _ in range(3)]
        for column in self._columns:
            column.setSpacing(theme.GAP)
            column.setContentsMargins(0, 0, theme.GAP, 0)
            column.addStretch(1)
            side_by_side.addLayout(column, 1)
        weeks = stacked(label(self.tr("Four weeks"), "heading"), self._closures, self.weeks)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(theme.GAP)
        self._sides.addWidget(self._numbers)
        self._sides.addWidget(weeks)
        self._soonest_title = label(self.tr("Soonest dates"), "heading")
        lines = self.soonest.verticalHeader().defaultSectionSize()
        self.soonest.setMinimumHeight(self.soonest.horizontalHeader().sizeHint().height() + _LEAST_LINES * lines)
        content = QWidget()
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addLayout(self._sides)
        whole.addWidget(self._soonest_title)
        whole.addWidget(self.soonest, 1)
        self.drill.hide()
        for part in (self.first, self.drill, self.done, content, self._hidden):
            self.body.addWidget(part)
        self.body.setStretch(self.body.count() - 2, 1)
        self.first.hide()
        self.done.hide()
        self._hide_what_is_closed()
        self._arrange()

    def _arrange(self) -> None:
        """Numbers in three columns or two, the weeks beside them or below, as there is room."""
        needed = {
            count: count * chars * self.fontMetrics().horizontalAdvance("0") for count, chars in _COLUMN_CHARS.items()
        }
        room = self.width() - 2 * theme.GAP_LARGE - self.weeks.minimumSizeHint().width() - theme.GAP_LARGE
        columns = 3 if room >= needed[3] else 2
        if columns != self._arranged[0]:
            for group in self.groups:
                for column in self._columns:
                    column.removeWidget(group)  # an item that is only taken out goes on remembering old heights
            for number, column in enumerate(self._columns):
                for place, at in enumerate(_PLACED[columns][number]):
                    column.insertWidget(place, self.groups[at])
                self._side_by_side.setStretch(number, int(number < columns))
        beside = room >= needed[2]
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._sides.setStretch(0, 3 if columns == 3 else 1)
        self._sides.setStretch(1, 2 if columns == 3 else 1)
        self._arranged = (columns, beside)

    def _hide_what_is_closed(self) -> None:
        """Leave out what the member's roles do not open, and say so."""
        hidden = [place for place, deed in _NEEDS.items() if not self.session.may(deed)]
        for place in hidden:
            self.tiles[place].hide()
        names = {place: name for group in self._names.values() for place, name in group.items()}
        told = self.tr("Not among your roles, and left out here: {names}.")
        self._hidden.setText(told.format(names=tell([names[place] for place in hidden])))
        self._hidden.setVisible(bool(hidden))

    def _show(self, view: TodayView) -> None:
        self._date.setText(tell(view.today))
        counts = _counts(view)
        for names in self._names.values():
            for place, name in names.items():
                self.tiles[place].show_count(name, counts.get(place, 0), late=place == _LATE)
        width = max(tile.figure_width for tile in self.tiles.values())
        for tile in self.tiles.values():
            tile.align(width)
        self.weeks.show_weeks(view.weeks, view.today)
        self._closures.setText(self._told_closures(view.weeks))
        self._closures.setVisible(bool(self._closures.text()))
        self.soonest.lines.replace(view.soonest)
        self._show_emptiness(view)
        self._arrange()

    def _show_emptiness(self, view: TodayView) -> None:
        """Where nothing waits, say what comes first, or that all is done."""
        fresh = not view.any_cases and not view.envelopes_without_case
        self.first.setVisible(fresh and self.session.may(Permission.LOG_POST))
        if fresh:
            told = self.tr("Nothing is logged yet. When the post desk has logged the first envelope, it stands here.")
            self.done.setText("" if self.session.may(Permission.LOG_POST) else told)
        else:
            self.done.setText("" if view.waiting else self.tr("✓ Nothing waits. All cases are closed."))
        self.done.setVisible(bool(self.done.text()))
        self._numbers.setVisible(not fresh)
        for part in (self._soonest_title, self.soonest):
            part.setVisible(bool(view.soonest))

    def _told_closures(self, days: Iterable[DayView]) -> str:
        """The days in these weeks that are closed, though not on every such weekday; those of one reason together."""
        found = groupby(
            (day for day in days if day.closed is not None and not day.by_weekday),
            key=lambda day: tell(holiday_name(day)),
        )
        told = []
        for name, group in found:
            shut = [each.day for each in group]
            through = f"–{_short(shut[-1])}" if len(shut) > 1 else ""
            told.append(f"{_short(shut[0])}{through} {name}")
        return self.tr("Closed: {days}").format(days=tell(told)) if told else ""

    def _open_day(self, day: date) -> None:
        self.place_chosen.emit(f"cases:due:{day.isoformat()}")


def _short(day: date) -> str:
    return f"{day.month}/{day.day}"


def _place(what: _What) -> str:
    """Where a tile leads."""
    match what:
        case Show():
            return f"cases:show:{what.value}"
        case Step():
            return f"cases:step:{what.value}"
        case LetterShow():
            return f"letters:show:{what.value}"
    return str(what)


def _counts(view: TodayView) -> dict[str, int]:
    """What each tile counts."""
    return {
        **{_place(show): count for show, count in view.shows.items()},
        **{_place(step): count for step, count in view.steps.items()},
        **{_place(show): count for show, count in view.letters.items()},
        _POST: view.envelopes_without_case,
        _DISPOSE: view.to_dispose,
    }
