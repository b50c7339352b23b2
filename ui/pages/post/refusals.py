"""The notice of a form that was refused: it goes once every fault is put right."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.widgets.form import Form
from ui.widgets.labels import Notice


class Refusals(QObject):
    """Tells a refusal; what points to marked fields is taken back when none is marked any more."""

    def __init__(self, form: Form, notice: Notice) -> None:
        super().__init__(form)
        self._form = form
        self._notice = notice
        self._marked = ""
        form.on_change(self._look)

    def tell(self, rest: str, marked: str) -> None:
        """Say what has no field; where all have one, say that fields are `marked`."""
        self._marked = "" if rest else marked
        self._notice.tell(rest or marked, bad=True)

    def _look(self) -> None:
        if not self._marked or any(self._form.fault(name) for name in self._form.values()):
            return
        if self._notice.text == self._marked:
            self._notice.hide()
        self._marked = ""
