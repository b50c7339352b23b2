"""Disposal runs as they are shown: what each took, who named it, its certificate."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from caseman.domain.permissions import Permission
from caseman.domain.retention import RecordKind
from caseman.errors import FileError, InputError, RuleError
from caseman.services.backup_ends import HoldingBackup, holding_backups
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.disposal_certificate import items_of_run, of_item, why_left_out
from caseman.storage.disposal_tables import DisposalItemRow, DisposalRunRow
from caseman.storage.office_tables import StaffRow
from caseman.text import Language, T, Text


@dataclass(frozen=True)
class RunItem:
    """One record of a run. `outcome` is proposed, disposed or left_out; `why` says why it was left out."""

    of: Text
    kind: RecordKind
    kept_until: date
    outcome: str
    records: int
    why: Any = None

    @property
    def told(self) -> Text:
        """What became of it, in words."""
        if self.outcome == "left_out":
            return T("left out: {why}", why=self.why)
        return T("disposed of") if self.outcome == "disposed" else T("proposed")


@dataclass(frozen=True)
class RunView:
    """A run with its two names. `swept`: no page of the file holds it any more, and its certificate is made.

    `backups` were made before, and still hold it.
    """

    number: str
    state: str
    proposed_on: date
    proposed_by: str
    settled_on: date | None
    settled_by: str
    swept: bool
    items: tuple[RunItem, ...]
    backups: tuple[HoldingBackup, ...]

    @property
    def standing(self) -> Text:
        """Where the run stands, in words."""
        if self.state == "done":
            return T("done") if self.swept else T("done; the file is not written anew yet")
        return _STATES[self.state]


_STATES = {"proposed": T("waits for its second name"), "withdrawn": T("taken back")}


@dataclass(frozen=True)
class Certificate(Change):
    """A certificate as it was made; the same bytes each time."""

    pdf: bytes = b""
    language: Language = Language.JA


def list_runs(desk: Desk) -> tuple[RunView, ...]:
    """All disposal runs, the latest first."""
    desk.require(Permission.READ_TRAIL)
    with desk.reading() as session:
        names = dict(session.exec(select(StaffRow.id, StaffRow.name)).all())
        runs = session.exec(select(DisposalRunRow).order_by(col(DisposalRunRow.id).desc())).all()
        return tuple(_view(desk, session, run, names) for run in runs)


def certificate(desk: Desk, number: str, language: Language) -> Certificate:
    """The certificate of a run, to be printed or saved; that it was given out goes into the trail.

    Raises `RuleError` for a run that has none yet, `FileError` for one that was changed in the file.
    """
    desk.require(Permission.READ_TRAIL)
    with desk.work(None) as work:
        run = work.session.exec(
            select(DisposalRunRow).where(DisposalRunRow.number == number.strip().upper())
        ).one_or_none()
        if run is None:
            raise InputError("no-such-run", T("There is no disposal run “{number}”.", number=number), field="run")
        japanese = language is Language.JA
        pdf = run.certificate_ja if japanese else run.certificate_en
        if pdf is None:
            raise RuleError("no-certificate", T("Disposal run {number} has no certificate yet.", number=run.number))
        if hashlib.sha256(pdf).hexdigest() != (run.sha256_ja if japanese else run.sha256_en):
            raise FileError(
                "certificate-damaged",
                T("The certificate of {number} is damaged in the file. Bring back the last backup.", number=run.number),
            )
        work.note("certificate_printed", None, run=run.number, language=language.value)
    return Certificate(ChangeKind.AUDIT, document_number=run.number, pdf=pdf, language=language)


def _view(desk: Desk, session: Session, run: DisposalRunRow, names: dict[int | None, str]) -> RunView:
    done = run.state == "done"
    return RunView(
        run.number,
        run.state,
        run.proposed_on,
        names.get(run.proposed_by, ""),
        run.settled_on,
        names.get(run.settled_by, "") if run.settled_by else "",
        run.swept_at is not None,
        tuple(_item(session, row) for row in items_of_run(session, run)),
        holding_backups(desk, run.settled_at) if done else (),
    )


def _item(session: Session, row: DisposalItemRow) -> RunItem:
    why = why_left_out(row) if row.why else None
    return RunItem(of_item(session, row), RecordKind(row.kind), row.kept_until, row.outcome, row.records, why)
