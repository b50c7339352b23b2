"""Cases that belong to this one, and the post that came for it or left; each opens."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.services.related import Related, RelatedCase, RelatedPost, related_to
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.labels import label
from ui.widgets.lines import Column, LinesView


class RelatedTab(QWidget):
    """It is read when it comes into sight."""

    case_chosen = Signal(str)
    envelope_chosen = Signal(int)
    letter_chosen = Signal(str)

    def __init__(self, session: OfficeSession) -> None:
        super().__init__()
        self._session = session
        self._number = ""
        self._stale = False
        self.cases = LinesView(
            [
                Column(self.tr("Number"), lambda line: line.number, whole=True),
                Column(self.tr("Principal"), lambda line: line.principal, 120),
                Column(self.tr("Where it stands"), lambda line: tell(line.state.label), 110),
                Column(self.tr("Why it belongs here"), _why, 260),
            ],
            self.tr("Cases that belong to this one"),
        )
        self.post = LinesView(
            [
                Column(self.tr("Day"), lambda line: line.day.isoformat(), whole=True),
                Column(self.tr("What came or left"), lambda line: tell(line.what), 260),
                Column(self.tr("Mail class"), lambda line: tell(line.mail_class.label), 110),
                Column(self.tr("Tracking number"), lambda line: line.tracking_number, 110),
            ],
            self.tr("Post of this case"),
        )
        self.none = label(self.tr("No other case of this person, this envelope or this matter."), "quiet", wrap=True)
        self.cases.opened.connect(self._open_case)
        self.post.opened.connect(self._open_post)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(label(self.tr("Cases that belong to this one"), "heading"))
        layout.addWidget(self.none)
        layout.addWidget(self.cases, 1)
        layout.addWidget(label(self.tr("Post of this case"), "heading"))
        layout.addWidget(self.post, 1)

    def show_case(self, number: str) -> None:
        """Show what belongs to this case, now or when the tab comes into sight."""
        if number != self._number:
            self._show(Related(number, (), ()))
        self._number, self._stale = number, True
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._read()

    def _read(self) -> None:
        self._stale = False
        self._session.read(related_to, self._number, done=self._came)

    def _came(self, related: Related) -> None:
        if related.number == self._number:
            self._show(related)

    def _show(self, related: Related) -> None:
        self.cases.lines.replace(related.cases)
        self.cases.setVisible(bool(related.cases))
        self.none.setVisible(not related.cases)
        self.post.lines.replace(related.post)

    def _open_case(self, line: RelatedCase) -> None:
        self.case_chosen.emit(line.number)

    def _open_post(self, line: RelatedPost) -> None:
        if line.document_number:
            self.letter_chosen.emit(line.document_number)
        elif line.envelope_id is not None:
            self.envelope_chosen.emit(line.envelope_id)


def _why(line: RelatedCase) -> str:
    return " ".join(tell(why) for why in line.why)
