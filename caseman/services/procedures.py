"""Versions of the office's procedure: a new one holds for new cases, running ones keep theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from caseman.domain.permissions import Permission
from caseman.errors import InputError, RuleError
from caseman.offices.loader import parse_procedure
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.storage.case_tables import CaseRow
from caseman.storage.office_tables import ProcedureRow
from caseman.text import T


@dataclass(frozen=True)
class ProcedureVersion:
    """A version in the file, and how many running cases keep it."""

    version: int
    code: str
    in_force_from: date
    running_cases: int


def list_versions(desk: Desk) -> tuple[ProcedureVersion, ...]:
    """The versions in the file, newest first."""
    with desk.reading() as session:
        rows = session.exec(select(ProcedureRow).order_by(col(ProcedureRow.version).desc())).all()
        running = session.exec(select(CaseRow.procedure_id).where(col(CaseRow.closed_on).is_(None))).all()
        return tuple(
            ProcedureVersion(row.version, row.code, row.in_force_from, sum(each == row.id for each in running))
            for row in rows
        )


def procedure_toml(desk: Desk, version: int | None = None) -> str:
    """The text of the version in force, or of another one in the file. Raises `InputError` where there is none."""
    with desk.reading() as session:
        if version is None:
            return session.get_one(ProcedureRow, desk.procedure_id).toml
        row = session.exec(select(ProcedureRow).where(ProcedureRow.version == version)).one_or_none()
    if row is None:
        raise InputError(
            "no-such-version", T("There is no version {version} of the procedure.", version=version), field="version"
        )
    return row.toml


def adopt_procedure(desk: Desk, text: str) -> Change:
    """Make an edited procedure the version in force. Its `version` must be the next one.

    Raises `FileError` and `RuleError` as `parse_procedure` does, `RuleError` for a version that is not the next or
    would begin before the one in force, `InputError` for a procedure of another office.
    """
    new = parse_procedure(text)
    with desk.work(Permission.OFFICE_RULES) as work:
        old = work.session.get_one(ProcedureRow, desk.procedure_id)
        if new.code != old.code:
            raise InputError(
                "other-office",
                T("This procedure is that of “{other}”, not of “{code}”.", other=new.code, code=old.code),
                field="code",
            )
        if new.version != old.version + 1:
            raise RuleError(
                "version-not-next",
                T(
                    "The version in force is {old}; write version = {next} in the file.",
                    old=old.version,
                    next=old.version + 1,
                ),
                field="version",
            )
        if new.in_force_from < old.in_force_from:
            raise RuleError(
                "version-before",
                T("The new version cannot be in force before the old one ({day}).", day=old.in_force_from),
                field="in_force_from",
            )
        if new.in_force_from > work.today:
            raise RuleError(
                "version-in-future",
                T("This version begins on {day}. Adopt it on that day.", day=new.in_force_from),
                field="in_force_from",
            )
        work.session.add(
            ProcedureRow(
                version=new.version,
                code=new.code,
                toml=text,
                in_force_from=new.in_force_from,
                added_at=work.now,
            )
        )
        work.note("procedure_adopted", version=new.version, in_force_from=new.in_force_from.isoformat())
    desk.forget_procedure()
    return Change(ChangeKind.AUDIT)
