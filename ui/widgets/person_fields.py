"""The fields of a person: name, kana, address by postal code, how to reach them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCompleter

from caseman.domain.entry import parse_postal_code
from caseman.errors import CasemanError
from caseman.services.addresses import addresses_for
from ui.session import OfficeSession
from ui.widgets.form import Form


def _lookup(desk: object, postal_code: str) -> tuple[str, ...]:
    del desk
    return addresses_for(postal_code)


class PersonFields:
    """Adds a person's fields to a form, under `prefix.` where one is given.

    A postal code fills the start of an empty address.
    """

    NAMES = ("name", "kana", "postal_code", "address", "telephone", "email", "birth_date", "member_id")

    def __init__(self, form: Form, session: OfficeSession, prefix: str) -> None:
        self._form = form
        self._session = session
        self._prefix = prefix
        self._proposed = ""  # what the last code filled in
        tr, at = form.tr, self._at
        form.line(at("name"), tr("Name"))
        form.line(at("kana"), tr("Name in kana"))
        postal = form.line(at("postal_code"), tr("Postal code"), placeholder="107-8349")
        form.line(at("address"), tr("Address"))
        form.line(at("telephone"), tr("Telephone"))
        form.line(at("email"), tr("E-mail"))
        form.day(at("birth_date"), tr("Date of birth"), era="S59.4.1")
        form.line(at("member_id"), tr("Member ID"))
        postal.editingFinished.connect(self._postal_code_typed)

    def values(self) -> dict[str, Any]:
        """What was typed, without the prefix."""
        typed = self._form.values()
        return {name: typed[self._at(name)] for name in self.NAMES}

    def show(self, *, visible: bool) -> None:
        for name in self.NAMES:
            self._form.show_row(self._at(name), visible=visible)

    def _at(self, name: str) -> str:
        return f"{self._prefix}.{name}" if self._prefix else name

    def _postal_code_typed(self) -> None:
        control = self._form.control(self._at("postal_code"))
        typed = control.text().strip()
        if not typed:
            return
        try:
            code = parse_postal_code(typed, self._at("postal_code"))
        except CasemanError as error:
            self._form.show_one_fault(error)
            return
        self._form.clear_fault(self._at("postal_code"))
        control.setText(code)
        self._session.read(_lookup, code, done=self._propose)

    def _propose(self, places: tuple[str, ...]) -> None:
        """Fill in the place of the code, in place of one that was filled in before; what was typed stays."""
        tr, line = self._form.tr, self._form.control(self._at("address"))
        typed = line.text().strip()
        if not places:
            self._proposed = ""
            self._form.set_hint(self._at("postal_code"), tr("This code is not in the directory; type the address."))
            return
        self._form.set_hint(self._at("postal_code"), "")
        line.setCompleter(QCompleter(list(places), line))
        if not typed or typed == self._proposed:
            line.setText(places[0])
        elif not typed.startswith(places[0]):
            self._form.set_hint(self._at("postal_code"), tr("This code is that of {place}.").format(place=places[0]))
        self._proposed = places[0]
