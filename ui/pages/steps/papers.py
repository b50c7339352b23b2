"""Steps 1 and 2 on the case page: the envelope it came in, the people and their requests."""

from __future__ import annotations

from caseman.domain.citations import Article
from caseman.domain.transitions import Action
from caseman.services.complaints import undo_report
from caseman.services.links import unlink_cases
from caseman.services.views import CaseView, PersonView
from ui.i18n import tell
from ui.pages.steps.amend import AmendPart
from ui.pages.steps.base import StepPanel
from ui.pages.steps.relations import ComplaintPart, LinksPart
from ui.pages.steps.removal import Removable, RemovalPart
from ui.session import OfficeSession
from ui.widgets.labels import Notice


class EnvelopePanel(StepPanel):
    """The envelope, as it was logged."""

    def fill(self, case: CaseView) -> None:
        envelope = case.envelope
        self.fact(self.tr("Came by"), envelope.channel.label)
        self.fact(self.tr("Arrived on"), envelope.arrived_on)
        self.fact(self.tr("Postmark"), envelope.postmarked_on)
        self.fact(self.tr("Mail class"), envelope.mail_class.label)
        self.fact(self.tr("Tracking number"), envelope.tracking_number)
        self.fact(
            self.tr("Marking"),
            self.tr("marked “{marking}”").format(marking=self.procedure.envelopes.marking)
            if envelope.marked_confidential
            else self.tr("not marked"),
        )
        self.fact(self.tr("Sender, as written"), envelope.sender)
        for kind, sheets, note in envelope.enclosures:
            count = self.tr("%n sheet(s)", "", sheets)
            self.fact(tell(kind.label), f"{count} {note}".strip())
        self.fact(self.tr("Scans"), str(len(envelope.scans)))
        self.fact(self.tr("Note"), envelope.note)


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
