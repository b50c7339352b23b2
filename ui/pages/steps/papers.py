"""Steps 1 and 2 on the case page: the envelope it came in, the people and their requests."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from caseman.domain.actions import Action
from caseman.domain.citations import Article
from caseman.services.complaints import undo_report
from caseman.services.cover_sheets import case_cover, enclosure_cover
from caseman.services.custody_views import PaperLine
from caseman.services.links import unlink_cases
from caseman.services.views import CaseView, PersonView
from ui.i18n import current_language, tell
from ui.pages.post.facts import EnvelopeFacts
from ui.pages.steps.amend import AmendPart
from ui.pages.steps.base import StepPanel
from ui.pages.steps.relations import ComplaintPart, LinksPart
from ui.pages.steps.removal import Removable, RemovalPart
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.pdf_view import SheetOutput


class EnvelopePanel(StepPanel):
    """The envelopes as they were logged, where their papers are, and the sheet to lay before them in the scanner."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self._envelope_facts = EnvelopeFacts(self)
        self.sheet_for = QComboBox()
        self.sheet_for.setAccessibleName(self.tr("Cover sheet for"))
        self.output = SheetOutput(self, self.tr("Cover sheet"))
        self.body.addWidget(
            panel(
                label(
                    self.tr("Lay it before the papers in the scanner: the pages behind it find their case."),
                    "quiet",
                    wrap=True,
                ),
                self.sheet_for,
                row(button(self.tr("Print the cover sheet…"), self.print_cover)),
                heading=self.tr("Cover sheet"),
            )
        )
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        for envelope in (case.envelope, *case.later_envelopes):
            if envelope is not case.envelope:
                self.fact(
                    self.tr("Later envelope"), self.tr("No. {number}").format(number=envelope.envelope_id), "heading"
                )
            for title, value in self._envelope_facts.of(envelope):
                self.fact(title, value)
            for paper in case.papers:
                if paper.envelope_id == envelope.envelope_id:
                    self.fact(tell(paper.kind.label), self._paper(paper))
        self.fact(self.tr("Scans"), str(len(case.scans)))
        self._offer_sheets(case)

    def print_cover(self) -> None:
        """Print the sheet that is chosen, through the system's dialog."""
        if self.case is None:
            return
        enclosure = self.sheet_for.currentData()
        if enclosure is None:
            self.session.read(case_cover, self.case.number, current_language(), done=self.output.print_pdf)
        else:
            self.session.read(enclosure_cover, enclosure, current_language(), done=self.output.print_pdf)

    def _paper(self, paper: PaperLine) -> str:
        count = self.tr("%n sheet(s)", "", paper.sheets)
        where = tell(paper.whereabouts)
        return " – ".join(filter(None, [count, paper.note, where, tell(paper.since)]))

    def _offer_sheets(self, case: CaseView) -> None:
        chosen = self.sheet_for.currentData()
        self.sheet_for.clear()
        self.sheet_for.addItem(self.tr("The whole case"), None)
        for paper in case.papers:
            self.sheet_for.addItem(f"{tell(paper.kind.label)} {paper.note}".strip(), paper.enclosure_id)
        self.sheet_for.setCurrentIndex(max(0, self.sheet_for.findData(chosen)))


class PeoplePanel(StepPanel):
    """Who asks, for whom, and what; cases of the same matter; what a complaint needs."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.add_part(ComplaintPart(self))
        self.add_part(AmendPart(self))
        self.add_part(LinksPart(self))
        self.add_part(RemovalPart(self, self._removable))
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        for person in case.people:
            self._person(person)
        for request in case.requests:
            self.fact(
                self.tr("Request {position}").format(position=request.position),
                self.tr("{type}, {article}").format(
                    type=tell(request.type.label), article=tell(Article(request.article))
                ),
            )
            self.fact(self.tr("Which data"), request.scope)
            self.fact(self.tr("Request forms"), str(request.forms))
            if request.units > 1:
                self.fact(self.tr("Items or names"), str(request.units))
        self.fact(self.tr("Remarks"), case.remarks)

    def _removable(self, case: CaseView) -> list[Removable]:
        found = [
            Removable(self.tr("Link with {number}").format(number=link.number), unlink_cases, link.link_id)
            for link in case.course.links
        ]
        complaint = case.course.complaint
        if complaint is not None and complaint.reported_on is not None and Action.AMEND in case.course.actions:
            title = self.tr("Report of {day}").format(day=tell(complaint.reported_on))
            found.append(Removable(title, undo_report))
        return found

    def _person(self, person: PersonView) -> None:
        name = f"{person.name}  {person.kana}".strip()
        self.fact(tell(person.role.label), name, "heading")
        self.fact(self.tr("Kind of agent"), person.agent_kind.label if person.agent_kind else None)
        self.fact(self.tr("Address"), f"{person.postal_code} {person.address}".strip())
        self.fact(self.tr("Telephone"), person.telephone)
        self.fact(self.tr("E-mail"), person.email)
        self.fact(self.tr("Date of birth"), person.birth_date)
        self.fact(self.tr("Member ID"), person.member_id)
