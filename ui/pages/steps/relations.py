"""Cases that belong to this one, and what a complaint needs beside its text."""

from __future__ import annotations

from caseman.domain.actions import Action
from caseman.domain.permissions import Permission
from caseman.services.complaints import report_complaint
from caseman.services.course_inputs import LinkInput, ReportInput
from caseman.services.links import link_cases
from caseman.services.views import CaseView
from ui.i18n import current_language, tell
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.labels import button, panel


class LinksPart(Part):
    """Linked cases, and those that probably belong together."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self.form = owner.new_form("link", aside=True)
        self.form.line("other", self.tr("Number of the other case"))
        self.form.line("why", self.tr("Why they belong together"))
        self.button = button(self.tr("Link the cases"), self.submit)
        self.form.submits(self.button)
        self.body.addWidget(
            self.only(
                Permission.OPEN_CASE, panel(self.form, self.button, heading=self.tr("Another case of the same matter?"))
            )
        )

    def fill(self, case: CaseView) -> None:
        for link in case.course.links:
            self.owner.fact(self.tr("Linked case"), f"{link.number}: {link.why}")
        for number, text in case.course.suggested_links:
            self.owner.fact(self.tr("Perhaps of the same matter"), f"{number}: {tell(text)}", "warn")

    def start(self, case: CaseView) -> None:
        suggested = case.course.suggested_links[:1]
        values = {"other": suggested[0][0], "why": tell(suggested[0][1])} if suggested else {"other": "", "why": ""}
        self.form.set_values(values)

    def submit(self) -> None:
        """Link the cases."""
        self.owner.send(
            self.form,
            lambda: LinkInput.read(number=self.number, **self.form.values()),
            link_cases,
            self.tr("The cases are linked."),
        )


class ComplaintPart(Part):
    """A complaint's flags, and its report inside the company."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self.form = owner.new_form("report", aside=True)
        self.form.day("reported_on", self.tr("Reported on"))
        self.form.line("reported_to", self.tr("Reported to"))
        self.button = button(self.tr("Record the report"), self.submit)
        self.form.submits(self.button)
        self._report = self.only(
            Action.REPORT, panel(self.form, self.button, heading=self.tr("Report of the complaint"))
        )
        self.body.addWidget(self._report)

    def fill(self, case: CaseView) -> None:
        complaint = case.course.complaint
        self._report.setVisible(complaint is not None and Action.REPORT in case.course.actions)
        if complaint is None:
            return
        if complaint.urgent:
            self.owner.fact(self.tr("Complaint"), self.tr("urgent"), "late")
        if complaint.publish:
            self.owner.fact(self.tr("Complaint"), self.tr("must be made public"), "warn")
        if complaint.reported_on is not None:
            reported = f"{tell(complaint.reported_on)}, {complaint.reported_to}"
            self.owner.fact(self.tr("Reported"), reported, "good")
        else:
            self.owner.fact(self.tr("Reported"), self.tr("not yet"), "warn")

    def start(self, case: CaseView) -> None:
        del case
        to = self.owner.procedure.complaints.report_to
        self.form.set_values(
            {
                "reported_on": self.session.today(),
                "reported_to": to.in_language(current_language()) if to is not None else "",
            }
        )

    def submit(self) -> None:
        """Record the report."""
        self.owner.send(
            self.form,
            lambda: ReportInput.read(number=self.number, **self.form.values()),
            report_complaint,
            self.tr("The report is recorded."),
        )
