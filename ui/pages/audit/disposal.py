"""What was disposed of: the runs with their certificates, and the papers that go to the shredder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.desk import Change
from caseman.services.disposal import finish
from caseman.services.disposal_views import Certificate, RunView, certificate, list_runs
from caseman.services.shredding import ToShred, papers_to_shred, shred_papers
from caseman.text import Language
from ui import theme
from ui.i18n import tell
from ui.pages.tabbed import Panel
from ui.printing import save_pdf
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.labels import Notice, button, label, row
from ui.widgets.lines import Column, LinesView


class DisposalPanel(Panel):
    """Runs on top, papers below."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.runs = LinesView(self._run_columns(), self.tr("Disposal runs"))
        self.runs.selectionModel().selectionChanged.connect(lambda *_: self._chosen())
        self.told = label("", "quiet", wrap=True, selectable=True)
        self.japanese_button = button(self.tr("Certificate in Japanese…"), partial(self._ask_where, Language.JA))
        self.english_button = button(self.tr("Certificate in English…"), partial(self._ask_where, Language.EN))
        self.finish_button = button(self.tr("Write the file anew"), self.finish)
        self.papers = LinesView(self._paper_columns(), self.tr("Papers to shred"))
        self.papers.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.papers.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self.papers.opened.connect(lambda paper: self.case_chosen.emit(paper.number))
        self.shred_button = button(self.tr("The selected were destroyed"), self.shred)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.addWidget(label(self.tr("Disposal runs"), "heading"))
        whole.addWidget(self.runs, 1)
        whole.addWidget(self.told)
        whole.addWidget(row(self.japanese_button, self.english_button, self.finish_button))
        whole.addWidget(label(self.tr("Papers whose time is over, by place"), "heading"))
        whole.addWidget(self.papers, 1)
        whole.addWidget(row(self.shred_button))
        self._enable()

    def first_controls(self) -> Iterable[QWidget]:
        return (self.runs, self.papers)

    def refresh(self) -> None:
        self._session.read(list_runs, done=self._show_runs)
        if self._session.may(Permission.DISPOSE):
            self._session.read(papers_to_shred, done=self._show_papers)

    def shred(self) -> None:
        """Note the selected papers as destroyed."""
        rows = [self.papers.lines.line(index.row()) for index in self.papers.selectionModel().selectedRows()]
        self._session.change(
            shred_papers,
            [paper.enclosure_id for paper in rows],
            done=lambda _: self._notice.tell(self.tr("Noted as destroyed: {count}.").format(count=len(rows))),
            failed=self._failed,
        )

    def finish(self) -> None:
        """Go on with a run that was interrupted after the records went."""
        self._session.change(finish, done=self._finished, failed=self._failed)

    def save(self, language: Language, path: Path) -> None:
        """Save the certificate of the chosen run as a new file."""
        run: RunView | None = self.runs.selected()
        if run is not None:
            self._session.change(certificate, run.number, language, done=partial(self._save, path), failed=self._failed)

    def _run_columns(self) -> list[Column]:
        return [
            Column(self.tr("Run"), lambda run: run.number, whole=True),
            Column(self.tr("State"), lambda run: tell(run.standing), 180),
            Column(self.tr("Proposed by"), lambda run: f"{run.proposed_by}, {tell(run.proposed_on)}", 180),
            Column(
                self.tr("Confirmed by"),
                lambda run: f"{run.settled_by}, {tell(run.settled_on)}" if run.state == "done" else "",
                180,
            ),
            Column(self.tr("Records"), lambda run: str(len(run.items)), whole=True),
        ]

    def _paper_columns(self) -> list[Column]:
        return [
            Column(self.tr("Place"), lambda paper: tell(paper.place), 160),
            Column(self.tr("Case"), lambda paper: paper.number, whole=True),
            Column(self.tr("Papers"), lambda paper: tell(paper.kind.label), 160),
            Column(self.tr("Sheets"), lambda paper: str(paper.sheets), whole=True),
            Column(self.tr("Kept through"), lambda paper: tell(paper.kept_until), whole=True),
            Column(self.tr("Litigation hold"), self._hold, 120, colour=_colour),
        ]

    def _hold(self, paper: ToShred) -> str:
        return self.tr("held") if paper.held else ""

    def _show_runs(self, runs: tuple[RunView, ...]) -> None:
        before: RunView | None = self.runs.selected()
        self.runs.lines.replace(runs)
        numbers = [run.number for run in runs]
        if runs:
            self.runs.selectRow(numbers.index(before.number) if before and before.number in numbers else 0)
        self._chosen()

    def _show_papers(self, papers: tuple[ToShred, ...]) -> None:
        self.papers.lines.replace(papers)
        self._enable()

    def _chosen(self) -> None:
        """What was left out of the chosen run, and which backups still hold the rest."""
        run: RunView | None = self.runs.selected()
        lines = [
            f"{tell(item.of)}, {tell(item.kind.label)}: {tell(item.told)}"
            for item in (run.items if run is not None else ())
            if item.outcome == "left_out"
        ]
        for each in run.backups if run is not None else ():
            told = self.tr("Still held by backup {name} of {day}: {end}")
            lines.append(told.format(name=each.name, day=tell(each.made_on), end=tell(each.end)))
        self.told.setText("\n".join(lines))
        self.told.setVisible(bool(lines))
        self._enable()

    def _enable(self) -> None:
        run: RunView | None = self.runs.selected()
        certified = run is not None and run.swept
        self.japanese_button.setEnabled(certified)
        self.english_button.setEnabled(certified)
        may = self._session.may(Permission.DISPOSE)
        self.finish_button.setVisible(may and any(r.state == "done" and not r.swept for r in self.runs.lines.lines))
        self.shred_button.setEnabled(may and bool(self.papers.selectionModel().selectedRows()))

    def _ask_where(self, language: Language) -> None:
        run: RunView | None = self.runs.selected()
        if run is not None:
            name = f"{run.number}-{language.value}.pdf"
            ask_new_file(
                self, self.tr("Save the certificate"), lambda path: self.save(language, Path(path)), "pdf", at=name
            )

    def _save(self, path: Path, made: Change) -> None:
        assert isinstance(made, Certificate)
        try:
            save_pdf(path, made.pdf)
        except CasemanError as error:
            self._failed(error)
            return
        self._notice.tell(self.tr("Saved as {name}.").format(name=path.name))

    def _finished(self, _change: Change) -> None:
        self._notice.tell(self.tr("The file was written anew, and the certificate is made."))

    def _failed(self, error: CasemanError) -> None:
        self._notice.tell(tell(error.text), bad=True)


def _colour(paper: ToShred) -> str | None:
    return theme.tokens().bad if paper.held else None
