"""What goes into the envelope beside the letter, as a part of the step “Dispatch”."""

from __future__ import annotations

from caseman.domain.actions import Action
from caseman.domain.enclosing import EnclosedKind
from caseman.services.enclosing import Enclosed, enclose, enclosed_with, take_out_enclosed
from caseman.services.letter_inputs import EnclosedInput, EnclosedRemoval
from caseman.services.views import CaseView
from ui import theme
from ui.i18n import tell
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.labels import button, panel, row
from ui.widgets.spoken_list import SpokenList


class EnclosuresPart(Part):
    """The enclosures of the letter that is chosen for dispatch, and the form for one more."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self.document: str | None = None
        self._pieces: tuple[Enclosed, ...] = ()
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Enclosures"))
        theme.sized(self.list, most_height=110)
        self.list.setWordWrap(True)
        self.form = owner.new_form("enclosure", aside=True)
        self.form.choice("kind", self.tr("Piece"), EnclosedKind)
        self.form.line("words", self.tr("In words"))
        self.form.line("sheets", self.tr("Sheets"), unit=self.tr("sheets"))
        self.add_button = button(self.tr("Enclose"), self.add)
        self.form.submits(self.add_button)
        self.remove_button = button(self.tr("Take out"), self.take_out)
        group = panel(self.list, self.form, row(self.add_button, self.remove_button), heading=self.tr("Enclosures"))
        self.body.addWidget(self.only(Action.DISPATCH, group))

    def fill(self, case: CaseView) -> None:
        self.setVisible(any(x.to_send for x in case.letters) and Action.DISPATCH in case.course.actions)

    def start(self, case: CaseView) -> None:
        del case
        self.form.set_values({"kind": EnclosedKind.DISCLOSED_DATA, "words": "", "sheets": "1"})
        self.form.clear_faults()

    def show_letter(self, document: str | None) -> None:
        """Show what is enclosed with this letter."""
        self.document = document
        self._read()

    def add(self) -> None:
        """Record one more piece."""
        number, document = self.number, self.document or ""
        self.owner.send(
            self.form,
            lambda: EnclosedInput.read(number=number, document_number=document, **self.form.values()),
            enclose,
            self.tr("Enclosed."),
        )

    def take_out(self) -> None:
        """Take the chosen piece out again."""
        at = self.list.currentRow()
        if not 0 <= at < len(self._pieces):
            return
        number, document, piece = self.number, self.document or "", self._pieces[at].row_id
        self.owner.send(
            self.form,
            lambda: EnclosedRemoval.read(number=number, document_number=document, row_id=piece),
            take_out_enclosed,
            self.tr("Taken out."),
        )

    def _read(self) -> None:
        if self.document is None:
            self._show(())
        else:
            self.session.read(enclosed_with, self.number, self.document, done=self._show)

    def _show(self, pieces: tuple[Enclosed, ...]) -> None:
        self._pieces = pieces
        self.list.clear()
        for piece in pieces:
            words = f": {piece.words}" if piece.words else ""
            sheets = self.tr("sheets: {count}").format(count=piece.sheets)
            self.list.addItem(f"{tell(piece.kind.label)}{words} – {sheets}")
        self.list.setVisible(bool(pieces))
        self.remove_button.setVisible(bool(pieces))
