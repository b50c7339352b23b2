"""Window envelopes and sheets of labels in the settings: drawn to scale, each with a test sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFormLayout, QVBoxLayout, QWidget

from caseman.domain.label_sheets import LabelSheet
from caseman.domain.letter_form import WindowEnvelope
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.offices.label_sheets import label_sheet_settings
from caseman.offices.window_envelopes import envelope_settings
from caseman.services.letter_paper import (
    PaperName,
    envelope_test_sheet,
    envelopes,
    label_sheets,
    sheet_of_labels_test,
)
from ui import theme
from ui.i18n import current_language, tell
from ui.printing import save_pdf
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.paper_preview import PaperPreview, described

_LARGE = 160  # px: what 100 have become beside large type
_LEAST_SIGNS = 6  # of a format's name; the whole is told where the pointer rests


class _Kind(QWidget):
    """One kind of paper: which formats there are, the one in use first, a drawing of the chosen one, its test sheet."""

    def __init__(self, name: str, field: str, test: str, pressed: Callable[[], None]) -> None:
        super().__init__()
        self.form = Form()
        self.which: QComboBox = self.form.choice(field, name, ())
        rows = self.form.layout()
        assert isinstance(rows, QFormLayout)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(_LEAST_SIGNS)
        self.preview = PaperPreview(name)
        self.measures = label("", "quiet", wrap=True)
        self.test_button = button(test, pressed)
        self._papers: dict[str, WindowEnvelope | LabelSheet] = {}
        self.which.currentIndexChanged.connect(lambda _at: self._draw())
        left = QVBoxLayout()
        for part in (self.form, self.measures, row(self.test_button)):
            left.addWidget(part)
        left.addStretch(1)
        self._both = layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(left, 1)
        layout.addWidget(self.preview)
        theme.follow(self, _Kind._stand)

    def _stand(self) -> None:
        """The drawing goes below beside large type."""
        large = theme.px(100) >= _LARGE
        self._both.setDirection(QBoxLayout.Direction.TopToBottom if large else QBoxLayout.Direction.LeftToRight)
        self.updateGeometry()  # which that does not tell

    @property
    def chosen(self) -> str:
        return self.which.currentData() or ""

    def offer(self, found: tuple[PaperName, ...], papers: dict[str, WindowEnvelope | LabelSheet]) -> None:
        """Offer these formats; the one that was chosen stays so."""
        chosen = self.chosen
        self._papers = papers
        self.which.clear()
        for each in found:
            self.which.addItem(each.title, each.name)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self._draw()

    def _draw(self) -> None:
        paper = self._papers.get(self.chosen)
        self.preview.show_paper(paper)
        self.measures.setText(described(paper))


class EnvelopesPanel(QWidget):
    """The formats of this office and those that ship. Own ones are part of the procedure."""

    place_chosen = Signal(str)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.envelope = _Kind(self.tr("Window envelope"), "envelope", self.tr("Test sheet…"), self._ask_where)
        self.labels = _Kind(
            self.tr("Label sheet"), "label_sheet", self.tr("Test sheet of the labels…"), self._ask_where_labels
        )
        self.own_button = button(
            self.tr("Own formats in the procedure…"), lambda: self.place_chosen.emit("procedure:paper")
        )
        self.own_button.setEnabled(session.may(Permission.OFFICE_RULES))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(
            panel(
                label(
                    self.tr(
                        "Print a test sheet at full size and lay it into the envelope, or against the labels: it says "
                        "what to do where the address does not fit."
                    ),
                    "quiet",
                    wrap=True,
                ),
                self.envelope,
                heading=self.tr("Window envelope"),
            )
        )
        layout.addWidget(panel(self.labels, heading=self.tr("Label sheet")))
        layout.addWidget(
            panel(
                label(
                    self.tr(
                        "Which format letters have, and formats of your own, stand in the procedure: they change with "
                        "its next version."
                    ),
                    "quiet",
                    wrap=True,
                ),
                row(self.own_button),
                heading=self.tr("Own formats"),
            )
        )

    def refresh(self) -> None:
        """Read again what there is."""
        self._session.read(envelopes, current_language(), done=self._offer_envelopes)
        self._session.read(label_sheets, current_language(), done=self._offer_label_sheets)

    def write_test_sheet(self, path: str) -> None:
        """Write the test sheet of the chosen envelope into a new file."""
        self._write(envelope_test_sheet, self.envelope, path)

    def write_label_sheet(self, path: str) -> None:
        """Write the test sheet of the chosen sheet of labels into a new file."""
        self._write(sheet_of_labels_test, self.labels, path)

    def _offer_envelopes(self, found: tuple[PaperName, ...]) -> None:
        own = self._session.procedure.window_envelopes
        self.envelope.offer(found, {each.name: each.envelope for each in envelope_settings(own)})

    def _offer_label_sheets(self, found: tuple[PaperName, ...]) -> None:
        own = self._session.procedure.label_sheets
        self.labels.offer(found, {each.name: each.sheet for each in label_sheet_settings(own)})

    def _write(self, service: Callable[..., bytes], kind: _Kind, path: str) -> None:
        def write(pdf: bytes) -> None:
            try:
                save_pdf(Path(path), pdf)
            except CasemanError as error:
                self._notice.tell(tell(error.text), bad=True)
            else:
                self._notice.tell(self.tr("The test sheet is in {file}.").format(file=path))

        def failed(error: CasemanError) -> None:
            kind.form.tell_faults(error, self._notice)

        self._session.read(service, kind.chosen, current_language(), done=write, failed=failed)

    def _ask_where(self) -> None:
        title = self.tr("Where to write the test sheet")
        ask_new_file(self, title, self.write_test_sheet, "pdf", kinds=self.tr("PDF (*.pdf)"))

    def _ask_where_labels(self) -> None:
        title = self.tr("Where to write the test sheet")
        ask_new_file(self, title, self.write_label_sheet, "pdf", kinds=self.tr("PDF (*.pdf)"))
