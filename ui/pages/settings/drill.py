"""The recovery drill: when it was last done, when the next is due, and doing it with the recovery sheet at hand."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.drills import LONGEST, DrillResult
from caseman.domain.permissions import Permission
from caseman.domain.workstation_rules import WorkstationRule
from caseman.errors import CasemanError
from caseman.services import drills
from caseman.services.drills import Drilled, DrillStanding
from ui import settings
from ui.i18n import tell
from ui.pages.settings.administrator import administrator_labels
from ui.pages.settings.facts import facts
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, restyle, row
from ui.widgets.long_work import LongWork

_SIGNS = {True: "✓", False: "✗", None: "–"}


class DrillPanel(QWidget):
    """Asks for the code of the recovery sheet, tries the latest backup with it, and says what was found."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.standing = label("", "quiet", wrap=True)
        self.form = Form()
        self.form.line(
            "recovery_code",
            self.tr("Recovery code"),
            secret=True,
            hint=self.tr("Eight groups of five, from the sheet in the safe. It is kept nowhere."),
        )
        self.try_button = button(self.tr("Try the recovery"), self.try_recovery)
        self.form.submits(self.try_button)
        self.work = LongWork(session, self.tr("The recovery is being tried"))
        self.found = label("", wrap=True, selectable=True)
        self.steps = QVBoxLayout()
        self.plan = Form()
        days = self.plan.number(
            "every_days", self.tr("Ask for a drill every"), low=0, high=LONGEST, suffix=self.tr(" days")
        )
        days.setSpecialValueText(self.tr("never"))
        self.save_button = button(self.tr("Save when to ask"), self.save)
        self._bind()
        self._build()
        self._working(on=False)

    def refresh(self) -> None:
        """Read again where the drills stand; what is being typed stays."""
        self._session.read(drills.drill_standing, done=self._show)

    def try_recovery(self) -> None:
        """Try the latest backup with the code that is typed."""
        self.form.clear_faults()
        code = self.form.values()["recovery_code"]
        if not code.strip():
            self.form.set_fault("recovery_code", self.tr("Type the code that stands on the recovery sheet."))
            return
        self._forget()
        self._working(on=True)
        self._session.change_long(drills.drill, code, done=self._done, failed=self._failed, progress=self.work.moved)

    def save(self) -> None:
        """Keep in the file after how many days the next drill is asked for."""
        days = self.plan.values()["every_days"]
        self._session.change(drills.set_drill_days, days, done=self._saved, failed=self._failed)

    def _show(self, standing: DrillStanding) -> None:
        if standing.failed:
            told, kind = self.tr("The last recovery drill FAILED. Back up anew and repeat it."), "fault"
        elif standing.last is None:
            told, kind = self.tr("No recovery drill was done yet: nobody knows whether the recovery works."), "warn"
        else:
            when = self._session.local_time(standing.last)
            told, kind = self.tr("Last recovery drill that passed: {when}").format(when=when), "quiet"
            if standing.due:
                told, kind = f"{told} {self.tr('The next one is due.')}", "warn"
        if not standing.every_days and not standing.failed:
            kind = "quiet"
        self.standing.setText(told)
        restyle(self.standing, kind)
        if not self.plan.typed():
            self.plan.set_values({"every_days": standing.every_days})
            self.plan.settle()

    def _done(self, drilled: Drilled) -> None:
        self._working(on=False)
        self.form.clear()
        result = drilled.result
        assert result is not None
        self._show_result(result)
        if drilled.untold is not None:
            self._notice.tell(tell(drilled.untold.text), bad=True)
        else:
            self._notice.tell(tell(result.label), bad=not result.passed)
        self.refresh()

    def _show_result(self, result: DrillResult) -> None:
        self._forget()
        self.found.setText(tell(result.label))
        restyle(self.found, "good" if result.passed else "fault")
        self.found.show()
        rows = [(f"{_SIGNS[check.held]} {tell(check.step.label)}", tell(check.told)) for check in result.checks]
        self.steps.addWidget(facts(*rows))

    def _forget(self) -> None:
        """What an earlier drill found is out of sight."""
        self.found.hide()
        while (item := self.steps.takeAt(0)) is not None:
            shown = item.widget()
            assert shown is not None
            shown.hide()
            shown.deleteLater()

    def _saved(self, _change: object) -> None:
        self.plan.settle()
        self._notice.tell(self.tr("When to ask for a recovery drill is saved."))
        self.refresh()

    def _failed(self, error: CasemanError) -> None:
        self._working(on=False)
        self.form.tell_faults(error, self._notice)

    def _working(self, *, on: bool) -> None:
        self.work.show_working(on=on)
        for each in (self.form, self.try_button):
            each.setEnabled(not on)

    def _bind(self) -> None:
        """Nothing weaker than the rules of the workstation can be chosen, nor by who may not."""
        most = settings.workstation_rules().number(WorkstationRule.DRILL_DAYS)
        if most is not None:
            self.plan.control("every_days").setSpecialValueText("")
            self.plan.control("every_days").setRange(1, most)
        self.plan.settle()
        for each in (self.plan, self.save_button):
            each.setEnabled(self._session.may(Permission.OFFICE_RULES))

    def _build(self) -> None:
        about = self.tr(
            "A drill takes the sheet out of the safe and tries it: the latest backup is copied to a scratch folder, "
            "opened there with the code alone, checked throughout, and compared with this office. The backup is not "
            "touched, and the copy is taken away. The trail tells the result."
        )
        self.found.hide()
        steps = QWidget()
        steps.setLayout(self.steps)
        self.steps.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                self.standing,
                label(about, "quiet", wrap=True),
                self.form,
                row(self.try_button),
                self.work,
                self.found,
                steps,
                self.plan,
                *administrator_labels(WorkstationRule.DRILL_DAYS),
                row(self.save_button),
                heading=self.tr("Recovery drill"),
            )
        )
