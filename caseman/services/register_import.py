"""The register that an office kept so far becomes cases: all of them in one transaction, or none."""

from __future__ import annotations

from pathlib import PurePath
from typing import Final

from sqlalchemy import insert

from caseman.domain.permissions import Permission
from caseman.domain.register_case import RegisterCase
from caseman.errors import RuleError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.office_settings import put_setting
from caseman.services.register_raw import RawRows
from caseman.services.register_reading import Progress, RegisterPlan, plan_import, setting_of
from caseman.services.register_writing import CaseRows
from caseman.services.stopping import Stop
from caseman.services.work import Work
from caseman.storage import audit
from caseman.storage.register_tables import RegisterImportRow
from caseman.storage.search import add_many_to_index
from caseman.text import T

_BATCH: Final = 2_000  # cases; so many rows of each table are in memory at once


def import_register(
    desk: Desk,
    name: str,
    data: bytes,
    told: str = "",
    sheet: str = "",
    *,
    leave_out: bool = False,
    again: bool = False,
    stop: Stop | None = None,
    progress: Progress = lambda _: None,
) -> tuple[RegisterPlan, Change]:
    """Read a register and take its cases over; it is read anew, so that what is written is what the file says now.

    Rows that cannot become cases stop all of it, unless they are to be left out. Raises `RuleError` then, for a
    register without a single case, and for the same file once more unless `again`; `FileError` and `Stopped` as
    `plan_import` does.
    """
    stop = stop or Stop()
    plan = plan_import(desk, name, data, told, sheet, stop, lambda done: progress(done * 0.4))
    return plan, take_over(
        desk, plan, leave_out=leave_out, again=again, stop=stop, progress=lambda d: progress(0.4 + d * 0.6)
    )


def take_over(
    desk: Desk,
    plan: RegisterPlan,
    *,
    leave_out: bool = False,
    again: bool = False,
    stop: Stop | None = None,
    progress: Progress = lambda _: None,
) -> Change:
    """Write the cases of a plan that was just made. Raises as `import_register` does."""
    stop = stop or Stop()
    _check(plan, leave_out=leave_out, again=again)
    with stop.watch(desk.file), desk.work(Permission.OPEN_CASE) as work:
        import_id = _kept(work, plan)
        rows = RawRows(work.session.connection())
        writer = CaseRows(work, rows, import_id)
        writer.reserve(plan.cases)
        numbers: list[str] = []
        entries: list[tuple[int, dict[str, object]]] = []
        for at in range(0, len(plan.cases), _BATCH):
            found: list[tuple[int, list[str]]] = []  # by their row in the index
            for case in stop.each(plan.cases[at : at + _BATCH]):
                case_id, number, row, texts = writer.write(case)
                numbers.append(number)
                entries.append((case_id, _entry(case, number, import_id)))
                found.append((row, texts))
            rows.flush()
            add_many_to_index(work.session.connection(), found)
            progress(0.9 * (at + len(found)) / len(plan.cases))
            stop.heed()
        work.note(
            "register_imported",
            name=PurePath(plan.name).name,
            sha256=plan.sha256,
            rows=plan.rows,
            cases=len(plan.cases),
            left_out=plan.left_out,
        )
        audit.append_many(
            work.session.connection(), desk.file.chain_key, work.now, desk.staff_name, "case_imported", entries
        )
        stop.heed()
        progress(1.0)
    return Change(ChangeKind.CASE, tuple(numbers))


def _check(plan: RegisterPlan, *, leave_out: bool, again: bool) -> None:
    if plan.known_since is not None and not again:
        raise RuleError(
            "register-known",
            T(
                "This very file was imported before, on {day}. Its cases are in the office file.",
                day=str(plan.known_since)[:10],
            ),
        )
    if plan.unmapped:
        told = T(
            "No column holds these, and no case can do without them: {fields}.", fields=[f.label for f in plan.unmapped]
        )
        raise RuleError("unmapped", told, field="map")
    if plan.left_out and not leave_out:
        raise RuleError(
            "rows-stopped",
            T(
                "Nothing was imported: {count} rows cannot become cases. Put them right, or have them left out.",
                count=plan.left_out,
            ),
            field="leave_out",
        )
    if not plan.cases:
        raise RuleError("no-cases", T("There is not one case in this register."))


def _kept(work: Work, plan: RegisterPlan) -> int:
    """The import itself, and the mapping for the next register with these headings."""
    put_setting(work.session, *setting_of(plan.map, plan.signature))
    made = work.session.connection().execute(
        insert(RegisterImportRow).values(
            sha256=plan.sha256,
            name=PurePath(plan.name).name,
            sheet=plan.sheet,
            rows=plan.rows,
            cases=len(plan.cases),
            left_out=plan.left_out,
            map=plan.map,
            imported_at=work.now,
            imported_by=work.staff_id,
        )
    )
    work.session.flush()
    assert made.inserted_primary_key is not None
    return int(made.inserted_primary_key[0])


def _entry(case: RegisterCase, number: str, import_id: int) -> dict[str, object]:
    return {"number": number, "row": case.row, "register": import_id}
