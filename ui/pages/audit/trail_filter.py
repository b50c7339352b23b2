"""What the trail is filtered by: a group of actions, who, a case, a period, words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from caseman.domain.entry import parse_date
from caseman.domain.trail import ActionGroup
from caseman.services.trail_list import TrailQuery, staff_in_trail
from ui import theme
from ui.i18n import current_language, tell
from ui.session import OfficeSession
from ui.widgets.labels import button, label, row, stacked
from ui.widgets.text_fields import TextLine

_LEAST_SIGNS = 9  # of what is chosen
_WORD = 60  # px
_DAY = 122  # px: a day as it is typed, with the button that clears it


class TrailFilter(QWidget):
    """One line of choices; `changed` whenever another list is wanted."""

    changed = Signal()

    def __init__(self, session: OfficeSession) -> None:
        super().__init__()
        self._session = session
        self.group = QComboBox()
        self.group.addItem(self.tr("Everything"), "")
        for each in ActionGroup:
            self.group.addItem(tell(each.label), each.value)
        self.staff = QComboBox()
        self.staff.addItem(self.tr("Everyone"), "")
        self.case, self.words = TextLine(), TextLine()
        self.since, self.until = TextLine(), TextLine()
        self.all_button = button(self.tr("Show all"), self.clear)
        self._lay_out()
        for day in (self.since, self.until):
            theme.sized(day, least_width=_DAY)
        for line in (self.case, self.words):
            theme.sized(line, least_width=_WORD)
        for box in (self.group, self.staff):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LEAST_SIGNS)
            box.currentIndexChanged.connect(self.changed)
        for line in self._lines:
            line.returnPressed.connect(self.changed)
            line.setClearButtonEnabled(True)

    @property
    def _lines(self) -> tuple[TextLine, ...]:
        return (self.case, self.words, self.since, self.until)

    def query(self) -> TrailQuery:
        """What is chosen and typed. Raises `InputError` for a day that is none."""
        group = self.group.currentData()
        since, until = self.since.text().strip(), self.until.text().strip()
        return TrailQuery(
            case=self.case.text().strip(),
            staff=self.staff.currentData() or "",
            group=ActionGroup(group) if group else None,
            since=parse_date(since, "since") if since else None,
            until=parse_date(until, "until") if until else None,
            words=self.words.text().strip(),
            language=current_language(),
        )

    def read_staff(self) -> None:
        """Offer everyone who has entries."""
        self._session.read(staff_in_trail, done=self._offer)

    def clear(self) -> None:
        """Take every filter away."""
        self.blockSignals(True)
        self.group.setCurrentIndex(0)
        self.staff.setCurrentIndex(0)
        for line in self._lines:
            line.clear()
        self.blockSignals(False)
        self.changed.emit()

    def _offer(self, names: tuple[str, ...]) -> None:
        chosen = self.staff.currentData()
        self.staff.blockSignals(True)
        self.staff.clear()
        self.staff.addItem(self.tr("Everyone"), "")
        for name in names:
            self.staff.addItem(name, name)
        self.staff.setCurrentIndex(max(0, self.staff.findData(chosen)))
        self.staff.blockSignals(False)

    def _lay_out(self) -> None:
        titles = (
            self.tr("Group"),
            self.tr("Member of staff"),
            self.tr("Case"),
            self.tr("Words"),
            self.tr("From day"),
            self.tr("To day"),
        )
        parts = []
        for title, field in zip(titles, (self.group, self.staff, *self._lines), strict=True):
            field.setAccessibleName(title)
            parts.append(stacked(label(title, "quiet"), field))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(row(*parts, stacked(label(""), self.all_button)))  # they go on in the next line
