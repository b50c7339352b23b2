"""What an envelope turned out to be: the fields that say it, and the cases that it may belong to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from caseman.domain.envelopes import Brings, Disposition
from caseman.services.suggestions import SuggestedCase, Suggestions
from ui import theme
from ui.i18n import tell
from ui.widgets.form import Form
from ui.widgets.labels import button, label, row, stacked

CHOICES = (
    Disposition.REQUEST,
    Disposition.ADDITION,
    Disposition.RETURNED,
    Disposition.NO_REQUEST,
    Disposition.MISDELIVERED,
    Disposition.OPEN,
)
_BRINGS = tuple(each for each in Brings if each is not Brings.RETURNED)


class FilingFields:
    """Adds the fields to a form, and shows of them what the choice needs."""

    NAMES = ("disposition", "filing_number", "document_number", "filing_note", *(f"brings.{b.value}" for b in _BRINGS))

    def __init__(self, form: Form, choices: tuple[Disposition, ...] = CHOICES) -> None:
        self._form = form
        tr = form.tr
        form.choice("disposition", tr("This is"), choices)
        form.line("filing_number", tr("Case"))
        self._boxes: dict[Brings, QCheckBox] = {}
        for each in _BRINGS:
            self._boxes[each] = form.check(f"brings.{each.value}", tell(each.label))
        form.line("document_number", tr("Number of our letter"))
        form.line("filing_note", tr("What it was, what became of it"))
        form.control("disposition").currentIndexChanged.connect(lambda _at: self.show())
        self.show()

    def show(self, *, visible: bool = True) -> None:
        """Only what the choice needs."""
        what = self.disposition
        form = self._form
        form.show_row("disposition", visible=visible)
        form.show_row("filing_number", visible=visible and what is Disposition.ADDITION)
        for each in _BRINGS:
            form.show_row(f"brings.{each.value}", visible=visible and what is Disposition.ADDITION)
        form.show_row("document_number", visible=visible and what is Disposition.RETURNED)
        noted = (Disposition.NO_REQUEST, Disposition.MISDELIVERED, Disposition.RETURNED)
        form.show_row("filing_note", visible=visible and what in noted)

    @property
    def disposition(self) -> Disposition:
        return Disposition(self._form.values()["disposition"] or Disposition.OPEN)

    def choose(self, suggested: SuggestedCase) -> None:
        """Take a proposal: our letter come back, or an addition to that case."""
        if suggested.document_number:
            values: dict[str, Any] = {"disposition": Disposition.RETURNED, "document_number": suggested.document_number}
        else:
            values = {"disposition": Disposition.ADDITION, "filing_number": suggested.number}
        self._form.set_values(values)
        self.show()
        first = "document_number" if suggested.document_number else f"brings.{Brings.CORRECTION.value}"
        self._form.control(first).setFocus()

    def typed(self, values: dict[str, Any]) -> dict[str, Any] | None:
        """What `FilingInput` reads, taken out of the form's values; None where nothing is to be filed yet."""
        taken = {name: values.pop(name) for name in self.NAMES}
        what = Disposition(taken["disposition"])
        if what in (Disposition.REQUEST, Disposition.OPEN):
            return None
        return {
            "disposition": what,
            "number": taken["filing_number"] if what is Disposition.ADDITION else "",
            "brings": [each for each in _BRINGS if taken[f"brings.{each.value}"]],
            "document_number": taken["document_number"] if what is Disposition.RETURNED else "",
            "note": taken["filing_note"],
        }


FIELD_OF = {"number": "filing_number", "note": "filing_note", "brings": f"brings.{Brings.CORRECTION.value}"}


class SuggestionPanel(QFrame):
    """Cases that may be meant, with the reason and a key for each; and envelopes that may be this one."""

    chosen = Signal(object)
    case_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP, theme.GAP_SMALL)
        self._rows.setSpacing(theme.GAP_SMALL)
        self._suggested: tuple[SuggestedCase, ...] = ()
        for at in range(5):
            QShortcut(QKeySequence(f"Alt+{at + 1}"), self, lambda at=at: self._press(at))
        self.show_suggestions(Suggestions())

    @property
    def suggested(self) -> tuple[SuggestedCase, ...]:
        return self._suggested

    def show_suggestions(self, found: Suggestions) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._suggested = found.cases
        for known in found.duplicates:
            said = self.tr("Logged already? {day}, “{sender}” ({numbers}): {why}").format(
                day=tell(known.arrived_on),
                sender=known.sender,
                numbers=", ".join(known.case_numbers) or self.tr("no case"),
                why=tell(known.why),
            )
            self._rows.addWidget(label(said, "warn", wrap=True))
        if found.cases:
            self._rows.addWidget(label(self.tr("May belong to"), "heading"))
        for at, case in enumerate(found.cases):
            self._rows.addWidget(self._line(at, case))
        self.setVisible(bool(found.cases or found.duplicates))

    def _line(self, at: int, case: SuggestedCase) -> QWidget:
        title = case.number
        if case.document_number:
            title = self.tr("Letter {document}").format(document=case.document_number)
        choose = button(title, lambda: self.chosen.emit(case), tip=f"Alt+{at + 1}")
        why = " – ".join((case.principal, tell(case.state.label), *map(tell, case.why)))
        choose.setAccessibleDescription(why)
        return stacked(row(choose, label(f"Alt+{at + 1}", "quiet")), label(why, "quiet", wrap=True))

    def _press(self, at: int) -> None:
        if at < len(self._suggested):
            self.chosen.emit(self._suggested[at])
