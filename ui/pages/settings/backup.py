"""Backups: now, on a schedule, at close; and the ones that are there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.domain.workstation_rules import WorkstationRule
from caseman.errors import CasemanError
from caseman.services import backups
from caseman.services.backups import Backup, BackupMade, BackupPlan
from ui import settings, theme
from ui.pages.settings.administrator import administrator_labels
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.folder_form import FolderForm
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.long_work import LongWork
from ui.widgets.spoken_list import SpokenList

_RULES = (
    WorkstationRule.BACKUP_FOLDER,
    WorkstationRule.BACKUP_HOURS,
    WorkstationRule.BACKUP_AT_CLOSE,
    WorkstationRule.BACKUP_KEEP,
)


class BackupPanel(QWidget):
    """The plan of the backups, and “Back up now”."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.last = label("", "quiet", wrap=True, selectable=True)
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Backups in the folder"))
        theme.sized(self.list, most_height=110)
        self.form = FolderForm()
        self.form.folder(
            self.tr("Folder"),
            hint=self.tr("Best on another disk. A network folder will do."),
            asked=self.tr("Folder for the backups"),
        )
        self.form.number("keep", self.tr("Keep"), low=1, high=backups.MOST_KEPT, suffix=self.tr(" backups"))
        self.form.number("every_hours", self.tr("Every"), low=0, high=720, suffix=self.tr(" h")).setSpecialValueText(
            self.tr("never")
        )
        self.form.check("at_close", self.tr("Back up when the window is closed"))
        self._bind()
        self.now_button = acts_as(button(self.tr("Back up now"), self.back_up), "back_up")
        self.save_button = acts_as(button(self.tr("Save the plan"), self.save), "save")
        self.work = LongWork(session, self.tr("The backup is being written"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                self.last,
                self.list,
                self.form,
                *administrator_labels(*_RULES),
                row(self.now_button, self.save_button),
                self.work,
                label(
                    self.tr(
                        "Each backup is encrypted, has its key file beside it, and is opened and checked after it was "
                        "written. To bring one back: “Bring back a backup” in the File menu."
                    ),
                    "quiet",
                    wrap=True,
                ),
                heading=self.tr("Backups"),
            )
        )
        self._working(on=False)
        self.form.settle()

    def _bind(self) -> None:
        """Nothing weaker than the rules of the workstation can be chosen."""
        rules = settings.workstation_rules()
        if rules.has(WorkstationRule.BACKUP_FOLDER):
            self.form.fix_folder(rules.folder(WorkstationRule.BACKUP_FOLDER))
        self.form.control("keep").setMinimum(rules.backup_keep(1))
        hours = rules.number(WorkstationRule.BACKUP_HOURS)
        if hours is not None:
            self.form.control("every_hours").setSpecialValueText("")
            self.form.control("every_hours").setRange(1, hours)
        if rules.backup_at_close(chosen=False):
            self.form.set_values({"at_close": True})
            self.form.control("at_close").setEnabled(False)

    def refresh(self) -> None:
        """Read the plan and the backups again; what is being typed stays."""
        self._session.read(backups.backup_plan, done=self._show)

    def back_up(self) -> None:
        """Write a backup into the folder that is typed, else the planned one."""
        self.form.clear_faults()
        typed = self.form.values()["folder"].strip()
        if not typed:
            self.form.set_fault("folder", self.tr("Say into which folder the backup goes."))
            return
        self._working(on=True)
        self._session.change_long(
            backups.back_up, Path(typed).expanduser(), done=self._made, failed=self._failed, progress=self.work.moved
        )

    def save(self) -> None:
        """Keep the plan in the file."""
        self.form.clear_faults()
        typed = self.form.values()
        self._session.change(
            backups.set_backup_plan,
            typed["folder"],
            typed["keep"],
            typed["every_hours"],
            at_close=typed["at_close"],
            done=self._saved,
            failed=self._failed,
        )

    def draft(self) -> dict[str, object]:
        """What was typed and not saved."""
        return self.form.typed()

    def _show(self, plan: BackupPlan) -> None:
        if plan.last is None:
            self.last.setText(self.tr("There is no backup yet."))
        else:
            self.last.setText(self.tr("Last backup: {when}").format(when=self._session.local_time(plan.last)))
        if not self.form.typed():
            self.form.set_values(
                {
                    "folder": "" if plan.folder is None else str(plan.folder),
                    "keep": plan.keep,
                    "every_hours": plan.every_hours,
                    "at_close": plan.at_close,
                }
            )
            self.form.settle()
        self.save_button.setEnabled(self._session.may(Permission.OFFICE_RULES))
        self._session.read(backups.list_backups, done=self._list)

    def _list(self, found: tuple[Backup, ...]) -> None:
        self.list.clear()
        for each in found:
            size = max(1, each.size // 1_000_000)
            self.list.addItem(f"{self._session.local_time(each.made_at)}  {each.path.name}  {size} MB")
        self.list.setVisible(bool(found))

    def _made(self, made: BackupMade) -> None:
        self._working(on=False)
        assert made.backup is not None
        self._notice.tell(
            self.tr("The backup is {file}; it was opened and checked.").format(file=str(made.backup.path))
        )
        self.refresh()

    def _saved(self, _change: object) -> None:
        self.form.settle()
        self._notice.tell(self.tr("The plan is saved."))
        self.refresh()

    def _failed(self, error: CasemanError) -> None:
        self._working(on=False)
        self.form.tell_faults(error, self._notice)

    def _working(self, *, on: bool) -> None:
        self.work.show_working(on=on)
        for each in (self.now_button, self.save_button, self.form):
            each.setEnabled(not on)
