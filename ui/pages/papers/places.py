"""The places where papers are kept: their list, each with its key, and what is done with one."""

from __future__ import annotations

import string
from itertools import zip_longest

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout

from caseman.domain.custody import PlaceKind
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.custody import PlaceChange, add_place, rename_place, retire_place
from caseman.services.custody_views import PlaceLine, list_places
from ui import theme
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, panel, row
from ui.widgets.spoken_list import SpokenList

PLACE_KEYS = "123456789" + "".join(sign for sign in string.ascii_uppercase if sign not in "DRF")


class PlacesPanel(Panel):
    """The places in a list, the first line of which stands for no place; and the form that adds and renames them."""

    read = Signal()  # the list was read again
    chosen = Signal()
    labels_asked = Signal()

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.lines: tuple[PlaceLine, ...] = ()
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Places"))
        self.list.itemClicked.connect(lambda _item: self.chosen.emit())
        self.list.currentRowChanged.connect(lambda _at: self.chosen.emit())
        self.form = Form()
        self.form.line("name", self.tr("Place"))
        self.form.choice("kind", self.tr("Kind"), PlaceKind)
        self.form.setEnabled(session.may(Permission.MOVE_PAPERS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.list, 1)
        column.addWidget(
            panel(
                self.form,
                row(button(self.tr("Add the place"), self._add)),
                row(button(self.tr("Rename"), self._rename), button(self.tr("Retire"), self._retire)),
                row(button(self.tr("Labels…"), self.labels_asked.emit)),
                heading=self.tr("Places"),
            )
        )

    @property
    def current(self) -> PlaceLine | None:
        """The place that is chosen; None where none is."""
        at = self.list.currentRow()
        return self.lines[at - 1] if at > 0 else None

    def name_of(self, place_id: int | None) -> str:
        """The name of a place in the list; empty for another."""
        return next((line.name for line in self.lines if line.place_id == place_id), "")

    def refresh(self) -> None:
        self._session.read(list_places, done=self._show)

    def _show(self, lines: tuple[PlaceLine, ...]) -> None:
        at = max(0, self.list.currentRow())
        self.lines = lines
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItem(self.tr("No place noted yet"))
        for key, line in zip_longest(PLACE_KEYS[: len(lines)], lines, fillvalue=" "):
            assert isinstance(line, PlaceLine)
            self.list.addItem(f"{key}  {line.name} ({line.papers})")
        for row_at in range(self.list.count()):
            self.list.item(row_at).setSizeHint(QSize(0, self.list.fontMetrics().lineSpacing() + 12))
        self.list.setCurrentRow(min(at, len(lines)))
        self.list.blockSignals(False)
        if not lines:
            self._notice.tell(self.tr("There are no places yet. Add the first one, such as “Post tray” or “Safe”."))
        self.read.emit()

    def _add(self) -> None:
        values = self.form.values()
        self._session.change(
            add_place, values["name"], PlaceKind(values["kind"]), done=self._done, failed=self._refused
        )

    def _rename(self) -> None:
        if (place := self._named()) is not None:
            name = self.form.values()["name"]
            self._session.change(rename_place, place.name, name, done=self._done, failed=self._refused)

    def _retire(self) -> None:
        if (place := self._named()) is not None:
            self._session.change(retire_place, place.name, done=self._done, failed=self._refused)

    def _named(self) -> PlaceLine | None:
        """The place that is meant; where none is chosen, that is said."""
        if self.current is None:
            self._notice.tell(self.tr("Choose a place in the list first."), bad=True)
        return self.current

    def _done(self, change: PlaceChange) -> None:
        self.form.clear()
        self._notice.hide()
        if change.again:
            self._notice.tell(self.tr("“{name}” is used again.").format(name=change.name))

    def _refused(self, error: CasemanError) -> None:
        self.form.tell_faults(error, self._notice)
