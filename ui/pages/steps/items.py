"""A request decided item by item: each kind of data, or each entry that is corrected, with its own ruling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.errors import CasemanError
from caseman.services.inputs import ItemInput
from caseman.services.views import RequestView
from ui import theme
from ui.i18n import tell
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.labels import button, label, panel, row
from ui.widgets.spoken_list import SpokenList


class ItemsPart(Part):
    """The list of items, and the form for one."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self.items: list[ItemInput] = []
        self._correction = False
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Items"))
        theme.sized(self.list, most_height=140)
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._chosen)
        self.form = owner.new_form("item")
        self.form.line("item", self.tr("Item"))
        self.form.choice("outcome", self.tr("Result"), Outcome)
        self.form.choice("ground", self.tr("Ground"), (), blank=self.tr("(choose)"))
        self.form.text("reason", self.tr("Reason, as the letter tells it"), lines=2)
        self.form.text("before", self.tr("Before the correction"), lines=2)
        self.form.text("after", self.tr("After the correction"), lines=2)
        self.form.control("outcome").currentIndexChanged.connect(lambda _at: self._show_fields())
        self.put_button = button(self.tr("Put into the list"), self.put)
        self.form.submits(self.put_button)
        self.body.addWidget(
            panel(
                label(
                    self.tr("Only where the items are decided differently, or several entries are corrected."),
                    "quiet",
                    wrap=True,
                ),
                self.list,
                self.form,
                row(
                    self.put_button,
                    button(self.tr("Take out of the list"), self.take_out),
                ),
                heading=self.tr("Item by item"),
            )
        )

    def show_request(self, request: RequestView, grounds: Sequence[Ground], *, correction: bool) -> None:
        """Show the items of a request, as they were decided."""
        self._correction = correction
        self.form.fill_choice("ground", grounds, blank=self.tr("(choose)"))
        self.items = [
            ItemInput(
                item=each.item,
                outcome=each.outcome,
                ground=each.ground,
                reason=each.reason,
                before=each.before,
                after=each.after,
            )
            for each in request.items
        ]
        self._list()
        self.form.clear()
        self._show_fields()
        self.form.settle()

    def put(self) -> None:
        """Put the item that is typed into the list; one of the same name is replaced."""
        self.form.clear_faults()
        try:
            item = ItemInput.read(**self.form.values())
        except CasemanError as error:
            self.owner.refuse(self.form, error)
            return
        self.items = [each for each in self.items if each.item != item.item] + [item]
        self._list()
        self.form.clear()
        self._show_fields()

    def take_out(self) -> None:
        """Take the chosen item out of the list."""
        place = self.list.currentRow()
        if 0 <= place < len(self.items):
            del self.items[place]
            self._list()

    def _list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for each in self.items:
            ground = f" – {tell(each.ground.label)}" if each.ground else ""
            self.list.addItem(f"{each.item}: {tell(each.outcome.label)}{ground}")
        self.list.setVisible(bool(self.items))
        self.list.blockSignals(False)

    def _chosen(self, place: int) -> None:
        if 0 <= place < len(self.items):
            values: dict[str, Any] = self.items[place].model_dump()
            self.form.set_values(values | {"ground": values["ground"] or ""})
            self._show_fields()

    def _show_fields(self) -> None:
        outcome = self.form.values()["outcome"]
        refused = outcome in (Outcome.REFUSE, Outcome.PART)
        self.form.show_row("ground", visible=refused)
        self.form.show_row("reason", visible=refused)
        granted = outcome in (Outcome.GRANT, Outcome.PART)
        self.form.show_row("before", visible=granted and self._correction)
        self.form.show_row("after", visible=granted and self._correction)
