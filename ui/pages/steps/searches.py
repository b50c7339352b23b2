"""Search tasks: data holders are asked, and answer."""

from __future__ import annotations

from caseman.domain.actions import Action
from caseman.services.course_inputs import SearchAnswerInput, SearchInput
from caseman.services.search_tasks import FOUND, ask_holder, note_answer, note_inquiry
from caseman.services.sheets import inquiry_sheet
from caseman.services.staff import list_staff
from caseman.services.views import CaseView
from ui.i18n import tell
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.labels import button, panel, row
from ui.widgets.pdf_view import SheetOutput


class SearchesPart(Part):
    """Ask a holder, print the inquiry, note the answer."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self.output = SheetOutput(self, "caseman")
        self.form = owner.new_form("search")
        self.holder = self.form.choice("holder_of", self.tr("Data holder"), ())
        self.form.line("holder", self.tr("Name of the holder"))
        self.form.line("contact", self.tr("Contact"))
        self.form.text("question", self.tr("What is asked"), lines=2)
        self.form.day("asked_on", self.tr("Asked on"))
        self.form.day("due_on", self.tr("Answer due on"), hint=self.tr("Empty: as the procedure has it."))
        self.ask_button = button(self.tr("Ask the holder"), self.ask)
        self.form.submits(self.ask_button)
        self._ask = self.only(
            Action.ASK_SEARCH,
            panel(self.form, self.ask_button, heading=self.tr("Ask a data holder to search")),
        )
        self.answer_form = owner.new_form("answer")
        self.task = self.answer_form.choice("task_id", self.tr("Asked"), ())
        self.answer_form.day("answered_on", self.tr("Answered on"))
        found = self.answer_form.choice("found", self.tr("Result"), ())
        for code, text in FOUND.items():
            found.addItem(tell(text), code)
        self.answer_form.text("answer", self.tr("What was found, and where"), lines=3)
        self.answer_form.choice("searched_by", self.tr("Who searched, if one of us"), ())
        self.note_button = button(self.tr("Note the answer"), self.note)
        self.answer_form.submits(self.note_button)
        self._answer = self.only(
            Action.ANSWER_SEARCH,
            panel(
                self.answer_form,
                row(
                    self.note_button,
                    button(self.tr("Print the inquiry sheet…"), self.print_inquiry),
                ),
                heading=self.tr("An answer is awaited"),
            ),
        )
        self.holder.currentIndexChanged.connect(lambda _at: self._holder_chosen())
        self.body.addWidget(self._answer)
        self.body.addWidget(self._ask)

    def fill(self, case: CaseView) -> None:
        for search in case.course.searches:
            if search.answered_on is None:
                state = self.tr("asked on {asked}, due on {due}").format(
                    asked=tell(search.asked_on), due=tell(search.due_on)
                )
                late = search.due_on < self.session.today()
                self.owner.fact(search.holder, state, "late" if late else "warn")
            else:
                found = tell(FOUND[search.found or "no_answer"])
                by = f" ({search.searched_by})" if search.searched_by else ""
                self.owner.fact(
                    search.holder, f"{tell(search.answered_on)}: {found}{by}\n{search.answer}".strip(), "good"
                )
        waiting = [search for search in case.course.searches if search.answered_on is None]
        chosen = self.task.currentData()
        self.task.clear()
        for search in waiting:
            self.task.addItem(search.holder, search.task_id)
        self.task.setCurrentIndex(max(0, self.task.findData(chosen)))
        self._answer.setVisible(bool(waiting))
        self._ask.setVisible({Action.ASK_SEARCH, Action.ANSWER_SEARCH} & case.course.actions != set())

    def start(self, case: CaseView) -> None:
        today = self.session.today()
        days = self.owner.procedure.searches.due_days
        told = self.tr("Empty: as the procedure has it. Business days from the asking: {days}.").format(days=days)
        self.form.set_hint("due_on", told)
        self.form.clear()
        self.answer_form.clear()
        self.holder.clear()
        for place, holder in enumerate(self.owner.procedure.data_holders):
            self.holder.addItem(holder.name, place)
        self.holder.addItem(self.tr("(another)"), -1)
        scope = "\n".join(f"{tell(r.type.label)}: {r.scope}" for r in case.requests)
        self.form.set_values({"asked_on": today, "question": scope})
        self.answer_form.set_values({"answered_on": today})
        self._holder_chosen()
        self.session.read(list_staff, done=self._offer_staff)

    def _offer_staff(self, names: tuple[str, ...]) -> None:
        self.owner.offer_staff(self.answer_form, "searched_by", names, blank=self.tr("(nobody of us)"))

    def _holder_chosen(self) -> None:
        place = self.holder.currentData()
        known = self.owner.procedure.data_holders
        chosen = known[place] if place is not None and 0 <= place < len(known) else None
        self.form.set_values({"holder": chosen.name if chosen else "", "contact": chosen.contact if chosen else ""})
        self.form.show_row("holder", visible=chosen is None)

    def ask(self) -> None:
        """Record that a holder is asked."""
        values = {name: value for name, value in self.form.values().items() if name != "holder_of"}
        self.owner.send(
            self.form,
            lambda: SearchInput.read(number=self.number, **values),
            ask_holder,
            self.tr("The holder is asked. Print the inquiry sheet and send it."),
        )

    def note(self) -> None:
        """Record what the holder answered."""
        values = self.answer_form.values()
        self.owner.send(
            self.answer_form,
            lambda: SearchAnswerInput.read(
                number=self.number, **{**values, "searched_by": values["searched_by"] or ""}
            ),
            note_answer,
            self.tr("The answer is noted."),
        )

    def print_inquiry(self) -> None:
        """Print the sheet for the holder that is chosen."""
        task = self.task.currentData()
        if task is None:
            return
        number = self.number

        def printed() -> None:
            self.session.change(note_inquiry, number, task)

        self.session.read(inquiry_sheet, number, task, done=lambda pdf: self.output.print_pdf(pdf, printed))
